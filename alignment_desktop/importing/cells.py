"""Raw cells as columns: the kind of each cell and its canonical text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from itertools import chain

import polars as pl

from alignment_desktop.frames import ROW

_CELLS_AT_ONCE = 400_000
"""Bounds the Python objects alive at a time; the columns made of them are far smaller."""


class CellKind(IntEnum):
    """What a cell holds, as far as the file itself says."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    BOOL = 3
    MOMENT = 4
    """A date, with or without a time of day."""
    TIME = 5
    """A time of day or a duration."""
    ERROR = 6
    FORMULA = 7
    """A formula whose result the file does not store; the text is the formula."""
    PERCENT = 8
    """A number that the spreadsheet shows as a per cent; the text has the sign, as `25%`."""
    PADDED = 9
    """A whole number that the spreadsheet shows with zeros before it; the text is as shown."""


class ErrorText(str):
    """The text of an error cell, such as `#N/A`."""

    __slots__ = ()


class FormulaText(str):
    """A formula whose result the file does not store, such as `=A2+1`; `=` where unknown."""

    __slots__ = ()

    @classmethod
    def of(cls, formula: str) -> FormulaText:
        """The formula, written with or without its equals sign, and not too long."""
        return cls("=" + formula.strip().removeprefix("=")[:_LONGEST_FORMULA])


ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The errors of binary workbooks."""
LARGEST_PART = 256 * 1024 * 1024
"""A part of a workbook that unpacks to more bytes than this is not searched for marks."""
_LONGEST_FORMULA = 250
_ALL_DIGITS = 1e22
_SMALL, _EXACT = 1e-4, 1e15
"""Smaller numbers, and larger ones, are written one by one."""

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta


def marked(value: Cell, mark: ErrorText | FormulaText) -> Cell:
    """A cell with what its mark says: readers know of the value alone."""
    if isinstance(mark, FormulaText):
        return mark if isinstance(value, str) and not value.strip() else value
    # Of an error some readers make its text or, in old .ods files, a zero.
    return mark if value in ("", 0, mark) else value


def marked_row(row: list[Cell], marks: Mapping[int, ErrorText | FormulaText]) -> list[Cell]:
    """A row with what the marks of its cells say, by column from 0; the row itself is changed."""
    for column, mark in marks.items():
        if column >= len(row):
            row += [""] * (column + 1 - len(row))
        row[column] = marked(row[column], mark)
    return row


def text_column(i: int) -> str:
    """Name of the column with the canonical text of the sheet's column `i` (0-based)."""
    return f"text.{i}"


def kind_column(i: int) -> str:
    """Name of the column with the `CellKind` of the sheet's column `i` (0-based)."""
    return f"kind.{i}"


def frame_of(rows: Iterable[tuple[int, Sequence[Cell]]]) -> pl.DataFrame:
    """The frame of a sheet's rows.

    Args:
        rows: Row numbers, ascending, with the cells from column A on; `""` is a blank cell. Rows
            may differ in length.

    Returns:
        `row` (Int64), then per column `text.i` (String, null where blank) and `kind.i` (UInt8).
        Rows and trailing columns that are wholly blank are left out.
    """
    return joined(pieces_of(rows))


def pieces_of(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[pl.DataFrame]:
    """The frames of a sheet's rows (see `frame_of`), so many at a time as memory bears."""
    for numbers, cells in _chunks(rows):
        columns, used = _columns(cells)
        frame = pl.DataFrame([pl.Series(ROW, numbers, dtype=pl.Int64), *columns])
        yield _fitted(frame, used)


def joined(pieces: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The frame of a sheet whose rows come in pieces, each as wide as it has to be."""
    frames = list(pieces)
    if not frames:
        return pl.DataFrame(schema={ROW: pl.Int64})
    width = max((frame.width - 1) // 2 for frame in frames)
    return pl.concat([_fitted(frame, width) for frame in frames], rechunk=False)


def frame_of_texts(rows: pl.Series, texts: pl.DataFrame, *, quoted: bool) -> pl.DataFrame:
    """The frame of rows that hold texts alone, as `frame_of` gives it.

    Args:
        rows: Row numbers, ascending.
        texts: The cells from column A on, null or empty where blank.
        quoted: Whether any may be empty.
    """
    columns = [rows.alias(ROW)]
    for place, text in enumerate(texts.get_columns()):
        empty = text == "" if quoted else None
        filled = text if empty is None or not empty.any() else text.set(empty, None)
        kind = filled.is_not_null().cast(pl.UInt8)
        columns += [filled.alias(text_column(place)), kind.alias(kind_column(place))]
    return without_blanks(pl.DataFrame(columns))


def without_blanks(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame as `frame_of` gives it without its rows and its last columns that are blank."""
    kinds = frame.get_columns()[2::2]
    some = pl.repeat(False, frame.height, eager=True)
    for kind in kinds:
        if some.all():
            break
        some |= kind > 0
    used = [place for place, kind in enumerate(kinds, start=1) if kind.max()]
    fitted = _fitted(frame, max(used, default=0))
    return fitted if some.all() else fitted.filter(some)


def _chunks(
    rows: Iterable[tuple[int, Sequence[Cell]]],
) -> Iterator[tuple[list[int], list[Sequence[Cell]]]]:
    numbers: list[int] = []
    cells: list[Sequence[Cell]] = []
    size = 0
    for number, row in rows:
        # Zero and false are no blanks, so the second look is needed, but rarely taken.
        if not any(row) and all(value == "" for value in row):
            continue
        numbers.append(number)
        cells.append(row)
        size += len(row)
        if size >= _CELLS_AT_ONCE and len(cells) >= 64:
            yield numbers, cells
            numbers, cells, size = [], [], 0
    if cells:
        yield numbers, cells


def _columns(rows: list[Sequence[Cell]]) -> tuple[list[pl.Series], int]:
    """Two series per column, and how many columns there are up to the last that is not blank."""
    columns: list[pl.Series] = []
    used = 0
    width = max(map(len, rows))
    even = (row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows)
    cells = list(chain.from_iterable(even))
    for i in range(width):
        text, kind = _column(cells[i::width])
        if kind.max():
            used = i + 1
        columns += [text.alias(text_column(i)), kind.alias(kind_column(i))]
    return columns, used


def _column(values: Sequence[Cell]) -> tuple[pl.Series, pl.Series]:
    types = set(map(type, values))
    kind: pl.Series | None = None
    if types == {str}:
        text = pl.Series(values, dtype=pl.String)
    else:
        text = pl.Series(
            [None if value.__class__ is float else _TEXT[type(value)](value) for value in values],
            dtype=pl.String,
        )
        kind = pl.Series(list(map(_KIND.__getitem__, map(type, values))), dtype=pl.UInt8)
        if float in types:
            numbers = [value if isinstance(value, float) else None for value in values]
            text = text.fill_null(_number_texts(pl.Series(numbers, dtype=pl.Float64)))
    if text.str.contains("\0", literal=True).any():
        text = text.str.replace_all("\0", "", literal=True)
    filled = text.str.len_bytes() > 0
    if kind is None:
        kind = filled.cast(pl.UInt8)
    elif not filled.all():
        kind = kind.zip_with(filled, pl.zeros(len(kind), dtype=pl.UInt8, eager=True))
    if not filled.all():
        text = text.zip_with(filled, pl.Series([None], dtype=pl.String))
    if float in types:
        text, kind = _without_infinities(text, kind)
    return text, kind


def _number_texts(numbers: pl.Series) -> pl.Series:
    """The texts of numbers, as `_number_text` gives them one by one; null where there is none."""
    size = numbers.abs()
    whole = (numbers == numbers.floor()) & (size < _EXACT)
    # There the library writes no powers either, and the same digits.
    plain = (size >= _SMALL) & (size < _EXACT) & ~whole
    texts = numbers.set(~whole, None).cast(pl.Int64).cast(pl.String)
    if plain.any():
        texts = texts.fill_null(numbers.set(~plain, None).cast(pl.String))
    places = (~(whole | plain)).fill_null(False).arg_true()
    if len(places):
        texts = texts.scatter(places, list(map(_number_text, numbers.gather(places))))
    return texts


def _without_infinities(text: pl.Series, kind: pl.Series) -> tuple[pl.Series, pl.Series]:
    """A number that is none (an overflow in the file) is an error cell."""
    none = (kind == CellKind.NUMBER) & text.is_in(["nan", "inf", "-inf"])
    if not none.any():
        return text, kind
    return (
        text.set(none, "#NUM!"),
        kind.set(none, int(CellKind.ERROR)),
    )


def _fitted(chunk: pl.DataFrame, width: int) -> pl.DataFrame:
    """The chunk with exactly `width` columns of the sheet, missing ones blank."""
    have = (chunk.width - 1) // 2
    if have > width:
        return chunk.select(chunk.columns[: 1 + 2 * width])
    missing: list[pl.Expr] = []
    for i in range(have, width):
        missing.append(pl.lit(None, dtype=pl.String).alias(text_column(i)))
        missing.append(pl.lit(0, dtype=pl.UInt8).alias(kind_column(i)))
    return chunk.with_columns(missing)


def _number_text(value: float) -> str:
    text = repr(value)
    if text.endswith(".0"):
        return "0" if text == "-0.0" else text[:-2]
    if "e+" in text and value.is_integer() and abs(value) < _ALL_DIGITS:
        return f"{Decimal(text):f}"  # an identifier of 17 digits is known by its digits
    return text


def _duration_text(value: dt.timedelta) -> str:
    sign = "-" if value < dt.timedelta(0) else ""
    value = abs(value)
    minutes, seconds = divmod(value.days * 86_400 + value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06d}" if value.microseconds else ""
    return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}"


_TEXT: dict[type, Callable[..., str]] = {
    str: str,
    float: _number_text,
    int: repr,
    bool: lambda value: "true" if value else "false",
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.timedelta: _duration_text,
    ErrorText: str,
    FormulaText: str,
}
_KIND: dict[type, int] = {
    str: int(CellKind.TEXT),
    float: int(CellKind.NUMBER),
    int: int(CellKind.NUMBER),
    bool: int(CellKind.BOOL),
    dt.datetime: int(CellKind.MOMENT),
    dt.date: int(CellKind.MOMENT),
    dt.time: int(CellKind.TIME),
    dt.timedelta: int(CellKind.TIME),
    ErrorText: int(CellKind.ERROR),
    FormulaText: int(CellKind.FORMULA),
}
