"""Further columns of a file: what their texts are as numbers and dates, by the rules of the file.

They are kept as they are written. Conditions may compare them with a number or a date all the
same, and then a cell means what it would mean in a column of numbers or dates of that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.lead_fields import NUMBER
from alignment_desktop.frames import READ_DAY, READ_MOMENT, READ_NUMBER, ROW
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.date_styles import in_one_order
from alignment_desktop.importing.dates import MONTH_NAMES, DateOrder
from alignment_desktop.importing.moment_columns import order_of, read_moments, undecided
from alignment_desktop.importing.number_columns import decimal_of, read_numbers
from alignment_desktop.values import dataclass

_ACCENTS = {"a": "aäáàâã", "e": "eéèê", "i": "ií", "o": "oóôõ", "u": "uûúü", "c": "cç"}
_MONTH = "|".join(
    "".join(f"[{_ACCENTS.get(letter, letter)}]" for letter in start)
    for start in sorted({name[:3] for name in MONTH_NAMES})
)
_DATE = (
    r"^[0-9]{1,4} ?[./-] ?[0-9]{1,2} ?[./-] ?[0-9]{1,4}(?:$|[ ,T])"
    rf"|^(?i:.{{0,12}}(?:{_MONTH}).{{0,60}})$"
)
"""What every date has that is no mere number; far fewer texts are then read one by one."""
_DIGITS = r"^(?:(?:19|20|21)[0-9]{6}|1[0-9]{12})$"
"""Dates and moments that are written as one number."""
_YEAR_LAST = r"^[0-9]{1,2} ?[./-] ?[0-9]{1,2} ?[./-] ?[0-9]{4}"
_NUMBER = r"^[^0-9]{0,8}[0-9][0-9.,\s'’_]*(?:[eE][+-]?[0-9]{1,3})?[^0-9]{0,8}$"
"""What every number has, likewise."""
_PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?%?$"
"""What is the same number by every rule, but for its point."""
_UNCLEAR = r"^[^0-9]*[1-9][0-9]{0,2}[.,][0-9]{3}[^0-9]*$"
_NUMBERS = [int(kind) for kind in (CellKind.NUMBER, CellKind.PERCENT, CellKind.PADDED)]


@dataclass(frozen=True, slots=True)
class FileRules:
    """What a file says of its dates and numbers.

    Attributes:
        zone: Of its local times.
        order: The order of dates that was given, else that its mapped columns agree on.
        decimal: The decimal sign likewise.
        given: Whether the order was given, and overrules what a column tells by itself.
        given_decimal: The decimal sign, where it was given.
    """

    zone: ZoneInfo
    order: DateOrder | None = None
    decimal: str | None = None
    given: bool = False
    given_decimal: str | None = None

    @classmethod
    def of(
        cls,
        zone: ZoneInfo,
        given: tuple[DateOrder | None, str | None],
        orders: Iterable[DateOrder | None],
        decimals: Iterable[str | None],
    ) -> FileRules:
        """The rules that were given, else those that all columns agree on."""
        order, decimal = given
        return cls(
            zone,
            order or _agreed(orders),
            decimal or _agreed(decimals),
            given=order is not None,
            given_decimal=decimal,
        )


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """What further columns are.

    Attributes:
        frame: `row`, and the companions of the columns (see `frames`) that hold any number or
            date that their text alone does not tell.
        doubtful: A warning for each column of dates or numbers that fit two readings.
    """

    frame: pl.DataFrame
    doubtful: pl.DataFrame


def read_further(columns: Iterable[ColumnCells], rows: pl.Series, rules: FileRules) -> ReadColumns:
    """Read the texts of further columns as numbers and dates.

    Args:
        columns: Their cells.
        rows: The numbers of the rows.
        rules: How the file writes them.
    """
    cells = list(columns)
    series, doubts = _read_dates(cells, rows, rules)
    numbers, more = _read_numbers(cells, rules)
    told = [(_first(rows, each, text), each.name, code, text) for each, code, text in doubts + more]
    return ReadColumns(pl.DataFrame([rows, *series, *numbers]), _warnings(told))


_Doubt = tuple[ColumnCells, str, str]
"""A column, the code of its warning, and a text of it that fits two readings."""
_Told = TypeVar("_Told")


def _agreed(told: Iterable[_Told | None]) -> _Told | None:
    """What all say that say anything."""
    different = {each for each in told if each is not None}
    return different.pop() if len(different) == 1 else None


def _read_dates(
    columns: Sequence[ColumnCells], rows: pl.Series, rules: FileRules
) -> tuple[list[pl.Series], list[_Doubt]]:
    dates = [found for cells in columns if (found := _dates_among(cells)) is not None]
    orders = {cells.name: order_of(undecided(cells)) for cells in dates}
    stated: DateOrder | None = None if rules.order is DateOrder.YEAR else rules.order
    order = stated or _agreed(found.order for found in orders.values())
    series: list[pl.Series] = []
    doubts: list[_Doubt] = []
    for cells in dates:
        own = orders[cells.name]
        # Where the year stands last in all its digits, `year first` says nothing of it.
        last = stated if rules.given and stated else own.order or order
        if last is None and own.example:
            doubts.append((cells, "further-dates-unclear", own.example))
        alike, _ = in_one_order(cells, last, rows, stated=rules.given and stated is not None)
        series += _as_dates(alike, last, rules)
    return series, doubts


def _read_numbers(
    columns: Sequence[ColumnCells], rules: FileRules
) -> tuple[list[pl.Series], list[_Doubt]]:
    numbers = [found for cells in columns if (found := _numbers_among(cells)) is not None]
    signs = {cells.name: decimal_of(_texts(cells)) for cells in numbers}
    sign = rules.decimal or _agreed(_agreed(found.signs) for found in signs.values())
    series: list[pl.Series] = []
    doubts: list[_Doubt] = []
    for cells in numbers:
        own = signs[cells.name]
        # Where a column has both signs, each value speaks for itself.
        decimal = rules.given_decimal or _agreed(own.signs) or (None if own.signs else sign)
        clear = cells
        if own.example and decimal is None:
            doubts.append((cells, "further-numbers-unclear", own.example))
            texts = cells.texts.set(cells.kinds != int(CellKind.TEXT), None)
            clear = cells.only(~texts.str.contains(_UNCLEAR).fill_null(False))
        series += _as_numbers(clear, decimal, cells.texts)
    return series, doubts


def _texts(cells: ColumnCells) -> pl.Series:
    return cells.texts.filter(cells.kinds == int(CellKind.TEXT))


def _first(rows: pl.Series, cells: ColumnCells, text: str) -> int:
    return int(rows.filter((cells.texts == text).fill_null(False))[0])


def _dates_among(cells: ColumnCells) -> ColumnCells | None:
    """The cells that may be dates, where some are that; None where none is, or all say so."""
    moments = cells.kinds == int(CellKind.MOMENT)
    texts = cells.texts.set(cells.kinds != int(CellKind.TEXT), None)
    written = (texts.str.contains(_DATE) & (texts.str.len_chars() <= 100)).fill_null(False)
    if not (moments | written).any():
        filled = cells.texts.drop_nulls()
        if filled.is_empty() or not filled.str.contains(_DIGITS).all():
            return None
        return cells
    # A number is a date only among dates.
    digits = cells.texts.str.contains("^[0-9.]+$").fill_null(False)
    return cells.only(moments | written | digits)


def _as_dates(cells: ColumnCells, last: DateOrder | None, rules: FileRules) -> list[pl.Series]:
    """A column's companions as dates.

    Args:
        cells: What may be dates.
        last: How dates are written whose year stands last.
        rules: Of the file.
    """
    by_year = ~cells.texts.str.contains(_YEAR_LAST).fill_null(False)
    by_year &= rules.order is DateOrder.YEAR
    first, rest = cells.only(by_year), cells.only(~by_year)
    one, other = (
        read_moments(each, order, rules.zone)
        for each, order in ((first, DateOrder.YEAR), (rest, last))
    )
    value, day = other["value"].fill_null(one["value"]), other["day"].fill_null(one["day"])
    if value.is_null().all():
        return []
    local = value.dt.convert_time_zone(str(rules.zone)).dt.date()
    return [
        value.alias(READ_MOMENT + cells.name),
        day.fill_null(local).alias(READ_DAY + cells.name),
    ]


def _numbers_among(cells: ColumnCells) -> ColumnCells | None:
    """The cells that may be numbers; None where there is none that its text alone does not tell."""
    texts = cells.texts.set(cells.kinds != int(CellKind.TEXT), None)
    written = texts.str.contains(_NUMBER).fill_null(False)
    told = texts.str.contains(_PLAIN).fill_null(False)
    pointed = texts.str.contains(".", literal=True).fill_null(False)
    if not (written & (pointed | ~told)).any():
        return None
    return cells.only(written | cells.kinds.is_in(_NUMBERS))


def _as_numbers(cells: ColumnCells, decimal: str | None, texts: pl.Series) -> list[pl.Series]:
    """A column's companion as numbers; none where its `texts` alone tell the same."""
    value = read_numbers(cells, decimal, "")["value"]
    shares = cells.texts.str.contains("%", literal=True).fill_null(False)
    # Written as a power, it is divided by a hundred exactly.
    hundredth = (value.cast(pl.String) + "e-2").cast(pl.Float64, strict=False)
    hundredth = hundredth.fill_null(value / 100)
    found = hundredth.zip_with(shares, value)
    plain = texts.set(~texts.str.contains(f"^(?:{NUMBER.pattern})$"), None)
    if found.eq_missing(plain.cast(pl.Float64, strict=False)).all():
        return []
    return [found.alias(READ_NUMBER + cells.name)]


def _warnings(doubts: list[tuple[int, str, str, str]]) -> pl.DataFrame:
    names = {ROW: pl.Int64(), "column": pl.String(), "code": pl.String(), "value": pl.String()}
    return pl.DataFrame(doubts, schema=names, orient="row").with_columns(effect=pl.lit("none"))
