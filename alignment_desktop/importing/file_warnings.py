"""Warnings about a file as a whole and its column names: what was guessed, and what may not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import (
    ENTERED,
    FieldType,
    field_type,
)
from alignment_desktop.importing.cell_problems import CellProblem
from alignment_desktop.importing.doubtful_columns import doubtful_columns
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.numbers import NumberText, is_currency_sign
from alignment_desktop.importing.sheet_data import SheetData
from alignment_desktop.importing.sheet_statements import statements_beside
from alignment_desktop.importing.sheet_warnings import (
    hidden_warnings,
    word_warnings,
)
from alignment_desktop.importing.stated_scales import stated_currency
from alignment_desktop.importing.typed_columns import TypedColumn

if TYPE_CHECKING:
    pass


def warnings_of_words(data: SheetData, column: TypedColumn) -> pl.DataFrame:
    """Words of a column that the agreement does not have, a row of the frame for each."""
    if column.field in data.mapping.also.values():
        # What the column says first of all is told; by that its words are no missing stages.
        return pl.DataFrame()
    told = word_warnings(column.cells, column.field, data.context, data.rows)
    if told.is_empty():
        return told
    return told.with_columns(pl.lit(data.header_of(column.field)).alias("column"))


def _other_currencies(data: SheetData, expected: str) -> Iterable[CellProblem]:
    """A warning for each column that says that rows' money is of another currency, or of several.

    Args:
        data: The rows of data.
        expected: The currency in which amounts are read; empty where none is stated.
    """
    for header in header_names().tells_of(data.columns, "currencies"):
        written = data.columns[header].texts.drop_nulls().str.to_uppercase().unique().sort()
        others = [text for text in written if is_currency_sign(text) and text != expected]
        if len(others) > (0 if expected else 1):
            code = "rows-of-other-currency" if expected else "several-currencies"
            facts = {"found": ", ".join(others), "currency": expected}
            row = data.mapping.header_row or 0
            yield CellProblem(data.sheet.name, row, header, code, "none", facts)


def warnings_of_file(data: SheetData, added_up: Sequence[tuple[int, int]]) -> Iterable[CellProblem]:
    """What a user should know of a file as a whole, and of its column names.

    Args:
        data: The rows of data.
        added_up: How many rows were added up into how many, each time that was done.
    """
    header_row = data.mapping.header_row or 0
    yield from hidden_warnings(data.sheet, header_row)
    for rows, keys in added_up:
        if rows > keys:
            facts = {"rows": str(rows), "found": str(keys)}
            yield CellProblem(data.sheet.name, header_row, "", "rows-added", "none", facts)
    expected = data.mapping.currency or data.context.currency
    yield from _other_currencies(data, expected)
    yield from doubtful_columns(data)
    yield from statements_beside(data)
    if data.sheet.records and data.sheet.records.dialect:
        facts = {"found": data.sheet.records.dialect}
        yield CellProblem(data.sheet.name, header_row, "", "unusual-quotes", "none", facts)
    for code, facts in data.sheet.records.doubts if data.sheet.records else ():
        yield CellProblem(data.sheet.name, header_row, "", code, "none", facts)
    for header, name in data.mapping.also.items():
        if name == "end" and data.fields.get(header) == "start":
            yield CellProblem(data.sheet.name, header_row, header, "days-without-end", "none", {})
    for header, name in data.fields.items():
        stage = name.removeprefix(ENTERED)
        if stage != name and stage not in data.context.stages:
            facts = {"stage": stage}
            yield CellProblem(
                data.sheet.name, header_row, header, "stage-not-agreed", "none", facts
            )
        currency = stated_currency(header)
        numeric = field_type(data.kind, name) is FieldType.NUMBER
        if (
            numeric
            and expected
            and not NumberText("1", Decimal(1), currency=currency).is_currency(expected)
        ):
            facts = {"found": currency, "currency": expected}
            yield CellProblem(data.sheet.name, header_row, header, "header-currency", "none", facts)
