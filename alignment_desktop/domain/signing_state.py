"""Who may sign in a workspace, and how far the signing of each version is: folded from the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.log_entries import Entry
from alignment_desktop.domain.signatures import next_signer
from alignment_desktop.domain.signing_entries import (
    AuthorityMade,
    IdentityIssued,
    ReviewFrozen,
    SignatureFacts,
    VersionDeclined,
    VersionSigned,
)
from alignment_desktop.values import dataclass

TO_SIGN, SIGNED, DECLINED = "to-sign", "signed", "declined"
"""How far the signing of a version is: somebody has to sign, everybody did, somebody will not."""

VersionKey = tuple[int, int, str | None]
"""An agreement's number in the store, the number of a version of it, and None; of a frozen review
its number and what its days are called."""


@dataclass(frozen=True)
class RegisteredIdentity:
    """An identity that the workspace knows.

    Attributes:
        facts: What was logged of it.
        at: When that was.
        actor: Who issued or registered it.
        replaced_at: When another took its place; None where it counts.
    """

    facts: IdentityIssued
    at: datetime
    actor: Actor
    replaced_at: datetime | None = None


@dataclass(frozen=True)
class KeptFile:
    """A signed file that the workspace keeps.

    Attributes:
        facts: What was logged of it.
        at: When it was signed here, or filed.
        actor: By whom.
    """

    facts: VersionSigned
    at: datetime
    actor: Actor


@dataclass(frozen=True)
class Refusal:
    """That a party will not sign a version.

    Attributes:
        party: Who.
        reason: Why.
        at: When that was said.
        actor: By whom.
    """

    party: str
    reason: str
    at: datetime
    actor: Actor


@dataclass(frozen=True)
class FrozenReview:
    """A review that was frozen to be signed.

    Attributes:
        facts: What was logged of it.
        at: When that was.
        actor: By whom.
    """

    facts: ReviewFrozen
    at: datetime
    actor: Actor


@dataclass(frozen=True)
class VersionSigning:
    """What became of a version since it was frozen.

    Attributes:
        files: The signed files that are kept, the first one first.
        refusal: That somebody declined it; None where nobody did.
    """

    files: tuple[KeptFile, ...] = ()
    refusal: Refusal | None = None

    @property
    def signatures(self) -> tuple[SignatureFacts, ...]:
        """The signatures of the file that has most, in order."""
        return max((each.facts.signatures for each in self.files), key=len, default=())

    @property
    def newest(self) -> KeptFile | None:
        """The file that has most signatures."""
        return max(self.files, key=lambda each: len(each.facts.signatures), default=None)


@dataclass(frozen=True)
class SigningState:
    """How far the signing of a version is.

    Attributes:
        version: The version's number.
        state: `to-sign`, `signed` or `declined`.
        expected: Who has to sign, in order.
        signatures: The signatures that there are, in order.
        waiting_for: Whose turn it is; None where nobody has to sign any more.
        after: Who signs after that party, in order.
        refusal: Who declined it and why; None where nobody did.
        review: What the days of a frozen review are called, whose number `version` is then; None
            where it is a version.
    """

    version: int
    state: str
    expected: tuple[str, ...]
    signatures: tuple[SignatureFacts, ...] = ()
    waiting_for: str | None = None
    after: tuple[str, ...] = ()
    refusal: Refusal | None = None
    review: str | None = None

    @property
    def signed(self) -> tuple[str, ...]:
        """Who has signed, in order."""
        return tuple(each.party for each in self.signatures)


def state_of(
    version: int, expected: Sequence[str], signing: VersionSigning, review: str | None = None
) -> SigningState:
    """How far the signing of a version, or of a frozen review, is.

    Args:
        version: Its number.
        expected: Who has to sign, in order.
        signing: What became of it.
        review: What the days of a frozen review are called; None for a version.
    """
    signatures, refusal = signing.signatures, signing.refusal
    parties = tuple(expected)
    waiting = next_signer(parties, [each.party for each in signatures])
    if waiting is None:
        return SigningState(version, SIGNED, parties, signatures, review=review)
    if refusal is not None:
        return SigningState(version, DECLINED, parties, signatures, refusal=refusal, review=review)
    later = parties[parties.index(waiting) + 1 :]
    return SigningState(version, TO_SIGN, parties, signatures, waiting, later, review=review)


@dataclass(frozen=True)
class Signing:
    """Everything about signing in a workspace.

    Attributes:
        authority: The workspace's authority; None where it has none.
        identities: Those that it knows, in the order in which they came.
        versions: What became of each version and of each frozen review that somebody signed or
            declined.
        reviews: The reviews that were frozen, the first one first.
        revision: The last change of the workspace that is taken into account.
    """

    authority: AuthorityMade | None = None
    identities: tuple[RegisteredIdentity, ...] = ()
    versions: Mapping[VersionKey, VersionSigning] = field(default_factory=dict)
    reviews: tuple[FrozenReview, ...] = ()
    revision: int = 0

    def after(self, entries: Iterable[Entry], revision: int) -> Signing:
        """The same after further changes of the workspace.

        Args:
            entries: What was done since, the first thing first; may leave out what has nothing to
                do with signing.
            revision: The last change among all that were made.
        """
        authority, identities = self.authority, list(self.identities)
        versions, reviews = dict(self.versions), list(self.reviews)
        for entry in entries:
            for change in entry.changes:
                if isinstance(change, AuthorityMade):
                    authority = change
                elif isinstance(change, IdentityIssued):
                    identities = [_replaced(each, change, entry) for each in identities]
                    identities.append(RegisteredIdentity(change, entry.at, entry.actor))
                elif isinstance(change, VersionSigned | VersionDeclined):
                    key = change.agreement, change.number, change.review
                    versions[key] = _with(versions.get(key, VersionSigning()), change, entry)
                elif isinstance(change, ReviewFrozen):
                    reviews.append(FrozenReview(change, entry.at, entry.actor))
        return Signing(authority, tuple(identities), versions, tuple(reviews), revision)

    def of(self, agreement: int, number: int, review: str | None = None) -> VersionSigning:
        """What became of a version, or of the frozen review of days that are called so."""
        return self.versions.get((agreement, number, review), VersionSigning())

    def frozen(self, agreement: int, review: str) -> tuple[FrozenReview, ...]:
        """How the review of some days was frozen, the first freezing first."""
        return tuple(
            each
            for each in self.reviews
            if (each.facts.agreement, each.facts.period) == (agreement, review)
        )

    def review_of(self, sha256: str) -> FrozenReview | None:
        """The frozen review whose document has a SHA-256; None where there is none."""
        return next((each for each in self.reviews if each.facts.sha256 == sha256), None)

    def identity(self, fingerprint: str) -> RegisteredIdentity | None:
        """The identity of that fingerprint; None where the workspace knows none."""
        found = (each for each in self.identities if each.facts.fingerprint == fingerprint)
        return next(found, None)

    def standing(self, person: str, party: str) -> tuple[RegisteredIdentity, ...]:
        """The identities of a person for a party that nothing has taken the place of."""
        return tuple(
            each
            for each in self.identities
            if (each.facts.person, each.facts.party) == (person, party) and each.replaced_at is None
        )


def _replaced(
    identity: RegisteredIdentity, change: IdentityIssued, entry: Entry
) -> RegisteredIdentity:
    if identity.replaced_at is None and identity.facts.fingerprint in change.replaces:
        return replace(identity, replaced_at=entry.at)
    return identity


def _with(
    signing: VersionSigning, change: VersionSigned | VersionDeclined, entry: Entry
) -> VersionSigning:
    if isinstance(change, VersionSigned):
        kept = KeptFile(change, entry.at, entry.actor)
        return replace(signing, files=(*signing.files, kept))
    return replace(signing, refusal=Refusal(change.party, change.reason, entry.at, entry.actor))
