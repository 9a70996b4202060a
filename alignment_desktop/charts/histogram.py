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


@dataclass(frozen=True, slots=True)
class TriedLimit:
    """A limit that is tried in the place of the promised one.

    Attributes:
        part: Where it lies, as a part of the whole scale from 0 to 1.
        words: What is tried, and how many would lie where.
    """

    part: float
    words: PromisedLimit


def place_of(part: float, width: float) -> float:
    """How far from the left a part of the scale is drawn, in a histogram of some width."""
    return min(max(part * (width + _GAP) - _GAP / 2, 1.0), width - 1.0)


def part_of(x: float, width: float) -> float:
    """Which part of the scale is drawn so far from the left: what `place_of` gives, back."""
    return (x + _GAP / 2) / (width + _GAP)


def histogram(
    bins: Sequence[Bin],
    width: float,
    height: float,
    colour: str = "accent",
    beyond_colour: str = "missed",
    limit: PromisedLimit | None = None,
    ticks: Sequence[tuple[int, str]] = (),
    tried: TriedLimit | None = None,
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
        tried: What is tried in the limit's place; the bars are coloured by it, and cut where it
            lies within one.
    """
    if not bins:
        return Drawing(width, height, ())
    said = limit if tried is None else tried.words
    both = said is not None and bool(said.within or said.beyond)
    top = _LINE * ((said is not None) + both)
    floor = height - _LINE * bool(ticks)
    # Where bars would be narrower than a hair, the gaps give way.
    narrow = (width + _GAP) / len(bins) - _GAP < HAIR
    gap = min(_GAP, width / len(bins) / 4) if narrow else _GAP
    step = (width + gap) / len(bins)
    most = max(1, *(entry.count for entry in bins))
    shapes: list[Shape] = []
    regions = []
    for at, entry in enumerate(bins):
        if entry.count > 0:
            tall = max((floor - top - 1) * entry.count / most, HAIR)
            bar = at * step, min(max(step - gap, HAIR), width - at * step)
            cut = place_of(tried.part, width) if tried is not None else None
            for x, wide, beyond in _cut(*bar, cut, beyond=entry.beyond):
                shade = beyond_colour if beyond else colour
                shapes.append(Rect(x, floor - 1 - tall, wide, tall, shade))
        text = f"{entry.label}: {entry.shown}"
        regions.append(Region(at * step, top, min(step, width - at * step), floor - top, text,
                              entry.key))  # fmt: skip
    shapes.append(Line((0, floor - 0.5), (width, floor - 0.5), "line"))
    if limit is not None:
        first = next((at for at, entry in enumerate(bins) if entry.beyond), len(bins))
        x = min(first * step - gap / 2, width - 1) if first else 1.0
        shapes.append(Line((x, top if tried else 0), (x, floor), "muted", 1.5, dashed=True))
        if tried is None:
            shapes += _limit_words(limit, x, width, "text", (colour, beyond_colour))
    if tried is not None:
        x = place_of(tried.part, width)
        shapes.append(Line((x, 0), (x, floor), "accent", 2))
        shapes += _limit_words(tried.words, x, width, "accent", (colour, beyond_colour))
    shapes += _tick_words(ticks, step, width, height)
    table = (("", ""), *((entry.label, entry.shown) for entry in bins))
    return Drawing(width, height, legible(shapes), tuple(regions), table)


def _cut(
    x: float, width: float, cut: float | None, *, beyond: bool
) -> list[tuple[float, float, bool]]:
    """The parts of a bar on the two sides of what is tried, with whether they lie beyond it."""
    if cut is None:
        return [(x, width, beyond)]
    if not x < cut < x + width:
        return [(x, width, x >= cut)]
    return [(x, cut - x, False), (cut, x + width - cut, True)]


def _limit_words(
    limit: PromisedLimit, x: float, width: float, ink: str, sides: tuple[str, str]
) -> list[Shape]:
    """What was promised, on the side of its line with more room; below it how many lie where."""
    left, right = max(x - 5, 0.0), max(width - x - 5, 0.0)
    if left > right:
        shapes: list[Shape] = [Text(x - 5, 11, limit.text, ink, SMALL, align="right", room=left)]
    else:
        shapes = [Text(x + 5, 11, limit.text, ink, SMALL, room=right)]
    if limit.within:
        words = Text(x - 5, 11 + _LINE, limit.within, sides[0], SMALL, align="right", room=left)
        shapes.append(words)
    if limit.beyond:
        shapes.append(Text(x + 5, 11 + _LINE, limit.beyond, sides[1], SMALL, room=right))
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
