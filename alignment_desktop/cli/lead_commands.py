"""The command about one lead."""

from __future__ import annotations

import argparse

from alignment_desktop.cli.arguments import Commands, add_agreement, add_command, now, opened
from alignment_desktop.cli.clock_columns import (
    clock_cells,
    clock_headings,
    moment_cell,
    running_cells,
    running_headings,
    told_of_clocks,
)
from alignment_desktop.cli.output import DONE, show, show_json, show_table, wording
from alignment_desktop.cli.questions import add_as_of, asked_agreement
from alignment_desktop.words.language import user_language


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    lead = add_command(commands, "lead", _lead, its.lead.about())
    lead.add_argument("lead", metavar="ID", help=its.lead.id())
    add_as_of(lead)
    add_agreement(lead)


def _lead(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.lead_history import lead_history

    with opened(arguments) as workspace:
        label = asked_agreement(workspace, arguments)
        found = lead_history(
            workspace, arguments.lead, as_of=arguments.as_of, label=label, now=now()
        )
    if arguments.json:
        show_json(found.to_json())
        return DONE
    its, heads = wording().output, user_language().headings
    show(its.lead(lead=found.lead_id))
    show_table(
        [its.when(), its.what(), its.value(), heads.file(), its.row()],
        [
            [
                moment_cell(event.at),
                event.what,
                event.value,
                ", ".join(filter(None, found.sources[event.batch])),
                str(event.row),
            ]
            for event in found.events
        ],
        numbers="    >",
    )
    if found.clocks:
        told = told_of_clocks([clock.row for clock in found.clocks])
        show_table(
            [heads.commitment(), *running_headings(), *clock_headings(told)],
            [
                [
                    clock.commitment.key,
                    *running_cells(clock.row),
                    *clock_cells(clock.row, told),
                ]
                for clock in found.clocks
            ],
        )
    if found.stages_met:
        show(its.meets(clauses=", ".join(found.stages_met)))
    if found.qualified:
        show(its.rules_fired(rules=", ".join(found.qualified)))
    return DONE
