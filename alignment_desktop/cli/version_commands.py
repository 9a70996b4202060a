"""The commands about one state of an agreement after another: diff."""

from __future__ import annotations

import argparse

from alignment_desktop.cli.arguments import Commands, add_agreement, add_command, opened
from alignment_desktop.cli.output import DONE, LOOK, change_json, show, show_json, wording
from alignment_desktop.words.language import user_language


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    diff = add_command(commands, "diff", _diff, its.diff.about())
    diff.add_argument("old", metavar="A", help=its.diff.state())
    diff.add_argument("new", metavar="B", help=its.diff.state())
    add_agreement(diff)


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
