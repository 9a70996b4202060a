"""The leads behind a figure with who they are: where they slip, and how long they took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from alignment_desktop.domain.measures import ValueKind
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY
from alignment_desktop.measurement.as_of import moment_literal
from alignment_desktop.measurement.clock_time import MICROSECONDS, ClockTime, with_calendars
from alignment_desktop.measurement.commitment_leads import SCHEMA, leads_of
from alignment_desktop.measurement.lead_states import EXCLUDED, MISSED
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Plan, Slice
from alignment_desktop.values import dataclass

USED, SHARE_USED, WEEKDAY, BIN = "used", "share_used", "weekday", "bin"
SLIP_FIELDS = ("owner", "region", "source", "campaign", "segment", "industry", "grade")
"""Fields by whose values misses are looked for; the day of the week comes on top."""

_MOST_SLIPS = 3
_KEPT_BINS = 8
BINS = 2 * _KEPT_BINS
"""Bins of a histogram: as many within what was promised as beyond; the last has no end."""


def judged(bench: Workbench, plan: Plan) -> pl.DataFrame:
    """The leads in the figures of one commitment.

    Returns:
        The columns of `leads_of.SCHEMA`, and `used`: seconds from start to stop, or to as-of where
        it has not stopped, of open time where the limit or the measure says so; `share_used`: the
        same ÷ the time allowed; `weekday`: 1 (Monday) to 7 of the start, in the agreement's zone.
        Null where that is not known. Empty where the figure has no leads behind it.
    """
    empty = pl.DataFrame(
        schema={**SCHEMA, USED: pl.Float64, SHARE_USED: pl.Float64, WEEKDAY: pl.Int8}
    )
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
    start = pl.col("from").dt.convert_time_zone(bench.zone)
    leads = leads.with_columns(
        start.dt.weekday().alias(WEEKDAY),
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
class Slip:
    """A group of leads among which more were missed than among all.

    Attributes:
        field: The field, or `weekday`; empty for all that is in none of the groups.
        value: The value in its commonest spelling; empty for blank.
        missed: How many of the missed leads it takes; groups share none.
    """

    field: str
    value: str
    missed: int


def slips(leads: pl.DataFrame, known: pl.DataFrame, most: int = _MOST_SLIPS) -> list[Slip]:
    """Where a commitment slips: the groups that explain most misses, one after another.

    Misses beyond what a group's number of leads would bring at the rate of all are its excess. Of
    all values of `SLIP_FIELDS` and of the weekday the one with the largest excess ÷ √leads is
    taken, so that a small bad group comes before a large middling one; then its leads are put
    aside, and so on. A group counts only where its excess is at least 2 and 5 % of all misses.

    Args:
        leads: As `judged` gives them.
        known: The leads as they were known, with their fields.
        most: How many groups at most.

    Returns:
        The groups, the largest first, and at the end what is in none of them; empty where nothing
        was missed.
    """
    groups = [slip for slip, _ in _gathered(leads, known, most)]
    return [
        *sorted(groups[:-1], key=lambda slip: -slip.missed),
        *(last for last in groups[-1:] if last.missed),
    ]


def in_slip(leads: pl.DataFrame, known: pl.DataFrame, field: str, value: str) -> pl.DataFrame:
    """The missed leads of one of the groups of `slips`, or of none of them.

    Args:
        leads: As in `slips`.
        known: Likewise.
        field: The group's field; empty for the leads in none of the groups.
        value: The group's value.

    Returns:
        Rows of `leads`; none where there is no such group.
    """
    for slip, members in _gathered(leads, known, _MOST_SLIPS):
        if (slip.field, slip.value) == (field, value):
            return leads.join(members, on=IDENTITY, how="semi", maintain_order="left")
    return leads.clear()


def _gathered(
    leads: pl.DataFrame, known: pl.DataFrame, most: int
) -> Iterator[tuple[Slip, pl.DataFrame]]:
    """Each group as it is found, with its missed leads; at last what is in none of them."""
    fields = [field for field in SLIP_FIELDS if field in known.columns]
    counted = leads.filter(pl.col("state").is_in(["kept", MISSED])).select(
        IDENTITY, (pl.col("state") == MISSED).alias("is_missed"), pl.col(WEEKDAY).cast(pl.String)
    )
    rest = counted.join(known.select(IDENTITY, *fields), on=IDENTITY, how="left")
    rest = rest.with_columns(pl.col(field).fill_null("").str.strip_chars() for field in fields)
    all_missed = int(rest.get_column("is_missed").sum())
    if not all_missed:
        return
    rate = all_missed / rest.height
    least = max(2.0, 0.05 * all_missed)
    for _ in range(most):
        worst = _worst(rest, [*fields, WEEKDAY], rate, least)
        if worst is None:
            break
        folded = pl.col(worst.field).fill_null("").str.to_lowercase()
        inside = folded == worst.value.lower()
        yield worst, rest.filter(inside & pl.col("is_missed")).select(IDENTITY)
        rest = rest.filter(~inside)
    missed = rest.filter("is_missed")
    yield Slip("", "", missed.height), missed.select(IDENTITY)


def _worst(rest: pl.DataFrame, fields: Sequence[str], rate: float, least: float) -> Slip | None:
    best: tuple[float, Slip] | None = None
    for field in fields:
        folded = pl.col(field).fill_null("").str.to_lowercase()
        excess = pl.col("is_missed").sum() - rate * pl.len()
        groups = (
            rest.group_by(folded.alias("folded"))
            .agg(
                pl.col("is_missed").sum().alias("missed"),
                excess.alias("excess"),
                (excess / pl.len().sqrt()).alias("weight"),
                pl.col(field).fill_null("").mode().sort().first().alias("value"),
            )
            .filter(pl.col("excess") >= least)
            .sort("weight", "folded", descending=[True, False])
        )
        for weight, value, missed in groups.select("weight", "value", "missed").head(1).iter_rows():
            if best is None or weight > best[0]:
                best = weight, Slip(field, value, missed)
    return best[1] if best else None
