"""The words that many commands share, and how they are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace

Commands = Any
"""What argparse calls a sub-parsers action; its class has no public name."""


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    """A command on one workspace, with `--json`."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("workspace", metavar="W", help="a path, or a postgresql:// address")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)
    return parser


def add_agreement(parser: argparse.ArgumentParser) -> None:
    """The word that names another agreement than the newest."""
    parser.add_argument("--agreement", metavar="LABEL", help="not the newest, but this agreement")


def opened(arguments: argparse.Namespace) -> Workspace:
    """The workspace that the words name; what is unwise about its place is said."""
    from alignment_desktop.cli.output import complain
    from alignment_desktop.services.workspace import Workspace

    workspace = Workspace.open(arguments.workspace)
    late = workspace.clock_warning(now())
    for warning in (*workspace.warnings, *([late] if late else [])):
        complain(warning)
    return workspace


def now() -> datetime:
    """The present moment, for whatever is done now."""
    return datetime.now(UTC)


def day(text: str | None) -> date | None:
    """The day that a word names.

    Raises:
        Problem: `unreadable-day`.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem("unreadable-day", value=text) from None
