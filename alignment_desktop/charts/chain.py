"""A chain of figures: one box for each step, and between two what leads from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Outline,
    Rect,
    Region,
    Shape,
    Text,
    arrow,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_BOX, _GAP, _RATE, _BELOW = 44.0, 12.0, 18.0, 6.0
_LEAST = 46.0
"""About so much width each box needs, else the steps go on below."""
_NARROW = 40.0
"""What a box asks for at least."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step.

    Attributes:
        name: What it is.
        figure: How much.
        rate: What leads to it from the step before; empty: nothing is said.
    """

    name: str
    figure: str
    rate: str = ""


def chain(steps: Sequence[ChainStep], width: float) -> Drawing:
    """The steps from left to right, in as many rows as they need, the rates below the arrows.

    Args:
        steps: In their order.
        width: Of the drawing; its height comes from the rows.
    """
    fit = max(int((width + _GAP) // (_LEAST + _GAP)), 1)
    rows = -(-len(steps) // fit) or 1
    each = -(-len(steps) // rows) or 1
    places: list[tuple[float, float, float]] = []
    for row in range(rows):
        own = steps[row * each : (row + 1) * each]
        wanted = [
            max(text_width(step.figure, 12), text_width(step.name, SMALL), _NARROW) for step in own
        ]
        room = max(width - _GAP * (len(own) - 1), 0.0)
        x, y = 0.0, row * (_BOX + _RATE + _BELOW)
        for its in wanted:
            box = room * its / (sum(wanted) or 1)
            places.append((x, y, box))
            x += box + _GAP
    shapes: list[Shape] = []
    regions = []
    table: list[tuple[str, ...]] = [("", "")]
    for step, (x, y, box) in zip(steps, places, strict=True):
        room = max(box - 4, 0.0)
        shapes += [
            Rect(x, y, box, _BOX, "background", 6, Outline("line")),
            Text(x + box / 2, y + 19, step.figure, "text", 12, "semibold", "centre", room),
            Text(x + box / 2, y + 35, step.name, "muted", SMALL, "regular", "centre", room),
        ]
        told = ", ".join(filter(None, (step.figure, step.rate)))
        table.append((step.name, told))
        regions.append(Region(x, y, box, _BOX, f"{step.name}: {told}"))
    for (_, step), ((x, y, box), (after, below, following)) in zip(
        pairwise(steps), pairwise(places), strict=True
    ):
        if below != y:
            # The first of a row has its rate under the end of the row above.
            shapes.append(
                Text(width, y + _BOX + 14, step.rate, "text", SMALL, "medium", "right", box / 2)
            )
            continue
        line = (x + box + 1, y + _BOX / 2), (after - 1, y + _BOX / 2)
        shapes += arrow(line, "muted", 1, head=5)
        middle, room = x + box + _GAP / 2, min(box, following) + _GAP - 2
        shapes.append(
            Text(middle, y + _BOX + 14, step.rate, "text", SMALL, "medium", "centre", room)
        )
    height = rows * (_BOX + _RATE) + (rows - 1) * _BELOW
    return Drawing(width, height, legible(shapes), tuple(regions), tuple(table))
