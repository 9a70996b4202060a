"""The reverse funnel: what is needed in each stage over what is expected, column by column."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Line,
    Polygon,
    Rect,
    Region,
    Shape,
    Text,
    fitting_size,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_NAMES, _NEEDED, _RULE, _HEAD = 12.0, 36.0, 50.0, 70.0
_EXPECTED, _BAR, _DIFFERENCE = 96.0, 104.0, 128.0
_HEIGHT, _SHORT_HEIGHT = 136.0, 46.0
_FIGURE = 17.0
_GAP, _SMALLER = 42.0, 10.0
NARROWEST = 76.0
"""Pixels that a column needs so that its numbers are read."""


@dataclass(frozen=True, slots=True)
class ReverseColumn:
    """One stage.

    Attributes:
        key: What a click leads to.
        name: Its name, short.
        needed: How many are needed; "–" where no rate tells.
        expected: How many are expected; empty where nothing is expected of anything.
        share: Expected ÷ needed; None where one is not known.
        difference: Expected − needed, with its sign.
        rate: The share that goes on to the next column, above the arrow back from it.
        told: The whole column in words.
    """

    key: str
    name: str
    needed: str
    expected: str = ""
    share: float | None = None
    difference: str = ""
    rate: str = ""
    told: str = ""

    @property
    def short(self) -> bool:
        """Whether less is expected than needed."""
        return self.share is not None and self.share < 1


def reverse_funnel(
    columns: Sequence[ReverseColumn], width: float, heads: tuple[str, str, str]
) -> Drawing:
    """Needed counts with arrows from right to left; below them bars of what is expected.

    Args:
        columns: From the first stage to customers.
        width: Of the whole drawing; it is as high as what it has to say.
        heads: What stands over what is expected, and the headings of both rows of its table.
    """
    if not columns:
        return Drawing(width, 0, ())
    with_expected = any(column.expected for column in columns)
    gap = min(_GAP, width / len(columns) / 3)
    wide = (width - gap * (len(columns) - 1)) / len(columns)
    size = 12.0 if all(text_width(each.name, 12) <= wide for each in columns) else SMALL
    shapes: list[Shape] = []
    regions = []
    if with_expected:
        shapes.append(Line((0, _RULE), (width, _RULE), "soft_line"))
        shapes.append(Text(0, _HEAD, heads[0], "muted", 12, room=width))
    height = _HEIGHT if with_expected else _SHORT_HEIGHT
    for at, column in enumerate(columns):
        x = at * (wide + gap)
        shapes += _needed(column, x, wide, size)
        if at + 1 < len(columns):
            shapes += _back(column.rate, x + wide, x + wide + gap)
        if with_expected:
            shapes += _expected(column, x, wide)
        regions.append(Region(x, 0, wide, height, column.told, column.key))
    table = (
        ("", *heads[1:], ""),
        *((each.name, each.needed, each.expected, each.difference) for each in columns),
    )
    return Drawing(width, height, legible(shapes), tuple(regions), table)


def _needed(column: ReverseColumn, x: float, wide: float, size: float) -> list[Shape]:
    middle = x + wide / 2
    return [
        Text(middle, _NAMES, column.name, "muted", size, align="centre", room=wide),
        Text(middle, _NEEDED, column.needed, "text", _FIGURE, "semibold", "centre", wide),
    ]


def _back(rate: str, left: float, right: float) -> list[Shape]:
    """An arrow back from the next stage, with the rate by which it is divided."""
    y = _NEEDED - 5
    start, end = right - 4, left + 4
    shapes: list[Shape] = []
    if start - end > 8:
        shapes.append(Line((end + 5, y), (start, y), "neutral", 1.25))
        shapes.append(Polygon(((end, y), (end + 6, y - 3.5), (end + 6, y + 3.5)), "neutral"))
    size = fitting_size(rate, right - left, SMALL, _SMALLER)
    if rate and size:
        middle = (left + right) / 2
        shapes.append(Text(middle, y - 7, rate, "muted", size, align="centre", room=right - left))
    return shapes


def _expected(column: ReverseColumn, x: float, wide: float) -> list[Shape]:
    middle = x + wide / 2
    tone = "at_risk" if column.short else "kept"
    shapes: list[Shape] = [
        Text(middle, _EXPECTED, column.expected, "text", _FIGURE, align="centre", room=wide)
    ]
    if column.share is not None:
        # The tick stands where all that is needed is there; beyond it the bar ends at the edge.
        track = max(wide - 4, HAIR)
        long = max(min(column.share, 1.0) * track, HAIR)
        shapes += [
            Rect(x, _BAR, track, 5, "soft_line", 2.5),
            Rect(x, _BAR, long, 5, tone, 2.5),
            Rect(x + track, _BAR - 4, min(2.0, wide - track), 13, "text"),
            Text(middle, _DIFFERENCE, column.difference, tone, 12, "semibold", "centre", wide),
        ]
    return shapes
