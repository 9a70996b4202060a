"""The command about one lead."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from alignment_desktop.cli.arguments import Commands, add_agreement, add_command, now, opened
from alignment_desktop.cli.clock_columns import clock_cells, clock_headings, told_of_clocks
from alignment_desktop.cli.output import DONE, show, show_json, show_table, wording
from alignment_desktop.words.language import NONE, user_language


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    lead = add_command(commands, "lead", _lead, its.lead.about())
    lead.add_argument("lead", metavar="ID", help=its.lead.id())
    lead.add_argument("--as-of", metavar="T", help=its.shared.as_of())
    add_agreement(lead)


def _lead(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.lead_history import lead_history
    from alignment_desktop.services.measuring import agreement_at

    with opened(arguments) as workspace:
        label = arguments.agreement or agreement_at(workspace, arguments.as_of, now=now())
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
                _moment(event.at),
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
            [
                heads.commitment(),
                heads.state(),
                heads.from_(),
                heads.to(),
                heads.due(),
                *clock_headings(told),
            ],
            [
                [
                    clock.commitment.key,
                    _state(clock.row.state),
                    *map(_moment, (clock.row.from_, clock.row.to, clock.row.due)),
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


def _state(state: str | None) -> str:
    return user_language().say(f"commands.output.state-{state}") if state else NONE


def _moment(value: date | None) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if value else NONE
