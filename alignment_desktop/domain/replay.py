"""What a workspace must hold, worked out from its change log alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field, replace
from datetime import datetime
from typing import Any, TypeAlias

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    ClauseParked,
    Commented,
    CommentTakenBack,
    ParkingTakenBack,
    ProposalAnswered,
    ProposalTakenBack,
    Proposed,
)
from alignment_desktop.domain.evidence_entries import (
    DamageLeftOut,
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
    WorkspaceMigrated,
)
from alignment_desktop.domain.log_entries import (
    AgreementCarried,
    AgreementChanged,
    AgreementFacts,
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
    Entry,
    VersionFrozen,
)
from alignment_desktop.domain.logo_entries import LogoChanged
from alignment_desktop.domain.review_entries import ReviewChanged
from alignment_desktop.domain.review_figures import ReviewFigures
from alignment_desktop.domain.signing_entries import (
    AuthorityMade,
    IdentityIssued,
    ReviewFrozen,
    VersionDeclined,
    VersionSigned,
)
from alignment_desktop.values import dataclass

ClauseKey = tuple[int, str, str]
"""An agreement's number in the store, and a clause's kind and key."""


@dataclass(frozen=True, slots=True)
class Yes:
    """A party's consent that stands.

    Attributes:
        revision: The revision of the clause that was agreed to.
        at: When.
        person: Who gave it; None where nobody is named.
    """

    revision: int
    at: datetime
    person: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """An import as the log knows it.

    Attributes:
        facts: What was logged when it was imported.
        at: When that was.
        revision: By which change.
        actor: By whom.
        withdrawn: Whether it was undone since.
    """

    facts: Imported
    at: datetime
    revision: int
    actor: Actor
    withdrawn: bool = False


Frozen: TypeAlias = tuple[VersionFrozen, datetime, Actor]
"""A version as the log knows it: what was frozen, when, and by whom."""
NamingFile: TypeAlias = AuthorityMade | ReviewFrozen | VersionSigned | LogoChanged
"""A change that says what a kept file is."""


@dataclass(slots=True)
class Replayed:
    """What the tables of a workspace must say, by its log.

    Attributes:
        agreements: By number.
        clauses: Those that stand.
        consents: Those that count, by clause and party.
        versions: By agreement and number: what was frozen, when, and by whom.
        batches: By number.
        profiles: The text of each, by name.
        files: What each kept file is, by its SHA-256: the authority's key, a frozen review,
            a signed file, or a logo.
        latest: The latest moment of any entry; None for an empty log.
    """

    agreements: dict[int, AgreementFacts] = field(default_factory=dict)
    clauses: dict[ClauseKey, ClauseState] = field(default_factory=dict)
    consents: dict[ClauseKey, dict[str, Yes]] = field(default_factory=dict)
    versions: dict[tuple[int, int], Frozen] = field(default_factory=dict)
    batches: dict[int, Batch] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    files: dict[str, NamingFile] = field(default_factory=dict)
    latest: datetime | None = None

    def take(self, entry: Entry) -> None:
        """Brings in what one more change did."""
        for change in entry.changes:
            _TAKEN[type(change)](self, change, entry)
        if self.latest is None or entry.at > self.latest:
            self.latest = entry.at


def _agreement(state: Replayed, change: AgreementChanged, _entry: Entry) -> None:
    state.agreements[change.agreement] = change.after


def _carried(_state: Replayed, _change: AgreementCarried, _entry: Entry) -> None:
    """Nothing more: what it brought is logged beside it, clause by clause."""


def _clause(state: Replayed, change: ClauseChanged, _entry: Entry) -> None:
    key = _key(change)
    before = state.clauses.pop(key, None)
    if change.after is not None:
        state.clauses[key] = change.after
    if change.after is None or before is None or before.revision != change.after.revision:
        state.consents.pop(key, None)


def _consent(state: Replayed, change: ConsentGiven, entry: Entry) -> None:
    by = change.given or Assent(entry.actor.person, entry.at)
    yes = Yes(change.revision, by.at, by.person)
    state.consents.setdefault(_key(change), {})[change.party] = yes


def _no_consent(state: Replayed, change: ConsentTakenBack, _entry: Entry) -> None:
    state.consents.get(_key(change), {}).pop(change.party, None)


def _version(state: Replayed, change: VersionFrozen, entry: Entry) -> None:
    state.versions[change.agreement, change.number] = change, entry.at, entry.actor


def _import(state: Replayed, change: Imported, entry: Entry) -> None:
    state.batches[change.batch] = Batch(change, entry.at, entry.revision, entry.actor)


def _mark(state: Replayed, change: ImportWithdrawn | ImportRestored, _entry: Entry) -> None:
    batch = state.batches.get(change.batch)
    if batch is not None:
        withdrawn = type(change) is ImportWithdrawn
        state.batches[change.batch] = replace(batch, withdrawn=withdrawn)


def _profile(state: Replayed, change: ProfileRemembered, _entry: Entry) -> None:
    state.profiles[change.name] = change.after


def _migration(state: Replayed, change: WorkspaceMigrated, _entry: Entry) -> None:
    for number, digest in change.readings:
        batch = state.batches.get(number)
        if batch is not None:
            facts = replace(batch.facts, reading_hash=digest)
            state.batches[number] = replace(batch, facts=facts)


def _left_out(state: Replayed, change: DamageLeftOut, _entry: Entry) -> None:
    for number in change.batches:
        state.batches.pop(number, None)
    for version in change.versions:
        state.versions.pop(version, None)
    for sha256 in change.files:
        state.files.pop(sha256, None)


def _authority(state: Replayed, change: AuthorityMade, _entry: Entry) -> None:
    state.files[change.key_sha256] = change


def _kept(state: Replayed, change: ReviewFrozen | VersionSigned, _entry: Entry) -> None:
    state.files[change.sha256] = change


def _logo(state: Replayed, change: LogoChanged, _entry: Entry) -> None:
    if change.after is not None:
        state.files.setdefault(change.after, change)


def _discussed(_state: Replayed, _change: Change, _entry: Entry) -> None:
    """Nothing: discussions, reviews and who may sign stand in the log alone."""


_TAKEN: dict[type[Change], Callable[[Replayed, Any, Entry], None]] = {
    AgreementChanged: _agreement,
    AgreementCarried: _carried,
    ClauseChanged: _clause,
    ConsentGiven: _consent,
    ConsentTakenBack: _no_consent,
    VersionFrozen: _version,
    Imported: _import,
    ImportWithdrawn: _mark,
    ImportRestored: _mark,
    ProfileRemembered: _profile,
    WorkspaceMigrated: _migration,
    DamageLeftOut: _left_out,
    AuthorityMade: _authority,
    ReviewFrozen: _kept,
    VersionSigned: _kept,
    LogoChanged: _logo,
    **dict.fromkeys(
        (
            Proposed,
            ProposalTakenBack,
            ProposalAnswered,
            AnswerTakenBack,
            Commented,
            CommentTakenBack,
            ClauseParked,
            ParkingTakenBack,
            ReviewChanged,
            ReviewFigures,
            IdentityIssued,
            VersionDeclined,
        ),
        _discussed,
    ),
}
"""What each sort of change does to what stands."""


def replayed(entries: Iterable[Entry]) -> Replayed:
    """What the entries of a log, oldest first, leave standing."""
    state = Replayed()
    for entry in entries:
        state.take(entry)
    return state


def _key(change: ClauseChanged | ConsentGiven | ConsentTakenBack) -> ClauseKey:
    return change.agreement, change.kind, change.key
