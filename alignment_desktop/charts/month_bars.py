"""Pairs of bars by month: what is needed, empty, beside what is expected, filled."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Line,
    Outline,
    Polygon,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_ABOVE, _BELOW = 18.0, 54.0
_WIDEST, _BAR_SHARE = 28.0, 0.34


@dataclass(frozen=True, slots=True)
class MonthPair:
    """One month.

    Attributes:
        name: Its name.
        needed: What is needed, as a number.
        expected: What is expected.
        needed_text: The first in words, short.
        expected_text: The second likewise.
        difference: Expected − needed, with its sign.
        told: The whole month in words.
        key: What a click leads to.
        more: What stands below the difference.
    """

    name: str
    needed: float
    expected: float
    needed_text: str
    expected_text: str
    difference: str
    told: str
    key: str = ""
    more: str = ""

    @property
    def short(self) -> bool:
        """Whether less is expected than needed."""
        return self.expected < self.needed


def month_legend(heads: tuple[str, str], width: float) -> Drawing:
    """What the bars are, from the right; what has no room is left out."""
    shapes: list[Shape] = []
    right = width
    for text, colour in ((heads[1], "kept"), (heads[0], "")):
        room = text_width(text, SMALL)
        left = right - room - 16
        if left < 0:
            break
        outline = None if colour else Outline("muted", 1.5)
        shapes.append(Rect(left, 4, 11, 11, colour, 0, outline))
        if colour:
            shapes.append(Polygon(((left, 4), (left + 11, 4), (left, 15)), "at_risk"))
        shapes.append(Text(left + 16, 14, text, "muted", SMALL, room=room))
        right = left - 12
    return Drawing(width, 20, legible(shapes), table=(("",), *((head,) for head in heads)))


def month_bars(
    months: Sequence[MonthPair], width: float, height: float, heads: tuple[str, str]
) -> Drawing:
    """Two bars for each month over its name and the difference.

    Args:
        months: In their order.
        width: Of the whole drawing.
        height: Likewise.
        heads: What the bars are: needed, expected.
    """
    if not months:
        return Drawing(width, height, ())
    most = max([HAIR, *(value for each in months for value in (each.needed, each.expected))])
    floor = max(height - _BELOW, _ABOVE)
    tall, pitch = floor - _ABOVE, width / len(months)
    bar = min(_WIDEST, pitch * _BAR_SHARE, max(pitch / 2 - 1, 0.0))
    shapes: list[Shape] = []
    regions = []
    for at, month in enumerate(months):
        middle = (at + 0.5) * pitch
        tone = "at_risk" if month.short else "kept"
        for value, text, left, colour in (
            (month.needed, month.needed_text, middle - bar - 1, ""),
            (month.expected, month.expected_text, middle + 1, tone),
        ):
            high = max(tall * max(value, 0.0) / most, HAIR)
            outline = None if colour else Outline("muted", min(1.5, bar))
            shapes.append(Rect(left, floor - high, bar, high, colour, 0, outline))
            room = max(min(pitch / 2 - 2, bar + 14), 0.0)
            ink = colour or "text"
            # Each number keeps to its half of the month.
            at_bar = middle + (room / 2 + 1) * (1 if colour else -1)
            base = floor - high - 5
            shapes.append(Text(at_bar, base, text, ink, SMALL, "medium", "centre", room))
        room = max(pitch - 4, 0.0)
        shapes += [
            Text(middle, floor + 17, month.name, "text", 12, align="centre", room=room),
            Text(middle, floor + 33, month.difference, tone, 12, "semibold", "centre", room),
        ]
        shapes.append(
            Text(middle, floor + 49, month.more, "muted", SMALL, align="centre", room=room)
        )
        regions.append(Region(at * pitch, 0, pitch, height, month.told, month.key))
    shapes.append(Line((0, floor), (width, floor), "line"))
    table = (
        ("", *heads, "", ""),
        *(
            (each.name, each.needed_text, each.expected_text, each.difference, each.more)
            for each in months
        ),
    )
    return Drawing(width, height, legible(shapes), tuple(regions), table)
