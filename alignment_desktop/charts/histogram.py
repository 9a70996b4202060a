"""The histogram: how many fell into each bin, with the promised limit marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignment_desktop.charts.geometry import Drawing, Line, Rect, Region, Shape, Text

_GAP = 3.0
_HEAD = 16.0


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar.

    Attributes:
        label: The span that it covers, as "4 to 5 h".
        count: How many; not negative.
        beyond: Whether it lies past the promised limit.
        key: What a click leads to.
    """

    label: str
    count: int
    beyond: bool = False
    key: str = ""


def histogram(
    bins: Sequence[Bin],
    width: float,
    height: float,
    colour: str = "accent",
    beyond_colour: str = "missed",
    limit: str = "",
) -> Drawing:
    """Bars from left to right; the limit's line stands before the first bar beyond it.

    Args:
        bins: From smallest to largest.
        width: Of the whole drawing.
        height: Of the whole drawing, with the row for the limit's words.
        colour: The token for kept bars.
        beyond_colour: The token for bars beyond the limit.
        limit: The promised limit in words; empty: none is marked.
    """
    if not bins:
        return Drawing(width, height, ())
    top = _HEAD if limit else 0.0
    step = (width + _GAP) / len(bins)
    most = max(1, *(entry.count for entry in bins))
    shapes: list[Shape] = []
    regions = []
    for at, entry in enumerate(bins):
        tall = (height - top - 1) * entry.count / most
        shade = beyond_colour if entry.beyond else colour
        if entry.count:
            tall = max(tall, 2.0)
            shapes.append(Rect(at * step, height - 1 - tall, step - _GAP, tall, shade, 1))
        text = f"{entry.label}: {entry.count:,}"
        regions.append(Region(at * step, top, step, height - top, text, entry.key))
    shapes.append(Line((0, height - 0.5), (width, height - 0.5), "line"))
    if limit:
        first = next((at for at, entry in enumerate(bins) if entry.beyond), len(bins))
        x = min(first * step - _GAP / 2, width - 1)
        shapes.append(Line((x, 0), (x, height), "muted", 1.5, dashed=True))
        shapes.append(_limit_words(limit, x, width))
    table = (("", ""), *((entry.label, f"{entry.count:,}") for entry in bins))
    return Drawing(width, height, tuple(shapes), tuple(regions), table)


def _limit_words(limit: str, x: float, width: float) -> Text:
    """Beside the line, on the side where there is more room."""
    if x > width / 2 + 40:
        return Text(x - 5, 11, limit, "muted", 11, align="right", room=x - 5)
    return Text(x + 5, 11, limit, "muted", 11, room=width - x - 5)
