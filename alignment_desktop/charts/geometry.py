"""The few shapes that every chart is made of, in pixels or points, y pointing down."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon."""

    points: tuple[Point, ...]
    colour: str


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


Shape: TypeAlias = Line | Polyline | Rect | Polygon | Text


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
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    regions: tuple[Region, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""

    def region_at(self, x: float, y: float) -> Region | None:
        """The region under a point."""
        return next((region for region in self.regions if region.holds(x, y)), None)

    def as_text(self) -> str:
        """The table in one line, for alternative text: "One funnel. MQL: 1,287; SAL: 795"."""
        rows = "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in self.table[1:])
        return ". ".join(filter(None, (self.caption, rows)))
