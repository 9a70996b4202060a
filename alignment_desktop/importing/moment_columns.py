"""A column of dates: in which order they are written, and the instants and days they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateOrder,
    Written,
    fitting_orders,
    read_date,
    to_utc,
)
from alignment_desktop.importing.iso_moments import instants, wall_clock
from alignment_desktop.values import dataclass

_INSTANT = pl.Datetime("us", "UTC")
_SERIALS = (20_000, 80_000)
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets count wall-clock days


@dataclass(frozen=True, slots=True)
class OrderFound:
    """What a column tells of the order of its dates.

    Attributes:
        order: The order that fits its values best; None where they tell nothing or not enough.
        example: A value that fits two readings equally; empty where the column is clear.
    """

    order: DateOrder | None = None
    example: str = ""


class _Read(NamedTuple):
    value: datetime | None
    day: date | None
    code: str | None = None


_UNREADABLE = _Read(None, None, "unreadable-date")


def order_of(texts: Iterable[str]) -> OrderFound:
    """Find the order of a column's dates from all of its values.

    Dates of two-digit years are never taken as year first.
    """
    distinct = pl.Series("text", list(texts), dtype=pl.String)
    first, second = (distinct.str.extract(_NUMERIC, group).cast(pl.Int64) for group in (1, 3))
    plain = pl.DataFrame({"text": distinct, "first": first, "second": second})
    plain = plain.with_columns(
        day=(pl.col("first").is_between(1, 31) & pl.col("second").is_between(1, 12)),
        month=(pl.col("second").is_between(1, 31) & pl.col("first").is_between(1, 12)),
    )
    others = [fitting_orders(text) for text in distinct.filter(first.is_null())]
    both = plain.filter(pl.col("day") & pl.col("month") & (pl.col("first") != pl.col("second")))
    same = plain.filter(pl.col("day") & pl.col("month") & (pl.col("first") == pl.col("second")))
    fits = {
        order: int(plain[name].sum() or 0) + sum(order in orders for orders in others if orders)
        for order, name in ((DateOrder.DAY, "day"), (DateOrder.MONTH, "month"))
    }
    day_fits, month_fits = fits[DateOrder.DAY], fits[DateOrder.MONTH]
    if day_fits != month_fits:
        return OrderFound(DateOrder.DAY if day_fits > month_fits else DateOrder.MONTH)
    if day_fits == same.height:
        # Where day and month are the same number everywhere, either order gives the same days.
        return OrderFound(DateOrder.DAY if day_fits else None)
    either = both["text"].to_list() or [text for text in distinct if fitting_orders(text)]
    return OrderFound(None, either[0])


def orders_of_file(
    columns: Sequence[ColumnCells], others: Sequence[ColumnCells], given: DateOrder | None
) -> dict[str, DateOrder | None]:
    """The order of the dates in each column.

    A column that fits two orders follows the file's other columns where these agree; first the
    mapped ones, then the further ones that hold dates only.

    Raises:
        Problem: `dates-unclear` where nothing decides between two readings.
    """
    if given:
        return {column.name: given for column in columns}
    found = {column.name: order_of(undecided(column)) for column in columns}
    unclear = {name: each.example for name, each in found.items() if each.example}
    orders = {name: each.order for name, each in found.items()}
    if not unclear:
        return orders
    agreed = {order for order in orders.values() if order}
    if not agreed:
        agreed = {order for order in map(_order_of_further, others) if order}
    if len(agreed) != 1:
        name, example = next(iter(unclear.items()))
        readings = [read_date(example, order) for order in (DateOrder.DAY, DateOrder.MONTH)]
        first, second = (f"{each.moment:%d %B %Y}" if each else "no date" for each in readings)
        raise Problem("dates-unclear", column=name, value=example, first=first, second=second)
    return {**orders, **dict.fromkeys(unclear, agreed.pop())}


def read_moments(column: ColumnCells, order: DateOrder | None, zone: tzinfo) -> pl.DataFrame:
    """Type a column of dates.

    Args:
        column: Its cells.
        order: Of dates written in numbers.
        zone: Of local times.

    Returns:
        Per row `value` (the instant, UTC), `day` (the written day, where no time of day is
        written; the instant is then its 00:00 in `zone`) and `code` (`unreadable-date` where it
        is no date).
    """
    timed = _knows_of_time(column)
    quick = _quick(column, order, zone, timed=timed)
    # What is written in another way is rare enough to be read one by one.
    rest = column.only(quick["value"].is_null())
    cells = rest.distinct()
    reads: list[_Read] = []
    for text, kind in cells:
        written = _written(text, kind, order, timed)
        reads.append(_read(written, zone) if written else _UNREADABLE)
    found = rest.spread(
        cells,
        [
            pl.Series("value", [read.value for read in reads], dtype=_INSTANT),
            pl.Series("day", [read.day for read in reads], dtype=pl.Date),
            pl.Series("code", [read.code for read in reads], dtype=pl.String),
        ],
    )
    if not cells:
        return found.with_columns(quick)
    return found.with_columns(
        value=quick["value"].fill_null(found["value"]), day=quick["day"].fill_null(found["day"])
    )


def read_days(column: ColumnCells, order: DateOrder | None, zone: tzinfo) -> pl.DataFrame:
    """Type a column of days (see `read_moments`).

    Returns:
        Per row `value` (the day that is written, or that of the instant in `zone`) and `code`.
    """
    local = pl.col("value").dt.convert_time_zone(str(zone)).dt.date()
    found = read_moments(column, order, zone)
    return found.select(pl.coalesce("day", local).alias("value"), "code")


_NUMERIC = r"^(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})(?:$|[ ,])"
_IN_ORDER = {
    DateOrder.DAY: r"(?P<day>\d{1,2})SEP(?P<month>\d{1,2})",
    DateOrder.MONTH: r"(?P<month>\d{1,2})SEP(?P<day>\d{1,2})",
}
_YEAR_AND_TIME = (
    r"SEP(?P<year>\d{4}|\d{2})"
    r"(?:,? (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>[0-5]\d))?)?(?P<utc>Z)?$"
)


def _knows_of_time(column: ColumnCells) -> bool:
    """Whether a date cell is a moment even at midnight: some cell of the column has a time of day.

    A spreadsheet keeps a day and its midnight alike, as one whole number, so its column decides.
    Texts say by themselves whether they have a time.
    """
    moments = column.texts.filter(column.kinds == int(CellKind.MOMENT))
    numbers = column.texts.filter(column.kinds == int(CellKind.NUMBER))
    midnights = moments.str.slice(11, 8).is_in(["", "00:00:00", "00:00"])
    return not midnights.all() or numbers.str.contains(".", literal=True).any()


def _quick(
    column: ColumnCells, order: DateOrder | None, zone: tzinfo, *, timed: bool
) -> pl.DataFrame:
    """The dates of the commonest shapes, all at once; null for what needs a closer look."""
    moments = column.kinds == int(CellKind.MOMENT)
    others = ~(moments | (column.kinds == int(CellKind.TEXT)))
    texts = column.texts.set(others, None)
    if moments.any():
        days = texts.str.slice(0, 10)
        if timed:
            bare = moments & (texts.str.len_bytes() == 10)
            texts = (days + " 00:00").zip_with(bare.fill_null(False), texts)
        else:
            texts = days.zip_with(moments, texts)
    found = _instants(wall_clock(texts), str(zone))
    value, day = found["value"], found["day"]
    if order in _IN_ORDER:
        shape = "^" + _IN_ORDER[order] + _YEAR_AND_TIME
        for sign in (r"\.", "/", "-"):
            open_rows = texts.set(value.is_not_null(), None)
            if open_rows.is_null().all():
                break
            found = _instants(_taken_apart(open_rows, shape.replace("SEP", sign)), str(zone))
            value, day = value.fill_null(found["value"]), day.fill_null(found["day"])
    return pl.DataFrame([value, day])


def _taken_apart(texts: pl.Series, pattern: str) -> pl.DataFrame:
    """Dates in the order that `pattern` names by its groups; returns what `wall_clock` does."""
    parts = texts.str.extract_groups(pattern).struct.unnest()
    year = pl.col("year").cast(pl.Int32)
    century = pl.when(year <= 68).then(2000).otherwise(1900)
    full = pl.when(pl.col("year").str.len_chars() == 2).then(year + century).otherwise(year)
    date_text = pl.concat_str(
        full, pl.col("month").str.zfill(2), pl.col("day").str.zfill(2), separator="-"
    )
    clock = pl.concat_str(
        *(pl.col(each).fill_null("00").str.zfill(2) for each in ("hour", "minute", "second")),
        separator=":",
    )
    local = pl.concat_str(date_text, clock, separator=" ").str.to_datetime(
        "%Y-%m-%d %H:%M:%S", time_unit="us", strict=False
    )
    return parts.select(
        local=pl.when(full.is_between(FIRST_YEAR, LAST_YEAR)).then(local),
        dated=pl.col("hour").is_null(),
        utc=pl.col("utc").is_not_null(),
    )


def _instants(written: pl.DataFrame, zone: str) -> pl.DataFrame:
    """The instant of each wall-clock moment, and the day where no time of day is written."""
    local, utc = written["local"], written["utc"]
    # Times in a gap come out as null here, and are then read one by one.
    zoned = instants(local, zone)
    value = local.dt.replace_time_zone("UTC").zip_with(utc, zoned) if utc.any() else zoned
    dated = written["dated"] & zoned.is_not_null()
    nothing = pl.Series([None], dtype=pl.Date).new_from_index(0, len(local))
    day = local.dt.date().set(~dated, None) if dated.any() else nothing
    return pl.DataFrame([value.alias("value"), day.alias("day")])


def undecided(column: ColumnCells) -> list[str]:
    """The column's texts that may need an order: all but those that begin with a year."""
    texts = column.texts.filter(column.kinds == int(CellKind.TEXT)).drop_nulls()
    # Most dates begin with a year, and are not compared with one another therefore.
    for year in ("^[0-9]{4}", r"^\d{4}"):  # the first is far quicker, and leaves few
        texts = texts.filter(~texts.str.contains(year))
    kept: list[str] = texts.unique(maintain_order=True).to_list()
    return kept


def _order_of_further(column: ColumnCells) -> DateOrder | None:
    texts = column.texts_of(CellKind.TEXT)
    numeric = sum(fitting_orders(text) is not None for text in texts[:200])
    if not texts or numeric < 0.9 * len(texts[:200]):
        return None
    return order_of(texts).order


def _written(text: str, kind: int, order: DateOrder | None, timed: bool) -> Written | None:
    if kind == CellKind.TEXT:
        return read_date(text, order)
    if kind == CellKind.MOMENT:
        written = read_date(text, None)
        return written and Written(written.moment, timed)
    if kind in (CellKind.NUMBER, CellKind.PADDED):
        digits = text if kind == CellKind.NUMBER else re.sub(r"\D", "", text)
        return _from_number(digits, order, timed)
    return None


def _from_number(text: str, order: DateOrder | None, timed: bool) -> Written | None:
    """A number in a column of dates: a spreadsheet's serial, an epoch in ms, or 20261003."""
    number = float(text)
    if not _SERIALS[0] <= number <= _SERIALS[1]:
        return read_date(text, order) if text.isdecimal() else None
    # A serial is only true to the millisecond or so; whole seconds are what was typed.
    seconds = round(number * 86_400)
    return Written(_SERIAL_ZERO + timedelta(seconds=seconds), timed)


def _read(written: Written, zone: tzinfo) -> _Read:
    day = None if written.timed else written.moment.date()
    return _Read(to_utc(written.moment, zone), day)


def is_date(text: str, kind: int) -> bool:
    """Whether a cell is a date in any order of day and month."""
    return any(read_cell(text, kind, order) for order in DateOrder)


def read_cell(text: str, kind: int, order: DateOrder | None) -> Written | None:
    """The date that one cell writes; None where it is none."""
    timed = kind != CellKind.MOMENT or len(text) > len("2027-01-04")
    return _written(text, kind, order, timed)
