"""A time stamp authority and an issuer of certificates of our own, on this computer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
)
from typing_extensions import override

from alignment_desktop.documents.signing.certificates import (
    Certificate,
    Identity,
    certificate_of,
    make_authority,
    make_identity,
)
from tests.unit.documents.signing.signed_samples import AT

CLOCK_YEARS = 12


@dataclass
class Local:
    """What the server answers: time stamps, lists of withdrawn certificates, and on single ones.

    Attributes:
        address: Where it listens, without a slash at the end.
        lists: Lists by their path.
        answers: By path: what is answered to a question about one certificate (OCSP).
        asked: The paths that were asked for.
    """

    address: str
    lists: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(at: datetime = AT) -> Iterator[Local]:
    """A server on this computer's own address, which ends with the block."""
    stamper = stamper_of(at)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            from asn1crypto import tsp

            content = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path in local.answers:
                self._answer(local.answers[self.path](content))
                return
            request = tsp.TimeStampReq.load(content)
            self._answer(stamper.request_tsa_response(request).dump())

        def do_GET(self) -> None:
            self._answer(local.lists.get(self.path))

        def _answer(self, content: bytes | None) -> None:
            local.asked.append(self.path)
            self.send_response(200 if content is not None else 404)
            self.end_headers()
            self.wfile.write(content or b"")

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing on standard error."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        local = Local(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield local
        finally:
            server.shutdown()
            thread.join()


@cache
def clock() -> tuple[Certificate, bytes]:
    """The certificate of the time stamp authority, and its key."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Time")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=365 * CLOCK_YEARS))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoded = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return certificate_of(made.public_bytes(Encoding.DER)), encoded


def stamper_of(at: datetime) -> Any:
    """Makes time stamps of a moment."""
    from asn1crypto import keys
    from asn1crypto import x509 as encoded
    from pyhanko.sign.timestamps import DummyTimeStamper

    certificate, key = clock()
    return DummyTimeStamper(
        encoded.Certificate.load(certificate.der), keys.PrivateKeyInfo.load(key), fixed_dt=at
    )


@cache
def company() -> Identity:
    """An authority that keeps a list of the certificates that it took back."""
    return make_authority("Company", AT)


def employee(name: str, party: str, address: str, *, answers: bool = False) -> Identity:
    """An identity whose certificate says where that list is, or who answers of it alone."""
    plain = make_identity(name, party, AT, authority=company())
    own = x509.load_der_x509_certificate(plain.certificate.der)
    place = x509.UniformResourceIdentifier(address)
    listed = x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)])
    asked = x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(own.subject)
        .issuer_name(own.issuer)
        .public_key(own.public_key())
        .serial_number(own.serial_number)
        .not_valid_before(own.not_valid_before_utc)
        .not_valid_after(own.not_valid_after_utc)
        .add_extension(asked if answers else listed, critical=False)
    )
    for each in own.extensions:
        builder = builder.add_extension(each.value, each.critical)
    signing: Any = load_der_private_key(company().key, None)
    made = builder.sign(signing, hashes.SHA256())
    return replace(plain, certificate=certificate_of(made.public_bytes(Encoding.DER)))


def withdrawn(at: datetime, *identities: Identity) -> bytes:
    """The company's list, with the certificates that it took back."""
    issuer = x509.load_der_x509_certificate(company().certificate.der)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(at)
        .next_update(at + timedelta(days=30))
    )
    for each in identities:
        own = x509.load_der_x509_certificate(each.certificate.der)
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(own.serial_number)
            .revocation_date(at - timedelta(days=1))
            .build()
        )
    signing: Any = load_der_private_key(company().key, None)
    return builder.sign(signing, hashes.SHA256()).public_bytes(Encoding.DER)


def answering(at: datetime, *, withdrawn: Identity | None = None) -> Callable[[bytes], bytes]:
    """Answers for the company whether a certificate stands, to whoever asks of it (OCSP)."""
    issuer = x509.load_der_x509_certificate(company().certificate.der)
    signing: Any = load_der_private_key(company().key, None)
    taken = None if withdrawn is None else x509.load_der_x509_certificate(withdrawn.certificate.der)

    def answer(request: bytes) -> bytes:
        asked = ocsp.load_der_ocsp_request(request)
        revoked = taken is not None and taken.serial_number == asked.serial_number
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            asked.serial_number,
            asked.hash_algorithm,
            status,
            at,
            at + timedelta(days=30),
            at - timedelta(days=1) if revoked else None,
            None,
        )
        named = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, issuer)
        return named.sign(signing, hashes.SHA256()).public_bytes(Encoding.DER)

    return answer
