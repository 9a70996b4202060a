"""The rows of data of a sheet, column by column, before any cell is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.frames import (
    LEAD_KEYS,
    ROW,
    FieldType,
    Kind,
    field_type,
)
from alignment_desktop.importing.cells import CellKind, kind_column, text_column
from alignment_desktop.importing.column_cells import (
    ColumnCells,
    clean_all,
)
from alignment_desktop.importing.foreign_rows import foreign_rows, unlike_below
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.header_row import headers, sheet_words
from alignment_desktop.importing.identifiers import (
    IDENTIFIERS,
    identifier_warning,
    without_fractions,
)
from alignment_desktop.importing.record_faults import record_faults
from alignment_desktop.importing.report_rows import LeftOut, report_rows
from alignment_desktop.importing.sheet_warnings import (
    letter_warnings,
    merged_numbers,
    other_money,
    scaled_numbers,
    struck_warnings,
)
from alignment_desktop.side_by_side import side_by_side
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.mapping import Mapping
    from alignment_desktop.importing.workbook import RawSheet


@dataclass(frozen=True, slots=True)
class SheetData:
    """The rows of data of a sheet, column by column, and the fields that they give.

    Rows whose cells cannot be told apart are counted in `count` and not among the `rows`.
    Problems that are known before any cell is typed are in `found`, warnings in `doubtful`.
    """

    kind: Kind
    sheet: RawSheet
    mapping: Mapping
    context: ImportContext
    columns: dict[str, ColumnCells]
    fields: dict[str, str]
    rows: pl.Series
    count: int
    left_out: tuple[tuple[int, str], ...]
    found: tuple[pl.DataFrame, ...]
    doubtful: pl.DataFrame

    def header_of(self, name: str) -> str:
        """The column that gives a field; a constant has none and is called by its field."""
        given = (*self.fields.items(), *self.mapping.also.items())
        return next((header for header, field in given if field == name), name)


def sheet_data(
    sheet: RawSheet, mapping: Mapping, context: ImportContext, monitor: Monitor | None = None
) -> SheetData:
    """The rows of data of a sheet below its header, without all that is no data.

    Args:
        sheet: The raw cells.
        mapping: Complete: with its kind, header row and columns as the sheet has them.
        context: What the agreement gives.
        monitor: Asked now and then whether to go on.

    Raises:
        Cancelled: The monitor asked to stop.
        Problem: `sheet-without-rows`.
    """
    monitor = monitor or Silent()
    if mapping.kind is None or mapping.header_row is None:
        raise ValueError("the mapping is not complete")
    names = headers(sheet, mapping.header_row)
    above = sheet.frame.filter(pl.col(ROW) < mapping.header_row)[ROW]
    # Rows are in their order, and a slice copies none of them.
    below = sheet.frame.slice(int((sheet.frame[ROW] <= mapping.header_row).sum()))
    texts = below.select([text_column(place) for place in names.values()])
    kinds = below.select([kind_column(place) for place in names.values()])
    cleaned = clean_all(list(names), texts, kinds, mapping.blank, monitor)
    columns = {column.name: column for column in cleaned}
    fields = {name: field for name, field in mapping.columns.items() if name in columns}
    foreign, others = foreign_rows(sheet, mapping.header_row, _is_name(context))
    reasons = _reasons(sheet, mapping, columns, fields)
    known = below.select(ROW).join(foreign, on=ROW, how="left", maintain_order="left")
    reasons = known["reason"].fill_null(reasons)
    reasons, beneath = _without_other_table(mapping, columns, fields, reasons, below[ROW])
    keep = reasons.is_null()
    left_out = [(int(row), LeftOut.ABOVE_HEADER.value) for row in above]
    left_out += zip(below[ROW].filter(~keep), reasons.drop_nulls(), strict=True)
    if not keep.any():
        raise Problem("sheet-without-rows", sheet=sheet_words(sheet), row=str(mapping.header_row))
    faults = record_faults(sheet, mapping.header_row)
    faults = faults.filter(~pl.col(ROW).is_in(below[ROW].filter(~keep).implode()))
    is_row = pl.col("effect") == "row"
    count = int(keep.sum())
    keep &= ~below[ROW].is_in(faults.filter(is_row)[ROW].implode())
    rows = below[ROW].filter(keep)
    columns = {name: column.filtered(keep) for name, column in columns.items()}
    found = [_of_other_tables((*others, *beneath)), faults.filter(is_row)]
    doubtful = [faults.filter(~is_row), struck_warnings(sheet, names, rows)]
    currency = mapping.currency or context.currency

    def looked_at(name: str) -> _LookedAt:
        return _looked_at(sheet, columns[name], names[name], mapping, fields, rows, currency)

    for looked in side_by_side(looked_at, list(columns)):
        monitor.report(Progress(0, 0, "checking"))
        columns[looked.cells.name] = looked.cells
        found += looked.found
        doubtful += looked.doubtful
    read = [column for name, column in columns.items() if fields.get(name, name)]
    doubtful += letter_warnings(read, rows)
    return SheetData(
        kind=mapping.kind,
        sheet=sheet,
        mapping=mapping,
        context=context,
        columns=columns,
        fields=fields,
        rows=rows,
        count=count,
        left_out=tuple(left_out),
        found=tuple(found),
        doubtful=pl.concat(doubtful, how="diagonal"),
    )


class _LookedAt(NamedTuple):
    """A column without what stands in no cell of its own, and what is to be told of that."""

    cells: ColumnCells
    found: list[pl.DataFrame]
    doubtful: list[pl.DataFrame]


def _looked_at(
    sheet: RawSheet,
    cells: ColumnCells,
    place: int,
    mapping: Mapping,
    fields: dict[str, str],
    rows: pl.Series,
    currency: str,
) -> _LookedAt:
    field = fields.get(cells.name)
    if field is None:
        cells, unread = _without_formulas(cells, rows)
        return _LookedAt(cells, [unread], [])
    if field in IDENTIFIERS:
        cells = without_fractions(cells)
        return _LookedAt(cells, [], [identifier_warning(cells, rows)])
    if mapping.kind and field_type(mapping.kind, field) is FieldType.NUMBER:
        cells, merged = merged_numbers(sheet, cells.name, place, cells, rows)
        cells, scaled = scaled_numbers(sheet, cells.name, place, cells, rows)
        cells, other = other_money(sheet, cells.name, place, cells, rows, currency)
        return _LookedAt(cells, [other], [merged, scaled])
    return _LookedAt(cells, [], [])


def _is_name(context: ImportContext) -> Callable[[str], bool]:
    known = header_names()
    return lambda text: known.field_of(text, context) is not None


def _of_other_tables(rows: Sequence[int]) -> pl.DataFrame:
    return pl.DataFrame({ROW: rows}, schema={ROW: pl.Int64()}).with_columns(
        pl.lit("").alias("column"),
        pl.lit("another-table").alias("code"),
        pl.lit("row").alias("effect"),
    )


def _without_formulas(column: ColumnCells, rows: pl.Series) -> tuple[ColumnCells, pl.DataFrame]:
    """A further column without its formulas that have no result, and a problem for each."""
    lacking = column.kinds == int(CellKind.FORMULA)
    if not lacking.any():
        return column, pl.DataFrame()
    cells = pl.DataFrame([rows, column.texts.alias("value"), column.valueless()])
    return column.only(~lacking), cells.filter(lacking).with_columns(
        pl.lit(column.name).alias("column"), pl.lit("cell").alias("effect")
    )


def _reasons(
    sheet: RawSheet, mapping: Mapping, columns: dict[str, ColumnCells], fields: dict[str, str]
) -> pl.Series:
    names = list(columns)
    keys = [place for place, name in enumerate(names) if name in _keys(mapping, fields)]
    moments = [
        place
        for place, name in enumerate(names)
        if mapping.kind and is_dated(mapping.kind, fields.get(name, ""))
    ]
    numbers = sheet.frame.filter(pl.col(ROW) > mapping.header_row)[ROW]
    return report_rows([columns[name].texts for name in names], names, keys, moments, numbers)


def _keys(mapping: Mapping, fields: dict[str, str]) -> list[str]:
    """The columns that name the rows."""
    key = KEYS.get(mapping.kind, LEAD_KEYS) if mapping.kind else LEAD_KEYS
    given = [field for field in key if field in fields.values()]
    if mapping.kind is not Kind.ACTIVITIES:
        del given[1:]
    return [name for name, field in fields.items() if field in given]


def _without_other_table(
    mapping: Mapping,
    columns: dict[str, ColumnCells],
    fields: dict[str, str],
    reasons: pl.Series,
    rows: pl.Series,
) -> tuple[pl.Series, list[int]]:
    """The reasons, with that of a smaller table below; and the row in which it begins."""
    keys = _keys(mapping, fields)
    data = reasons.is_null()
    # Few sheets have a blank row at all, and only below one another table begins.
    if len(keys) != 1 or not (rows.diff() > 1).any():
        return reasons, []
    texts = pl.DataFrame([cells.texts.alias(name) for name, cells in columns.items()]).filter(data)
    filled = texts.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))).to_series()
    other = unlike_below(texts[keys[0]], filled, rows.filter(data))
    if not other.any():
        return reasons, []
    places = data.arg_true().filter(other)
    return reasons.scatter(places, LeftOut.ANOTHER_TABLE.value), [int(rows[places[0]])]


def is_dated(kind: Kind, name: str) -> bool:
    """Whether a field holds moments, days or periods."""
    return field_type(kind, name) in (FieldType.MOMENT, FieldType.DAY, FieldType.PERIOD)


KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.CAMPAIGNS: ("campaign",),
    Kind.FIGURES: ("figure",),
    Kind.CUSTOMERS: ("account",),
    Kind.ACTIVITIES: ("lead_id", "email"),
}
"""The fields that a row of each kind but leads cannot be without."""
