"""Whether a figure keeps its target, and how sure that is."""

from __future__ import annotations

import math

from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass

Z = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""
ENOUGH = 30
"""From so many leads on a missed target is called missed even if the interval covers it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The Wilson interval of a share; its ends belong to it."""

    low: float
    high: float

    @classmethod
    def wilson(cls, kept: float, counted: float) -> Interval:
        """The 95 % interval of `kept` of `counted` (more than none); shared credit has fractions.

        Source: Wilson, Probable inference, the law of succession, and statistical inference, 1927.
        """
        share, square = kept / counted, Z * Z
        middle = share + square / (2 * counted)
        reach = Z * math.sqrt(share * (1 - share) / counted + square / (4 * counted * counted))
        whole = 1 + square / counted
        # Where all or none are kept that end is known exactly; rounding must not move it.
        low = (middle - reach) / whole if kept else 0.0
        high = (middle + reach) / whole if kept < counted else 1.0
        return cls(max(0.0, low), min(1.0, high))

    def covers(self, value: float) -> bool:
        """Whether `value` lies in it."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Figure:
    """What a status is given to.

    Attributes:
        value: The figure, or None where there is none.
        counted: kept + missed, for shares.
        interval: For shares.
        is_open: Whether the measure waits for the end of a period that is not over.
    """

    value: float | None
    counted: int = 0
    interval: Interval | None = None
    is_open: bool = False


def status_of(figure: Figure, target: Target, at_risk: float) -> str:
    """`no_data`, `open`, `kept`, `too_few`, `at_risk` or `missed`, the first that applies.

    Args:
        figure: The unrounded value and what stands behind it.
        target: What it must reach.
        at_risk: The share of the target from which it is nearly kept; 0 where not set.
    """
    value, interval = figure.value, figure.interval
    if value is None:
        return "no_data"
    if target.is_met_by(value):
        return "kept"
    if figure.is_open:
        return "open"
    if interval is not None and figure.counted < ENOUGH and interval.covers(target.value):
        return "too_few"
    return "at_risk" if _is_near(value, target, at_risk) else "missed"


def _is_near(value: float, target: Target, at_risk: float) -> bool:
    bound = target.near_bound(at_risk)
    if bound is None:
        return False
    return value >= float(bound) if target.op == ">=" else value <= float(bound)
