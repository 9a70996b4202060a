"""Whether the bytes of a signature, and all that it covers, are those that were signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from alignment_desktop.documents.signing.certificates import Certificate, certificate_of, vouches
from alignment_desktop.documents.signing.refusals import Refused
from alignment_desktop.documents.signing.signature_values import Placed
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import DAMAGED, FIELDS
from alignment_desktop.values import dataclass

_MOST_CERTIFICATES = 30
_DIGESTS = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")


@dataclass(frozen=True)
class Held:
    """A signature that holds: its bytes are those that were signed, with the certificate's key.

    Attributes:
        placed: Where it stands.
        certificate: With whose certificate.
        others: The other certificates that it carries.
        key: SHA-256 of the public key.
        stamp: The time stamp that it carries; None where it carries none.
        stated: The time that it states itself; None where it states none.
    """

    placed: Placed
    certificate: Certificate
    others: tuple[Certificate, ...]
    key: str
    stamp: Any
    stated: datetime | None


def held(placed: Placed, content: bytes) -> Held:
    """The signature, once its mathematics are found right.

    Raises:
        Refused: `damaged`, where they are not.
    """
    field = FIELDS.get(placed.party, "")
    broken = Refused(DAMAGED, Problem("verify-signature-broken", field=field))
    try:
        return _held(placed, content)
    except Refused:
        raise
    except Exception as error:  # whatever a hostile signature makes of the libraries
        raise broken from error


def _held(placed: Placed, content: bytes) -> Held:
    from asn1crypto import cms
    from pyhanko.sign.validation import generic_cms

    broken = Refused(
        DAMAGED, Problem("verify-signature-broken", field=FIELDS.get(placed.party, ""))
    )
    message = cms.ContentInfo.load(placed.message, strict=True)
    signed = message["content"]
    wanted = "data" if placed.party else "tst_info"
    _require_plain(message, wanted, broken)
    info = signed["signer_infos"][0]
    digest = digest_of(content, placed)
    found = generic_cms.extract_certs_for_validation(signed)
    _require_named(info, found.signer_cert, broken)
    if placed.party:
        actual = digest(info["digest_algorithm"]["algorithm"].native)
    else:
        encapsulated = signed["encap_content_info"]["content"]
        own = info["digest_algorithm"]["algorithm"].native
        actual = hashlib.new(own, bytes(encapsulated)).digest()
        imprint = encapsulated.parsed["message_imprint"]
        if digest(imprint["hash_algorithm"]["algorithm"].native) != (
            imprint["hashed_message"].native
        ):
            raise broken
    intact, valid = generic_cms.validate_sig_integrity(info, found.signer_cert, wanted, actual)
    if not (intact and valid):
        raise broken
    certificate = certificate_of(found.signer_cert.dump())
    others = tuple(certificate_of(each.dump()) for each in found.other_certs)
    _require_sound(certificate, others, broken)
    stamp = _stamp(info, broken)
    if stamp is not None:
        _require_stamp_right(stamp, info, broken)
    stated = generic_cms.extract_self_reported_ts(info) or placed.stated
    key = hashlib.sha256(found.signer_cert.public_key.dump()).hexdigest()
    return Held(placed, certificate, others, key, stamp, stated)


def digest_of(content: bytes, placed: Placed) -> Callable[[str], bytes]:
    """How the bytes that a signature covers are summed up, by the name of the method."""

    def digest(method: str) -> bytes:
        if method not in _DIGESTS:
            raise Refused(DAMAGED, Problem("verify-signature-weak"))
        made = hashlib.new(method)
        view = memoryview(content)
        made.update(view[: placed.gap[0]])
        made.update(view[placed.gap[1] : placed.end])
        return made.digest()

    return digest


def _require_plain(message: Any, wanted: str, broken: Refused) -> None:
    """That a signature has one signer, and nothing beside that nobody would look at."""
    signed = message["content"]
    infos = signed["signer_infos"]
    about = signed["encap_content_info"]
    if message["content_type"].native != "signed_data" or len(infos) != 1:
        raise broken
    detached = about["content"].native is None
    if about["content_type"].native != wanted or detached is not (wanted == "data"):
        raise broken
    info = infos[0]
    method = info["digest_algorithm"]["algorithm"].native
    if [each["algorithm"].native for each in signed["digest_algorithms"]] != [method]:
        raise broken
    if not _are_plain([*signed["digest_algorithms"], info["digest_algorithm"]]):
        raise broken
    if signed["version"].native not in ("v1", "v3"):
        raise broken
    if any(word in info["signature_algorithm"]["algorithm"].native for word in ("sha1", "md5")):
        raise Refused(DAMAGED, Problem("verify-signature-weak"))
    others = [each["type"].native for each in info["unsigned_attrs"] or ()]
    certificates = signed["certificates"] or ()
    if any("." in each for each in others) or {each.name for each in certificates} - {
        "certificate"
    }:
        raise broken


def _require_named(info: Any, certificate: Any, broken: Refused) -> None:
    """That a signature names its certificate to the letter: capitals are passed over elsewhere."""
    by_name = info["sid"].name == "issuer_and_serial_number"
    if info["version"].native != ("v1" if by_name else "v3"):
        raise broken
    if by_name and info["sid"].chosen["issuer"].dump() != certificate.issuer.dump():
        raise broken


def _are_plain(methods: Sequence[Any]) -> bool:
    """Whether ways to sum up are named without anything that could be meant by it."""
    return all(each["parameters"].native is None for each in methods)


def _require_sound(leaf: Certificate, others: Sequence[Certificate], broken: Refused) -> None:
    """That no certificate that a signature carries was altered, as far as that can be told.

    Each has to stand above another one. Where the one above it is there, it has to have signed it;
    where it is not, the certificate has to name another key than its own as the one that did.
    """
    if len(others) > _MOST_CERTIFICATES:
        raise broken
    for each in others:
        if not any(_issued(each, one) for one in (leaf, *others) if one is not each):
            raise broken
        issuers = [one for one in others if _issued(one, each)]
        signed = any(vouches(one, each) for one in issuers)
        if not (signed if issuers else _names_another(each)):
            raise broken


def _issued(above: Certificate, below: Certificate) -> bool:
    from cryptography import x509

    one = x509.load_der_x509_certificate(above.der)
    return one.subject == x509.load_der_x509_certificate(below.der).issuer


def _names_another(certificate: Certificate) -> bool:
    from cryptography import x509

    extensions = x509.load_der_x509_certificate(certificate.der).extensions
    try:
        above = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        own = extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    except x509.ExtensionNotFound:
        return False
    return above.key_identifier != own.key_identifier


def _stamp(info: Any, broken: Refused) -> Any:
    """The time stamp that a signature carries; None where it carries none."""
    found = []
    for each in info["unsigned_attrs"] or ():
        if each["type"].native == "signature_time_stamp_token":
            found += list(each["values"])
    if len(found) > 1:
        raise broken
    if not found:
        return None
    _require_plain(found[0], "tst_info", broken)
    return found[0]["content"]


def _require_stamp_right(stamp: Any, info: Any, broken: Refused) -> None:
    from pyhanko.sign.validation import generic_cms

    encapsulated = stamp["encap_content_info"]["content"]
    imprint = encapsulated.parsed["message_imprint"]
    method = imprint["hash_algorithm"]["algorithm"].native
    own = stamp["signer_infos"][0]["digest_algorithm"]["algorithm"].native
    if method not in _DIGESTS or own not in _DIGESTS or len(stamp["signer_infos"]) != 1:
        raise Refused(DAMAGED, Problem("verify-signature-weak"))
    if hashlib.new(method, info["signature"].native).digest() != imprint["hashed_message"].native:
        raise broken
    found = generic_cms.extract_certs_for_validation(stamp)
    _require_named(stamp["signer_infos"][0], found.signer_cert, broken)
    actual = hashlib.new(own, bytes(encapsulated)).digest()
    right = generic_cms.validate_sig_integrity(
        stamp["signer_infos"][0], found.signer_cert, "tst_info", actual
    )
    if right != (True, True):
        raise broken
    others = [certificate_of(each.dump()) for each in found.other_certs]
    _require_sound(certificate_of(found.signer_cert.dump()), others, broken)
