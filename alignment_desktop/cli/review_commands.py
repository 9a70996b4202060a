"""The command that freezes a review, to be signed."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    now,
    opened,
)
from alignment_desktop.cli.output import DONE, ProgressBar, complain, show, show_json, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.words.language import user_language


def add_commands(commands: Commands) -> None:
    """Adds this group's command."""
    its = wording().help
    freeze = add_command(commands, "freeze-review", _freeze, its.freeze_review.about())
    freeze.add_argument("-o", dest="output", metavar="OUT.pdf", type=Path, required=True)
    freeze.add_argument("--period", metavar="P", help=its.shared.period())
    freeze.add_argument("--as-of", metavar="T", help=its.shared.as_of())
    freeze.add_argument("--paper", type=str.lower, choices=("a4", "letter"), default="a4")
    add_person(freeze)
    add_agreement(freeze)


def _freeze(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import OutputFile
    from alignment_desktop.services.newest_knowledge import agreement_at
    from alignment_desktop.services.review_freezing import FreezeReview

    bar = ProgressBar()
    with OutputFile(arguments.output, ".pdf") as output, opened(arguments) as workspace:

        def keep(content: bytes) -> None:
            with output.filling() as temporary:
                temporary.write_bytes(content)

        command = FreezeReview(
            period=arguments.period,
            label=arguments.agreement,
            as_of=arguments.as_of,
            paper=arguments.paper,
            keep=keep,
            monitor=bar,
        )
        if command.label is None:
            command = replace(command, label=agreement_at(workspace, command.as_of, now=now()))
        try:
            made = workspace.execute(command, by=actor(arguments), at=now())
        finally:
            bar.end()
        output.take_place()
    facts = made.facts
    if arguments.json:
        show_json(
            {
                "review": facts.period,
                "number": facts.number,
                "version": facts.version,
                "as_of": facts.as_of,
                "content_hash": facts.content_hash,
                "sha256": facts.sha256,
                "file": str(arguments.output),
            }
        )
    else:
        its = wording().output
        review = period_text(facts.period, user_language(), year=True)
        show(its.froze_review(review=review, number=facts.number, file=arguments.output))
        show(its.sha256(sha256=facts.sha256))
    for warning in made.warnings:
        complain(warning)
    return DONE
