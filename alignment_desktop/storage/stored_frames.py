"""Stored tables of imports, unpacked only once they are known to be what an import writes.

A few kilobytes of Parquet can come to gigabytes, and a column of another type than expected ends
in an error far away. So a table is looked at from the outside first (`parquet_layout`), and held
to a budget that grows with the bytes that are really stored.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import DAY_SUFFIX, OWN, READ, ROW, FieldType, Kind, field_type
from alignment_desktop.storage.parquet_layout import LayoutError, layout_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT = pl.String()
_NUMBER = pl.Float64()
_DAY = pl.Date()
_INSTANT = pl.Datetime("us", "UTC")
_TYPES = {
    FieldType.TEXT: _TEXT,
    FieldType.NUMBER: _NUMBER,
    FieldType.MOMENT: _INSTANT,
    FieldType.DAY: _DAY,
}
_READ_AS = {"number": _NUMBER, "moment": _INSTANT, "day": _DAY}
_NEEDED = {
    Kind.ACTIVITIES: ("at",),
    Kind.CAMPAIGNS: ("campaign", "start", "end"),
    Kind.FIGURES: ("figure", "start", "end", "value"),
    Kind.CUSTOMERS: ("account",),
}
"""Columns without which no sheet of a kind is ever stored."""
_FOUND = (ROW, "column", "code", "effect")
_EFFECTS = ("row", "cell", "none")
_DAYS = (-719_162, 2_932_896)
"""The first and the last day of the calendar, counted from 1970."""
_MICROSECONDS = (_DAYS[0] * 86_400_000_000, (_DAYS[1] + 1) * 86_400_000_000 - 1)
_CELL_BYTES = 16
"""What a cell costs in memory at most, beside the letters of a text."""
_BASE_BYTES = 512 * 1024 * 1024
_UNPACKING = 100
"""Real exports come to some twenty times their stored bytes."""


class DamagedTable(ValueError):
    """Stored bytes are no table that an import writes."""


class Budget:
    """What all tables that one snapshot reads may come to in memory.

    Real tables stay far below; what is made to exhaust the memory does not.
    """

    def __init__(self) -> None:
        self._left = _BASE_BYTES

    def earn(self, stored: int) -> None:
        """Takes note of bytes that are really stored."""
        self._left += _UNPACKING * stored

    def spend(self, size: int) -> None:
        """Takes bytes of memory.

        Raises:
            DamagedTable: There are not so many left.
        """
        self._left -= size
        if self._left < 0:
            raise DamagedTable("far larger than what is stored of it")


def read_rows(data: bytes, rows: int, kind: str, budget: Budget) -> pl.DataFrame:
    """Rows of a sheet as they were stored.

    Args:
        data: Parquet.
        rows: How many there should be.
        kind: What they are.
        budget: What may be spent.

    Raises:
        DamagedTable: They are not what an import of that kind writes.
    """
    frame = _read(data, rows, budget)
    for name, type_ in frame.schema.items():
        if not _fits(kind, name, type_):
            raise DamagedTable(f"the column {name} is of another type")
    needed = _NEEDED.get(Kind(kind), ()) if kind in set(Kind) else ()
    _require(frame, (ROW, *needed))
    return _sane(frame)


def read_found(data: bytes, rows: int, budget: Budget) -> pl.DataFrame:
    """What was wrong with a sheet, cell by cell, as it was stored.

    Raises:
        DamagedTable: It is not what an import writes.
    """
    frame = _read(data, rows, budget)
    _require(frame, _FOUND)
    texts = {name: type_ for name, type_ in frame.schema.items() if name != ROW}
    whole = frame.schema[ROW] == pl.Int64 and set(texts.values()) <= {_TEXT}
    blank = any(frame[name].has_nulls() for name in ("code", "effect"))
    if not whole or blank or not frame["effect"].is_in(_EFFECTS).all():
        raise DamagedTable("no problems of cells")
    return _sane(frame)


def _read(data: bytes, rows: int, budget: Budget) -> pl.DataFrame:
    try:
        layout = layout_of(data)
    except LayoutError as error:
        raise DamagedTable(str(error)) from error
    if layout.rows != rows:
        raise DamagedTable("other rows than it should have")
    budget.earn(len(data))
    budget.spend(layout.unpacked_bytes + rows * len(layout.columns) * _CELL_BYTES)
    try:
        frame = pl.read_parquet(io.BytesIO(data), use_statistics=False)
    except (pl.exceptions.PolarsError, OSError, ValueError, TypeError, OverflowError) as error:
        raise DamagedTable(str(error)) from error
    except pl.exceptions.PanicException as panic:
        raise DamagedTable("it cannot be unpacked") from panic
    if frame.height != rows or tuple(frame.columns) != layout.columns:
        raise DamagedTable("other rows or columns than it says")
    budget.spend(_letters(frame))
    return frame


def _letters(frame: pl.DataFrame) -> int:
    """The bytes of all texts; one in every row costs nothing until somebody copies it."""
    sums = frame.select(pl.col(pl.String).str.len_bytes().cast(pl.UInt64).sum())
    return sum(sums.row(0)) if sums.width else 0


def _fits(kind: str, name: str, type_: pl.DataType) -> bool:
    """Whether a column has the type that importing gives it."""
    if name == ROW:
        return type_ == pl.Int64
    if name.startswith(OWN):
        return type_ == _TEXT
    if name.startswith(READ):
        return type_ == _READ_AS[name.split(":")[1]]
    canonical = field_type(Kind(kind), name) if kind in set(Kind) else None
    if canonical in _TYPES:
        return type_ == _TYPES[canonical]
    if name.endswith(DAY_SUFFIX):
        return type_ == _DAY
    # A newer program may know more fields, but no other kinds of value.
    return type_ in set(_TYPES.values())


def _require(frame: pl.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in frame.columns]
    if missing or frame[ROW].has_nulls():
        raise DamagedTable("columns or row numbers are missing")


def _sane(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame, where its values are such as importing reads.

    Raises:
        DamagedTable: A number is none, or a moment lies beyond the calendar.
    """
    odd = frame.select(
        pl.col(pl.Float64).is_finite().all().not_(),
        pl.col(pl.Date).to_physical().is_between(*_DAYS).all().not_(),
        pl.col(_INSTANT).to_physical().is_between(*_MICROSECONDS).all().not_(),
    )
    if odd.width and any(odd.row(0)):
        raise DamagedTable("values that no spreadsheet holds")
    return frame


def together(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Parts of one sheet as a whole.

    Raises:
        DamagedTable: They have different columns.
    """
    schemas: list[Mapping[str, pl.DataType]] = [frame.schema for frame in frames]
    if not frames or any(schema != schemas[0] for schema in schemas):
        raise DamagedTable("parts with different columns")
    return pl.concat(frames, rechunk=True)
