"""What became of each lead by the measure of its commitment: its state, or the time that it took.

Each takes the frame of the leads whose start lies in the periods (`commitment_leads`, with what
`measures` says that the measure reads beside it) and adds the columns of `commitment_leads.SCHEMA`
that it knows.
"""

from __future__ import annotations

from typing import cast

import polars as pl

from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, day_column
from alignment_desktop.measurement.as_of import INSTANT, moment_literal
from alignment_desktop.measurement.clock_parts import with_parts
from alignment_desktop.measurement.clock_time import CALENDAR, MICROSECONDS, ClockTime
from alignment_desktop.measurement.date_only import (
    BACKWARDS,
    STOP,
    end_of_date,
    has_dates,
    with_stop,
)
from alignment_desktop.measurement.pauses import kind_of_activity
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice

KEPT, MISSED, OPEN, EXCLUDED = "kept", "missed", "open", "excluded"
STATES = (KEPT, MISSED, OPEN, EXCLUDED)

UNTIL = "until"
"""Column: up to when a clock has run, its stop or else as-of."""


def unjudged(_: Workbench, __: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """The leads as they are: nothing comes of them but that they are counted or added up."""
    return frame


def in_time(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Clocks that `from` starts and `to` stops: `state`, `due`, `paused` and `parts`.

    Kept where it stopped within the limit; missed where it stopped later, or where the limit is
    used up at as-of; else open. Excluded where it stopped before it started, or where the limit
    cannot be judged by a moment known only by its day.
    """
    limit = cast(Limit, part.commitment.limit)  # the measure cannot be written without
    time = ClockTime.of(bench, part)
    frame = _with_paused(time, stopped_in_time(bench, time, with_end(bench, frame), limit))
    return with_parts(bench, time, part.commitment, frame, exact=not limit.takes_dates)


def stopped_in_time(
    bench: Workbench, time: ClockTime, frame: pl.DataFrame, limit: Limit
) -> pl.DataFrame:
    """Clocks by one limit: `state` and `due`.

    Args:
        bench: The evidence.
        time: The time that counts.
        frame: As `with_end` gives it.
        limit: How long they may take.
    """
    frame = _with_due(time, frame, limit)
    stop, due = pl.col(STOP), pl.col("due")
    if runs_out_by_use(time, limit):
        # Time that counts decides: what is closed or paused after the bell uses up no more of it.
        over = pl.lit(time.used(frame, "from", UNTIL)) > limit.microseconds
    else:
        over = pl.when(stop.is_null()).then(bench.as_of.is_past(due)).otherwise(
            (stop > due).fill_null(False)
        )  # fmt: skip
    return frame.with_columns(_state(left_out(limit), stop.is_not_null() & ~over, over))


def with_end(bench: Workbench, frame: pl.DataFrame) -> pl.DataFrame:
    """Clocks with `stop` and `backwards` (see `with_stop`), and `until`, to which they have run."""
    return _until(bench, with_stop(frame, "from", "to", bench.zones))


def left_out(limit: Limit) -> pl.Expr:
    """Whether a clock is excluded: it ran backwards, or a date is not exact enough for its limit.

    Args:
        limit: How long it may take.
    """
    excluded = pl.col(BACKWARDS).fill_null(False)
    if limit.takes_dates:
        return excluded
    return excluded | pl.col("from_day").is_not_null() | pl.col("to_day").is_not_null()


def tried_in_time(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Clocks that `from` starts, with the activities until they run out: `state`, `due`, `paused`.

    Kept from `times` activities of the wanted kind on; missed where the limit is used up at as-of;
    else open. Excluded where the limit cannot be judged by a start known only by its day, or where
    it depends on the time of day of an activity known only by its day.

    Raises:
        Problem: `field-not-imported`, where kinds of activities are told apart and none is known.
    """
    commitment = part.commitment
    limit = cast(Limit, commitment.limit)  # the measure cannot be written without
    time = ClockTime.of(bench, part)
    frame = _with_due(time, _until(bench, frame.with_columns(_nothing_stops())), limit)
    tried = _tries(bench, part, frame)
    tried = (_tries_by_date if limit.takes_dates else _tries_by_moment)(bench, time, tried, limit)
    counts = tried.group_by(IDENTITY).agg(pl.col("sure").sum(), pl.col("possible").sum())
    frame = frame.join(counts, on=IDENTITY, how="left", maintain_order="left")
    sure, possible = (pl.col(name).fill_null(0) for name in ("sure", "possible"))
    kept = sure >= commitment.times
    excluded = ~kept & (possible >= commitment.times)
    if not limit.takes_dates:
        excluded |= pl.col("from_day").is_not_null()
    over = _over_at_as_of(bench, time, frame, limit)
    return _with_paused(time, frame.with_columns(_state(excluded, kept, over)))


def known_now(_: Workbench, __: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Leads that meet a condition or do not: `state`, kept where `met`, else missed at once."""
    return frame.with_columns(_state(pl.lit(False), pl.col("met"), pl.lit(True)))


def known_once_settled(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """The same with time to settle: `state` and `due`; open until `settle` is used up at as-of.

    Excluded where a start known only by its day is not exact enough for `settle`.
    """
    settle = part.commitment.settle
    if settle is None:
        return known_now(bench, part, frame)
    time = ClockTime.settling(bench, part)
    frame = _with_due(time, _until(bench, frame.with_columns(_nothing_stops())), settle)
    excluded = pl.lit(False) if settle.takes_dates else pl.col("from_day").is_not_null()
    over = _over_at_as_of(bench, time, frame, settle)
    return frame.with_columns(_state(excluded, pl.col("met"), over))


def time_taken(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """Leads whose `to` is known: `number`, the seconds from `from` to it that count; their parts.

    Excluded where it lies before the start.
    """
    time = ClockTime.of(bench, part)
    frame = with_stop(frame.filter(pl.col("to").is_not_null()), "from", "to", bench.zones)
    seconds = time.used(frame, "from", STOP) / MICROSECONDS
    backwards = pl.col(BACKWARDS)
    frame = frame.with_columns(
        pl.when(~backwards).then(seconds).alias("number"),
        pl.when(backwards).then(pl.lit(EXCLUDED)).alias("state"),
        pl.col(STOP).alias(UNTIL),
    )
    frame = _with_paused(time, frame)
    return with_parts(bench, time, part.commitment, frame, exact=False)


def _tries(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    """The activities of the wanted kind beside the clocks of their leads."""
    commitment, activities = part.commitment, bench.activities
    if commitment.activity:
        if "kind" not in activities.columns:
            raise Problem("field-not-imported", field="kind")
        activities = activities.filter(kind_of_activity() == folded(commitment.activity))
    more = [name for name in (CALENDAR,) if name in frame.columns]
    return frame.select(IDENTITY, "from", "from_day", "due", *more).join(
        activities.select(IDENTITY, "at", at_day=day_column("at")), on=IDENTITY
    )


def _tries_by_date(bench: Workbench, _: ClockTime, tried: pl.DataFrame, __: Limit) -> pl.DataFrame:
    """Which activities count, where a date is exact enough."""
    tried = with_stop(tried, "from", "at", bench.zones)
    due = pl.col("due")
    sure = ~pl.col(BACKWARDS) & (due.is_null() | (pl.col(STOP) <= due))
    return tried.with_columns(sure.alias("sure"), sure.alias("possible"))


def _tries_by_moment(
    bench: Workbench, time: ClockTime, tried: pl.DataFrame, limit: Limit
) -> pl.DataFrame:
    """Which activities count for sure, and which could, as some are known only by their date."""
    at, start = pl.col("at"), pl.col("from")
    most = limit.microseconds
    timely = pl.lit(time.used(tried, "from", "at")) <= most
    if not has_dates(tried, "at"):
        sure = (at >= start) & timely
        return tried.with_columns(sure.alias("sure"), sure.alias("possible"))
    end = end_of_date(at, pl.col("at_day"), bench.zones)
    tried = tried.with_columns(end.alias("end"))
    whole = pl.lit(time.used(tried, "from", "end")) <= most
    by_day = pl.col("at_day").is_not_null()
    return tried.with_columns(
        ((at >= start) & pl.when(by_day).then(whole).otherwise(timely)).alias("sure"),
        (pl.when(by_day).then(pl.col("end") > start).otherwise(at >= start) & timely).alias(
            "possible"
        ),
    )


def _until(bench: Workbench, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.coalesce(STOP, moment_literal(bench.as_of.moment)).alias(UNTIL))


def _nothing_stops() -> pl.Expr:
    return pl.lit(None, INSTANT).alias(STOP)


def _with_due(time: ClockTime, frame: pl.DataFrame, limit: Limit) -> pl.DataFrame:
    """The due moment of every clock whose limit takes a start as exact as it is."""
    frame = frame.with_columns(time.due(frame, limit, UNTIL).alias("due"))
    if limit.takes_dates:
        return frame
    return frame.with_columns(
        pl.when(pl.col("from_day").is_null()).then(pl.col("due")).alias("due")
    )


def _with_paused(time: ClockTime, frame: pl.DataFrame) -> pl.DataFrame:
    """`paused`: the seconds taken out of every clock, where the commitment has pauses."""
    if time.pauses is None:
        return frame
    seconds = time.paused(frame, "from", UNTIL) / MICROSECONDS
    counts = pl.col("state").is_null() | (pl.col("state") != EXCLUDED)
    return frame.with_columns(pl.when(counts).then(seconds).alias("paused"))


def _over_at_as_of(bench: Workbench, time: ClockTime, frame: pl.DataFrame, limit: Limit) -> pl.Expr:
    """Whether the limit of a clock that nothing stopped is used up."""
    if runs_out_by_use(time, limit):
        return pl.lit(time.used(frame, "from", UNTIL)) > limit.microseconds
    return bench.as_of.is_past(pl.col("due"))


def runs_out_by_use(time: ClockTime, limit: Limit) -> bool:
    """Whether time must have been used beyond the limit, and not only a moment have passed."""
    return not time.is_plain and not limit.takes_dates


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
