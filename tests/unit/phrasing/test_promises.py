"""Promises as plain sentences, of every measure, and which come first."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.phrasing.promises import (
    END,
    STRONG,
    promise_sentence,
    promise_words,
    result_rank,
)
from alignment_desktop.words.language import language
from tests.agreements import agreement_of
from tests.promises import plain_promise

ENGLISH = language("en")
START = """
[agreement]
label = "Q"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"
[[segment]]
key = "large"
name = "Enterprise"
[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
abbreviation = "MQL"
[[commitment]]
key = "it"
"""
GRADE_A = 'where = [{ field = "grade", op = "is", value = "A" }]'


def made(text: str) -> tuple[Commitment, Agreement]:
    agreement = agreement_of(read_text(START + text))
    return agreement.commitments["it"], agreement


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'party = "sales"\nmeasure = "within"\nfrom = "handed_over_at"\nto = "first_touch_at"\n'
            f'limit = "4 business hours"\n{GRADE_A}\ntarget = ">= 95 %"',
            "make first touch with 95% of grade A leads within 4 business hours of hand-over",
        ),
        (
            'measure = "within"\nfrom = "created_at"\nto = "entered.mql"\nlimit = "2 days"\n'
            'target = ">= 50 %"',
            "bring 50% of leads from creation to entry to MQL within 2 days",
        ),
        (
            'measure = "attempts"\nfrom = "entered.mql"\nlimit = "10 business days"\ntimes = 5\n'
            'activity = "Call"\ntarget = ">= 80 %"',
            "make 5 attempts (Call) within 10 business days of entry to MQL with 80% of leads",
        ),
        (
            'party = "marketing"\nmeasure = "count"\nfrom = "entered.mql"\ntarget = ">= 400"\n'
            'targets = { "2026-12" = ">= 320" }\nevery = "month"',
            "deliver 400 MQLs a month, 320 in December",
        ),
        (
            'party = "sales"\nmeasure = "count"\nfrom = "created_at"\ntarget = "<= 20"\n'
            'every = "week"',
            "keep new leads at 20 or less a week",
        ),
        (
            'party = "sales"\nmeasure = "count"\nfrom = "opportunity_at"\ntarget = ">= 20"',
            "reach 20 opportunities in the period",
        ),
        (
            'party = "marketing"\nmeasure = "share"\nfrom = "entered.mql"\n'
            'of = [{ field = "decision", op = "is", value = "accepted" }]\ntarget = ">= 65 %"',
            "deliver MQLs of which 65% are accepted",
        ),
        (
            'party = "sales"\nmeasure = "share"\nfrom = "entered.mql"\n'
            'of = [{ field = "decision", op = "is", value = "accepted" }]\ntarget = ">= 65 %"',
            "accept 65% of MQLs",
        ),
        (
            'measure = "share"\nfrom = "entered.mql"\n'
            'of = [{ field = "outcome", op = "is", value = "won" }]\ntarget = ">= 9 %"',
            "win 9% of MQLs",
        ),
        (
            'measure = "share"\nfrom = "entered.mql"\n'
            'of = [{ field = "decision", op = "is", value = "returned" }]\ntarget = "<= 20 %"',
            "keep the share of MQLs returned at 20% or less",
        ),
        (
            'measure = "sum"\nfrom = "opportunity_at"\nfield = "amount"\nsegment = "large"\n'
            'where = [{ field = "campaign", op = "is not blank" }]\n'
            'target = ">= 2400000 EUR"\nevery = "quarter"',
            "bring €2.4M of pipeline a quarter from Enterprise leads with a campaign",
        ),
        (
            'measure = "sum"\nfrom = "closed_at"\nfield = "revenue"\ntarget = ">= 900000 EUR"',
            "bring €900,000 of revenue in the period",
        ),
        (
            'measure = "sum"\nfrom = "closed_at"\nfield = "cost"\ntarget = "<= 9000 EUR"',
            "keep cost of leads at €9,000 or less in the period",
        ),
        (
            'measure = "median"\nfrom = "handed_over_at"\nto = "first_touch_at"\n'
            f'business = true\n{GRADE_A}\ntarget = "<= 2 hours"',
            "keep the median time to first touch of grade A leads within 2 business hours",
        ),
        (
            'measure = "p90"\nfrom = "created_at"\nto = "closed_at"\ntarget = "<= 60 days"',
            "keep the time from creation to closing at 60 days or less for nine in ten leads",
        ),
        (
            'measure = "filled"\nfrom = "decided_at"\nfield = "return_reason"\n'
            'where = [{ field = "decision", op = "is", value = "returned" }]\ntarget = ">= 100 %"',
            "record a return reason for all leads returned",
        ),
        (
            'measure = "filled"\nfrom = "created_at"\nfield = "region"\ntarget = "<= 5 %"\n'
            'any = [[{ field = "grade", op = "is", value = "A" }],'
            ' [{ field = "outcome", op = "is", value = "won" }]]',
            "record a region for at most 5% of new leads with grade A or won",
        ),
        (
            'measure = "ratio"\nfrom = "created_at"\nfield = "cost"\nper = "attempts"\n'
            'target = "<= 50 EUR"',
            "keep cost per attempt at €50 or less",
        ),
        (
            'measure = "figure"\nfigure = "Pipeline coverage"\ntarget = ">= 3"',
            "keep Pipeline coverage at 3 or more",
        ),
    ],
)
def test_a_promise_reads_as_what_its_party_does(text: str, said: str) -> None:
    assert plain_promise(*made(text), ENGLISH) == said


def test_its_figures_are_marked_and_hand_over_goes_unsaid_where_it_is_short() -> None:
    commitment, agreement = made(
        'measure = "within"\nfrom = "handed_over_at"\nto = "decided_at"\n'
        'limit = "2 days"\ntarget = ">= 95 %"'
    )
    said = promise_sentence(commitment, agreement, ENGLISH, short=True)
    assert said == (f"accept or return {STRONG}95%{END} of leads within {STRONG}2 days{END}")


def test_business_results_come_before_shares_and_those_before_time() -> None:
    texts = (
        'measure = "within"\nfrom = "created_at"\nto = "closed_at"\nlimit = "2 days"\n'
        'target = ">= 1 %"',
        'measure = "share"\nfrom = "created_at"\ntarget = ">= 1 %"\n'
        'of = [{ field = "outcome", op = "is", value = "won" }]',
        'measure = "figure"\nfigure = "F"\ntarget = ">= 3"',
        'measure = "count"\nfrom = "created_at"\ntarget = ">= 3"',
        'measure = "sum"\nfrom = "closed_at"\nfield = "revenue"\ntarget = ">= 3"',
    )
    ranked = sorted((made(text)[0] for text in texts), key=result_rank)
    assert [each.measure for each in ranked] == ["sum", "count", "figure", "share", "within"]


_WITHIN = (
    'party = "sales"\nmeasure = "within"\nfrom = "handed_over_at"\nto = "first_touch_at"\n'
    f'limit = "4 business hours"\n{GRADE_A}\ntarget = ">= 95 %"\nevery = "month"'
)
_COUNT = (
    'party = "marketing"\nmeasure = "count"\nfrom = "entered.mql"\ntarget = ">= 400"\n'
    'targets = { "2026-12" = ">= 320", "2026-11" = ">= 300" }\nevery = "month"'
)
_MEDIAN = (
    'measure = "median"\nfrom = "handed_over_at"\nto = "first_touch_at"\nbusiness = true\n'
    'target = "<= 2 hours"'
)
_SUM = 'measure = "sum"\nfrom = "closed_at"\nfield = "revenue"\ntarget = ">= 900000 EUR"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            _WITHIN,
            "[Sales: party] promises to [make first touch: measure, to] with [95%: target] of"
            " [grade A leads: segment, where, any] within [4 business hours: limit] of"
            " [hand-over: from], counted [monthly: every].",
        ),
        (
            _COUNT,
            "[Marketing: party] promises to [deliver: measure] [400: target]"
            " [MQLs: from, segment, where, any] [a month: every],"
            " [300 in November, 320 in December: targets].",
        ),
        (
            _MEDIAN,
            "[Both: party] promise to [keep the median time: measure, from] to"
            " [first touch: to] of [leads: segment, where, any] within"
            " [2 business hours: target, business], counted [over the whole period: every].",
        ),
        (
            _SUM,
            "[Both: party] promise to [bring: measure, from, segment, where, any]"
            " [€900,000: target] of [revenue: field] [in the period: every].",
        ),
    ],
)
def test_each_word_of_a_promise_knows_which_fields_it_says(text: str, said: str) -> None:
    commitment, agreement = made(text)
    words = promise_words(commitment, agreement, ENGLISH)
    read = "".join(
        f"[{word.text}: {', '.join(word.fields)}]" if word.slot else word.text for word in words
    )
    assert read == f"{said}\nIf missed: [Nothing is agreed yet.: if_missed]"
    # The window's sentence holds the paper's, word for word.
    assert plain_promise(commitment, agreement, ENGLISH) in "".join(word.text for word in words)
