"""The leads behind a figure: which leads a commitment speaks of, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import polars as pl

from alignment_desktop.domain.periods import Period
from alignment_desktop.frames import IDENTITY, LEAD_KEY, Kind, day_column
from alignment_desktop.measurement.as_of import INSTANT, midnight, moment_literal
from alignment_desktop.measurement.clock_parts import part_columns
from alignment_desktop.measurement.clock_time import calendar_columns
from alignment_desktop.measurement.conditions import asked_conditions, eligible
from alignment_desktop.measurement.date_only import has_dates
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
    "paused": pl.Float64,
    "parts": pl.List(pl.Float64),
    "chain": pl.String,
}
"""One row per lead in the figure, in order of identity.

`period` is the index among the periods of the plan; `state` is one of `lead_states.STATES`, and
null for measures without kept and missed, save for excluded leads; `number` is what is summed up,
or a duration in seconds, null for excluded leads; `per` is what a ratio divides by; `by` is the
value of the field asked for. `paused` are the seconds taken out of a clock, null where the
commitment has no pauses; `parts` its seconds part by part, null where it is not divided, and
`chain` the moments between them (`clock_parts`).
"""


def leads_of(
    bench: Workbench, part: Slice, periods: Sequence[Period], by: str | None
) -> pl.DataFrame:
    """The leads that `part` judges, those excluded among them, as `SCHEMA` says.

    Args:
        bench: The evidence.
        part: Which version's words, for which periods.
        periods: All periods of the plan, in order.
        by: A field whose values are wanted beside each lead; none where it is not imported.

    Raises:
        Problem: `field-not-imported`, `no-such-segment`, `no-calendar`: there can be no figure.
    """
    frame = starting_leads(bench, part, periods, by)
    judged = computation(part.commitment).judge(bench, part, frame)
    missing = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in SCHEMA.items()
        if name not in judged.columns
    ]
    return judged.with_columns(missing).select(list(SCHEMA))


def starting_leads(
    bench: Workbench, part: Slice, periods: Sequence[Period], by: str | None = None
) -> pl.DataFrame:
    """The leads that meet the conditions and whose `from` lies in one of the periods, not judged.

    Args:
        bench: The evidence.
        part: Which version's words, for which periods.
        periods: All periods of the plan, in order.
        by: A field whose values are wanted beside each lead.

    Raises:
        Problem: `field-not-imported`, `no-such-segment`.
    """
    commitment, fields = part.commitment, bench.fields(Kind.LEADS, part.agreement)
    inside = bench.leads.lazy().filter(_inside(bench, part, periods))
    if bench.scores_matter(part.agreement, asked_conditions(commitment, part.agreement)):
        fields.require(commitment.from_)
        known, fields = bench.scored_at(inside.collect(), part.agreement, commitment.from_)
        inside = known.lazy()
    columns = _columns(part, fields)
    if by is not None:
        columns["by"] = fields.resolve(by).text
    meet = eligible(commitment, part.agreement, fields)
    frame = inside.filter(meet).select(IDENTITY, LEAD_KEY, **columns).collect()
    starts = [midnight(period.start, bench.zone) for period in periods]
    index = pl.Series(starts, dtype=INSTANT).search_sorted(frame.get_column("from"), side="right")
    if has_dates(frame, "from"):
        days = pl.Series([period.start for period in periods], dtype=pl.Date)
        by_day = days.search_sorted(frame.get_column("from_day"), side="right")
        own = frame.get_column("from_day").is_not_null()
        index = by_day.zip_with(own, index)
    frame = frame.with_columns((index.cast(pl.Int64) - 1).alias("period")).filter(
        pl.col("period").is_in(part.periods)
    )
    return _without_gaps(frame, periods, bench.zone)


def _without_gaps(frame: pl.DataFrame, periods: Sequence[Period], zone: str) -> pl.DataFrame:
    """The leads without those that start between two periods, when no version has the words."""
    day = timedelta(days=1)
    if all(after.start - before.end == day for before, after in pairwise(periods)):
        return frame
    ends = pl.Series([midnight(period.end + day, zone) for period in periods], dtype=INSTANT)
    last = pl.Series([period.end for period in periods], dtype=pl.Date)
    place = frame.get_column("period")
    inside = pl.col("from") < pl.lit(ends.gather(place))
    by_day = pl.col("from_day") <= pl.lit(last.gather(place))
    return frame.filter(pl.when(pl.col("from_day").is_null()).then(inside).otherwise(by_day))


def _inside(bench: Workbench, part: Slice, periods: Sequence[Period]) -> pl.Expr:
    """Whether the start of a lead lies in the periods, and in the time of the version.

    A start known only by its date counts by that date, whatever the zone of its file.
    """
    first, last = periods[0].start, periods[-1].end + timedelta(days=1)
    first = first if part.since is None else max(first, part.since)
    last = last if part.until is None else min(last, part.until)
    start, day = pl.col(part.commitment.from_), pl.col(day_column(part.commitment.from_))
    by_moment = (start >= moment_literal(midnight(first, bench.zone))) & (
        start < moment_literal(midnight(last, bench.zone))
    )
    return pl.when(day.is_null()).then(by_moment).otherwise((day >= first) & (day < last))


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
    if commitment.measured_by.times_leads:
        columns |= calendar_columns(commitment, fields) | part_columns(commitment, fields)
    return columns | computation(commitment).columns(commitment, fields)
