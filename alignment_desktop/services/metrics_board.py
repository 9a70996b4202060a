"""The metric library as the window shows it: the last periods of a length, and the whole time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.credit import credit_rule
from alignment_desktop.domain.metric_figures import MetricEntry, MetricFigure, MetricResult
from alignment_desktop.domain.periods import days_before
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.metric_rows import first_day
from alignment_desktop.measurement.metrics import measure_metrics
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.metrics_view import MetricsView
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from datetime import date, datetime

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace

PERIODS = 6
"""So many periods say how a metric has gone."""
WHOLE = "period"


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric.

    Attributes:
        periods: Its last periods, oldest first.
        whole: Its figure over all days of the agreement.
    """

    periods: MetricResult
    whole: MetricResult

    @property
    def key(self) -> str:
        """How commands name it."""
        return self.whole.key

    @property
    def total(self) -> MetricEntry:
        """What it came to over all days of the agreement."""
        return self.whole.totals[0]


@dataclass(frozen=True)
class MetricsBoard:
    """The metric library, measured for the window.

    Attributes:
        view: What the user looks at.
        agreement: The version in force last, or the draft where none is frozen.
        as_of: The moment whose knowledge the figures stand on.
        has_results: Whether any file counts.
        rule: By which credit is shared out; None where nothing says so.
        lines: The metrics.
    """

    view: MetricsView
    agreement: Agreement
    as_of: AsOf
    has_results: bool
    rule: str | None
    lines: tuple[MetricLine, ...]

    def line(self, key: str) -> MetricLine | None:
        """The metric of a key; None where there is none."""
        return next((each for each in self.lines if each.key == key), None)


@dataclass(frozen=True)
class MetricSources:
    """What boards are made of, read once for as long as nothing changes.

    Attributes:
        request: The versions in force, the folded evidence, the moment.
        bench: The evidence as it was known, made ready once.
        has_results: Whether any file counts.
    """

    request: Request
    bench: Workbench
    has_results: bool


def metric_sources(
    workspace: Workspace, *, now: datetime, label: str | None = None
) -> MetricSources:
    """The evidence and the versions in force of a workspace, read and folded.

    Args:
        workspace: Where they are.
        now: The moment that counts where no import says one.
        label: Which agreement; the newest where None.

    Raises:
        Problem: Where there is no agreement of that label, or what is stored is damaged.
    """
    with workspace.store.read() as reader:
        has_results = any(not row.withdrawn for row in reader.batches())
    request = request_of(workspace, Question(label=label), now)
    return MetricSources(request, Workbench(request), has_results)


def metrics_board(sources: MetricSources, view: MetricsView, monitor: Monitor) -> MetricsBoard:
    """The metric library for one view.

    Args:
        sources: What it is made of.
        view: Which periods, and by whose credit.
        monitor: Asked to stop between the metrics.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    request, bench = sources.request, sources.bench
    first, last = _days(request, view.every)
    asked = bench.asking(replace(request, first=first, last=last))
    whole = measure_metrics(bench, WHOLE, view.credit, monitor)
    periods = measure_metrics(asked, view.every, view.credit, monitor)
    try:
        rule: str | None = credit_rule(request.newest, view.credit)
    except Problem:
        rule = None  # the metric that needs it says so
    since = first_day(bench)
    lines = [
        MetricLine(_known(each, since), pooled) for each, pooled in zip(periods, whole, strict=True)
    ]
    return MetricsBoard(
        view, request.newest, request.as_of, sources.has_results, rule, tuple(lines)
    )


def _known(result: MetricResult, since: date | None) -> MetricResult:
    """The metric without figures for the time before anything is known of any lead."""
    if since is None or any(":" in name for name in result.metric.reads):
        return result
    entries = tuple(
        replace(entry, figure=MetricFigure()) if entry.end < since else entry
        for entry in result.entries
    )
    return replace(result, entries=entries)


def _days(request: Request, every: str) -> tuple[date, date]:
    """First and last day of the last periods that have begun, those before the agreement too."""
    begun = [each for each in request.periods(every) if each.start <= request.as_of.last_day]
    shown = (begun or request.periods(every)[:1])[-PERIODS:]
    start, end = shown[0].whole_start, shown[0].whole_end
    for _ in range(PERIODS - len(shown)):
        start, end = days_before(start, end) or (start, end)
    return start, shown[-1].end
