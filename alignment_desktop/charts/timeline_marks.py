"""How each thing on a timeline is drawn: bars, diamonds, crowded days, what has no place."""

from __future__ import annotations

from alignment_desktop.charts.geometry import (
    Line,
    Point,
    Polygon,
    Rect,
    Shape,
    Text,
    text_width,
)
from alignment_desktop.charts.timeline_values import (
    APART,
    DIAMOND,
    TOOTH,
    Crowded,
    Days,
    Sizes,
    Span,
    Unplaced,
    extent,
    room_of_words,
)

_TEETH = 6
"""How many edges of teeth a cut end has."""
_SLANT = 6.0
_RADIUS = 3.0


def mark(span: Span, top: float, days: Days, sizes: Sizes) -> list[Shape]:
    """A span with its words."""
    left, right = extent(span, days)
    shapes = _diamond(span, left, top, sizes) if span.diamond else _bar(span, top, days, sizes)
    start, room, colour = room_of_words(span, days, sizes.text)
    base = top + sizes.bar / 2 + sizes.text / 3
    inside = start < right
    need, figure = text_width(span.label, sizes.text), text_width(span.figure, sizes.text)
    if span.figure and inside and need + APART + figure <= room:
        end = start + room
        shapes.append(Text(end, base, span.figure, colour, sizes.text, "semibold", "right", figure))
        room -= figure + APART
    shapes.append(Text(start, base, span.label, colour, sizes.text, "medium", room=room))
    return shapes


def _diamond(span: Span, left: float, top: float, sizes: Sizes) -> list[Shape]:
    x, y = left + DIAMOND, top + sizes.bar / 2
    shapes: list[Shape] = [Polygon(_corners(x, y, DIAMOND), span.owner)]
    if not span.strong:
        shapes.append(Polygon(_corners(x, y, DIAMOND - 1.75), "panel"))
    return shapes


def _corners(x: float, y: float, reach: float) -> tuple[Point, ...]:
    return (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)


def _bar(span: Span, top: float, days: Days, sizes: Sizes) -> list[Shape]:
    """A bar; an end that lies outside the frame is toothed, an edge that is proposed dashed."""
    left, right = extent(span, days)
    cuts = span.start < days.first, span.shown_end > days.last
    if span.backwards:
        return [Rect(left, top, right - left, sizes.bar, "at_risk", _RADIUS)]
    shapes = _block(left, top, right - left, sizes.bar, cuts, span.owner)
    filled = span.strong and not span.proposed
    if not filled and right - left > 3:
        inner = "panel" if span.proposed else f"{span.owner}_tint"
        shapes += _block(left + 1, top + 1, right - left - 2, sizes.bar - 2, cuts, inner)
    return shapes


def _block(
    x: float, y: float, width: float, height: float, cuts: tuple[bool, bool], colour: str
) -> list[Shape]:
    """A filled bar whose ends are round, or toothed where they are cut."""
    if width < 3 * TOOTH or not any(cuts):
        return [Rect(x, y, width, height, colour, _RADIUS)]
    start, end = x + TOOTH * cuts[0], x + width - TOOTH * cuts[1]
    shapes: list[Shape] = [Rect(start, y, end - start, height, colour, _RADIUS)]
    if cuts[0]:
        shapes.append(Polygon(_teeth(start, y, height, -TOOTH), colour))
    if cuts[1]:
        shapes.append(Polygon(_teeth(end, y, height, TOOTH), colour))
    return shapes


def _teeth(x: float, y: float, height: float, depth: float) -> tuple[Point, ...]:
    """Teeth at an upright line, as deep as said to its right; a little of the bar below them."""
    step = height / _TEETH
    edge = [(x + depth * (at % 2), y + at * step) for at in range(_TEETH + 1)]
    back = x - depth
    return ((back, y), *edge, (back, y + height))


def band(crowded: Crowded, top: float, bottom: float, days: Days) -> list[Shape]:
    """Hatched days of a group, with a line on top."""
    left, right = days.edge(crowded.first), days.edge(crowded.last, 1)
    shapes: list[Shape] = [Rect(left, top, right - left, bottom - top, "at_risk_tint")]
    reach = bottom - top
    at = left - reach + _SLANT
    while at < right:
        # A line that rises to the right, as far as it lies within.
        start, end = max(at, left), min(at + reach, right)
        if start < end:
            shapes.append(
                Line((start, bottom - (start - at)), (end, bottom - (end - at)), "at_risk", 0.5)
            )
        at += _SLANT
    shapes.append(Rect(left, top, right - left, min(3.0, bottom - top), "at_risk"))
    return shapes


def pill(it: Unplaced, x: float, top: float, width: float, sizes: Sizes) -> list[Shape]:
    """What has no place, as a pill with its name and the reason."""
    height = sizes.bar
    base = top + height / 2 + sizes.text / 3
    return [
        Rect(x, top, width, height, it.owner, height / 2),
        Rect(x + 1, top + 1, width - 2, height - 2, "panel", height / 2 - 1),
        Text(
            x + APART, base, it.words, "text", sizes.text, "medium",
            room=max(width - 2 * APART, 0.0),
        ),
    ]  # fmt: skip


def warning(x: float, top: float, sizes: Sizes) -> list[Shape]:
    """A mark that something is wrong with what stands behind it."""
    middle, reach = top + sizes.bar / 2, 5.5
    return [
        Polygon(((x, middle + reach), (x + reach, middle - reach), (x + 2 * reach, middle + reach)),
                "at_risk"),
        Line((x + reach, middle - 2), (x + reach, middle + 2), "on_fill", 1.5),
    ]  # fmt: skip
