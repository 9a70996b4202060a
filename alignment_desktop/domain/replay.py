"""What a workspace must hold, worked out from its change log alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    AgreementFacts,
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
    DamageLeftOut,
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
    VersionFrozen,
    WorkspaceMigrated,
)

ClauseKey = tuple[int, str, str]
"""An agreement's number in the store, and a clause's kind and key."""


class Entry(Protocol):
    """One change of the log."""

    @property
    def revision(self) -> int:
        """Its revision."""
        ...

    @property
    def at(self) -> datetime:
        """Its moment."""
        ...

    @property
    def actor(self) -> Actor:
        """Who made it."""
        ...

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it did."""
        ...


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
        withdrawn: Whether it was undone since.
    """

    facts: Imported
    at: datetime
    revision: int
    withdrawn: bool = False


@dataclass(slots=True)
class Replayed:
    """What the tables of a workspace must say, by its log.

    Attributes:
        agreements: By number.
        clauses: Those that stand.
        consents: Those that count, by clause and party.
        versions: By agreement and number: what was frozen, and when.
        batches: By number.
        profiles: The text of each, by name.
        latest: The latest moment of any entry; None for an empty log.
    """

    agreements: dict[int, AgreementFacts] = field(default_factory=dict)
    clauses: dict[ClauseKey, ClauseState] = field(default_factory=dict)
    consents: dict[ClauseKey, dict[str, Yes]] = field(default_factory=dict)
    versions: dict[tuple[int, int], tuple[VersionFrozen, datetime]] = field(default_factory=dict)
    batches: dict[int, Batch] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    latest: datetime | None = None

    def take(self, entry: Entry) -> None:
        """Brings in what one more change did."""
        for change in entry.changes:
            self._take(change, entry)
        if self.latest is None or entry.at > self.latest:
            self.latest = entry.at

    def _take(self, change: Change, entry: Entry) -> None:
        match change:
            case AgreementChanged():
                self.agreements[change.agreement] = change.after
            case ClauseChanged():
                self._take_clause(change)
            case ConsentGiven():
                yes = Yes(change.revision, entry.at, entry.actor.person)
                self.consents.setdefault(_key(change), {})[change.party] = yes
            case ConsentTakenBack():
                self.consents.get(_key(change), {}).pop(change.party, None)
            case VersionFrozen():
                self.versions[change.agreement, change.number] = change, entry.at
            case ProfileRemembered():
                self.profiles[change.name] = change.after
            case _:
                self._take_evidence(change, entry)

    def _take_clause(self, change: ClauseChanged) -> None:
        key = _key(change)
        before = self.clauses.pop(key, None)
        if change.after is not None:
            self.clauses[key] = change.after
        if change.after is None or before is None or before.revision != change.after.revision:
            self.consents.pop(key, None)

    def _take_evidence(self, change: Change, entry: Entry) -> None:
        match change:
            case Imported():
                self.batches[change.batch] = Batch(change, entry.at, entry.revision)
            case ImportWithdrawn() | ImportRestored() if change.batch in self.batches:
                withdrawn = isinstance(change, ImportWithdrawn)
                batch = self.batches[change.batch]
                self.batches[change.batch] = replace(batch, withdrawn=withdrawn)
            case WorkspaceMigrated():
                for number, digest in change.readings:
                    if number in self.batches:
                        batch = self.batches[number]
                        facts = replace(batch.facts, reading_hash=digest)
                        self.batches[number] = replace(batch, facts=facts)
            case DamageLeftOut():
                for number in change.batches:
                    self.batches.pop(number, None)
                for version in change.versions:
                    self.versions.pop(version, None)
            case _:
                pass


def replayed(entries: Iterable[Entry]) -> Replayed:
    """What the entries of a log, oldest first, leave standing."""
    state = Replayed()
    for entry in entries:
        state.take(entry)
    return state


def _key(change: ClauseChanged | ConsentGiven | ConsentTakenBack) -> ClauseKey:
    return change.agreement, change.kind, change.key
