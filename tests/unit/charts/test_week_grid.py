"""The week's hours and the days of a period, drawn."""

from __future__ import annotations

from datetime import date, timedelta

from alignment_desktop.charts.geometry import Rect, Text
from alignment_desktop.charts.period_strip import HEIGHT, StripDay, period_strip
from alignment_desktop.charts.week_grid import (
    DRAWS,
    END,
    HEAD,
    ROW,
    START,
    WHOLE,
    GridDay,
    axis_of,
    block_key,
    row_at,
    week_grid,
)

_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def week(**blocks: tuple[tuple[int, int], ...]) -> list[GridDay]:
    return [
        GridDay(code, code.title(), its, tuple(f"{a}-{b}" for a, b in its), str(len(its)), "closed")
        for code in _CODES
        for its in (blocks.get(code, ()),)
    ]


def test_each_block_can_be_taken_at_its_ends_and_its_middle_and_rows_elsewhere() -> None:
    days = week(mon=((540, 750), (810, 1050)))
    drawn = week_grid(days, 480, headings=("Day", "Hours", "Open"), caption="Week", lunch="lunch")
    axis = axis_of(days, 480)
    y = HEAD + ROW / 2
    parts = [drawn.grip_at(axis.x(minute), y) for minute in (541, 640, 749, 780)]
    assert [grip.part for grip in parts if grip] == [START, WHOLE, END, DRAWS]
    assert drawn.region_at(axis.x(600), y) == drawn.regions[1]
    assert drawn.regions[1].key == block_key(days[0], (540, 750)) == "mon 540 750"
    assert "lunch" in [shape.text for shape in drawn.shapes if isinstance(shape, Text)]
    assert drawn.table[1] == ("Mon", "540-750; 810-1050", "2")
    assert drawn.table[7] == ("Sun", "closed", "0")
    assert round(axis.minute(axis.x(615))) == 615
    assert (row_at(HEAD + 1), row_at(HEAD - 1), row_at(HEAD + 7 * ROW + 1)) == (0, None, None)


def test_a_night_shift_goes_on_past_midnight_in_its_own_row_and_all_lies_within() -> None:
    days = week(fri=((1320, 1800),), sun=((0, 60),))
    for width in (260.0, 480.0, 900.0):
        drawn = week_grid(days, width, headings=("", "", ""), caption="", chosen="fri 1320 1800")
        axis = axis_of(days, width)
        assert (axis.first, axis.last) == (0, 31 * 60)
        block = next(r for r in drawn.regions if r.key == "fri 1320 1800")
        assert block.x < axis.x(1440) < block.x + block.width
        assert all(s.x >= 0 and s.x + s.width <= width for s in drawn.shapes if isinstance(s, Rect))


def test_a_strip_has_a_mark_for_each_open_day_and_tells_of_those_that_differ() -> None:
    first = date(2026, 12, 21)
    days = [
        StripDay(first + timedelta(days=at), "December", share, kind, meetings, clash, told)
        for at, (share, kind, meetings, clash, told) in enumerate(
            (
                (1.0, "", 1, False, "1 meeting"),
                (0.5, "shorter", 0, False, "shorter"),
                (0.0, "", 0, False, ""),
                (0.0, "closed", 1, True, "closed, 1 meeting"),
                (0.0, "holiday", 0, False, "Christmas"),
            )
        )
    ]
    drawn = period_strip(
        days, 400, today=first, today_word="today", headings=("Day", "Open"), caption="Days"
    )
    assert [region.key for region in drawn.regions] == [
        "2026-12-21", "2026-12-22", "2026-12-24", "2026-12-25",
    ]  # fmt: skip
    assert drawn.height == HEIGHT
    texts = [shape.text for shape in drawn.shapes if isinstance(shape, Text)]
    assert texts == ["December", "today"]
    assert "at_risk" in {shape.colour for shape in drawn.shapes if isinstance(shape, Rect)}
    year = [StripDay(first + timedelta(days=at), "m", 1.0) for at in range(365)]
    long = period_strip(
        year, 380, today=date(2020, 1, 1), today_word="today", headings=("", ""), caption=""
    )
    assert all(0 <= s.x <= 380 for s in long.shapes if isinstance(s, Rect))
    assert period_strip([], 10, today=first, today_word="", headings=("",), caption="").height == 0
