"""What happened to a version, from who agreed to it to who signed it, as the log tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
    VersionFrozen,
)
from alignment_desktop.domain.replay import Entry
from alignment_desktop.domain.signing_entries import VersionDeclined, VersionSigned
from alignment_desktop.values import dataclass

AGREED, FROZEN, SIGNED, FILED, DECLINED = "agreed", "frozen", "signed", "filed", "declined"
"""What happens to a version."""


class ChainedEntry(Entry, Protocol):
    """One change of the log, which carries a hash over itself and all before it."""

    @property
    def hash(self) -> str:
        """The hash, in hex."""
        ...


@dataclass(frozen=True)
class Event:
    """One thing that happened to a version.

    Attributes:
        sort: `agreed`, `frozen`, `signed`, `filed` or `declined`.
        entry: The change of the log that tells of it.
        party: Whose consent, signature or refusal it is; empty for the others.
        person: The key of who did it; None where nobody is named.
        count: To how many clauses somebody agreed; 0 for the others.
        change: What was logged of it; None for consents, which are many.
    """

    sort: str
    entry: ChainedEntry
    party: str = ""
    person: str | None = None
    count: int = 0
    change: Change | None = None


@dataclass(frozen=True)
class _Yes:
    entry: ChainedEntry
    person: str | None


def completion_events(
    entries: Iterable[ChainedEntry], agreement: int, number: int
) -> tuple[Event, ...]:
    """What happened to a version, in the order in which it did.

    Of the consents to its words, the last of each person counts, for all that person agreed to.

    Args:
        entries: The log, the oldest change first.
        agreement: The agreement's number in the store.
        number: The version's number.
    """
    given: dict[tuple[object, ...], _Yes] = {}
    events: list[Event] = []
    for entry in entries:
        for change in entry.changes:
            if isinstance(change, VersionSigned) and change.review is not None:
                continue  # a frozen review has numbers of its own
            if not isinstance(change, VersionFrozen | VersionSigned | VersionDeclined):
                _follow(given, change, entry)
            elif (change.agreement, change.number) == (agreement, number):
                events += _of_version(change, entry, given)
    return tuple(events)


def _follow(given: dict[tuple[object, ...], _Yes], change: Change, entry: ChainedEntry) -> None:
    """Notes who agrees to what; other words take back every yes, another place does not."""
    if isinstance(change, ClauseChanged) and not change.same_words:
        for place in [each for each in given if each[:3] == change.thing]:
            del given[place]
    elif isinstance(change, ConsentGiven):
        by = change.given or Assent(entry.actor.person, entry.at)
        given[change.thing] = _Yes(entry, by.person)
    elif isinstance(change, ConsentTakenBack):
        given.pop(change.thing, None)


def _of_version(
    change: VersionFrozen | VersionSigned | VersionDeclined,
    entry: ChainedEntry,
    given: Mapping[tuple[object, ...], _Yes],
) -> list[Event]:
    person = entry.actor.person
    if isinstance(change, VersionFrozen):
        frozen = Event(FROZEN, entry, person=person, change=change)
        return [*_agreed(given, change.agreement), frozen]
    if isinstance(change, VersionDeclined):
        return [Event(DECLINED, entry, change.party, person, change=change)]
    sort, party = (FILED, "") if change.filed else (SIGNED, change.parties[-1])
    return [Event(sort, entry, party, person, change=change)]


def _agreed(given: Mapping[tuple[object, ...], _Yes], agreement: int) -> list[Event]:
    last: dict[tuple[str, str | None], Event] = {}
    for place, yes in given.items():
        if place[0] != agreement:
            continue
        party = str(place[3])
        before = last.get((party, yes.person), Event(AGREED, yes.entry))
        entry = max(before.entry, yes.entry, key=lambda each: each.revision)
        last[party, yes.person] = Event(AGREED, entry, party, yes.person, before.count + 1)
    return sorted(last.values(), key=lambda each: each.entry.revision)
