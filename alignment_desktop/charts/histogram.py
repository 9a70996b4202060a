"""The histogram: how many fell into each bin, with the promised limit marked."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Line,
    Rect,
    Region,
    Shape,
    Text,
    legible,
)
from alignment_desktop.values import dataclass

_GAP = 3.0
_LINE = 15.0


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar.

    Attributes:
        label: The span that it covers, as "4 to 5 h".
        count: How many; not negative.
        shown: The count in words.
        beyond: Whether it lies past the promised limit.
        key: What a click leads to.
    """

    label: str
    count: int
    shown: str
    beyond: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class PromisedLimit:
    """The promised limit, in words.

    Attributes:
        text: What was promised.
        within: How many lie within it, to the left of its line; empty: not said.
        beyond: How many lie past it, to the right of its line; empty: not said.
    """

    text: str
    within: str = ""
    beyond: str = ""


def histogram(
    bins: Sequence[Bin],
    width: float,
    height: float,
    colour: str = "accent",
    beyond_colour: str = "missed",
    limit: PromisedLimit | None = None,
    ticks: Sequence[tuple[int, str]] = (),
) -> Drawing:
    """Bars from left to right; the limit's line stands before the first bar beyond it.

    Args:
        bins: From smallest to largest.
        width: Of the whole drawing.
        height: Of the whole drawing, with the rows for words.
        colour: The token for kept bars.
        beyond_colour: The token for bars beyond the limit.
        limit: The promised limit; None: none is marked.
        ticks: Words below the edges of bins: the number of the bin that begins there, from 0 to
            the number of bins, and the words.
    """
    if not bins:
        return Drawing(width, height, ())
    both = limit is not None and bool(limit.within or limit.beyond)
    top = _LINE * ((limit is not None) + both)
    floor = height - _LINE * bool(ticks)
    step = (width + _GAP) / len(bins)
    most = max(1, *(entry.count for entry in bins))
    shapes: list[Shape] = []
    regions = []
    for at, entry in enumerate(bins):
        if entry.count > 0:
            tall = max((floor - top - 1) * entry.count / most, HAIR)
            shade = beyond_colour if entry.beyond else colour
            shapes.append(Rect(at * step, floor - 1 - tall, max(step - _GAP, HAIR), tall, shade))
        text = f"{entry.label}: {entry.shown}"
        regions.append(Region(at * step, top, min(step, width - at * step), floor - top, text,
                              entry.key))  # fmt: skip
    shapes.append(Line((0, floor - 0.5), (width, floor - 0.5), "line"))
    if limit is not None:
        first = next((at for at, entry in enumerate(bins) if entry.beyond), len(bins))
        x = min(first * step - _GAP / 2, width - 1) if first else 1.0
        shapes.append(Line((x, 0), (x, floor), "muted", 1.5, dashed=True))
        shapes += _limit_words(limit, x, width, colour, beyond_colour)
    shapes += _tick_words(ticks, step, width, height)
    table = (("", ""), *((entry.label, entry.shown) for entry in bins))
    return Drawing(width, height, legible(shapes), tuple(regions), table)


def _limit_words(
    limit: PromisedLimit, x: float, width: float, colour: str, beyond_colour: str
) -> list[Shape]:
    """What was promised, on the side of its line with more room; below it how many lie where."""
    left, right = max(x - 5, 0.0), max(width - x - 5, 0.0)
    if left > right:
        shapes: list[Shape] = [Text(x - 5, 11, limit.text, "text", SMALL, align="right", room=left)]
    else:
        shapes = [Text(x + 5, 11, limit.text, "text", SMALL, room=right)]
    if limit.within:
        words = Text(x - 5, 11 + _LINE, limit.within, colour, SMALL, align="right", room=left)
        shapes.append(words)
    if limit.beyond:
        shapes.append(Text(x + 5, 11 + _LINE, limit.beyond, beyond_colour, SMALL, room=right))
    return shapes


def _tick_words(
    ticks: Sequence[tuple[int, str]], step: float, width: float, height: float
) -> list[Shape]:
    """Words below edges: centred between their neighbours, those at the ends flush with them."""
    places = [min(max(at * step - _GAP / 2, 0.0), width) for at, _ in ticks]
    shapes: list[Shape] = []
    for number, ((_, text), x) in enumerate(zip(ticks, places, strict=True)):
        before = x - places[number - 1] if number else 2 * x
        after = places[number + 1] - x if number + 1 < len(ticks) else 2 * (width - x)
        if x <= 0:
            shapes.append(Text(0, height - 3, text, "muted", SMALL, room=max(after / 2 - 3, 0.0)))
        elif x >= width:
            room = max(before / 2 - 3, 0.0)
            shapes.append(Text(width, height - 3, text, "muted", SMALL, align="right", room=room))
        else:
            room = max(min(before, after) - 6, 0.0)
            shapes.append(Text(x, height - 3, text, "muted", SMALL, align="centre", room=room))
    return shapes
