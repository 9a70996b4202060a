"""Of all that could be done one step is named: that of who is at the keyboard before all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Days, read_clause
from alignment_desktop.domain.next_step import (
    AGREE,
    ANSWER,
    AWAIT_CONSENT,
    AWAIT_SIGN_OFF,
    AWAIT_SIGNATURE,
    FREEZE,
    HOLD_REVIEW,
    IMPORT,
    IMPORT_AGAIN,
    MEND,
    REVISE,
    SIGN,
    SIGN_OFF,
    WRITE,
    Progress,
    Step,
    Walk,
    first_step,
    later_step,
    others_consent_step,
    own_consent_step,
    review_to_hold,
    signing_step,
    walk_from,
)
from alignment_desktop.domain.periods import split
from alignment_desktop.domain.proposals import Negotiation, Proposal
from alignment_desktop.domain.signing_state import (
    DECLINED,
    SIGNED,
    TO_SIGN,
    Refusal,
    SigningState,
)
from tests.unit.domain.log_steps import START

QUARTER = Days(start=date(2026, 10, 1), end=date(2026, 12, 31))
NOVEMBER = date(2026, 11, 20)
BOTH = ("sales", "marketing")
DONE = Negotiation(frozenset(BOTH))
FOR_MARKETING = Negotiation(frozenset({"sales"}))
OF_SALES = Negotiation(
    frozenset(BOTH),
    (Proposal(1, 1, "term", "mql", "sales", None, START, "", 1, {}, {}, None, made=2),),
)


def signing(state: str, waits: str | None = None, review: str | None = None) -> SigningState:
    return SigningState(2, state, BOTH, waiting_for=waits, review=review)


SIGNED_2 = signing(SIGNED)
ALL_DONE = Progress(2, is_current=True, version=SIGNED_2, imported_on=date(2026, 11, 18))


def later(progress: Progress, today: date = NOVEMBER) -> Step | None:
    return later_step(progress, QUARTER, today)


def test_proposals_are_answered_before_clauses_are_agreed_to() -> None:
    standings = {("term", "lead"): FOR_MARKETING, ("term", "mql"): OF_SALES}
    answer = own_consent_step(standings, "marketing")
    assert answer == Step(ANSWER, 1, "marketing", clause=("term", "mql"))
    del standings["term", "mql"]
    agree = own_consent_step(standings, "marketing")
    assert agree == Step(AGREE, 1, "marketing", clause=("term", "lead"))
    assert own_consent_step(standings, "sales") is None


def test_an_agreement_without_a_promise_begins_with_one() -> None:
    term = read_clause("term", {"key": "mql", "name": "MQL"})
    bare = Agreement("", {("term", "mql"): term})
    promised = Agreement("", {("commitment", "mqls"): term})
    assert first_step(None, bare) == Step(WRITE)
    assert first_step(Step(AGREE, 1), bare) == Step(WRITE)
    assert first_step(Step(ANSWER, 1), bare) is None
    assert first_step(Step(AGREE, 1), promised) is None


def test_what_waits_for_others_names_whoever_has_to_decide() -> None:
    standings = {("term", "a"): DONE, ("term", "b"): FOR_MARKETING}
    step = others_consent_step(standings)
    assert step == Step(AWAIT_CONSENT, 1, "marketing", clause=("term", "b"))
    standings["term", "c"] = Negotiation(frozenset({"marketing"}))
    step = others_consent_step(standings)
    assert step == Step(AWAIT_CONSENT, 2, "both", clause=("term", "b"))
    assert others_consent_step({("term", "a"): DONE}) is None


def test_a_signature_is_asked_of_who_is_at_the_keyboard_and_only_under_current_words() -> None:
    version = signing(TO_SIGN, "sales")
    reviews = (signing(SIGNED, review="2026-11"), signing(TO_SIGN, "marketing", "2026-10"))
    progress = Progress(2, is_current=True, version=version, reviews=reviews)
    assert signing_step(progress, {"sales"}) == Step(SIGN, party="sales", number=2)
    off = Step(SIGN_OFF, party="marketing", review="2026-10")
    assert signing_step(progress, {"marketing"}) == off
    assert signing_step(progress, {"sponsor"}) is None
    changed = replace(progress, is_current=False)
    assert signing_step(changed, {"sales"}) is None


def test_an_agreement_is_frozen_then_signed_then_fed_then_reviewed() -> None:
    assert later(Progress()) == Step(FREEZE, number=1)
    errors = [("term", "mql"), ("stage", "sal")]
    mend = Step(MEND, 2, clause=("term", "mql"))
    assert later_step(Progress(), QUARTER, NOVEMBER, errors) == mend
    assert later_step(ALL_DONE, QUARTER, NOVEMBER, errors) is None
    awaited = replace(ALL_DONE, version=signing(TO_SIGN, "marketing"))
    assert later(awaited) == Step(AWAIT_SIGNATURE, party="marketing", number=2)
    refused = Refusal("sales", "Too much", START, Actor(None, "sales", ""))
    declined = replace(ALL_DONE, version=replace(signing(DECLINED), refusal=refused))
    assert later(declined) == Step(REVISE, party="sales", number=2)
    assert later(replace(ALL_DONE, imported_on=None)) == Step(IMPORT)
    assert later(replace(ALL_DONE, imported_on=None), date(2026, 9, 30)) is None
    assert later(replace(ALL_DONE, imported_on=date(2026, 11, 13))) == Step(IMPORT_AGAIN, 7)
    off = replace(ALL_DONE, reviews=(signing(TO_SIGN, "sales", "2026-10"),), to_review="2026-10")
    assert later(off) == Step(AWAIT_SIGN_OFF, party="sales", review="2026-10")
    assert later(replace(off, reviews=())) == Step(HOLD_REVIEW, review="2026-10")
    assert later(ALL_DONE) is None


def test_after_the_last_day_one_more_import_is_enough() -> None:
    last = replace(ALL_DONE, imported_on=date(2026, 12, 28))
    assert later(last, date(2027, 3, 1)) is None
    assert later(replace(ALL_DONE, imported_on=date(2026, 12, 20)), date(2027, 3, 1)) == Step(
        IMPORT_AGAIN, 11
    )


@pytest.mark.parametrize(
    ("today", "frozen", "expected"),
    [
        (date(2026, 10, 31), set[str](), ""),
        (date(2026, 11, 1), set[str](), "2026-10"),
        (date(2026, 11, 1), {"2026-10"}, ""),
        (date(2027, 1, 1), {"2026-12"}, "FY27 Q1"),
    ],
)
def test_the_review_to_hold_is_of_the_longest_days_that_are_over_last(
    today: date, frozen: set[str], expected: str
) -> None:
    periods = [
        *split("period", QUARTER.start, QUARTER.end),
        *split("month", QUARTER.start, QUARTER.end),
    ]
    assert review_to_hold(periods, frozen, "FY27 Q1", today) == expected


def test_one_goes_from_what_waits_to_what_waits_and_round_the_end() -> None:
    one, two, three, four = (("term", key) for key in ("a", "b", "c", "d"))
    standings = {one: FOR_MARKETING, two: DONE, three: FOR_MARKETING, four: OF_SALES}
    assert walk_from(standings, "marketing", three) == Walk(3, 2, one, four)
    assert walk_from(standings, "marketing", two) == Walk(3, 0, one, three)
    assert walk_from(standings, "marketing", four) == Walk(3, 3, three, one)
    assert walk_from(standings, "marketing", None) == Walk(3, 0, four, one)
    # Nothing waits, or nothing but the clause itself.
    assert walk_from(standings, "sales", one) is None
    assert walk_from({one: DONE, two: FOR_MARKETING}, "marketing", two) is None
