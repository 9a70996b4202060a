"""The seats of an agreement in words: who sits there, and who could."""

from __future__ import annotations

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES, Person, display_name
from alignment_desktop.gui.seats.seat import (
    FACILITATOR,
    SEATS,
    SPONSOR,
    Seat,
    initials,
    people_in,
    people_of,
    person_called,
    seat_party,
)
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.values import dataclass

_ANYBODY = "member"
"""The role of whom no other is said."""


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """Somebody who is at the keyboard, or can be.

    Attributes:
        seat: Where they sit.
        name: Their name; that of the party where nobody is named.
        side: For whom, in a word.
        detail: Their title, else their role; empty where neither says anything.
        letters: Their initials; empty where nobody is named.
    """

    seat: Seat
    name: str
    side: str
    detail: str
    letters: str = ""

    @property
    def tone(self) -> str:
        """The token of their colour."""
        return self.seat.speaks_for or "neutral"

    @property
    def spoken(self) -> str:
        """All of it in words."""
        parts = dict.fromkeys((self.name, self.side, self.detail))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """People who belong together in the list.

    Attributes:
        title: What they are.
        keys: The key that lets one of them sit down; empty: none.
        entries: They themselves.
    """

    title: str
    keys: str
    entries: tuple[SeatEntry, ...]


SEAT_KEYS = {"sales": "Ctrl+1", "marketing": "Ctrl+2", FACILITATOR: "Ctrl+9"}
"""By whom sits down: the key for it."""


def seat_entry(seat: Seat, agreement: Agreement) -> SeatEntry:
    """Who sits there, in words."""
    person = person_called(seat.person, agreement)
    if person is None:
        side = party_words(seat.party)
        return SeatEntry(seat, side, side, wording().seats.nobody_named())
    return _entry(str(seat.person), person)


def seat_groups(agreement: Agreement, party: str = "") -> tuple[SeatGroup, ...]:
    """Who can sit at the keyboard, in groups.

    Args:
        agreement: Whose people.
        party: `sales`, `marketing` or `facilitator`, whose people alone are wanted; empty: all.
    """
    groups = []
    for side in SEATS:
        people = people_of(side, agreement)
        entries = [_entry(key, each) for key, each in people.items() if each.role != SPONSOR]
        if not entries or side not in PARTIES:
            entries.append(seat_entry(Seat(side), agreement))
        if party in ("", side):
            groups.append(SeatGroup(party_words(side), SEAT_KEYS[side], tuple(entries)))
    sponsors = [
        _entry(key, person)
        for key, person in people_in(agreement).items()
        if person.role == SPONSOR and party in ("", seat_party(person))
    ]
    if sponsors:
        at = len(groups) - (not party)  # the facilitator stands last
        groups.insert(at, SeatGroup(wording().seats.sponsors(), "", tuple(sponsors)))
    return tuple(groups)


def _entry(key: str, person: Person) -> SeatEntry:
    name, role = display_name(person) or key, choice_text(person.role, user_language())
    seat = Seat(seat_party(person), key)
    side = role if person.role == SPONSOR else party_words(seat.party)
    # Nobody is called by what everybody is until more is said.
    detail = person.title or ("" if person.role == _ANYBODY else role)
    return SeatEntry(seat, name, side, detail, initials(name))
