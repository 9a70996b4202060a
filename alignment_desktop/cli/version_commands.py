"""The commands about one state of an agreement after another: diff, carry."""

from __future__ import annotations

import argparse

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    day,
    now,
    opened,
)
from alignment_desktop.cli.output import DONE, LOOK, change_json, show, show_json, wording
from alignment_desktop.words.language import user_language


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    diff = add_command(commands, "diff", _diff, its.diff.about())
    diff.add_argument("old", metavar="A", help=its.diff.state())
    diff.add_argument("new", metavar="B", help=its.diff.state())
    add_agreement(diff)

    carry = add_command(commands, "carry", _carry, its.carry.about())
    carry.add_argument("--label", metavar="L", required=True, help=its.carry.label())
    carry.add_argument("--from", dest="start", metavar="D", required=True, help=its.carry.from_())
    carry.add_argument("--to", dest="end", metavar="D", required=True, help=its.carry.to())
    add_person(carry)
    add_agreement(carry)


def _diff(arguments: argparse.Namespace) -> int:
    from alignment_desktop.phrasing.differences import change_lines
    from alignment_desktop.services.comparing import compare_named

    with opened(arguments) as workspace:
        found = compare_named(workspace, arguments.old, arguments.new, arguments.agreement)
    if arguments.json:
        show_json([change_json(change) for change in found.changes])
    else:
        for change in found.changes:
            for line in change_lines(change, found.before, found.after, user_language()):
                show(line)
        if not found.changes:
            show(wording().output.no_difference())
    return LOOK if found.changes else DONE


def _carry(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.carrying import Carry

    start, end = day(arguments.start), day(arguments.end)
    assert start is not None
    assert end is not None
    with opened(arguments) as workspace:
        command = Carry(arguments.label, start, end, arguments.agreement)
        begun = workspace.execute(command, by=actor(arguments), at=now())
    if arguments.json:
        show_json({"label": begun.label, "moved": list(begun.moved)})
        return DONE
    its = wording().output
    count = begun.clauses
    show(its.carried(count, label=begun.label, source=begun.source, count=count))
    if begun.moved:
        show(its.carried_moved(clauses=", ".join(begun.moved)))
    return DONE
