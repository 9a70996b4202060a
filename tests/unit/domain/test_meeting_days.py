"""The days on which meetings fall."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Meeting, read_clause
from alignment_desktop.domain.meeting_days import dropped_days, meeting_days

OFFICE: dict[str, Any] = {
    "key": "office",
    "timezone": "Europe/Berlin",
    "closed": [date(2026, 10, 20), date(2026, 12, 1)],
    "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
}


def days(
    every: str, weekday: str, *, calendar: dict[str, Any] | None = OFFICE, **header: Any
) -> list[date]:
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    tables = [("agreement", {"period": period, **header})]
    if calendar is not None:
        tables[0][1]["calendar"] = "office"
        tables.append(("calendar", calendar))
    clauses = {}
    for kind, table in tables:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    meeting = Meeting(key="m", every=every, weekday=weekday)
    return meeting_days(meeting, Agreement("Q4", clauses))


def test_a_weekly_meeting_falls_on_every_such_day_on_which_the_calendar_is_open() -> None:
    found = days("week", "tue")
    assert found[:3] == [date(2026, 10, 6), date(2026, 10, 13), date(2026, 10, 27)]
    assert (len(found), found[-1]) == (11, date(2026, 12, 29))
    assert len(days("week", "tue", calendar=None)) == 13
    # The first and the last day of the period are Thursdays.
    thursdays = days("week", "thu")
    assert (thursdays[0], thursdays[-1]) == (date(2026, 10, 1), date(2026, 12, 31))


def test_every_two_weeks_stays_in_step_where_a_day_is_closed() -> None:
    assert days("two weeks", "tue")[:3] == [
        date(2026, 10, 6), date(2026, 11, 3), date(2026, 11, 17),
    ]  # fmt: skip


def test_a_monthly_meeting_falls_on_the_first_open_one_of_each_month() -> None:
    assert days("month", "tue") == [date(2026, 10, 6), date(2026, 11, 3), date(2026, 12, 8)]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 12, 31), [date(2027, 1, 6)]),
        (date(2027, 6, 30), [date(2027, 1, 6), date(2027, 4, 7), date(2027, 7, 7)]),
        (date(9999, 12, 30), None),
    ],
)
def test_a_quarterly_meeting_reviews_each_quarter_after_it(
    last: date, expected: list[date] | None
) -> None:
    start = date(2026, 10, 1) if expected else date(9999, 10, 1)
    found = days("quarter", "wed", period={"start": start, "end": last})
    assert found == (expected or [])


def test_a_review_is_looked_for_on_the_62_days_after_its_quarter() -> None:
    wednesdays = [date(2027, 1, 6) + timedelta(weeks=ahead) for ahead in range(9)]
    assert days("quarter", "wed", calendar=OFFICE | {"closed": wednesdays[:8]}) == wednesdays[8:]
    assert days("quarter", "wed", calendar=OFFICE | {"closed": wednesdays}) == []


@pytest.mark.parametrize("every", ["week", "two weeks", "month", "quarter"])
def test_a_meeting_without_a_weekday_or_on_one_that_never_opens_falls_on_no_day(every: str) -> None:
    assert days(every, "") == []
    assert days(every, "sun") == []


def test_a_day_that_a_calendar_clips_or_opens_counts_as_what_it_is() -> None:
    clipped = OFFICE | {"closed_cuts": "clip", "open": {"2026-12-01": ["10:00-12:00"]}}
    found = days("week", "tue", calendar=clipped)
    assert date(2026, 10, 20) not in found
    assert date(2026, 12, 1) in found


def test_days_that_fall_out_are_those_of_weekly_meetings_alone() -> None:
    def dropped(every: str) -> list[date]:
        clauses = {}
        period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
        for kind, table in (
            ("agreement", {"period": period, "calendar": "office"}),
            ("calendar", OFFICE),
        ):
            clause = read_clause(kind, table)
            clauses[kind, clause.key] = clause
        return dropped_days(Meeting(key="m", every=every, weekday="tue"), Agreement("Q4", clauses))

    assert dropped("week") == [date(2026, 10, 20), date(2026, 12, 1)]
    assert dropped("two weeks") == [date(2026, 10, 20), date(2026, 12, 1)]
    assert dropped("month") == []
