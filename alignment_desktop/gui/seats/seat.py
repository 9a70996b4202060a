"""Who is at the keyboard: a person of the agreement, or a party without a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES, Person
from alignment_desktop.domain.log_entries import Change, ClauseChanged
from alignment_desktop.values import dataclass

FACILITATOR = "facilitator"
SEATS = (*PARTIES, FACILITATOR)
"""For whom one can sit at the keyboard; the facilitator speaks for neither party."""
LEADER, SPONSOR = "leader", "sponsor"
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who is at the keyboard.

    Attributes:
        party: `sales`, `marketing` or `facilitator`.
        person: The key of a person clause; None where nobody is named.
    """

    party: str = FACILITATOR
    person: str | None = None

    @property
    def speaks_for(self) -> str | None:
        """The party that edits and so agrees; None of who speaks for neither."""
        return self.party if self.party in PARTIES else None

    def in_agreement(self, agreement: Agreement) -> Seat:
        """The seat as an agreement has it: a person stays with their party, as long as there."""
        person = person_called(self.person, agreement)
        return Seat(self.party) if person is None else Seat(seat_party(person), self.person)


def person_called(key: str | None, agreement: Agreement) -> Person | None:
    """The person of a key; None where the agreement has none."""
    found = agreement.clauses.get((_PERSON, key)) if key else None
    return found if isinstance(found, Person) else None


def people_in(agreement: Agreement) -> Mapping[str, Person]:
    """The people of an agreement by key, in the order in which they were written."""
    people = agreement.of_kind(_PERSON)
    return {key: person for key, person in people.items() if isinstance(person, Person)}


def seat_party(person: Person) -> str:
    """For whom a person sits at the keyboard: whoever is of both speaks for neither."""
    return person.party if person.party in PARTIES else FACILITATOR


def signing_parties(seat: Seat, agreement: Agreement) -> frozenset[str]:
    """For whom a person at the keyboard may sign: their party, and as the sponsor."""
    person = person_called(seat.person, agreement)
    sponsor = {SPONSOR} if person is not None and person.role == SPONSOR else set()
    return frozenset({seat.speaks_for or ""} | sponsor) - {""}


def people_of(party: str, agreement: Agreement) -> dict[str, Person]:
    """By key: who sits at the keyboard for a party, or as the facilitator."""
    found = people_in(agreement).items()
    return {key: person for key, person in found if seat_party(person) == party}


def leaders_of(party: str, agreement: Agreement) -> dict[str, Person]:
    """By key: who may say yes for a party by the facilitator's hand; all of it without a leader."""
    people = people_of(party, agreement)
    leaders = {key: person for key, person in people.items() if person.role == LEADER}
    return leaders or people


def sponsors_of(agreement: Agreement) -> dict[str, Person]:
    """By key: who signs as the sponsor."""
    return {key: each for key, each in people_in(agreement).items() if each.role == SPONSOR}


def renamed_to(key: str, changes: Iterable[Change]) -> str | None:
    """The key that a person has now, where one change took theirs and gave another in its place."""
    own = [each for each in changes if isinstance(each, ClauseChanged) and each.kind == _PERSON]
    places = {each.before.position for each in own if each.key == key and each.before is not None}
    for each in own:
        if each.before is None and each.after is not None and each.after.position in places:
            return each.key
    return None


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: `ML`."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()
