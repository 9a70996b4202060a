"""The bullet bar: how far a result came, on a track where a tick marks the target."""

from __future__ import annotations

from alignment_desktop.charts.geometry import Drawing, Line, Rect, Shape
from alignment_desktop.values import dataclass

_TARGET_AT = 0.8  # what exceeds the target needs room too


@dataclass(frozen=True, slots=True)
class Bullet:
    """What a bullet bar shows.

    Attributes:
        attainment: Actual ÷ target; for a limit from above (`<=`) target ÷ actual. None: no value.
        colour: The token of the bar, by the status.
        text: What it says in words, such as "84.7 % of 90 %: missed".
    """

    attainment: float | None
    colour: str
    text: str


def bullet(value: Bullet, width: float, height: float = 16.0, thickness: float = 8.0) -> Drawing:
    """A bullet bar; the target stands at four fifths, and what is past the end is cut off."""
    top = (height - thickness) / 2
    tick = width * _TARGET_AT
    shapes: list[Shape] = [Rect(0, top, width, thickness, "soft_line", 2)]
    if value.attainment is not None:
        length = min(max(value.attainment, 0.0) * tick, width)
        if length > 0:
            shapes.append(Rect(0, top, length, thickness, value.colour, 2))
        shapes.append(Line((tick, top - 3), (tick, top + thickness + 3), "text", 2))
    return Drawing(width, height, tuple(shapes), (), (("", ""), ("", value.text)))
