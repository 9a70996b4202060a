"""The key figures of the metric library for the days of a scoreboard, beside those before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from alignment_desktop.documents.behind_values import KeyMetrics, MetricRow
from alignment_desktop.domain.funnel import is_detour
from alignment_desktop.domain.metrics import Basis, Metric, MetricUnit, Part
from alignment_desktop.domain.progress import Silent
from alignment_desktop.measurement.as_of import AsOf, midnight
from alignment_desktop.measurement.metric_rows import first_day
from alignment_desktop.measurement.metrics import measure_metrics
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.figures import change_text
from alignment_desktop.phrasing.metrics import (
    formula_text,
    metric_name,
    metric_text,
    shown_days,
    stands_on_text,
)
from alignment_desktop.services.measured_board import ComparedMetrics

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.metric_figures import MetricFigure, MetricResult
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.words.language import Language

KEY_METRICS = (
    "new-leads", "new-mqls", "new-opportunities", "new-customers", "acceptance-rate",
    "return-rate", "win-rate", "pipeline", "revenue", "deal-size", "cycle-days", "velocity",
    "spend", "cost-per-customer", "lead-to-sale", "conversion", "speed-to-lead", "follow-up",
    "renurture", "recycled-conversion",
)  # fmt: skip
"""The metrics that a review shows; the workbook has all."""
_WHOLE_MONEY = 1000
"""From this on money is shown without cents."""


def compared_metrics(
    measured: MeasuredBoard, codes: tuple[str, ...] | None = None, monitor: Monitor | None = None
) -> ComparedMetrics:
    """Metrics of the days of a board, of all leads.

    What became of leads takes time, so the leads of the days before are looked at when they were as
    old as these are: as much earlier as the days before began. While the days still run, nothing is
    compared.

    Args:
        measured: The scoreboard.
        codes: Which metrics; all where None.
        monitor: Asked to stop between the metrics.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    if codes not in measured.metrics:
        measured.metrics[codes] = _compared(measured, codes, monitor or Silent())
    return measured.metrics[codes]


def _compared(
    measured: MeasuredBoard, codes: tuple[str, ...] | None, ear: Monitor
) -> ComparedMetrics:
    board, bench = measured.board, measured.bench
    asked = replace(
        bench.request, first=board.start, last=board.end, period=None, only=None, by=None
    )
    now = tuple(measure_metrics(bench.asking(asked), "period", None, ear, codes))
    since, past = first_day(bench), board.before
    if past is None or since is None or past.end < since or not _is_over(measured):
        return ComparedMetrics(now)
    as_old = _earlier(bench.as_of, board.start - past.start)
    earlier = Workbench(replace(asked, first=past.start, last=past.end, as_of=as_old))
    before = {each.key: each for each in measure_metrics(earlier, "period", None, ear, codes)}
    if not all(each.key in before for each in now):
        return ComparedMetrics(now)
    return ComparedMetrics(now, tuple(before[each.key] for each in now), as_old)


def _is_over(measured: MeasuredBoard) -> bool:
    end = midnight(measured.board.end + timedelta(days=1), measured.bench.zone)
    return measured.bench.as_of.has_reached(end)


def _earlier(as_of: AsOf, by: timedelta) -> AsOf:
    if as_of.day is not None:
        return AsOf.of(as_of.day - by, as_of.zone)
    return AsOf(as_of.moment - by, as_of.zone)


def key_metrics(
    measured: MeasuredBoard, language: Language, monitor: Monitor | None = None
) -> KeyMetrics:
    """The key metrics in words; those of which nothing is known, now or before, are left out.

    Where nothing at all happened in the days, and nothing is compared, there are none.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    agreement = measured.request.newest
    found = compared_metrics(measured, KEY_METRICS, monitor)
    rows: dict[Basis, list[MetricRow]] = {basis: [] for basis in Basis}
    if not found.before and not any(e.figure.value for each in found.now for e in each.totals):
        return KeyMetrics()
    for at, each in enumerate(found.now):
        before, totals = found.figure_before(at), each.totals
        figure = totals[0].figure if totals else None
        if figure is None or not _counts(each, figure, before, agreement):
            continue
        rows[each.metric.basis].append(_row(each, figure, before, agreement, language))
    return KeyMetrics(
        snapshot=tuple(rows[Basis.SNAPSHOT]),
        cohort=tuple(rows[Basis.COHORT]),
        as_old="" if found.as_old is None else long_day_text(found.as_old.last_day, language),
    )


def _counts(
    result: MetricResult, figure: MetricFigure, before: MetricFigure | None, agreement: Agreement
) -> bool:
    """Whether a metric is worth a row: something is known of it, and its stage leads onward."""
    if result.metric.part is Part.STAGE and is_detour(agreement, result.part):
        return False
    return figure.value is not None or (before is not None and before.value is not None)


def _row(
    result: MetricResult,
    figure: MetricFigure,
    before: MetricFigure | None,
    agreement: Agreement,
    language: Language,
) -> MetricRow:
    metric, unit = result.metric, result.unit
    past = before.value if before is not None else None
    change = ""
    if figure.value is not None and past is not None:
        change = _change(figure.value, past, metric, unit, language)
    return MetricRow(
        name=metric_name(metric, result.part, agreement, language),
        formula=formula_text(metric, result.part, agreement, language),
        stands_on=stands_on_text(figure, metric, agreement.header.currency, language),
        value=metric_text(figure.value, metric, unit, language),
        before="" if before is None else metric_text(past, metric, unit, language),
        change=change,
    )


def _change(value: float, past: float, metric: Metric, unit: str | None, language: Language) -> str:
    """The difference with its sign; of money and days with the digits that they are shown with."""
    change = value - past
    if metric.unit is MetricUnit.MONEY and max(abs(value), abs(past)) >= _WHOLE_MONEY:
        change = round(change)
    if metric.unit is not MetricUnit.DAYS:
        return change_text(change, unit, language)
    shown = shown_days(value) - shown_days(past)
    if not shown:
        return language.numbers.unchanged()
    text = metric_text(float(abs(shown)), metric, unit, language)
    return language.say(f"numbers.{'negative' if shown < 0 else 'positive'}", number=text)
