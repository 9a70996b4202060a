"""From raw cells to a typed batch frame, and a list of problems that each point at a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import (
    ENTERED,
    LEAD_KEYS,
    ROW,
    FieldType,
    Kind,
    field_type,
    own_column,
)
from alignment_desktop.importing.cells import kind_column, text_column
from alignment_desktop.importing.column_cells import ColumnCells, clean_all, constant_cells
from alignment_desktop.importing.header_names import currency_in_header
from alignment_desktop.importing.header_row import headers, sheet_words
from alignment_desktop.importing.moment_columns import orders_of_file, read_moments
from alignment_desktop.importing.number_columns import decimals_of_file
from alignment_desktop.importing.repeats import settle
from alignment_desktop.importing.report_rows import LeftOut, report_rows
from alignment_desktop.importing.typed_columns import PERIOD, Readers, TypedColumn, with_periods

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.mapping import Mapping
    from alignment_desktop.importing.workbook import RawSheet


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Trouble with one cell, or with a whole row.

    Attributes:
        sheet: The sheet's name.
        row: The row's number, as a spreadsheet shows it.
        column: The column's name.
        code: What is wrong; its sentence stands in the wording files.
        effect: `row` leaves the row out; `cell` reads the cell as blank.
        facts: What the sentence names.
    """

    sheet: str
    row: int
    column: str
    code: str
    effect: Literal["row", "cell"]
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellWarning:
    """Something odd that changes nothing; attributes as those of a problem."""

    sheet: str
    row: int
    column: str
    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet, typed.

    Attributes:
        kind: What its rows are.
        frame: The batch frame: one row per kept row (columns as in `alignment_desktop.frames`).
        rows: How many rows of data were read.
        columns: Column name to its field, to empty text where ignored, or to its own name.
        problems: In the order of the rows.
        warnings: In the order of the rows.
        left_out: Rows that are no data: (row number, reason).
        key: The field that is the key of the whole file; None where the row is.
        mapping: As it was used.
    """

    kind: Kind
    frame: pl.DataFrame
    rows: int
    columns: dict[str, str]
    problems: tuple[CellProblem, ...]
    warnings: tuple[CellWarning, ...]
    left_out: tuple[tuple[int, str], ...]
    key: str | None
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class _Data:
    """The rows of data of a sheet, column by column, and the fields that they give."""

    kind: Kind
    sheet: RawSheet
    mapping: Mapping
    context: ImportContext
    columns: dict[str, ColumnCells]
    fields: dict[str, str]
    rows: pl.Series
    left_out: tuple[tuple[int, str], ...]

    def header_of(self, name: str) -> str:
        """The column that gives a field; a constant has none and is called by its field."""
        return next((header for header, field in self.fields.items() if field == name), name)


def check(sheet: RawSheet, mapping: Mapping, context: ImportContext) -> Checked:
    """Type a sheet, and find what is wrong with it.

    Args:
        sheet: The raw cells.
        mapping: Complete: with its kind, header row and columns as the sheet has them.
        context: What the agreement gives.

    Raises:
        Problem: For what concerns the whole sheet: `dates-unclear`, `decimal-unclear`,
            `key-column-missing`, `period-column-missing`, `repeats-column-missing`,
            `constant-unreadable`, `sheet-without-rows`.
    """
    data = _data(sheet, mapping, context)
    key = _key_fields(data)
    typed = _typed(data)
    problems = [problem for column in typed for problem in _cell_problems(data, column)]
    frame = pl.DataFrame([data.rows, *(series for column in typed for series in column.series)])
    own = [
        cells.texts.alias(own_column(name))
        for name, cells in data.columns.items()
        if name not in data.fields
    ]
    frame = frame.with_columns(own)
    if data.kind in _WITH_PERIODS:
        frame, lacking = with_periods(frame, context)
        problems += _row_problems(data, lacking)
    frame, keyless = _keyed(data, key, frame)
    problems += keyless
    order = _order(data, typed, frame)
    by = mapping.repeats
    # A lead without any key column is a lead of its own, however alike two rows are.
    if key or data.kind is not Kind.LEADS:
        settled = settle(frame, key, order, last=by is None or by.last)
        frame = settled.frame
        problems += _differing(data, key, settled.differing)
    return Checked(
        kind=data.kind,
        frame=frame,
        rows=len(data.rows),
        columns={name: data.fields.get(name, name) for name in data.columns},
        problems=_in_order(problems),
        warnings=tuple(_warnings(data)),
        left_out=data.left_out,
        key=key[0] if key else None,
        mapping=mapping,
    )


_WITH_PERIODS = (Kind.CAMPAIGNS, Kind.FIGURES)


def _data(sheet: RawSheet, mapping: Mapping, context: ImportContext) -> _Data:
    if mapping.kind is None or mapping.header_row is None:
        raise ValueError("the mapping is not complete")
    names = headers(sheet, mapping.header_row)
    above = sheet.frame.filter(pl.col(ROW) < mapping.header_row)[ROW]
    below = sheet.frame.filter(pl.col(ROW) > mapping.header_row)
    texts = below.select([text_column(place) for place in names.values()])
    kinds = below.select([kind_column(place) for place in names.values()])
    cleaned = clean_all(list(names), texts, kinds, mapping.blank)
    columns = {column.name: column for column in cleaned}
    fields = {name: field for name, field in mapping.columns.items() if name in columns}
    reasons = _reasons(sheet, mapping, columns, fields)
    keep = reasons.is_null()
    left_out = [(int(row), LeftOut.ABOVE_HEADER.value) for row in above]
    left_out += zip(below[ROW].filter(~keep), reasons.drop_nulls(), strict=True)
    if not keep.any():
        raise Problem("sheet-without-rows", sheet=sheet_words(sheet), row=str(mapping.header_row))
    return _Data(
        kind=mapping.kind,
        sheet=sheet,
        mapping=mapping,
        context=context,
        columns={name: column.filtered(keep) for name, column in columns.items()},
        fields=fields,
        rows=below[ROW].filter(keep),
        left_out=tuple(left_out),
    )


def _reasons(
    sheet: RawSheet, mapping: Mapping, columns: dict[str, ColumnCells], fields: dict[str, str]
) -> pl.Series:
    names = list(columns)
    key = _KEYS.get(mapping.kind, LEAD_KEYS) if mapping.kind else LEAD_KEYS
    given = [field for field in key if field in fields.values()]
    if mapping.kind is not Kind.ACTIVITIES:
        del given[1:]
    keys = [place for place, name in enumerate(names) if fields.get(name) in given]
    moments = [
        place
        for place, name in enumerate(names)
        if mapping.kind and _is_dated(mapping.kind, fields.get(name, ""))
    ]
    return report_rows([columns[name].texts for name in names], names, keys, moments)


def _is_dated(kind: Kind, name: str) -> bool:
    return field_type(kind, name) in (FieldType.MOMENT, FieldType.DAY, FieldType.PERIOD)


_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.CAMPAIGNS: ("campaign",),
    Kind.FIGURES: ("figure",),
    Kind.CUSTOMERS: ("account",),
    Kind.ACTIVITIES: ("lead_id", "email"),
}
_WHOLE_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.CAMPAIGNS: ("campaign", "start", "end"),
    Kind.FIGURES: ("figure", "start", "end", "segment"),
    Kind.CUSTOMERS: ("account",),
}


def _key_fields(data: _Data) -> list[str]:
    """The fields that make the key; none where the row itself is the key.

    Raises:
        Problem: `key-column-missing` or `period-column-missing`.
    """
    given = {*data.fields.values(), *data.mapping.constants}
    if data.kind is Kind.LEADS:
        return [field for field in LEAD_KEYS if field in given][:1]
    needed = _KEYS[data.kind]
    if not given.intersection(needed):
        raise Problem("key-column-missing", kind=str(data.kind), fields=" or ".join(needed))
    if data.kind is Kind.ACTIVITIES and "at" not in given:
        raise Problem("key-column-missing", kind=str(data.kind), fields="at")
    if data.kind is Kind.FIGURES and "value" not in given:
        raise Problem("key-column-missing", kind=str(data.kind), fields="value")
    if data.kind in _WITH_PERIODS and PERIOD not in given and not given >= {"start", "end"}:
        raise Problem("period-column-missing", kind=str(data.kind))
    whole = _WHOLE_KEYS.get(data.kind, ())
    return [field for field in whole if field in given or field in ("start", "end")]


def _typed(data: _Data) -> list[TypedColumn]:
    mapped = {
        field: data.columns[name].with_meanings(data.mapping.values.get(field, {}))
        for name, field in data.fields.items()
        if field
    }
    for name, value in data.mapping.constants.items():
        mapped[name] = constant_cells(f"constants.{name}", value, len(data.rows))
    further = [cells for name, cells in data.columns.items() if not data.fields.get(name)]
    dated = [cells for name, cells in mapped.items() if _is_dated(data.kind, name)]
    numeric = [
        cells for name, cells in mapped.items() if field_type(data.kind, name) is FieldType.NUMBER
    ]
    readers = Readers(
        kind=data.kind,
        context=data.context,
        zone=ZoneInfo(data.mapping.timezone or data.context.zone),
        currency=data.mapping.currency or data.context.currency,
        orders=orders_of_file(dated, further, data.mapping.dates),
        decimals=decimals_of_file(numeric, further, data.mapping.decimal),
    )
    typed = [readers.read(field, cells) for field, cells in mapped.items()]
    if data.kind is Kind.FIGURES:
        typed = readers.with_shares(typed, mapped.get("unit"))
    for column in typed:
        if column.field in data.mapping.constants and not column.codes.is_null().all():
            value = str(data.mapping.constants[column.field])
            raise Problem("constant-unreadable", field=column.field, value=value)
    return typed


def _cell_problems(data: _Data, column: TypedColumn) -> Iterable[CellProblem]:
    header = data.header_of(column.field)
    wrong = column.codes.is_not_null()
    expected = data.mapping.currency or data.context.currency
    texts = column.cells.texts.filter(wrong)
    for row, code, text in zip(
        data.rows.filter(wrong), column.codes.filter(wrong), texts, strict=True
    ):
        facts = {"value": text, "field": column.field}
        if code == "other-currency":
            facts["currency"] = expected
        yield CellProblem(data.sheet.name, row, header, code, "cell", facts)


def _row_problems(data: _Data, lacking: pl.DataFrame) -> list[CellProblem]:
    header = data.header_of(PERIOD if PERIOD in data.fields.values() else "start")
    return [
        CellProblem(data.sheet.name, row, header, code, "row") for row, code in lacking.iter_rows()
    ]


def _keyed(
    data: _Data, key: Sequence[str], frame: pl.DataFrame
) -> tuple[pl.DataFrame, list[CellProblem]]:
    """The rows that have a key, and a problem for each of the others."""
    needed = list(key[:1])
    if data.kind is Kind.ACTIVITIES:
        needed = [field for field in _KEYS[data.kind] if field in frame.columns]
    if not needed:
        return frame, []
    keyless = pl.all_horizontal(pl.col(name).is_null() for name in needed)
    header = data.header_of(needed[0])
    problems = [
        CellProblem(data.sheet.name, row, header, "no-key", "row", {"field": " or ".join(needed)})
        for row in frame.filter(keyless)[ROW]
    ]
    return frame.filter(~keyless), problems


def _differing(data: _Data, key: Sequence[str], differing: pl.DataFrame) -> Iterable[CellProblem]:
    header = data.header_of(key[0]) if key else ""
    cells = data.columns.get(header)
    wrong = data.rows.is_in(differing[ROW].implode())
    values = (
        dict(zip(data.rows.filter(wrong), cells.texts.filter(wrong), strict=True)) if cells else {}
    )
    for row, rows in differing.iter_rows():
        others = [str(other) for other in rows if other != row]
        shown = ", ".join(others[:10]) + (" …" if len(others) > 10 else "")
        facts = {"key": values.get(row) or "", "rows": shown}
        yield CellProblem(data.sheet.name, row, header, "rows-differ", "row", facts)


def _order(data: _Data, typed: Sequence[TypedColumn], frame: pl.DataFrame) -> pl.Series | None:
    """Per row of `frame` the value by which the mapping chooses among rows of one key.

    Raises:
        Problem: `repeats-column-missing`.
    """
    if data.mapping.repeats is None:
        return None
    wanted = data.mapping.repeats.column
    names = [name for name in data.columns if name == wanted] or [
        name for name in data.columns if name.casefold() == wanted.casefold()
    ]
    name = names[0] if len(names) == 1 else data.header_of(wanted)
    values = next((each.series[0] for each in typed if data.header_of(each.field) == name), None)
    if values is None and name in data.columns:
        values = _guessed(data, data.columns[name])
    if values is None:
        raise Problem("repeats-column-missing", column=wanted, columns=", ".join(data.columns))
    ordered = pl.DataFrame([data.rows, values.alias("value")])
    return frame.select(ROW).join(ordered, on=ROW, how="left", maintain_order="left")["value"]


def _guessed(data: _Data, cells: ColumnCells) -> pl.Series:
    """A further column's values as dates or numbers where all of them are, else as texts."""
    zone = ZoneInfo(data.mapping.timezone or data.context.zone)
    orders = orders_of_file([cells], list(data.columns.values()), data.mapping.dates)
    moments = read_moments(cells, orders[cells.name], zone)
    if moments["code"].is_null().all() and not cells.texts.str.contains(r"^\d{1,14}$").all():
        return moments["value"]
    readers = Readers(
        kind=data.kind,
        context=data.context,
        zone=zone,
        currency="",
        orders={},
        decimals=decimals_of_file([cells], list(data.columns.values()), data.mapping.decimal),
    )
    numbers = readers.numbers(cells)
    return numbers["value"] if numbers["code"].is_null().all() else cells.texts


def _in_order(problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
    """Problems by row; of a row that is left out only what leaves it out."""
    every = list(problems)
    gone = {problem.row for problem in every if problem.effect == "row"}
    told = (each for each in every if each.effect == "row" or each.row not in gone)
    return tuple(sorted(told, key=lambda problem: problem.row))


def _warnings(data: _Data) -> Iterable[CellWarning]:
    header_row = data.mapping.header_row or 0
    expected = data.mapping.currency or data.context.currency
    for header, name in data.fields.items():
        stage = name.removeprefix(ENTERED)
        if stage != name and stage not in data.context.stages:
            facts = {"stage": stage}
            yield CellWarning(data.sheet.name, header_row, header, "stage-not-agreed", facts)
        currency = currency_in_header(header)
        numeric = field_type(data.kind, name) is FieldType.NUMBER
        if numeric and currency and expected and currency != expected:
            facts = {"found": currency, "currency": expected}
            yield CellWarning(data.sheet.name, header_row, header, "header-currency", facts)
