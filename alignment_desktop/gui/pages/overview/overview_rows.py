"""The overview's rows and first card: what is agreed, what waits, and what came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import HEADER, PARTIES
from alignment_desktop.domain.proposals import ProposalState
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.consent_mark import Consent, consent_of
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE, page_title
from alignment_desktop.gui.window.place import REVIEW, Place
from alignment_desktop.gui.wording import (
    kind_words,
    party_words,
    sheet_words,
    user_language,
    wording,
)
from alignment_desktop.phrasing.clauses import short_name
from alignment_desktop.phrasing.days import day_text, period_text
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement, ClauseId
    from alignment_desktop.domain.discussion import Discussion
    from alignment_desktop.domain.findings import Finding
    from alignment_desktop.domain.next_step import Progress
    from alignment_desktop.domain.proposals import Negotiation
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.feed import News
    from alignment_desktop.storage.evidence import BatchRow

_TONES_OF_FINDING = {"error": "missed", "warning": "at_risk", "hint": "neutral"}


def agrees_to_all(draft: Draft, clause: ClauseId) -> bool:
    """Whether both parties agree to a clause."""
    return len(draft.consents.of(clause)) == len(PARTIES)


def agreed_rows(draft: Draft) -> list[Link]:
    """Each page of clauses with how many are agreed; leads to the first that is not."""
    found = []
    for name, kinds in KINDS_OF_PAGE.items():
        ids = [each for each, _ in draft.agreement.in_order() if each[0] in kinds]
        if not ids:
            continue
        waiting = [each for each in ids if not agrees_to_all(draft, each)]
        count = wording().overview.of_count(count=len(ids) - len(waiting), count2=len(ids))
        held = list(dict.fromkeys(kind for kind, _ in ids))
        note = ", ".join(kind_words(kind, 2) for kind in held[:3])
        note = "" if len(held) == 1 else f"{note} …" if len(held) > 3 else note
        consent, first = _consent(draft, ids), Place("", *(waiting or ids)[0])
        found.append(Link(page_title(name), count, consent=consent, note=note, leads_to=first))
    return found


def agreed_stat(draft: Draft, versions: int, waiting: Mapping[str, int]) -> Stat:
    """How much is agreed, and for whom the rest waits, else which version is frozen.

    Args:
        draft: The agreement as it stands.
        versions: How many versions are frozen.
        waiting: How many clauses wait for each party.
    """
    its = wording().overview
    count = len(draft.agreement.clauses)
    agreed = sum(agrees_to_all(draft, each) for each in draft.agreement.clauses)
    note = " · ".join(
        its.waiting_for(waits, count=waits, party=party_words(party))
        for party, waits in waiting.items()
        if waits
    )
    frozen = its.version_is_frozen(versions=versions) if versions else its.no_version_is_frozen()
    return Stat(
        wording().common.agreed_by_both(),
        its.of(agreed=agreed, count=count),
        note[:1].upper() + note[1:] or frozen,
    )


def signature_rows(progress: Progress, news: News) -> list[Link]:
    """What is to be signed: the version, unless the agreement says more by now, and reviews."""
    its, found = wording().overview, []
    states = [progress.version] if progress.is_current and progress.version else []
    for state in (*states, *progress.reviews):
        if state.waiting_for is None:
            continue
        name = its.version(number=state.version)
        place = Place("agreement")
        if state.review is not None:
            name = its.review_of(review=review_name(state.review))
            place = place_of_review(state.review, news.draft.agreement)
        chip = Chip(party_words(state.waiting_for), _tone(state))
        found.append(Link(name, chip=chip, note=its.to_be_signed(), leads_to=place))
    return found


def review_name(days: str) -> str:
    """What the days of a review are called: a month or quarter, or the whole agreement's label."""
    return capital(period_text(days, user_language(), year=True)) or days


def place_of_review(days: str, agreement: Agreement) -> Place:
    """Where the review of days that are called so is."""
    return Place("reviews", REVIEW, "" if days == agreement.label else days)


def _tone(state: SigningState) -> str:
    return state.waiting_for if state.waiting_for in PARTIES else "shared"


def waiting_row(draft: Draft, clause: ClauseId, standing: Negotiation) -> Link:
    """A clause with the party that has something to decide: a proposal, or what stands."""
    awaited = [party for party in PARTIES if party in standing.waits_for]
    both = len(awaited) == len(PARTIES)
    chip = None
    if awaited:
        chip = (
            Chip(wording().overview.both(), "shared")
            if both
            else Chip(party_words(awaited[0]), awaited[0])
        )
    stands = draft.agreement.clauses.get(clause)
    last = standing.proposals[-1] if standing.proposals else None
    proposed = (last.proposed or {}).get("name") if last is not None else None
    language = user_language()
    name = (
        short_name(clause[0], stands, language)
        if stands is not None
        else str(proposed or clause[1])
    )
    kind = kind_words(clause[0]).capitalize()
    mark, place = consent_of(standing.given, standing.proposing), Place("", *clause)
    if standing.open:
        party = party_words(standing.open[-1].party)
        its = wording().overview
        kind = (its.proposed_by if stands is not None else its.added_by)(kind=kind, party=party)
    elif last is not None and last.state is ProposalState.DECLINED:
        kind = wording().overview.declined(kind=kind, party=party_words(last.answers[-1].party))
    elif standing.parked:
        kind = wording().overview.parked(kind=kind)
    return Link(name or kind, chip=chip, consent=mark, note=name and kind, leads_to=place)


def declined_for(news: News, clause: ClauseId, party: str | None) -> bool:
    """Whether a party's last proposal was declined, and it has said nothing about that yet."""
    last = news.negotiation(clause).proposals[-1:]
    if not last or last[0].party != party or last[0].state is not ProposalState.DECLINED:
        return False
    said = news.discussion.comments_on(news.draft.id, clause)
    return not any(each.party == party and each.at > last[0].answers[-1].at for each in said)


def balance_rows(discussion: Discussion, agreement: int) -> list[Link]:
    """What each party has done to come together; empty where nothing was proposed yet."""
    found = {party: discussion.balance(agreement, party) for party in PARTIES}
    if not any(each.proposed for each in found.values()):
        return []
    its = wording().overview
    return [
        Link(
            its.gave_and_took(proposed=each.proposed, conceded=each.conceded, waived=each.waived),
            chip=Chip(party_words(party), party),
            leads_to=Place("overview"),
        )
        for party, each in found.items()
    ]


def _consent(draft: Draft, clauses: Sequence[ClauseId]) -> Consent:
    """Where both stand on several clauses: each agrees where it agrees to every one."""
    agree = [draft.consents.of(each) for each in clauses]
    return consent_of([party for party in PARTIES if all(party in given for given in agree)])


def finding_row(finding: Finding, agreement: Agreement) -> Link:
    """What does not fit, with how bad that is."""
    # Loaded here: nothing is checked yet when the window is painted first.
    from alignment_desktop.gui.trouble_words import field_to_mend, finding_words

    words = {
        "error": wording().overview.error(),
        "warning": wording().overview.warning(),
        "hint": wording().overview.hint(),
    }
    chip = Chip(words[finding.severity], _TONES_OF_FINDING[finding.severity])
    kind, _, key = (finding.keys[0] if finding.keys else HEADER).partition(".")
    text = finding_words(finding, agreement)
    place = Place("", kind, key, field=field_to_mend(finding))
    return Link(text, chip=chip, hint=text, leads_to=place)


def import_row(row: BatchRow) -> Link:
    """An import with what it brought, and when."""
    rows = wording().overview.rows(row.rows, rows=user_language().plain(row.rows))
    when = day_text(row.imported_at.astimezone().date(), user_language())
    return Link(row.file, f"{rows} · {when}", note=sheet_words(row.kind), leads_to=Place("results"))
