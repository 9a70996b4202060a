from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.periods import (
    Period,
    days_after,
    days_before,
    days_of_label,
    later_label,
    split,
)
from alignment_desktop.domain.problems import Problem


def labels(every: str, first: date, last: date, fiscal: int = 1, label: str = "") -> list[str]:
    return [p.label for p in split(every, first, last, fiscal_year_start=fiscal, label=label)]


def test_a_quarter_has_its_months_weeks_and_itself() -> None:
    first, last = date(2026, 10, 1), date(2026, 12, 31)
    assert labels("month", first, last) == ["2026-10", "2026-11", "2026-12"]
    weeks = labels("week", first, last)
    assert (weeks[0], weeks[-1], len(weeks)) == ("2026-W40", "2026-W53", 14)
    assert labels("quarter", first, last) == ["2026-Q4"]
    assert labels("quarter", first, last, 10) == ["FY27 Q1"]
    assert labels("quarter", first, last, 2) == ["FY27 Q3", "FY27 Q4"]
    assert labels("period", first, last, label="Autumn") == ["Autumn"]
    assert labels("period", last, first) == []


def test_a_clipped_period_keeps_its_label_and_its_whole_days() -> None:
    assert split("month", date(2026, 10, 20), date(2026, 11, 3)) == [
        Period("2026-10", date(2026, 10, 20), date(2026, 10, 31),
               date(2026, 10, 1), date(2026, 10, 31)),
        Period("2026-11", date(2026, 11, 1), date(2026, 11, 3),
               date(2026, 11, 1), date(2026, 11, 30)),
    ]  # fmt: skip


@given(
    st.sampled_from(["week", "month", "quarter"]),
    # The two digits of a fiscal label name the years 2000 to 2099.
    st.dates(date(2001, 1, 1), date(2096, 9, 30)),
    st.integers(0, 800),
    st.integers(1, 12),
)
def test_periods_cover_each_day_once_and_their_labels_lead_back(
    every: str, first: date, length: int, fiscal: int
) -> None:
    last = first + timedelta(days=length)
    periods = split(every, first, last, fiscal_year_start=fiscal)
    days = [p.start + timedelta(days=n) for p in periods for n in range((p.end - p.start).days + 1)]
    assert days == [first + timedelta(days=n) for n in range(length + 1)]
    for period in periods:
        assert days_of_label(period.label, fiscal) == (period.whole_start, period.whole_end)


@pytest.mark.parametrize("every", ["week", "month", "quarter", "period"])
def test_the_ends_of_the_calendar_have_periods_too(every: str) -> None:
    assert split(every, date(9999, 12, 1), date.max)[-1].end == date.max
    assert split(every, date.min, date(1, 1, 9), fiscal_year_start=1)[0].start == date.min


def test_periods_of_many_years_are_split_too_and_nobody_shares_a_list() -> None:
    assert len(split("month", date(2001, 1, 1), date(2020, 12, 31))) == 240
    again = split("month", date(2026, 1, 1), date(2026, 12, 31))
    again.clear()
    assert len(split("month", date(2026, 1, 1), date(2026, 12, 31))) == 12


@pytest.mark.parametrize(
    ("label", "fiscal", "first", "last"),
    [
        ("2026-W53", 1, date(2026, 12, 28), date(2027, 1, 3)),
        ("2028-02", 1, date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q4", 10, date(2026, 10, 1), date(2026, 12, 31)),
        ("FY27 Q1", 10, date(2026, 10, 1), date(2026, 12, 31)),
        ("FY27 Q2", 10, date(2027, 1, 1), date(2027, 3, 31)),
        ("FY27 Q1", 1, date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_a_label_names_its_days(label: str, fiscal: int, first: date, last: date) -> None:
    assert days_of_label(label, fiscal) == (first, last)


@pytest.mark.parametrize(
    "label",
    ["", "2026", "2026-13", "2026-00", "2025-W53", "2026-W00", "2026-Q5", "FY27", "FY27Q1",
     "0000-01", "9999-W52", "2026-10 ", "Autumn"],
)  # fmt: skip
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(Problem, match="unreadable-period"):
        days_of_label(label)


@pytest.mark.parametrize(
    ("label", "months", "weeks", "later"),
    [
        ("2026-10", 3, 13, "2027-01"),
        ("2026-01", -1, 0, "2025-12"),
        ("2026-Q4", 3, 13, "2027-Q1"),
        ("2026-Q4", 1, 4, "2026-Q4"),
        ("2026-Q1", -12, -52, "2025-Q1"),
        ("FY27 Q4", 3, 13, "FY28 Q1"),
        ("FY99 Q4", 3, 13, "FY00 Q1"),
        ("2026-W40", 3, 13, "2026-W53"),
        ("2026-W53", 0, 1, "2027-W01"),
        ("Autumn", 3, 13, "Autumn"),
    ],
)
def test_a_label_moves_by_the_months_or_weeks_of_its_own_length(
    label: str, months: int, weeks: int, later: str
) -> None:
    assert later_label(label, months=months, weeks=weeks) == later
    if label != later:
        assert later_label(later, months=-months, weeks=-weeks) == label


@pytest.mark.parametrize("label", ["9999-12", "9999-Q4", "9999-W52"])
def test_no_label_moves_beyond_the_calendar(label: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        later_label(label, months=12, weeks=52)


def test_before_whole_months_are_whole_months_and_before_other_days_as_many_days() -> None:
    october = date(2026, 10, 1)
    whole = days_before(october, date(2026, 10, 31))
    assert whole == (date(2026, 9, 1), date(2026, 9, 30))
    assert days_before(date(2026, 1, 1), date(2026, 3, 31)) == (
        date(2025, 10, 1),
        date(2025, 12, 31),
    )
    assert days_before(october, date(2026, 10, 30)) == (date(2026, 9, 1), date(2026, 9, 30))
    assert days_before(october, date(2026, 10, 29)) == (date(2026, 9, 2), date(2026, 9, 30))


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(0, 400))
def test_the_days_after_the_days_before_are_these_days(start: date, more: int) -> None:
    days = start, start + timedelta(days=more)
    before, after = days_before(*days), days_after(*days)
    assert before is not None
    assert after is not None
    assert after[0] == days[1] + timedelta(days=1)
    # Days that happen to be a whole month are followed by a whole month, of another length.
    if _whole_months(*before) == _whole_months(*days):
        assert days_after(*before) == days


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and (end + timedelta(days=1)).day == 1


def test_whole_months_are_followed_by_whole_months() -> None:
    assert days_after(date(2026, 10, 1), date(2026, 12, 31)) == (
        date(2027, 1, 1),
        date(2027, 3, 31),
    )
    assert days_after(date(2026, 10, 5), date(2026, 10, 11)) == (
        date(2026, 10, 12),
        date(2026, 10, 18),
    )
    assert days_after(date(9999, 12, 1), date.max) is None
