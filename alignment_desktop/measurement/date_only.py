"""Moments that are known only by their date, and how they are compared with others.

Such a value is kept as 00:00 of its date in the zone of its file, with the date beside it. Beside
another moment it is compared by date: a stop on the start's own date stands for the start itself,
one on another date for its 00:00.
"""

from __future__ import annotations

import polars as pl

STOP, BACKWARDS = "stop", "backwards"


def end_of_date(name: str, zone: str) -> pl.Expr:
    """The end of the date that a date-only value names, in the zone of its file.

    That zone is not kept; where the date begins when it does in `zone`, it ends when it does there,
    too, and else 24 hours after its beginning.

    Args:
        name: Column of moments, with its date beside it.
        zone: The agreement's.
    """
    date = pl.col(beside(name))
    begins, ends = (_midnight(day, zone) for day in (date, date.dt.offset_by("1d")))
    day_later = pl.col(name) + pl.duration(days=1)
    return pl.when(pl.col(name) == begins).then(ends).otherwise(day_later)


def with_stop(frame: pl.DataFrame, start: str, stop: str, zone: str) -> pl.DataFrame:
    """The frame with `stop` as it counts beside `start`, and `backwards`: whether it lies before.

    Both are null where one of the moments is unknown.

    Args:
        frame: With both columns, and beside each the column of its dates.
        start: The column of starts.
        stop: The column of stops.
        zone: The agreement's.
    """
    first, last = pl.col(start), pl.col(stop)
    if not any(has_dates(frame, name) for name in (start, stop)):
        return frame.with_columns(last.alias(STOP), (last < first).alias(BACKWARDS))
    first_day, last_day = pl.col(beside(start)), pl.col(beside(stop))
    both = first_day.is_not_null() & last_day.is_not_null()
    same = (
        pl.when(both)
        .then(first_day == last_day)
        .when(last_day.is_not_null())
        .then((last <= first) & (first < end_of_date(stop, zone)))
        .when(first_day.is_not_null())
        .then((first <= last) & (last < end_of_date(start, zone)))
        .otherwise(False)
    )
    before = pl.when(both).then(last_day < first_day).otherwise(last < first)
    return frame.with_columns(
        pl.when(same).then(first).otherwise(last).alias(STOP), (before & ~same).alias(BACKWARDS)
    )


def beside(name: str) -> str:
    """The column that holds the dates of moments known only by them, in frames of clocks."""
    return f"{name}_day"


def has_dates(frame: pl.DataFrame, name: str) -> bool:
    """Whether some value of a column of moments is known only by its date."""
    return frame.get_column(beside(name)).null_count() < frame.height


def _midnight(date: pl.Expr, zone: str) -> pl.Expr:
    local = date.cast(pl.Datetime("us")).dt.replace_time_zone(
        zone, ambiguous="earliest", non_existent="null"
    )
    return local.dt.convert_time_zone("UTC")
