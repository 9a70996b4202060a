"""Business time on generated calendars, against the judge."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.measurement.business_time import BusinessCalendar
from tests.unit.measurement.calendar_cases import cases
from tests.unit.measurement.calendar_judge import DAY, Judge


def judge_of(table: dict[str, Any], anchor: dt.date) -> Judge:
    return Judge(table, anchor - 12 * DAY, anchor + 70 * DAY)


@settings(max_examples=100)
@given(cases())
def test_open_seconds_are_what_the_intervals_say(case: Any) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    ends = moments[::-1]
    expected = [judge.between(a, b) for a, b in zip(moments, ends, strict=True)]
    assert fast.between(moments, ends) == expected
    assert fast.between(ends, moments) == [-seconds for seconds in expected]
    onward = fast.between(moments[:-1], moments[1:])
    assert sum(s for s in onward if s is not None) == fast.between(moments[0], moments[-1])


def agree(
    found: list[dt.datetime | None], expected: list[dt.datetime | None], anchor: dt.date
) -> None:
    """The judge looks some weeks ahead only: what it does not find must lie beyond them."""
    horizon = dt.datetime.combine(anchor + 60 * DAY, dt.time(), dt.UTC)
    for ours, judged in zip(found, expected, strict=True):
        if judged is None or judged > horizon:
            assert ours is None or ours > horizon
        else:
            assert ours == judged


@settings(max_examples=100)
@given(cases(), st.integers(0, 80))
def test_business_hours_run_out_when_the_intervals_say(case: Any, halves: int) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    found = fast.due(moments, f"{halves * 30} business minutes")
    agree(found, [judge.due(start, halves * 1800) for start in moments], anchor)
    for start, due in zip(moments, found, strict=True):
        assert due is None or fast.between(start, due) == halves * 1800


@settings(max_examples=100)
@given(cases(), st.integers(0, 6))
def test_business_days_run_out_when_the_intervals_say(case: Any, days: int) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    found = fast.due(moments, f"{days} business days")
    agree(found, [judge.due_days(start, days) for start in moments], anchor)


@settings(max_examples=60)
@given(cases())
def test_closed_stretches_are_what_is_left_beside_the_open_ones(case: Any) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    start, end = min(moments), max(moments)
    stretches = fast.closed(start, end)
    assert all(start <= first < last <= end for first, last in stretches)
    assert all(last < first for (_, last), (first, _) in pairwise(stretches))
    assert not any(judge.between(first, last) for first, last in stretches)
    closed = sum((last - first).total_seconds() for first, last in stretches)
    assert closed + judge.between(start, end) == (end - start).total_seconds()
    assert fast.closed(end, start) == []
