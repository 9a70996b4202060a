"""Warnings about the cells of a sheet that are read: what they show, and what looks garbled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cell_problems import CellProblem
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.numbers import NumberText
from alignment_desktop.importing.sheet_marks import (
    COLUMN,
    FIRST,
    MARK,
    MERGED,
    MONEY,
    NOTES,
    SCALED,
    STRUCK,
)

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.workbook import RawSheet

_NOT_AGREED = {
    "stage": "stage-word-not-agreed",
    "return_reason": "return-reason-word-not-agreed",
}
_LOST = "�"
_TWICE = "[ÂÃÄÅÆÇÈÉÊÎÏÐÑ×Øâ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
"""Two signs that one letter of UTF-8 becomes where it is read as Windows-1252."""
_BYTES_OF_SIGNS = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(128, 256)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
} | {chr(byte): byte for byte in range(128, 160)}


def hidden_warnings(sheet: RawSheet, header_row: int) -> Iterator[CellProblem]:
    """One warning each where the sheet is hidden, or rows or columns that hold something are."""
    if sheet.hidden:
        yield CellProblem(sheet.name, header_row, "", "hidden-sheet", "none", {})
    rows, columns = sheet.layout.hidden_rows, sheet.layout.hidden_columns
    if rows or columns:
        facts = {"rows": str(rows), "width": str(columns)}
        yield CellProblem(sheet.name, header_row, "", "hidden-cells", "none", facts)


def merged_numbers(
    sheet: RawSheet, name: str, place: int, column: ColumnCells, rows: pl.Series
) -> tuple[ColumnCells, pl.DataFrame]:
    """A column of numbers in which a merged cell counts once, and a warning for each other row.

    Args:
        sheet: The sheet.
        name: The column's name.
        place: Its position in the sheet.
        column: Its cells in the rows of data.
        rows: The numbers of these.
    """
    notes = _notes(sheet, MERGED).filter(pl.col(COLUMN) == place)
    repeated = rows.is_in(notes[ROW].implode())
    if not repeated.any():
        return column, pl.DataFrame()
    told = pl.DataFrame([rows.alias(ROW), column.texts.alias("value")]).filter(repeated)
    return column.only(~repeated), told.join(notes, on=ROW, how="left").select(
        ROW,
        "value",
        pl.col(FIRST).cast(pl.String).alias("rows"),
        pl.lit(name).alias("column"),
        pl.lit("merged-number").alias("code"),
        pl.lit("none").alias("effect"),
    )


def other_money(
    sheet: RawSheet, name: str, place: int, column: ColumnCells, rows: pl.Series, currency: str
) -> tuple[ColumnCells, pl.DataFrame]:
    """A column of numbers without those that are shown in another currency, each a problem.

    Args:
        sheet: The sheet.
        name: The column's name.
        place: Its position in the sheet.
        column: Its cells in the rows of data.
        rows: The numbers of these.
        currency: The code that money must have; empty lets any pass.
    """
    notes = _notes(sheet, None).filter(
        (pl.col(COLUMN) == place) & pl.col(MARK).str.starts_with(MONEY)
    )
    problems = []
    for first, last, mark in notes.select(ROW, FIRST, MARK).iter_rows():
        sign = mark.removeprefix(MONEY)
        if NumberText("1", Decimal(1), currency=sign).is_currency(currency):
            continue
        # A text has its own sign, or none.
        here = rows.is_between(first, last) & (column.kinds == int(CellKind.NUMBER))
        cells = pl.DataFrame([rows.alias(ROW), column.texts.alias("value")]).filter(here)
        column = column.only(~here)
        problems.append(cells.with_columns(value=pl.col("value") + f" {sign}"))
    if not problems:
        return column, pl.DataFrame()
    return column, pl.concat(problems).with_columns(
        pl.lit(name).alias("column"),
        pl.lit("other-currency").alias("code"),
        pl.lit("cell").alias("effect"),
        pl.lit(currency).alias("currency"),
    )


def scaled_numbers(
    sheet: RawSheet, name: str, place: int, column: ColumnCells, rows: pl.Series
) -> tuple[ColumnCells, pl.DataFrame]:
    """A column of numbers, as it looks where `K` or `Mio.` is written behind some, and a warning.

    Args:
        sheet: The sheet.
        name: The column's name.
        place: Its position in the sheet.
        column: Its cells in the rows of data.
        rows: The numbers of these.
    """
    notes = _notes(sheet, None).filter(
        (pl.col(COLUMN) == place) & pl.col(MARK).str.starts_with(SCALED)
    )
    told = []
    for first, last, mark in notes.select(ROW, FIRST, MARK).iter_rows():
        factor, _, words = mark.removeprefix(SCALED).partition(" ")
        here = rows.is_between(first, last) & (column.kinds == int(CellKind.NUMBER))
        old = column.texts.filter(here).unique()
        new = [f"{(Decimal(text) * Decimal(factor)).normalize():f}" for text in old]
        texts = column.texts.replace_strict(old, new, default=None, return_dtype=pl.String)
        column = ColumnCells(name, texts.zip_with(here, column.texts), column.kinds, column.plain)
        told.append((first, int(here.sum()), factor, words))
    cells = pl.DataFrame(told, schema=[ROW, "count", "value", "found"], orient="row")
    return column, cells.filter(pl.col("count") > 0).select(
        pl.col(ROW).cast(pl.Int64),
        pl.lit(name).alias("column"),
        pl.lit("scale-in-format").alias("code"),
        pl.lit("none").alias("effect"),
        pl.col("value").cast(pl.String),
        pl.col("found").cast(pl.String),
        pl.col("count").cast(pl.String).alias("rows"),
    )


def struck_warnings(sheet: RawSheet, names: dict[str, int], rows: pl.Series) -> pl.DataFrame:
    """A warning for each row of data with cells that are struck out, at the first of them."""
    notes = _notes(sheet, STRUCK)
    if notes.is_empty():
        return pl.DataFrame()
    columns = pl.DataFrame(
        {COLUMN: list(names.values()), "name": list(names)}, schema_overrides={COLUMN: pl.Int64}
    )
    return (
        notes.join(columns, on=COLUMN)
        .filter(pl.col(ROW).is_in(rows.implode()))
        .sort(ROW, COLUMN)
        .unique(ROW, keep="first", maintain_order=True)
        .select(
            ROW,
            pl.col("name").alias("column"),
            pl.lit("struck-out").alias("code"),
            pl.lit("none").alias("effect"),
        )
    )


def _notes(sheet: RawSheet, mark: str | None) -> pl.DataFrame:
    notes = sheet.layout.notes
    if notes is None:
        return pl.DataFrame(schema=NOTES)
    return notes if mark is None else notes.filter(pl.col(MARK) == mark)


def word_warnings(
    column: ColumnCells, field: str, context: ImportContext, rows: pl.Series
) -> pl.DataFrame:
    """One warning for each word of a stage or a reason that no clause of the agreement has."""
    known = {"stage": context.stage_key, "return_reason": context.reason_key}.get(field)
    if known is None:
        return pl.DataFrame()
    words = column.texts.drop_nulls().unique()
    unknown = [word for word in words if known(word) is None]
    if not unknown:
        return pl.DataFrame()
    cells = pl.DataFrame([rows.alias(ROW), column.texts.alias("value")])
    return (
        cells.filter(pl.col("value").is_in(unknown))
        .group_by("value", maintain_order=True)
        .agg(pl.col(ROW).first(), pl.len().cast(pl.String).alias("rows"))
        .with_columns(
            pl.lit(column.name).alias("column"),
            pl.lit(_NOT_AGREED[field]).alias("code"),
            pl.lit("none").alias("effect"),
        )
    )


def letter_warnings(columns: Iterable[ColumnCells], rows: pl.Series) -> Iterator[pl.DataFrame]:
    """One warning for each column in which letters were lost, or read in a wrong code page."""
    for column in columns:
        if column.plain:
            continue
        lost = column.texts.str.contains(_LOST, literal=True).fill_null(False)
        yield _of_letters(column, rows, lost, "letters-lost")
        twice = column.texts.str.contains(_TWICE).fill_null(False)
        if twice.any():
            again = {text: read_again(text) for text in column.texts.filter(twice).unique()}
            sure = [text for text, other in again.items() if other]
            found = column.texts.is_in(sure).fill_null(False)
            yield _of_letters(column, rows, found, "letters-garbled", again)


def read_again(text: str) -> str | None:
    """What a text of UTF-8 that was read as Windows-1252 says; None where it was not."""
    try:
        data = b"".join(
            bytes([_BYTES_OF_SIGNS[letter]]) if letter > "\x7f" else letter.encode()
            for letter in text
        )
        other = data.decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return other if re.search(r"[^\W\d_]|[‘’“”–—…€™]", other) and other != text else None


def _of_letters(
    column: ColumnCells,
    rows: pl.Series,
    found: pl.Series,
    code: str,
    again: dict[str, str | None] | None = None,
) -> pl.DataFrame:
    if not found.any():
        return pl.DataFrame()
    text = column.texts.filter(found)[0]
    return pl.DataFrame(
        {
            ROW: [rows.filter(found)[0]],
            "column": [column.name],
            "code": [code],
            "effect": ["none"],
            "value": [text],
            "other": [(again or {}).get(text)],
            "rows": [str(found.sum())],
        },
        schema_overrides={"other": pl.String},
    )
