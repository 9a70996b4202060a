"""Bars of groups: as long as each misses often, beside what is told of it."""

from __future__ import annotations

import pytest

from alignment_desktop.charts.geometry import Rect
from alignment_desktop.charts.group_bars import GroupBar, group_bars

HEADS = ("", "how often", "missed", "of the 79")


def bar(label: str, missed: int, of: int, **more: str) -> GroupBar:
    return GroupBar(label, missed, of, f"{missed} of {of}", f"{missed} %", **more)


def test_a_bar_is_as_long_as_its_group_misses_often_and_the_worst_fills_its_track() -> None:
    drawing = group_bars([bar("A", 10, 20, key="0"), bar("B", 10, 80)], 320, HEADS)
    tracks = [each for each in drawing.shapes if isinstance(each, Rect)]
    track, worst, _, other = tracks
    assert worst.width == track.width
    assert other.width == pytest.approx(track.width / 4)
    assert [region.text for region in drawing.regions] == ["A: 10 of 20, 10 %", "B: 10 of 80, 10 %"]
    assert drawing.regions[0].key == "0"
    assert drawing.table[1] == ("A", "10 of 20", "10 %")


def test_groups_without_a_miss_and_none_at_all_are_drawn() -> None:
    assert group_bars([], 320, HEADS).regions == ()
    assert len(group_bars([bar("A", 0, 20, colour="faint")], 20, HEADS).regions) == 1
