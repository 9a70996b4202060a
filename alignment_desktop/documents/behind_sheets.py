"""Sheets of what lies behind a scoreboard: the metric library, misses by group, the gap bridge."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.documents.behind_values import BridgeLine, MetricLine, MissedGroup
from alignment_desktop.documents.report_sheets import (
    COUNT,
    DURATION,
    SHARE,
    SheetCell,
    SheetChart,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.metric_figures import MetricFigure
from alignment_desktop.domain.metrics import Metric, MetricUnit
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.metrics import (
    basis_text,
    definition_text,
    formula_text,
    metric_name,
    unit_text,
)
from alignment_desktop.words.language import Language

METRIC_COLUMNS = (
    "metric", "basis", "period", "actual", "before", "change", "numerator", "denominator", "unit",
    "low", "high", "formula", "definition",
)  # fmt: skip
MISS_COLUMNS = (
    "owner", "commitment", "group", "group-missed", "group-of", "rate", "group-share",
    "group-explained", "group-chance",
)  # fmt: skip
BRIDGE_COLUMNS = ("part", "amount", "owner", "part-planned", "part-came")
_DAY_SECONDS, _HOUR_SECONDS = 86_400, 3_600
_CHANCE, _TIMES, _DAYS = "0.000", "0.00", "0.0"
_MONEY, _COUNTED = "#,##0.00", "#,##0.##"
_RATES = ("quality", "conversion")


def metric_rows(
    metrics: Sequence[MetricLine], agreement: Agreement, words: Language
) -> list[list[SheetCell]]:
    """One row a metric; days run through are in days, times as fractions of a day."""
    rows = []
    for line in metrics:
        metric, part, figure = line.metric, line.part, line.figure
        before = line.before or MetricFigure()
        change = None
        if figure.value is not None and before.value is not None:
            change = figure.value - before.value
        currency = agreement.header.currency
        rows.append(
            [
                SheetCell(metric_name(metric, part, agreement, words)),
                SheetCell(basis_text(metric, words)),
                SheetCell(line.period),
                _figure(figure.value, metric, currency),
                _figure(before.value, metric, currency),
                _change(change, metric, currency, words),
                SheetCell(figure.numerator, _COUNTED),
                SheetCell(figure.denominator, _COUNTED),
                SheetCell(unit_text(metric, agreement, words)),
                SheetCell(figure.low, SHARE),
                SheetCell(figure.high, SHARE),
                SheetCell(formula_text(metric, part, agreement, words)),
                SheetCell(definition_text(metric, part, agreement, words)),
            ]
        )
    return rows


def _figure(value: float | None, metric: Metric, currency: str) -> SheetCell:
    if value is None:
        return SheetCell(None)
    if metric.unit is MetricUnit.SECONDS:
        return SheetCell(value / _DAY_SECONDS, DURATION)
    formats = {
        MetricUnit.SHARE: SHARE,
        MetricUnit.DAYS: _DAYS,
        MetricUnit.TIMES: _TIMES,
        MetricUnit.MONEY: f'{_MONEY} "{currency}"' if currency else _MONEY,
    }
    return SheetCell(value, formats.get(metric.unit, COUNT))


def _change(value: float | None, metric: Metric, currency: str, words: Language) -> SheetCell:
    """A difference as a number; of times in hours, as a sheet shows no time below zero."""
    if value is not None and metric.unit is MetricUnit.SECONDS:
        return SheetCell(value / _HOUR_SECONDS, f'{_TIMES} "{words.scoreboard.unit_seconds()}"')
    return _figure(value, metric, currency)


def miss_rows(groups: Sequence[MissedGroup], words: Language) -> list[list[SheetCell]]:
    """One row a group of leads in which the misses of a promise concentrate, and all others."""
    return [
        [
            SheetCell(choice_text(each.party, words)),
            SheetCell(each.commitment),
            SheetCell(each.name),
            SheetCell(each.missed, COUNT),
            SheetCell(each.of, COUNT),
            SheetCell(each.missed / each.of if each.of else None, SHARE),
            SheetCell(each.missed / each.of_missed if each.of_missed else None, SHARE),
            SheetCell(each.explained, SHARE),
            SheetCell(each.p, _CHANCE),
        ]
        for each in groups
    ]


def bridge_rows(lines: Sequence[BridgeLine], words: Language) -> list[list[SheetCell]]:
    """Plan, the parts that lead to actual, and actual."""
    return [
        [
            SheetCell(each.name),
            SheetCell(each.amount, f'{_MONEY} "{each.currency}"' if each.currency else _MONEY),
            SheetCell(each.person or (choice_text(each.owner, words) if each.owner else None)),
            SheetCell(each.planned, _format_of(each)),
            SheetCell(each.came, _format_of(each)),
        ]
        for each in lines
    ]


def _format_of(line: BridgeLine) -> str:
    return SHARE if line.key in _RATES else _TIMES if line.key == "speed" else COUNT


def bridge_chart(lines: Sequence[BridgeLine], words: Language) -> SheetChart | None:
    """The parts beside one another, those that take to the left; none where there are none."""
    if len(lines) < 3:  # plan and actual stand first and last
        return None
    rows = (3, len(lines))
    tones = ["kept" if each.amount > 0 else "missed" for each in lines[1:-1]]
    return SheetChart(
        words.scoreboard.chart_bridge(),
        (BRIDGE_COLUMNS.index("part") + 1, *rows),
        [(words.scoreboard.amount(), BRIDGE_COLUMNS.index("amount") + 1, *rows)],
        tones,
        COUNT,
        below_zero=True,
    )
