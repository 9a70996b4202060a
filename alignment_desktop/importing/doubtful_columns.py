"""Columns whose cells can be read and yet may say something else: swapped days, mixed numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from alignment_desktop.frames import ROW, FieldType, Kind, field_type
from alignment_desktop.importing.cell_problems import CellProblem
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.dates import fitting_orders
from alignment_desktop.importing.moment_columns import read_cell
from alignment_desktop.importing.number_columns import currencies_of
from alignment_desktop.importing.numbers import take_apart
from alignment_desktop.importing.serial_days import is_serial
from alignment_desktop.importing.sheet_data import SheetData, is_dated
from alignment_desktop.importing.text_values import outcome_of
from alignment_desktop.importing.typed_columns import Readers, TypedColumn

_LAST_MONTH = 12
_DEALS = frozenset({"opportunity_id", "opportunity_at", "closed_at"})
"""Fields of which one tells that a row has a deal."""
_FEWEST = 3
_PER_CENTS = {"score"}
"""Fields of rows whose numbers are often stated in per cent; money and counts never are."""


def doubtful_columns(data: SheetData) -> Iterator[CellProblem]:
    """A warning for each column of days that were swapped, and of money of several currencies."""
    yield from _other_ends(data)
    header_row = data.mapping.header_row or 0
    stated = data.mapping.currency or data.context.currency
    for header, name in data.fields.items():
        column, kind = data.columns[header], field_type(data.kind, name)
        if kind in (FieldType.MOMENT, FieldType.DAY) and (example := _swapped(column)):
            facts = {"value": example}
            yield CellProblem(data.sheet.name, header_row, header, "swapped-dates", "none", facts)
        if is_dated(data.kind, name) and is_serial(column):
            yield from _of_counts(data, header, column)
        if kind is FieldType.NUMBER and data.kind is not Kind.FIGURES:
            yield from _of_per_cents(data, header, column, usual=name in _PER_CENTS)
        if kind is FieldType.NUMBER and not stated and len(found := currencies_of(column)) > 1:
            facts = {"found": ", ".join(found)}
            code = "several-currencies"
            yield CellProblem(data.sheet.name, header_row, header, code, "none", facts)


def _other_ends(data: SheetData) -> Iterator[CellProblem]:
    """A warning where the stages of rows tell of another end than their outcomes do.

    A deal without an outcome counts as open, and its stage may say that it was lost.
    """
    outcome, stage = data.header_of("outcome"), data.header_of("stage")
    if data.kind is not Kind.LEADS or not {outcome, stage} <= set(data.columns):
        return
    said = data.columns[outcome].with_meanings(data.mapping.values.get("outcome", {}))
    meant = data.columns[stage].with_meanings(data.mapping.values.get("stage", {}))
    # Of a lead without a deal the stage may say that it was given up, which is no deal's end.
    deals = [data.columns[header].texts for header, name in data.fields.items() if name in _DEALS]
    filled = pl.DataFrame([said.texts, *deals]).select(pl.any_horizontal(pl.all().is_not_null()))
    pairs = pl.DataFrame(
        [data.rows, said.texts.alias("said"), meant.texts.alias("meant"),
         data.columns[stage].texts.alias("text")]
    )  # fmt: skip
    if deals:
        pairs = pairs.filter(filled.to_series())
    ends = {
        text: end
        for text in meant.texts.drop_nulls().unique()
        if (end := outcome_of(text, data.context))
    }
    told = {text: outcome_of(text, data.context) for text in said.texts.drop_nulls().unique()}
    if not ends:
        return
    other = pairs.filter(
        pl.col("meant").replace_strict(ends, default=None, return_dtype=pl.String)
        != pl.col("said").replace_strict(told, default="", return_dtype=pl.String).fill_null("")
    )
    if not other.is_empty():
        row, _, _, text = other.row(0)
        facts = {"value": text, "rows": str(other.height), "other": outcome}
        code = "stage-tells-other-end"
        yield CellProblem(data.sheet.name, row, stage, code, "none", facts)


def _of_per_cents(
    data: SheetData, header: str, column: ColumnCells, *, usual: bool
) -> Iterator[CellProblem]:
    """A warning where numbers of a column are shown as per cents, and others or none should be.

    Args:
        data: The sheet.
        header: The name of the column.
        column: Its cells.
        usual: Whether what the column holds is often stated in per cent.
    """
    shown = (column.kinds == int(CellKind.PERCENT)) | column.texts.str.ends_with("%").fill_null(
        False
    )
    count = int(shown.sum())
    mixed = count < len(column.texts) - column.texts.null_count()
    if count and (mixed or not usual):
        facts = {"rows": str(count), "value": column.texts.filter(shown)[0]}
        row = int(data.rows.filter(shown)[0])
        code = "some-per-cents" if mixed else "all-per-cents"
        yield CellProblem(data.sheet.name, row, header, code, "none", facts)


def numbers_of_two_signs(data: SheetData, column: TypedColumn, readers: Readers) -> pl.DataFrame:
    """A warning where numbers of a column cannot have the decimal sign that the mapping states.

    These are problems of their own; what fits both signs may be wrong in silence. A frame of one
    row, or of none.
    """
    decimal = data.mapping.decimal
    if not decimal or column.cells.name not in readers.decimals:
        return pl.DataFrame()
    texts, sign = column.cells.texts, _OTHER_SIGN[decimal]
    unread = texts.filter(column.codes == "unreadable-number")
    other = _first_of(unread, lambda text: _decimal_sign(text) == sign)
    read = texts.filter(column.codes.is_null())
    if not (other and _first_of(read, lambda text: _decimal_sign(text) is None)):
        return pl.DataFrame()
    return pl.DataFrame(
        {
            ROW: [data.mapping.header_row or 0],
            "column": [data.header_of(column.field)],
            "code": ["numbers-of-two-signs"],
            "effect": ["none"],
            "value": [decimal],
            "other": [other],
        },
        schema_overrides={ROW: pl.Int64},
    )


_OTHER_SIGN = {".": ",", ",": "."}


def _decimal_sign(text: str) -> str | None:
    number = take_apart(text)
    return number.decimal_sign() if number else ""


def _first_of(texts: pl.Series, meant: Callable[[str], bool]) -> str | None:
    """The first text of which something holds."""
    return next((text for text in texts.drop_nulls().unique().sort() if meant(text)), None)


def _of_counts(data: SheetData, header: str, column: ColumnCells) -> Iterator[CellProblem]:
    """A warning that a column's days are read as a spreadsheet program counts them."""
    text = str(column.texts.drop_nulls()[0])
    written = read_cell(text.replace(",", "."), int(CellKind.NUMBER), None)
    assert written is not None  # as `is_serial` has seen
    facts = {"value": text, "found": written.moment.date().isoformat()}
    row = data.mapping.header_row or 0
    yield CellProblem(data.sheet.name, row, header, "serial-dates", "none", facts)


def _swapped(column: ColumnCells) -> str:
    """A text that shows that a program took the days of other cells for months; else empty.

    It makes dates of the texts that it can read, so that `10/13/2026` stays a text where days come
    first, and `10/01/2026`, which was the first of October, became the tenth of January.
    """
    dates = column.kinds == int(CellKind.MOMENT)
    if dates.sum() < _FEWEST:  # so it is in all files that hold nothing but texts
        return ""
    texts = column.texts.filter(column.kinds == int(CellKind.TEXT)).drop_nulls().unique().sort()
    days = column.texts.filter(dates).str.slice(8, 2).cast(pl.Int64, strict=False).drop_nulls()
    orders = {fitting_orders(text) for text in texts}
    one = next(iter(orders), None)
    sure = len(orders) == 1 and one is not None and len(one) == 1
    return str(texts[0]) if sure and (days <= _LAST_MONTH).all() else ""
