"""The command about scores: what the rules of the agreement make of leads."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import Commands, add_agreement, add_command, now, opened
from alignment_desktop.cli.output import show_table, wording
from alignment_desktop.cli.questions import add_as_of, answer, asked_agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.words.language import NONE, user_language

if TYPE_CHECKING:
    from alignment_desktop.services.scoring import LeadScores

_DIGITS = 1


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    score = add_command(commands, "score", _score, its.score.about())
    score.add_argument("--lead", metavar="ID", help=its.score.lead())
    add_as_of(score)
    add_agreement(score)


def _score(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.scoring import lead_scores

    with opened(arguments) as workspace:
        label = asked_agreement(workspace, arguments)
        found = lead_scores(
            workspace, arguments.lead, as_of=arguments.as_of, label=label, now=now()
        )
    return answer(
        arguments,
        lambda: [each.to_json() for each in found.leads],
        lambda: _show_scores(found, rules=arguments.lead is not None),
        found.as_of,
        found.notes,
    )


def _show_scores(found: LeadScores, *, rules: bool) -> None:
    heads = user_language().headings
    show_table(
        [heads.lead(), heads.fit(), heads.grade(), heads.score(), heads.action()],
        [
            [
                each.lead_id,
                _points(each.fit),
                each.grade.upper() if each.grade else NONE,
                _points(each.score),
                each.action or NONE,
            ]
            for each in found.leads
        ],
        numbers=" > >",
    )
    if rules:
        show_table(
            [heads.rule(), heads.points()],
            [
                [display_name(found.agreement.rules[key]), _points(points)]
                for each in found.leads
                for key, points in each.rules
            ],
            numbers=" >",
        )


def _points(points: float) -> str:
    return user_language().plain(round(points, _DIGITS))
