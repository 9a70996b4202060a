"""What came of a promise in each of its periods, as small marks in a row."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import Drawing, Line, Polyline, Region, Shape, Text
from alignment_desktop.values import dataclass

PITCH = 13.0
"""From one mark to the next."""
_SIZE = 7.0

_TICK = ((0.0, 0.55), (0.36, 0.9), (1.0, 0.1))
_WAVE = (
    (0.0, 0.62), (0.12, 0.44), (0.28, 0.38), (0.5, 0.5), (0.72, 0.62), (0.88, 0.56), (1.0, 0.38),
)  # fmt: skip
_CROSS = (((0.1, 0.1), (0.9, 0.9)), ((0.9, 0.1), (0.1, 0.9)))
_DASH = ((0.2, 0.5), (0.8, 0.5))
_SHAPES = {"kept": "tick", "just_short": "wave", "missed": "cross"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of a promise in one period.

    Attributes:
        period: What the period is called.
        verdict: What came of it, in words.
        word: The same as a word of `domain.verdicts`.
        colour: The token of its colour.
    """

    period: str
    verdict: str
    word: str
    colour: str


def period_marks(marks: Sequence[Mark], height: float = 11.0) -> Drawing:
    """One mark a period: a tick where it was kept, a wave just short, a cross missed, else a dash.

    Shape and colour say the same, so that neither is needed to read the other.

    Args:
        marks: The periods, the oldest first.
        height: Of the row.
    """
    shapes: list[Shape] = []
    regions = []
    top = (height - _SIZE) / 2
    for at, mark in enumerate(marks):
        left = at * PITCH
        shapes += _mark(_SHAPES.get(mark.word, ""), left, top, mark.colour)
        regions.append(Region(left, 0, PITCH, height, f"{mark.period}: {mark.verdict}"))
    table = (("Period", "Verdict"), *((mark.period, mark.verdict) for mark in marks))
    return Drawing(PITCH * max(1, len(marks)), height, tuple(shapes), tuple(regions), table)


def mark_heads(names: Sequence[str], size: float, height: float = 11.0) -> Drawing:
    """The first letter of each period above its column of marks; those who do not see it hear all.

    Args:
        names: What the periods are called.
        size: Of the letters.
        height: Of the row.
    """
    shapes = tuple(
        Text(at * PITCH + _SIZE / 2, height - 2, name[:1], "text", size, "semibold", "centre")
        for at, name in enumerate(names)
    )
    regions = tuple(Region(at * PITCH, 0, PITCH, height, name) for at, name in enumerate(names))
    return Drawing(PITCH * max(1, len(names)), height, shapes, regions)


def _mark(name: str, left: float, top: float, colour: str) -> list[Shape]:
    def placed(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        return tuple((left + x * _SIZE, top + y * _SIZE) for x, y in points)

    if name == "tick":
        return [Polyline(placed(_TICK), colour, 1.3)]
    if name == "wave":
        return [Polyline(placed(_WAVE), colour, 1.3)]
    if name == "cross":
        return [Polyline(placed(stroke), colour, 1.3) for stroke in _CROSS]
    start, end = placed(_DASH)
    return [Line(start, end, "muted", 1.0)]
