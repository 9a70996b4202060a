"""The command about the metric library."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    Commands,
    add_agreement,
    add_command,
    add_knowledge,
    asked_agreement,
    day,
    now,
    opened,
    say_known_at,
)
from alignment_desktop.cli.output import (
    DONE,
    ProgressBar,
    complain,
    show,
    show_json,
    show_table,
    wording,
)
from alignment_desktop.domain.metrics import EVERY
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.days import known_at_text
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
    its = wording().help
    metrics = add_command(commands, "metrics", _metrics, its.metrics.about())
    metrics.add_argument("--from", dest="first", metavar="D", help=its.measure.from_())
    metrics.add_argument("--to", dest="last", metavar="D", help=its.measure.to())
    add_knowledge(metrics)
    metrics.add_argument("--every", choices=EVERY, default="period", help=its.metrics.every())
    metrics.add_argument("--by", metavar="FIELD", help=its.measure.by())
    metrics.add_argument("--credit", metavar="RULE", help=its.metrics.credit())
    add_agreement(metrics)


def _metrics(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.metrics import MetricsQuestion, measured_metrics

    bar = ProgressBar()
    try:
        with opened(arguments) as workspace:
            question = MetricsQuestion(
                first=day(arguments.first),
                last=day(arguments.last),
                as_of=arguments.as_of,
                every=arguments.every,
                by=arguments.by,
                credit=arguments.credit,
                label=asked_agreement(workspace, arguments),
                known_at=arguments.known_at,
            )
            found = measured_metrics(workspace, question, now=now(), monitor=bar)
    finally:
        bar.end()
    if arguments.json:
        show_json(found.to_json(user_language()))
    else:
        say_known_at(arguments)
        _show_metrics(found)
    for note in _grouped(found):
        complain(note)
    return DONE


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
    as_of = known_at_text(found.as_of.text, found.as_of.zone, language)
    show(wording().output.as_of(moment=as_of))
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
