"""The calendar clause reads what people write, says what is wrong, and writes itself back."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.calendar import (
    WEEKDAYS,
    Calendar,
    ClosedCuts,
    HolidayRegion,
    Shift,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from tests.agreements import LETTERS

OFFICE = """
key = "office"
name = "Berlin office"
timezone = "Europe/Berlin"
holidays = { country = "DE", subdivision = "BE" }
closed = [2026-12-24]
closed_cuts = "clip"
open = { 2026-12-05 = ["10:00-14:00"] }
breaks = { 2026-12-31 = ["12:00-17:00"] }

[hours]
mon = ["09:00-12:00", "13:00-17:00"]
tue = ["22:00-06:00"]
wed = ["00:00-24:00"]
fri = ["17:00-17:00"]
"""


def problem_of(**fields: object) -> Problem:
    with pytest.raises(Problem) as caught:
        Calendar.from_mapping({"timezone": "Europe/Berlin", **fields})
    return caught.value


def test_the_table_of_the_example_is_read_whole_and_written_back_as_it_was() -> None:
    table = tomllib.loads(OFFICE)
    calendar = Calendar.from_mapping(table)
    assert calendar.holidays == HolidayRegion("DE", "BE")
    assert calendar.closed_cuts is ClosedCuts.CLIP
    assert calendar.hours[0] == (Shift(9 * 60, 12 * 60), Shift(13 * 60, 17 * 60))
    assert calendar.hours[4] == (Shift(17 * 60, 41 * 60),)
    assert calendar.to_mapping() == table
    assert list(calendar.to_mapping()) == list(table)


def test_only_the_time_zone_must_be_given_and_defaults_are_not_written() -> None:
    calendar = Calendar.from_mapping({"timezone": "UTC", "closed_cuts": "start", "hours": {}})
    assert calendar == Calendar("UTC")
    assert calendar.to_mapping() == {"timezone": "UTC"}
    assert Calendar.from_mapping({"timezone": "UTC", "holidays": None}) == calendar
    region = {"timezone": "UTC", "holidays": {"country": "DE"}}
    assert Calendar.from_mapping(region).to_mapping() == region


def test_the_order_in_which_things_are_written_does_not_matter() -> None:
    one = Calendar.from_mapping(
        {
            "timezone": "UTC",
            "hours": {"mon": ["13:00-17:00", "9:00 – 12:00"]},
            "closed": ["2026-12-24", dt.date(2026, 1, 2), "2026-12-24"],
            "open": {dt.date(2026, 5, 2): ("10:00-11:00",), "2026-05-01": []},
        }
    )
    other = Calendar.from_mapping(
        {
            "timezone": "UTC",
            "hours": {"mon": ["09:00-12:00", "13:00-17:00", "13:00-17:00"]},
            "closed": [dt.date(2026, 1, 2), dt.date(2026, 12, 24)],
            "open": {"2026-05-01": [], "2026-05-02": ["10:00-11:00"]},
        }
    )
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("text", "start", "end", "written"),
    [
        ("09:00-17:00", 540, 1020, "09:00-17:00"),
        ("22:00-06:00", 1320, 1800, "22:00-06:00"),
        ("17:00-17:00", 1020, 2460, "17:00-17:00"),
        ("00:00-24:00", 0, 1440, "00:00-24:00"),
        ("00:00-00:00", 0, 1440, "00:00-24:00"),
        ("20:00-00:00", 1200, 1440, "20:00-24:00"),
    ],
)
def test_an_interval_ends_on_the_next_day_unless_its_end_is_later(
    text: str, start: int, end: int, written: str
) -> None:
    assert Shift.parse(text) == Shift(start, end)
    assert str(Shift.parse(text)) == written


@pytest.mark.parametrize(
    ("fields", "code", "field", "value"),
    [
        ({"timezone": "Europe/Nowhere"}, "unknown-timezone", "timezone", "Europe/Nowhere"),
        ({"timezone": "Europe"}, "unknown-timezone", "timezone", "Europe"),
        ({"timezone": ""}, "unknown-timezone", "timezone", ""),
        ({"timezone": "../UTC"}, "unknown-timezone", "timezone", "../UTC"),
        ({"timezone": 1}, "unknown-timezone", "timezone", 1),
        ({"key": 7}, "not-text", "key", 7),
        ({"name": None}, "not-text", "name", None),
        ({"hour": 1}, "unknown-field", "hour", 1),
        ({"holidays": {"region": "BE"}}, "unknown-field", "holidays.region", "BE"),
        ({"hours": []}, "not-a-table", "hours", []),
        ({"open": ["2026-01-01"]}, "not-a-table", "open", ["2026-01-01"]),
        ({"holidays": "DE"}, "not-a-table", "holidays", "DE"),
        ({"hours": {"monday": []}}, "unknown-weekday", "hours.monday", "monday"),
        ({"hours": {"mon": "09:00-12:00"}}, "unreadable-interval", "hours.mon", "09:00-12:00"),
        ({"hours": {"tue": [9]}}, "unreadable-interval", "hours.tue", 9),
        ({"hours": {"tue": 9}}, "unreadable-interval", "hours.tue", 9),
        ({"hours": {"tue": ["9-17"]}}, "unreadable-interval", "hours.tue", "9-17"),
        ({"hours": {"tue": ["24:00-06:00"]}}, "unreadable-interval", "hours.tue", "24:00-06:00"),
        ({"hours": {"tue": ["09:00-24:01"]}}, "unreadable-interval", "hours.tue", "09:00-24:01"),
        ({"hours": {"tue": ["09:60-12:00"]}}, "unreadable-interval", "hours.tue", "09:60-12:00"),
        (
            {"open": {"2026-12-05": ["x"]}},
            "unreadable-interval",
            "open.2026-12-05",
            "x",
        ),
        ({"open": {"5 Dec": []}}, "not-a-date", "open.5 Dec", "5 Dec"),
        ({"breaks": {"2026-02-30": []}}, "not-a-date", "breaks.2026-02-30", "2026-02-30"),
        ({"closed": ["2026-02-30"]}, "not-a-date", "closed", "2026-02-30"),
        ({"closed": ["20261224"]}, "not-a-date", "closed", "20261224"),
        ({"closed": [20261224]}, "not-a-date", "closed", 20261224),
        ({"closed": "2026-12-24"}, "not-a-date", "closed", "2026-12-24"),
        (
            {"closed": [dt.datetime(2026, 12, 24, tzinfo=dt.UTC)]},
            "not-a-date",
            "closed",
            dt.datetime(2026, 12, 24, tzinfo=dt.UTC),
        ),
        ({"closed_cuts": "shift"}, "unknown-word", "closed_cuts", "shift"),
        ({"closed_cuts": 1}, "unknown-word", "closed_cuts", 1),
        ({"holidays": {"country": "XX"}}, "unknown-country", "holidays.country", "XX"),
        ({"holidays": {}}, "unknown-country", "holidays.country", ""),
        ({"name": "Half \ud83d"}, "unreadable-text", "name", "Half \ufffd"),
        ({"holidays": {"country": ["DE"]}}, "unknown-country", "holidays.country", ["DE"]),
        *(
            (
                {"holidays": {"country": "DE", "subdivision": part}},
                "unknown-subdivision",
                "holidays.subdivision",
                part,
            )
            for part in ("ZZ", "", 5)
        ),
    ],
)
def test_a_mistake_names_its_field_and_what_stands_there(
    fields: dict[str, object], code: str, field: str, value: object
) -> None:
    problem = problem_of(**fields)
    assert (problem.code, problem.facts["field"], problem.facts["value"]) == (code, field, value)


def test_a_calendar_without_a_zone_or_that_is_no_table_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        Calendar.from_mapping({"hours": {}})
    assert (caught.value.code, caught.value.facts["field"]) == ("missing-field", "timezone")
    with pytest.raises(Problem) as caught:
        Calendar.from_mapping("office")  # type: ignore[arg-type]
    assert caught.value.code == "not-a-table"


def test_each_code_of_the_calendar_has_a_sentence_that_its_facts_fill() -> None:
    for problem in (
        problem_of(timezone="x"),
        problem_of(hours={"x": []}),
        problem_of(hours={"mon": ["x"]}),
        problem_of(closed=["x"]),
        problem_of(holidays={"country": "x"}),
        problem_of(holidays={"country": "DE", "subdivision": "x"}),
    ):
        said = sentence(problem)
        assert "x" in said
        assert "?" not in said


def test_public_holidays_are_those_of_the_part_observed_days_included() -> None:
    germany = HolidayRegion("DE")
    assert dt.date(2026, 3, 8) in HolidayRegion("DE", "BE").dates(2026)
    assert dt.date(2026, 3, 8) not in germany.dates(2026)
    # 4 July 2026 is a Saturday; the Friday before is the observed holiday.
    assert {dt.date(2026, 7, 3), dt.date(2026, 7, 4)} <= HolidayRegion("US").dates(2026)
    # New Year's Day of 2022 was observed on the last day of 2021.
    assert dt.date(2021, 12, 31) in HolidayRegion("US").dates(2021)
    assert germany.dates(9000) == frozenset()


def test_shifts_of_a_date_follow_holidays_closed_and_open() -> None:
    calendar = Calendar.from_mapping(
        {
            "timezone": "Europe/Berlin",
            "holidays": {"country": "DE"},
            "closed": ["2026-12-24", "2026-12-22"],
            "open": {"2026-12-25": ["10:00-12:00"], "2026-12-22": []},
            "hours": {key: ["09:00-17:00"] for key in WEEKDAYS},
        }
    )
    office, morning = (Shift(540, 1020),), (Shift(600, 720),)
    assert calendar.shifts_on(dt.date(2026, 12, 23)) == office
    assert calendar.shifts_on(dt.date(2026, 12, 24)) == ()
    assert calendar.shifts_on(dt.date(2026, 12, 25)) == morning
    assert calendar.shifts_on(dt.date(2026, 12, 26)) == ()
    assert calendar.shifts_on(dt.date(2026, 12, 22)) == ()
    assert calendar.is_closed(dt.date(2026, 12, 26))
    assert not calendar.is_closed(dt.date(2026, 12, 25))
    assert calendar.closed_dates(dt.date(2026, 12, 20), dt.date(2027, 1, 1)) == {
        dt.date(2026, 12, 24),
        dt.date(2026, 12, 26),
        dt.date(2027, 1, 1),
    }


def test_with_clip_a_closed_date_keeps_its_shifts_for_the_hours_past_midnight() -> None:
    calendar = Calendar.from_mapping(
        {
            "timezone": "UTC",
            "closed": ["2026-12-24"],
            "closed_cuts": "clip",
            "hours": {"thu": ["22:00-06:00"]},
        }
    )
    assert calendar.shifts_on(dt.date(2026, 12, 24)) == (Shift(1320, 1800),)


SHIFTS = st.lists(
    st.builds(
        "{:02}:{:02}-{:02}:{:02}".format,
        st.integers(0, 23),
        st.integers(0, 59),
        st.integers(0, 23),
        st.integers(0, 59),
    ),
    max_size=3,
)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
TABLES = st.fixed_dictionaries(
    {"timezone": st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"])},
    optional={
        "key": st.sampled_from(["", "office"]),
        "name": st.text(LETTERS, max_size=5),
        "holidays": st.sampled_from([{"country": "DE"}, {"country": "DE", "subdivision": "BY"}]),
        "closed": st.lists(DAYS | DAYS.map(dt.date.isoformat), max_size=4),
        "closed_cuts": st.sampled_from(["start", "clip"]),
        "open": st.dictionaries(DAYS | DAYS.map(dt.date.isoformat), SHIFTS, max_size=3),
        "breaks": st.dictionaries(DAYS, SHIFTS, max_size=3),
        "hours": st.dictionaries(st.sampled_from(WEEKDAYS), SHIFTS),
    },
)


@given(TABLES)
def test_a_calendar_that_is_written_and_read_again_is_the_same(table: dict[str, object]) -> None:
    calendar = Calendar.from_mapping(table)
    written = calendar.to_mapping()
    assert Calendar.from_mapping(written) == calendar
    assert Calendar.from_mapping(written).to_mapping() == written


def test_the_library_of_holidays_is_loaded_only_when_holidays_are_asked_for() -> None:
    program = (
        "import sys\n"
        "from alignment_desktop.measurement.business_time import BusinessCalendar\n"
        "calendar = BusinessCalendar.from_mapping("
        "{'timezone': 'UTC', 'hours': {'mon': ['09:00-17:00']}})\n"
        "calendar.due([], '1 business day')\n"
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_stored_calendar_is_read_without_asking_for_the_holidays_of_its_country() -> None:
    calendar = Calendar.from_mapping(
        {"timezone": "Europe/Berlin", "holidays": {"country": "DE", "subdivision": "BE"}}
    )
    assert Calendar.from_stored(calendar.to_mapping()) == calendar
    plain = Calendar.from_mapping({"timezone": "UTC", "holidays": {"country": "DE"}})
    assert Calendar.from_stored(plain.to_mapping()) == plain
    assert Calendar.from_stored({"timezone": "UTC"}).holidays is None


def test_a_stored_calendar_of_no_country_is_told_once_its_holidays_are_asked_for() -> None:
    stored = {"timezone": "UTC", "holidays": {"country": "XX", "subdivision": "Y"}}
    holidays = Calendar.from_stored(stored).holidays
    assert holidays is not None
    with pytest.raises(Problem) as caught:
        holidays.dates(2026)
    assert (caught.value.code, caught.value.facts["value"]) == ("unknown-country", "XX-Y")
