"""Business time: the contract's own examples."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from alignment_desktop.domain.limits import Limit, Unit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.business_time import BusinessCalendar
from tests.unit.measurement.calendar_cases import (
    HOUR,
    NIGHTS,
    OFFICE,
    berlin,
    calendar,
    every_day,
    weekdays,
)


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
    # What a clip leaves of Wednesday's shift is Wednesday's, and makes that an open day.
    assert start.due(berlin("2026-11-24T23:00"), "1 business day") == berlin("2026-11-26T23:00")
    assert clip.due(berlin("2026-11-24T23:00"), "1 business day") == berlin("2026-11-26T00:00")
    assert clip.due(berlin("2026-11-24T23:00"), "2 business days") == berlin("2026-11-26T23:00")
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
    # After its break Tuesday's shift is still Tuesday's, and Wednesday's is Wednesday's, though
    # all that is left of it lies on Thursday.
    assert broken.due(berlin("2026-11-25T02:00"), "1 business day") == berlin("2026-11-26T02:00")
    assert broken.due(berlin("2026-11-26T02:00"), "1 business day") == berlin("2026-11-27T02:00")
    assert broken.due(berlin("2026-11-24T22:30"), "1 business day") == berlin("2026-11-26T00:00")


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


@pytest.mark.parametrize("shifts", [("09:00-12:00", "13:00-17:00"), ("22:00-06:00",)])
@pytest.mark.parametrize("days", [*range(-206, -195), *range(196, 207)])
def test_a_calendar_that_was_asked_before_answers_beyond_its_days_as_a_new_one_does(
    shifts: tuple[str, ...], days: int
) -> None:
    # What is laid out reaches some 200 days beyond a question, and is not exact at its very ends.
    near = berlin("2026-10-05T23:00")
    far = near + dt.timedelta(days)
    for limit in ("2 business hours", "9 business hours", "0 business days", "1 business day"):
        asked, fresh = (calendar(every_day(*shifts)) for _ in range(2))
        asked.between([near], [near])
        assert asked.due(far, limit) == fresh.due(far, limit)
    asked, fresh = (calendar(every_day(*shifts)) for _ in range(2))
    asked.between([near], [near])
    night, morning = (far.replace(hour=hour) for hour in (1, 5))
    assert asked.between(night, morning) == fresh.between(night, morning)
    assert asked.between(near, far) == fresh.between(near, far) != 0


LAST = dt.date(2027, 4, 26)
"""A Monday, the last day that is laid out for a question about 200 days before it."""
BEFORE = LAST - dt.timedelta(200)


def closed_until_the_last_day_and_on_the_next(hours: dict[str, list[str]]) -> BusinessCalendar:
    """Nights that are open before, on the last day, and after the next: midnight cuts that one."""
    days = [BEFORE + dt.timedelta(day) for day in range(200)]
    closed = [*days, LAST + dt.timedelta(1)]
    asked = calendar(hours, closed=[day.isoformat() for day in closed], closed_cuts="clip")
    asked.between([berlin(f"{BEFORE}T12:00")], [berlin(f"{BEFORE}T12:00")])
    return asked


def test_hours_that_run_out_past_the_last_day_are_not_read_off_a_table_that_ends_there() -> None:
    asked = closed_until_the_last_day_and_on_the_next(every_day("22:00-06:00"))
    # The last day has six hours and two; the next has none.
    assert asked.due(berlin(f"{BEFORE}T12:00"), "9 business hours") == berlin("2027-04-28T01:00")


def test_a_day_that_runs_out_past_the_last_day_is_not_read_off_a_table_that_ends_there() -> None:
    asked = closed_until_the_last_day_and_on_the_next({"mon": ["22:00-06:00"]})
    start = BEFORE - dt.timedelta(2)  # a Tuesday, two hours into which Monday's night is still on
    assert asked.due(berlin(f"{start}T02:00"), "1 business day") == berlin("2027-04-27T00:00")


def test_the_closed_hours_between_two_moments_are_listed_in_order() -> None:
    evening, morning = berlin("2026-11-20T16:00"), berlin("2026-11-23T10:00")
    assert OFFICE.closed(evening, morning) == [
        (berlin("2026-11-20T17:00"), berlin("2026-11-23T09:00"))
    ]
    night = berlin("2026-11-20T20:00"), berlin("2026-11-20T22:00")
    assert OFFICE.closed(*night) == [night]
    assert OFFICE.closed(berlin("2026-11-20T10:00"), berlin("2026-11-20T11:00")) == []
    assert OFFICE.closed(morning, evening) == []


def test_open_time_that_begins_at_no_moment_is_never_used_up() -> None:
    nothing = pl.Series([None], dtype=pl.Datetime("us", "UTC"))
    assert OFFICE.used_up(nothing, pl.Series([60], dtype=pl.Int64)).to_list() == [None]
