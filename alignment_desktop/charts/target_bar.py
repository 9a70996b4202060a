"""The target bar: a figure on its scale, with what was promised and what is tried."""

from __future__ import annotations

from alignment_desktop.charts.geometry import (
    SMALL,
    Alignment,
    Drawing,
    Line,
    Rect,
    Region,
    Shape,
    Text,
    figure_width,
    legible,
)
from alignment_desktop.values import dataclass

HEIGHT = 56.0
_ROW, _THICK, _AT = 12.0, 10.0, 22.0
_DOT, _RING = 4.0, 1.5
_FOOT, _APART = 50.0, 8.0
_BESIDE = 12.0
"""How far words stand from their line, which a handle may lie over."""


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """One period on a target bar.

    Attributes:
        at: Where its figure lies on the scale, from 0 to 1.
        label: What it is called, short enough to stand below its dot.
        name: What it is called.
        shown: Its figure in words, with what came of it.
        colour: The token of its dot, by what came of it.
    """

    at: float
    label: str
    name: str
    shown: str
    colour: str


@dataclass(frozen=True, slots=True)
class TargetBar:
    """What a target bar shows; places are from 0 to 1.

    Attributes:
        value: The figure; None where there is none, or no one figure is held against the target.
        shown: The figure in words.
        target: What was promised.
        promised: The same in words.
        colour: The token of the bar, by the status.
        tried: What is tried in the target's place; None: nothing is.
        tried_text: The same in words.
        marks: The periods that are held against the target one by one.
        ends: What stands at both ends of the scale.
        zero: Where nothing at all lies on the scale, from which the bar is drawn.
    """

    value: float | None
    shown: str
    target: float
    promised: str
    colour: str
    tried: float | None = None
    tried_text: str = ""
    marks: tuple[PeriodMark, ...] = ()
    ends: tuple[str, str] = ("", "")
    zero: float = 0.0


def target_bar(bar: TargetBar, width: float) -> Drawing:
    """A bar on its scale, a dot for each period, and a mark at the target with its words above."""
    shapes: list[Shape] = [Rect(0, _AT, width, _THICK, "soft_line", 3)]
    if bar.value is not None and bar.value != bar.zero:
        left, right = sorted((bar.value, bar.zero))
        span = min(right, 1.0) - left
        shapes.append(Rect(left * width, _AT, span * width, _THICK, bar.colour, 3))
    shapes += _dots(bar, width)
    if bar.tried is None:
        shapes += _mark(bar.target, bar.promised, "text", width)
    else:
        x = _held(bar.target, width)
        shapes.append(Line((x, _AT - 4), (x, _AT + _THICK + 4), "muted", 1.5, dashed=True))
        shapes += _mark(bar.tried, bar.tried_text, "accent", width)
    shapes += _foot(bar, width)
    said = bar.tried_text if bar.tried is not None else bar.promised
    rows = tuple((mark.name, mark.shown) for mark in bar.marks)
    regions = tuple(
        Region(
            _held(mark.at, width, _DOT) - _DOT,
            _AT - 4,
            2 * _DOT,
            _THICK + 8,
            f"{mark.name}: {mark.shown}",
        )
        for mark in bar.marks
    )
    return Drawing(width, HEIGHT, legible(shapes), regions, (("", ""), (bar.shown, said), *rows))


def _held(part: float, width: float, margin: float = 1.0) -> float:
    return min(max(part * width, margin), width - margin)


def _dots(bar: TargetBar, width: float) -> list[Shape]:
    """Each period as a dot with a ring, so that it is seen on the bar and beside another one."""
    shapes: list[Shape] = []
    for mark in bar.marks:
        x, y = _held(mark.at, width, _DOT + _RING), _AT + _THICK / 2
        for radius, colour in ((_DOT + _RING, "panel"), (_DOT, mark.colour)):
            shapes.append(Rect(x - radius, y - radius, 2 * radius, 2 * radius, colour, radius))
    return shapes


def _foot(bar: TargetBar, width: float) -> list[Shape]:
    """The ends of the scale, and below the dots the names of their periods that have room."""
    taken: list[tuple[float, float]] = []
    shapes: list[Shape] = []

    def write(text: str, x: float) -> None:
        need = figure_width(text, SMALL)
        left = min(max(x - need / 2, 0.0), max(width - need, 0.0))
        right = left + need
        if text and all(right + _APART <= other or end + _APART <= left for other, end in taken):
            taken.append((left, right))
            align: Alignment = "left" if not left else "right" if right >= width else "centre"
            place = {"left": left, "right": right, "centre": (left + right) / 2}[align]
            shapes.append(Text(place, _FOOT, text, "muted", SMALL, align=align, room=need))

    write(bar.ends[0], 0.0)
    write(bar.ends[1], width)
    for group in reversed(_beside_each_other(bar.marks, width)):
        middle = sum(mark.at for mark in group) / len(group) * width
        write(", ".join(mark.label for mark in group), middle)
    return shapes


def _beside_each_other(marks: tuple[PeriodMark, ...], width: float) -> list[list[PeriodMark]]:
    """The periods whose dots touch each other, together; the oldest group first."""
    groups: list[list[PeriodMark]] = []
    for mark in sorted(marks, key=lambda each: each.at):
        if groups and (mark.at - groups[-1][-1].at) * width <= 2 * (_DOT + _RING):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    order = {id(mark): number for number, mark in enumerate(marks)}
    for group in groups:
        group.sort(key=lambda mark: order[id(mark)])
    return sorted(groups, key=lambda group: order[id(group[0])])


def _mark(part: float, words: str, colour: str, width: float) -> list[Shape]:
    """A line across the bar, its words on the side with more room."""
    x = _held(part, width)
    left, right = max(x - _BESIDE, 0.0), max(width - x - _BESIDE, 0.0)
    line = Line((x, 2), (x, _AT + _THICK + 4), colour, 2)
    if left > right:
        return [line, Text(x - _BESIDE, _ROW, words, colour, SMALL, align="right", room=left)]
    return [line, Text(x + _BESIDE, _ROW, words, colour, SMALL, room=right)]
