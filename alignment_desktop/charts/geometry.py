"""The few shapes that every chart is made of, in pixels or points, y pointing down."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, TypeAlias

from alignment_desktop.values import dataclass

Point: TypeAlias = tuple[float, float]
Weight: TypeAlias = Literal["regular", "medium", "semibold", "bold"]
Alignment: TypeAlias = Literal["left", "centre", "right"]
HAIR = 1.0
"""The least that a value other than none is drawn high or long, so that it is still seen."""
SMALL = 11.0
"""The size of the smallest text of a chart, in pixels."""
_LETTER = 0.66
"""The width of a letter or digit ÷ its size, on the safe side."""
_REAL = 0.94
"""The width that figures really have ÷ that, at most."""
_PERCENT = 0.55
"""How much wider a percent sign is, ÷ its size."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    start: Point
    end: Point
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points, with round joins."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The line around a shape, drawn inside its edge.

    Attributes:
        width: How wide it is; the shape grows no larger by it.
    """

    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle.

    Attributes:
        colour: What it is filled with; empty: nothing.
        outline: The line around it; None: none.
    """

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0.0
    outline: Outline | None = None


@dataclass(frozen=True, slots=True)
class Polygon:
    """A polygon.

    Attributes:
        colour: What it is filled with; empty: nothing.
        outline: The line around it, half of it outside the points; None: none.
    """

    points: tuple[Point, ...]
    colour: str
    outline: Outline | None = None


@dataclass(frozen=True, slots=True)
class Hatching:
    """Slanting lines that fill a rectangle.

    Attributes:
        step: How far the lines are from each other, along its edge.
    """

    x: float
    y: float
    width: float
    height: float
    colour: str
    step: float = 7.0
    line_width: float = 1.5

    def lines(self) -> tuple[tuple[Point, Point], ...]:
        """Start and end of each line, cut off at the edges; they rise to the right."""
        left, top = self.x, self.y
        right, bottom = left + self.width, top + self.height
        found: list[tuple[Point, Point]] = []
        along = self.step
        while along < self.width + self.height:
            down, across = min(along, self.height), min(along, self.width)
            start = (left + along - down, top + down)
            end = (left + across, top + along - across)
            found.append((start, end))
            along += self.step
        return tuple(
            ((max(x1, left), min(y1, bottom)), (min(x2, right), max(y2, top)))
            for (x1, y1), (x2, y2) in found
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text.

    Attributes:
        x: Where it begins, has its middle, or ends, as `align` says.
        y: Its base line.
        room: The widest it may be; what is wider is shortened with "…". None: as wide as it is.
        tabular: Whether its digits are all of one width.
    """

    x: float
    y: float
    text: str
    colour: str
    size: float = 12.0
    weight: Weight = "regular"
    align: Alignment = "left"
    room: float | None = None
    tabular: bool = True


def text_width(text: str, size: float) -> float:
    """About how wide a text is, to decide what has room; the painters alone know exactly."""
    return len(text) * size * _LETTER


def figure_width(text: str, size: float) -> float:
    """How wide a figure is at most, whose percent sign is wider than its digits."""
    return text_width(text, size) + text.count("%") * _PERCENT * size


def fitting_size(text: str, room: float, *sizes: float) -> float:
    """The first of some sizes in which a text fits into its room; 0: it fits in none.

    A number must not be shortened, as a name may be: "10…" is another number.
    """
    real = figure_width(text, 1.0) * _REAL
    return next((size for size in sizes if real * size <= room), 0.0)


Shape: TypeAlias = Line | Polyline | Rect | Polygon | Hatching | Text


def arrow(
    points: tuple[Point, ...],
    colour: str,
    width: float = 1.5,
    *,
    head: float = 6.0,
    dashed: bool = False,
) -> tuple[Shape, ...]:
    """A line through points with a filled head at its end.

    Args:
        points: Two or more, no two neighbours the same.
        colour: Of line and head.
        width: Of the line.
        head: The length of the head; half of it is its half width.
        dashed: Whether the line is.
    """
    (x1, y1), (x2, y2) = points[-2:]
    length = math.hypot(x2 - x1, y2 - y1)
    ahead = ((x2 - x1) / length, (y2 - y1) / length)
    back = (x2 - ahead[0] * head, y2 - ahead[1] * head)
    aside = (-ahead[1] * head / 2, ahead[0] * head / 2)
    return (
        Polyline((*points[:-1], back), colour, width, dashed),
        Polygon(
            (
                (x2, y2),
                (back[0] + aside[0], back[1] + aside[1]),
                (back[0] - aside[0], back[1] - aside[1]),
            ),
            colour,
        ),
    )


def legible(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """The shapes without words that have room for no more than a letter and "…"."""
    return tuple(
        shape
        for shape in shapes
        if not isinstance(shape, Text)
        or shape.room is None
        or (shape.text and shape.room >= min(2 * shape.size, text_width(shape.text, shape.size)))
    )


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a drawing that names its value and leads to what is behind it."""

    x: float
    y: float
    width: float
    height: float
    text: str
    key: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


Cursor: TypeAlias = Literal["move", "sideways", "upright", "cross"]
"""What the pointer looks like over a grip: which way it can be dragged; `cross`: draws anew."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A part of a drawing that can be dragged.

    Attributes:
        key: What is dragged: the key of its region.
        part: Which part of it, as `start`, `end` or `whole`.
        cursor: The shape of the pointer over it.
    """

    x: float
    y: float
    width: float
    height: float
    key: str
    part: str
    cursor: Cursor = "move"

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, ready to be painted.

    Attributes:
        width: Its width; all shapes lie within.
        height: Its height.
        shapes: From back to front.
        regions: What can be pointed at, in reading order.
        table: What it shows, as rows of text under a row of headings, for those who do not see it.
        caption: What it is, in words: its alternative text begins with it.
        grips: What can be dragged in the window, the foremost last.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    regions: tuple[Region, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    grips: tuple[Grip, ...] = ()

    def grip_at(self, x: float, y: float) -> Grip | None:
        """The foremost grip under a point."""
        return next((grip for grip in reversed(self.grips) if grip.holds(x, y)), None)

    def region_at(self, x: float, y: float) -> Region | None:
        """The region under a point."""
        return next((region for region in self.regions if region.holds(x, y)), None)

    def as_text(self) -> str:
        """The table in one line, for alternative text: "One funnel. MQL: 1,287; SAL: 795"."""
        rows = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in self.table[1:])
        return ". ".join(filter(None, (self.caption, rows)))
