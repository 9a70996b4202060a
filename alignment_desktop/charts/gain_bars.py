"""What each of several things brings: its words, a bar from left, and the amount in words."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    HAIR,
    Drawing,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_SIZE, _BAR = 13.0, 8.0
_WORDS = 0.42


@dataclass(frozen=True, slots=True)
class GainBar:
    """One thing: its words, how long its bar is, the amount in words, and all of it in words."""

    name: str
    value: float
    amount: str
    told: str
    key: str = ""


def gain_bars(
    gains: Sequence[GainBar], width: float, row: float, heads: tuple[str, str]
) -> Drawing:
    """A row for each, the longest bar spanning the room between words and amounts.

    Args:
        gains: From top to bottom.
        width: Of the whole drawing.
        row: How high a row is.
        heads: The headings of its table.
    """
    most = max([HAIR, *(gain.value for gain in gains)])
    amounts = min(max([0.0, *(text_width(each.amount, _SIZE) for each in gains)]), width * 0.35)
    words = width * _WORDS
    track = max(width - words - amounts - 12, HAIR)
    shapes: list[Shape] = []
    regions = []
    for at, gain in enumerate(gains):
        base = at * row + row / 2 + _SIZE * 0.36
        long = max(track * gain.value / most, HAIR)
        shapes += [
            Text(0, base, gain.name, "text", _SIZE, room=max(words - 10, 0.0)),
            Rect(words, at * row + (row - _BAR) / 2, long, _BAR, "accent", 2),
            Text(width, base, gain.amount, "text", _SIZE, align="right", room=amounts),
        ]
        regions.append(Region(0, at * row, width, row, gain.told, gain.key))
    table = (heads, *((each.name, each.amount) for each in gains))
    return Drawing(width, row * len(gains), legible(shapes), tuple(regions), table)
