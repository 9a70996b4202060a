"""The funnel over its books: bars as high as what came in, and below each what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from alignment_desktop.charts.geometry import (
    HAIR,
    SMALL,
    Drawing,
    Line,
    Polygon,
    Rect,
    Region,
    Shape,
    Text,
    Weight,
    legible,
)
from alignment_desktop.values import dataclass

_BARS, _NAMES, _ROW = 116.0, 30.0, 25.0
_BETWEEN = 20.0
"""Pixels between the stages' table and that of the places off the way."""
_HEAD_SHARE, _HEAD_MOST = 0.2, 150.0
_BAR = 0.66
"""The share of a column that its bar takes; the rest is the slope to the next."""
_SIZE, _NUMBER = 12.0, 13.0
_AROUND = 8.0
"""Pixels that the mark of a column reaches over its bar."""


@dataclass(frozen=True, slots=True)
class BalanceColumn:
    """One stage.

    Attributes:
        key: What a click leads to.
        name: Its name.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        count: How high its bar is: how many came in.
        cells: What stands below, one for each row.
        spoken: The whole column in words.
    """

    key: str
    name: str
    owner: str
    count: int
    cells: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A row of the table below the bars.

    Attributes:
        head: What it counts.
        strong: Whether it stands out.
        sum: Whether it is what the rows above come to.
    """

    head: str
    strong: bool = False
    sum: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A place off the way, with its own balance: its cells stand below `heads`."""

    key: str
    name: str
    cells: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """All that is drawn.

    Attributes:
        columns: The stages, in the order of the funnel.
        rows: The rows below each.
        asides: Places off the way.
        heads: The headings of their cells, the first that of their names.
        height_is: What the heights of the bars are, in words.
    """

    columns: tuple[BalanceColumn, ...]
    rows: tuple[BalanceRow, ...]
    asides: tuple[Aside, ...] = ()
    heads: tuple[str, ...] = ()
    height_is: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """How high it is drawn."""
        below = _BETWEEN + _ROW * (len(self.asides) + 1) if self.asides else 0.0
        return _BARS + _NAMES + _ROW * len(self.rows) + below


def funnel_balance(table: BalanceTable, width: float, selected: str = "") -> Drawing:
    """Bars from left to right over a table whose columns are the same stages.

    Args:
        table: What is shown.
        width: Of the whole drawing; its height is the table's.
        selected: The key of the stage that is marked; empty: none.
    """
    head = min(width * _HEAD_SHARE, _HEAD_MOST)
    pitch = (width - head) / max(len(table.columns) - 1 + _BAR, 1)
    bottom = _BARS + _NAMES + _ROW * len(table.rows)
    shapes: list[Shape] = []
    regions = []
    for at, column in enumerate(table.columns):
        left, room = head + at * pitch - _AROUND, min(pitch, pitch * _BAR + 2 * _AROUND)
        if column.key == selected:
            shapes.append(Rect(left, 0, min(room, width - left), bottom, "accent_tint", 6))
        regions.append(Region(left, 0, min(pitch, width - left), bottom, column.spoken, column.key))
    shapes += _bars(table.columns, head, pitch)
    for at, line in enumerate(table.height_is):
        shapes.append(Text(0, _BARS / 2 - 4 + 16 * at, line, "muted", SMALL, room=head - 12))
    shapes += _names(table.columns, head, pitch)
    shapes += _rows(table, head, pitch, width)
    if table.asides:
        more, its_regions = _asides(table, head, width, bottom + _BETWEEN, selected)
        # What is marked lies behind every word.
        shapes = [*more[0], *shapes, *more[1]]
        regions += its_regions
    return Drawing(width, table.height, legible(shapes), tuple(regions), _as_table(table))


def _bars(columns: Sequence[BalanceColumn], head: float, pitch: float) -> list[Shape]:
    most = max([1, *(column.count for column in columns)])
    tallest, middle, bar = _BARS - 8, _BARS / 2, pitch * _BAR
    levels = [max(tallest * each.count / most, HAIR) * (each.count > 0) for each in columns]
    shapes: list[Shape] = []
    for at, (near, far) in enumerate(pairwise(levels)):
        left = head + at * pitch
        if near and far:
            corners = (
                (left + bar, middle - near / 2),
                (left + pitch, middle - far / 2),
                (left + pitch, middle + far / 2),
                (left + bar, middle + near / 2),
            )
            shapes.append(Polygon(corners, f"{columns[at].owner}_tint"))
    for at, (column, level) in enumerate(zip(columns, levels, strict=True)):
        if level:
            left = head + at * pitch
            shapes.append(Rect(left, middle - level / 2, bar, level, column.owner))
    return shapes


def _names(columns: Sequence[BalanceColumn], head: float, pitch: float) -> list[Shape]:
    shapes: list[Shape] = []
    bar = pitch * _BAR
    for at, column in enumerate(columns):
        left = head + at * pitch
        shapes += [
            Text(left + bar, _BARS + 17, column.name, "text", _SIZE, "semibold", "right",
                 room=min(pitch - 3, left + bar)),
            Rect(left, _BARS + 23, bar, 2, column.owner),
        ]  # fmt: skip
    return shapes


def _rows(table: BalanceTable, head: float, pitch: float, width: float) -> list[Shape]:
    shapes: list[Shape] = []
    for at, row in enumerate(table.rows):
        top = _BARS + _NAMES + at * _ROW
        base = top + 17
        colour = "text" if row.sum else "line" if at == 0 else "soft_line"
        shapes.append(Line((0, top), (width, top), colour))
        weight: Weight = "semibold" if row.strong or row.sum else "regular"
        tone = "text" if row.strong or row.sum else "muted"
        shapes.append(Text(0, base, row.head, tone, _SIZE, weight, room=head - 8))
        for place, column in enumerate(table.columns):
            right = head + place * pitch + pitch * _BAR
            room = _room(right, pitch, head)
            shapes.append(
                Text(right, base, column.cells[at], "text", _NUMBER, weight, "right", room)
            )
    return shapes


def _asides(
    table: BalanceTable, head: float, width: float, top: float, selected: str
) -> tuple[tuple[list[Shape], list[Shape]], list[Region]]:
    """What lies behind, what lies in front, and what can be pointed at."""
    behind: list[Shape] = []
    front: list[Shape] = []
    regions = []
    pitch = (width - head) / (len(table.heads) - 2 + _BAR)
    front.append(Text(0, top + 17, table.heads[0], "text", _SIZE, "semibold", room=head - 8))
    for place, heading in enumerate(table.heads[1:]):
        right = head + (place + _BAR) * pitch
        room = _room(right, pitch, head)
        front.append(Text(right, top + 17, heading, "muted", _SIZE, align="right", room=room))
    for at, aside in enumerate(table.asides, 1):
        above = top + at * _ROW
        if aside.key == selected:
            behind.append(Rect(0, above, width, _ROW, "accent_tint", 6))
        front.append(Line((0, above), (width, above), "line" if at == 1 else "soft_line"))
        front.append(Text(0, above + 17, aside.name, "muted", _SIZE, room=head - 8))
        for place, cell in enumerate(aside.cells):
            right = head + (place + _BAR) * pitch
            last = place + 1 == len(aside.cells)
            weight: Weight = "semibold" if last else "regular"
            room = _room(right, pitch, head)
            front.append(Text(right, above + 17, cell, "text", _NUMBER, weight, "right", room))
        regions.append(Region(0, above, width, _ROW, aside.spoken, aside.key))
    return (behind, front), regions


def _room(right: float, pitch: float, head: float) -> float:
    """How wide a number may be that ends at `right`: up to the one before it, or to the head."""
    return min(pitch - 3, right - head + 6)


def _as_table(table: BalanceTable) -> tuple[tuple[str, ...], ...]:
    heads = tuple(row.head for row in table.rows)
    stages = tuple(
        (column.name, *(f"{head} {cell}" for head, cell in zip(heads, column.cells, strict=True)))
        for column in table.columns
    )
    asides = tuple(
        (each.name, *(f"{head} {cell}" for head, cell in zip(table.heads[1:], each.cells,
                                                             strict=True)))
        for each in table.asides
    )  # fmt: skip
    return (("", *heads), *stages, *asides)
