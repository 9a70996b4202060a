"""Which meeting comes next, in the zone of the agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.next_meeting import ComingMeeting, next_meeting

WEEKLY = {"key": "weekly", "every": "week", "weekday": "tue", "time": "09:30", "minutes": 45}
MONTHLY = {"key": "monthly", "every": "month", "weekday": "tue"}


def coming(now: datetime, *meetings: dict[str, Any]) -> ComingMeeting | None:
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    office = {
        "key": "office",
        "timezone": "Europe/Berlin",
        "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    }
    tables = [("agreement", {"period": period, "calendar": "office"}), ("calendar", office)]
    clauses = {}
    for kind, table in (*tables, *(("meeting", each) for each in meetings)):
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return next_meeting(Agreement("Q4", clauses), now)


def test_a_meeting_is_next_until_it_is_over() -> None:
    during = coming(datetime(2026, 11, 3, 9, 14, tzinfo=UTC), WEEKLY)
    assert during is not None
    assert (during.day, during.start) == (date(2026, 11, 3), time(9, 30))
    after = coming(datetime(2026, 11, 3, 9, 15, tzinfo=UTC), WEEKLY)
    assert after is not None
    assert after.day == date(2026, 11, 10)


def test_the_earliest_of_all_meetings_is_next_and_one_without_a_time_lasts_all_day() -> None:
    found = coming(datetime(2026, 12, 1, 16, 0, tzinfo=UTC), WEEKLY, MONTHLY)
    assert found is not None
    assert (found.meeting.key, found.day, found.start) == ("monthly", date(2026, 12, 1), None)


def test_after_the_last_meeting_there_is_none() -> None:
    assert coming(datetime(2027, 1, 1, tzinfo=UTC), WEEKLY) is None
    assert coming(datetime(2026, 11, 1, tzinfo=UTC)) is None
