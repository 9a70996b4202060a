"""The command that writes the meetings of an agreement for calendars."""

from __future__ import annotations

import argparse
from pathlib import Path

from alignment_desktop.cli.arguments import Commands, add_agreement, add_command, opened
from alignment_desktop.cli.output import DONE, show, show_json, wording


def add_commands(commands: Commands) -> None:
    """Adds this group's command."""
    calendar = add_command(commands, "calendar", _calendar, wording().help.calendar.about())
    calendar.add_argument("-o", dest="output", metavar="OUT.ics", type=Path, required=True)
    add_agreement(calendar)


def _calendar(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import check_output
    from alignment_desktop.services import meeting_calendar as made

    check_output(arguments.output, made.ENDING)
    with opened(arguments) as workspace:
        calendar = made.meeting_calendar(workspace, arguments.agreement)
        made.save_calendar(calendar.content, arguments.output)
    if arguments.json:
        show_json(
            {
                "file": str(arguments.output),
                "meetings": calendar.meetings,
                "version": calendar.version,
            }
        )
    else:
        said = wording().output.wrote_meetings
        show(said(calendar.meetings, count=calendar.meetings, file=arguments.output))
    return DONE
