"""Days on which a calendar is not what its week says."""

from __future__ import annotations

from datetime import date

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.different_days import DayKind, different_days, in_runs

OFFICE = Calendar.from_mapping(
    {
        "timezone": "Europe/Berlin",
        "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
        "closed": ["2026-12-24", "2026-12-28", "2026-12-25"],
        "open": {
            "2026-12-05": ["10:00-14:00"],
            "2026-12-28": ["10:00-12:00"],
            "2026-12-29": [],
            "2026-12-26": ["09:00-12:00"],
        },
        "breaks": {"2026-12-03": ["14:00-17:00"], "2027-01-02": ["09:00-10:00"]},
    }
)
HOLIDAYS = {date(2026, 12, 25): "Christmas", date(2026, 12, 26): "Second Day", date(2027, 1, 1): ""}


def test_each_day_says_how_it_differs_and_why() -> None:
    found = different_days(OFFICE, date(2026, 12, 1), date(2026, 12, 31), HOLIDAYS)
    assert [(each.day.day, str(each.kind), each.name, each.closed_too) for each in found] == [
        (3, "shorter", "", False),
        (5, "open", "", False),
        (24, "closed", "", False),
        (25, "holiday", "Christmas", False),
        (26, "open", "Second Day", False),
        (28, "shorter", "", True),
        (29, "closed", "", False),
    ]
    assert [str(cut) for cut in found[0].breaks] == ["14:00-17:00"]
    assert [str(cut) for cut in found[1].hours] == ["10:00-14:00"]


def test_a_holiday_alone_is_one() -> None:
    (only,) = different_days(OFFICE, date(2027, 1, 1), date(2027, 1, 1), HOLIDAYS)
    assert only.kind is DayKind.HOLIDAY


def test_closed_days_that_follow_each_other_are_one_run() -> None:
    closed = OFFICE.to_mapping() | {
        "closed": ["2026-11-09", "2026-11-10", "2026-11-11"],
        "open": {"2026-11-14": ["10:00-14:00"], "2026-11-15": ["10:00-14:00"]},
    }
    calendar = Calendar.from_mapping(closed | {"breaks": {}})
    holidays = {date(2026, 11, 12): "Some holiday"}
    found = in_runs(different_days(calendar, date(2026, 11, 1), date(2026, 11, 30), holidays))
    assert [[each.day.day for each in run] for run in found] == [[9, 10, 11], [12], [14], [15]]
