"""The meeting that comes next: which, on which day, and at what time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Meeting
from alignment_desktop.domain.meeting_days import meeting_days
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class ComingMeeting:
    """One meeting on one of its days.

    Attributes:
        meeting: The clause.
        day: The day, in the agreement's time zone.
        start: When it begins there; None where the clause names no time.
    """

    meeting: Meeting
    day: date
    start: time | None


def next_meeting(agreement: Agreement, now: datetime) -> ComingMeeting | None:
    """The first meeting that is not over yet; None where no further one is planned.

    One without a time counts until its day is over.

    Args:
        agreement: The agreement.
        now: The present moment, aware.
    """
    zone = ZoneInfo(agreement.timezone)
    found: list[tuple[datetime, ComingMeeting]] = []
    for clause in agreement.of_kind("meeting").values():
        meeting = cast(Meeting, clause)
        start = time.fromisoformat(meeting.time) if meeting.time else None
        for day in meeting_days(meeting, agreement):
            if end_of(meeting, day, zone) > now:
                begins = datetime.combine(day, start or time(), zone)
                found.append((begins, ComingMeeting(meeting, day, start)))
                break
    return min(found, key=lambda each: each[0], default=(None, None))[1]


def end_of(meeting: Meeting, day: date, zone: ZoneInfo) -> datetime:
    """When a meeting is over on one of its days; without a time, when that day is.

    Args:
        meeting: The meeting.
        day: The day.
        zone: The agreement's time zone.
    """
    start = time.fromisoformat(meeting.time) if meeting.time else None
    begins = datetime.combine(day, start or time(), zone)
    return begins + (timedelta(minutes=meeting.minutes) if start else timedelta(days=1))
