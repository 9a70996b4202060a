"""What the charts of a scoreboard say in words, in the window and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from alignment_desktop.charts.geometry import Drawing, Line, Text
from alignment_desktop.documents.board_charts import (
    TimeTaken,
    bin_text,
    funnel_drawing,
    has_trend,
    took_drawing,
    trend_drawing,
)
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.scoreboard import Board, StageCount
from alignment_desktop.domain.targets import Target
from alignment_desktop.words.language import language
from tests.scoreboard_lines import line, period

ENGLISH = language("en")
BOARD = Board(
    label="FY27 Q1", organisation="Northwind", currency="EUR", period=None,
    start=date(2026, 10, 1), end=date(2026, 12, 31), as_of="2027-01-04", segment=None,
    periods=(), segments=(), batches=1,
    stages=(
        StageCount(key="mql", name="MQL", party="marketing", reached=1260),
        StageCount(key="won", name="Customer", party="shared", reached=0),
    ),
)  # fmt: skip
DAY = TimeTaken((3, 5, 2, 1), Limit.parse("1 business day"), business=True, running=4)


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


def test_the_funnel_names_each_stage_with_the_share_that_went_on() -> None:
    drawing = funnel_drawing(BOARD, ENGLISH, 600, 150)
    assert texts(drawing) == ["MQL", "1,260", "0.0%", "Customer", "0"]
    assert drawing.as_text() == (
        "How many leads reached each stage, and which share went on to the next. "
        "MQL: 1,260, 0.0%; Customer: 0"
    )
    assert [region.key for region in drawing.regions] == ["mql", ""]


def test_a_trend_says_where_a_promise_stood_which_month_was_worst_and_what_was_promised() -> None:
    months = (
        period("just_short", 0.869, label="2026-10"), period("missed", 0.818, label="2026-11"),
        period("kept", 0.91, label="2026-12"),
    )  # fmt: skip
    promise = line(
        periods=months, history=(0.95, 0.869, 0.818, 0.91),
        history_labels=("2026-09", "2026-10", "2026-11", "2026-12"),
    )  # fmt: skip
    drawing = trend_drawing(promise, BOARD, ENGLISH, 480, 150)
    said = texts(drawing)
    assert {"FY27 Q1", "95.0%", "81.8%", "91.0%", "promised ≥ 90%"} <= set(said)
    assert "86.9%" not in said
    assert said[-4:] == ["Sept", "Oct", "Nov", "Dec"]
    assert drawing.as_text() == (
        "First touch over the last periods, promised ≥ 90%. "
        "Sept: 95.0%; Oct: 86.9%; Nov: 81.8%; Dec: 91.0%"
    )
    # September was not held against this target.
    (aim,) = (shape for shape in drawing.shapes if isinstance(shape, Line) and shape.dashed)
    assert aim.start[0] > 0
    assert has_trend(promise)
    assert not has_trend(replace(promise, history=(None, 0.9, None, None)))


def test_without_a_last_target_a_trend_promises_nothing() -> None:
    promise = line(periods=(), history=(0.95, 0.869), history_labels=("2026-W09", "FY26 Q4"))
    drawing = trend_drawing(promise, BOARD, ENGLISH, 480, 150)
    assert drawing.as_text() == "First touch over the last periods. W9: 95.0%; FY26 Q4: 86.9%"
    assert not any(isinstance(shape, Line) for shape in drawing.shapes)


def test_the_time_taken_counts_late_leads_that_are_not_done_yet() -> None:
    drawing = took_drawing(DAY, ENGLISH, 600, 150, "sales")
    assert texts(drawing) == [
        "promised 1 business day", "8 in time", "7 late, 4 not done yet", "0", "1 day", "longer",
    ]  # fmt: skip
    assert drawing.as_text() == (
        "How long it took, in number of leads, promised 1 business day. "
        "0 to 0.5 days: 3; 0.5 to 1 day: 5; 1 to 1.5 days: 2; over 1.5 days: 1"
    )


def test_of_a_median_no_single_lead_is_called_late() -> None:
    taken = TimeTaken((3, 5, 2, 1), Target.parse("<= 2 hours"), business=True)
    drawing = took_drawing(taken, ENGLISH, 600, 150, "sales")
    assert texts(drawing)[:3] == ["promised ≤ 2 business hours", "8 within", "3 longer"]


def test_without_a_promise_only_the_time_is_shown_and_without_leads_nothing() -> None:
    unpromised = TimeTaken((3, 1), None)
    assert texts(took_drawing(unpromised, ENGLISH, 600, 150, "sales")) == ["0", "1", "longer"]
    assert bin_text(unpromised, 0, ENGLISH) == "0 to 1"
    assert took_drawing(TimeTaken((), None), ENGLISH, 600, 150, "sales").shapes == ()
