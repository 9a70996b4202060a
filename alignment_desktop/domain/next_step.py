"""What comes next in an agreement: one step, for whoever is at the keyboard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import PARTIES, Days
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.proposals import Negotiation
from alignment_desktop.domain.signing_state import DECLINED, TO_SIGN, SigningState
from alignment_desktop.values import dataclass

WRITE, ANSWER, AGREE, AWAIT_CONSENT = "write", "answer", "agree", "await-consent"
MEND, FREEZE, SIGN, AWAIT_SIGNATURE = "mend", "freeze", "sign", "await-signature"
REVISE = "revise"
IMPORT, IMPORT_AGAIN = "import", "import-again"
SIGN_OFF, AWAIT_SIGN_OFF, HOLD_REVIEW = "sign-off", "await-sign-off", "hold-review"
BOTH = "both"
"""Who is waited for, where it is both parties."""
STALE = timedelta(days=7)
"""From so much on the last import is too old: results are imported every week."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        act: What is to be done, such as `answer`.
        count: How many proposals, clauses, or days since the last import.
        party: Who is waited for, `both` of both parties, or who declined.
        number: Which version it is about.
        review: What the days of the review are called.
        clause: Where it begins; None where it is no matter of one clause.
    """

    act: str
    count: int = 0
    party: str = ""
    number: int = 0
    review: str = ""
    clause: ClauseId | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an agreement is beyond the consent of both.

    Attributes:
        versions: How many versions are frozen.
        is_current: Whether the last one says what the agreement says now.
        version: How far the signing of the last one is; None where none is frozen.
        reviews: How far the signing of each frozen review is, the newest first.
        imported_on: The day of the last import; None where nothing was imported.
        to_review: What the days are called that are over last and whose review is not frozen; empty
            where there are none.
    """

    versions: int = 0
    is_current: bool = False
    version: SigningState | None = None
    reviews: Sequence[SigningState] = field(default_factory=tuple)
    imported_on: date | None = None
    to_review: str = ""


def own_consent_step(negotiations: Mapping[ClauseId, Negotiation], party: str) -> Step | None:
    """What a party has to decide: proposals to answer come first, then clauses to agree to."""
    mine = [each for each, its in negotiations.items() if party in its.waits_for]
    asked = [each for each in mine if negotiations[each].open]
    if asked:
        return Step(ANSWER, len(asked), party, clause=asked[0])
    return Step(AGREE, len(mine), party, clause=mine[0]) if mine else None


@dataclass(frozen=True, slots=True)
class Walk:
    """What waits for a party, from the clause that is before it.

    Attributes:
        count: How many clauses wait.
        place: Which of them the clause is, from 1; 0: none of them.
        before: The one that waits before it in the agreement's order, round the end.
        after: The one that waits after it.
    """

    count: int
    place: int
    before: ClauseId
    after: ClauseId


def walk_from(
    negotiations: Mapping[ClauseId, Negotiation], party: str, here: ClauseId | None
) -> Walk | None:
    """Where a party can go from a clause; None where nothing else waits for it."""
    order = list(negotiations)
    mine = [each for each in order if party in negotiations[each].waits_for]
    if not mine or mine == [here]:
        return None
    places = {each: place for place, each in enumerate(order)}
    at = -1 if here is None else places.get(here, -1)
    before = [each for each in mine if places[each] < at]
    after = [each for each in mine if places[each] > at]
    place = 0 if here is None or here not in mine else mine.index(here) + 1
    return Walk(len(mine), place, (before or mine)[-1], (after or mine)[0])


def first_step(own: Step | None, agreement: Agreement) -> Step | None:
    """What comes before agreeing: an agreement begins with a promise; None: it has one.

    Args:
        own: What the party at the keyboard has to decide; proposals are answered all the same.
        agreement: The agreement as it stands.
    """
    if agreement.commitments or (own is not None and own.act == ANSWER):
        return None
    return Step(WRITE)


def others_consent_step(negotiations: Mapping[ClauseId, Negotiation]) -> Step | None:
    """What waits for parties that somebody else has to ask."""
    waiting = {each: its.waits_for for each, its in negotiations.items() if its.waits_for}
    if not waiting:
        return None
    parties = frozenset[str]().union(*waiting.values())
    party = BOTH if len(parties) == len(PARTIES) else next(iter(parties))
    return Step(AWAIT_CONSENT, len(waiting), party, clause=next(iter(waiting)))


def signing_step(progress: Progress, signs_for: Collection[str]) -> Step | None:
    """What waits for the signature of who is at the keyboard: the version, then reviews."""
    if progress.is_current:
        for state in _open([progress.version]):
            if state.waiting_for in signs_for:
                return Step(SIGN, party=state.waiting_for or "", number=state.version)
    for state in _open(progress.reviews):
        if state.waiting_for in signs_for:
            return Step(SIGN_OFF, party=state.waiting_for or "", review=state.review or "")
    return None


def later_step(
    progress: Progress, days: Days, today: date, errors: Sequence[ClauseId] = ()
) -> Step | None:
    """What comes once both agree to it all: freeze, sign, import, review; None: nothing now.

    Args:
        progress: How far the agreement is.
        days: The agreement's days.
        today: The present day.
        errors: The clauses in which the checks find an error, which stands in the way of freezing.
    """
    if not progress.is_current and errors:
        return Step(MEND, len(errors), clause=errors[0])
    if not progress.is_current:
        return Step(FREEZE, number=progress.versions + 1)
    version = progress.version
    if version is not None and version.state == DECLINED and version.refusal is not None:
        return Step(REVISE, party=version.refusal.party, number=version.version)
    for state in _open([version]):
        return Step(AWAIT_SIGNATURE, party=state.waiting_for or "", number=state.version)
    if days.start <= today:
        if progress.imported_on is None:
            return Step(IMPORT)
        # After the agreement's last day one more import is wanted, and then no further ones.
        old = min(today, days.end) - progress.imported_on
        if old >= STALE:
            return Step(IMPORT_AGAIN, old.days)
    for state in _open(progress.reviews):
        return Step(AWAIT_SIGN_OFF, party=state.waiting_for or "", review=state.review or "")
    return Step(HOLD_REVIEW, review=progress.to_review) if progress.to_review else None


def review_to_hold(
    periods: Iterable[Period], frozen: Collection[str], label: str, today: date
) -> str:
    """What the days are called that are over last, where their review is not frozen; else empty.

    Of days that end together the longest count: a quarter's review is its last month's too.

    Args:
        periods: The periods that can be reviewed; that of the whole agreement has no label.
        frozen: What the days of frozen reviews are called.
        label: The agreement's own, which the review of all its days is called by.
        today: The present day.
    """
    over = [each for each in periods if each.end < today]
    if not over:
        return ""
    last = max(over, key=lambda each: (each.end, each.end - each.start))
    name = last.label or label
    return "" if name in frozen else name


def _open(states: Iterable[SigningState | None]) -> list[SigningState]:
    return [each for each in states if each is not None and each.state == TO_SIGN]
