"""Chart geometry: what is drawn, where, and what it says in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.charts.bullet import Bullet, bullet
from alignment_desktop.charts.consent_marks import Mark, consent_marks
from alignment_desktop.charts.funnel import FunnelStage, funnel
from alignment_desktop.charts.geometry import (
    HAIR,
    Drawing,
    Hatching,
    Line,
    Polygon,
    Polyline,
    Rect,
    Text,
    arrow,
)
from alignment_desktop.charts.give_and_take import give_and_take
from alignment_desktop.charts.histogram import (
    Bin,
    PromisedLimit,
    TriedLimit,
    histogram,
    part_of,
    place_of,
)
from alignment_desktop.charts.sparkline import Target, sparkline
from alignment_desktop.charts.target_bar import PeriodMark, TargetBar, target_bar

STAGES = (
    FunnelStage("MQL", 1287, "marketing", "1,287", "61.8 %", "stage.mql"),
    FunnelStage("SAL", 795, "shared", "795", "8.1 %", "stage.sal"),
    FunnelStage("Won", 64, "sales", "64"),
)


def _rects(drawing: Drawing) -> list[Rect]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rect)]


def test_a_met_target_touches_the_tick() -> None:
    drawing = bullet(Bullet(1.0, "kept", "95 % of 95 %"), 100)
    tick = next(shape for shape in drawing.shapes if isinstance(shape, Line))
    assert _rects(drawing)[1].width == tick.start[0] == 80


def test_a_bullet_past_the_end_is_cut_off_and_a_missing_value_draws_no_bar() -> None:
    assert _rects(bullet(Bullet(9.0, "kept", ""), 100))[1].width == 100
    assert len(bullet(Bullet(None, "neutral", "–"), 100).shapes) == 1
    assert len(_rects(bullet(Bullet(-1.0, "missed", ""), 100))) == 1


def test_a_sparkline_breaks_where_a_value_is_missing() -> None:
    drawing = sparkline((1.0, 2.0, None, 4.0), 100, 20)
    lines = [shape for shape in drawing.shapes if isinstance(shape, Polyline)]
    assert [len(line.points) for line in lines] == [2]
    assert len(_rects(drawing)) == 1


def test_a_sparkline_names_each_value_that_there_is() -> None:
    drawing = sparkline((1.0, None, 4.0), 90, 20, told=("a: 1", "b: –", "c: 4"))
    assert [(each.x, each.text) for each in drawing.regions] == [(0, "a: 1"), (60, "c: 4")]


def test_a_sparkline_rises_towards_the_top_and_a_flat_one_lies_in_the_middle() -> None:
    rising = next(s for s in sparkline((1.0, 2.0), 100, 20).shapes if isinstance(s, Polyline))
    assert rising.points[0][1] > rising.points[1][1]
    flat = next(s for s in sparkline((3.0, 3.0), 100, 20).shapes if isinstance(s, Polyline))
    assert flat.points[0][1] == pytest.approx(10)


def test_a_sparkline_of_nothing_is_empty() -> None:
    assert sparkline((), 100, 20).shapes == ()
    assert sparkline((None, None), 100, 20, target=Target(1.0, "target")).shapes == ()


def test_the_promised_limit_stands_before_the_first_bar_beyond_it() -> None:
    limit = PromisedLimit("promised 2 h", "8 in time", "1 late")
    drawing = histogram(
        (Bin("0", 5, "5"), Bin("1", 3, "3"), Bin("2", 1, "1", beyond=True)), 220, 80, limit=limit
    )
    bars_drawn = _rects(drawing)
    line = next(s for s in drawing.shapes if isinstance(s, Line) and s.dashed)
    assert bars_drawn[1].x + bars_drawn[1].width < line.start[0] < bars_drawn[2].x
    assert [bar.colour for bar in bars_drawn] == ["accent", "accent", "missed"]
    assert drawing.region_at(1, 79) is drawing.regions[0]
    assert drawing.as_text() == "0: 5; 1: 3; 2: 1"
    sides = {shape.text: shape.align for shape in drawing.shapes if isinstance(shape, Text)}
    assert sides == {"promised 2 h": "right", "8 in time": "right", "1 late": "left"}


def test_a_limit_that_is_tried_cuts_the_bar_it_lies_in_and_the_promised_one_stays_marked() -> None:
    bins = (Bin("0", 5, "5"), Bin("1", 3, "3"), Bin("2", 1, "1", beyond=True))
    tried = TriedLimit(0.5, PromisedLimit("as if 1 h", "6 in time", "3 late"))
    drawing = histogram(bins, 220, 80, limit=PromisedLimit("promised 2 h"), tried=tried)
    place = place_of(0.5, 220)
    assert part_of(place, 220) == pytest.approx(0.5)
    colours = [(bar.colour, bar.x < place) for bar in _rects(drawing)]
    assert colours == [("accent", True), ("accent", True), ("missed", False), ("missed", False)]
    whole = _rects(histogram(bins, 220, 80, limit=PromisedLimit("promised 2 h", "6", "3")))
    first, *cut, last = _rects(drawing)
    assert (first, last) == (whole[0], whole[2])
    assert cut[0].width + cut[1].width == pytest.approx(whole[1].width)
    dashed = [shape.dashed for shape in drawing.shapes if isinstance(shape, Line)]
    assert dashed == [False, True, False]
    said = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert said == ["as if 1 h", "6 in time", "3 late"]


def test_a_target_bar_shows_the_figure_on_its_scale_and_what_is_tried() -> None:
    bar = TargetBar(0.6, "60%", 0.9, "promised ≥ 90%", "missed", ends=("0%", "100%"))
    drawing = target_bar(bar, 200)
    track, share = _rects(drawing)
    assert (track.width, share.width) == (200, 120)
    assert drawing.as_text() == "60%: promised ≥ 90%"
    tried = target_bar(replace(bar, value=None, tried=0.5, tried_text="as if ≥ 50%"), 200)
    assert len(_rects(tried)) == 1
    places = [(shape.start[0], shape.dashed) for shape in tried.shapes if isinstance(shape, Line)]
    assert places == [(180, True), (100, False)]
    assert tried.as_text() == "60%: as if ≥ 50%"
    below_zero = target_bar(replace(bar, value=0.1, zero=0.5), 200)
    assert [(each.x, each.width) for each in _rects(below_zero)[1:]] == [(20, 80)]


def test_periods_are_dots_on_a_target_bar_named_where_there_is_room() -> None:
    months = [
        PeriodMark(at, name, f"{name} 2026", f"{round(at * 800)}, kept", "kept")
        for at, name in ((0.5, "Oct"), (0.52, "Nov"), (0.7, "Dec"))
    ]
    bar = TargetBar(None, "1,376", 0.5, "promised ≥ 400 a month", "kept", marks=tuple(months),
                    ends=("0", "800"))  # fmt: skip
    drawing = target_bar(bar, 300)
    dots = [each for each in _rects(drawing)[1:] if each.colour == "kept"]
    assert [each.x + each.width / 2 for each in dots] == [150, 156, 210]
    words = [each.text for each in drawing.shapes if isinstance(each, Text)]
    assert words == ["promised ≥ 400 a month", "0", "800", "Dec", "Oct, Nov"]
    assert [each.text for each in drawing.regions][2] == "Dec 2026: 560, kept"
    assert drawing.table[1:] == (
        ("1,376", "promised ≥ 400 a month"),
        *((f"{each.label} 2026", each.shown) for each in months),
    )


def test_an_empty_bin_has_no_bar_and_a_small_one_is_still_seen() -> None:
    bins = (Bin("0", 100_000, "100,000"), Bin("1", 0, "0"), Bin("2", 1, "1"))
    drawn = _rects(histogram(bins, 120, 80))
    assert len(drawn) == 2
    assert drawn[1].height == HAIR


def test_the_longest_bar_spans_the_room_between_words_and_numbers() -> None:
    drawing = bars((Bar("No budget", 20), Bar("No need", 10)), 400)
    long, short = _rects(drawing)
    assert long.width == pytest.approx(2 * short.width)
    assert long.x + long.width == pytest.approx(400 - 48)
    assert drawing.height == 48


def test_a_funnel_is_as_high_as_its_counts_and_its_slopes_meet_the_bars() -> None:
    drawing = funnel(STAGES, 600, 150)
    heights = [bar.height for bar in _rects(drawing)]
    assert heights[1] / heights[0] == pytest.approx(795 / 1287)
    assert heights[2] / heights[0] == pytest.approx(64 / 1287)
    slope = next(shape for shape in drawing.shapes if isinstance(shape, Polygon))
    near, far = (slope.points[b][1] - slope.points[a][1] for a, b in ((0, 3), (1, 2)))
    assert near == pytest.approx(heights[0])
    assert far == pytest.approx(heights[1])
    assert [bar.colour for bar in _rects(drawing)] == ["marketing", "shared", "sales"]


def test_a_stage_that_nobody_reached_has_neither_bar_nor_slope_but_its_number() -> None:
    none = FunnelStage("Won", 0, "sales", "0")
    drawing = funnel((*STAGES[:2], none), 600, 150)
    assert len(_rects(drawing)) == 2
    assert "0" in [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


def test_a_number_that_has_no_room_is_left_to_the_table_never_cut_off() -> None:
    huge = [FunnelStage(f"S{at}", 10**12, "sales", f"{10**12:,}") for at in range(12)]
    drawing = funnel(huge, 400, 150)
    assert "1,000,000,000,000" not in [s.text for s in drawing.shapes if isinstance(s, Text)]
    assert "S3: 1,000,000,000,000" in drawing.as_text()


def test_a_funnel_names_its_values_and_leads_on() -> None:
    drawing = funnel(STAGES, 600, 150)
    assert drawing.regions[0].text == "MQL: 1,287, 61.8 %"
    assert drawing.regions[1].key == "stage.sal"
    assert drawing.as_text() == "MQL: 1,287, 61.8 %; SAL: 795, 8.1 %; Won: 64"
    said = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert "61.8 %" in said


def test_a_consent_mark_is_filled_where_a_party_agrees_and_wraps_to_the_next_row() -> None:
    marks = [Mark("Lead", True, True), Mark("MQL", sales=True), Mark("SAL", parked=True)]
    drawing = consent_marks(marks, 12, 4, 30)
    halves = [shape.colour for shape in drawing.shapes if isinstance(shape, Polygon)]
    whole = ["sales", "marketing"]
    assert halves == [*whole, *whole, "panel", "at_risk", "at_risk", "panel", "panel"]
    assert (drawing.height, drawing.regions[2].y) == (28, 16)
    assert drawing.as_text() == "Lead: ; MQL: ; SAL: "
    assert consent_marks([], 12, 4, 30).height == 0


def test_the_half_of_who_proposes_something_else_is_dashed_and_not_filled() -> None:
    agreed, open_ = (
        consent_marks([Mark("Lead", True, True, proposing=frozenset(proposing))], 12, 4, 30).shapes
        for proposing in ((), ("sales",))
    )
    colours = [shape.colour for shape in open_ if isinstance(shape, Polygon)]
    assert len(agreed) == 2
    assert colours == ["sales", *["panel"] * 4, "marketing"]


def test_what_both_sides_gave_stands_side_by_side() -> None:
    drawing = give_and_take([("proposed", 3, 2), ("waived", 0, 0)], ("Sales", "Marketing"), 300)
    sales, marketing = _rects(drawing)
    assert sales.width == pytest.approx(1.5 * marketing.width)
    assert (sales.colour, marketing.colour) == ("sales", "marketing")
    assert sales.x + sales.width < marketing.x
    assert drawing.regions[0].text == "proposed: Sales 3, Marketing 2"
    assert drawing.as_text() == "proposed: 3, 2; waived: 0, 0"


@pytest.mark.parametrize("width", [80.0, 600.0])
def test_every_chart_stays_within_its_bounds(width: float) -> None:
    drawings = (
        funnel(STAGES, width, 150),
        bars((Bar("No budget", 20),), width),
        give_and_take((("proposed", 3, 2),), ("Sales", "Marketing"), width),
        bullet(Bullet(1.4, "kept", ""), width),
        funnel((), width, 100),
        histogram((), width, 100),
        bars((), width),
    )
    for drawing in drawings:
        for shape in _rects(drawing):
            assert shape.x >= 0
            assert shape.x + shape.width <= width + 0.01
            assert shape.y + shape.height <= drawing.height + 0.01


@given(st.floats(1, 300), st.floats(1, 300), st.floats(2, 40))
def test_hatching_stays_within_its_rectangle_and_slants_evenly(
    width: float, height: float, step: float
) -> None:
    for (x1, y1), (x2, y2) in Hatching(10, 20, width, height, "line", step).lines():
        assert 10 - 1e-6 <= x1 <= x2 + 1e-6 <= 10 + width + 2e-6
        assert 20 - 1e-6 <= y2 <= y1 + 1e-6 <= 20 + height + 2e-6
        assert x2 - x1 == pytest.approx(y1 - y2, abs=1e-6)


def test_an_arrow_ends_where_it_points() -> None:
    line, head = arrow(((0, 0), (30, 40)), "muted", head=10)
    assert isinstance(line, Polyline)
    assert isinstance(head, Polygon)
    assert head.points[0] == (30, 40)
    assert line.points[-1] == pytest.approx((24, 32))
