"""A time stamp authority of the tests' own, on this computer, with any clock; and broken ones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp, x509
from pyhanko.sign.timestamps import DummyTimeStamper
from typing_extensions import override

Answer = Callable[[bytes], bytes]
"""What an authority answers to a request."""


def stamping(at: datetime) -> Answer:
    """Answers as an authority whose clock stands at a moment."""
    certificate, key = _authority()
    stamper = DummyTimeStamper(certificate, key, fixed_dt=at)

    def answer(request: bytes) -> bytes:
        made = stamper.request_tsa_response(tsp.TimeStampReq.load(request))
        return bytes(made.dump())

    return answer


@cache
def _authority() -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    """Its certificate and key, which take long to make."""
    from cryptography import x509 as certificates
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = rsa.generate_private_key(65537, 2048)
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "Clock")])
    usage = certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    own = (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))  # noqa: DTZ001
        .not_valid_after(datetime(2049, 1, 1))  # noqa: DTZ001
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    encoded = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = x509.Certificate.load(own.public_bytes(Encoding.DER))
    return certificate, keys.PrivateKeyInfo.load(encoded)


@contextmanager
def time_stamp_authority(answer: Answer) -> Iterator[str]:
    """The address of an authority that answers so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            content = answer(request)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
