"""From raw cells to a typed batch frame, and a list of problems that each point at a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.frames import (
    LEAD_KEYS,
    ROW,
    FieldType,
    Kind,
    field_type,
    own_column,
)
from alignment_desktop.importing.cell_problems import CellProblems
from alignment_desktop.importing.column_cells import (
    ColumnCells,
    constant_cells,
    with_times,
)
from alignment_desktop.importing.date_styles import in_one_order
from alignment_desktop.importing.doubtful_columns import numbers_of_two_signs
from alignment_desktop.importing.file_warnings import warnings_of_file, warnings_of_words
from alignment_desktop.importing.further_columns import FileRules, ReadColumns, read_further
from alignment_desktop.importing.identifiers import (
    IDENTIFIERS,
    merged_rows,
)
from alignment_desktop.importing.mapping import ACROSS
from alignment_desktop.importing.moment_columns import orders_of_file, read_moments
from alignment_desktop.importing.number_columns import COUNTS, SUMS, decimals_of_file
from alignment_desktop.importing.periods import Days, period_called
from alignment_desktop.importing.repeats import NAMED, added, settle
from alignment_desktop.importing.sheet_data import KEYS, SheetData, is_dated, sheet_data
from alignment_desktop.importing.sheet_statements import factors_of
from alignment_desktop.importing.typed_columns import PERIOD, Readers, TypedColumn, with_periods
from alignment_desktop.side_by_side import side_by_side
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.importing.dates import DateOrder
    from alignment_desktop.importing.mapping import Mapping
    from alignment_desktop.importing.workbook import RawSheet


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet, typed.

    Attributes:
        kind: What its rows are.
        frame: The batch frame: one row per kept row (columns as in `alignment_desktop.frames`).
        rows: How many rows of data were read.
        columns: Column name to its field, to empty text where ignored, or to its own name.
        problems: In the order of the rows.
        warnings: In the order of the rows; they change nothing.
        left_out: Rows that are no data: (row number, reason).
        key: The field that is the key of the whole file; None where the row is.
        mapping: As it was used.
        dates: The order that the dates written in numbers have; None where there are none, or
            where columns differ.
        decimal: The decimal sign likewise.
    """

    kind: Kind
    frame: pl.DataFrame
    rows: int
    columns: dict[str, str]
    problems: CellProblems
    warnings: CellProblems
    left_out: tuple[tuple[int, str], ...]
    key: str | None
    mapping: Mapping
    dates: DateOrder | None = None
    decimal: str | None = None

    @property
    def as_read(self) -> Mapping:
        """The mapping with the date order and the decimal sign that the file itself told."""
        mapping = self.mapping
        return replace(
            mapping, dates=mapping.dates or self.dates, decimal=mapping.decimal or self.decimal
        )


def check(
    sheet: RawSheet, mapping: Mapping, context: ImportContext, monitor: Monitor | None = None
) -> Checked:
    """Type a sheet, and find what is wrong with it.

    Args:
        sheet: The raw cells.
        mapping: Complete: with its kind, header row and columns as the sheet has them.
        context: What the agreement gives.
        monitor: Hears how many columns are typed, and may end the work.

    Raises:
        Cancelled: The monitor asked for it.
        Problem: For what concerns the whole sheet: `dates-unclear`, `decimal-unclear`,
            `key-column-missing`, `period-column-missing`, `repeats-column-missing`,
            `constant-unreadable`, `sheet-without-rows`, `domain-joins-deals`,
            `domain-column-missing`, `mapping-two-columns`.
    """
    monitor = monitor or Silent()
    across = _periods_across(mapping, context)
    if across:
        return _checked_across(sheet, mapping, context, across, monitor)
    data = sheet_data(sheet, mapping, context, monitor)
    key = _key_fields(data)
    _require_domains(data, key)
    readers, typed, styles = _typed(data, monitor)
    doubtful = [data.doubtful, *styles, *(warnings_of_words(data, column) for column in typed)]
    doubtful += [numbers_of_two_signs(data, column, readers) for column in typed]
    found = [*(_cell_problems(data, column) for column in typed), *data.found]
    frame = pl.DataFrame([data.rows, *(series for column in typed for series in column.series)])
    own = [
        cells.texts.alias(own_column(name))
        for name, cells in data.columns.items()
        if name not in data.fields
    ]
    frame = frame.with_columns(own)
    if data.kind in _WITH_PERIODS:
        frame, lacking = with_periods(frame, context)
        found.append(_row_problems(data, lacking))
    frame, keyless = _keyed(data, key, typed, frame)
    found.append(keyless)
    order = _order(data, typed, frame)
    by = mapping.repeats
    told: list[tuple[int, int]] = []
    # A lead without any key column is a lead of its own, however alike two rows are.
    if key or data.kind is not Kind.LEADS:
        if by is not None and by.added:
            settled = added(frame, key)
            told.append((frame.height, settled.frame.height))
        else:
            settled = settle(frame, key, order, last=by is None or by.last)
        merged = frame[ROW].filter(~frame[ROW].is_in(settled.frame[ROW].implode()))
        frame = settled.frame
        found.append(_differing(data, key, settled.differing))
        if key and key[0] in IDENTIFIERS and by is None and data.header_of(key[0]) in data.columns:
            alike = merged.filter(~merged.is_in(settled.differing[ROW].implode()))
            doubtful.append(merged_rows(data.columns[data.header_of(key[0])], data.rows, alike))
    read = _further(data, readers)
    frame = frame.join(read.frame, on=ROW, how="left", maintain_order="left")
    doubtful.append(read.doubtful)
    return Checked(
        kind=data.kind,
        frame=frame,
        rows=data.count,
        columns={name: data.fields.get(name, name) for name in data.columns},
        problems=CellProblems(sheet.name, found).in_order(),
        warnings=CellProblems.of(sheet.name, warnings_of_file(data, told)).with_more(
            CellProblems(sheet.name, doubtful)
        ),
        left_out=data.left_out,
        key=key[0] if key else None,
        mapping=mapping,
        # What one order alone does not read is found anew in the next file.
        dates=None if any(map(len, styles)) else _one_of(readers.orders.values()),
        decimal=_one_of(readers.decimals.values()),
    )


def _further(data: SheetData, readers: Readers) -> ReadColumns:
    """What the columns that are kept under their own names are as numbers and dates."""
    mapping = data.mapping
    given = (mapping.dates, mapping.decimal)
    rules = FileRules.of(readers.zone, given, readers.orders.values(), readers.decimals.values())
    own = [cells for name, cells in data.columns.items() if name not in data.fields]
    return read_further(own if data.kind in _COMPARED else (), data.rows, rules)


_COMPARED = (Kind.LEADS, Kind.CAMPAIGNS)
"""The kinds whose further columns conditions may ask for."""
_Way = TypeVar("_Way", bound=str)


def _one_of(ways: Iterable[_Way | None]) -> _Way | None:
    """The way in which all columns that tell one are written."""
    told = {way for way in ways if way is not None}
    return told.pop() if len(told) == 1 else None


def _periods_across(mapping: Mapping, context: ImportContext) -> dict[str, Days]:
    """The columns that each hold what is counted in the period by which they are called.

    Raises:
        Problem: `period-column-missing`, where beside them a column counts without a period.
    """
    given = {*mapping.columns.values(), *mapping.constants}
    if mapping.kind not in ACROSS or given & {PERIOD, "start", "end"}:
        return {}
    counted = [name for name, field in mapping.columns.items() if field in ACROSS[mapping.kind]]
    called = {name: period_called(name, context) for name in counted}
    across = {name: days for name, days in called.items() if days is not None}
    if across and len(across) < len(counted):
        # A sum over all periods would count in each of them.
        raise Problem("period-column-missing", kind=str(mapping.kind))
    return across


def _checked_across(
    sheet: RawSheet,
    mapping: Mapping,
    context: ImportContext,
    across: dict[str, Days],
    monitor: Monitor,
) -> Checked:
    """A table with periods across, the columns of each checked as the rows of that period."""
    parts = []
    for days, names in _by_period(mapping, across).items():
        told = {name: mapping.columns[name] for name in names}
        columns = {**mapping.columns, **dict.fromkeys(across, ""), **told}
        same = {**mapping.constants, "start": days.start, "end": days.end}
        part = check(sheet, replace(mapping, columns=columns, constants=same), context, monitor)
        # A month without a cell is a month without a figure.
        there = pl.any_horizontal(pl.col(list(told.values())).is_not_null())
        parts.append(replace(part, frame=part.frame.filter(there)))
    first = parts[0]
    problems = pl.concat([part.problems.frame for part in parts]).unique(maintain_order=True)
    warnings = pl.concat([part.warnings.frame for part in parts]).unique(maintain_order=True)
    return replace(
        first,
        frame=pl.concat([part.frame for part in parts], how="diagonal"),
        columns={**first.columns, **{name: mapping.columns[name] for name in across}},
        problems=CellProblems(sheet.name, [problems.sort(ROW, maintain_order=True)]),
        warnings=CellProblems(sheet.name, [warnings.sort(ROW, maintain_order=True)]),
        mapping=mapping,
    )


def _by_period(mapping: Mapping, across: dict[str, Days]) -> dict[Days, list[str]]:
    """The columns of each period together.

    Raises:
        Problem: `mapping-two-columns`, where two of them give the same field.
    """
    groups: dict[Days, list[str]] = {}
    for name, days in across.items():
        field = mapping.columns[name]
        for other in groups.setdefault(days, []):
            if mapping.columns[other] == field:
                raise Problem("mapping-two-columns", field=field, first=other, second=name)
        groups[days].append(name)
    return groups


_WITH_PERIODS = (Kind.CAMPAIGNS, Kind.FIGURES)


_WHOLE_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.CAMPAIGNS: ("campaign", "start", "end"),
    Kind.FIGURES: ("figure", "start", "end", "segment"),
    Kind.CUSTOMERS: ("account",),
}


def _key_fields(data: SheetData) -> list[str]:
    """The fields that make the key; none where the row itself is the key.

    Raises:
        Problem: `key-column-missing` or `period-column-missing`.
    """
    given = {*data.fields.values(), *data.mapping.also.values(), *data.mapping.constants}
    if data.kind is Kind.LEADS:
        return [field for field in LEAD_KEYS if field in given][:1]
    needed = KEYS[data.kind]
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


def _typed(
    data: SheetData, monitor: Monitor
) -> tuple[Readers, list[TypedColumn], list[pl.DataFrame]]:
    """How the file is read, the mapped columns, and the warnings about dates in two orders."""
    given = (*data.fields.items(), *data.mapping.also.items())
    mapped = {
        field: _with_time(data, name).with_meanings(data.mapping.values.get(field, {}))
        for name, field in given
        if field
    }
    for name, value in data.mapping.constants.items():
        mapped[name] = constant_cells(f"constants.{name}", value, len(data.rows))
    further = [cells for name, cells in data.columns.items() if not data.fields.get(name)]
    dated = [cells for name, cells in mapped.items() if is_dated(data.kind, name)]
    numeric = [
        cells for name, cells in mapped.items() if field_type(data.kind, name) is FieldType.NUMBER
    ]
    readers = Readers(
        kind=data.kind,
        context=data.context,
        zone=ZoneInfo(data.mapping.timezone or data.context.zone),
        currency=data.mapping.currency or data.context.currency,
        orders=orders_of_file(dated, further, data.mapping.dates),
        decimals=decimals_of_file(
            numeric,
            further,
            data.mapping.decimal,
            counts={mapped[name].name for name in COUNTS & set(mapped)},
            money={mapped[name].name for name in SUMS & set(mapped)},
        ),
        zone_is_stated=data.mapping.timezone is not None,
        factors=factors_of(data),
        days_from_1904=data.sheet.layout.days_from_1904,
    )
    styles: list[pl.DataFrame] = []
    stated = data.mapping.dates is not None
    for field, cells in mapped.items():
        if is_dated(data.kind, field):
            order = readers.orders[cells.name]
            mapped[field], told = in_one_order(cells, order, data.rows, stated=stated)
            styles.append(told)
    typed: list[TypedColumn] = []
    monitor.report(Progress(0, len(mapped), "checking"))
    for column in side_by_side(lambda each: readers.read(*each), mapped.items()):
        typed.append(column)
        monitor.report(Progress(len(typed), len(mapped), "checking"))
    if data.kind is Kind.FIGURES:
        typed = readers.with_shares(typed, mapped.get("unit"))
    for column in typed:
        if column.field in data.mapping.constants and not column.codes.is_null().all():
            value = str(data.mapping.constants[column.field])
            raise Problem("constant-unreadable", field=column.field, value=value)
    return readers, typed, styles


def _with_time(data: SheetData, name: str) -> ColumnCells:
    """A column, its dates with the times of day that stand in another one."""
    time = data.columns.get(data.mapping.times.get(name, ""))
    return data.columns[name] if time is None else with_times(data.columns[name], time)


def _cell_problems(data: SheetData, column: TypedColumn) -> pl.DataFrame:
    """The cells of a column that cannot be read."""
    expected = data.mapping.currency or data.context.currency
    cells = pl.DataFrame([data.rows, column.codes.alias("code"), column.cells.texts.alias("value")])
    some = column.codes.is_not_null()
    cells = cells.filter(some) if some.any() else cells.clear()
    return cells.with_columns(
        pl.lit(data.header_of(column.field)).alias("column"),
        pl.lit("cell").alias("effect"),
        pl.lit(column.field).alias("field"),
        pl.when(pl.col("code") == "other-currency").then(pl.lit(expected)).alias("currency"),
    )


def _row_problems(data: SheetData, lacking: pl.DataFrame) -> pl.DataFrame:
    header = data.header_of(PERIOD if PERIOD in data.fields.values() else "start")
    return lacking.with_columns(pl.lit(header).alias("column"), pl.lit("row").alias("effect"))


def _keyed(
    data: SheetData, key: Sequence[str], typed: Sequence[TypedColumn], frame: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that have a key, and a problem for each of the others.

    Where the key's cell is filled and cannot be read, that is what is wrong with the row.
    """
    needed = list(key[:1])
    if data.kind is Kind.ACTIVITIES:
        needed = [field for field in KEYS[data.kind] if field in frame.columns]
    if not needed:
        return frame, pl.DataFrame()
    keyless = pl.all_horizontal(pl.col(name).is_null() for name in needed)
    if not frame.select(keyless.any()).item():
        return frame, pl.DataFrame()
    unread = [_cell_problems(data, column) for column in typed if column.field in needed]
    problems = (
        frame.filter(keyless)
        .select(ROW)
        .join(
            pl.concat(unread).unique(ROW, keep="first", maintain_order=True),
            on=ROW,
            how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.col("column").fill_null(data.header_of(needed[0])),
            pl.col("code").fill_null("no-key"),
            pl.col("field").fill_null(" or ".join(needed)),
            pl.lit("row").alias("effect"),
        )
    )
    return frame.filter(~keyless), problems


_OTHERS_NAMED = NAMED - 2  # without the row itself, and one more that "…" stands for


def _differing(data: SheetData, key: Sequence[str], differing: pl.DataFrame) -> pl.DataFrame:
    """A problem for each row that contradicts another of its key, naming some of the others."""
    if differing.is_empty():
        return pl.DataFrame()
    header = data.header_of(key[0]) if key else ""
    cells = data.columns.get(header)
    texts = cells.texts if cells else pl.Series([None], dtype=pl.String)
    if cells is None:
        texts = texts.new_from_index(0, len(data.rows))
    values = pl.DataFrame([data.rows, texts.alias("key")])
    others = pl.col("rows").list.set_difference(pl.concat_list(ROW))
    return (
        differing.join(values, on=ROW, how="left", maintain_order="left")
        .with_columns(others.list.sort())
        .select(
            ROW,
            pl.lit(header).alias("column"),
            pl.lit("rows-differ").alias("code"),
            pl.lit("row").alias("effect"),
            pl.col("key").fill_null(""),
            pl.col("rows").list.head(_OTHERS_NAMED).cast(pl.List(pl.String)).list.join(", ")
            + pl.when(pl.col("rows").list.len() > _OTHERS_NAMED)
            .then(pl.lit(" …"))
            .otherwise(pl.lit("")),
        )
    )


def _require_domains(data: SheetData, key: Sequence[str]) -> None:
    """Makes sure that deals can join leads by domain where the mapping says so.

    Raises:
        Problem: `domain-joins-deals`, `domain-column-missing`.
    """
    wanted = data.mapping.account_domain
    if wanted is None:
        return
    if data.kind is not Kind.LEADS or key[:1] != ["opportunity_id"]:
        raise Problem("domain-joins-deals", column=wanted)
    kept = [name for name in data.columns if data.fields.get(name) != ""]
    if wanted not in kept:
        raise Problem("domain-column-missing", column=wanted, columns=", ".join(kept))


def _order(data: SheetData, typed: Sequence[TypedColumn], frame: pl.DataFrame) -> pl.Series | None:
    """Per row of `frame` the value by which the mapping chooses among rows of one key.

    Raises:
        Problem: `repeats-column-missing`.
    """
    if data.mapping.repeats is None or data.mapping.repeats.added:
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


def _guessed(data: SheetData, cells: ColumnCells) -> pl.Series:
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
