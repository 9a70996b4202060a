"""Horizontal bars with their words before and their numbers behind: where it slips, and why."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    Drawing,
    Rect,
    Region,
    Shape,
    Text,
    text_width,
)
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, how many, the token of its colour, and what a click leads to."""

    label: str
    count: int
    colour: str = "missed"
    key: str = ""


def bars(entries: Sequence[Bar], width: float, row: float = 24.0, size: float = 12.0) -> Drawing:
    """A row for each bar, the longest spanning the room between words and numbers."""
    most = max([1, *(entry.count for entry in entries)])
    longest = max((text_width(f"{entry.count:,}", size) for entry in entries), default=0.0)
    words, numbers = width * 0.52, max(longest + 12, 48.0)
    track = max(width - words - numbers, 1.0)
    shapes: list[Shape] = []
    regions = []
    for at, entry in enumerate(entries):
        middle = at * row + row / 2
        baseline = middle + size * 0.36
        shapes += [
            Text(0, baseline, entry.label, "text", size, room=words - 12),
            Rect(words, middle - 4, max(track * entry.count / most, 2.0), 8, entry.colour, 2),
            Text(width, baseline, f"{entry.count:,}", "text", size, align="right"),
        ]
        text = f"{entry.label}: {entry.count:,}"
        regions.append(Region(0, at * row, width, row, text, entry.key))
    table = (("", ""), *((entry.label, f"{entry.count:,}") for entry in entries))
    return Drawing(width, len(entries) * row, tuple(shapes), tuple(regions), table)
