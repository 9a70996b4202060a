"""What the cards of both parties say about the clause on the table."""

from __future__ import annotations

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES, Clause, clause_name, display_name
from alignment_desktop.domain.proposals import Proposal, ProposalState
from alignment_desktop.domain.workshop import Table
from alignment_desktop.gui.painting.consent_mark import Consent, Stand
from alignment_desktop.gui.seats.seat import leaders_of, person_called
from alignment_desktop.gui.window.page_list import page_of_kind, page_title
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.gui.workshop.agenda_strip import Entry
from alignment_desktop.gui.workshop.change_sheet import MATTER
from alignment_desktop.gui.workshop.party_card import PartyState, Value
from alignment_desktop.gui.workshop.workshop import OnTable, Workshop, table_of_clause
from alignment_desktop.phrasing.clauses import applies_to, says
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.differences import field_name_text, field_of, stated_text
from alignment_desktop.phrasing.minutes import called
from alignment_desktop.words.language import Language

_LONGEST_QUOTE = 240
_MOST_VALUES = 3
KEY_OF = {PARTIES[0]: "S", PARTIES[1]: "M"}


def party_state(workshop: Workshop, shown: OnTable, table: Table, party: str) -> PartyState:
    """What a party's card shows."""
    proposal, its = shown.proposal, wording().workshop
    speaker = workshop.speaker(party)
    person = person_called(speaker.person if speaker else None, table.agreement)
    name = display_name(person) if person is not None else its.nobody()
    several = len(leaders_of(party, table.agreement)) > 1
    agrees = party in table.consents.of(shown.id)
    quote = _quote(shown, party)
    if proposal is None:
        return PartyState(
            party,
            Stand.AGREES if agrees else Stand.NOT_YET,
            (its.agrees if agrees else its.not_yet)(party=party_words(party)),
            name,
            several,
            note=_since(table, shown, party) if agrees else "",
            quote=quote,
            keys=() if agrees else ((KEY_OF[party], its.agree()),),
        )
    own = proposal.party == party
    if own:
        keys: tuple[tuple[str, str], ...] = ((KEY_OF[party], its.keep_standing()),)
    else:
        letter = KEY_OF[party]
        keys = ((letter, its.agree_to_change()), (f"Shift+{letter}", its.decline()))
    stand = Stand.PROPOSES if own else (Stand.AGREES if agrees else Stand.NOT_YET)
    return PartyState(
        party,
        stand,
        _title(proposal, party, agrees),
        name,
        several,
        values=_values(proposal, shown, table.agreement, proposed=own),
        note=_note(shown, table, party, own=own, agrees=agrees),
        quote=_own_reason(proposal, own, quote),
        keys=keys,
    )


def consent_shown(table: Table, clause_id: tuple[str, str]) -> Consent:
    """The mark of a clause: dashed where a party proposes something that is not parked."""
    given, waiting = table.consents.of(clause_id), table.waiting(clause_id)
    proposing = {each.party for each in waiting if each.state is ProposalState.OPEN}
    sales, marketing = (
        Stand.PROPOSES if party in proposing else Stand.AGREES if party in given else Stand.NOT_YET
        for party in PARTIES
    )
    return Consent(sales, marketing)


def agenda_entries(workshop: Workshop) -> list[Entry]:
    """The agenda, as the strip at the foot shows it."""
    if workshop.found is None:
        return []
    table, language = workshop.found.table, user_language()
    kinds = {kind for kind, _ in workshop.agenda}
    sections = {kind: page_title(page_of_kind(kind)) for kind in kinds}
    return [
        Entry(
            each,
            _called(table, each, language),
            sections[each[0]],
            consent_shown(table, each),
            table.parked(each) is not None,
        )
        for each in workshop.agenda
    ]


def clause_called(table: Table, clause_id: tuple[str, str]) -> str:
    """What a clause is called, also one that is only proposed."""
    return _called(table, clause_id, user_language())


def _called(table: Table, clause_id: tuple[str, str], language: Language) -> str:
    clause: Clause | None = table.agreement.clauses.get(clause_id)
    if clause is None:
        names = [str((each.proposed or {}).get("name") or "") for each in table.waiting(clause_id)]
        found = next(filter(None, names), "")
        if found:
            return found
    return called(clause_id, clause, language)


def sentence_of(shown: OnTable, agreement: Agreement) -> str:
    """The clause in words."""
    clause, kind, language = shown.shown, shown.id[0], user_language()
    if clause is None:
        return ""
    words = says(kind, clause, agreement, language), applies_to(kind, clause, agreement, language)
    return " · ".join(each for each in words if each)


def _title(proposal: Proposal, party: str, agrees: bool) -> str:
    its, name = wording().workshop, party_words(party)
    if proposal.party != party:
        return (its.agreed_standing if agrees else its.not_yet_standing)(party=name)
    if proposal.state is ProposalState.PARKED:
        return its.parked_its(party=name)
    say = {"added": its.proposes_new, "removed": its.proposes_removal}
    return say.get(proposal.change, its.proposes)(party=name)


def _values(
    proposal: Proposal, shown: OnTable, agreement: Agreement, *, proposed: bool
) -> tuple[Value, ...]:
    kind, clause, language = shown.id[0], clause_name(*shown.id), user_language()
    if proposal.change == "removed":
        return (Value("", wording().workshop.leave_out()),) if proposed else ()
    standing = None if shown.clause is None else table_of_clause(shown.clause)
    if standing is None:
        text = sentence_of(shown, agreement)
        return (Value("", text),) if proposed and text else ()
    found = []
    fields = sorted(proposal.fields(standing).items(), key=lambda each: _rank(kind, each[0]))
    for name, (old, new) in fields[:_MOST_VALUES]:
        was, now = (stated_text(clause, name, each, agreement, language) for each in (old, new))
        field = field_name_text(kind, name, language)
        found.append(Value(field, now, was) if proposed else Value(field, was))
    return tuple(found)


def _rank(kind: str, name: str) -> int:
    """The place of a field among those that changed: targets first, then limits, then words."""
    field = field_of(kind, name)
    holds = field.holds if field is not None else None
    return MATTER.index(holds) if holds in MATTER else len(MATTER)


def _note(shown: OnTable, table: Table, party: str, *, own: bool, agrees: bool) -> str:
    if not own and shown.clause is None:
        return wording().workshop.it_is_new()
    return _since(table, shown, party) if not own and agrees else ""


def _since(table: Table, shown: OnTable, party: str) -> str:
    """Since when a party agrees to what stands."""
    assent = table.consents.assents_to(shown.id).get(party)
    if assent is None:
        return ""
    from zoneinfo import ZoneInfo

    day = assent.at.astimezone(ZoneInfo(table.agreement.timezone)).date()
    return wording().workshop.since(day=long_day_text(day, user_language()))


def _quote(shown: OnTable, party: str) -> str:
    """What a party said last about the clause."""
    said = [each.text for each in shown.comments if each.party == party]
    return _quoted(said[-1]) if said else ""


def _own_reason(proposal: Proposal, own: bool, quote: str) -> str:
    return quote or (_quoted(proposal.why) if own and proposal.why else "")


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    short = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
    return wording().workshop.quote(text=short)
