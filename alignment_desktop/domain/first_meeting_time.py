"""When a new meeting takes place until somebody says otherwise: soon, and within business hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar, Shift
from alignment_desktop.domain.clauses import Meeting

_DAYS_AHEAD = 14
_LIKED, _STEP, _DAY = 10 * 60, 30, 24 * 60
"""In minutes from midnight: the time that is sought first, from one to the next, a whole day."""
_OFFICE = Shift(9 * 60, 17 * 60)
"""The hours of a working day where none are agreed."""


def first_meeting_time(agreement: Agreement, today: date, minutes: int) -> tuple[str, str] | None:
    """The weekday and the time of a new meeting: on the next business day, beside no other one.

    Public holidays are not looked up: the meeting comes back on its weekday.

    Args:
        agreement: Whose hours and meetings count.
        today: The present day in its zone.
        minutes: How long the meeting is.

    Returns:
        Both as a meeting states them; None where no hours have room for it.
    """
    for ahead in range(1, _DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        taken = list(_taken(agreement, WEEKDAYS[day.weekday()]))
        for start in sorted(_starts(agreement.calendar, day, minutes), key=_from_liked):
            if all(start + minutes <= begin or end <= start for begin, end in taken):
                return WEEKDAYS[day.weekday()], f"{time(start // 60, start % 60):%H:%M}"
    return None


def _from_liked(start: int) -> tuple[bool, int]:
    return start < _LIKED, start


def _starts(calendar: Calendar | None, day: date, minutes: int) -> Iterator[int]:
    """The half hours of a day at which a meeting that long fits into its hours."""
    for shift in _shifts(calendar, day):
        first = -(-shift.start // _STEP) * _STEP
        last = min(shift.end - minutes, _DAY - _STEP)
        yield from range(first, last + 1, _STEP)


def _shifts(calendar: Calendar | None, day: date) -> tuple[Shift, ...]:
    if calendar is None:
        return () if day.weekday() >= WEEKDAYS.index("sat") else (_OFFICE,)
    opened = dict(calendar.open).get(day)
    if opened is not None:
        return opened
    return () if day in calendar.closed else calendar.hours[day.weekday()]


def _taken(agreement: Agreement, weekday: str) -> Iterator[tuple[int, int]]:
    """When other meetings of a weekday begin and end, in minutes from midnight."""
    for clause in agreement.of_kind("meeting").values():
        meeting = cast(Meeting, clause)
        if meeting.weekday == weekday and meeting.time:
            begins = time.fromisoformat(meeting.time)
            start = begins.hour * 60 + begins.minute
            yield start, start + meeting.minutes
