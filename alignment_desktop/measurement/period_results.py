"""What a commitment makes of what was counted in a period: the figure with its status."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.measurement.clock_parts import chain_code, chain_of
from alignment_desktop.measurement.measures import computation, quantile
from alignment_desktop.measurement.results import PartResult, PeriodResult
from alignment_desktop.measurement.status import Figure, Interval, status_of
from alignment_desktop.measurement.tally import Tally


def result_of(empty: PeriodResult, tally: Tally, commitment: Commitment) -> PeriodResult:
    """The figure that a commitment makes of a tally, with its status.

    Args:
        empty: The period, whether it is over, and its target.
        tally: What was counted in it.
        commitment: In the words that set the period's target.
    """
    measure = commitment.measured_by
    kept, missed, still_open, excluded = tally.states
    result = replace(
        empty,
        eligible=tally.rows - excluded,
        excluded=excluded,
        value=computation(commitment).value(commitment, tally),
        parts=_parts(commitment, tally),
    )
    if measure.is_share:
        result = replace(result, kept=kept, missed=missed, open=still_open)
    return judged(result, commitment)


def judged(result: PeriodResult, commitment: Commitment) -> PeriodResult:
    """A figure with its interval and its status by the target that it is held against."""
    counted, interval = (result.kept or 0) + (result.missed or 0), None
    if commitment.measured_by.is_share and counted:
        interval = Interval.wilson(result.kept or 0, counted)
        result = replace(result, low=interval.low, high=interval.high)
    waits = commitment.measured_by.waits_for_its_end and not result.is_over
    figure = Figure(result.value, counted, interval, is_open=waits)
    return replace(result, status=status_of(figure, result.goal, commitment.at_risk))


def _parts(commitment: Commitment, tally: Tally) -> tuple[PartResult, ...] | None:
    """The time part by part of the leads that are divided at the moments it states."""
    chain = chain_of(commitment)
    if not chain:
        return None
    seconds = tally.parts.get(chain_code(commitment), ((),) * (len(chain) - 1))
    return tuple(
        PartResult(
            from_=begin,
            to=end,
            median=quantile(known, 0.5),
            p90=quantile(known, 0.9),
            counted=len(known),
        )
        for (begin, end), known in zip(pairwise(chain), seconds, strict=True)
    )
