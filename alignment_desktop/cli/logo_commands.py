"""The command that puts the organisation's logo on documents."""

from __future__ import annotations

import argparse
from pathlib import Path

from alignment_desktop.cli.arguments import Commands, actor, add_command, add_person, now, opened
from alignment_desktop.cli.output import DONE, show, show_json, wording
from alignment_desktop.domain.problems import Problem


def add_commands(commands: Commands) -> None:
    """Adds this group's command."""
    its = wording().help.logo
    logo = add_command(commands, "logo", _logo, its.about())
    logo.add_argument("file", metavar="FILE.png|FILE.jpg", nargs="?", type=Path, help=its.file())
    logo.add_argument("--remove", action="store_true", help=its.remove())
    add_person(logo)


def _logo(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.logos import RemoveLogo, SetLogo, has_logo, picture_in

    if (arguments.file is None) is not arguments.remove:
        raise Problem("logo-file-or-remove")
    with opened(arguments) as workspace:
        by, its = actor(arguments), wording().output
        if arguments.remove:
            workspace.execute(RemoveLogo(), by=by, at=now())
            said = its.removed_logo()
        else:
            command = SetLogo(picture_in(arguments.file), str(arguments.file))
            changed = workspace.execute(command, by=by, at=now())
            said = its.put_logo(file=arguments.file) if changed else its.same_logo()
        if arguments.json:
            show_json({"logo": has_logo(workspace)})
        else:
            show(said)
    return DONE
