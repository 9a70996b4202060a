"""Who said yes to a clause, and which leaders still can, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES, display_name
from alignment_desktop.domain.consent import Assent, Consents
from alignment_desktop.gui.seats.seat import Seat, leaders_of, person_called, seat_party
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import moment_text
from alignment_desktop.services.drafts import Draft


def assent_lines(assents: Mapping[str, Assent], agreement: Agreement) -> list[str]:
    """Who agreed for each party, and when: `Agreed by Dana Fox, 3 Nov 2026, 14:02`."""
    lines: list[str] = []
    if not assents:
        return lines
    zone, its = ZoneInfo(agreement.timezone), wording().inspector
    for party, assent in assents.items():
        at = moment_text(assent.at.astimezone(zone), user_language())
        person = person_called(assent.person, agreement)
        who = giver_words(party, assent, agreement)
        if person is None or seat_party(person) == party:
            lines.append(its.agreed_by(who=who, at=at))
        else:
            # Somebody of both, or who put back what was said before.
            lines.append(its.agreed_for(who=who, party=party_words(party), at=at))
    return lines


def giver_words(party: str, assent: Assent, agreement: Agreement) -> str:
    """The name of who agreed for a party; the party where nobody is named."""
    person = person_called(assent.person, agreement)
    if person is not None:
        return display_name(person)
    # Who is no longer in the agreement is known by the key.
    return f"{party_words(party)} ({assent.person})" if assent.person else party_words(party)


def leader_offers(names: Sequence[str], draft: Draft) -> tuple[list[tuple[Seat, str]], str]:
    """The leaders who can say yes to clauses, each with what a button says.

    Args:
        names: The clauses, as `kind.key`.
        draft: The agreement as it stands.

    Returns:
        They, and what is said where there is nobody.
    """
    agreement, its = draft.agreement, wording().inspector
    offers = []
    unnamed = []
    for party in PARTIES:
        count = sum(not _agrees(party, name, agreement, draft.consents) for name in names)
        if not count:
            continue
        people = leaders_of(party, agreement)
        if not people:
            unnamed.append(party_words(party))
        for key, person in people.items():
            name = display_name(person)
            text = (
                its.leader_agrees_to(count, name=name, count=count)
                if len(names) > 1
                else its.leader_agrees(name=name)
            )
            offers.append((Seat(party, key), text))
    return offers, its.nobody_can_say_yes(parties=user_language().listed(unnamed))


def _agrees(party: str, name: str, agreement: Agreement, consents: Consents) -> bool:
    return party in consents.of(agreement.find(name))
