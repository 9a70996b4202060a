"""Adding up: counts and totals of leads or rows, and the figure that a measure makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import polars as pl

from alignment_desktop.domain.commitments import (
    DURATION_MEASURES,
    WAITS_FOR_ITS_END,
    Commitment,
)
from alignment_desktop.measurement.commitment_leads import EXCLUDED, KEPT, MISSED, OPEN, STATES
from alignment_desktop.measurement.lead_value import LEAD_VALUE
from alignment_desktop.measurement.results import PeriodResult
from alignment_desktop.measurement.status import (
    Figure,
    Interval,
    status_of,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted and collected of one group of leads or rows.

    Attributes:
        rows: All of them.
        states: How many are kept, missed, open, excluded.
        numbers: What is summed up, or durations; the known ones, in order of identity.
        per: What a ratio divides by.
    """

    rows: int = 0
    states: tuple[int, int, int, int] = (0, 0, 0, 0)
    numbers: tuple[float, ...] = ()
    per: tuple[float, ...] = ()


def tallies(leads: pl.DataFrame) -> dict[int, Tally]:
    """The leads of each period, added up; periods without leads are left out.

    Args:
        leads: See `leads_of.SCHEMA`.
    """
    return {period: tally for period, _, tally in _tallied(leads.with_columns(value=pl.lit("")))}


def tallies_by_value(leads: pl.DataFrame) -> dict[int, list[tuple[str, Tally]]]:
    """The leads of each period, added up by the value in `by`.

    Values are alike without case and shown in their commonest spelling, of equally common ones the
    first by code point; ordered by their lower-cased text, so that blank comes first.

    Args:
        leads: See `leads_of.SCHEMA`.
    """
    told = leads.with_columns(
        pl.col("by").fill_null("").alias("spelling"),
        pl.col("by").fill_null("").str.to_lowercase().alias("value"),
    )
    spellings = (
        told.group_by("period", "value", "spelling")
        .agg(pl.len().alias("often"))
        .sort("often", "spelling", descending=[True, False])
        .group_by("period", "value", maintain_order=True)
        .agg(pl.col("spelling").first())
    )
    shown = {(period, value): spelling for period, value, spelling in spellings.iter_rows()}
    found: dict[int, list[tuple[str, Tally]]] = {}
    for period, value, tally in _tallied(told):
        found.setdefault(period, []).append((shown[period, value], tally))
    return found


def _tallied(leads: pl.DataFrame) -> Iterator[tuple[int, str, Tally]]:
    """Period, value and tally of every group of `period` and `value`, in their order."""
    states = [(pl.col("state") == state).sum().alias(state) for state in STATES]
    grouped = (
        leads.group_by("period", "value", maintain_order=True)
        .agg(
            pl.len().alias("rows"),
            *states,
            pl.col("number").drop_nulls().alias("numbers"),
            pl.col("per").drop_nulls().alias("divisors"),
        )
        .sort("period", "value")
    )
    for row in grouped.iter_rows(named=True):
        yield (
            row["period"],
            row["value"],
            Tally(
                row["rows"],
                (row[KEPT], row[MISSED], row[OPEN], row[EXCLUDED]),
                tuple(row["numbers"]),
                tuple(row["divisors"]),
            ),
        )


def result_of(empty: PeriodResult, tally: Tally, commitment: Commitment) -> PeriodResult:
    """The figure that a commitment makes of a tally, with its status.

    Args:
        empty: The period, whether it is over, and its target.
        tally: What was counted in it.
        commitment: In the words that set the period's target.
    """
    counted = _share if commitment.is_share else _plain
    result = counted(empty, tally, commitment)
    interval = None
    if result.low is not None and result.high is not None:
        interval = Interval(result.low, result.high)
    figure = Figure(
        result.value,
        (result.kept or 0) + (result.missed or 0),
        interval,
        is_open=commitment.measure in WAITS_FOR_ITS_END and not empty.is_over,
    )
    return replace(result, status=status_of(figure, result.goal, commitment.at_risk))


def _share(empty: PeriodResult, tally: Tally, _: Commitment) -> PeriodResult:
    kept, missed, still_open, excluded = tally.states
    result = replace(
        empty,
        eligible=kept + missed + still_open,
        kept=kept,
        missed=missed,
        open=still_open,
        excluded=excluded,
    )
    if not kept + missed:
        return result
    interval = Interval.wilson(kept, kept + missed)
    return replace(result, value=kept / (kept + missed), low=interval.low, high=interval.high)


def _plain(empty: PeriodResult, tally: Tally, commitment: Commitment) -> PeriodResult:
    excluded = tally.states[-1]
    return replace(
        empty,
        eligible=tally.rows - excluded,
        excluded=excluded,
        value=_value(commitment, tally),
    )


def _value(commitment: Commitment, tally: Tally) -> float | None:
    measure = commitment.measure
    if measure == "count":
        return tally.rows
    if measure in DURATION_MEASURES:
        quantile = 0.5 if measure == "median" else 0.9
        durations = pl.Series(tally.numbers, dtype=pl.Float64)
        return durations.quantile(quantile, "linear")
    if measure == "figure":
        return tally.numbers[0] if tally.numbers else None
    total = _exact_sum(tally.numbers)
    if measure == "sum":
        # Shares of revenue, such as a third of 50 three times, come to 50 and not a hair below.
        derived = commitment.field == LEAD_VALUE
        return float(f"{total:.15g}") if derived else float(total)
    divisor = _exact_sum(tally.per)
    return float(total / divisor) if divisor else None


def _exact_sum(numbers: Iterable[float]) -> Decimal:
    """The sum as people would add: 0.7 and 0.1 make 0.8, whatever the order of the rows."""
    return sum((Decimal(repr(number)) for number in numbers), Decimal())
