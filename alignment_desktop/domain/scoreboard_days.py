"""The days before those that a scoreboard shows, for what is said to have changed since."""

from __future__ import annotations

from datetime import date, timedelta

from alignment_desktop.domain.periods import split, whole_months

_DAY = timedelta(days=1)


def days_before(start: date, end: date) -> tuple[date, date] | None:
    """The days of the same length just before: whole months before whole months, else days.

    Args:
        start: First day.
        end: Last day, included.

    Returns:
        First and last day; None where a calendar does not reach back so far.
    """
    try:
        if start.day == 1 and (end + _DAY).day == 1:
            count = (end.year - start.year) * 12 + end.month - start.month + 1
            first = start.year * 12 + start.month - 1 - count
            return whole_months(first // 12, first % 12 + 1, count)
        return start - (end - start) - _DAY, start - _DAY
    except (ValueError, OverflowError):
        return None


def name_of_days(start: date, end: date, fiscal_year_start: int = 1) -> str:
    """The label of the quarter, month or week that these days are; empty where they are none."""
    for every in ("quarter", "month", "week"):
        periods = split(every, start, end, fiscal_year_start=fiscal_year_start)
        if [(each.whole_start, each.whole_end) for each in periods] == [(start, end)]:
            return periods[0].label
    return ""
