"""Hours of a week, drawn and moved."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.calendar import Calendar, Shift
from alignment_desktop.domain.weekly_hours import (
    Block,
    Week,
    blocks_of,
    changed_days,
    drawn,
    free_block,
    minutes_of_week,
    minutes_on,
    moved,
    overlapping_days,
    replaced,
    snapped,
    stretched,
    with_block,
    without_block,
)


def week(**days: list[str]) -> Week:
    return Calendar.from_mapping({"timezone": "UTC", "hours": days}).hours


def block(text: str, day: int = 0) -> Block:
    return Block(day, Shift.parse(text))


OFFICE = week(mon=["09:00-12:30", "13:30-17:30"], fri=["22:00-06:00"])


def test_what_is_drawn_snaps_to_a_quarter_of_an_hour_in_either_direction() -> None:
    assert (snapped(547), snapped(548)) == (540, 555)
    assert drawn(2, 545, 722) == drawn(2, 722, 545) == block("09:00-12:00", 2)
    assert drawn(2, 540, 541) == block("09:00-09:15", 2)
    assert drawn(6, 1438, 1600) == Block(6, Shift(1425, 1605))
    assert drawn(6, -30, 20) == block("00:00-00:15", 6)


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ({"start": 600}, "10:00-17:00"),
        ({"start": 1_200}, "16:45-17:00"),
        ({"start": -15}, "00:00-17:00"),
        ({"end": 480}, "09:00-09:15"),
        ({"end": 1_500}, "09:00-01:00"),
        ({"end": 9_999}, "09:00-09:00"),
        ({}, "09:00-17:00"),
    ],
)
def test_an_end_never_passes_the_other_one(ends: dict[str, int], text: str) -> None:
    assert stretched(block("09:00-17:00"), **ends) == block(text)


def test_the_start_of_a_night_shift_stays_within_its_day_and_a_day_before_its_end() -> None:
    night = block("22:00-06:00")
    assert stretched(night, start=0) == block("06:00-06:00")
    assert stretched(night, start=1_500).shift.start == 1_425
    assert stretched(night, end=9_999) == block("22:00-22:00")
    assert night.crosses_midnight
    assert not block("20:00-24:00").crosses_midnight


def test_a_block_moves_as_a_whole_and_stays_in_its_week() -> None:
    assert moved(block("09:00-17:00"), 30, 1) == block("09:30-17:30", 1)
    assert moved(block("09:00-17:00"), -9_999, -1) == block("00:00-08:00")
    assert moved(block("22:00-06:00", 6), 9_999, 3).shift == Shift(1_425, 1_905)
    odd = block("08:05-09:00")
    assert moved(odd, 0, 2) == block("08:05-09:00", 2)


def test_blocks_that_touch_become_one() -> None:
    lunch = with_block(OFFICE, block("12:30-13:30"))
    assert lunch[0] == (Shift.parse("09:00-17:30"),)
    assert with_block(OFFICE, block("07:00-08:00"))[0][0] == Shift.parse("07:00-08:00")
    assert replaced(OFFICE, block("13:30-17:30"), block("13:30-17:30", 2))[2] == OFFICE[0][1:]
    assert without_block(OFFICE, block("08:00-09:00")) == OFFICE
    assert blocks_of(without_block(OFFICE, block("09:00-12:30"))) == [
        block("13:30-17:30"), block("22:00-06:00", 4),
    ]  # fmt: skip


def test_a_new_block_lies_where_a_day_has_room() -> None:
    assert free_block(OFFICE, 1) == block("09:00-17:00", 1)
    assert free_block(OFFICE, 0) == block("17:45-21:45")
    assert free_block(OFFICE, 4) == block("17:45-21:45", 4)
    assert free_block(week(mon=["00:00-23:55"]), 0) is None
    assert free_block(week(mon=["09:05-17:05"]), 0) == block("17:30-21:30")


def test_hours_that_overlap_count_once() -> None:
    assert minutes_on(OFFICE[0]) == 450
    assert minutes_on((Shift(540, 720), Shift(600, 660), Shift(700, 780))) == 240
    assert minutes_of_week(OFFICE) == 450 + 480
    night = week(mon=["00:00-02:00"], sun=["22:00-06:00"])
    assert minutes_of_week(night) == 480
    assert minutes_of_week(((),) * 7) == 0


def test_days_whose_hours_overlap_others_are_told() -> None:
    assert overlapping_days(week()) == []
    assert overlapping_days(week(mon=["22:00-06:00"], tue=["05:00-09:00", "08:00-10:00"])) == [
        "tue"
    ]
    assert overlapping_days(week(mon=["00:00-04:00"], sun=["20:00-04:00"])) == ["mon"]


def test_only_days_that_changed_are_written() -> None:
    after = replaced(OFFICE, block("09:00-12:30"), block("09:00-12:30", 1))
    assert changed_days(OFFICE, after) == {
        "hours.mon": ["13:30-17:30"], "hours.tue": ["09:00-12:30"],
    }  # fmt: skip
    assert changed_days(OFFICE, OFFICE) == {}
