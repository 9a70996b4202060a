"""The cells of mapped columns, typed by the field that they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.stated_units import PER_CENT
from alignment_desktop.frames import ROW, FieldType, Kind, day_column, field_type
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.moment_columns import read_cell, read_days, read_moments
from alignment_desktop.importing.number_columns import read_numbers
from alignment_desktop.importing.periods import Days, period_of_day, read_period, unit_of
from alignment_desktop.importing.serial_days import with_serials
from alignment_desktop.importing.stated_zones import column_zone
from alignment_desktop.importing.text_values import read_texts
from alignment_desktop.values import dataclass

PERIOD = "period"
_START, _END = "…start", "…end"
_DATED = (FieldType.MOMENT, FieldType.DAY, FieldType.PERIOD)


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column, typed.

    Attributes:
        field: The field that it gives.
        cells: What was written, with the mapping's meanings.
        series: The batch frame's columns of this field; the field's own comes first.
        codes: Per row the code of its problem, null where there is none.
    """

    field: str
    cells: ColumnCells
    series: tuple[pl.Series, ...]
    codes: pl.Series


@dataclass(frozen=True, slots=True)
class Readers:
    """How the columns of one file are read: what was given or found for the file as a whole."""

    kind: Kind
    context: ImportContext
    zone: ZoneInfo
    currency: str
    orders: dict[str, DateOrder | None]
    decimals: dict[str, str | None]
    zone_is_stated: bool = False
    factors: dict[str, Decimal] = field(default_factory=dict)
    days_from_1904: bool = False

    def read(self, field: str, cells: ColumnCells) -> TypedColumn:
        """Type a column by the type of its field; cells without a value have their own codes."""
        if field_type(self.kind, field) in _DATED:
            cells = with_serials(cells, from_1904=self.days_from_1904)
        valueless = cells.valueless()
        series, codes = self._series(field, cells.only(valueless.is_null()))
        none = valueless.null_count() == len(valueless)
        return TypedColumn(field, cells, series, codes if none else valueless.fill_null(codes))

    def numbers(self, cells: ColumnCells) -> pl.DataFrame:
        """Type a column of numbers (see `read_numbers`)."""
        factor = self.factors.get(cells.name, Decimal(1))
        return read_numbers(cells, self.decimals.get(cells.name), self.currency, factor)

    def with_shares(
        self, typed: Sequence[TypedColumn], unit: ColumnCells | None
    ) -> list[TypedColumn]:
        """Figures stated in per cent, by their own sign or their unit, divided by 100."""
        return [
            self._share(column, unit) if column.field == "value" else column for column in typed
        ]

    def _share(self, column: TypedColumn, unit: ColumnCells | None) -> TypedColumn:
        shares = column.cells.texts.str.contains("%", literal=True)
        if unit is not None:
            shares |= unit.texts.str.to_lowercase().is_in(list(PER_CENT)).fill_null(False)
        value = column.series[0]
        # Dividing by one number for all would multiply by 0.01, and 95 % come out as 0.95000…1.
        hundreds = pl.Series([100.0]).new_from_index(0, len(value))
        divided = (value / hundreds).zip_with(shares.fill_null(False), value)
        return replace(column, series=(divided.alias(column.field),))

    def _series(self, field: str, cells: ColumnCells) -> tuple[tuple[pl.Series, ...], pl.Series]:
        match field_type(self.kind, field):
            case FieldType.NUMBER:
                found = self.numbers(cells)
                return (found["value"].alias(field),), found["code"]
            case FieldType.MOMENT:
                zone = self.zone if self.zone_is_stated else column_zone(cells, self.zone)
                found = read_moments(cells, self.orders.get(cells.name), zone)
                days = found["day"].alias(day_column(field))
                return (found["value"].alias(field), days), found["code"]
            case FieldType.DAY:
                found = read_days(cells, self.orders.get(cells.name), self.zone)
                return (found["value"].alias(field),), found["code"]
            case FieldType.PERIOD:
                return self._periods(cells)
            case _:
                found = read_texts(cells, field, self.context)
                return (found["value"].alias(field),), found["code"]

    def _periods(self, cells: ColumnCells) -> tuple[tuple[pl.Series, ...], pl.Series]:
        unit = unit_of(cells.name)
        order = self.orders.get(cells.name)
        distinct = cells.distinct()
        days = [_period(text, kind, unit, order, self.context) for text, kind in distinct]
        found = cells.spread(
            distinct,
            [
                pl.Series("start", [each and each.start for each in days], dtype=pl.Date),
                pl.Series("end", [each and each.end for each in days], dtype=pl.Date),
                pl.Series(
                    "code",
                    [None if each else "unreadable-period" for each in days],
                    dtype=pl.String,
                ),
            ],
        )
        return (found["start"].alias(_START), found["end"].alias(_END)), found["code"]


def with_periods(frame: pl.DataFrame, context: ImportContext) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give every row its first and last day.

    Returns:
        The frame with `start` and `end` in place of a period's label, without the rows that
        have no period; and the columns `row` and `code` of those rows.
    """
    for name, found in (("start", _START), ("end", _END)):
        sources = [pl.col(each) for each in (name, found) if each in frame.columns]
        frame = frame.with_columns(pl.coalesce(sources).alias(name))
    frame = frame.drop(_START, _END, strict=False)
    lacking = frame.select(
        ROW,
        pl.when(pl.col("start").is_null() | pl.col("end").is_null())
        .then(pl.lit("no-period"))
        .when(pl.col("end") < pl.col("start"))
        .then(pl.lit("period-reversed"))
        .alias("code"),
    )
    keep = lacking["code"].is_null()
    return frame.filter(keep), lacking.filter(~keep)


def _period(
    text: str, kind: int, unit: str | None, order: DateOrder | None, context: ImportContext
) -> Days | None:
    if unit is not None:
        written = read_cell(text, kind, order)
        if written is not None:
            return period_of_day(written.moment.date(), unit)
    elif kind == CellKind.MOMENT:
        # Spreadsheets turn a typed `Oct 2026` into the first of that month.
        return read_period(text[:7], context) if text[8:10] == "01" else None
    return read_period(text, context)
