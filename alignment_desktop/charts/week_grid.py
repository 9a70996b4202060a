"""The hours of a week as blocks on a grid: a row a day, night shifts past the midnight line."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Grip,
    Line,
    Outline,
    Rect,
    Region,
    Shape,
    Text,
    text_width,
)
from alignment_desktop.values import dataclass

HEAD, ROW, BAR = 26.0, 24.0, 20.0
"""Heights of the line of hours, of a day, and of a block."""
_NAME, _TOTAL = 44.0, 68.0
"""Widths of the days' names and of what is beside their rows."""
_HOUR, _DAY = 60, 24 * 60
_EARLIEST, _LATEST = 7 * _HOUR, 19 * _HOUR
"""What is in sight at least, in minutes from midnight."""
_SPARE = _HOUR
_NARROWEST = 46.0  # pixels between two hours that are named
_GRIP, _REACH = 3.0, 8.0
DRAWS, START, END, WHOLE = "draws", "start", "end", "whole"
"""What a grip does: draw a block on a day, move a block's start, its end, or all of it."""
_EDGE = 1.25


@dataclass(frozen=True, slots=True)
class GridDay:
    """A row.

    Attributes:
        code: What the region of the row is called, as `mon`.
        name: The day, short.
        blocks: Start and end of each, in minutes from its midnight; in order.
        told: What each of them says in words.
        total: How long the day is open, in words.
        closed: What there is to say of a day without hours.
        proposed: Those of the blocks that are only proposed yet.
        gone: Blocks that stand and would go by what is proposed.
    """

    code: str
    name: str
    blocks: tuple[tuple[int, int], ...]
    told: tuple[str, ...]
    total: str
    closed: str = ""
    proposed: frozenset[tuple[int, int]] = frozenset()
    gone: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """Which minutes of a day are in sight, and where.

    Attributes:
        first: The first minute.
        last: The last one; past 1,440 where something ends on the next day.
        left: Where the first one is.
        right: Where the last one is.
    """

    first: int
    last: int
    left: float
    right: float

    def x(self, minute: float) -> float:
        """Where a minute is."""
        share = (minute - self.first) / (self.last - self.first)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def minute(self, x: float) -> float:
        """Which minute is somewhere."""
        share = (x - self.left) / max(self.right - self.left, 1.0)
        return self.first + min(max(share, 0.0), 1.0) * (self.last - self.first)


def axis_of(days: Sequence[GridDay], width: float) -> Axis:
    """What has to be in sight for every block, with an hour to spare on both sides."""
    starts = [start for day in days for start, _ in day.blocks]
    ends = [end for day in days for _, end in day.blocks]
    first = min([_EARLIEST, *(start - _SPARE for start in starts)])
    last = max([_LATEST, *(end + _SPARE for end in ends)])
    even = 2 * _HOUR
    first = max(first // _HOUR * _HOUR, 0)
    last = min(-(-last // _HOUR) * _HOUR, 2 * _DAY)
    right = max(width - _TOTAL, _NAME + even / _HOUR)
    return Axis(first, last, _NAME, right)


def row_at(y: float) -> int | None:
    """The day of a place, 0 for Monday; None above and below them."""
    row = int((y - HEAD) // ROW)
    return row if 0 <= row < 7 else None


def block_key(day: GridDay, block: tuple[int, int]) -> str:
    """What the region of a block is called."""
    return f"{day.code} {block[0]} {block[1]}"


def grid_height() -> float:
    """How high the grid is."""
    return HEAD + 7 * ROW + 1


def week_grid(
    days: Sequence[GridDay],
    width: float,
    *,
    headings: tuple[str, ...],
    caption: str,
    chosen: str = "",
    lunch: str = "",
    axis: Axis | None = None,
) -> Drawing:
    """Seven rows with their blocks.

    Args:
        days: Monday first.
        width: Of the whole drawing.
        headings: Of the table that it reads as: day, hours, open.
        caption: What it is, in words.
        chosen: The region that is selected, whose block is filled and says its hours.
        lunch: What a gap around noon is called.
        axis: What is in sight, while something is dragged; found from the blocks where None.
    """
    axis = axis or axis_of(days, width)
    shapes: list[Shape] = [*_lines(axis)]
    regions: list[Region] = []
    rows, grips = [], []
    called = False
    for row, day in enumerate(days):
        top = HEAD + row * ROW
        shapes += _beside(day, top, width)
        gap = _noon(day) if lunch and not called else None
        if gap is not None:
            middle, room = (axis.x(gap[0]) + axis.x(gap[1])) / 2, axis.x(gap[1]) - axis.x(gap[0])
            called = text_width(lunch, SMALL) * 0.8 <= room
            if called:
                shapes.append(Text(middle, top + 16, lunch, "muted", SMALL, align="centre"))
        regions.append(Region(0, top, axis.left, ROW, f"{day.name}: {day.total}", day.code))
        rows.append(Grip(axis.left, top, axis.right - axis.left, ROW, day.code, DRAWS, "cross"))
        y = top + (ROW - BAR) / 2
        for start, end in day.gone:
            left, right = axis.x(start), axis.x(end)
            edge = Outline("control_line")
            shapes.append(Rect(left, y, max(right - left, 1.0), BAR, "", 5, edge))
        for block, told in zip(day.blocks, day.told, strict=True):
            key = block_key(day, block)
            left, right = axis.x(block[0]), axis.x(block[1])
            dashed = block in day.proposed
            shapes += _bar(left, right, y, told if key == chosen else "", key == chosen, dashed)
            wide = max(right - left, 1.0)
            regions.append(Region(left, y, wide, BAR, told, key))
            reach = min(_REACH, wide / 3)
            grips += [
                Grip(left, y, wide, BAR, key, WHOLE),
                Grip(left - reach / 2, y, reach * 1.5, BAR, key, START, "sideways"),
                Grip(right - reach, y, reach * 1.5, BAR, key, END, "sideways"),
            ]
    table = ((day.name, "; ".join(day.told) or day.closed, day.total) for day in days)
    return Drawing(
        width,
        grid_height(),
        tuple(shapes),
        tuple(regions),
        (headings, *table),
        caption,
        (*rows, *grips),
    )


def _lines(axis: Axis) -> list[Shape]:
    bottom = HEAD + 7 * ROW
    shapes: list[Shape] = [
        Line((axis.left, HEAD + row * ROW), (axis.right, HEAD + row * ROW), "soft_line")
        for row in range(8)
    ]
    hour = (axis.right - axis.left) * _HOUR / (axis.last - axis.first)
    step = next(each for each in (2, 3, 4, 6, 12, 48) if each * hour >= _NARROWEST or each == 48)
    for minute in range(axis.first, axis.last + 1, _HOUR):
        x = axis.x(minute)
        midnight = minute == _DAY
        named = minute // _HOUR % step == 0
        if named or midnight or hour >= 8:
            colour = "muted" if midnight else "line" if named else "soft_line"
            shapes.append(Line((x, HEAD), (x, bottom), colour, dashed=midnight))
        if named and axis.left - 20 <= x <= axis.right:
            text = f"{minute // _HOUR % 24:02}:00"
            shapes.append(Text(x, HEAD - 9, text, "muted", SMALL, align="centre"))
    return shapes


def _beside(day: GridDay, top: float, width: float) -> list[Shape]:
    colour = "text" if day.blocks else "muted"
    name = Text(0, top + 16.5, day.name, colour, 13, "semibold", room=_NAME - 6)
    if not day.blocks:
        name = Text(0, top + 16.5, day.name, colour, 13, room=_NAME - 6)
    room = _TOTAL - 6
    return [name, Text(width, top + 16.5, day.total, colour, 13, align="right", room=room)]


def _noon(day: GridDay) -> tuple[int, int] | None:
    """The gap between two blocks in which noon lies, or the hour after it."""
    for (_, end), (start, _) in zip(day.blocks, day.blocks[1:], strict=False):
        if end <= 13 * _HOUR + 30 and start >= 12 * _HOUR and end < start <= end + 3 * _HOUR:
            return end, start
    return None


def _bar(left: float, right: float, y: float, told: str, chosen: bool, dashed: bool) -> list[Shape]:
    wide = max(right - left, 1.0)
    if chosen:
        edge = Outline("panel", _EDGE, dashed=True) if dashed else None
        shapes: list[Shape] = [Rect(left, y, wide, BAR, "accent", 5, edge)]
        if text_width(told, 12) * 0.85 <= wide - 16:
            middle = (left + right) / 2
            shapes.append(Text(middle, y + 14.5, told, "on_fill", 12, "semibold", "centre"))
        for x in (left, right):
            ring = Outline("accent", 2)
            shapes.append(Rect(x - 5, y + BAR / 2 - 5, 10, 10, "panel", 5, ring))
        return shapes
    edge = Outline("accent", _EDGE, dashed=dashed)
    shapes = [Rect(left, y, wide, BAR, "accent_tint", 5, edge)]
    if wide > 4 * _GRIP:
        for x in (left + _GRIP, right - _GRIP):
            shapes.append(Line((x, y + 5), (x, y + BAR - 5), "accent", 1.5))
    return shapes
