"""Whose signature it is, when it was made, and whether anybody who is known vouches for that."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from alignment_desktop.documents.signing.certificates import Certificate, certificate_of, vouches
from alignment_desktop.documents.signing.refusals import Refused
from alignment_desktop.documents.signing.signature_values import Placed
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import AUTHORITY, COMPUTER, DAMAGED, FIELDS, Signature

_DIGESTS = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """A certificate that a workspace keeps for a person of a party.

    Attributes:
        certificate: The certificate.
        party: Whose signature it makes: `sales`, `marketing`, `sponsor`.
        name: The person's name.
        replaced_at: When another took its place; None where it is the person's own still.
    """

    certificate: Certificate
    party: str
    name: str
    replaced_at: datetime | None = None


@dataclass(frozen=True)
class Trusted:
    """Who is recognised.

    Attributes:
        authorities: Those whose certificates count: for the party that they name, or for any.
        people: Certificates that are known by themselves, each for its party.
        direct: The same, for the party that they name, or for any.
        clocks: Authorities whose time stamps count.
    """

    authorities: tuple[Certificate, ...] = ()
    people: tuple[Known, ...] = ()
    direct: tuple[Certificate, ...] = ()
    clocks: tuple[Certificate, ...] = ()


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


@dataclass(frozen=True)
class Judged:
    """A signature, with why its signer is not recognised and what else is to be said."""

    signature: Signature
    reasons: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


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
    _require_plain(message, broken)
    info = signed["signer_infos"][0]
    digest = digest_of(content, placed)
    found = generic_cms.extract_certs_for_validation(signed)
    wanted = "data" if placed.party else "tst_info"
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
    _require_sound(others, broken)
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


def _require_plain(message: Any, broken: Refused) -> None:
    """That a signature has one signer, and nothing beside that nobody would look at."""
    signed = message["content"]
    infos = signed["signer_infos"]
    if message["content_type"].native != "signed_data" or len(infos) != 1:
        raise broken
    info = infos[0]
    methods = [each["algorithm"].native for each in signed["digest_algorithms"]]
    if methods != [info["digest_algorithm"]["algorithm"].native]:
        raise broken
    if info["signature_algorithm"].signature_algo == "rsassa_pkcs1v15":
        method = info["signature_algorithm"]["algorithm"].native
        if "sha1" in method or "md5" in method:
            raise Refused(DAMAGED, Problem("verify-signature-weak"))
    for each in info["unsigned_attrs"] or ():
        if "." in each["type"].native:
            raise broken
    if any(each.name != "certificate" for each in signed["certificates"] or ()):
        raise broken
    # What was written is read again: parts that only look alike are not alike.
    if message.copy().dump(force=True) != message.dump():
        raise broken


def _require_sound(others: Sequence[Certificate], broken: Refused) -> None:
    """That no certificate that a signature carries was altered, as far as that can be told."""
    for each in others:
        issuers = [one for one in others if _issued(one, each)]
        if issuers and not any(vouches(one, each) for one in issuers):
            raise broken


def _issued(above: Certificate, below: Certificate) -> bool:
    from cryptography import x509

    one = x509.load_der_x509_certificate(above.der)
    return one.subject == x509.load_der_x509_certificate(below.der).issuer


def _stamp(info: Any, broken: Refused) -> Any:
    """The time stamp that a signature carries; None where it carries none."""
    found = []
    for each in info["unsigned_attrs"] or ():
        if each["type"].native == "signature_time_stamp_token":
            found += list(each["values"])
    if len(found) > 1:
        raise broken
    return found[0]["content"] if found else None


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
    actual = hashlib.new(own, bytes(encapsulated)).digest()
    right = generic_cms.validate_sig_integrity(
        stamp["signer_infos"][0], found.signer_cert, "tst_info", actual
    )
    if right != (True, True):
        raise broken
    _require_sound([certificate_of(each.dump()) for each in found.other_certs], broken)


class Judge:
    """Says of each signature whether its signer is recognised."""

    def __init__(
        self, trusted: Trusted, now: datetime, proofs: Sequence[tuple[str, bytes]]
    ) -> None:
        self._trusted = trusted
        self._now = now
        self._crls = [content for key, content in proofs if key == "CRLs"]
        self._ocsps = [content for key, content in proofs if key == "OCSPs"]
        self._stored = [content for key, content in proofs if key == "Certs"]

    def judged(self, one: Held) -> Judged:
        """A signature with what is said of it."""
        party, leaf = one.placed.party, one.certificate
        remarks: list[Problem] = []
        time, source = one.stated, COMPUTER
        if one.stamp is not None:
            stamped = self._stamped(one.stamp)
            if stamped is None:
                remarks.append(Problem("verify-clock-unknown", name=leaf.name))
            else:
                time, source = stamped, AUTHORITY
        reasons = self._reasons(one, time, source)
        if source == COMPUTER and time is not None and time > self._now + _AHEAD:
            remarks.append(Problem("verify-clock-ahead", name=leaf.name, time=time))
        made = Signature(
            party=party,
            name=leaf.name,
            time=time,
            time_source=source,
            fingerprint=leaf.fingerprint,
            recognised=not reasons,
            level=self._level(one),
            until=leaf.ends,
        )
        return Judged(made, tuple(reasons), tuple(remarks))

    def _level(self, one: Held) -> str:
        if one.stamp is None:
            return "B-B"
        return "B-LT" if self._has_proof_for(one.certificate) else "B-T"

    def _has_proof_for(self, leaf: Certificate) -> bool:
        """Whether the file keeps what says that a certificate was not withdrawn."""
        from cryptography import x509
        from cryptography.x509 import ocsp

        own = x509.load_der_x509_certificate(leaf.der)
        for each in self._crls:
            if x509.load_der_x509_crl(each).issuer == own.issuer:
                return True
        return any(
            ocsp.load_der_ocsp_response(each).serial_number == own.serial_number
            for each in self._ocsps
        )

    def _reasons(self, one: Held, time: datetime | None, source: str) -> list[Problem]:
        leaf = one.certificate
        moment = time if source == AUTHORITY and time is not None else self._now
        facts = {"name": leaf.name, "field": FIELDS[one.placed.party]}
        found = self._of_identity(one, time, moment)
        if found is not None:
            return [found]
        if not leaf.signs:
            return [Problem("verify-not-for-signing", **facts)]
        if source == COMPUTER and moment > leaf.ends:
            return [Problem("verify-expired-unproven", **facts, ended=leaf.ends)]
        at = moment if time is None else time
        if not leaf.begins <= at <= leaf.ends:
            return [Problem("verify-not-valid-then", **facts, time=at)]
        return []

    def _of_identity(self, one: Held, time: datetime | None, moment: datetime) -> Problem | None:
        """Why nobody who is known vouches for the signer; None where somebody does."""
        leaf, party = one.certificate, one.placed.party
        facts = {"name": leaf.name, "field": FIELDS[party]}
        known = [each for each in self._trusted.people if each.certificate.der == leaf.der]
        if known:
            own = [each for each in known if each.party == party]
            if not own:
                return Problem("verify-other-party", **facts)
            ended = own[0].replaced_at
            if ended is not None and (time is None or time >= ended):
                return Problem("verify-replaced", **facts, ended=ended)
            return None
        direct = any(each.der == leaf.der for each in self._trusted.direct)
        trouble = None if direct else self._of_chain(one, moment)
        if trouble is not None:
            return trouble
        return Problem("verify-other-party", **facts) if leaf.party not in ("", party) else None

    def _of_chain(self, one: Held, moment: datetime) -> Problem | None:
        """Why no authority vouches for the signer."""
        from asn1crypto import x509
        from pyhanko_certvalidator import CertificateValidator
        from pyhanko_certvalidator.errors import RevokedError

        leaf = one.certificate
        facts = {"name": leaf.name, "field": FIELDS[one.placed.party]}
        unknown = Problem("verify-unknown-signer", **facts)
        if not self._trusted.authorities:
            return unknown
        # Whether it is valid at the moment is asked apart, with a sentence of its own.
        at = min(max(moment, leaf.begins), leaf.ends)
        context = self._context(self._trusted.authorities, at, [each.der for each in one.others])
        validator = CertificateValidator(
            x509.Certificate.load(leaf.der), validation_context=context
        )
        try:
            asyncio.run(validator.async_validate_path())
        except RevokedError:
            return Problem("verify-revoked", **facts)
        except Exception:  # noqa: BLE001  # in how many ways a chain can fail is the library's
            return unknown
        return None

    def _context(
        self, roots: Sequence[Certificate], moment: datetime, others: Sequence[bytes]
    ) -> Any:
        from asn1crypto import x509
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=[x509.Certificate.load(each.der) for each in roots],
            other_certs=[x509.Certificate.load(each) for each in (*others, *self._stored)],
            moment=moment,
            allow_fetching=False,
            crls=self._crls,
            ocsps=self._ocsps,
            revocation_mode="soft-fail",
            retroactive_revinfo=True,
        )

    def _stamped(self, stamp: Any) -> datetime | None:
        """The time of a time stamp, where an authority that is trusted gave it."""
        from pyhanko.sign.validation import generic_cms

        if not self._trusted.clocks:
            return None
        context = self._context(self._trusted.clocks, self._now, [])

        def imprint(_: str) -> bytes:
            # It was held against the signature already.
            value = stamp["encap_content_info"]["content"].parsed["message_imprint"]
            return bytes(value["hashed_message"].native)

        try:
            found = asyncio.run(generic_cms.validate_tst_signed_data(stamp, context, imprint))
        except Exception:  # noqa: BLE001  # in how many ways a chain can fail is the library's
            return None
        if not (found["intact"] and found["valid"] and found["trust_problem_indic"] is None):
            return None
        return datetime.astimezone(found["timestamp"], UTC)


def same_signers(signatures: Sequence[Held]) -> Problem | None:
    """That one key signs for two parties."""
    seen: dict[str, str] = {}
    for each in signatures:
        if each.key in seen:
            return Problem("verify-same-signer", name=each.certificate.name)
        seen[each.key] = each.placed.party
    return None


def unrecognised(judged: Judged, reason: Problem) -> Judged:
    """The same, not recognised for one more reason."""
    return replace(
        judged,
        signature=replace(judged.signature, recognised=False),
        reasons=(*judged.reasons, reason),
    )
