"""Dates of one column in two orders: turned where the sign between their parts tells them apart."""

from __future__ import annotations

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.dates import DateOrder
from alignment_desktop.importing.moment_columns import undecided

_NUMERIC = r"^(\d{1,2})([./-])(\d{1,2})[./-](?:\d{4}|\d{2})(?:$|[ ,T])"
_TURNED = r"^(\d{1,2})([./-])(\d{1,2})"
_LAST_MONTH, _LAST_DAY = 12, 31
_IN_NUMBERS = (DateOrder.DAY, DateOrder.MONTH)


def in_one_order(
    column: ColumnCells, order: DateOrder | None, rows: pl.Series, *, stated: bool
) -> tuple[ColumnCells, pl.DataFrame]:
    """A column whose dates in numbers are all written in its order, as far as they tell theirs.

    Where every date with a certain sign between its parts can only be read in the other order, or
    in either, day and month of these change places; where dates of one sign contradict one
    another, nobody can tell which of the others are meant how, and they are read as most are.

    Args:
        column: Its cells.
        order: The order that fits most of them.
        rows: The numbers of their rows.
        stated: Whether that order was said, and not found.

    Returns:
        The column, and the warnings about it.
    """
    if order not in _IN_NUMBERS:
        return column, pl.DataFrame()
    # Most columns have one order, which their different texts tell quickly.
    texts = pl.Series("text", undecided(column), dtype=pl.String)
    by_sign = _dates(texts.to_frame(), order)
    if not by_sign["other"].any():
        return column, pl.DataFrame()
    by_sign = by_sign.group_by("sign", maintain_order=True).agg(
        pl.col("usual").any(), pl.col("other").any()
    )
    odd = by_sign.filter(pl.col("other") & ~pl.col("usual"))["sign"].to_list()
    torn = by_sign.filter(pl.col("other") & (pl.col("usual") | stated))["sign"].to_list()
    dates = _dates(pl.DataFrame([rows.alias(ROW), column.texts.alias("text")]), order)
    told: list[pl.DataFrame] = []
    if odd and not stated:
        turned = dates.filter(pl.col("sign").is_in(odd) & pl.col("fits_other"))
        example = turned.filter(pl.col("other"))
        told.append(_warning(column, "dates-two-orders", example, turned.height))
        mask = rows.is_in(turned[ROW].implode())
        texts = column.texts.str.replace(_TURNED, "${3}${2}${1}").zip_with(mask, column.texts)
        column = ColumnCells(column.name, texts, column.kinds, column.plain)
    either = dates.filter(pl.col("sign").is_in(torn) & pl.col("either"))
    if not either.is_empty():
        example = dates.filter(pl.col("sign").is_in(torn) & pl.col("other"))
        told.append(_warning(column, "dates-contradict", example, either.height))
    return column, pl.concat(told) if told else pl.DataFrame()


def _dates(texts: pl.DataFrame, order: DateOrder) -> pl.DataFrame:
    """Each `text` that is a date in numbers, the sign in it, and the orders that it fits."""
    parts = texts.filter(pl.col("text").str.contains(_NUMERIC)).with_columns(
        sign=pl.col("text").str.extract(_NUMERIC, 2),
        first=pl.col("text").str.extract(_NUMERIC, 1).cast(pl.Int64),
        second=pl.col("text").str.extract(_NUMERIC, 3).cast(pl.Int64),
    )
    day = pl.col("first").is_between(1, _LAST_DAY) & pl.col("second").is_between(1, _LAST_MONTH)
    month = pl.col("second").is_between(1, _LAST_DAY) & pl.col("first").is_between(1, _LAST_MONTH)
    usual, other = (day, month) if order is DateOrder.DAY else (month, day)
    return parts.with_columns(
        usual=usual & ~other,
        other=other & ~usual,
        fits_other=other,
        either=usual & other & (pl.col("first") != pl.col("second")),
    )


def _warning(column: ColumnCells, code: str, example: pl.DataFrame, count: int) -> pl.DataFrame:
    return example.head(1).select(
        ROW,
        pl.lit(column.name).alias("column"),
        pl.lit(code).alias("code"),
        pl.lit("none").alias("effect"),
        pl.col("text").alias("value"),
        pl.lit(str(count)).alias("rows"),
    )
