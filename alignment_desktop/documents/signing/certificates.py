"""Certificates and keys: who may sign, and the authority of a workspace that says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import SIGNERS
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, language

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

YEARS = 3
"""For so many years an identity made here is valid."""
AUTHORITY_YEARS = 25
_DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36"
"""The purpose of signing documents (RFC 9336)."""
_EARLIER = timedelta(minutes=5)
"""So much earlier a certificate is valid: another computer's clock may be behind."""
_LONGEST_NAME = 64
"""Most characters of a name in a certificate (RFC 5280)."""


@dataclass(frozen=True)
class Certificate:
    """A certificate, with what of it is asked.

    Attributes:
        der: The certificate itself.
        name: Whose it is, as written in it.
        party: The party that it was made for; empty where it does not say.
        begins: From when it is valid.
        ends: Until when.
        signs: Whether it may sign documents.
        is_authority: Whether it may sign certificates.
    """

    der: bytes
    name: str
    party: str
    begins: datetime
    ends: datetime
    signs: bool
    is_authority: bool

    @property
    def fingerprint(self) -> str:
        """SHA-256 of it, in hex."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def pem(self) -> str:
        """It as text."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return _loaded(self.der).public_bytes(Encoding.PEM).decode("ascii")

    def require_valid(self, at: datetime) -> None:
        """Refuses a certificate that cannot sign at a moment.

        Raises:
            Problem: `identity-expired`, `identity-not-yet-valid`, `identity-not-for-signing`.
        """
        if at > self.ends:
            raise Problem("identity-expired", name=self.name, ended=self.ends)
        if at < self.begins:
            raise Problem("identity-not-yet-valid", name=self.name, begins=self.begins)
        if not self.signs:
            raise Problem("identity-not-for-signing", name=self.name)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key and those that vouch for it.

    Attributes:
        certificate: Whose it is.
        key: Its private key, as PKCS#8; never shown.
        others: The certificates above it, as DER.
    """

    certificate: Certificate
    key: bytes
    others: tuple[bytes, ...]


def make_authority(organisation: str, at: datetime, words: Language | None = None) -> Identity:
    """A new authority, whose certificate vouches for those that it signs.

    Args:
        organisation: Whose it is; may be empty.
        at: The present moment.
        words: In whose language it is named; English where None.
    """
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    key = _new_key()
    name = _called(organisation) or "Alignment Desktop"
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(
                NameOID.COMMON_NAME,
                _called((words or language()).paper.authority_name(organisation=name)),
            ),
        ]
    )
    builder = _builder(subject, subject, key, at, AUTHORITY_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return _identity(_signed(builder, key), key, ())


def make_identity(
    name: str,
    party: str,
    at: datetime,
    *,
    organisation: str = "",
    authority: Identity | None = None,
    days: int = 365 * YEARS,
) -> Identity:
    """A new key and its certificate, signed by an authority, or by itself where there is none.

    Raises:
        Problem: `identity-name-too-long`, `identity-name-empty`.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_der_private_key
    from cryptography.x509.oid import NameOID

    name = " ".join(name.split())
    if not name:
        raise Problem("identity-name-empty")
    if len(name) > _LONGEST_NAME:
        raise Problem("identity-name-too-long", name=name, most=_LONGEST_NAME)
    key = _new_key()
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    attributes.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, party))
    if _called(organisation):
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _called(organisation)))
    subject = x509.Name(attributes)
    above = None if authority is None else _loaded(authority.certificate.der)
    issuer = subject if above is None else above.subject
    ends = None if authority is None else authority.certificate.ends
    builder = _builder(subject, issuer, key, at, days / 365, ends)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    purpose = x509.ObjectIdentifier(_DOCUMENT_SIGNING)
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    signing_key: Any = key
    if authority is not None and above is not None:
        known = above.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        vouched = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known)
        builder = builder.add_extension(vouched, critical=False)
        signing_key = load_der_private_key(authority.key, None)
    others = () if authority is None else (authority.certificate.der,)
    return _identity(_signed(builder, signing_key), key, others)


def sealed(identity: Identity, passphrase: str) -> bytes:
    """The identity as a file (PKCS#12), which only the passphrase opens.

    Raises:
        Problem: `passphrase-empty`.
    """
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        load_der_private_key,
        pkcs12,
    )

    if not passphrase:
        raise Problem("passphrase-empty")
    key: Any = load_der_private_key(identity.key, None)
    return pkcs12.serialize_key_and_certificates(
        identity.certificate.name.encode("utf-8"),
        key,
        _loaded(identity.certificate.der),
        [_loaded(each) for each in identity.others] or None,
        BestAvailableEncryption(passphrase.encode("utf-8")),
    )


def opened(content: bytes, passphrase: str, file: str) -> Identity:
    """The identity that a file holds (PKCS#12).

    Args:
        content: The file.
        passphrase: What opens it.
        file: What it is called, for what is said of it.

    Raises:
        Problem: `identity-wrong-passphrase`, `identity-unreadable`, `identity-without-key`.
    """
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        pkcs12,
    )

    if content[:1] != b"\x30":
        raise Problem("identity-unreadable", file=file)
    try:
        key, own, others = pkcs12.load_key_and_certificates(
            content, passphrase.encode("utf-8") or None
        )
    except ValueError as error:
        wrong = "password" in str(error).lower() or "mac" in str(error).lower()
        code = "identity-wrong-passphrase" if wrong else "identity-unreadable"
        raise Problem(code, file=file) from None
    except Exception as error:  # what a hostile file makes of the library
        raise Problem("identity-unreadable", file=file) from error
    if key is None or own is None:
        raise Problem("identity-without-key", file=file)
    encoded = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    vouching = tuple(each.public_bytes(Encoding.DER) for each in others)
    return Identity(_described(own), encoded, vouching)


def read_certificates(content: bytes, file: str) -> list[Certificate]:
    """The certificates in a file, as text (PEM) or bytes (DER).

    Raises:
        Problem: `certificate-unreadable`.
    """
    from cryptography import x509

    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
        return [_described(each) for each in found]
    except Exception as error:  # what a hostile file makes of the library
        raise Problem("certificate-unreadable", file=file) from error


def certificate_of(der: bytes) -> Certificate:
    """A certificate from its bytes.

    Raises:
        ValueError: It is none.
    """
    return _described(_loaded(der))


def vouches(above: Certificate, below: Certificate) -> bool:
    """Whether one certificate was signed with the key of another."""
    try:
        _loaded(below.der).verify_directly_issued_by(_loaded(above.der))
    except Exception:  # noqa: BLE001  # a signature that fails, or a key that nobody knows
        return False
    return True


def _loaded(der: bytes) -> x509.Certificate:
    from cryptography import x509

    return x509.load_der_x509_certificate(der)


def _described(certificate: x509.Certificate) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    def said(which: x509.ObjectIdentifier) -> str:
        return next(
            (str(each.value) for each in certificate.subject.get_attributes_for_oid(which)), ""
        )

    unit = said(NameOID.ORGANIZATIONAL_UNIT_NAME)
    authority = _extension(certificate, x509.BasicConstraints)
    return Certificate(
        der=certificate.public_bytes(Encoding.DER),
        name=said(NameOID.COMMON_NAME) or certificate.subject.rfc4514_string(),
        party=unit if unit in SIGNERS else "",
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        signs=_may_sign(certificate),
        is_authority=authority is not None and authority.ca,
    )


def _may_sign(certificate: x509.Certificate) -> bool:
    """Whether its key is for signing: one without a stated usage is for everything."""
    from cryptography import x509

    usage = _extension(certificate, x509.KeyUsage)
    return usage is None or usage.digital_signature or usage.content_commitment


def _extension(certificate: x509.Certificate, sort: Any) -> Any:
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(sort).value
    except x509.ExtensionNotFound:
        return None


def _new_key() -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _usage(*, authority: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: EllipticCurvePrivateKey,
    at: datetime,
    years: float,
    latest: datetime | None = None,
) -> x509.CertificateBuilder:
    from cryptography import x509

    at = at.astimezone(UTC).replace(microsecond=0)
    ends = at + timedelta(days=round(365 * years))
    if latest is not None:
        ends = min(ends, latest)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _EARLIER)
        .not_valid_after(ends)
        .add_extension(own, critical=False)
    )


def _signed(builder: x509.CertificateBuilder, key: Any) -> x509.Certificate:
    from cryptography.hazmat.primitives import hashes

    return builder.sign(key, hashes.SHA256())


def _identity(
    certificate: x509.Certificate, key: EllipticCurvePrivateKey, others: Sequence[bytes]
) -> Identity:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    encoded = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Identity(_described(certificate), encoded, tuple(others))


def _called(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME].strip()
