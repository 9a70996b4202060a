"""The leads behind a figure: which leads a commitment speaks of, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from alignment_desktop.domain.periods import Period
from alignment_desktop.frames import IDENTITY, LEAD_KEY, Kind, day_column
from alignment_desktop.measurement.as_of import INSTANT, midnight, moment_literal
from alignment_desktop.measurement.conditions import eligible
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.measures import computation
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice

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

`period` is the index among the periods of the plan; `state` is one of `lead_states.STATES`, and
null for measures without kept and missed, save for excluded leads; `number` is what is summed up,
or a duration in seconds, null for excluded leads; `per` is what a ratio divides by; `by` is the
value of the field asked for.
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
    judged = computation(part.commitment).judge(bench, part, frame)
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
    inside = (start >= moment_literal(max(starts[0], since))) & (
        start < moment_literal(min(end, until))
    )
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
    if commitment.measured_by.takes_time:
        events["to"] = commitment.to
    columns: dict[str, pl.Expr] = {}
    for name, event in events.items():
        fields.require(event)
        columns[name] = pl.col(event)
        columns[f"{name}_day"] = pl.col(day_column(event))
    return columns | computation(commitment).columns(commitment, fields)
