"""What happened to a version, from who agreed to it to who signed it, or to a frozen review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
    Entry,
    VersionFrozen,
)
from alignment_desktop.domain.signing_entries import ReviewFrozen, VersionDeclined, VersionSigned
from alignment_desktop.values import dataclass

AGREED, FROZEN, SIGNED, FILED, DECLINED = "agreed", "frozen", "signed", "filed", "declined"
"""What happens to a version; nobody agrees to a review before it is frozen."""


_Told = VersionFrozen | VersionSigned | VersionDeclined | ReviewFrozen


class ChainedEntry(Entry, Protocol):
    """One change of the log, which carries a hash over itself and all before it."""

    @property
    def hash(self) -> str:
        """The hash, in hex."""
        ...


@dataclass(frozen=True)
class Event:
    """One thing that happened to a version, or to a frozen review.

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
    entries: Iterable[ChainedEntry], agreement: int, number: int, review: str | None = None
) -> tuple[Event, ...]:
    """What happened to a version, or to a frozen review, in the order in which it did.

    Of the consents to its words, the last of each person counts, for all that person agreed to.

    Args:
        entries: The log, the oldest change first.
        agreement: The agreement's number in the store.
        number: The version's number, or that of the frozen review.
        review: What the days of the review are called; None where it is a version.
    """
    wanted = agreement, number, review
    given: dict[tuple[object, ...], _Yes] = {}
    events: list[Event] = []
    for entry in entries:
        for change in entry.changes:
            if not isinstance(change, _Told):
                _follow(given, change, entry)
            elif (change.agreement, change.number, _review_of(change)) == wanted:
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


def _review_of(change: _Told) -> str | None:
    """What the days of a frozen review are called, which has numbers of its own."""
    if isinstance(change, ReviewFrozen):
        return change.period
    return None if isinstance(change, VersionFrozen) else change.review


def _of_version(
    change: _Told,
    entry: ChainedEntry,
    given: Mapping[tuple[object, ...], _Yes],
) -> list[Event]:
    person = entry.actor.person
    if isinstance(change, ReviewFrozen):
        return [Event(FROZEN, entry, person=person, change=change)]
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
