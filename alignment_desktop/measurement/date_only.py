"""Moments that are known only by their date, and how they are compared with others.

Such a value is kept as 00:00 of its date in the zone of its file, with the date beside it. Beside
another moment it is compared by date: a stop on the start's own date stands for the start itself,
one on another date for its 00:00.
"""

from __future__ import annotations

import polars as pl

STOP, BACKWARDS = "stop", "backwards"


def end_of_date(moment: pl.Expr, day: pl.Expr, zones: tuple[str, ...]) -> pl.Expr:
    """The end of the date that a date-only value names, in the zone of its file.

    Which file it is from is not kept: the date ends when it does in the first of the zones in which
    it begins at that moment, so that it lasts 23 or 25 hours where clocks change; 24 in none.

    Args:
        moment: When the date begins.
        day: The date.
        zones: The agreement's and those of the files.
    """
    found = moment + pl.duration(days=1)
    for zone in reversed(zones):
        begins, ends = (start_of_date(each, zone) for each in (day, day.dt.offset_by("1d")))
        found = pl.when(moment == begins).then(ends).otherwise(found)
    return found


def start_of_date(day: pl.Expr, zone: str) -> pl.Expr:
    """The local midnight of a date, moved forward where a change of clocks skips it.

    Args:
        day: The date.
        zone: In which it begins.
    """
    naive = day.cast(pl.Datetime("us"))
    midnights = (
        each.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        for each in (naive, naive.dt.offset_by("1h"))
    )
    return pl.coalesce(*(each.dt.convert_time_zone("UTC") for each in midnights))


def own_day(moment: pl.Expr, day: pl.Expr, zone: str) -> pl.Expr:
    """The date on which something happened: as written where no time was, else in `zone`.

    Args:
        moment: The moment.
        day: The date, where that is all that is known of it.
        zone: The agreement's.
    """
    return pl.coalesce(day, moment.dt.convert_time_zone(zone).dt.date())


def compared(
    first: pl.Expr, first_day: pl.Expr, last: pl.Expr, last_day: pl.Expr, zones: tuple[str, ...]
) -> tuple[pl.Expr, pl.Expr]:
    """Whether two moments fall on one date, one of which is only a date; whether the last is first.

    Args:
        first: The moment that should come first.
        first_day: Its date, where that is all that is known of it.
        last: The other moment.
        last_day: Its date.
        zones: The agreement's and those of the files.

    Returns:
        `same`, and `before`: whether `last` lies before `first`, never so where they are the same.
        Both are null where one of the moments is unknown.
    """
    both = first_day.is_not_null() & last_day.is_not_null()
    same = (
        pl.when(both)
        .then(first_day == last_day)
        .when(last_day.is_not_null())
        .then((last <= first) & (first < end_of_date(last, last_day, zones)))
        .when(first_day.is_not_null())
        .then((first <= last) & (last < end_of_date(first, first_day, zones)))
        .otherwise(False)
    )
    before = pl.when(both).then(last_day < first_day).otherwise(last < first)
    return same, before & ~same


def with_stop(frame: pl.DataFrame, start: str, stop: str, zones: tuple[str, ...]) -> pl.DataFrame:
    """The frame with `stop` as it counts beside `start`, and `backwards`: whether it lies before.

    Both are null where one of the moments is unknown.

    Args:
        frame: With both columns, and beside each the column of its dates.
        start: The column of starts.
        stop: The column of stops.
        zones: The agreement's and those of the files.
    """
    first, last = pl.col(start), pl.col(stop)
    if not any(has_dates(frame, name) for name in (start, stop)):
        return frame.with_columns(last.alias(STOP), (last < first).alias(BACKWARDS))
    same, before = compared(first, pl.col(beside(start)), last, pl.col(beside(stop)), zones)
    return frame.with_columns(
        pl.when(same).then(first).otherwise(last).alias(STOP), before.alias(BACKWARDS)
    )


def beside(name: str) -> str:
    """The column that holds the dates of moments known only by them, in frames of clocks."""
    return f"{name}_day"


def has_dates(frame: pl.DataFrame, name: str) -> bool:
    """Whether some value of a column of moments is known only by its date."""
    return frame.get_column(beside(name)).null_count() < frame.height
