"""Business time: the contract's own examples, and a slow plain reading of it as the judge."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.limits import Limit, Unit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement import BusinessCalendar

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def berlin(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def calendar(hours: dict[str, list[str]] | None = None, **fields: object) -> BusinessCalendar:
    return BusinessCalendar.from_mapping(
        {"timezone": "Europe/Berlin", "hours": hours or {}, **fields}
    )


def every_day(*shifts: str) -> dict[str, list[str]]:
    return {name: list(shifts) for name in NAMES}


def weekdays(*shifts: str) -> dict[str, list[str]]:
    return {name: list(shifts) for name in NAMES[:5]}


OFFICE = calendar(weekdays("09:00-12:00", "13:00-17:00"))
NIGHTS = calendar(weekdays("22:00-06:00"))


@pytest.mark.parametrize(("sunday", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_sunday_of_24_hours_has_23_or_25_where_the_clock_changes(sunday: str, hours: int) -> None:
    sundays = calendar({"sun": ["00:00-24:00"]})
    start = berlin(sunday)
    assert sundays.between(start, start + dt.timedelta(days=2)) == hours * HOUR


def test_a_night_shift_counts_real_hours_when_the_clock_changes_within_it() -> None:
    nights = calendar({"sat": ["22:00-06:00"]})
    spring, autumn = berlin("2026-03-28"), berlin("2026-10-24")
    two_days = dt.timedelta(days=2)
    assert nights.between([spring, autumn], [spring + two_days, autumn + two_days]) == [
        7 * HOUR,
        9 * HOUR,
    ]


def test_bounds_in_a_gap_move_forward_and_ambiguous_ones_are_the_first() -> None:
    sundays = calendar({"sun": ["02:30-04:00"]})
    # In spring 02:30 is 03:30; in autumn it is the first 02:30, an hour more before 04:00.
    assert sundays.due(berlin("2026-03-29T00:00"), "0 business days") == berlin("2026-03-29T03:30")
    assert sundays.between(berlin("2026-10-25"), berlin("2026-10-26")) == 2.5 * HOUR


def test_a_shift_that_the_clock_change_turns_around_is_not_there() -> None:
    sundays = calendar({"sun": ["02:30-03:15"]})
    assert sundays.between(berlin("2026-03-29"), berlin("2026-03-30")) == 0
    assert sundays.between(berlin("2026-04-05"), berlin("2026-04-06")) == 0.75 * HOUR


def test_overlapping_shifts_count_once_and_later_to_earlier_is_negative() -> None:
    doubled = calendar(
        {"mon": ["09:00-13:00", "12:00-17:00", "22:00-06:00"], "tue": ["00:00-08:00"]}
    )
    monday, wednesday = berlin("2026-11-23"), berlin("2026-11-25")
    assert doubled.between(monday, wednesday) == (8 + 10) * HOUR
    assert doubled.between(wednesday, monday) == -(8 + 10) * HOUR


def test_hours_that_are_used_up_at_the_closing_bell_are_due_then() -> None:
    assert OFFICE.due(berlin("2026-11-20T13:00"), "4 business hours") == berlin("2026-11-20T17:00")
    assert OFFICE.due(berlin("2026-11-20T13:01"), "4 business hours") == berlin("2026-11-23T09:01")
    assert OFFICE.due(berlin("2026-11-20T09:00"), "3 business hours") == berlin("2026-11-20T12:00")


def test_a_limit_of_nothing_is_due_at_its_start_even_outside_hours() -> None:
    night = berlin("2026-11-20T23:00")
    assert OFFICE.due([night], "0 business hours") == [night]
    assert OFFICE.due([night], 0) == [night]
    assert OFFICE.due([night], "0 business days") == [berlin("2026-11-23T09:00")]


def test_business_days_keep_the_time_of_day() -> None:
    assert OFFICE.due(berlin("2026-11-20T11:20"), "2 business days") == berlin("2026-11-24T11:20")
    # Over a clock change the local time of day stays.
    assert OFFICE.due(berlin("2026-10-23T11:20"), "1 business day") == berlin("2026-10-26T11:20")


def test_a_start_outside_hours_counts_from_the_next_opening() -> None:
    assert OFFICE.due(berlin("2026-11-21T11:00"), "1 business day") == berlin("2026-11-24T09:00")
    assert OFFICE.due(berlin("2026-11-23T12:30"), "1 business day") == berlin("2026-11-24T13:00")


def test_two_in_mondays_night_shift_is_one_business_day_on_two_in_tuesdays() -> None:
    start = berlin("2026-11-24T02:00")
    assert NIGHTS.due(start, "1 business day") == berlin("2026-11-25T02:00")
    # Friday's shift reaches into Saturday; the next one is Monday's.
    assert NIGHTS.due(berlin("2026-11-28T02:00"), "1 business day") == berlin("2026-12-01T02:00")


def test_a_time_of_day_that_is_not_open_is_the_end_before_it_else_the_first_opening() -> None:
    mixed = calendar(
        {"mon": ["09:00-17:00"], "tue": ["10:00-12:00", "14:00-15:00"], "wed": ["22:00-06:00"]}
    )
    day = "1 business day"
    assert mixed.due(berlin("2026-11-23T16:00"), day) == berlin("2026-11-24T15:00")
    assert mixed.due(berlin("2026-11-23T13:00"), day) == berlin("2026-11-24T12:00")
    assert mixed.due(berlin("2026-11-23T09:30"), day) == berlin("2026-11-24T10:00")


def test_a_time_of_day_is_also_sought_on_the_other_side_of_midnight() -> None:
    mixed = calendar({"mon": ["00:00-05:00"], "tue": ["22:00-06:00"], "wed": ["01:00-09:00"]})
    day = "1 business day"
    assert mixed.due(berlin("2026-11-23T02:00"), day) == berlin("2026-11-25T02:00")
    # 02:30 on Wednesday lies in Tuesday's and in Wednesday's shift, and belongs to Wednesday's.
    assert mixed.due(berlin("2026-11-25T02:30"), day) == berlin("2026-11-30T02:30")
    # 00:30 in Tuesday's shift is past its midnight, and Wednesday's ends before its own.
    assert mixed.due(berlin("2026-11-25T00:30"), day) == berlin("2026-11-25T09:00")


def test_an_interval_that_ends_when_it_starts_lasts_until_that_time_next_day() -> None:
    long = calendar({"mon": ["17:00-17:00"]})
    assert long.between(berlin("2026-11-23"), berlin("2026-11-26")) == 24 * HOUR
    assert long.due(berlin("2026-11-23"), "24 business hours") == berlin("2026-11-24T17:00")
    assert long.due(berlin("2026-11-24T16:00"), "1 business day") == berlin("2026-12-01T16:00")


def test_closed_drops_the_shifts_that_start_on_a_date_or_clips_all_its_hours() -> None:
    closed = {"hours": weekdays("22:00-06:00"), "closed": ["2026-11-25"]}
    span = berlin("2026-11-24T12:00"), berlin("2026-11-26T12:00")
    start, clip = calendar(**closed), calendar(**closed, closed_cuts="clip")  # type: ignore[arg-type]
    assert start.between(*span) == 8 * HOUR
    assert clip.between(*span) == 2 * HOUR + 6 * HOUR
    # What is left of Wednesday's shift first starts on Thursday, and belongs to it.
    assert start.due(berlin("2026-11-24T23:00"), "1 business day") == berlin("2026-11-26T23:00")
    assert clip.due(berlin("2026-11-24T23:00"), "1 business day") == berlin("2026-11-26T23:00")
    assert clip.due(berlin("2026-11-24T23:00"), "2 business days") == berlin("2026-11-27T23:00")
    assert clip.due(berlin("2026-11-25T03:00"), "0 business days") == berlin("2026-11-26T00:00")


def test_open_replaces_the_shifts_of_its_date_and_undoes_a_clip() -> None:
    opened = calendar(
        weekdays("22:00-06:00"),
        closed=["2026-11-25", "2026-11-26"],
        closed_cuts="clip",
        open={"2026-11-25": ["10:00-12:00", "23:00-02:00"]},
    )
    # The spill of Tuesday's night comes back, and Thursday does not clip Wednesday's opening.
    assert opened.between(berlin("2026-11-25"), berlin("2026-11-26T12:00")) == (6 + 2 + 3) * HOUR


def test_public_holidays_are_closed_and_open_wins_over_them() -> None:
    fields: dict[str, Any] = {"holidays": {"country": "DE", "subdivision": "BE"}}
    friday = berlin("2026-12-25"), berlin("2026-12-26")
    assert calendar(weekdays("09:00-17:00"), **fields).between(*friday) == 0
    fields["open"] = {dt.date(2026, 12, 25): ["10:00-11:00"]}
    assert calendar(weekdays("09:00-17:00"), **fields).between(*friday) == HOUR


def test_breaks_come_last_and_cut_opened_hours_past_midnight_too() -> None:
    broken = calendar(
        open={"2026-12-31": ["20:00-04:00"]},
        breaks={"2026-12-31": ["23:00-01:00", "23:30-00:30"], "2027-01-01": ["03:00-24:00"]},
    )
    span = berlin("2026-12-31"), berlin("2027-01-02")
    assert broken.between(*span) == (3 + 2) * HOUR
    assert broken.due(span[0], "4 business hours") == berlin("2027-01-01T02:00")


def test_the_pieces_of_a_shift_stay_with_its_date() -> None:
    broken = calendar(
        weekdays("22:00-06:00"),
        breaks={"2026-11-24": ["23:00-01:00"], "2026-11-25": ["21:00-24:00"]},
    )
    # After its break Tuesday's shift is still Tuesday's; Wednesday's has become Thursday's, and
    # leaves no open Wednesday.
    assert broken.due(berlin("2026-11-25T02:00"), "1 business day") == berlin("2026-11-27T02:00")
    assert broken.due(berlin("2026-11-26T02:00"), "1 business day") == berlin("2026-11-28T02:00")


def test_plain_limits_are_elapsed_time_whatever_the_hours() -> None:
    start = berlin("2026-10-24T12:00")
    assert OFFICE.due(start, "1 day") == berlin("2026-10-25T11:00")
    assert OFFICE.due(start, "90 minutes") == berlin("2026-10-24T13:30")
    assert OFFICE.due(start, Limit.parse("1 week")) == berlin("2026-10-31T11:00")


def test_a_plain_number_is_business_seconds() -> None:
    start = berlin("2026-11-20T16:59:30")
    assert OFFICE.due(start, 90) == berlin("2026-11-23T09:01:00")
    assert OFFICE.due(start, 29.5) == berlin("2026-11-20T16:59:59.500000")
    assert OFFICE.due(start, float(np.float64(90))) == berlin("2026-11-23T09:01:00")


@pytest.mark.parametrize("limit", [-1, math.nan, math.inf, True, None, "soon", "2 business weeks"])
def test_what_is_no_limit_is_refused(limit: Any) -> None:
    with pytest.raises(Problem) as caught:
        OFFICE.due([berlin("2026-11-20")], limit)
    assert caught.value.code == "unreadable-limit"


@pytest.mark.parametrize("limit", ["1 business hour", "1 business day", "0 business days"])
def test_without_hours_nothing_is_ever_due(limit: str) -> None:
    empty = calendar()
    moments = [berlin("1990-01-01"), berlin("2040-01-01")]
    assert empty.due(moments, limit) == [None, None]
    assert empty.between(moments, moments[::-1]) == [0, 0]


def test_a_calendar_of_a_few_dates_runs_out() -> None:
    few = calendar(open={"2026-11-23": ["09:00-12:00"], "2026-11-30": ["09:00-12:00"]})
    moments = [berlin("1990-01-01"), berlin("2026-11-23T11:00"), berlin("2026-12-01")]
    nine, ten, eleven, twelve = (berlin(f"2026-11-30T{hour}:00") for hour in ("09", 10, 11, 12))
    assert few.due(moments, "4 business hours") == [ten, twelve, None]
    assert few.due(moments, "5 business hours") == [eleven, None, None]
    assert few.due(moments, "1 business day") == [nine, eleven, None]
    assert few.due(moments, "2 business days") == [None, None, None]


@pytest.mark.parametrize(
    "limit",
    [
        *(
            Limit(Decimal("9" * 400), unit, business)
            for unit in (Unit.HOUR, Unit.DAY)
            for business in (True, False)
        ),
        Limit(Decimal(2_000_000), Unit.DAY, business=True),
        Limit(Decimal(8000 * 52), Unit.WEEK),
        1e300,
    ],
)
def test_a_limit_that_ends_after_year_9998_is_never_reached(limit: float | Limit) -> None:
    assert OFFICE.due([berlin("6000-11-20")], limit) == [None]


def test_hours_at_the_end_of_the_last_year_are_found_and_not_passed() -> None:
    always = calendar(every_day("00:00-24:00"))
    last = dt.datetime(9998, 12, 31, 23, tzinfo=dt.UTC)
    assert always.due([last], 1800) == [last + dt.timedelta(minutes=30)]
    assert always.due([last], "1 business hour") == [None]
    assert always.due([last], "1 business day") == [None]


def test_a_limit_of_many_years_is_reached() -> None:
    always = calendar(every_day("00:00-24:00"))
    start = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert always.due(start, "200000 business hours") == start + dt.timedelta(hours=200_000)
    mondays = calendar({"mon": ["09:00-10:00"]}, holidays={"country": "DE"})
    due = mondays.due(berlin("2026-11-23T09:30"), "3000 business days")
    assert due is not None
    assert due.year == 2087


def test_an_opening_after_a_year_of_closed_days_is_found() -> None:
    mondays = [dt.date(2026, 11, 23) + dt.timedelta(weeks=n) for n in range(60)]
    closed = calendar({"mon": ["09:00-10:00"]}, closed=mondays)
    assert closed.due(berlin("2026-11-20"), "1 business hour") == berlin("2028-01-17T10:00")
    assert closed.due(berlin("2026-11-20"), "0 business days") == berlin("2028-01-17T09:00")


def test_moments_out_of_all_years_are_null() -> None:
    ancient = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
    assert OFFICE.between([ancient], [berlin("2026-11-20")]) == [None]
    far = np.array(["-30000-01-01", "300000-01-01", "2026-11-20", "NaT"], "datetime64[s]")
    assert np.isnan(OFFICE.between(far, far)).tolist() == [True, True, False, True]
    assert np.isnat(OFFICE.due(far, "1 day")).tolist() == [True, True, False, True]
    coarse = pl.Series([-(10**17), 10**17, 0, None]).cast(pl.Datetime("ms"))
    assert OFFICE.between(coarse, coarse).to_list() == [None, None, 0, None]


def test_years_far_apart_in_one_call_and_one_after_the_other_agree() -> None:
    moments = [berlin("1990-06-01T10:00"), berlin("2040-06-01T10:00")]
    together = OFFICE.due(moments, "9 business hours")
    assert together == [berlin("1990-06-04T12:00"), berlin("2040-06-04T12:00")]
    fresh = calendar(weekdays("09:00-12:00", "13:00-17:00"))
    assert [fresh.due(moment, "9 business hours") for moment in reversed(moments)] == together[::-1]


STARTS = [berlin("2026-11-20T16:00"), None, berlin("2026-10-25T01:30"), berlin("1969-12-31T10:00")]
ENDS = [
    berlin("2026-11-23T10:30:00.250000"),
    berlin("2026-11-20"),
    None,
    berlin("1970-01-02T09:00"),
]
Form = Callable[[list[dt.datetime | None]], Any]


def as_numpy(moments: list[dt.datetime | None]) -> Any:
    return np.array(
        [None if m is None else m.astimezone(dt.UTC).replace(tzinfo=None) for m in moments],
        "datetime64[us]",
    )


def as_polars(moments: list[dt.datetime | None]) -> pl.Series:
    return pl.Series("at", as_numpy(moments)).dt.replace_time_zone("UTC")


FORMS: dict[str, Form] = {
    "tuple": tuple,
    "numpy in microseconds": as_numpy,
    "numpy in nanoseconds": lambda moments: as_numpy(moments).astype("datetime64[ns]"),
    "numpy in milliseconds": lambda moments: as_numpy(moments).astype("datetime64[ms]"),
    "numpy objects": lambda moments: np.array(moments, dtype=object),
    "list of numpy moments": lambda moments: list(as_numpy(moments)),
    "polars in UTC": as_polars,
    "polars without a zone": lambda moments: as_polars(moments).dt.replace_time_zone(None),
    "polars elsewhere": lambda moments: as_polars(moments).dt.convert_time_zone("Asia/Kolkata"),
    "polars in nanoseconds": lambda moments: as_polars(moments).dt.cast_time_unit("ns"),
    "polars in milliseconds": lambda moments: as_polars(moments).dt.cast_time_unit("ms"),
}


def as_list(answer: Any) -> list[Any]:
    if isinstance(answer, np.ndarray) and answer.dtype.kind == "f":
        return [None if math.isnan(number) else number for number in answer.tolist()]
    items = (
        answer
        if isinstance(answer, list)
        else answer.to_list()
        if isinstance(answer, pl.Series)
        else answer.tolist()
    )
    return [i.replace(tzinfo=dt.UTC) if isinstance(i, dt.datetime) else i for i in items]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_moments_of_every_form_give_the_same_answers_and_null_stays_null(form: Form) -> None:
    seconds = OFFICE.between(form(STARTS), form(ENDS))
    assert as_list(seconds) == [HOUR + 1.5 * HOUR + 0.25, None, None, 13 * HOUR]
    for limit in ("2 business days", "8 business hours", "1 day", 60):
        assert as_list(OFFICE.due(form(STARTS), limit)) == OFFICE.due(STARTS, limit)


def test_answers_come_in_the_form_of_the_starts() -> None:
    series = OFFICE.between(as_polars(STARTS), ENDS)
    assert series.dtype == pl.Float64
    assert series.name == "at"
    due = OFFICE.due(as_polars(STARTS).dt.convert_time_zone("Asia/Kolkata"), "1 day")
    assert due.dtype == pl.Datetime("us", "UTC")
    square = as_numpy(STARTS).reshape(2, 2)
    assert OFFICE.between(square, as_numpy(ENDS)).shape == (2, 2)
    assert OFFICE.due(square, "1 day").dtype == np.dtype("datetime64[us]")
    moments = OFFICE.due(STARTS, "1 day")
    assert [m is None or m.tzinfo is dt.UTC for m in moments] == [True] * 4


def test_empty_input_and_all_null_give_as_much_back() -> None:
    assert OFFICE.between([], []) == []
    assert OFFICE.due((), "1 business day") == []
    empty = np.array([], "datetime64[us]")
    assert OFFICE.between(empty, empty).tolist() == []
    assert OFFICE.due(pl.Series([None, None]), "1 business day").to_list() == [None, None]
    assert OFFICE.between(pl.Series([None]), [None]).to_list() == [None]
    assert OFFICE.between(None, None) is None  # type: ignore[call-overload]


def test_a_single_moment_stands_beside_many() -> None:
    start = berlin("2026-11-20T16:00")
    ends = [berlin("2026-11-20T17:00"), None]
    assert OFFICE.between(start, ends) == [HOUR, None]  # type: ignore[call-overload]
    assert OFFICE.between(start, as_polars(ends)).to_list() == [HOUR, None]  # type: ignore[call-overload]
    assert OFFICE.between(ends, start) == [-HOUR, None]
    assert OFFICE.between(start, start) == 0
    with pytest.raises(ValueError, match="3 starts and 2 ends"):
        OFFICE.between([None] * 3, ends)


@pytest.mark.parametrize(
    ("moments", "code"),
    [
        ([dt.datetime(2026, 11, 20)], "naive-moment"),  # noqa: DTZ001
        ([dt.date(2026, 11, 20)], "not-a-moment"),
        ("2026-11-20", "not-a-moment"),
        (5, "not-a-moment"),
        (np.array([1, 2]), "not-a-moment"),
        (pl.Series(["2026-11-20"]), "not-a-moment"),
    ],
)
def test_what_is_no_instant_is_refused(moments: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        OFFICE.due(moments, "1 day")
    assert caught.value.code == code


def test_a_hundred_thousand_pairs_take_a_moment() -> None:
    generator = np.random.default_rng(7)
    first = np.datetime64("2024-01-01", "us").astype(np.int64)
    starts = (first + generator.integers(0, 94_608_000_000_000, 100_000)).view("datetime64[us]")
    ends = starts + generator.integers(0, 10**12, 100_000).astype("timedelta64[us]")
    OFFICE.between(starts, ends)
    began = time.process_time()
    OFFICE.between(starts, ends)
    OFFICE.due(starts, "4 business hours")
    assert time.process_time() - began < 0.4


# The judge: intervals one by one, in plain Python, straight from the text of the calendar.

Piece = tuple[dt.datetime, dt.datetime]
DAY = dt.timedelta(days=1)


def instant(zone: ZoneInfo, day: dt.date, minutes: int) -> dt.datetime:
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    return wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)


def bounds(zone: ZoneInfo, day: dt.date, text: str) -> Piece:
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return instant(zone, day, start), instant(zone, day, end if end > start else end + 1440)


def without(pieces: list[Piece], cut: Piece) -> list[Piece]:
    left = (
        [part for a, b in pieces for part in ((a, min(b, cut[0])), (max(a, cut[1]), b))]
        if cut[0] < cut[1]
        else pieces
    )
    return [(a, b) for a, b in left if a < b]


class Judge:
    """Shifts of a stretch of days, each a list of pieces."""

    def __init__(self, table: dict[str, Any], first: dt.date, last: dt.date) -> None:
        self.zone = zone = ZoneInfo(table["timezone"])
        days = [first + n * DAY for n in range((last - first).days + 1)]
        closed = set(table["closed"])
        if table["holidays"]:
            known = holidays.country_holidays(
                table["holidays"]["country"], years=range(first.year, last.year + 1)
            )
            closed |= {day for day in days if day in known}
        closed -= set(table["open"])
        clips = [(instant(zone, c, 0), instant(zone, c, 1440)) for c in sorted(closed)]
        breaks = [bounds(zone, d, text) for d, texts in table["breaks"].items() for text in texts]
        self.shifts: list[list[Piece]] = []
        for day in days:
            given_hours = day in table["open"]
            texts = (
                table["open"][day] if given_hours else table["hours"].get(NAMES[day.weekday()], [])
            )
            if day in closed and table["closed_cuts"] == "start":
                texts = []
            for text in texts:
                a, b = bounds(zone, day, text)
                pieces = [(a, b)] if a < b else []
                cuts = breaks if given_hours or table["closed_cuts"] == "start" else clips + breaks
                for cut in cuts:
                    pieces = without(pieces, cut)
                if pieces:
                    self.shifts.append(sorted(pieces))

    def intervals(self) -> list[Piece]:
        merged: list[Piece] = []
        for a, b in sorted(piece for shift in self.shifts for piece in shift):
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return merged

    def between(self, start: dt.datetime, end: dt.datetime) -> float:
        if end < start:
            return -self.between(end, start)
        seconds = 0.0
        for a, b in self.intervals():
            seconds += max((min(b, end) - max(a, start)).total_seconds(), 0)
        return seconds

    def due(self, start: dt.datetime, seconds: float) -> dt.datetime | None:
        left = dt.timedelta(seconds=seconds)
        if not left:
            return start
        for a, b in self.intervals():
            a = max(a, start)
            if a < b:
                if b - a >= left:
                    return a + left
                left -= b - a
        return None

    def day_of(self, shift: list[Piece]) -> dt.date:
        return shift[0][0].astimezone(self.zone).date()

    def due_days(self, start: dt.datetime, count: int) -> dt.datetime | None:
        inside = [s for s in self.shifts if any(a <= start < b for a, b in s)]
        if not inside:
            later = [a for s in self.shifts for a, _ in s if a > start]
            if not later:
                return None
            start = min(later)
            inside = [s for s in self.shifts if any(a <= start < b for a, b in s)]
        if count == 0:
            return start
        day = self.day_of(max(inside, key=lambda s: s[0][0]))
        open_days = sorted({self.day_of(s) for s in self.shifts if self.day_of(s) > day})
        if len(open_days) < count:
            return None
        target = open_days[count - 1]
        pieces = sorted(p for s in self.shifts if self.day_of(s) == target for p in s)
        local = start.astimezone(self.zone)
        past = 0 if local.date() <= day else 1
        wanted: list[dt.datetime] = []
        for offset in (past, 1 - past):
            wall = dt.datetime.combine(target + offset * DAY, local.time().replace(fold=0))
            wanted.append(wall.replace(tzinfo=self.zone).astimezone(dt.UTC))
        for moment in wanted:
            if any(a <= moment < b for a, b in pieces):
                return moment
        return max((b for _, b in pieces if b <= wanted[0]), default=pieces[0][0])


ANCHORS = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25", "2026-12-26"],
    "America/Sao_Paulo": ["2018-11-04", "2018-02-18", "2017-10-15"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "America/St_Johns": ["2006-10-29", "2006-04-02"],
    "Asia/Kolkata": ["2026-01-01"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "Pacific/Apia": ["2011-12-30", "2012-04-01"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "UTC": ["2000-02-29"],
}
CLOCK = st.integers(0, 47).map(lambda n: f"{n // 2:02}:{n % 2 * 30:02}") | st.sampled_from(
    ["00:00", "22:00", "02:30", "06:00"]
)
TEXTS = st.lists(st.builds("{}-{}".format, CLOCK, CLOCK | st.just("24:00")), max_size=2)


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dt.date, list[dt.datetime]]:
    zone = draw(st.sampled_from(list(ANCHORS)))
    anchor = dt.date.fromisoformat(draw(st.sampled_from(ANCHORS[zone])))
    near = st.integers(-4, 5).map(lambda n: anchor + n * DAY)
    table = {
        "timezone": zone,
        "hours": draw(st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=7)),
        "holidays": draw(st.sampled_from([None, None, {"country": "DE"}, {"country": "US"}])),
        "closed": draw(st.lists(near, max_size=3)),
        "closed_cuts": draw(st.sampled_from(["start", "clip"])),
        "open": draw(st.dictionaries(near, TEXTS, max_size=3)),
        "breaks": draw(st.dictionaries(near, TEXTS, max_size=3)),
    }
    minutes = st.integers(-5 * 1440, 6 * 1440) | st.integers(-12, 36).map(lambda n: n * 30)
    moments = draw(st.lists(minutes, min_size=2, max_size=6))
    seconds = draw(st.sampled_from([0, 0, 1.5]))
    return (
        table,
        anchor,
        [instant(ZoneInfo(zone), anchor, m) + dt.timedelta(seconds=seconds) for m in moments],
    )


def judge_of(table: dict[str, Any], anchor: dt.date) -> Judge:
    return Judge(table, anchor - 12 * DAY, anchor + 70 * DAY)


@settings(max_examples=100)
@given(cases())
def test_open_seconds_are_what_the_intervals_say(case: Any) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    ends = moments[::-1]
    expected = [judge.between(a, b) for a, b in zip(moments, ends, strict=True)]
    assert fast.between(moments, ends) == expected
    assert fast.between(ends, moments) == [-seconds for seconds in expected]
    onward = fast.between(moments[:-1], moments[1:])
    assert sum(s for s in onward if s is not None) == fast.between(moments[0], moments[-1])


def agree(
    found: list[dt.datetime | None], expected: list[dt.datetime | None], anchor: dt.date
) -> None:
    """The judge looks some weeks ahead only: what it does not find must lie beyond them."""
    horizon = dt.datetime.combine(anchor + 60 * DAY, dt.time(), dt.UTC)
    for ours, judged in zip(found, expected, strict=True):
        if judged is None or judged > horizon:
            assert ours is None or ours > horizon
        else:
            assert ours == judged


@settings(max_examples=100)
@given(cases(), st.integers(0, 80))
def test_business_hours_run_out_when_the_intervals_say(case: Any, halves: int) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    found = fast.due(moments, f"{halves * 30} business minutes")
    agree(found, [judge.due(start, halves * 1800) for start in moments], anchor)
    for start, due in zip(moments, found, strict=True):
        assert due is None or fast.between(start, due) == halves * 1800


@settings(max_examples=100)
@given(cases(), st.integers(0, 6))
def test_business_days_run_out_when_the_intervals_say(case: Any, days: int) -> None:
    table, anchor, moments = case
    judge, fast = judge_of(table, anchor), BusinessCalendar.from_mapping(table)
    found = fast.due(moments, f"{days} business days")
    agree(found, [judge.due_days(start, days) for start in moments], anchor)


@settings(max_examples=40)
@given(cases())
def test_all_forms_agree_on_any_calendar(case: Any) -> None:
    table, _, moments = case
    fast = BusinessCalendar.from_mapping(table)
    nullable = [*moments, None]
    for limit in ("3 business hours", "1 business day"):
        expected = fast.due(nullable, limit)
        assert as_list(fast.due(as_numpy(nullable), limit)) == expected
        assert as_list(fast.due(as_polars(nullable), limit)) == expected
