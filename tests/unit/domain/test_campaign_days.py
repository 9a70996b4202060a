"""Which campaigns run at once, which have no proper days, and how days are moved."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from alignment_desktop.domain.campaign_days import (
    Crowd,
    Misplaced,
    SpanPart,
    at_the_same_time,
    content_for,
    crowds,
    misplaced,
    moved,
    placed,
)
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.plan import Campaign
from tests.unit.domain.test_revenue_plan import agreed

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("start", "end", "what"),
    [
        (None, None, Misplaced.NO_DAYS),
        (None, LAST, Misplaced.NO_START),
        (FIRST, None, Misplaced.NO_END),
        (LAST, FIRST, Misplaced.BACKWARDS),
        (date(2026, 9, 1), date(2026, 9, 30), Misplaced.BEFORE),
        (date(2027, 1, 1), date(2027, 2, 1), Misplaced.AFTER),
        (date(2026, 9, 1), FIRST, None),
        (LAST, date(2027, 2, 1), None),
    ],
)
def test_days_that_do_not_fit(start: date | None, end: date | None, what: Misplaced | None) -> None:
    assert misplaced(start, end, FIRST, LAST) == what


def test_three_at_once() -> None:
    spans = [
        (date(2026, 9, 28), date(2026, 11, 20)),
        (date(2026, 10, 5), date(2026, 12, 18)),
        (date(2026, 11, 9), date(2026, 12, 11)),
        (date(2026, 12, 31), date(2026, 12, 1)),
        (date(2026, 12, 1), date.max),
    ]
    assert crowds(spans) == (Crowd(date(2026, 11, 9), date(2026, 11, 20), 3),)
    more = [*spans, (date(2026, 11, 16), date(2026, 11, 16)), (LAST, LAST)]
    more.append((date(2026, 11, 17), date(2026, 11, 17)))
    assert crowds(more) == (
        Crowd(date(2026, 11, 9), date(2026, 11, 15), 3),
        Crowd(date(2026, 11, 16), date(2026, 11, 17), 4),
        Crowd(date(2026, 11, 18), date(2026, 11, 20), 3),
    )
    assert crowds([]) == ()
    month = date(2026, 11, 1), date(2026, 11, 30)
    backwards = date(2026, 11, 20), date(2026, 11, 9)
    assert crowds([month, month, month, backwards]) == (Crowd(*month, 3),)


def campaign(key: str, **more: object) -> Campaign:
    return cast(Campaign, read_clause("campaign", {"key": key, **more}))


def test_the_campaigns_and_the_content_beside_one() -> None:
    one = campaign("a", start=date(2026, 10, 5), end=date(2026, 12, 18), phase="desire")
    others = (
        one,
        campaign("late", start=date(2026, 12, 1), end=date(2026, 12, 31)),
        campaign("early", start=date(2026, 9, 1), end=date(2026, 10, 5)),
        campaign("gone", start=date(2026, 9, 1), end=date(2026, 10, 4)),
        campaign("other", start=date(2026, 10, 5), end=date(2026, 10, 5), segment="enterprise"),
        campaign("undated", start=date(2026, 10, 5)),
        campaign("endless", end=date(2026, 10, 5)),
    )
    assert [each.key for each in at_the_same_time(one, others)] == ["early", "late"]
    assert at_the_same_time(others[-1], others) == at_the_same_time(others[-2], others) == ()
    agreement = agreed(
        ("content", {"key": "someday", "phase": "desire"}),
        ("content", {"key": "story", "phase": "desire", "due": date(2026, 12, 18)}),
        ("content", {"key": "too-late", "phase": "desire", "due": date(2026, 12, 20)}),
        ("content", {"key": "guide", "phase": "interest", "due": date(2026, 11, 20)}),
    )
    assert [each.key for each in content_for(one, agreement)] == ["story", "someday"]
    assert len(content_for(campaign("open", phase="desire"), agreement)) == 3
    assert content_for(campaign("none"), agreement) == ()


@pytest.mark.parametrize(
    ("grip", "days", "start", "end"),
    [
        (SpanPart.WHOLE, 7, date(2026, 10, 12), date(2026, 10, 19)),
        (SpanPart.START, -7, date(2026, 9, 28), date(2026, 10, 12)),
        (SpanPart.START, 70, date(2026, 10, 12), date(2026, 10, 12)),
        (SpanPart.END, 1, date(2026, 10, 5), date(2026, 10, 13)),
        (SpanPart.END, -70, date(2026, 10, 5), date(2026, 10, 5)),
        (SpanPart.WHOLE, 9_999_999, date(2026, 10, 5), date(2026, 10, 12)),
    ],
)
def test_moving_and_stretching(grip: SpanPart, days: int, start: date, end: date) -> None:
    assert moved(date(2026, 10, 5), date(2026, 10, 12), grip, days) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (None, None, FIRST, date(2026, 10, 14)),
        (LAST, None, FIRST, date(2026, 10, 14)),
        (LAST, FIRST, FIRST, date(2026, 10, 14)),
        (date(2025, 1, 1), date(2025, 1, 3), FIRST, date(2026, 10, 3)),
        (None, None, date.max, date.max),
    ],
)
def test_what_has_no_place_is_put_on_a_day(
    start: date | None, end: date | None, first: date, last: date
) -> None:
    assert placed(start, end, first) == (first, last)


def test_what_ends_before_it_starts_is_mended_end_by_end() -> None:
    start, end = date(2026, 10, 12), date(2026, 10, 5)
    assert moved(start, end, SpanPart.END, 10) == (start, date(2026, 10, 15))
    assert moved(start, end, SpanPart.START, -10) == (date(2026, 10, 2), end)
