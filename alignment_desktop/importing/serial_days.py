"""Days as spreadsheet programs count them, where a column has the counts in place of the days."""

from __future__ import annotations

import polars as pl

from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells

_COUNT = r"^[34]\d{4}(?:[.,]\d+)?$"
"""Of the years 1982 to 2036, with or without a time of day."""
_FROM_1904 = 1_462
"""How many days fewer a workbook counts that counts from the year 1904."""
_LEAST, _MOST = 20_000 - _FROM_1904, 80_000


def is_serial(cells: ColumnCells) -> bool:
    """Whether every filled cell of a column is a text that counts days, as in 45678.5."""
    texts = cells.texts.filter(cells.kinds == int(CellKind.TEXT))
    filled = len(cells.texts) - cells.texts.null_count()
    return filled == len(texts) > 0 and bool(texts.str.contains(_COUNT).all())


def with_serials(cells: ColumnCells, *, from_1904: bool) -> ColumnCells:
    """A column of dates whose counts of days are numbers that begin with the year 1900.

    Args:
        cells: Its cells.
        from_1904: Whether the workbook begins to count in 1904. What it shows as a date is read as
            one; only a number that it shows as such has to be moved.
    """
    if is_serial(cells):
        filled = cells.texts.is_not_null()
        texts = cells.texts.str.replace(",", ".", literal=True)
        kinds = cells.kinds.set(filled, int(CellKind.NUMBER))
        return ColumnCells(cells.name, texts, kinds, cells.plain)
    numbers = cells.kinds == int(CellKind.NUMBER)
    if not (from_1904 and numbers.any()):
        return cells
    days = cells.texts.set(~numbers, None).cast(pl.Float64, strict=False)
    moved = days.is_between(_LEAST, _MOST).fill_null(False)
    later = (days + _FROM_1904).cast(pl.String).str.strip_suffix(".0")
    return ColumnCells(cells.name, later.zip_with(moved, cells.texts), cells.kinds, cells.plain)
