"""Whatever is drawn stays in its frame, in true proportion, and no words lie on others."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.charts.chain import ChainStep, chain
from alignment_desktop.charts.funnel import FunnelStage, funnel
from alignment_desktop.charts.funnel_balance import (
    Aside,
    BalanceColumn,
    BalanceRow,
    BalanceTable,
    funnel_balance,
)
from alignment_desktop.charts.gain_bars import GainBar, gain_bars
from alignment_desktop.charts.geometry import HAIR, Line, Polygon, Polyline, Rect, Text
from alignment_desktop.charts.histogram import Bin, PromisedLimit, histogram
from alignment_desktop.charts.map_stages import MapStage, Tried
from alignment_desktop.charts.meter import Meter, meter
from alignment_desktop.charts.month_bars import MonthPair, month_bars, month_legend
from alignment_desktop.charts.reverse_funnel import ReverseColumn, reverse_funnel
from alignment_desktop.charts.stage_map import before_at, row_of, stage_map
from alignment_desktop.charts.stage_shapes import stage_legend
from alignment_desktop.charts.timeline import Frame, timeline
from alignment_desktop.charts.timeline_values import (
    WINDOW,
    Crowded,
    Group,
    Note,
    Span,
    Tick,
    Unplaced,
)
from alignment_desktop.charts.trend import TrendPoint, trend
from tests.unit.charts.chart_checks import assert_within_frame, assert_words_apart

_FEW = settings(max_examples=25)
WIDTHS = st.floats(60, 1200)
NAMES = st.sampled_from(("", "MQL", "Marketing Qualified Lead", "ليد مؤهل", "没有需求", "W" * 200))
COUNTS = st.one_of(st.just(0), st.just(1), st.integers(0, 3000), st.just(10**15))
VALUES = st.one_of(
    st.none(),
    st.just(0.0),
    st.floats(-1e12, 1e12),
    st.floats(0, 1),
    st.sampled_from((1e300, -1e300)),
)
_FIGURES = st.sampled_from(("", "80 %", "3,420", "9" * 20))
OWNERS = ("sales", "marketing", "shared")
NAMED = {"sales": "Sales", "marketing": "Marketing", "shared": "Shared"}


@st.composite
def stages(draw: st.DrawFn) -> list[FunnelStage]:
    return [
        FunnelStage(draw(NAMES), count, draw(st.sampled_from(OWNERS)), f"{count:,}", "61.8%")
        for count in draw(st.lists(COUNTS, min_size=1, max_size=14))
    ]


@_FEW
@given(stages(), WIDTHS, st.floats(70, 300))
def test_a_funnel(shown: list[FunnelStage], width: float, height: float) -> None:
    drawing = funnel(shown, width, height)
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    most = max(stage.count for stage in shown)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    counted = [stage.count for stage in shown if stage.count]
    tallest = max((bar.height for bar in bars), default=0)
    assert len(bars) == len(counted)
    for bar, count in zip(bars, counted, strict=True):
        assert bar.height >= HAIR
        assert bar.height == pytest.approx(tallest * count / most, abs=HAIR)
    assert len(drawing.regions) == len(shown)


@st.composite
def books(draw: st.DrawFn) -> BalanceTable:
    rows = draw(st.integers(1, 4))
    cells = st.lists(st.sampled_from(("–", "1,277", "9" * 20)), min_size=rows, max_size=rows)
    return BalanceTable(
        columns=tuple(
            BalanceColumn(str(at), draw(NAMES), draw(st.sampled_from(OWNERS)), count,
                          tuple(draw(cells)), "told")
            for at, count in enumerate(draw(st.lists(COUNTS, min_size=1, max_size=12)))
        ),
        rows=tuple(BalanceRow(draw(NAMES), strong=at == 1, sum=at == 3) for at in range(rows)),
        asides=tuple(
            Aside(f"aside {at}", draw(NAMES), ("1", "22", "–", "1,277"), "told")
            for at in range(draw(st.integers(0, 3)))
        ),
        heads=("Off the way", "At start", "+ came in", "− left", "= at end"),
        height_is=("Heights are true:", "leads that came in"),
    )  # fmt: skip


@_FEW
@given(books(), WIDTHS, st.sampled_from(("", "0", "aside 0")))
def test_a_funnel_over_its_books(shown: BalanceTable, width: float, selected: str) -> None:
    drawing = funnel_balance(shown, width, selected)
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    lines = {shape.y for shape in drawing.shapes if isinstance(shape, Rect) and shape.height == 2}
    bars = [
        shape
        for shape in drawing.shapes
        if isinstance(shape, Rect) and shape.colour in OWNERS and shape.y < min(lines)
    ]
    counted = [column.count for column in shown.columns if column.count]
    assert len(bars) == len(counted)
    tallest = max((bar.height for bar in bars), default=0)
    for bar, count in zip(bars, counted, strict=True):
        assert bar.height == pytest.approx(tallest * count / max(counted), abs=HAIR)
    assert [region.key for region in drawing.regions] == [
        *(column.key for column in shown.columns), *(aside.key for aside in shown.asides),
    ]  # fmt: skip


@st.composite
def points(draw: st.DrawFn) -> list[TrendPoint]:
    aim = draw(VALUES)
    return [
        TrendPoint(
            draw(NAMES), value, "" if value is None else f"{value:,.1f}"[:20],
            draw(st.sampled_from((None, aim))), shaded=at > 2, told=draw(st.booleans()),
        )
        for at, value in enumerate(draw(st.lists(VALUES, min_size=1, max_size=12)))
    ]  # fmt: skip


@_FEW
@given(points(), WIDTHS, st.floats(110, 300), st.sampled_from(("", "promised ≥ 90%")))
def test_a_trend(shown: list[TrendPoint], width: float, height: float, target: str) -> None:
    drawing = trend(shown, width, height, target=target, shaded="FY27 Q1")
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    known = [point.value for point in shown if point.value is not None]
    dots = [s for s in drawing.shapes if isinstance(s, Rect) and s.colour == "accent"]
    assert len(dots) == len(known)
    for (one, low), (other, high) in pairwise(zip(known, dots, strict=True)):
        if one < other:
            assert low.y >= high.y - 0.01


def test_a_trend_breaks_where_a_value_is_missing_and_its_target_only_stands_where_it_was_held() -> (
    None
):
    shown = [
        TrendPoint("Jul", 0.9, "90%"), TrendPoint("Aug", 0.8, "80%"), TrendPoint("Sep", None),
        TrendPoint("Oct", 0.7, "70%", 0.9, shaded=True, told=True),
        TrendPoint("Nov", 0.8, "80%", 0.9, shaded=True),
    ]  # fmt: skip
    drawing = trend(shown, 500, 150, "sales", "promised ≥ 90%", "Q4")
    lines = [shape for shape in drawing.shapes if isinstance(shape, Polyline)]
    assert [len(line.points) for line in lines] == [2, 2]
    (aim,) = (shape for shape in drawing.shapes if isinstance(shape, Line))
    (shade,) = (s for s in drawing.shapes if isinstance(s, Rect) and s.colour == "soft_line")
    assert (aim.start[0], aim.end[0]) == (shade.x, shade.x + shade.width)
    words = [shape.text for shape in drawing.shapes if isinstance(shape, Text)]
    assert words[:5] == ["Q4", "90%", "70%", "promised ≥ 90%", "80%"]
    assert drawing.as_text() == "Jul: 90%; Aug: 80%; Sep: –; Oct: 70%; Nov: 80%"


@_FEW
@given(
    st.lists(COUNTS, min_size=1, max_size=24), st.integers(0, 24), WIDTHS, st.floats(60, 200), NAMES
)
def test_a_histogram(counts: list[int], half: int, width: float, height: float, words: str) -> None:
    bins = [Bin(str(at), count, f"{count:,}", at >= half) for at, count in enumerate(counts)]
    limit = PromisedLimit(f"promised {words}", "461 in time", "79 late, 5 not done yet")
    edges = sorted({0, min(half, len(bins)), len(bins)})
    drawing = histogram(
        bins, width, height, limit=limit, ticks=[(at, f"{at} days") for at in edges]
    )
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    tallest = max((bar.height for bar in bars), default=0)
    for bar, count in zip(bars, (count for count in counts if count), strict=True):
        assert bar.height == pytest.approx(tallest * count / max(counts), abs=HAIR)


@st.composite
def mapped(draw: st.DrawFn) -> list[MapStage]:
    keys = [f"s{at}" for at in range(draw(st.integers(0, 12)))]
    ways = st.lists(st.sampled_from([*keys, "gone"]), max_size=4).map(tuple)
    return [
        MapStage(
            key, draw(NAMES), draw(st.sampled_from(OWNERS)), draw(NAMES),
            led := draw(ways), gate=draw(st.booleans()), detour=draw(st.booleans()),
            count=draw(_FIGURES), rate=draw(_FIGURES), days=draw(_FIGURES),
            went=tuple((to, "412") for to in led[::2]), trouble=draw(st.sampled_from(("", "!"))),
            proposed=draw(ways)[:1],
        )
        for key in keys
    ]  # fmt: skip


@st.composite
def attempts(draw: st.DrawFn) -> Tried | None:
    point = draw(st.one_of(st.none(), st.tuples(st.floats(0, 60), st.floats(0, 80))))
    before = draw(st.sampled_from((None, "", "s2")))
    return draw(st.sampled_from((None, Tried("s1", before, point, "s0"), Tried("gone"))))


@_FEW
@given(mapped(), WIDTHS, st.integers(0, 12), attempts())
def test_a_map_of_stages(
    shown: list[MapStage], width: float, handover: int, tried: Tried | None
) -> None:
    drawing = stage_map(shown, width, NAMED, (f"s{handover}", "Hand-over"), "s0", tried)
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    if any(not stage.detour for stage in shown):
        assert [region.key for region in drawing.regions] == [
            stage.key for stage in sorted(shown, key=lambda stage: stage.detour)
        ]


def test_every_way_between_stages_is_drawn_and_told() -> None:
    shown = [
        MapStage("mql", "MQL", "marketing", "≤ 2 days", ("sal", "recycled")),
        MapStage("sal", "SAL", "sales", ways=("won",)),
        MapStage("won", "Won", "shared"),
        MapStage("recycled", "Recycled", "marketing", ways=("mql",), detour=True),
    ]
    drawing = stage_map(shown, 600, NAMED)
    heads = [s for s in drawing.shapes if isinstance(s, Polygon) and len(s.points) == 3]
    assert len(heads) == 4
    assert drawing.as_text() == (
        "MQL: Marketing, ≤ 2 days, → SAL, Recycled; SAL: Sales, → Won; Won: Shared; "
        "Recycled: Marketing, → MQL"
    )
    mql, recycled = (
        next(r for r in drawing.regions if r.key == key) for key in ("mql", "recycled")
    )
    tips = [max(head.points, key=lambda point: point[1]) for head in heads]
    assert any(recycled.y - 2 < y <= recycled.y for _, y in tips)
    back = next(head for head in heads if head.colour == "marketing")
    pill = mql.y + mql.height + 23
    assert pill < min(y for _, y in back.points) < pill + 2
    row = row_of(shown, "sal")
    assert row == ("mql", "sal", "won")
    assert [before_at(drawing, row, x) for x in (1, 150, 590)] == ["mql", "sal", ""]
    assert drawing.grip_at(mql.x + 5, mql.y + 5).part == "whole"  # type: ignore[union-attr]
    assert drawing.grip_at(mql.x + mql.width - 2, mql.y + mql.height - 2).part == "way"  # type: ignore[union-attr]


def test_a_way_that_is_to_go_is_dashed_and_struck_out() -> None:
    shown = [
        MapStage("mql", "MQL", "marketing", ways=("sal", "lost"), removed=("sal", "lost", "won")),
        MapStage("sal", "SAL", "sales", ways=("won",)),
        MapStage("won", "Won", "shared"),
        MapStage("lost", "Lost", "sales", ways=("away",), detour=True, removed=("away",)),
        MapStage("away", "Away", "sales", detour=True),
    ]
    drawing = stage_map(shown, 700, NAMED)
    struck = [s for s in drawing.shapes if isinstance(s, Line) and s.colour == "missed"]
    dashed = [s for s in drawing.shapes if isinstance(s, Line | Polyline) and s.dashed]
    assert (len(struck), len(dashed)) == (6, 3)
    assert not any(stage.is_struck("won") for stage in shown), "it leads there no more than before"


def test_the_legend_of_stages_keeps_what_has_room() -> None:
    words = ("Inventory", "Gate", "Maximum stay")
    for width, said in ((400, words[::-1]), (150, words[:1:-1]), (20, ())):
        drawing = stage_legend(words, width)
        assert_within_frame(drawing)
        assert tuple(s.text for s in drawing.shapes if isinstance(s, Text)) == said


@_FEW
@given(st.lists(st.floats(0, 2), max_size=4), st.one_of(st.none(), st.floats(0, 2)), WIDTHS)
def test_a_meter(shares: list[float], wanted: float | None, width: float) -> None:
    assert_within_frame(meter(Meter(tuple((each, "kept") for each in shares), wanted), width))
    assert_within_frame(meter(Meter.of(3, 4, "kept"), width))
    assert Meter.of(0, 0, "kept") == Meter(())


@_FEW
@given(st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=7), WIDTHS)
def test_a_chain(shown: list[tuple[str, str, str]], width: float) -> None:
    drawing = chain([ChainStep(*each) for each in shown], width)
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    assert len(drawing.regions) == len(shown)


FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    made = []
    for _ in range(draw(st.integers(0, 8))):
        start = FIRST + timedelta(draw(st.integers(-60, 150)))
        end = start + timedelta(draw(st.sampled_from((0, 3, 40, 400, -20))))
        name, diamond = draw(NAMES), draw(st.booleans())
        end = start if diamond else end
        made.append(Span(name, start, end, draw(st.sampled_from(OWNERS)), f"{name}: x",
                         draw(st.booleans()), diamond, name, draw(st.sampled_from(("", "€9"))),
                         draw(st.booleans()), movable=True))  # fmt: skip
    return tuple(made)


@_FEW
@given(st.lists(spans(), max_size=3), WIDTHS, st.integers(-5, 100), st.booleans())
def test_a_timeline(shown: list[tuple[Span, ...]], width: float, today: int, large: bool) -> None:
    groups = [
        Group("Enterprise", each, (Note("9 of 10"), Note("3 at once", "at_risk")), "told",
              (Crowded(FIRST, FIRST + timedelta(9), "3 at once"),),
              (Unplaced("Fair", "no dates yet", "sales", "told", "fair"),) * len(each))
        for each in shown
    ]  # fmt: skip
    frame = Frame(
        first=FIRST,
        last=LAST,
        months=[Tick(date(2026, month, 1), "October") for month in (10, 11, 12)],
        weeks=[Tick(FIRST + timedelta(4 + 7 * at), "12") for at in range(12)],
        period=(FIRST + timedelta(3), LAST),
        today=Tick(FIRST + timedelta(today), "Today"),
    )
    sizes = {"sizes": WINDOW} if large else {}
    drawing = timeline(groups, frame, width, selected="MQL", **sizes)
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    within = [
        span for each in shown for span in each if span.start <= LAST and span.shown_end >= FIRST
    ]
    unplaced = sum(len(each) for each in shown)
    assert len(drawing.regions) == len(within) + unplaced + 2 * len(groups)
    for grip in drawing.grips:
        assert 0 <= grip.x <= grip.x + grip.width <= width + 0.01


def test_a_bar_is_as_long_as_its_days_and_what_overlaps_goes_below() -> None:
    campaigns = (
        Span("A", FIRST, LAST, "sales", "A: all", strong=True),
        Span("B", date(2026, 10, 1), date(2026, 10, 31), "sales", "B: October", strong=True),
        Span("C", date(2026, 12, 1), date(2026, 12, 31), "sales", "C: December", strong=True),
    )
    drawing = timeline([Group("All", campaigns)], Frame(first=FIRST, last=LAST), 1000)
    b, c, a = drawing.regions
    assert (a.width, b.width, c.width) == pytest.approx((850, 850 * 31 / 92, 850 * 31 / 92))
    assert b.y == c.y != a.y
    assert drawing.as_text() == "B: October; C: December; A: all"


SHARES = st.sampled_from((None, 0.0, 0.9, 7.0))
_AMOUNTS = st.one_of(st.just(0.0), st.floats(0, 1e9))


@_FEW
@given(
    st.lists(st.tuples(NAMES, _FIGURES, st.sampled_from((None, 0.0, 0.9, 7.0))), max_size=25),
    WIDTHS,
)
def test_a_reverse_funnel(shown: list[tuple[str, str, float | None]], width: float) -> None:
    columns = [
        ReverseColumn(str(at), name, figure, "" if share is None else figure, share, "−4", "65 %")
        for at, (name, figure, share) in enumerate(shown)
    ]
    drawing = reverse_funnel(columns, width, ("Expected", "Needed", "Expected"))
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    assert [region.key for region in drawing.regions] == [str(at) for at in range(len(shown))]


@_FEW
@given(st.lists(st.tuples(_AMOUNTS, _AMOUNTS, _FIGURES), max_size=12), WIDTHS, st.floats(60, 300))
def test_what_each_month_needs_and_gets_and_what_a_point_brings(
    shown: list[tuple[float, float, str]], width: float, height: float
) -> None:
    months = [
        MonthPair("October", one, other, said, said, "−4", "told") for one, other, said in shown
    ]
    drawing = month_bars(months, width, height, ("Needed", "Expected"))
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    assert [bar.colour for bar in bars[1::2]] == [
        "at_risk" if other < one else "kept" for one, other, _ in shown
    ]
    assert_within_frame(month_legend(("Needed", "Expected"), width))
    assert_words_apart(month_legend(("Needed", "Expected"), width))
    gains = [GainBar("SAL to SQL", value, said, "told") for value, _, said in shown]
    drawing = gain_bars(gains, width, 28, ("Rate", "Brings"))
    assert_within_frame(drawing)
    assert_words_apart(drawing)
    assert len(drawing.regions) == len(shown)
