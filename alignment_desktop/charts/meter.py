"""A meter: a thin bar of one or more parts on a track, where a tick marks what is wanted."""

from __future__ import annotations

from alignment_desktop.charts.geometry import Drawing, Line, Rect, Shape
from alignment_desktop.values import dataclass

_HIGH, _THICK, _BETWEEN = 12.0, 5.0, 2.0


@dataclass(frozen=True, slots=True)
class Meter:
    """What a meter shows.

    Attributes:
        parts: How much of the whole each part is, from 0 to 1, and the token of its colour.
        wanted: Where the tick stands, from 0 to 1; None: there is none.
    """

    parts: tuple[tuple[float, str], ...]
    wanted: float | None = None

    @classmethod
    def of(cls, value: float, wanted: float, colour: str) -> Meter:
        """A value beside what is wanted, with a little room beyond the larger of both."""
        whole = max(value, wanted, 0.0) * 1.06
        if not whole:
            return cls(())
        return cls(((max(value, 0.0) / whole, colour),), max(wanted, 0.0) / whole)


def meter(value: Meter, width: float) -> Drawing:
    """A meter; what would reach past the end is cut off."""
    top = (_HIGH - _THICK) / 2
    shapes: list[Shape] = [Rect(0, top, width, _THICK, "soft_line", 2.5)]
    x = 0.0
    for share, colour in value.parts:
        end = min(x + max(share, 0.0) * width, width)
        between = _BETWEEN if end < width and len(value.parts) > 1 else 0.0
        if end - between > x:
            shapes.append(Rect(x, top, end - between - x, _THICK, colour, 2.5))
        x = end
    if value.wanted is not None:
        tick = min(max(value.wanted * width, 1.0), max(width - 1, 0.0))
        shapes.append(Line((tick, 0.5), (tick, _HIGH - 0.5), "text", 2))
    return Drawing(width, _HIGH, tuple(shapes))
