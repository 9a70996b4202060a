"""Clocks as bars: on one line of time, past due in the colour of the missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alignment_desktop.charts.clock_bars import HEAD, ROW, ClockBar, clock_bars
from alignment_desktop.charts.geometry import Drawing, Line, Rect, Text
from tests.unit.charts.chart_checks import assert_within_frame

START = datetime(2026, 11, 20, 14, 31, tzinfo=UTC)


def clock(
    name: str, hours: float, due: float | None, tone: str, *, running: bool = False
) -> ClockBar:
    return ClockBar(
        key=name,
        name=name.capitalize(),
        limit="4 hours",
        start=START,
        end=START + timedelta(hours=hours),
        due=None if due is None else START + timedelta(hours=due),
        running=running,
        colour="sales",
        tone=tone,
        ended="Missed by 6 h",
        when="on 21 Nov",
    )


CLOCKS = (
    clock("late", 10, 4, "missed"),
    clock("kept", 3, 4, "kept"),
    clock("open", 2, None, "accent", running=True),
)
TICKS = [(START + timedelta(hours=hour), f"{hour} o'clock") for hour in range(0, 11, 2)]


def rects(drawing: Drawing, row: int) -> list[Rect]:
    top = HEAD + row * ROW
    return [
        shape for shape in drawing.shapes if isinstance(shape, Rect) and top <= shape.y < top + ROW
    ]


def test_what_ran_past_its_due_moment_is_missed_from_there_on() -> None:
    drawing = clock_bars(CLOCKS, TICKS, 800)
    within, beyond = rects(drawing, 0)
    assert (within.colour, beyond.colour) == ("sales", "missed")
    assert within.x + within.width == pytest.approx(beyond.x)
    assert beyond.width == pytest.approx(within.width * 6 / 4)
    due = next(each for each in drawing.shapes if isinstance(each, Line) and each.width == 2)
    assert due.start[0] == pytest.approx(beyond.x)


def test_what_came_late_without_being_missed_keeps_the_colour_of_its_party() -> None:
    (bar,) = rects(clock_bars([clock("paused", 10, 4, "muted")], TICKS, 800), 0)
    assert bar.colour == "sales"


def test_what_was_due_before_it_started_is_missed_from_its_start_on() -> None:
    within, beyond = rects(clock_bars([clock("late", 6, -2, "missed")], TICKS, 800), 0)
    assert beyond.x == pytest.approx(within.x)
    assert beyond.width > 100 > within.width


def test_a_kept_clock_is_one_bar_and_a_running_one_an_outline() -> None:
    drawing = clock_bars(CLOCKS, TICKS, 800)
    (kept,) = rects(drawing, 1)
    assert kept.colour == "sales"
    outline, inside = rects(drawing, 2)
    assert (outline.colour, inside.colour) == ("sales", "sales_tint")
    assert outline.width > inside.width


def test_each_clock_leads_on_and_reads_as_a_table() -> None:
    drawing = clock_bars(CLOCKS, TICKS, 800)
    assert [region.key for region in drawing.regions] == ["late", "kept", "open"]
    assert drawing.table[1] == ("Late", "4 hours", "Missed by 6 h. on 21 Nov")


@pytest.mark.parametrize("width", [420.0, 900.0])
def test_bars_and_words_stay_within_bounds(width: float) -> None:
    at_once = clock("at once", 0, None, "kept")
    for clocks in (CLOCKS, (at_once,), (*CLOCKS, clock("long", 4000, 20, "missed"))):
        drawing = clock_bars(clocks, TICKS, width)
        assert_within_frame(drawing)
        words = [each for each in drawing.shapes if isinstance(each, Text) and each.y == 12]
        ends = [each.x + (each.room or 0) for each in words]
        assert all(end < word.x for end, word in zip(ends, words[1:], strict=False))


def test_no_clock_is_no_drawing() -> None:
    assert clock_bars((), TICKS, 800).shapes == ()


def test_where_a_clock_stands_still_its_bar_is_hatched() -> None:
    hour = timedelta(hours=1)
    closed = ((START + 2 * hour, START + 4 * hour), (START + 7 * hour, START + 20 * hour))
    late = replace(clock("late", 8, 6, "missed"), closed=closed)
    drawing = clock_bars([late], TICKS, 800)
    within, _, *gaps = rects(drawing, 0)
    assert [gap.colour for gap in gaps] == ["panel", "panel"]
    assert gaps[0].width == pytest.approx(within.width * 2 / 6)
    strokes = [each for each in drawing.shapes if isinstance(each, Line) and each.colour == "line"]
    for stroke in strokes:
        gap = gaps[stroke.start[0] > gaps[1].x - 1]
        for x, y in (stroke.start, stroke.end):
            assert gap.x - 0.01 <= x <= gap.x + gap.width + 0.01
            assert gap.y - 0.01 <= y <= gap.y + gap.height + 0.01
    assert len(strokes) > 10
    assert_within_frame(drawing)
    # What is too short to be seen is left away.
    moment = replace(late, closed=((START, START + timedelta(seconds=1)),))
    assert len(rects(clock_bars([moment], TICKS, 800), 0)) == 2
