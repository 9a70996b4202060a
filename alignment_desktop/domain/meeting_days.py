"""The days on which the meetings of an agreement fall."""

from __future__ import annotations

from datetime import date, timedelta

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar
from alignment_desktop.domain.clauses import Meeting
from alignment_desktop.domain.periods import split

_DAYS_AHEAD = 62
"""So many days after a quarter its review is looked for."""
_DAY = timedelta(days=1)
_WEEKS = {"week": 1, "two weeks": 2}
"""Weeks between two meetings of those that a closed day takes out, rather than moves."""


def meeting_days(meeting: Meeting, agreement: Agreement) -> list[date]:
    """The days of a meeting in the agreement's period, in order; none without a weekday.

    A day on which the agreement's calendar is closed is left out. A weekly meeting falls on each
    such weekday, a meeting every two weeks on every second, from the first of the period. A monthly
    one falls on the first open one of each month, within the period. A quarterly meeting reviews
    a quarter, and falls on the first open one after it: the last one lies after the period.
    """
    if not meeting.weekday:
        return []
    days, calendar = agreement.header.period, agreement.calendar
    if meeting.every in _WEEKS:
        return [day for day in _in_step(meeting, agreement) if is_open(day, calendar)]
    weekdays = [day for day in _days(days.start, days.end) if _is_on(day, meeting)]
    if meeting.every == "month":
        firsts: dict[tuple[int, int], date] = {}
        for day in weekdays:
            if is_open(day, calendar):
                firsts.setdefault((day.year, day.month), day)
        return list(firsts.values())
    fiscal = agreement.header.fiscal_year_start
    quarters = split("quarter", days.start, days.end, fiscal_year_start=fiscal)
    found = [first_day_after(quarter.end, meeting, calendar) for quarter in quarters]
    return [day for day in found if day is not None]


def dropped_days(meeting: Meeting, agreement: Agreement) -> list[date]:
    """The days of the period on which a meeting would fall and does not: nobody works on them.

    Only those of weekly meetings and of meetings every two weeks; others move to the next open day.
    """
    if meeting.every not in _WEEKS:
        return []
    calendar = agreement.calendar
    return [day for day in _in_step(meeting, agreement) if not is_open(day, calendar)]


def first_day_after(day: date, meeting: Meeting, calendar: Calendar | None) -> date | None:
    """The first open day of a meeting's weekday after a day; None where none comes soon."""
    if day > date.max - timedelta(days=_DAYS_AHEAD):
        return None
    ahead = _days(day + _DAY, day + timedelta(days=_DAYS_AHEAD))
    return next((each for each in ahead if _is_on(each, meeting) and is_open(each, calendar)), None)


def is_open(day: date, calendar: Calendar | None) -> bool:
    """Whether anybody works on a day; on every day where no calendar says otherwise."""
    return calendar is None or (bool(calendar.shifts_on(day)) and not calendar.is_closed(day))


def _in_step(meeting: Meeting, agreement: Agreement) -> list[date]:
    """The days of a weekly meeting, or one every two weeks, whether they are open or not."""
    days = agreement.header.period
    weekdays = [day for day in _days(days.start, days.end) if _is_on(day, meeting)]
    return weekdays[:: _WEEKS[meeting.every]]


def _is_on(day: date, meeting: Meeting) -> bool:
    return WEEKDAYS[day.weekday()] == meeting.weekday


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
