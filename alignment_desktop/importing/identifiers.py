"""Columns of identifiers: what a spreadsheet program does to them, and how that is told."""

from __future__ import annotations

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells

IDENTIFIERS = ("lead_id", "opportunity_id")
"""Fields by which rows are told apart, and that are compared with those of other files."""
_WHOLE = r"^\d+[.,]0+$"
_FRACTION = r"^\d+[.,]\d+$"
_SHORTENED = r"^-?\d(?:[.,]\d+)?[eE]\+\d+$"
"""As spreadsheet programs write what has more digits than fit: `1.23457E+15`."""
_LONG = r"^\d{16,}$"
_ROUNDED = r"^\d{15,17}0+$"
_TAKEN_FOR_DATES = r"^(?:\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2})$"
_ODD = r"^(?:\d+|-?\d(?:[.,]\d+)?[eE]\+\d+|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2})$"
"""What each identifier has that matches any of these; most columns have none."""
_LED_BY_ZEROS = r"^0\d+$"
_DIGITS = r"^[1-9]\d*$"


def without_fractions(column: ColumnCells) -> ColumnCells:
    """Whole numbers that were written with a fraction of zeros, as `1001.0`, without it.

    They are left alone where any other has a fraction, as versions do.
    """
    whole = (column.kinds == int(CellKind.TEXT)) & column.texts.str.contains(_WHOLE).fill_null(
        False
    )
    if not whole.any() or (column.texts.str.contains(_FRACTION).fill_null(False) & ~whole).any():
        return column
    texts = column.texts.str.replace(r"[.,]0+$", "").zip_with(whole, column.texts)
    return ColumnCells(column.name, texts, column.kinds)


def damaged(column: ColumnCells) -> pl.Series:
    """Which identifiers look as if a spreadsheet program had changed them.

    It shortens long ones to 15 digits, writes them with an exponent, takes `3-1` for a date, and
    forgets the zeros before a number.
    """
    texts, kinds = column.texts, column.kinds
    odd = texts.str.contains(_ODD).fill_null(False) | (kinds == int(CellKind.MOMENT))
    if not odd.any():
        return odd
    long = texts.str.contains(_LONG).fill_null(False)
    rounded = texts.str.contains(_ROUNDED).fill_null(False)
    numbers = kinds == int(CellKind.NUMBER)
    found = texts.str.contains(_SHORTENED) | texts.str.contains(_TAKEN_FOR_DATES)
    found |= (long & numbers) | (kinds == int(CellKind.MOMENT))
    if rounded.sum() == long.sum():
        found |= rounded
    zeros = texts.filter(texts.str.contains(_LED_BY_ZEROS).fill_null(False))
    if len(zeros):
        length = zeros.str.len_chars().max()
        found |= texts.str.contains(_DIGITS) & (texts.str.len_chars() < length)
    return found.fill_null(False)


def identifier_warning(column: ColumnCells, rows: pl.Series) -> pl.DataFrame:
    """One warning for a column with damaged identifiers, at the first of them."""
    found = damaged(column)
    if not found.any():
        return pl.DataFrame()
    return (
        _told(column, rows, found, "damaged-ids")
        .head(1)
        .with_columns(rows=pl.lit(str(found.sum())))
    )


def merged_rows(column: ColumnCells, rows: pl.Series, merged: pl.Series) -> pl.DataFrame:
    """A warning for each row that counts as another's, because both have a damaged identifier."""
    if merged.is_empty():
        return pl.DataFrame()
    found = damaged(column) & rows.is_in(merged.implode())
    return _told(column, rows, found, "damaged-id-again")


def _told(column: ColumnCells, rows: pl.Series, found: pl.Series, code: str) -> pl.DataFrame:
    return (
        pl.DataFrame([rows.alias(ROW), column.texts.alias("value")])
        .filter(found)
        .with_columns(
            pl.lit(column.name).alias("column"),
            pl.lit(code).alias("code"),
            pl.lit("none").alias("effect"),
        )
    )
