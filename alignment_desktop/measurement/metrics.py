"""The metric library: every metric of `domain.metrics`, period by period, from one reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.credit import credit_rule
from alignment_desktop.domain.funnel import won_stage
from alignment_desktop.domain.metric_figures import MetricEntry, MetricFigure, MetricResult
from alignment_desktop.domain.metrics import (
    BY_CAMPAIGN,
    CATALOGUE,
    METRICS,
    Made,
    Metric,
    MetricUnit,
    Part,
)
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.measurement.lead_value import lead_values
from alignment_desktop.measurement.measures import exact_sum, quantile
from alignment_desktop.measurement.metric_amounts import (
    campaign_conversion,
    coverage,
    customer_profit,
    lifetime_value,
    share_figure,
    spend,
)
from alignment_desktop.measurement.metric_counts import ROWS
from alignment_desktop.measurement.metric_rows import MetricRows
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.tally import Tally, counted, tallies, tallies_by_value
from alignment_desktop.values import dataclass

_DAY = 86_400
_MOST_GRADES = 12
"""A column of more different words holds no grades."""
_LEAD_VALUE = "lead-value-delivered"
_STANDING = frozenset({"unassigned", "stale"})
"""Metrics of the leads that stand at a moment."""
_STAGE = "measuring"
_NOTHING = MetricFigure()
_NONE = Tally()

_Values = dict[int, list[tuple[str, MetricFigure]]]


@dataclass(frozen=True)
class _Found:
    """What a metric came to, by period; a value of the field asked for in its shown spelling."""

    totals: Mapping[int, MetricFigure] = field(default_factory=dict)
    values: Mapping[int, Sequence[tuple[str, MetricFigure]]] = field(default_factory=dict)
    notes: Sequence[Problem] = ()

    def of(self, index: int, value: str | None) -> MetricFigure:
        """The figure of a period, or of one value in it."""
        if value is None:
            return self.totals.get(index, _NOTHING)
        alike = (each for name, each in self.values.get(index, ()) if name.lower() == value.lower())
        return next(alike, _NOTHING)


def measure_metrics(
    bench: Workbench,
    every: str,
    credit: str | None,
    monitor: Monitor,
    codes: Collection[str] | None = None,
) -> list[MetricResult]:
    """Every metric of the library in the days asked for.

    Where a field has not been imported, or a clause is not there, a metric that needs it has no
    figure, and a note says why. Definitions are those of the newest version.

    Args:
        bench: What is asked and the evidence; of the request the commitment and period do not
            matter here.
        every: The length of the periods, one of `EVERY`.
        credit: The rule of attribution to compare with; that of the agreement where None.
        monitor: Asked to stop between the metrics.
        codes: The codes of those that are wanted; all where None.

    Raises:
        Problem: `unknown-credit-rule`.
        Cancelled: Where the monitor asks to stop.
    """
    if credit is not None:
        credit_rule(bench.request.newest, credit)
    library = _Library(bench, bench.request.periods(every), credit)
    asked = [each for each in parts(bench) if codes is None or each[0].code in codes]
    results = []
    for at, (metric, part) in enumerate(asked):
        monitor.report(Progress(at, len(asked), _STAGE))
        results.append(library.result(metric, part))
    return results


def parts(bench: Workbench) -> list[tuple[Metric, str]]:
    """Every metric with the stage or grade that it is of."""
    agreement = bench.request.newest
    of: dict[Part | None, list[str]] = {
        None: [""],
        Part.STAGE: [key for key in agreement.stages if key != won_stage(agreement)],
        Part.DEFINED_STAGE: [
            key for key, stage in agreement.stages.items() if stage.where or stage.any
        ],
        Part.GRADE: _grades(bench, agreement),
    }
    return [(metric, part) for metric in CATALOGUE for part in of[metric.part]]


def _grades(bench: Workbench, agreement: Agreement) -> list[str]:
    """The grades of the agreement, and those that leads have, in lower case."""
    grades = dict.fromkeys(key.lower() for key in agreement.of_kind("grade"))
    if "grade" in bench.leads.columns:
        told = pl.col("grade").str.strip_chars().str.to_lowercase()
        found = bench.leads.select(told).to_series().drop_nulls().unique().sort().to_list()
        further = [each for each in found if each and each not in grades]
        if len(further) <= _MOST_GRADES:
            grades |= dict.fromkeys(further)
    return list(grades)


class _Library:
    """The metrics of one request, each worked out once."""

    def __init__(self, bench: Workbench, periods: Sequence[Period], credit: str | None) -> None:
        self._bench = bench
        self._periods = periods
        self._credit = credit
        self._by = bench.request.by
        self._by_note: list[Problem] = []
        if self._by is not None:
            try:
                MetricRows(bench, periods, self._by).field(self._by)
            except Problem:
                self._by_note = [Problem("metrics-by-not-imported", field=self._by)]
                self._by = None
        self._rows = MetricRows(bench, periods, self._by)
        self._held: dict[str, _Found] = {}

    def result(self, metric: Metric, part: str) -> MetricResult:
        """One metric, period by period."""
        found = self._found(metric, part)
        by = "campaign" if metric.code == BY_CAMPAIGN else self._by
        entries: list[MetricEntry] = []
        for index, period in enumerate(self._periods):
            shown = period.label, period.start, period.end
            entries.append(MetricEntry(*shown, found.of(index, None)))
            entries += [
                MetricEntry(*shown, figure, by, value)
                for value, figure in found.values.get(index, ())
            ]
        return MetricResult(
            metric, part, self._unit(metric), tuple(entries), (*found.notes, *self._by_note)
        )

    def _unit(self, metric: Metric) -> str | None:
        currency = self._bench.request.newest.header.currency or None
        return {
            MetricUnit.SHARE: "share",
            MetricUnit.SECONDS: "seconds",
            MetricUnit.DAYS: "days",
            MetricUnit.MONEY: currency,
        }.get(metric.unit)

    def _found(self, metric: Metric, part: str) -> _Found:
        key = metric.key(part)
        if key not in self._held:
            try:
                found = self._work_out(metric, part)
            except Problem as problem:
                found = _Found(notes=[problem])
            self._held[key] = replace(found, notes=[_note(each, key) for each in found.notes])
        return self._held[key]

    def _work_out(self, metric: Metric, part: str) -> _Found:
        code = metric.code
        if code in ROWS:
            return self._counted(metric, part)
        if code == BY_CAMPAIGN:
            rule = credit_rule(self._bench.request.newest, self._credit)
            totals, values = campaign_conversion(self._rows, self._bench, rule)
            nothing = {index: share_figure(Fraction(0), Fraction(0)) for index in self._indexes}
            return _Found(nothing | totals, values)
        amounts: dict[str, Callable[[], _Found]] = {
            "spend": lambda: _Found(spend(self._bench, self._periods)),
            "coverage": self._coverage,
            "customer-profit": lambda: _Found(customer_profit(self._rows, self._bench)),
            "lifetime-value": self._lifetime_value,
            "velocity": self._velocity,
        }
        return amounts.get(code, partial(self._cost, metric))()

    @property
    def _indexes(self) -> range:
        return range(len(self._periods))

    def _counted(self, metric: Metric, part: str) -> _Found:
        rows = ROWS[metric.code](self._rows, part)
        begun = set(self._indexes)
        if not metric.date:
            begun = {index for index, _ in self._rows.begun}
        leads = counted(rows)
        totals = tallies(leads)
        whole = {index: _figure(metric, totals.get(index, _NONE)) for index in begun}
        values: _Values = {}
        if self._by is not None:
            values = {
                index: [(value, _figure(metric, tally)) for value, tally in found]
                for index, found in tallies_by_value(leads).items()
            }
        return _Found(whole, values, self._assumed(metric))

    def _assumed(self, metric: Metric) -> list[Problem]:
        """What is said of leads without a moment, and of lead values that are none or of all."""
        if metric.code in _STANDING and self._rows.undated:
            return [Problem("metric-leads-undated", count=self._rows.undated)]
        if metric.code != _LEAD_VALUE:
            return []
        values = lead_values(self._bench.leads)
        if values and all(each.value is None for each in values):
            return [Problem("no-lead-value")]
        few = [each.source for each in values if each.is_of_all]
        return [Problem("lead-value-of-all", count=len(few))] if few else []

    def _coverage(self) -> _Found:
        totals, notes = coverage(self._rows)
        return _Found(totals, notes=notes)

    def _lifetime_value(self) -> _Found:
        totals, notes = lifetime_value(self._rows, self._bench)
        return _Found(totals, notes=notes)

    def _velocity(self) -> _Found:
        """New opportunities × win rate × deal size ÷ cycle days: money a day."""
        made = [self._found(METRICS[code], "") for code in METRICS["velocity"].of]
        lacking = [note for each in made for note in each.notes]
        if lacking:
            raise lacking[0]

        def figure(index: int, value: str | None) -> MetricFigure:
            number, rate, size, days = (each.of(index, value).value for each in made)
            if None in (rate, size, days):
                return _NOTHING
            exact = [Decimal(repr(float(each or 0))) for each in (number, rate, size, days)]
            return MetricFigure.of_quotient(exact[0] * exact[1] * exact[2], exact[3])

        return _Found(
            {index: figure(index, None) for index in self._indexes},
            {
                index: [(name, figure(index, name)) for name in _names(made, index)]
                for index in self._indexes
            },
        )

    def _cost(self, metric: Metric) -> _Found:
        """Spend ÷ the new ones; campaigns cannot be divided by a field of leads."""
        cost, new = (self._found(METRICS[code], "") for code in metric.of)
        lacking = (*cost.notes, *new.notes)
        if lacking:
            raise lacking[0]
        found = {}
        for index in self._indexes:
            amount, number = cost.of(index, None).value or 0.0, new.of(index, None).value or 0
            found[index] = MetricFigure.of_quotient(Decimal(repr(amount)), Decimal(int(number)))
        return _Found(found)


def _names(found: Sequence[_Found], index: int) -> list[str]:
    """The values that any of the metrics has in a period, in their order."""
    names: dict[str, str] = {}
    for each in found:
        for name, _ in each.values.get(index, ()):
            names.setdefault(name.lower(), name)
    return [names[folded] for folded in sorted(names)]


def _figure(metric: Metric, tally: Tally) -> MetricFigure:
    kept, missed = tally.states[:2]
    numbers = tally.numbers
    if metric.made is Made.SHARED:
        return share_figure(Fraction(kept), Fraction(kept + missed))
    if metric.made is Made.COUNTED:
        return MetricFigure(tally.rows, tally.rows)
    if metric.made is Made.HALVED:
        middle = quantile(numbers, 0.5)
        return MetricFigure(middle, None, len(numbers))
    if metric.code == _LEAD_VALUE and tally.rows and not len(numbers):
        return MetricFigure(None)
    total = exact_sum(numbers)
    if metric.made is Made.AVERAGED:
        return MetricFigure.of_quotient(total, Decimal(len(numbers)))
    if metric.code == _LEAD_VALUE:
        # They are quotients: a third of 50 three times comes to 50 and not a hair below.
        total = Decimal(f"{total:.15g}")
    return MetricFigure.of_sum(total)


def _note(problem: Problem, key: str) -> Problem:
    if problem.code == "field-not-imported":
        return Problem("metric-not-imported", metric=key, field=problem.facts["field"])
    return problem.with_facts(metric=key)
