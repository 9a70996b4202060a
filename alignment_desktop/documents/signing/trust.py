"""Whose signature it is, when it was made, and whether anybody who is known vouches for that."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from alignment_desktop.documents.signing.certificates import Certificate
from alignment_desktop.documents.signing.signature_integrity import Held
from alignment_desktop.documents.signing.validation_data import names_issuers
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import AUTHORITY, COMPUTER, FIELDS, Signature
from alignment_desktop.values import dataclass

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
class Judged:
    """A signature, with why its signer is not recognised and what else is to be said."""

    signature: Signature
    reasons: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


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
            remarks.append(Problem("verify-clock-ahead", name=leaf.name, day=_day(time)))
        level = self._level(one)
        if level == "B-T" and names_issuers(leaf.der):
            remarks.append(Problem("verify-no-lists", name=leaf.name))
        made = Signature(
            party=party,
            name=leaf.name,
            time=time,
            time_source=source,
            fingerprint=leaf.fingerprint,
            recognised=not reasons,
            level=level,
            until=leaf.ends,
        )
        return Judged(made, tuple(reasons), tuple(remarks))

    def _level(self, one: Held) -> str:
        if one.stamp is None:
            return "B-B"
        return "B-LT" if self._has_proof_for(one) else "B-T"

    def _has_proof_for(self, one: Held) -> bool:
        """Whether the file keeps what says that a certificate was not withdrawn."""
        from cryptography import x509
        from cryptography.x509 import ocsp

        own = x509.load_der_x509_certificate(one.certificate.der)
        above = (*one.others, *self._trusted.authorities)
        keys: list[Any] = [x509.load_der_x509_certificate(each.der).public_key() for each in above]
        for each in self._crls:
            found = x509.load_der_x509_crl(each)
            if found.issuer == own.issuer and any(map(found.is_signature_valid, keys)):
                return True
        answers = [ocsp.load_der_ocsp_response(each) for each in self._ocsps]
        return any(
            each.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
            and each.serial_number == own.serial_number
            for each in answers
        )

    def _reasons(self, one: Held, time: datetime | None, source: str) -> list[Problem]:
        leaf = one.certificate
        moment = time if source == AUTHORITY and time is not None else self._now
        facts = {"name": leaf.name, "field": FIELDS[one.placed.party]}
        found = self._of_identity(one, time, moment)
        if found is not None:
            return [found]
        if not leaf.signs or leaf.is_authority:
            return [Problem("verify-not-for-signing", **facts)]
        if source == COMPUTER and moment > leaf.ends:
            return [Problem("verify-expired-unproven", **facts, ended=_day(leaf.ends))]
        at = moment if time is None else time
        if not leaf.begins <= at <= leaf.ends:
            return [Problem("verify-not-valid-then", **facts, day=_day(at))]
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
                return Problem("verify-replaced", **facts, ended=_day(ended))
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
        stamped: datetime = found["timestamp"]
        return stamped.astimezone(UTC)


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


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
