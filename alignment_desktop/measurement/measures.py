"""How the figure of each measure is computed: one entry a measure of `domain.measures`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.periods import Period
from alignment_desktop.measurement import lead_states
from alignment_desktop.measurement.conditions import holds
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.lead_value import LEAD_VALUE
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.table_measures import campaign_rows, stated_rows
from alignment_desktop.measurement.tally import Numbers, Tally
from alignment_desktop.measurement.versions import Slice
from alignment_desktop.values import dataclass

_FEW_DIGITS = (2, 6)
_FIFTEEN_DIGITS = 1e15
_HALF = 10**8


def _nothing_more(_: Commitment, __: Fields) -> dict[str, pl.Expr]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation:
    """How a measure comes to its figure.

    Attributes:
        columns: What is read of each lead beside its events: `number`, `per`, `met`.
        judge: What became of each lead.
        rows: Of a measure that counts no leads, the rows of each period.
        value: The figure of what was counted; None where there is none.
    """

    columns: Callable[[Commitment, Fields], dict[str, pl.Expr]] = _nothing_more
    judge: Callable[[Workbench, Slice, pl.DataFrame], pl.DataFrame] = lead_states.unjudged
    rows: Callable[[Workbench, Slice, list[Period]], dict[int, Tally]] | None = None
    value: Callable[[Commitment, Tally], float | None]


def amounts(commitment: Commitment, fields: Fields) -> dict[str, pl.Expr]:
    """What is added up of each lead: its `field` as a number.

    Raises:
        Problem: `field-not-imported`.
    """
    return {"number": fields.resolve(commitment.field).number}


def amounts_and_divisors(commitment: Commitment, fields: Fields) -> dict[str, pl.Expr]:
    """The same, and what the total is divided by: `per` as a number.

    Raises:
        Problem: `field-not-imported`.
    """
    return amounts(commitment, fields) | {"per": fields.resolve(commitment.per).number}


def conditions_met(commitment: Commitment, fields: Fields) -> dict[str, pl.Expr]:
    """Whether each lead meets `of`.

    Raises:
        Problem: `field-not-imported`.
    """
    return {"met": holds(commitment.of, fields)}


def field_filled(commitment: Commitment, fields: Fields) -> dict[str, pl.Expr]:
    """Whether the `field` of each lead is not blank.

    Raises:
        Problem: `field-not-imported`.
    """
    return {"met": ~fields.resolve(commitment.field).is_blank}


def number_of_leads(_: Commitment, tally: Tally) -> float:
    """How many leads had the event in the period; leads, no denominator."""
    return tally.rows


def share_kept(_: Commitment, tally: Tally) -> float | None:
    """Kept ÷ (kept + missed), from 0 to 1: those open and those excluded are in neither."""
    kept, missed = tally.states[:2]
    return kept / (kept + missed) if kept + missed else None


def median(_: Commitment, tally: Tally) -> float | None:
    """The median of the known durations in seconds, interpolated linearly."""
    return quantile(tally.numbers, 0.5)


def ninetieth_percentile(_: Commitment, tally: Tally) -> float | None:
    """The time in seconds that nine of ten known durations keep, interpolated linearly.

    Source: Hyndman and Fan, Sample quantiles in statistical packages, 1996, definition 7.
    """
    return quantile(tally.numbers, 0.9)


def total(commitment: Commitment, tally: Tally) -> float | None:
    """The sum of the known numbers, in their own unit; 0 of none.

    None where lead values are summed up, but nothing tells what any of the leads is worth.
    """
    derived = commitment.field == LEAD_VALUE
    if derived and tally.rows and not len(tally.numbers):
        return None
    added = exact_sum(tally.numbers)
    # Shares of revenue, such as a third of 50 three times, come to 50 and not a hair below.
    return float(f"{added:.15g}") if derived else float(added)


def lacks_values(commitment: Commitment, leads: pl.DataFrame) -> bool:
    """Whether lead values are summed up, but nothing tells what any of the leads is worth.

    Args:
        commitment: How it counts.
        leads: See `commitment_leads.SCHEMA`.
    """
    derived = commitment.measure == "sum" and commitment.field == LEAD_VALUE
    return derived and leads.height > 0 and leads["number"].null_count() == leads.height


def quotient(_: Commitment, tally: Tally) -> float | None:
    """The sum of the known numbers ÷ the sum of the known `per`; None where that comes to 0."""
    divisor = exact_sum(tally.per)
    return float(exact_sum(tally.numbers) / divisor) if divisor else None


def as_stated(_: Commitment, tally: Tally) -> float | None:
    """The figure that a spreadsheet states, in its own unit; None where none does."""
    return tally.numbers[0] if len(tally.numbers) else None


def quantile(seconds: Numbers, share: float) -> float | None:
    """What a share of known durations keep, interpolated linearly; None of none."""
    return pl.Series(seconds, dtype=pl.Float64).quantile(share, "linear")


def exact_sum(numbers: Numbers) -> Decimal:
    """The sum as people would add: 0.7 and 0.1 make 0.8, whatever the order of the rows.

    Each number stands for its shortest decimal digits. Most have few of them after the point:
    those are added as whole numbers of hundredths or millionths, all at once.

    Args:
        numbers: None of them is null.
    """
    rest, total = np.asarray(numbers, dtype=np.float64), Decimal()
    for digits in _FEW_DIGITS:
        scale = 10.0**digits
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = np.round(rest * scale)
            # No two decimals of up to fifteen digits are one float: this one is the shortest.
            told = (scaled / scale == rest) & (np.abs(scaled) < _FIFTEEN_DIGITS)
        total += Decimal(_whole_sum(scaled[told])).scaleb(-digits)
        rest = rest[~told]
    return sum((Decimal(repr(number)) for number in rest.tolist()), total)


def _whole_sum(numbers: npt.NDArray[np.float64]) -> int:
    """The exact sum of whole numbers of up to fifteen digits."""
    # Halves of them, added apart, pass the largest integer only where there are milliards.
    high, low = np.divmod(numbers.astype(np.int64), _HALF)
    return int(high.sum()) * _HALF + int(low.sum())


COMPUTATIONS: dict[str, Computation] = {
    "count": Computation(value=number_of_leads),
    "sum": Computation(columns=amounts, value=total),
    "share": Computation(
        columns=conditions_met, judge=lead_states.known_once_settled, value=share_kept
    ),
    "within": Computation(judge=lead_states.in_time, value=share_kept),
    "attempts": Computation(judge=lead_states.tried_in_time, value=share_kept),
    "median": Computation(judge=lead_states.time_taken, value=median),
    "p90": Computation(judge=lead_states.time_taken, value=ninetieth_percentile),
    "filled": Computation(columns=field_filled, judge=lead_states.known_now, value=share_kept),
    "ratio": Computation(columns=amounts_and_divisors, value=quotient),
    "ratio-campaigns": Computation(rows=campaign_rows, value=quotient),
    "figure": Computation(rows=stated_rows, value=as_stated),
}
"""By the code of the measure."""


def computation(commitment: Commitment) -> Computation:
    """How the figure of a commitment is computed."""
    return COMPUTATIONS[commitment.measured_by.code]
