"""What proves a signature after its certificate has expired: lists of withdrawn ones, and answers.

They are fetched where the certificates themselves say, once, when the document is signed, and kept
in it as a revision of its own (PAdES B-LT).
"""

from __future__ import annotations

import io
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from alignment_desktop.documents.signing.network import answer_to
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Silent
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from cryptography import x509

_LARGEST = 8_000_000
_PATIENCE = 15.0


@dataclass(frozen=True)
class ValidationData:
    """What is kept to prove a signature.

    Attributes:
        certificates: Those of the signer and of all above, as DER.
        lists: Lists of withdrawn certificates, as DER.
        answers: What the issuers' services answered (OCSP), as DER.
    """

    certificates: tuple[bytes, ...]
    lists: tuple[bytes, ...]
    answers: tuple[bytes, ...]


def fetched(
    certificates: Sequence[bytes], patience: float = _PATIENCE, monitor: Monitor | None = None
) -> ValidationData | None:
    """What the issuers say of certificates; None where these do not name where to ask.

    Args:
        certificates: The signer's, and those above, as DER.
        patience: For so many seconds each answer is waited for.
        monitor: Hears that it is waited for, and may end that.

    Raises:
        Problem: `revocation-unreachable`, where an answer does not come or is none.
        Cancelled: Where the monitor asks to stop.
    """
    from cryptography import x509

    ask = _Asking(patience, monitor or Silent())
    known = [x509.load_der_x509_certificate(each) for each in certificates]
    lists: dict[bytes, None] = {}
    answers: dict[bytes, None] = {}
    for each in known:
        above = [one for one in known if one.subject == each.issuer and one != each]
        places = [place for place in _lists_of(each) if place.startswith(("http://", "https://"))]
        services = [one for one in _services_of(each) if one.startswith(("http://", "https://"))]
        if places and above:
            lists[_list(places[0], above, ask)] = None
        elif services and above:
            answers[_answer(services[0], each, above[0], ask)] = None
    if not lists and not answers:
        return None
    return ValidationData(tuple(certificates), tuple(lists), tuple(answers))


def names_issuers(certificate: bytes) -> bool:
    """Whether a certificate says who can be asked if it was withdrawn."""
    from cryptography import x509

    known = x509.load_der_x509_certificate(certificate)
    return bool(_lists_of(known) or _services_of(known))


def with_validation_data(content: bytes, data: ValidationData) -> bytes:
    """A signed document with what proves its signatures, as one more revision."""
    from asn1crypto import crl, ocsp, x509
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    from alignment_desktop.documents.signing.revision_writer import revision_writer

    writer = revision_writer(content)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[x509.Certificate.load(each) for each in data.certificates],
        crls=[crl.CertificateList.load(each) for each in data.lists],
        ocsps=[ocsp.OCSPResponse.load(each) for each in data.answers],
    )
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def _list(place: str, issuers: Sequence[x509.Certificate], ask: _Asking) -> bytes:
    from cryptography import x509

    content = ask(urllib.request.Request(place))
    try:
        found = x509.load_der_x509_crl(content)
        keys: list[Any] = [each.public_key() for each in issuers]
        if not any(found.is_signature_valid(key) for key in keys):
            raise ValueError
    except Exception as error:  # whatever the library makes of what is none
        raise Problem("revocation-unreachable", address=place) from error
    return content


def _answer(
    place: str, certificate: x509.Certificate, issuer: x509.Certificate, ask: _Asking
) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import ocsp

    # Services know certificates by SHA-1 of their issuer; nothing is proven by it.
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA1())
    asked = urllib.request.Request(
        place,
        builder.build().public_bytes(Encoding.DER),
        {"Content-Type": "application/ocsp-request"},
    )
    content = ask(asked)
    try:
        found = ocsp.load_der_ocsp_response(content)
        if found.serial_number != certificate.serial_number:
            raise ValueError
    except Exception as error:  # whatever the library makes of what is none
        raise Problem("revocation-unreachable", address=place) from error
    return content


@dataclass(frozen=True)
class _Asking:
    """How issuers are asked.

    Attributes:
        patience: For so many seconds each answer is waited for.
        monitor: Hears that it is waited for, and may end that.
    """

    patience: float
    monitor: Monitor

    def __call__(self, request: urllib.request.Request) -> bytes:
        """What an issuer answers.

        Raises:
            Problem: `revocation-unreachable`.
            Cancelled: Where the monitor asks to stop.
        """
        place = request.full_url
        try:
            content = answer_to(request, _LARGEST, self.patience, self.monitor, "asking-issuers")
        except (OSError, HTTPException, ValueError):
            raise Problem("revocation-unreachable", address=place) from None
        if len(content) > _LARGEST:
            raise Problem("revocation-unreachable", address=place)
        return content


def _lists_of(certificate: x509.Certificate) -> list[str]:
    """Where the list of withdrawn certificates is, as a certificate says."""
    from cryptography import x509

    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    return [str(name.value) for point in points for name in point.full_name or ()]


def _services_of(certificate: x509.Certificate) -> list[str]:
    """Who answers whether a certificate was withdrawn, as it says."""
    from cryptography import x509
    from cryptography.x509.oid import AuthorityInformationAccessOID

    try:
        found = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except x509.ExtensionNotFound:
        return []
    return [
        str(each.access_location.value)
        for each in found.value
        if each.access_method == AuthorityInformationAccessOID.OCSP
    ]
