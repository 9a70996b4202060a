"""Who had the clock: one bar for each kind of lead, divided into the parts of its way."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    Drawing,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

ROW = 34.0
_BAR, _LEAST = 9.0, 2.0
_SIZE, _SMALL = 12.0, 11.0
_TONES = ("faint", "muted", "accent")
"""Of the parts before the last, which has the colour of the party that promises."""


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One kind of lead.

    Attributes:
        name: What it is called.
        time: How long its median lead took, in words.
        seconds: How long each part of it took, in seconds.
        parts: The same in words.
    """

    name: str
    time: str
    seconds: tuple[float, ...]
    parts: tuple[str, ...]


def split_clock(rows: Sequence[SplitRow], width: float, colour: str) -> Drawing:
    """A row for each kind of lead; the longest bar is as wide as the drawing.

    Args:
        rows: From top to bottom.
        width: Of the whole drawing; the height comes from the number of rows.
        colour: The token of the last part.
    """
    longest = max((sum(row.seconds) for row in rows), default=0.0) or 1.0
    shapes: list[Shape] = []
    regions: list[Region] = []
    for number, row in enumerate(rows):
        top = number * ROW
        told = " · ".join(row.parts)
        before = text_width(f"{row.name} ", _SIZE)
        need = before + text_width(row.time, _SIZE) + 14
        shapes += [
            Text(0, top + 13, row.name, "muted", _SIZE),
            Text(before, top + 13, row.time, "text", _SIZE, "semibold"),
            Text(width, top + 13, told, "muted", _SMALL, align="right", room=max(width - need, 1)),
        ]
        x = 0.0
        for place, seconds in enumerate(row.seconds):
            last = place == len(row.seconds) - 1
            long = width * seconds / longest
            tone = colour if last else _TONES[place % len(_TONES)]
            if long > 0:
                shapes.append(Rect(x, top + 19, max(long, _LEAST), _BAR, tone))
            x += long
        regions.append(Region(0, top, width, ROW, f"{row.name} {row.time}: {told}"))
    table = (("", "", ""), *((row.name, row.time, " · ".join(row.parts)) for row in rows))
    return Drawing(width, len(rows) * ROW, legible(shapes), tuple(regions), table)
