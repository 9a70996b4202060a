"""The shapes of stages: rounded for an inventory, pointed for a gate, a pill for a maximum stay."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Outline,
    Polygon,
    Rect,
    Shape,
    Text,
    legible,
    text_width,
)

POINT = 8.0
"""How far a gate's sides are drawn in, in pixels."""
_RADIUS, _EDGE, _PILL = 6.0, 1.5, 18.0
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


def stage_shape(
    box: Box, owner: str, *, gate: bool = False, filled: bool = False,
    outline: Outline | None = None,
) -> Shape:  # fmt: skip
    """The shape of a stage.

    Args:
        box: What it fills.
        owner: The token of its colour; empty: its line alone is drawn.
        gate: Whether its sides are pointed.
        filled: Whether it is filled with its colour, as what is selected is.
        outline: The line around it; its owner's where None.
    """
    x, y, width, height = box
    fill = owner if filled or not owner else f"{owner}_tint"
    line = outline or Outline(owner, _EDGE)
    if not gate:
        return Rect(x, y, width, height, fill, _RADIUS, line)
    inset = min(line.width / 2, width / 2)
    return Polygon(
        _hexagon(x + inset, y + inset, width - 2 * inset, height - 2 * inset), fill, line
    )


def _hexagon(x: float, y: float, wide: float, tall: float) -> tuple[tuple[float, float], ...]:
    point = min(POINT, wide / 4)
    middle = y + tall / 2
    return (
        (x, middle), (x + point, y), (x + wide - point, y),
        (x + wide, middle), (x + wide - point, y + tall), (x + point, y + tall),
    )  # fmt: skip


def stage_pill(x: float, middle: float, width: float, text: str) -> tuple[Shape, ...]:
    """How long a lead may stay, in a pill whose middle is so far down."""
    line = Outline("control_line", 1.0)
    return (
        Rect(x, middle - _PILL / 2, width, _PILL, "panel", _PILL / 2, line),
        Text(x + width / 2, middle + 4, text, "text", SMALL, align="centre",
             room=max(width - 6, 0.0)),
    )  # fmt: skip


def stage_legend(words: Sequence[str], width: float) -> Drawing:
    """What the shapes mean, from the right: an inventory, a gate, a maximum stay.

    Args:
        words: Of the three.
        width: Of the whole; what has no room is left out.
    """
    shapes: list[Shape] = []
    right = width
    for at in (2, 1, 0):
        room = text_width(words[at], SMALL)
        left = right - room - 24
        if left < 0:
            break
        box = left, 4.0, 18.0, 12.0
        line = Outline("muted", 1.25)
        if at == 2:
            shapes.append(Rect(*box[:2], 20.0, 10.0, "", 5, line))
        else:
            shapes.append(stage_shape(box, "", gate=at == 1, outline=line))
        shapes.append(Text(left + 24, 14, words[at], "muted", SMALL, room=room))
        right = left - 14
    table = (("",), *((word,) for word in words))
    return Drawing(width, 20, legible(shapes), table=table)
