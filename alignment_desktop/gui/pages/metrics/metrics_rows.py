"""Measured metrics in the words and shapes of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.trend import TrendPoint, trend
from alignment_desktop.domain.metrics import Basis
from alignment_desktop.gui.models.metrics import MetricRow, MetricsModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.days import period_text, short_period_text
from alignment_desktop.phrasing.metrics import (
    basis_text,
    brought_text,
    definition_text,
    interval_text,
    metric_name,
    metric_text,
    stands_on_text,
)
from alignment_desktop.words.language import NONE, capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.domain.metric_figures import MetricEntry, MetricResult
    from alignment_desktop.services.metrics_board import MetricLine, MetricsBoard

_TONES = {Basis.COHORT: "shared", Basis.SNAPSHOT: "neutral"}


def basis_chip(line: MetricLine) -> Chip:
    """What a metric speaks of."""
    metric = line.whole.metric
    return Chip(basis_text(metric, user_language(), short=True), _TONES[metric.basis])


def name_of(line: MetricLine, board: MetricsBoard) -> str:
    """What a metric is called."""
    return metric_name(line.whole.metric, line.whole.part, board.agreement, user_language())


def shown_entries(line: MetricLine) -> Sequence[MetricEntry]:
    """The last periods, as many as the table has columns for."""
    return line.periods.totals[-len(MetricsModel.PERIODS) :]


def figure_words(entry: MetricEntry, result: MetricResult) -> str:
    """The figure of one period; "–" where there is none."""
    return metric_text(entry.figure.value, result.metric, result.unit, user_language())


def made_of(entry: MetricEntry, line: MetricLine, board: MetricsBoard) -> str:
    """What the figure of one period is made of: `53 of 173`."""
    currency = board.agreement.header.currency or None
    return stands_on_text(entry.figure, line.whole.metric, currency, user_language())


def metric_row(line: MetricLine, board: MetricsBoard) -> MetricRow:
    """A line of the table."""
    metric, part = line.whole.metric, line.whole.part
    history = line.periods.totals
    past = [
        f"{short_period_text(entry.period, user_language())}: {figure_words(entry, line.periods)}"
        for entry in history
    ]
    return MetricRow(
        key=line.key,
        name=name_of(line, board),
        basis=basis_chip(line),
        periods=tuple(figure_words(entry, line.periods) for entry in shown_entries(line)),
        whole=figure_words(line.total, line.whole),
        stands_on=made_of(line.total, line, board) if line.total.figure.value is not None else "",
        history=tuple(entry.figure.value for entry in history),
        history_text=", ".join(past),
        definition=definition_text(metric, part, board.agreement, user_language()),
    )


def period_words(entry: MetricEntry, line: MetricLine, board: MetricsBoard) -> str:
    """One period in a line: `October: 22.0%, 13 of 59, 95% between 13.4% and 34.1%`."""
    language, figure = user_language(), entry.figure
    parts = [figure_words(entry, line.periods)]
    if figure.value is not None:
        parts += [made_of(entry, line, board), interval_text(figure, language)]
    name = capital(period_text(entry.period, language))
    return f"{name}: {', '.join(filter(None, parts))}"


def campaign_words(line: MetricLine, board: MetricsBoard) -> str:
    """The campaigns of the metric that is shown by campaign, one a line; empty of others."""
    language = user_language()
    lines = []
    for entry in line.whole.entries:
        if entry.by is None or entry.figure.sourced is None:
            continue
        parts = (
            figure_words(entry, line.whole),
            made_of(entry, line, board),
            brought_text(entry.figure, language),
        )
        lines.append(f"{entry.segment or NONE}: {', '.join(filter(None, parts))}")
    return "\n".join(lines)


def has_history(line: MetricLine) -> bool:
    """Whether there is a trend to show."""
    return sum(entry.figure.value is not None for entry in line.periods.totals) > 1


def history_drawing(line: MetricLine, width: float, height: float) -> Drawing:
    """A metric over its last periods."""
    shown = shown_entries(line)
    points = [
        TrendPoint(
            short_period_text(entry.period, user_language()),
            entry.figure.value,
            figure_words(entry, line.periods),
            shaded=False,
            told=entry is shown[-1],
        )
        for entry in line.periods.totals
    ]
    return trend(points, width, height)
