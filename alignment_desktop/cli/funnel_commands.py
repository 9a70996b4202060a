"""The command about the one funnel."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import Commands, now
from alignment_desktop.cli.output import show, show_table, wording
from alignment_desktop.cli.questions import add_question, answer, asking
from alignment_desktop.phrasing.days import day_of_year_text, days_text
from alignment_desktop.phrasing.durations import duration_text
from alignment_desktop.phrasing.fields import place_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.words.language import NONE, user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.funnel import Funnel, StageBalance
    from alignment_desktop.services.funnel import ReconciledFunnel


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    text = wording().help.funnel.about()
    add_question(commands, "funnel", _funnel, text, ("days", "by"))


def _funnel(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.funnel import reconciled

    with asking(arguments) as (workspace, question):
        found = reconciled(workspace, question, now=now())
    return answer(
        arguments,
        found.to_json,
        lambda: _show_funnel(found),
        found.as_of,
        found.notes,
        found.agreement.label,
    )


def _show_funnel(found: ReconciledFunnel) -> None:
    its, language, shown = wording().output, user_language(), found.shown
    show(its.funnel_days(days=days_text(shown.first, shown.last, language)))
    header = [
        language.headings.stage(),
        its.at_start(day=day_of_year_text(shown.since, language)),
        its.came_in(),
        its.left(),
        its.at_end(day=day_of_year_text(shown.until, language)),
        its.gone_on(),
        its.median_stay(),
        its.mean_stay(),
        its.left_to(),
    ]
    rows = []
    for each in shown.stages:
        rows.append(_row(each, found, place_text(each.stage, found.agreement, language)))
        rows += [_row(part, found, f"  {part.segment or NONE}") for part in each.groups]
    show_table(header, rows, " >>>>>>>")
    if all(each.adds_up for each in shown.stages):
        show(its.funnel_adds_up())
    if found.before is not None and not found.before.is_empty:
        _show_before(found.before, found)


def _row(balance: StageBalance, found: ReconciledFunnel, name: str) -> list[str]:
    language = user_language()
    left = (
        f"{place_text(stage, found.agreement, language)} {language.number(count)}"
        for stage, count in balance.left
    )
    return [name, *_numbers(balance), ", ".join(left)]


def _show_before(before: Funnel, found: ReconciledFunnel) -> None:
    """The days before, in the same columns but where leads went to."""
    its, language = wording().output, user_language()
    show("")
    show(its.funnel_before(days=days_text(before.first, before.last, language)))
    header = [
        language.headings.stage(),
        its.at_start(day=day_of_year_text(before.since, language)),
        its.came_in(),
        its.left(),
        its.at_end(day=day_of_year_text(before.until, language)),
        its.gone_on(),
        its.median_stay(),
        its.mean_stay(),
    ]
    rows = [
        [place_text(each.stage, found.agreement, language), *_numbers(each)]
        for each in before.stages
    ]
    show_table(header, rows, " >>>>>>>")


def _numbers(balance: StageBalance) -> list[str]:
    language = user_language()
    counts = balance.start, balance.entered, balance.gone, balance.end
    share, spans = balance.conversion, (balance.median_seconds, balance.mean_seconds)
    return [
        *map(language.number, counts),
        NONE if share is None else measured_share_text(share, language),
        *(NONE if span is None else duration_text(span, language) for span in spans),
    ]
