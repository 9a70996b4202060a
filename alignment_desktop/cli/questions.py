"""The words of the commands that ask about figures, and how all of them answer."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import add_agreement, add_command, day, now, opened
from alignment_desktop.cli.output import DONE, complain, show, show_json, wording
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.days import known_at_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.cli.arguments import Commands
    from alignment_desktop.measurement.as_of import AsOf
    from alignment_desktop.services.measuring import Question
    from alignment_desktop.services.workspace import Workspace


def add_question(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    words: Iterable[str] = (),
) -> argparse.ArgumentParser:
    """A command that asks about figures: as of when, after which import, of which agreement.

    Args:
        commands: Takes the command.
        name: What it is called.
        run: Does it.
        text: What its help says.
        words: What can be asked besides: `days`, `by`, `period`.
    """
    its = wording().help
    parser = add_command(commands, name, run, text)
    if "days" in words:
        parser.add_argument("--from", dest="first", metavar="D", help=its.measure.from_())
        parser.add_argument("--to", dest="last", metavar="D", help=its.measure.to())
    add_as_of(parser)
    parser.add_argument("--known-at", type=int, metavar="BATCH", help=its.shared.known_at())
    if "by" in words:
        parser.add_argument("--by", metavar="FIELD", help=its.measure.by())
    if "period" in words:
        parser.add_argument("--period", metavar="P", help=its.shared.period())
    add_agreement(parser)
    return parser


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """The word that says whose knowledge counts: that of a moment."""
    parser.add_argument("--as-of", metavar="T", help=wording().help.shared.as_of())


def asked_agreement(workspace: Workspace, arguments: argparse.Namespace) -> str | None:
    """The agreement that the words name, else the one that what they ask is about."""
    from alignment_desktop.services.newest_knowledge import agreement_at

    if arguments.agreement is not None:
        return str(arguments.agreement)
    known_at = getattr(arguments, "known_at", None)
    return agreement_at(workspace, arguments.as_of, known_at=known_at, now=now())


@contextmanager
def asking(arguments: argparse.Namespace) -> Iterator[tuple[Workspace, Question]]:
    """The workspace that the words name, opened, and what they ask to be measured.

    Raises:
        Problem: `unreadable-day`, before anything is opened; what `opened` raises.
    """
    from alignment_desktop.services.measuring import Question

    its = vars(arguments)
    question = Question(
        first=day(its.get("first")),
        last=day(its.get("last")),
        as_of=its["as_of"],
        commitment=its.get("commitment"),
        by=its.get("by"),
        period=its.get("period"),
        known_at=its["known_at"],
    )
    with opened(arguments) as workspace:
        yield workspace, replace(question, label=asked_agreement(workspace, arguments))


def answer(
    arguments: argparse.Namespace,
    as_json: Callable[[], object],
    tell: Callable[[], None],
    as_of: AsOf,
    notes: Iterable[Problem] = (),
    label: str = "",
) -> int:
    """Answers as the words want it, and says what is to be known beside it.

    Args:
        arguments: The words.
        as_json: Makes the answer as JSON.
        tell: Shows it in words, below the moment that it stands on.
        as_of: That moment.
        notes: What is said beside either.
        label: The agreement whose words count, where it is said.
    """
    if arguments.json:
        show_json(as_json())
    else:
        if getattr(arguments, "known_at", None) is not None:
            show(wording().output.known_at(batch=arguments.known_at))
        moment = known_at_text(as_of.text, as_of.zone, user_language())
        its = wording().output
        show(its.as_of_by(moment=moment, label=label) if label else its.as_of(moment=moment))
        tell()
    for note in notes:
        complain(note)
    return DONE
