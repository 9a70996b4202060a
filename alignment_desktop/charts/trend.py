"""The trend: a value over several periods, with its target, and the days that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Line,
    Point,
    Polyline,
    Rect,
    Region,
    Shape,
    Text,
    figure_width,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_APART = 14.0
_HEAD, _FOOT = 20.0, 20.0
_DOT, _STROKE = 5.0, 1.75
_GUTTER = 0.36
"""At most so much of the width goes to the words at the end of the lines."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period.

    Attributes:
        label: What it is called.
        value: What was measured; None where there is nothing.
        shown: The value in words.
        target: What the value was to reach; None where nothing was promised.
        colour: The token of its value's words.
        shaded: Whether it belongs to the days that are looked at.
        told: Whether its value is written beside its dot.
    """

    label: str
    value: float | None
    shown: str = ""
    target: float | None = None
    colour: str = "text"
    shaded: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where periods and values lie."""

    slot: float
    top: float
    bottom: float
    low: float
    high: float

    def across(self, at: int) -> float:
        return (at + 0.5) * self.slot

    def level(self, value: float) -> float:
        span = self.high - self.low
        share = value / span - self.low / span if span else 0.5
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)


def trend(
    points: Sequence[TrendPoint],
    width: float,
    height: float,
    colour: str = "accent",
    target: str = "",
    shaded: str = "",
) -> Drawing:
    """A line from the oldest period to the newest, each with a dot; a gap where there is no value.

    The first value and the last are written, and those that are to be told.
    The scale spans the smallest to the largest of values and targets; it does not begin at zero.

    Args:
        points: From oldest to newest.
        width: Of the whole drawing.
        height: Of the whole drawing.
        colour: The token of the line.
        target: The last target in words, at the end of its dashed line; empty: not written.
        shaded: What the shaded periods are called, at the top of the shade.
    """
    values = [point.value for point in points if point.value is not None]
    table = (("", ""), *((point.label, point.shown or "–") for point in points))
    if not values:
        return Drawing(width, height, (), (), table)
    aims = [point.target for point in points if point.target is not None]
    last = max(at for at, point in enumerate(points) if point.value is not None)
    ends = (points[last].shown, target)
    gutter = min(max(text_width(text, SMALL) for text in ends) + 8, width * _GUTTER)
    frame = _Frame(
        (width - gutter) / len(points),
        _HEAD + _APART * bool(shaded),
        height - _FOOT - _APART,
        min(values + aims),
        max(values + aims),
    )
    shapes = [
        *_shade(points, frame, height, shaded),
        *_targets(points, frame),
        *_lines(points, frame, colour),
        *_value_words(points, frame, last),
        *_end_words(points, frame, last, width, colour, target),
        *_period_words(points, frame, width, height),
    ]
    regions = tuple(
        Region(at * frame.slot, 0, frame.slot, height, f"{point.label}: {point.shown or '–'}")
        for at, point in enumerate(points)
    )
    return Drawing(width, height, legible(shapes), regions, table)


def _shade(points: Sequence[TrendPoint], frame: _Frame, height: float, words: str) -> list[Shape]:
    inside = [at for at, point in enumerate(points) if point.shaded]
    if not inside:
        return []
    left, right = inside[0] * frame.slot, (inside[-1] + 1) * frame.slot
    shapes: list[Shape] = [Rect(left, 0, right - left, height - _FOOT, "soft_line")]
    room = right - left - 8
    # A single period, which is narrow, has its name below it.
    if words and (len(inside) > 1 or text_width(words, SMALL) <= room):
        shapes.append(Text(left + 4, 12, words, "neutral", SMALL, room=max(room, 0.0)))
    return shapes


def _targets(points: Sequence[TrendPoint], frame: _Frame) -> list[Shape]:
    """A dashed line across the periods that share a target."""
    shapes: list[Shape] = []
    begin = 0
    for at in range(1, len(points) + 1):
        aim = points[begin].target
        if at < len(points) and points[at].target == aim:
            continue
        if aim is not None:
            y = frame.level(aim)
            ends = (begin * frame.slot, y), (at * frame.slot, y)
            shapes.append(Line(*ends, "muted", 1.0, dashed=True))
        begin = at
    return shapes


def _lines(points: Sequence[TrendPoint], frame: _Frame, colour: str) -> list[Shape]:
    shapes: list[Shape] = []
    dots: list[Shape] = []
    run: list[Point] = []
    for at, value in enumerate([*(point.value for point in points), None]):
        if value is not None:
            x, y = frame.across(at), frame.level(value)
            run.append((x, y))
            half = min(_DOT, frame.slot) / 2
            dots.append(Rect(x - half, y - half, 2 * half, 2 * half, colour, half))
            continue
        if len(run) > 1:
            shapes.append(Polyline(tuple(run), colour, _STROKE))
        run = []
    return shapes + dots


def _value_words(points: Sequence[TrendPoint], frame: _Frame, last: int) -> list[Shape]:
    """The values beside their dots, on the side from which the line does not come."""
    known = [(at, point.value) for at, point in enumerate(points) if point.value is not None]
    told = [at for at, _ in known if (points[at].told or at == known[0][0]) and at != last]
    shapes: list[Shape] = []
    for number, (at, value) in enumerate(known):
        if at not in told:
            continue
        beside = [each for _, each in known[max(number - 1, 0) : number + 2] if each != value]
        above = not beside or value > sum(beside) / len(beside)
        y = frame.level(value) + (-8 if above else 16)
        shapes += _value_word(points[at], frame.across(at), y, *_room(at, told, points, frame))
    return shapes


def _room(
    at: int, told: Sequence[int], points: Sequence[TrendPoint], frame: _Frame
) -> tuple[float, float]:
    """From where to where the words of a value may reach: halfway to the next that is written."""
    here = told.index(at)
    left = (told[here - 1] + at + 1) / 2 * frame.slot if here else 0.0
    end = len(points) if here + 1 == len(told) else (at + told[here + 1] + 1) / 2
    return left, end * frame.slot


def _value_word(point: TrendPoint, x: float, y: float, left: float, right: float) -> list[Shape]:
    """A value in the middle above or below its dot, or as near to it as there is room."""
    need = figure_width(point.shown, SMALL)
    if need > right - left:
        return []
    start = min(max(x - need / 2, left), right - need)
    centre = start + need / 2
    return [
        Text(centre, y, point.shown, point.colour, SMALL, "semibold", align="centre", room=need)
    ]


def _end_words(
    points: Sequence[TrendPoint],
    frame: _Frame,
    last: int,
    width: float,
    colour: str,
    target: str,
) -> list[Shape]:
    """The last value and the target behind the ends of their lines, one above the other."""
    point, left = points[last], len(points) * frame.slot + 6
    words: list[tuple[float, str, str]] = []
    if point.value is not None:
        words.append((frame.level(point.value), point.shown, colour))
    if target and points[-1].target is not None:
        words.append((frame.level(points[-1].target), target, "text"))
    words.sort()
    levels = [y for y, *_ in words]
    if len(levels) == 2 and levels[1] - levels[0] < _APART:
        middle = sum(levels) / 2
        levels = [middle - _APART / 2, middle + _APART / 2]
    return [
        Text(left, y + 4, text, shade, SMALL, "semibold", room=width - left)
        for y, (_, text, shade) in zip(levels, words, strict=True)
    ]


def _period_words(
    points: Sequence[TrendPoint], frame: _Frame, width: float, height: float
) -> list[Shape]:
    """The names of the periods below them, all or every second, third …, the last one surely."""
    widest = max(text_width(point.label, SMALL) for point in points)
    step = max(ceil(widest / frame.slot), 1)
    shapes: list[Shape] = []
    for at in range(len(points) - 1, -1, -step):
        x = frame.across(at)
        room = min(step * frame.slot - 2, 2 * x, 2 * (width - x))
        label = Text(
            x, height - 5, points[at].label, "muted", SMALL, align="centre", room=max(room, 0.0)
        )
        shapes.append(label)
    return shapes[::-1]
