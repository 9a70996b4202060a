"""What came of a promise in each of its periods, as small marks in a row."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import Drawing, Line, Polyline, Region, Shape, Text

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


def period_marks(
    periods: Sequence[tuple[str, str]], texts: Sequence[str], height: float = 11.0
) -> Drawing:
    """One mark a period: a tick where it was kept, a wave just short, a cross missed, else a dash.

    Shape and colour say the same, so that neither is needed to read the other.

    Args:
        periods: What came of each, as a word of `domain.verdicts`, with the token of its colour.
        texts: What each mark says in words.
        height: Of the row.
    """
    shapes: list[Shape] = []
    regions = []
    top = (height - _SIZE) / 2
    for at, ((word, colour), text) in enumerate(zip(periods, texts, strict=True)):
        left = at * PITCH
        shapes += _mark(_SHAPES.get(word, ""), left, top, colour)
        regions.append(Region(left, 0, PITCH, height, text))
    table = (("Period",), *((text,) for text in texts))
    return Drawing(PITCH * max(1, len(periods)), height, tuple(shapes), tuple(regions), table)


def mark_heads(initials: Sequence[str], size: float, height: float = 11.0) -> Drawing:
    """A letter above each column of marks."""
    shapes = tuple(
        Text(at * PITCH + _SIZE / 2, height - 2, letter, "text", size, "semibold", "centre")
        for at, letter in enumerate(initials)
    )
    return Drawing(PITCH * max(1, len(initials)), height, shapes)


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
