"""The target bar: a share on its whole scale, with what was promised and what is tried."""

from __future__ import annotations

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Line,
    Rect,
    Shape,
    Text,
    legible,
)
from alignment_desktop.values import dataclass

HEIGHT = 40.0
_ROW, _THICK, _AT = 15.0, 10.0, 22.0


@dataclass(frozen=True, slots=True)
class ShareBar:
    """What a target bar shows; places are from 0 to 1.

    Attributes:
        value: The share; None where there is none.
        shown: The same in words.
        target: What was promised.
        promised: The same in words.
        colour: The token of the bar, by the status.
        tried: What is tried in the target's place; None: nothing is.
        tried_text: The same in words.
    """

    value: float | None
    shown: str
    target: float
    promised: str
    colour: str
    tried: float | None = None
    tried_text: str = ""


def target_bar(bar: ShareBar, width: float) -> Drawing:
    """A bar from nothing to the whole, with a mark at the target and its words above."""
    shapes: list[Shape] = [Rect(0, _AT, width, _THICK, "soft_line", 3)]
    if bar.value:
        shapes.append(Rect(0, _AT, min(bar.value, 1.0) * width, _THICK, bar.colour, 3))
    if bar.tried is None:
        shapes += _mark(bar.target, bar.promised, "text", width)
    else:
        x = _held(bar.target, width)
        shapes.append(Line((x, _AT - 4), (x, _AT + _THICK + 4), "muted", 1.5, dashed=True))
        shapes += _mark(bar.tried, bar.tried_text, "accent", width)
    said = bar.tried_text if bar.tried is not None else bar.promised
    table = (("", ""), (bar.shown, said))
    return Drawing(width, HEIGHT, legible(shapes), (), table)


def _held(part: float, width: float) -> float:
    return min(max(part * width, 1.0), width - 1.0)


def _mark(part: float, words: str, colour: str, width: float) -> list[Shape]:
    """A line across the bar, its words on the side with more room."""
    x = _held(part, width)
    left, right = max(x - 5, 0.0), max(width - x - 5, 0.0)
    line = Line((x, 2), (x, _AT + _THICK + 4), colour, 2)
    if left > right:
        return [line, Text(x - 5, _ROW - 3, words, colour, SMALL, align="right", room=left)]
    return [line, Text(x + 5, _ROW - 3, words, colour, SMALL, room=right)]
