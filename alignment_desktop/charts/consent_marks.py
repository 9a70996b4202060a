"""A row of consent marks: for each clause two halves, filled where that party agrees.

The half of a party that proposes something else is dashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from alignment_desktop.charts.geometry import Drawing, Point, Polygon, Rect, Region, Shape
from alignment_desktop.values import dataclass

_GAP = 0.17  # radians to either side of the middle of a gap between two dashes
_STEPS = 24  # corners of half a circle, which then looks round at this size


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark.

    Attributes:
        text: What it says, for whoever points at it or does not see it.
        sales: Whether sales agrees.
        marketing: Whether marketing agrees.
        parked: Whether the clause is put aside, which is shown instead.
        proposing: The parties that propose something else.
    """

    text: str
    sales: bool = False
    marketing: bool = False
    parked: bool = False
    proposing: frozenset[str] = frozenset()


def consent_marks(
    marks: Sequence[Mark], size: float, gap: float, width: float, ground: str = "panel"
) -> Drawing:
    """The marks in as many rows as the width asks for.

    Args:
        marks: From left to right.
        size: The diameter of one.
        gap: Between two.
        width: The room that there is.
        ground: The colour behind them.
    """
    across = max(int((width + gap) // (size + gap)), 1)
    shapes: list[Shape] = []
    regions = []
    for at, mark in enumerate(marks):
        x, y = at % across * (size + gap), at // across * (size + gap)
        shapes += consent_mark(mark, x, y, size, ground)
        regions.append(Region(x, y, size, size, mark.text))
    rows = (len(marks) + across - 1) // across
    height = max(rows * (size + gap) - gap, 0.0)
    table = (("", ""), *((mark.text, "") for mark in marks))
    return Drawing(width, height, tuple(shapes), tuple(regions), table)


def consent_mark(
    mark: Mark, x: float, y: float, size: float, ground: str = "panel"
) -> Sequence[Shape]:
    """One mark, with its top left corner at a point."""
    return _parked(x, y, size, ground) if mark.parked else _halves(mark, x, y, size, ground)


def _halves(mark: Mark, x: float, y: float, size: float, ground: str) -> list[Shape]:
    radius, slit = size / 2, max(size * 0.045, 0.5)
    shapes: list[Shape] = []
    for party, agrees, side in (("sales", mark.sales, -1), ("marketing", mark.marketing, 1)):
        middle = (x + radius + side * slit, y + radius)
        shapes.append(Polygon(_half(middle, radius - slit, side), party))
        proposes = party in mark.proposing
        if proposes or not agrees:
            thick = max(size * 0.09, 0.9)
            inner = (middle[0] + side * thick, middle[1])
            shapes.append(Polygon(_half(inner, radius - slit - 1.7 * thick, side), ground))
        if proposes:
            shapes += [Polygon(each, ground) for each in _gaps(middle, radius, side)]
    return shapes


def _gaps(middle: Point, radius: float, side: int) -> list[tuple[Point, ...]]:
    """What is left out of the edge of half a circle, so that it is dashed."""
    gaps = []
    for angle in (-pi / 3, 0.0, pi / 3):
        inner, before, after = radius * 0.6, angle - _GAP, angle + _GAP
        ways = ((inner, before), (radius, before), (radius, after), (inner, after))
        gaps.append(
            tuple((middle[0] + side * far * cos(at), middle[1] + far * sin(at)) for far, at in ways)
        )
    return gaps


def _parked(x: float, y: float, size: float, ground: str) -> list[Shape]:
    radius, thick = size / 2, max(size * 0.09, 0.9)
    middle = (x + radius, y + radius)
    bar, high = size * 0.11, size * 0.36
    return [
        *(Polygon(_half(middle, radius, side), "at_risk") for side in (-1, 1)),
        *(Polygon(_half(middle, radius - thick, side), ground) for side in (-1, 1)),
        Rect(middle[0] - bar * 1.6, middle[1] - high / 2, bar, high, "at_risk", 0.3),
        Rect(middle[0] + bar * 0.6, middle[1] - high / 2, bar, high, "at_risk", 0.3),
    ]


def _half(middle: Point, radius: float, side: int) -> tuple[Point, ...]:
    """Half a disc, left (-1) or right (1) of its middle."""
    x, y = middle
    angles = (pi * step / _STEPS - pi / 2 for step in range(_STEPS + 1))
    return tuple((x + side * radius * cos(angle), y + radius * sin(angle)) for angle in angles)
