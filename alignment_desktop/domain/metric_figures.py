"""The figures of metrics, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from alignment_desktop.domain.metrics import Metric
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class MetricFigure:
    """What a metric came to.

    Attributes:
        value: In the metric's unit; None where there is none.
        numerator: What is divided, or the value itself where nothing is; None where neither says
            anything, as of medians.
        denominator: By what; of medians and products of means, over how many they are. None where
            nothing is divided.
        low: Lower end of the 95 % interval of a share; None of others.
        high: Upper end.
        sourced: Of a campaign: how many leads it brought.
        influenced: Of a campaign: how many leads it touched.
    """

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    sourced: int | None = None
    influenced: int | None = None

    @classmethod
    def of_sum(cls, total: Decimal) -> MetricFigure:
        """A sum, which is divided by nothing."""
        return cls(float(total), float(total))

    @classmethod
    def of_quotient(cls, numerator: Decimal, denominator: Decimal) -> MetricFigure:
        """One amount ÷ another; no value where that is 0."""
        value = float(numerator / denominator) if denominator else None
        return cls(value, plain(numerator), plain(denominator))

    @classmethod
    def of_product(cls, one: Decimal, other: Decimal, counted: int) -> MetricFigure:
        """A product of means over so many; no value of none."""
        return cls(float(one * other) if counted else None, None, counted)


def plain(number: Decimal | Fraction) -> float:
    """A number as people write it: a whole one as one."""
    return int(number) if number == int(number) else float(number)


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """A metric in one period, in total or for one value of a field.

    Attributes:
        period: The label.
        start: First day, clipped.
        end: Last day, clipped.
        figure: What it came to.
        by: The field of `segment`; None in totals.
        segment: The value that its leads have in `by`; empty for blank.
    """

    period: str
    start: date
    end: date
    figure: MetricFigure
    by: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class MetricResult:
    """One metric, measured.

    Attributes:
        metric: Which.
        part: The stage or grade that it is of; empty: none.
        unit: As in targets: `share`, `seconds`, `days`, a currency, or None for a plain number.
        entries: In order; each total is followed by the values of the field asked for.
        notes: Why there is no figure, or what it assumes.
    """

    metric: Metric
    part: str
    unit: str | None
    entries: tuple[MetricEntry, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """How commands name it."""
        return self.metric.key(self.part)

    @property
    def totals(self) -> Sequence[MetricEntry]:
        """The entries of whole periods."""
        return [entry for entry in self.entries if entry.by is None]
