"""The command about the metric library."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import Commands, now
from alignment_desktop.cli.output import ProgressBar, show_table, wording
from alignment_desktop.cli.questions import add_question, answer, asking
from alignment_desktop.domain.metrics import EVERY
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.metrics import (
    basis_text,
    brought_text,
    interval_text,
    metric_name,
    metric_text,
    stands_on_text,
)
from alignment_desktop.words.language import NONE, user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.metric_figures import MetricEntry, MetricResult
    from alignment_desktop.services.metrics import MeasuredMetrics


def add_commands(commands: Commands) -> None:
    """Adds this group's command."""
    its = wording().help.metrics
    metrics = add_question(commands, "metrics", _metrics, its.about(), ("days", "by"))
    metrics.add_argument("--every", choices=EVERY, default="period", help=its.every())
    metrics.add_argument("--credit", metavar="RULE", help=its.credit())


def _metrics(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.metrics import MetricsQuestion, measured_metrics

    bar = ProgressBar()
    try:
        with asking(arguments) as (workspace, asked):
            question = MetricsQuestion(asked, arguments.every, arguments.credit)
            found = measured_metrics(workspace, question, now=now(), monitor=bar)
    finally:
        bar.end()
    return answer(
        arguments,
        lambda: found.to_json(user_language()),
        lambda: _show_metrics(found),
        found.as_of,
        _grouped(found),
        found.agreement.label,
    )


def _grouped(found: MeasuredMetrics) -> list[Problem]:
    """What is said of the metrics; of those that lack the same thing once."""
    language = user_language()
    metrics: dict[str, list[str]] = {}
    notes: dict[str, Problem] = {}
    for of, note in ((each, note) for each in found.metrics for note in each.notes):
        name = metric_name(of.metric, of.part, found.agreement, language)
        facts = {name: value for name, value in note.facts.items() if name != "metric"}
        which = f"{note.code} {facts}"
        notes.setdefault(which, note)
        metrics.setdefault(which, []).append(language.facts.quoted(text=name))
    return [
        note.with_facts(metric=", ".join(dict.fromkeys(metrics[which])))
        for which, note in notes.items()
    ]


def _show_metrics(found: MeasuredMetrics) -> None:
    language = user_language()
    rows = []
    for result in found.metrics:
        name = metric_name(result.metric, result.part, found.agreement, language)
        basis = basis_text(result.metric, language)
        for entry in result.entries:
            rows.append([name, basis, *_cells(result, entry, found)])
            name = basis = ""
    heads = language.headings
    header = [
        heads.metric(), heads.basis(), heads.period(), "", heads.value(), heads.counted(), "",
    ]  # fmt: skip
    show_table(header, rows, "    >")


def _cells(result: MetricResult, entry: MetricEntry, found: MeasuredMetrics) -> list[str]:
    language, figure = user_language(), entry.figure
    currency = found.agreement.header.currency or None
    return [
        entry.period,
        "" if entry.by is None else entry.segment or NONE,
        metric_text(figure.value, result.metric, result.unit, language),
        stands_on_text(figure, result.metric, currency, language),
        ", ".join(filter(None, (interval_text(figure, language), brought_text(figure, language)))),
    ]
