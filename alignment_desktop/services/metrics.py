"""The metric library of a workspace: every metric, period by period, with its words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.metric_figures import MetricEntry, MetricResult
from alignment_desktop.domain.metrics import EVERY
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.metrics import measure_metrics
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.phrasing.metrics import definition_text, metric_name
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.words.language import Language


@dataclass(frozen=True)
class MetricsQuestion:
    """Which metrics are wanted.

    Attributes:
        asked: Of which days, agreement and knowledge, and by which field.
        every: The length of the periods, one of `EVERY`.
        credit: The rule of attribution to compare with; that of the agreement where None.
    """

    asked: Question
    every: str = "period"
    credit: str | None = None


@dataclass(frozen=True)
class MeasuredMetrics:
    """The metric library, measured.

    Attributes:
        as_of: The moment whose knowledge the figures stand on.
        agreement: The version in force last, or the draft where none is frozen.
        metrics: The figures.
    """

    as_of: AsOf
    agreement: Agreement
    metrics: tuple[MetricResult, ...]

    def to_json(self, language: Language) -> dict[str, object]:
        """What `metrics --json` prints."""
        return {
            "agreement": self.agreement.label,
            "as_of": self.as_of.instant,
            "metrics": [
                {
                    "key": each.key,
                    "name": metric_name(each.metric, each.part, self.agreement, language),
                    "definition": definition_text(each.metric, each.part, self.agreement, language),
                    "unit": each.unit,
                    "basis": str(each.metric.basis),
                    "periods": [_entry(entry) for entry in each.entries],
                }
                for each in self.metrics
            ],
        }


def _entry(entry: MetricEntry) -> dict[str, object]:
    shown: dict[str, object] = {
        "period": entry.period,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
    }
    if entry.by is not None:
        shown |= {"by": entry.by, "segment": entry.segment}
    figure = entry.figure
    names = ("value", "numerator", "denominator", "low", "high")
    shown |= {name: getattr(figure, name) for name in names}
    if figure.sourced is not None:
        shown |= {"sourced": figure.sourced, "influenced": figure.influenced}
    return shown


def measured_metrics(
    workspace: Workspace, question: MetricsQuestion, *, now: datetime, monitor: Monitor
) -> MeasuredMetrics:
    """The metrics that `question` asks for.

    Args:
        workspace: Where the agreement and the evidence are.
        question: What is asked.
        now: The moment that counts where nothing else says one.
        monitor: Asked to stop between the metrics.

    Raises:
        Problem: Where the question names what is not there, or cannot be read.
        Cancelled: Where the monitor asks to stop.
    """
    if question.every not in EVERY:
        raise Problem("unknown-period-length", value=question.every, known=", ".join(EVERY))
    request = request_of(workspace, question.asked, now)
    found = measure_metrics(Workbench(request), question.every, question.credit, monitor)
    return MeasuredMetrics(request.as_of, request.newest, tuple(found))
