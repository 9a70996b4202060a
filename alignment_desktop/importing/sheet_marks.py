"""What a sheet shows of its cells besides their values, and the frame of cells brought to it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import field
from decimal import Decimal
from enum import Enum

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import (
    CellKind,
    ErrorText,
    FormulaText,
    kind_column,
    text_column,
)
from alignment_desktop.values import dataclass

COLUMN, FIRST, MARK = "column", "first", "mark"
MERGED, STRUCK, MONEY, SCALED = "merged", "struck", "money ", "scaled "
NOTES: dict[str, pl.DataType] = {
    ROW: pl.Int64(),
    COLUMN: pl.Int64(),
    FIRST: pl.Int64(),
    MARK: pl.String(),
}
"""The columns of notes: a cell's row, its column (from 0), of a merged cell the first row.

Money, and thousands that are only written, are noted by the rows that follow one another: of these
`row` is the first, `first` the last, and `mark` has the currency's sign, or the factor and words.
"""
_MOST_COLUMNS = 1 << 14


class Shown(Enum):
    """How a number format shows a number as a per cent."""

    PERCENT = "percent"
    """Times a hundred, with the sign: 0.25 as 25%."""
    PERCENT_SIGN = "percent-sign"
    """As it is, with the sign: 25 as 25%."""

    @property
    def kind(self) -> CellKind:
        """What a cell that shows numbers so holds."""
        return CellKind.PERCENT

    def text_of(self, number: str) -> str:
        """What is shown of a number, in all its digits."""
        value = Decimal(number)
        if self is Shown.PERCENT:
            value = value.scaleb(2)
        return f"{value.normalize():f}%"


@dataclass(frozen=True, slots=True)
class ZeroPadded:
    """A number format that shows whole numbers with zeros before them, as identifiers have them.

    Attributes:
        parts: What is shown, piece by piece; a piece of zeros has so many digits.
    """

    parts: tuple[str, ...]

    @property
    def kind(self) -> CellKind:
        """What a cell of this format holds."""
        return CellKind.PADDED

    def text_of(self, number: str) -> str | None:
        """What is shown of a number; None where it is none of the whole ones from 0."""
        if not number.isdecimal():
            return None
        shown: list[str] = []
        left = number
        for part in reversed(self.parts):
            if part.strip("0"):
                shown.append(part)
                continue
            shown.append(left[-len(part) :].zfill(len(part)))
            left = left[: -len(part)]
        first = next(at for at, part in enumerate(self.parts) if not part.strip("0"))
        shown[len(self.parts) - 1 - first] = left + shown[len(self.parts) - 1 - first]
        return "".join(reversed(shown))


@dataclass(frozen=True, slots=True)
class Money:
    """A number format that shows a currency.

    Attributes:
        sign: The currency's sign or code, in capitals.
    """

    sign: str


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number format that writes thousands or millions behind a number without dividing it.

    Attributes:
        factor: What a number that looks so stands for.
        words: What is written.
        sign: The currency's sign or code in it, in capitals; empty where there is none.
    """

    factor: Decimal
    words: str
    sign: str = ""


Style = Shown | ZeroPadded | Money | Scaled
"""How a number format shows numbers, where that is another thing than their value."""


@dataclass(slots=True)
class Places:
    """Cells by row (from 1) and column (from 0); there may be millions."""

    rows: array[int] = field(default_factory=lambda: array("Q"))
    columns: array[int] = field(default_factory=lambda: array("H"))

    def add(self, row: int, column: int) -> None:
        """Note a cell; those in columns that no spreadsheet has are passed over."""
        if column < _MOST_COLUMNS:
            self.rows.append(row)
            self.columns.append(column)

    def extend(self, others: Places) -> None:
        """Note what other cells are noted."""
        self.rows.extend(others.rows)
        self.columns.extend(others.columns)

    def by_column(self) -> Iterator[tuple[int, pl.Series]]:
        """The rows of each column."""
        frame = pl.DataFrame(
            {
                ROW: pl.Series(self.rows, dtype=pl.Int64),
                COLUMN: pl.Series(self.columns, dtype=pl.Int64),
            }
        )
        for (column,), found in frame.group_by(COLUMN, maintain_order=True):
            yield int(str(column)), found[ROW].unique()


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a cell's style tells of it.

    Attributes:
        shown: How it shows a number, where that is not its value.
        struck: Whether it is struck out.
    """

    shown: Style | None = None
    struck: bool = False

    @property
    def plain(self) -> bool:
        """Whether there is nothing to tell."""
        return self.shown is None and not self.struck


CellMarks = dict[int, dict[int, ErrorText | FormulaText]]
"""What is marked of cells: row (from 1) → column (from 0) → mark."""


@dataclass(slots=True)
class SheetMarks:
    """What a workbook says of the cells of one sheet besides their values.

    Attributes:
        cells: Errors and formulas without a result.
        shown: The cells whose numbers are shown in another way than their value.
        struck: The cells that are struck out.
        merged: Areas of merged cells over several rows: first row, last row (from 1), column.
        hidden_rows: First and last of the rows, from 1, that are hidden together.
        hidden_columns: The columns, from 0, that are hidden.
        days_from_1904: Whether numbers count days from the year 1904, where they stand for days.
    """

    cells: CellMarks = field(default_factory=dict)
    shown: dict[Style, Places] = field(default_factory=dict)
    struck: Places = field(default_factory=Places)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    days_from_1904: bool = False

    def note(self, row: int, column: int, mark: ErrorText | FormulaText) -> None:
        """Note an error or a formula.

        Damaged files place cells in columns that no spreadsheet has; these are passed over.
        """
        if column < _MOST_COLUMNS:
            self.cells.setdefault(row, {})[column] = mark

    def note_style(self, row: int, column: int, style: CellStyle) -> None:
        """Note what a style tells of a cell."""
        if style.shown is not None:
            self.shown.setdefault(style.shown, Places()).add(row, column)
        if style.struck:
            self.struck.add(row, column)

    def note_merged(self, first_row: int, last_row: int, column: int) -> None:
        """Note an area of merged cells by its rows and first column."""
        if last_row > first_row and column < _MOST_COLUMNS:
            self.merged.append((first_row, last_row, column))

    def note_hidden_rows(self, first: int, last: int) -> None:
        """Note that rows are hidden, from 1, the last included; they come in their order."""
        start, end = self.hidden_rows[-1] if self.hidden_rows else (0, 0)
        if first == end + 1 and end:
            self.hidden_rows[-1] = start, last
        elif first > end:
            self.hidden_rows.append((first, last))

    def note_hidden_columns(self, first: int, last: int) -> None:
        """Note that columns are hidden, from 0, the last included."""
        self.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))

    def add(self, below: SheetMarks) -> None:
        """Note what was found in the rows below."""
        self.cells.update(below.cells)
        for style, places in below.shown.items():
            self.shown.setdefault(style, Places()).extend(places)
        self.struck.extend(below.struck)
        self.merged += below.merged
        for first, last in below.hidden_rows:
            self.note_hidden_rows(first, last)
        self.hidden_columns |= below.hidden_columns
        self.days_from_1904 |= below.days_from_1904

    def __bool__(self) -> bool:
        """Whether anything is noted."""
        return bool(
            self.cells
            or self.shown
            or self.struck.rows
            or self.merged
            or self.hidden_rows
            or self.hidden_columns
            or self.days_from_1904
        )


def in_books_of_1904(marks: dict[str, SheetMarks], names: Iterable[str]) -> dict[str, SheetMarks]:
    """The marks of every sheet of a workbook whose days count from the year 1904."""
    found = {name: marks.get(name) or SheetMarks() for name in names}
    for each in found.values():
        each.days_from_1904 = True
    return found


@dataclass(frozen=True, slots=True)
class ShownCells:
    """The cells of a sheet as it shows them, and what is to be told of that.

    Attributes:
        frame: As `frame_of` gives it, with numbers as they are shown, and with the value of
            merged cells in each of their rows.
        notes: With the columns of `NOTES`: which cells were filled so, and which are struck out.
        hidden_rows: How many rows that hold something are hidden.
        hidden_columns: How many columns that hold something are hidden.
    """

    frame: pl.DataFrame
    notes: pl.DataFrame
    hidden_rows: int
    hidden_columns: int


def as_shown(frame: pl.DataFrame, marks: SheetMarks) -> ShownCells:
    """The cells as the sheet shows them.

    Args:
        frame: The cells as `frame_of` gives them, with errors and formulas.
        marks: What the sheet shows.
    """
    width = (frame.width - 1) // 2
    notes: list[pl.DataFrame] = []
    for style, places in marks.shown.items():
        for column, rows in places.by_column():
            if column >= width:
                continue
            if isinstance(style, Scaled):
                notes.append(_runs(rows, column, f"{SCALED}{style.factor} {style.words}"))
            if isinstance(style, Money | Scaled):
                notes += [_runs(rows, column, MONEY + style.sign)] if style.sign else []
            else:
                frame = _shown(frame, column, rows, style)
    filled, merged = _filled(frame, marks.merged)
    notes += merged
    for column, rows in marks.struck.by_column():
        if column < width:
            something = pl.col(kind_column(column)) != int(CellKind.BLANK)
            struck = frame.filter(something & pl.col(ROW).is_in(rows.implode()))[ROW]
            notes.append(_notes(struck, column, STRUCK))
    return ShownCells(
        filled,
        pl.concat([pl.DataFrame(schema=NOTES), *notes]),
        _hidden_rows(frame, marks.hidden_rows),
        sum(
            bool((frame[kind_column(column)] != int(CellKind.BLANK)).any())
            for column in marks.hidden_columns
            if column < width
        ),
    )


def _hidden_rows(frame: pl.DataFrame, hidden: list[tuple[int, int]]) -> int:
    """How many rows of the frame are among the hidden ones, which are in their order."""
    spans = pl.DataFrame(hidden, schema=[FIRST, "last"], orient="row").cast(pl.Int64)
    placed = frame.select(ROW).join_asof(spans, left_on=ROW, right_on=FIRST)
    return placed.filter(pl.col(ROW) <= pl.col("last")).height


def _runs(rows: pl.Series, column: int, mark: str) -> pl.DataFrame:
    """The runs of rows that follow one another, with one mark each."""
    ordered = rows.sort()
    begins = (ordered.diff() != 1).fill_null(True)
    firsts, lasts = ordered.filter(begins), ordered.filter(begins.shift(-1, fill_value=True))
    return _notes(firsts, column, mark, lasts)


def _shown(
    frame: pl.DataFrame, column: int, rows: pl.Series, style: Shown | ZeroPadded
) -> pl.DataFrame:
    texts, kinds = frame[text_column(column)], frame[kind_column(column)]
    numbers = frame[ROW].is_in(rows.implode()) & (kinds == int(CellKind.NUMBER))
    old = texts.filter(numbers).unique()
    new = pl.Series("new", [style.text_of(text) for text in old], dtype=pl.String)
    changed = numbers & texts.is_in(old.filter(new.is_not_null()).implode())
    replaced = texts.replace_strict(old, new, default=None, return_dtype=pl.String)
    return frame.with_columns(
        texts.zip_with(~changed, replaced),
        kinds.set(changed, int(style.kind)),
    )


def _filled(
    frame: pl.DataFrame, merged: list[tuple[int, int, int]]
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The frame with merged cells filled from their first row, where other cells have a row."""
    notes: list[pl.DataFrame] = []
    areas = pl.DataFrame(merged, schema=[FIRST, "last", COLUMN], orient="row").cast(pl.Int64)
    areas = areas.filter(pl.col(COLUMN) < (frame.width - 1) // 2).unique(maintain_order=True)
    for (column,), found in areas.group_by(COLUMN, maintain_order=True):
        place = int(str(column))
        text, kind = text_column(place), kind_column(place)
        heads = found.join(
            frame.select(pl.col(ROW).alias(FIRST), text, kind), on=FIRST, how="inner"
        ).sort(FIRST)
        below = (
            frame.select(ROW, pl.col(kind).alias("own"))
            .join_asof(heads, left_on=ROW, right_on=FIRST)
            .with_columns(
                inside=(pl.col(ROW) > pl.col(FIRST))
                & (pl.col(ROW) <= pl.col("last"))
                & (pl.col("own") == int(CellKind.BLANK))
                & (pl.col(kind) != int(CellKind.BLANK))
            )
        )
        inside = below["inside"].fill_null(False)
        frame = frame.with_columns(
            frame[text].zip_with(~inside, below[text]),
            frame[kind].zip_with(~inside, below[kind].fill_null(0)),
        )
        told = below.filter(inside)
        notes.append(_notes(told[ROW], place, MERGED, told[FIRST]))
    return frame, notes


def _notes(rows: pl.Series, column: int, mark: str, first: pl.Series | None = None) -> pl.DataFrame:
    return pl.DataFrame({ROW: rows}).select(
        pl.col(ROW),
        pl.lit(column, pl.Int64).alias(COLUMN),
        (rows if first is None else first).alias(FIRST),
        pl.lit(mark).alias(MARK),
    )
