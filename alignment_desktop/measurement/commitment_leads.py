"""The leads behind a figure: which leads a commitment speaks of, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import polars as pl

from alignment_desktop.domain.commitments import DURATION_MEASURES
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind, day_column
from alignment_desktop.measurement.as_of import INSTANT, midnight
from alignment_desktop.measurement.business_time import BusinessCalendar
from alignment_desktop.measurement.conditions import eligible, holds
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.identity import IDENTITY, LEAD_KEY
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice

KEPT, MISSED, OPEN, EXCLUDED = "kept", "missed", "open", "excluded"
STATES = (KEPT, MISSED, OPEN, EXCLUDED)

_LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""What would be due from here on never is."""

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    IDENTITY: pl.String,
    LEAD_KEY: pl.String,
    "period": pl.Int64,
    "from": INSTANT,
    "from_day": pl.Date,
    "to": INSTANT,
    "to_day": pl.Date,
    "due": INSTANT,
    "state": pl.String,
    "number": pl.Float64,
    "per": pl.Float64,
    "by": pl.String,
}
"""One row per lead in the figure, in order of identity.

`period` is the index among the periods of the plan; `state` is null for measures without kept and
missed, save for excluded leads; `number` is what is summed up, or a duration in seconds, null for
excluded leads; `per` is what a ratio divides by; `by` is the value of the field asked for.
"""


def leads_of(
    bench: Workbench, part: Slice, periods: Sequence[Period], by: str | None
) -> pl.DataFrame:
    """The leads that `part` judges, those excluded among them, as `SCHEMA` says.

    Args:
        bench: The evidence.
        part: Which version's words, for which periods.
        periods: All periods of the plan, in order and without gaps.
        by: A field whose values are wanted beside each lead; none where it is not imported.

    Raises:
        Problem: `field-not-imported`, `no-such-segment`, `no-calendar`: there can be no figure.
    """
    fields = bench.fields(Kind.LEADS, part.agreement)
    frame = _starting(bench, part, periods, fields, by)
    match part.commitment.measure:
        case "within":
            judged = _within(bench, part, frame)
        case "attempts":
            judged = _attempts(bench, part, frame)
        case "share" | "filled":
            judged = _share(bench, part, frame)
        case measure if measure in DURATION_MEASURES:
            judged = _durations(bench, part, frame)
        case _:
            judged = frame
    missing = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in SCHEMA.items()
        if name not in judged.columns
    ]
    return judged.with_columns(missing).select(list(SCHEMA))


def _starting(
    bench: Workbench, part: Slice, periods: Sequence[Period], fields: Fields, by: str | None
) -> pl.DataFrame:
    """The leads that meet the conditions and whose `from` lies in one of the periods."""
    commitment = part.commitment
    columns = _columns(part, fields)
    if by is not None:
        columns["by"] = fields.resolve(by).text
    starts = [midnight(period.start, bench.zone) for period in periods]
    end = midnight(periods[-1].end + timedelta(days=1), bench.zone)
    start = pl.col(commitment.from_)
    since = starts[0] if part.since is None else midnight(part.since, bench.zone)
    until = end if part.until is None else midnight(part.until, bench.zone)
    inside = (start >= _instant(max(starts[0], since))) & (start < _instant(min(end, until)))
    frame = (
        bench.leads.lazy()
        .filter(inside)
        .filter(eligible(commitment, part.agreement, fields))
        .select(IDENTITY, LEAD_KEY, **columns)
        .collect()
    )
    index = pl.Series(starts, dtype=INSTANT).search_sorted(frame.get_column("from"), side="right")
    return frame.with_columns((index.cast(pl.Int64) - 1).alias("period")).filter(
        pl.col("period").is_in(part.periods)
    )


def _columns(part: Slice, fields: Fields) -> dict[str, pl.Expr]:
    commitment = part.commitment
    events = {"from": commitment.from_}
    if "to" in commitment.needs:
        events["to"] = commitment.to
    columns = {}
    for name, event in events.items():
        fields.require(event)
        columns[name] = pl.col(event)
        columns[f"{name}_day"] = pl.col(day_column(event))
    match commitment.measure:
        case "sum" | "ratio":
            columns["number"] = fields.resolve(commitment.field).number
            if commitment.measure == "ratio":
                columns["per"] = fields.resolve(commitment.per).number
        case "share":
            columns["met"] = holds(commitment.of, fields)
        case "filled":
            columns["met"] = ~fields.resolve(commitment.field).is_blank
    return columns


def _within(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    limit = cast(Limit, part.commitment.limit)  # the measure cannot be written without
    frame = _with_due(bench, part, frame, limit)
    stop, due = pl.col("to"), pl.col("due")
    if limit.business and not limit.counts_open_days:
        # Open time decides: a stop in closed hours after the bell has used up no more of it.
        used = _business(bench, part).between(frame.get_column("from"), frame.get_column("to"))
        in_time = pl.lit(used) <= limit.seconds
    else:
        in_time = due.is_null() | (stop <= due)
    excluded = (stop < pl.col("from")).fill_null(False)
    if not limit.takes_dates:
        excluded |= pl.col("from_day").is_not_null() | pl.col("to_day").is_not_null()
    late = stop.is_not_null() | bench.as_of.is_past(due)
    return frame.with_columns(_state(excluded, stop.is_not_null() & in_time, late))


def _attempts(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
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


def _share(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
    settle = part.commitment.settle
    if part.commitment.measure == "filled" or settle is None:
        return frame.with_columns(_state(pl.lit(False), pl.col("met"), pl.lit(True)))
    frame = _add_due(bench, part, frame, settle)
    return frame.with_columns(
        _state(pl.lit(False), pl.col("met"), bench.as_of.is_past(pl.col("due")))
    )


def _durations(bench: Workbench, part: Slice, frame: pl.DataFrame) -> pl.DataFrame:
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
    return frame.with_columns(pl.when(moment < _instant(_LAST)).then(moment).alias("due"))


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


def _instant(moment: datetime) -> pl.Expr:
    return pl.lit(moment, INSTANT)
