"""The sparkline: how a value moved over the last periods, without axes."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    Drawing,
    Line,
    Point,
    Polyline,
    Rect,
    Region,
    Shape,
    Text,
)
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach, drawn as a dashed line with its words."""

    value: float
    text: str = ""


def sparkline(
    values: Sequence[float | None],
    width: float,
    height: float,
    colour: str = "muted",
    target: Target | None = None,
    stroke: float = 1.5,
    told: Sequence[str] = (),
) -> Drawing:
    """A line through the values, from oldest to newest; a gap where a value is None.

    The height spans the smallest to the largest of values and target; a flat line lies in the
    middle. One value alone is a dot.

    Args:
        values: From oldest to newest.
        width: Of the whole drawing.
        height: Of the whole drawing.
        colour: The token of the line.
        target: The line to reach, with its words.
        stroke: How wide the line is.
        told: What is said of each value by pointing at it; of none where empty.
    """
    known = [value for value in values if value is not None]
    if not known:
        return Drawing(width, height, ())
    bounds = [*known, target.value] if target else known
    low, span = min(bounds), max(bounds) - min(bounds)
    head = 14.0 if target and target.text else stroke

    def level(value: float) -> float:
        share = (value - low) / span if span else 0.5
        return height - stroke - share * (height - stroke - head)

    step = (width - 2 * stroke) / max(len(values) - 1, 1)
    shapes: list[Shape] = []
    if target:
        y = level(target.value)
        shapes.append(Line((0, y), (width, y), "muted", 1.0, dashed=True))
        if target.text:
            shapes.append(Text(width, y - 4, target.text, "muted", 11, align="right"))
    run: list[Point] = []
    for at, value in enumerate([*values, None]):
        if value is not None:
            run.append((stroke + at * step, level(value)))
        elif run:
            shapes.append(_stroke(run, colour, stroke))
            run = []
    wide = width / len(values)
    regions = tuple(
        Region(at * wide, 0, wide, height, text)
        for at, (value, text) in enumerate(zip(values, told, strict=False))
        if value is not None
    )
    return Drawing(width, height, tuple(shapes), regions)


def _stroke(run: Sequence[Point], colour: str, stroke: float) -> Shape:
    if len(run) > 1:
        return Polyline(tuple(run), colour, stroke)
    x, y = run[0]
    return Rect(x - 1.5, y - 1.5, 3, 3, colour, 1.5)
