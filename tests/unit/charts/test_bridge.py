"""The drawn bridge: each part begins where the one before it ended, in true proportions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from alignment_desktop.charts.bridge import FOOT, Step, bridge, levels_of, scale_of
from alignment_desktop.charts.geometry import Polyline, Rect, Text

STEPS = [
    Step("Plan", 2_100, "€2,100", "faint"),
    Step("Volume", 250, "+€250", "kept", ("1,277 leads", "1,120 promised"), "Ines", key="volume"),
    Step("Speed", -550, "−€550", "missed", ("34 days", "36 planned"), "Marie", key="speed"),
    Step("Actual", 1_800, "€1,800", "accent"),
]


def bars(steps: list[Step], **more: str) -> list[Rect]:
    drawing = bridge(steps, 800, 300, **more)
    return [each for each in drawing.shapes if isinstance(each, Rect)]


def test_each_part_begins_where_the_one_before_it_ended() -> None:
    assert levels_of(STEPS) == [2_100, 2_350, 1_800, 1_800]
    plan, volume, speed, actual = bars(STEPS)
    assert volume.y + volume.height == pytest.approx(plan.y)
    assert speed.y == pytest.approx(volume.y)
    assert speed.y + speed.height == pytest.approx(actual.y)
    assert volume.height / speed.height == pytest.approx(250 / 550)


def test_a_cut_scale_breaks_what_stands_and_a_whole_one_does_not() -> None:
    assert scale_of(STEPS).low == 1_500
    cut = [each for each in bridge(STEPS, 800, 300).shapes if isinstance(each, Polyline)]
    assert len(cut) == 2
    deep = [STEPS[0], Step("Speed", -2_000, "", "missed"), Step("Actual", 100, "", "accent")]
    assert scale_of(deep).low == 0
    plan, _, actual = bars(deep)
    assert plan.height / actual.height == pytest.approx(21)
    assert not any(isinstance(each, Polyline) for each in bridge(deep, 800, 300).shapes)
    below = [STEPS[0], Step("Mix", -2_500, "", "missed"), Step("Rest", 400, "", "kept"),
             Step("Actual", 0, "", "accent")]  # fmt: skip
    assert scale_of(below).low == -400


def test_the_column_that_is_looked_at_is_marked_and_every_one_is_told() -> None:
    marked = bars(STEPS, selected="speed")[0]
    assert (marked.colour, marked.x, marked.height) == ("accent_tint", 400, 300)
    drawing = bridge(STEPS, 800, 300)
    assert drawing.regions[1].text == "Volume: +€250, 1,277 leads, 1,120 promised, Ines"
    assert drawing.region_at(210, 10) == drawing.regions[1]
    assert [row[0] for row in drawing.table[1:]] == ["Plan", "Volume", "Speed", "Actual"]
    lowest = max(each.y for each in drawing.shapes if isinstance(each, Text))
    assert 300 - FOOT < lowest < 300


def test_a_part_of_nothing_is_a_hairline_and_neighbours_meet() -> None:
    flat = [
        Step("Plan", 0, "0", "faint"),
        Step("Mix", 0, "0", "kept"),
        Step("Actual", 0, "", "accent"),
    ]
    assert all(bar.height == 1 for bar in bars(flat))
    for one, other in pairwise(bridge(STEPS, 800, 300).regions):
        assert one.x + one.width == pytest.approx(other.x)
