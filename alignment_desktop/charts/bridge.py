"""The gap bridge: from plan to actual, a step up or down for each part of what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Line,
    Polyline,
    Rect,
    Region,
    Shape,
    Text,
    legible,
)
from alignment_desktop.values import dataclass

FOOT = 78.0
"""The height of the words below the bars."""
_HEAD = 20.0
_BAR = 0.62  # of the room of a column
_SIZE = 12.0
_LINE = 15.0
_WAVES, _WAVE = 4, 3.0
_NEAR = 0.5
"""The scale begins at zero unless the lowest level is beyond this share of the highest."""


@dataclass(frozen=True, slots=True)
class Step:
    """One column of the bridge.

    Attributes:
        name: What it is called.
        amount: How far it leads up or down; of the first and the last how high it stands.
        shown: The same in words.
        colour: The token of its bar.
        facts: What stands below its name, a line each.
        owner: Whose it is, in words; empty: nobody's.
        owner_colour: The token of these words.
        key: What a click leads to.
    """

    name: str
    amount: float
    shown: str
    colour: str
    facts: tuple[str, ...] = ()
    owner: str = ""
    owner_colour: str = "muted"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Which amounts the bars span.

    Attributes:
        low: At the foot of the bars.
        high: At their top.
    """

    low: float
    high: float

    @property
    def is_cut(self) -> bool:
        """Whether it does not begin at zero."""
        return self.low > 0


def levels_of(steps: Sequence[Step]) -> list[float]:
    """How high the bridge stands after each column: the first stands, the last is where it ends."""
    levels = [steps[0].amount]
    for step in steps[1:-1]:
        levels.append(levels[-1] + step.amount)
    return [*levels, steps[-1].amount]


def scale_of(steps: Sequence[Step]) -> Scale:
    """Where bars begin and end: at zero, unless the steps would be too small to be seen then."""
    levels = levels_of(steps)
    low, high = min(levels), max(levels)
    if low <= 0 or low < _NEAR * high:
        return Scale(min(low, 0.0), max(high, 0.0))
    room = max(low - (high - low) / 2, 0.0)
    unit = 10 ** floor(log10(high)) / 10
    return Scale(floor(room / unit) * unit, high)


def bridge(
    steps: Sequence[Step], width: float, height: float, selected: str = "", heads: str = ""
) -> Drawing:
    """Plan and actual stand; between them each part begins where the one before it ended.

    Where the scale is cut, both that stand are broken by a wave.

    Args:
        steps: The plan, the parts, what came: at least two.
        width: Of the whole drawing.
        height: Of the whole drawing; its foot takes `FOOT`.
        selected: The key of the column that is looked at.
        heads: What the table calls the columns.
    """
    scale, levels = scale_of(steps), levels_of(steps)
    pitch = width / len(steps)
    bottom = max(height - FOOT, _HEAD + HAIR)
    span = (scale.high - scale.low) or 1.0

    def level(value: float) -> float:
        return bottom - (value - scale.low) / span * (bottom - _HEAD)

    shapes: list[Shape] = [
        Rect(at * pitch, 0, pitch, height, "accent_tint", 6)
        for at, step in enumerate(steps)
        if selected and step.key == selected
    ]
    shapes.append(Line((0, level(levels[0])), (width, level(levels[0])), "faint", 1.0, dashed=True))
    shapes.append(Line((0, bottom), (width, bottom), "line"))
    for at, step in enumerate(steps):
        stands = at in (0, len(steps) - 1)
        begin = max(scale.low, 0.0) if stands else levels[at - 1]
        shapes += _bar(step, at, pitch, level(begin), level(levels[at]))
        if stands and scale.is_cut:
            shapes.append(_break(at, pitch, bottom))
        if at + 1 < len(steps):
            start, end = (at + (1 + _BAR) / 2) * pitch, (at + 1 + (1 - _BAR) / 2) * pitch
            shapes.append(Line((start, level(levels[at])), (end, level(levels[at])), "faint"))
        shapes += _words(step, (at + 0.5) * pitch, bottom, pitch - 2)
    regions = tuple(
        Region(at * pitch, 0, pitch, height, f"{step.name}: {_told(step)}", step.key)
        for at, step in enumerate(steps)
    )
    table = ((heads, ""), *((step.name, _told(step)) for step in steps))
    return Drawing(width, height, legible(shapes), regions, table)


def _told(step: Step) -> str:
    return ", ".join(filter(None, (step.shown, *step.facts, step.owner)))


def _bar(step: Step, at: int, pitch: float, begin: float, end: float) -> list[Shape]:
    """A bar from one level to another, with its amount above it."""
    top = min(begin, end)
    left = (at + (1 - _BAR) / 2) * pitch
    amount = Text(
        (at + 0.5) * pitch, top - 6, step.shown, _tone(step), _SIZE, "semibold", "centre",
        room=pitch - 2,
    )  # fmt: skip
    return [Rect(left, top, pitch * _BAR, max(abs(begin - end), HAIR), step.colour), amount]


def _tone(step: Step) -> str:
    return step.colour if step.colour in ("kept", "missed") else "text"


def _break(at: int, pitch: float, bottom: float) -> Polyline:
    left = (at + (1 - _BAR) / 2) * pitch
    part = pitch * _BAR / (2 * _WAVES)
    points = tuple(
        (left + number * part, bottom - 12 + (_WAVE if number % 2 else -_WAVE))
        for number in range(2 * _WAVES + 1)
    )
    return Polyline(points, "panel", 3.0)


def _words(step: Step, middle: float, bottom: float, room: float) -> list[Shape]:
    found: list[Shape] = [
        Text(middle, bottom + 17, step.name, "text", _SIZE, "semibold", "centre", room=room)
    ]
    for at, fact in enumerate(step.facts):
        base = bottom + 17 + (at + 1) * _LINE
        found.append(Text(middle, base, fact, "muted", SMALL, align="centre", room=room))
    base = bottom + 17 + 3 * _LINE
    found.append(
        Text(middle, base, step.owner, step.owner_colour, SMALL, align="centre", room=room)
    )
    return found
