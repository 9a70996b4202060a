"""The leads behind a figure with how long they took."""

from __future__ import annotations

from typing import cast

import polars as pl

from alignment_desktop.domain.measures import ValueKind
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.as_of import moment_literal
from alignment_desktop.measurement.clock_time import MICROSECONDS, ClockTime, with_calendars
from alignment_desktop.measurement.commitment_leads import SCHEMA, leads_of
from alignment_desktop.measurement.lead_states import EXCLUDED, KEPT, MISSED
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Plan, Slice
from alignment_desktop.values import dataclass

USED, SHARE_USED, BIN = "used", "share_used", "bin"
_KEPT_BINS = 8
BINS = 2 * _KEPT_BINS
"""Bins of a histogram: as many within what was promised as beyond; the last has no end."""


def judged(bench: Workbench, plan: Plan) -> pl.DataFrame:
    """The leads in the figures of one commitment.

    Returns:
        The columns of `leads_of.SCHEMA`, and `used`: seconds from start to stop, or to as-of where
        it has not stopped, of open time where the limit or the measure says so; `share_used`: the
        same ÷ the time allowed. Null where that is not known. Empty where the figure has no leads
        behind it.
    """
    empty = pl.DataFrame(schema={**SCHEMA, USED: pl.Float64, SHARE_USED: pl.Float64})
    periods = [period for period, _ in plan.periods]
    parts = [empty]
    for part in plan.slices:
        if not part.commitment.measured_by.counts_leads:
            continue
        try:
            leads = leads_of(bench, part, periods, None)
            parts.append(_timed(bench, part, leads).select(empty.columns))
        except Problem:
            continue  # the figure itself says what is missing
    return pl.concat(parts)


def _timed(bench: Workbench, part: Slice, leads: pl.DataFrame) -> pl.DataFrame:
    commitment, measure = part.commitment, part.commitment.measured_by
    leads = leads.with_columns(
        pl.lit(None, pl.Float64).alias(USED),
        pl.lit(None, pl.Float64).alias(SHARE_USED),
    )
    if measure.value is ValueKind.DURATION:
        most = commitment.target.value
        share = pl.col("number") / most if most > 0 else pl.lit(None, pl.Float64)
        return leads.with_columns(pl.col("number").alias(USED), share.alias(SHARE_USED))
    if not measure.takes_time or commitment.limit is None:
        return leads
    if commitment.pauses_clocks or commitment.calendar_by is not None:
        return _timed_by_clock(bench, part, leads)
    until = pl.coalesce("to", moment_literal(bench.as_of.moment))
    stop = leads.select(until.alias("stop")).get_column("stop")
    if commitment.limit.business:
        business = bench.business(part.agreement)
        used = pl.Series(business.between(leads.get_column("from"), stop), dtype=pl.Float64)
        due = business.between(leads.get_column("from"), leads.get_column("due"))
        allowed = pl.Series(due, dtype=pl.Float64)
    else:
        used = _seconds(stop - leads.get_column("from"))
        allowed = _seconds(leads.get_column("due") - leads.get_column("from"))
    return _with_share(leads.with_columns(used.alias(USED), allowed.alias("allowed")))


def _timed_by_clock(bench: Workbench, part: Slice, leads: pl.DataFrame) -> pl.DataFrame:
    """The same where pauses or calendars by a field say what time counts."""
    until = pl.coalesce("to", moment_literal(bench.as_of.moment))
    leads = with_calendars(bench, part, leads).with_columns(until.alias("until"))
    time = ClockTime.of(bench, part)
    used = (time.used(leads, "from", "until") / MICROSECONDS).cast(pl.Float64)
    limit = part.commitment.limit
    if limit is not None and not limit.takes_dates:
        allowed = pl.lit(limit.seconds, pl.Float64)
    else:
        allowed = pl.lit((time.used(leads, "from", "due") / MICROSECONDS).cast(pl.Float64))
    return _with_share(leads.with_columns(used.alias(USED), allowed.alias("allowed")))


def _with_share(timed: pl.DataFrame) -> pl.DataFrame:
    excluded = pl.col("state") == EXCLUDED
    share = pl.when(pl.col("allowed") > 0).then(pl.col(USED) / pl.col("allowed"))
    return timed.with_columns(
        pl.when(~excluded).then(pl.col(USED)).alias(USED),
        pl.when(~excluded).then(share).alias(SHARE_USED),
    )


def _seconds(span: pl.Series) -> pl.Series:
    return span.dt.total_microseconds().cast(pl.Float64) / 1e6


def binned(leads: pl.DataFrame) -> pl.DataFrame:
    """The leads that took a known time, with `bin`: which part of the time allowed they used.

    The first half of the bins shares out the time allowed evenly, the second half as much again;
    what took longer still is in the last. A missed lead never counts as within, nor a kept one as
    beyond, whatever a stop after the closing bell makes of its open time.

    Args:
        leads: As `judged` gives them; those that have not stopped are left out.

    Returns:
        Their columns and `bin`, from 0 to `BINS` - 1.
    """
    share, state = pl.col(SHARE_USED), pl.col("state")
    known = leads.filter(share.is_not_null() & (share >= 0) & pl.col("to").is_not_null())
    late = pl.when(state.is_null()).then(share > 1).otherwise(state == MISSED)
    step = (share * _KEPT_BINS).floor()
    bin_ = (
        pl.when(late)
        .then(step.clip(_KEPT_BINS, BINS - 1))
        .otherwise(step.clip(0, _KEPT_BINS - 1))
        .cast(pl.Int64)
    )
    return known.with_columns(bin_.alias(BIN))


def bins_of(leads: pl.DataFrame) -> list[int]:
    """How many leads used which part of the time allowed: see `binned`.

    Returns:
        `BINS` numbers of leads; empty where no duration is known.
    """
    known = binned(leads)
    if known.is_empty():
        return []
    counts = dict(known.group_by(BIN).len().iter_rows())
    return [counts.get(number, 0) for number in range(BINS)]


@dataclass(frozen=True, slots=True)
class Split:
    """Who had the time of some leads.

    Attributes:
        state: `kept` or `missed`; None where the measure tells none.
        leads: How many of them there are.
        median: The median of the seconds from start to stop.
        parts: The same divided as all their time together is, part by part.
    """

    state: str | None
    leads: int
    median: float
    parts: tuple[float, ...]


def splits(leads: pl.DataFrame, chain: str) -> tuple[Split, ...]:
    """Who had the clock: of the leads that were late, then of those in time.

    Args:
        leads: As `judged` gives them; those that have not stopped are left out.
        chain: The moments between the parts, as `clock_parts.chain_code`; leads whose version
            divides their time at others are left out.
    """
    divided = leads.filter((pl.col("chain") == chain) & pl.col("parts").is_not_null())
    found = []
    for state in (MISSED, KEPT, None):
        own = divided.filter(pl.col("state").eq_missing(state)).get_column("parts")
        if own.is_empty():
            continue
        median = float(cast(float, own.list.sum().median()))
        parts = [float(cast(float, own.list.get(place).sum())) for place in range(len(own[0]))]
        whole = sum(parts)
        shares = tuple(median * part / whole if whole else 0.0 for part in parts)
        found.append(Split(state, len(own), median, shares))
    return tuple(found)
