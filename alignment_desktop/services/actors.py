"""Who does a thing: a named person is one of the agreement, and speaks for no other party."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.clauses import Person
from alignment_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.storage.writer import Writer

SHARED = "shared"


def identified(by: Actor, agreement: Agreement, consenting: str | None = None) -> Actor:
    """The actor, whose person is one of the agreement's, with the party that the person is of.

    Args:
        by: Who acts, as named.
        agreement: Whose persons count.
        consenting: The party for which a consent is given; None where none is.

    Raises:
        Problem: `unknown-person`; `person-of-other-party`, where the person is of neither the
            party for which a consent is given nor shared.
    """
    party = consenting or by.party
    if by.person is None:
        return replace(by, party=party)
    people = agreement.of_kind("person")
    person = people.get(by.person)
    if not isinstance(person, Person):
        known = ", ".join(people) or "nobody"
        raise Problem("unknown-person", value=by.person, label=agreement.label, known=known)
    of = person.party or SHARED
    if party is not None and of not in (party, SHARED):
        raise Problem("person-of-other-party", value=by.person, party=party, other=of)
    return replace(by, party=party or (None if of == SHARED else of))


def identify(writer: Writer, agreement: Agreement, consenting: str | None = None) -> None:
    """Names in a change who makes it, once the agreement is known.

    Raises:
        Problem: As `identified`.
    """
    writer.act_as(identified(writer.entry.actor, agreement, consenting))
