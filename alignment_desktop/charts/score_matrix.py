"""The matrix of grades and scores: what is done in each cell, how many leads, how many were won."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignment_desktop.charts.geometry import (
    Drawing,
    Grip,
    Line,
    Outline,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_LEFT, _ALL, _GAP = 102.0, 84.0, 4.0
_HEAD, _LOW_HEAD, _ROW, _LOW_ROW, _FOOT = 40.0, 24.0, 52.0, 34.0, 26.0
_PAD, _BAR, _GRIP = 10.0, 5.0, 7.0
_LINE, _SWATCH = 16.0, 11.0
_TAG = 18.0
_LEAST_BAR, _NARROW = 28.0, 112.0
_LEAST_LEGEND, _LEAST_TOTALS = 140.0, 170.0
_MOST_LINES = 3
"""Of the legend, for what is done; the painter shortens the last."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell.

    Attributes:
        key: What its region is called.
        action: What is done, in a word or two.
        level: How urgent that is, from 0, the most, to 3; 4 where nothing is done.
        told: The whole of it, in words.
        leads: How many leads; empty where that is not known.
        count: The same as a bare number, where there is little room.
        share: Which share of them was won.
        part: That ÷ the highest share, from 0 to 1.
        proposed: What would be done as it is proposed; empty: the same.
    """

    key: str
    action: str
    level: int
    told: str
    leads: str = ""
    count: str = ""
    share: str = ""
    part: float = 0.0
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One grade.

    Attributes:
        name: What it is called.
        limits: How many points of fit it asks for.
        cells: From the lowest scores to the highest.
        limit: The key of its lower limit, where that can be dragged; else empty.
        leads: How many leads have it; empty where that is not known.
        share: Which share of them was won.
        proposed: How many points it would ask for as it is proposed; empty: the same.
    """

    name: str
    limits: str
    cells: tuple[MatrixCell, ...]
    limit: str = ""
    leads: str = ""
    share: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One run of scores.

    Attributes:
        name: The run.
        short: The same where there is little room.
        edge: The key of its lower bound, where that can be dragged; else empty.
        total: How many leads are in it, and how they fared; empty where that is not known.
        short_total: The same where there is little room.
    """

    name: str
    short: str
    edge: str = ""
    total: str = ""
    short_total: str = ""


@dataclass(frozen=True, slots=True)
class MatrixAction:
    """What is done in some cells.

    Attributes:
        name: In a word or two.
        level: As in `MatrixCell`.
        does: The whole of it.
        total: How many leads, and how they fared; empty where that is not known.
    """

    name: str
    level: int
    does: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """What is pointed out in the matrix.

    Attributes:
        cell: The key of a cell that is marked; empty: none.
        name: Whose that is.
        bound: The key of a bound that is being moved; empty: none.
        tried: Where it would be.
    """

    cell: str = ""
    name: str = ""
    bound: str = ""
    tried: str = ""


def score_matrix(
    rows: Sequence[MatrixRow],
    columns: Sequence[MatrixColumn],
    actions: Sequence[MatrixAction],
    width: float,
    words: tuple[str, str, str],
    mark: MatrixMark | None = None,
) -> Drawing:
    """A row for each grade and a column for each run of scores; below them what is done.

    Args:
        rows: The highest grade first.
        columns: The lowest scores first.
        actions: What is done, the most urgent first.
        width: Of the whole drawing; the height comes from what is drawn.
        words: What stands above the grades, above the totals, and before the totals of columns.
        mark: What is pointed out; None: nothing ever is, so no room is kept for it.
    """
    counted = any(row.leads for row in rows)
    every = _ALL if counted else 0.0
    room = max(width - _LEFT - every, 1.0)
    across = room / max(len(columns), 1)
    down = _ROW if counted else _LOW_ROW
    head = _LOW_HEAD if mark is None else _HEAD
    mark = mark or MatrixMark()
    bottom = head + down * len(rows)
    shapes: list[Shape] = [*_heads(columns, across, width if counted else 0.0, words)]
    regions = []
    grips = []
    for at, row in enumerate(rows):
        top = head + at * down
        shapes += _row_words(row, top, down, width)
        for number, cell in enumerate(row.cells):
            box = (_LEFT + number * across, top, across - _GAP, down - _GAP)
            shapes += _cell(cell, *box)
            regions.append(Region(*box, cell.told, cell.key))
        if row.limit and at + 1 < len(rows):
            y = top + down - _GAP / 2
            grips.append(Grip(0, y - _GRIP / 2, width, _GRIP, row.limit, "limit", "upright"))
            shapes += _bound(row.limit, mark, (0, y), (width - every, y))
    for number, column in enumerate(columns):
        if column.edge:
            x = _LEFT + number * across - _GAP / 2
            grips.append(Grip(x - _GRIP / 2, 0, _GRIP, bottom, column.edge, "edge", "sideways"))
            shapes += _bound(column.edge, mark, (x, 18), (x, bottom))
    if counted:
        shapes += _feet(columns, across, bottom + 16)
        bottom += _FOOT
    shapes += _marked(regions, mark)
    drawn = _legend(actions, bottom + 10, width)
    table = _table(rows, columns, words, counted=counted)
    return Drawing(
        width,
        drawn.height,
        legible((*shapes, *drawn.shapes)),
        tuple(regions),
        table,
        grips=tuple(grips),
    )


def _heads(
    columns: Sequence[MatrixColumn], across: float, width: float, words: tuple[str, str, str]
) -> Iterator[Shape]:
    yield Text(0, 13, words[0], "muted", room=_LEFT - _PAD)
    for number, column in enumerate(columns):
        middle = _LEFT + number * across + (across - _GAP) / 2
        name = column.name if across >= _NARROW else column.short
        yield Text(middle, 13, name, "muted", align="centre", room=across - _PAD)
    if width:
        yield Text(width, 13, words[1], "muted", align="right", room=_ALL - _PAD)


def _row_words(row: MatrixRow, top: float, down: float, width: float) -> Iterator[Shape]:
    middle = top + (down - _GAP) / 2
    short = len(row.name) <= 2  # a letter is set large, a word is not
    size = 17.0 if short else 12.0
    name = 24.0 if short else (_LEFT - _PAD) * (0.5 if row.limits else 1.0)
    yield Text(0, middle + size * 0.36, row.name, "text", size, "semibold", room=name)
    base = middle - 3 if row.proposed else middle + 4
    yield Text(name + 2, base, row.limits, "muted", 11, room=_LEFT - name - 6)
    if row.proposed:
        then = f"→ {row.proposed}"
        yield Text(name + 2, base + 14, then, "text", 11, "semibold", room=_LEFT - name - 6)
    if row.leads:
        yield Text(width, middle - 3, row.share, "text", 12.5, "semibold", "right", room=_ALL - 8)
        yield Text(width, middle + 14, row.leads, "muted", 12, align="right", room=_ALL - 8)


_FILLS = (
    ("accent", "", "on_fill", "on_fill", "on_fill", "accent_strong"),
    ("accent_tint", "accent", "accent", "text", "accent", "panel"),
    ("panel", "control_line", "text", "text", "accent", "soft_line"),
    ("background", "line", "muted", "muted", "neutral", "soft_line"),
    ("panel", "line", "muted", "muted", "neutral", "soft_line"),
)
"""By level: ground, outline, words of the action, other words, bar, and what is left of it."""


def _cell(cell: MatrixCell, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    ground, line, action, other, bar, rest = _FILLS[cell.level]
    outline = Outline(line, dashed=cell.level == len(_FILLS) - 1) if line else None
    yield Rect(x, y, width, height, ground, 6, outline)
    if cell.proposed:
        # What is proposed is dashed, as everywhere.
        dashes = Outline(other, 1.5, dashed=True)
        yield Rect(x + 2.5, y + 2.5, width - 5, height - 5, "", 4, dashes)
    inside = width - 2 * _PAD
    if not cell.leads:
        base = y + height / 2 + 4
        yield Text(x + _PAD, base, _name(cell), action, 12.5, "semibold", room=inside)
        return
    if width < _NARROW - _GAP:
        # Too narrow for a bar: the name has the first line, both numbers the second.
        inside, x, right = width - _PAD, x + _PAD / 2, x + width - _PAD / 2
        yield Text(x, y + 20, _name(cell), action, 12, "semibold", room=inside)
        yield Text(x, y + 37, cell.count, other, 11.5, room=inside * 0.45)
        yield Text(right, y + 37, cell.share, other, 11.5, "semibold", "right", room=inside * 0.55)
        return
    share = min(text_width(cell.share, 12.5), inside / 2)
    name = inside - share - 4
    yield Text(x + _PAD, y + 20, _name(cell), action, 12.5, "semibold", room=name)
    right = x + width - _PAD
    yield Text(right, y + 20, cell.share, other, 12.5, "semibold", "right", room=share + 4)
    leads = min(text_width(cell.leads, 12), inside)
    yield Text(x + _PAD, y + 37, cell.leads, other, 12, room=inside)
    track = min(inside - leads - 8, 60.0)
    if track >= _LEAST_BAR:
        yield Rect(right - track, y + 31, track, _BAR, rest, 2.5)
        if cell.part > 0:
            yield Rect(right - track, y + 31, max(track * cell.part, 2.0), _BAR, bar, 2.5)


def _name(cell: MatrixCell) -> str:
    return f"{cell.action} → {cell.proposed}" if cell.proposed else cell.action


def _bound(
    key: str, mark: MatrixMark, start: tuple[float, float], end: tuple[float, float]
) -> Iterator[Shape]:
    if mark.bound != key:
        return
    yield Line(start, end, "accent", 2)
    upright = start[0] == end[0]
    x = max(start[0], 30.0) if upright else _LEFT / 2
    yield from _tag(mark.tried, x, 20.0 if upright else start[1] - _TAG / 2, "accent", "on_fill")


def _tag(text: str, middle: float, top: float, ground: str, colour: str) -> Iterator[Shape]:
    width = _tag_width(text)
    yield Rect(middle - width / 2, top, width, _TAG, ground, 4)
    yield Text(middle, top + 13, text, colour, 11, "semibold", "centre", room=width)


def _tag_width(text: str) -> float:
    return text_width(text, 11) + 10


def _marked(regions: Sequence[Region], mark: MatrixMark) -> Iterator[Shape]:
    for cell in regions:
        if mark.cell and cell.key == mark.cell:
            box = (cell.x - 1.5, cell.y - 1.5, cell.width + 3, cell.height + 3)
            yield Rect(*box, "", 7, Outline("text", 2))
            # Above the cell, at its right: what it may cover there is a bar, and no number.
            middle = cell.x + cell.width - _tag_width(mark.name) / 2
            yield from _tag(mark.name, middle, cell.y - _TAG - 2, "text", "panel")


def _feet(columns: Sequence[MatrixColumn], across: float, base: float) -> Iterator[Shape]:
    for number, column in enumerate(columns):
        middle = _LEFT + number * across + (across - _GAP) / 2
        total = column.total if across >= _LEAST_TOTALS / 1.3 else column.short_total
        yield Text(middle, base, total, "muted", 12, align="centre", room=across - _GAP)


def _legend(actions: Sequence[MatrixAction], top: float, width: float) -> Drawing:
    """What is done, in as many rows as there is room for."""
    if not actions:
        return Drawing(width, top, ())
    counted = any(each.total for each in actions)
    most = max(int(width // (_LEAST_TOTALS if counted else _LEAST_LEGEND)), 1)
    lines = -(-len(actions) // most)
    across = width / -(-len(actions) // lines)
    per_line = -(-len(actions) // lines)
    room = across - _SWATCH - 20
    does = [_lines(each.does, room) for each in actions]
    told = max(len(each) for each in does)
    high = 2.5 * _LINE + (told + (1 if counted else 0)) * _LINE - _LINE / 2
    shapes: list[Shape] = [Line((0, top), (width, top), "line")]
    for at, each in enumerate(actions):
        x, y = at % per_line * across, top + 8 + at // per_line * high
        ground, line, *_ = _FILLS[each.level]
        left = x + _SWATCH + 8
        shapes += [
            Rect(x, y + 4, _SWATCH, _SWATCH, ground, 3, Outline(line) if line else None),
            Text(left, y + 14, each.name, "text", 12.5, "semibold", room=room),
        ]
        texts = [(text, "muted") for text in does[at]]
        if counted:
            texts.append((each.total, "text"))
        for number, (text, colour) in enumerate(texts, 1):
            shapes.append(Text(left, y + 14 + number * _LINE, text, colour, 12, room=room))
    return Drawing(width, top + 8 + lines * high, tuple(shapes))


def _lines(text: str, room: float) -> list[str]:
    """A text on as many lines as it needs, of the most that a legend has room for."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        fits = text_width(longer, 12) * 0.9 <= room
        if lines and (fits or len(lines) == _MOST_LINES):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _table(
    rows: Sequence[MatrixRow],
    columns: Sequence[MatrixColumn],
    words: tuple[str, str, str],
    *,
    counted: bool,
) -> tuple[tuple[str, ...], ...]:
    heads = (words[0], *(column.name for column in columns), *((words[1],) if counted else ()))
    body = []
    for row in rows:
        limits = f"{row.limits} → {row.proposed}" if row.proposed else row.limits
        name = f"{row.name} ({limits})" if limits else row.name
        cells = (" ".join(filter(None, (_name(c), c.leads, c.share))) for c in row.cells)
        body.append((name, *cells, *((f"{row.leads} {row.share}",) if counted else ())))
    if counted:
        body.append((words[2], *(column.total for column in columns), ""))
    return (heads, *body)
