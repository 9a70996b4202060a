"""Periods and their labels: `2026-W40`, `2026-10`, `2026-Q4`, `FY27 Q1`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

EVERY = ("week", "month", "quarter", "period")

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_FISCAL = re.compile(r"FY(\d{2}) Q([1-4])")

_MOST_DAYS_KEPT = 4_000
"""Periods of more days than that are not kept."""


@dataclass(frozen=True, slots=True)
class Period:
    """A labelled run of days, clipped to the days asked for.

    Attributes:
        label: The name of the whole period.
        start: First day shown.
        end: Last day shown.
        whole_start: First day before clipping.
        whole_end: Last day before clipping.
    """

    label: str
    start: date
    end: date
    whole_start: date
    whole_end: date


def split(
    every: str, first: date, last: date, *, fiscal_year_start: int = 1, label: str = ""
) -> list[Period]:
    """The periods of length `every` that the days `first` to `last` touch, clipped to them.

    Args:
        every: `week`, `month`, `quarter` or `period`.
        first: First day, included.
        last: Last day, included.
        fiscal_year_start: The month in which quarters are counted from.
        label: What the one period is called where `every` is `period`.
    """
    if every == "period":
        return [Period(label, first, last, first, last)] if first <= last else []
    if (last - first).days > _MOST_DAYS_KEPT:
        return list(_split(every, first, last, fiscal_year_start))
    return list(_split_once(every, first, last, fiscal_year_start))


def _split(every: str, first: date, last: date, fiscal_year_start: int) -> Iterator[Period]:
    for name, start, end in _walk(every, first, fiscal_year_start):
        if start > last:
            return
        yield Period(name, max(start, first), min(end, last), start, end)


@lru_cache(maxsize=64)
def _split_once(every: str, first: date, last: date, fiscal_year_start: int) -> tuple[Period, ...]:
    """The same, kept: a scoreboard asks a hundred times for the periods of a few runs of days."""
    return tuple(_split(every, first, last, fiscal_year_start))


def days_of_label(label: str, fiscal_year_start: int = 1) -> tuple[date, date]:
    """First and last day of the whole period that `label` names.

    Raises:
        Problem: `unreadable-period`, where it is no label of a week, month or quarter.
    """
    try:
        if match := _WEEK.fullmatch(label):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday, monday + timedelta(days=6)
        if match := _MONTH.fullmatch(label):
            return whole_months(int(match[1]), int(match[2]), 1)
        if match := _QUARTER.fullmatch(label):
            return whole_months(int(match[1]), int(match[2]) * 3 - 2, 3)
        if match := _FISCAL.fullmatch(label):
            return fiscal_quarter(2000 + int(match[1]), int(match[2]), fiscal_year_start)
    except (ValueError, OverflowError):
        pass  # shaped like a label, but there is no such period
    raise Problem("unreadable-period", value=label)


def later_label(label: str, *, months: int, weeks: int) -> str:
    """The label of the week, month or quarter that lies so much later than the one named.

    Args:
        label: Its label. One of another shape stays as it is.
        months: How many months later; quarters go by a third of it, rounded.
        weeks: How many weeks later.

    Raises:
        ValueError: There is no such period.
        OverflowError: Likewise.
    """
    if match := _WEEK.fullmatch(label):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) + timedelta(weeks=weeks)
        return _holding("week", monday, 1)[0]
    if match := _MONTH.fullmatch(label):
        year, month = divmod(int(match[1]) * 12 + int(match[2]) - 1 + months, 12)
        return f"{date(year, 1, 1).year:04}-{month + 1:02}"
    quarters = round(months / 3)
    if match := _QUARTER.fullmatch(label):
        year, quarter = divmod(int(match[1]) * 4 + int(match[2]) - 1 + quarters, 4)
        return f"{date(year, 1, 1).year:04}-Q{quarter + 1}"
    if match := _FISCAL.fullmatch(label):
        year, quarter = divmod(int(match[1]) * 4 + int(match[2]) - 1 + quarters, 4)
        return f"FY{year % 100:02} Q{quarter + 1}"
    return label


def fiscal_quarter(year_end: int, quarter: int, fiscal_year_start: int) -> tuple[date, date]:
    """First and last day of a quarter of the fiscal year that ends in `year_end`."""
    begins_in = year_end if fiscal_year_start == 1 else year_end - 1
    months = begins_in * 12 + fiscal_year_start - 1 + (quarter - 1) * 3
    return whole_months(months // 12, months % 12 + 1, 3)


def whole_months(year: int, month: int, count: int) -> tuple[date, date]:
    """First and last day of `count` whole months from `month` of `year` on.

    Raises:
        ValueError: There is no such month.
    """
    months = year * 12 + month - 2 + count
    last_year, last_month = months // 12, months % 12 + 1
    last_day = calendar.monthrange(last_year, last_month)[1]
    return date(year, month, 1), date(last_year, last_month, last_day)


def _walk(every: str, day: date, fiscal_year_start: int) -> Iterator[tuple[str, date, date]]:
    """The named periods from the one that holds `day` on, without end."""
    while True:
        name, start, end = _holding(every, day, fiscal_year_start)
        yield name, start, end
        if end == date.max:
            return
        day = end + timedelta(days=1)


def _holding(every: str, day: date, fiscal_year_start: int) -> tuple[str, date, date]:
    if every == "week":
        year, week, _ = day.isocalendar()
        monday = date.fromisocalendar(year, week, 1)
        return f"{year:04}-W{week:02}", monday, monday + min(timedelta(days=6), date.max - monday)
    if every == "month":
        return (f"{day.year:04}-{day.month:02}", *whole_months(day.year, day.month, 1))
    months_in = (day.month - fiscal_year_start) % 12
    quarter = months_in // 3 + 1
    if fiscal_year_start == 1:
        return (f"{day.year:04}-Q{quarter}", *whole_months(day.year, quarter * 3 - 2, 3))
    # A fiscal year is named by the calendar year in which it ends.
    ends_in = day.year + (1 if day.month >= fiscal_year_start else 0)
    return (
        f"FY{ends_in % 100:02} Q{quarter}",
        *fiscal_quarter(ends_in, quarter, fiscal_year_start),
    )


def days_before(start: date, end: date) -> tuple[date, date] | None:
    """The days of the same length just before: whole months before whole months, else days.

    Args:
        start: First day.
        end: Last day, included.

    Returns:
        First and last day; None where a calendar does not reach back so far.
    """
    try:
        if start.day == 1 and (end + timedelta(days=1)).day == 1:
            count = _months(start, end + timedelta(days=1))
            first = start.year * 12 + start.month - 1 - count
            return whole_months(first // 12, first % 12 + 1, count)
        return start - (end - start) - timedelta(days=1), start - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def days_after(start: date, end: date) -> tuple[date, date] | None:
    """The days of the same length just after, likewise."""
    try:
        first = end + timedelta(days=1)
        if start.day == 1 and first.day == 1:
            return whole_months(first.year, first.month, _months(start, first))
        return first, first + (end - start)
    except (ValueError, OverflowError):
        return None


def _months(start: date, first: date) -> int:
    """The months from one first of a month to another."""
    return (first.year - start.year) * 12 + first.month - start.month


def name_of_days(start: date, end: date, fiscal_year_start: int = 1) -> str:
    """The label of the quarter, month or week that these days are; empty where they are none."""
    for every in ("quarter", "month", "week"):
        periods = split(every, start, end, fiscal_year_start=fiscal_year_start)
        if [(each.whole_start, each.whole_end) for each in periods] == [(start, end)]:
            return periods[0].label
    return ""
