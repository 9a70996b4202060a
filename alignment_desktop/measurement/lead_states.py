"""What became of each lead by the measure of its commitment: its state, or the time that it took.

Each takes the frame of the leads whose start lies in the periods (`commitment_leads`, with what
`measures` says that the measure reads beside it) and adds the columns of `commitment_leads.SCHEMA`
that it knows.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

import polars as pl

from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY
from alignment_desktop.measurement.as_of import moment_literal
from alignment_desktop.measurement.business_time import BusinessCalendar
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice

KEPT, MISSED, OPEN, EXCLUDED = "kept", "missed", "open", "excluded"
STATES = (KEPT, MISSED, OPEN, EXCLUDED)

_LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""What would be due from here on never is."""


def unjudged(_: Workbench, __: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """The leads as they are: nothing comes of them but that they are counted or added up."""
    return frame


def in_time(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Clocks that `from` starts and `to` stops: `state` and `due`.

    Kept where it stopped within the limit; missed where it stopped later, or where the limit is
    used up at as-of; else open. Excluded where it stopped before it started, or where the limit
    cannot be judged by a moment known only by its day.
    """
    limit = cast(Limit, part.commitment.limit)  # the measure cannot be written without
    frame = _with_due(bench, part, frame, limit)
    stop, due = pl.col("to"), pl.col("due")
    if limit.business and not limit.counts_open_days:
        # Open time decides: a stop in closed hours after the bell has used up no more of it.
        used = _business(bench, part).between(frame.get_column("from"), frame.get_column("to"))
        timely = pl.lit(used) <= limit.seconds
    else:
        timely = due.is_null() | (stop <= due)
    excluded = (stop < pl.col("from")).fill_null(False)
    if not limit.takes_dates:
        excluded |= pl.col("from_day").is_not_null() | pl.col("to_day").is_not_null()
    late = stop.is_not_null() | bench.as_of.is_past(due)
    return frame.with_columns(_state(excluded, stop.is_not_null() & timely, late))


def tried_in_time(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Clocks that `from` starts, with the activities until they run out: `state` and `due`.

    Kept from `times` activities of the wanted kind on; missed where the limit is used up at as-of;
    else open. Excluded where the limit cannot be judged by a start known only by its day.

    Raises:
        Problem: `field-not-imported`, where kinds of activities are told apart and none is known.
    """
    commitment = part.commitment
    limit = cast(Limit, commitment.limit)  # the measure cannot be written without
    activities = bench.activities
    if commitment.activity:
        if "kind" not in activities.columns:
            raise Problem("field-not-imported", field="kind")
        wanted = commitment.activity.strip().lower()
        activities = activities.filter(
            pl.col("kind").str.strip_chars().str.to_lowercase() == wanted
        )
    frame = _with_due(bench, part, frame, limit)
    at, due = pl.col("at"), pl.col("due")
    counts = (
        frame.select(IDENTITY, "from", "due")
        .join(activities.select(IDENTITY, "at"), on=IDENTITY)
        .filter((at >= pl.col("from")) & (due.is_null() | (at <= due)))
        .group_by(IDENTITY)
        .agg(pl.len().alias("times"))
    )
    frame = frame.join(counts, on=IDENTITY, how="left", maintain_order="left")
    excluded = pl.lit(False) if limit.takes_dates else pl.col("from_day").is_not_null()
    kept = pl.col("times").fill_null(0) >= commitment.times
    return frame.with_columns(_state(excluded, kept, bench.as_of.is_past(due)))


def known_now(_: Workbench, __: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Leads that meet a condition or do not: `state`, kept where `met`, else missed at once."""
    return frame.with_columns(_state(pl.lit(False), pl.col("met"), pl.lit(True)))


def known_once_settled(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """The same with time to settle: `state` and `due`; open until `settle` is used up at as-of."""
    settle = part.commitment.settle
    if settle is None:
        return known_now(bench, part, frame)
    frame = _add_due(bench, part, frame, settle)
    return frame.with_columns(
        _state(pl.lit(False), pl.col("met"), bench.as_of.is_past(pl.col("due")))
    )


def time_taken(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Leads whose `to` is known: `number`, the seconds from `from` to it, open ones if so agreed.

    Excluded where it lies before the start.
    """
    frame = frame.filter(pl.col("to").is_not_null())
    if part.commitment.business:
        seconds = pl.lit(
            _business(bench, part).between(frame.get_column("from"), frame.get_column("to"))
        )
    else:
        seconds = (pl.col("to") - pl.col("from")).dt.total_microseconds() / 1e6
    backwards = pl.col("to") < pl.col("from")
    return frame.with_columns(
        pl.when(~backwards).then(seconds).alias("number"),
        pl.when(backwards).then(pl.lit(EXCLUDED)).alias("state"),
    )


def _with_due(bench: Workbench, part: Slice, frame: pl.DataFrame, limit: Limit) -> pl.DataFrame:
    """The due moment of every clock whose limit takes a start as exact as it is."""
    frame = _add_due(bench, part, frame, limit)
    if limit.takes_dates:
        return frame
    return frame.with_columns(
        pl.when(pl.col("from_day").is_null()).then(pl.col("due")).alias("due")
    )


def _add_due(bench: Workbench, part: Slice, frame: pl.DataFrame, limit: Limit) -> pl.DataFrame:
    if limit.business:
        due = _business(bench, part).due(frame.get_column("from"), limit)
        return frame.with_columns(due.alias("due"))
    later = timedelta(seconds=limit.seconds)
    moment = pl.col("from") + pl.lit(later, pl.Duration("us"))
    return frame.with_columns(pl.when(moment < moment_literal(_LAST)).then(moment).alias("due"))


def _business(bench: Workbench, part: Slice) -> BusinessCalendar:
    return bench.business(part.agreement)


def _state(excluded: pl.Expr, kept: pl.Expr, over: pl.Expr) -> pl.Expr:
    return (
        pl.when(excluded)
        .then(pl.lit(EXCLUDED))
        .when(kept)
        .then(pl.lit(KEPT))
        .when(over)
        .then(pl.lit(MISSED))
        .otherwise(pl.lit(OPEN))
        .alias("state")
    )
