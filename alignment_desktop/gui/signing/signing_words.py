"""How far the signing of a version, or of a frozen review, is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import Person, display_name
from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.seats.seat import LEADER
from alignment_desktop.gui.signing.verdict_words import signer_words
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import period_text

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.signing_state import SigningState


def signing_people(agreement: Agreement, party: str) -> dict[str, Person]:
    """By key: who stands for a party where it signs."""
    people = {
        key: person
        for key, person in agreement.of_kind("person").items()
        if isinstance(person, Person)
    }
    if party == SPONSOR:
        return {key: person for key, person in people.items() if person.role == SPONSOR}
    return {
        key: person
        for key, person in people.items()
        if (person.party, person.role) == (party, LEADER)
    }


def signing_names(agreement: Agreement, party: str) -> str:
    """The names of those who stand for a party; empty where nobody is named."""
    people = signing_people(agreement, party).values()
    return user_language().listed(filter(None, map(display_name, people)))


def what_words(state: SigningState) -> str:
    """What is signed, within a sentence: “version 2”, “frozen review 1 of October 2026”."""
    its = wording().signing
    if state.review is None:
        return its.what_version(number=state.version)
    review = period_text(state.review, user_language(), year=True)
    return its.what_review(number=state.version, review=review)


def state_words(state: SigningState, agreement: Agreement) -> str:
    """How far it is: “Signed by Sales on 4 Jan 2027; Marketing is next”."""
    its = wording().signing
    if state.refusal is not None:
        return its.declined_by(party=signer_words(state.refusal.party), why=state.refusal.reason)
    if state.waiting_for is None:
        return its.signed_by_both() if len(state.expected) <= 2 else its.signed_by_all()
    waiting = signer_words(state.waiting_for)
    if not state.signatures:
        names = signing_names(agreement, state.waiting_for)
        if not names:
            return its.to_be_signed_by(party=waiting)
        return its.to_be_signed_by_name(party=waiting, name=names)
    names = user_language().listed(signer_words(each.party) for each in state.signatures)
    time = state.signatures[-1].time
    day = "–" if time is None else day_words(time.astimezone().date())
    return its.signed_next(names=names, day=day, next=waiting)
