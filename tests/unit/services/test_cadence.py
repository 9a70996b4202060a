"""The next dates of meetings, the open days of a period, and when a lead is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.limits import Limit
from alignment_desktop.phrasing.cadence import (
    away_text,
    different_day_text,
    repeats_text,
    shifts_text,
    then_text,
)
from alignment_desktop.services.cadence import Clash, cadence_of
from alignment_desktop.services.due_time import due_time
from alignment_desktop.words.language import language

ENGLISH = language("en")
OFFICE: dict[str, Any] = {
    "key": "office",
    "timezone": "Europe/Berlin",
    "holidays": {"country": "DE", "subdivision": "BE"},
    "closed": ["2026-12-24", "2026-12-31"],
    "open": {"2026-12-05": ["10:00-14:00"]},
    "breaks": {"2026-12-03": ["14:00-17:30"], "2026-12-07": ["09:00-10:00"]},
    "hours": {
        **{day: ["09:00-12:30", "13:30-17:30"] for day in ("mon", "tue", "wed", "thu")},
        "fri": ["09:00-15:00"],
    },
}
MEETINGS = (
    {"key": "leaders", "every": "two weeks", "weekday": "thu", "time": "16:00", "minutes": 30},
    {"key": "funnel", "every": "week", "weekday": "tue", "time": "09:30", "minutes": 45},
    {"key": "quarter", "every": "quarter", "weekday": "wed"},
    {"key": "some-day"},
)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def agreement(calendar: dict[str, Any] | None) -> Agreement:
    header: dict[str, Any] = {"period": {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}}
    tables: list[tuple[str, dict[str, Any]]] = [("meeting", dict(each)) for each in MEETINGS]
    if calendar is not None:
        tables.append(("calendar", calendar))
    clauses = {}
    for kind, table in [
        ("agreement", {**header, "calendar": "office" if calendar else ""}),
        *tables,
    ]:
        clause = read_clause(kind, {name: each for name, each in table.items() if each != ""})
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


def test_meetings_come_by_their_next_date_and_those_outside_hours_are_marked() -> None:
    found = cadence_of(agreement(OFFICE), NOW, "en")
    assert found.today == date(2026, 12, 1)
    assert [series.key for series in found.series] == ["funnel", "leaders", "quarter", "some-day"]
    funnel, leaders, quarter, some_day = found.series
    assert funnel.ahead[0].day == date(2026, 12, 1), "it is not over before 10:15"
    assert [each.day.day for each in leaders.ahead] == [10]
    assert quarter.ahead[0].day == date(2027, 1, 6)
    assert (some_day.dates, some_day.ahead) == ((), ())
    assert [(each.day.day, each.clash) for each in found.clashes] == [(24, Clash.CLOSED)]
    later = cadence_of(agreement(OFFICE), NOW.replace(hour=9, minute=15), "en")
    assert later.series[0].key == "funnel"
    assert later.series[0].ahead[0].day == date(2026, 12, 8)
    shorter = {**OFFICE, "hours": {**OFFICE["hours"], "thu": ["09:00-16:15"]}}
    outside = cadence_of(agreement(shorter), NOW, "en").clashes
    assert (outside[0].day, outside[0].clash) == (date(2026, 12, 10), Clash.OUTSIDE)


def test_every_day_of_the_period_says_how_long_it_is_open_and_why_it_differs() -> None:
    period = cadence_of(agreement(OFFICE), NOW, "en").calendars["office"]
    days = {each.day: each for each in period.days}
    assert len(days) == 92
    assert days[date(2026, 12, 3)].seconds == 4 * 3_600
    assert days[date(2026, 12, 5)].seconds == 4 * 3_600
    assert days[date(2026, 12, 25)].name == "Christmas Day"
    assert (days[date(2026, 12, 1)].share, days[date(2026, 12, 24)].share) == (1.0, 0.0)
    assert period.open_days == sum(day.seconds > 0 for day in period.days) == 64
    assert [different_day_text(each, ENGLISH) for each in period.different] == [
        "German Unity Day", "until 14:00", "10:00–14:00", "from 10:00", "all day",
        "Christmas Day", "Second Day of Christmas", "all day",
    ]  # fmt: skip


def test_hours_past_midnight_make_no_open_day_of_the_next_one() -> None:
    night = {**OFFICE, "hours": {"mon": ["22:00-06:00"]}, "open": {}, "breaks": {}}
    period = cadence_of(agreement(night), NOW, "en").calendars["office"]
    assert (period.open_days, period.seconds) == (13, 13 * 8 * 3_600)
    closed = {**night, "hours": {}}
    assert cadence_of(agreement(closed), NOW, "en").calendars["office"].open_days == 0


def test_without_calendar_or_with_unknown_holidays_the_rest_is_there() -> None:
    alone = cadence_of(agreement(None), NOW, "en")
    assert (alone.calendars, alone.clashes) == ({}, ())
    nowhere = Calendar.from_stored({**OFFICE, "holidays": {"country": "XX"}})
    clauses = {**agreement(OFFICE).clauses, ("calendar", "office"): nowhere}
    period = cadence_of(Agreement("Q4", clauses), NOW, "en").calendars["office"]
    assert period.problem is not None
    assert [each.day.day for each in period.different] == [3, 5, 7, 24, 31]


def test_when_a_lead_is_due_is_what_commitments_count() -> None:
    hours = Calendar.from_mapping(OFFICE)
    due = due_time(
        hours, datetime.combine(date(2026, 11, 6), time(14, 20)), Limit.parse("4 business hours")
    )
    assert due is not None
    assert f"{due:%a %d %b %H:%M}" == "Mon 09 Nov 12:20"
    never = Calendar.from_mapping({"timezone": "UTC", "open": {"2026-12-05": ["10:00-12:00"]}})
    assert due_time(never, NOW, Limit.parse("4 business hours")) is None


def test_dates_are_told_as_people_tell_them() -> None:
    today = date(2026, 12, 1)
    told = [away_text(date(2026, 12, day), today, ENGLISH) for day in (1, 2, 7, 29)]
    assert told == ["today", "tomorrow", "in 6 days", "in 4 weeks"]
    assert away_text(date(2026, 11, 30), today, ENGLISH) == "1 day ago"
    assert repeats_text("two weeks", ENGLISH) == "every two weeks"
    assert then_text([], [], ENGLISH) == "none after this one"
    night = Calendar.from_mapping({"timezone": "UTC", "hours": {"mon": ["22:00-06:00"]}}).hours[0]
    assert shifts_text(night, ENGLISH) == "22:00–06:00 the next day"
    assert shifts_text((), ENGLISH) == "–"
