"""How each thing on a timeline is drawn: bars, diamonds, crowded days, what has no place."""

from __future__ import annotations

from alignment_desktop.charts.geometry import (
    Hatching,
    Line,
    Outline,
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
    Days,
    Sizes,
    Span,
    Unplaced,
    extent,
    room_of_words,
)

_TEETH = 6
"""How many edges of teeth a cut end has."""
_RADIUS = 3.0


def mark(span: Span, top: float, days: Days, sizes: Sizes) -> list[Shape]:
    """A span with its words."""
    left, right = extent(span, days)
    shapes = _diamond(span, left, top, sizes) if span.diamond else _bar(span, top, days, sizes)
    start, room, colour = room_of_words(span, days, sizes.text)
    base = top + sizes.bar / 2 + sizes.text / 3
    inside = start < right
    if span.backwards and room > 2 * APART:
        shapes += _warning(start, top, sizes)
        start, room = start + 2 * APART, room - 2 * APART
    need, figure = text_width(span.words, sizes.text), text_width(span.figure, sizes.text)
    if span.figure and inside and need + APART + figure <= room:
        end = start + room
        shapes.append(Text(end, base, span.figure, colour, sizes.text, "semibold", "right", figure))
        room -= figure + APART
    if not inside and room > 0:
        # The lines of days and of today do not run through its words.
        shapes.append(Rect(start - 2, top + 2, min(need, room) + 2, sizes.bar - 4, "panel"))
    shapes.append(Text(start, base, span.words, colour, sizes.text, "medium", room=room))
    return shapes


def _diamond(span: Span, left: float, top: float, sizes: Sizes) -> list[Shape]:
    x, y = left + DIAMOND, top + sizes.bar / 2
    shapes: list[Shape] = [Polygon(_corners(x, y, DIAMOND), span.owner)]
    if not span.strong:
        shapes.append(Polygon(_corners(x, y, DIAMOND - 1.75), "panel"))
    return shapes


def _warning(x: float, top: float, sizes: Sizes) -> list[Shape]:
    """A sign that something is wrong with what stands behind it."""
    middle, reach = top + sizes.bar / 2, 5.5
    points = (x, middle + reach), (x + reach, middle - reach), (x + 2 * reach, middle + reach)
    return [
        Polygon(points, "at_risk"),
        Line((x + reach, middle - 1), (x + reach, middle + 3), "on_fill", 1.5),
    ]


def _corners(x: float, y: float, reach: float) -> tuple[Point, ...]:
    return (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)


def _bar(span: Span, top: float, days: Days, sizes: Sizes) -> list[Shape]:
    """A bar; an end that lies outside the frame is toothed, an edge that is proposed dashed."""
    left, right = extent(span, days)
    width, height = right - left, sizes.bar
    if span.backwards:
        return [Rect(left, top, width, height, "at_risk_tint", _RADIUS, Outline("at_risk", 1.5))]
    if span.proposed:
        edge = Outline(span.owner, 1.5, dashed=True)
        return [Rect(left, top, width, height, "panel", _RADIUS, edge)]
    cuts = span.start < days.first, span.shown_end > days.last
    shapes = _block(left, top, width, height, cuts, span.owner)
    if not span.strong and width > 3:
        tint = f"{span.owner}_tint"
        shapes += _block(left + 1, top + 1, width - 2, height - 2, cuts, tint)
    return shapes


def _block(
    x: float, y: float, width: float, height: float, cuts: tuple[bool, bool], colour: str
) -> list[Shape]:
    """A filled bar whose ends are round, or toothed where they are cut."""
    if width < 4 * TOOTH or not any(cuts):
        return [Rect(x, y, width, height, colour, _RADIUS)]
    start, end = x + 2 * TOOTH * cuts[0], x + width - 2 * TOOTH * cuts[1]
    shapes: list[Shape] = [Rect(start, y, end - start, height, colour, _RADIUS)]
    if cuts[0]:
        shapes.append(Polygon(_teeth(x, y, height, TOOTH), colour))
    if cuts[1]:
        shapes.append(Polygon(_teeth(x + width, y, height, -TOOTH), colour))
    return shapes


def _teeth(x: float, y: float, height: float, depth: float) -> tuple[Point, ...]:
    """An end with teeth as deep as said, seen from its edge, and a piece of the bar behind it."""
    step = height / _TEETH
    edge = [(x + depth * (at % 2), y + at * step) for at in range(_TEETH + 1)]
    behind = x + 3 * depth
    return ((behind, y), *edge, (behind, y + height))


def band(left: float, right: float, top: float, bottom: float) -> list[Shape]:
    """Hatched days of a group, with a line on top."""
    width, height = right - left, bottom - top
    return [
        Rect(left, top, width, height, "at_risk_tint"),
        Hatching(left, top, width, height, "at_risk", 6, 0.5),
        Rect(left, top, width, min(3.0, height), "at_risk"),
    ]


def pill(it: Unplaced, x: float, top: float, width: float, sizes: Sizes) -> list[Shape]:
    """What has no place, as a pill with its name and the reason."""
    height = sizes.bar
    base = top + height / 2 + sizes.text / 3
    edge = Outline("at_risk", 1, dashed=True)
    return [
        Rect(x, top, width, height, "panel", height / 2, edge),
        Text(
            x + APART, base, it.words, "text", sizes.text, "medium",
            room=max(width - 2 * APART, 0.0),
        ),
    ]  # fmt: skip
