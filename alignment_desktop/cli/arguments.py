"""The words that many commands share, and how they are read."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from alignment_desktop.cli.output import wording
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace

_FOR_LOOKING = ("workspace-schema-foreign", "workspace-older")
"""Why a workspace is not opened that can be looked at all the same."""

PERSON = "ALIGNMENT_PERSON"
"""The variable that names who does it, where no word does."""

DRAFT = "draft"
"""What the draft is called where a version is named by its number."""

Commands = Any
"""What argparse calls a sub-parsers action; its class has no public name."""


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    """A command on one workspace, with `--json`."""
    its = wording().help.shared
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("workspace", metavar="W", help=its.workspace())
    parser.add_argument("--json", action="store_true", help=its.json())
    parser.set_defaults(run=run)
    return parser


def add_agreement(parser: argparse.ArgumentParser) -> None:
    """The word that names another agreement than the newest."""
    text = wording().help.shared.agreement()
    parser.add_argument("--agreement", metavar="LABEL", help=text)


def add_version(parser: argparse.ArgumentParser) -> None:
    """The word that names a frozen version by number, or the draft."""
    text = wording().help.shared.version()
    parser.add_argument("--version", type=_version, metavar="N|draft", help=text)


def _version(text: str) -> int | str:
    return DRAFT if text == DRAFT else int(text)


def add_person(parser: argparse.ArgumentParser) -> None:
    """The word that names who does it."""
    text = wording().help.shared.person(variable=PERSON)
    parser.add_argument("--person", metavar="KEY", help=text)


def actor(arguments: argparse.Namespace) -> Actor:
    """Who the words say does it."""
    person = person_key(arguments.person or os.environ.get(PERSON) or "") or None
    return Actor(person, getattr(arguments, "party", None), COMMAND)


def person_key(word: str) -> str:
    """The key of a person, who may be written as clauses are: `person.ines`."""
    return word.removeprefix("person.")


def add_seen(parser: argparse.ArgumentParser) -> None:
    """The word that says which revision was read, so that nothing unread is decided on."""
    text = wording().help.shared.seen()
    parser.add_argument("--seen", type=int, metavar="N", help=text)


@contextmanager
def opened(arguments: argparse.Namespace, *, verified: bool = True) -> Iterator[Workspace]:
    """The workspace that the words name; what is odd about it, or was about a change, is said.

    Args:
        arguments: The words.
        verified: Whether it is verified, and what stands on something damaged refused; else it
            is opened for a look even where it can be used for nothing else.
    """
    from alignment_desktop.cli.output import ProgressBar, complain
    from alignment_desktop.services.workspace import Workspace

    try:
        workspace = Workspace.open(arguments.workspace)
    except Problem as problem:
        if verified or problem.code not in _FOR_LOOKING:
            raise
        workspace = Workspace.inspect(arguments.workspace)
    with workspace:
        workspace.store.watch(ProgressBar())
        if verified:
            workspace.verify()
        for warning in workspace.warnings:
            complain(warning)
        yield workspace
        for notice in workspace.take_notices():
            complain(notice)


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
