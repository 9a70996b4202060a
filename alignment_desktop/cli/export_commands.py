"""The command that writes documents: the agreement, a review, the scoreboard, minutes."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    DRAFT,
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    add_version,
    now,
    opened,
)
from alignment_desktop.cli.output import DONE, LOOK, ProgressBar, complain, show, show_json, wording
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.review_figures import ReviewFigures
    from alignment_desktop.services.exporting import Exported, Wanted
    from alignment_desktop.services.workspace import Workspace

_ENDINGS = {"agreement": ".pdf", "review": ".pdf", "scoreboard": ".xlsx", "minutes": ".pdf"}


def add_commands(commands: Commands) -> None:
    """Adds this group's command."""
    its = wording().help
    export = add_command(commands, "export", _export, its.export.about())
    export.add_argument("document", choices=tuple(_ENDINGS))
    export.add_argument("-o", dest="output", metavar="OUT.pdf|OUT.xlsx", type=Path, required=True)
    add_version(export)
    export.add_argument("--period", metavar="P", help=its.shared.period())
    export.add_argument("--as-of", metavar="T", help=its.shared.as_of())
    export.add_argument("--since", metavar="N|T", help=its.export.since())
    export.add_argument(
        "--frozen", nargs="?", type=int, const=0, metavar="N", help=its.export.frozen()
    )
    export.add_argument("--paper", type=str.lower, choices=("a4", "letter"), default="a4")
    add_person(export)
    add_agreement(export)


def _export(arguments: argparse.Namespace) -> int:
    _check(arguments)
    return _export_anew(arguments) if arguments.frozen is None else _export_frozen(arguments)


def _export_anew(arguments: argparse.Namespace) -> int:
    """Makes the document, and writes it."""
    from alignment_desktop.services.exporting import Wanted, save
    from alignment_desktop.services.newest_knowledge import agreement_at

    if arguments.as_of is not None:
        from alignment_desktop.measurement.as_of import AsOf

        AsOf.of(arguments.as_of, "UTC")  # refused also where only the agreement hangs on it
    wanted = Wanted(
        version=None if arguments.version == DRAFT else arguments.version,
        draft=arguments.version == DRAFT,
        as_of=arguments.as_of,
        period=arguments.period,
        label=arguments.agreement,
        paper=arguments.paper,
    )
    bar, status = ProgressBar(), DONE
    with opened(arguments) as workspace:
        if wanted.label is None:
            wanted = replace(wanted, label=agreement_at(workspace, wanted.as_of, now=now()))
        try:
            made = _made(workspace, wanted, arguments, bar)
            if arguments.document != "scoreboard":
                save(made.content, arguments.output)
                status = _keep_figures(workspace, made.figures, arguments)
        finally:
            bar.end()
    if arguments.json:
        show_json(
            {
                "document": arguments.document,
                "file": str(arguments.output),
                "version": made.version,
                "content_hash": made.content_hash,
                "warnings": [{"code": each.code, "text": sentence(each)} for each in made.warnings],
            }
        )
    else:
        code, facts = f"commands.output.wrote-{arguments.document}", {"file": arguments.output}
        if arguments.document == "minutes":
            show(user_language().say(code, **facts))
        elif made.version is None:
            show(user_language().say(f"{code}-draft", **facts))
        else:
            show(user_language().say(code, version=made.version, **facts))
    for warning in made.warnings:
        complain(warning)
    return status


def _made(
    workspace: Workspace, wanted: Wanted, arguments: argparse.Namespace, bar: ProgressBar
) -> Exported:
    """The document; a scoreboard is written by then."""
    if arguments.document == "agreement":
        from alignment_desktop.services.agreement_documents import export_agreement

        return export_agreement(workspace, wanted, now=now())
    if arguments.document == "minutes":
        from alignment_desktop.services.minutes_documents import export_minutes

        return export_minutes(workspace, wanted, now=now(), since=arguments.since)
    from alignment_desktop.services.review_documents import export_review, export_scoreboard

    if arguments.document == "scoreboard":
        return export_scoreboard(workspace, wanted, arguments.output, now=now(), monitor=bar)
    return export_review(workspace, wanted, now=now(), monitor=bar)


def _keep_figures(
    workspace: Workspace, figures: ReviewFigures | None, arguments: argparse.Namespace
) -> int:
    """Notes what a review showed; its file is written, so that trouble with that is only told."""
    from alignment_desktop.services.review_figures import KeepReviewFigures

    if figures is None:
        return DONE
    try:
        workspace.execute(KeepReviewFigures(figures), by=actor(arguments), at=now())
    except Problem as problem:
        complain(problem)
        complain(Problem("review-figures-not-kept"))
        return LOOK
    return DONE


def _export_frozen(arguments: argparse.Namespace) -> int:
    """Writes a frozen review as it is kept."""
    from alignment_desktop.services.exporting import save
    from alignment_desktop.services.review_freezing import kept_review

    with opened(arguments) as workspace:
        kept = kept_review(
            workspace,
            label=arguments.agreement,
            period=arguments.period,
            number=arguments.frozen or None,
        )
        save(kept.content, arguments.output)
    facts = kept.facts
    if arguments.json:
        show_json(
            {
                "document": arguments.document,
                "file": str(arguments.output),
                "version": facts.version,
                "content_hash": facts.content_hash,
                "number": facts.number,
                "warnings": [],
            }
        )
    else:
        review = period_text(facts.period, user_language(), year=True)
        its = wording().output
        show(its.wrote_frozen_review(number=facts.number, review=review, file=arguments.output))
    return DONE


def _check(arguments: argparse.Namespace) -> None:
    """Words that do not go together are refused before anything is read.

    Raises:
        Problem: As `check_output`; `agreement-has-no-period`, `only-minutes-have`,
            `minutes-have-no`, `only-reviews-are-frozen`, `frozen-review-takes-no`.
    """
    from alignment_desktop.documents.output_files import check_output

    check_output(arguments.output, _ENDINGS[arguments.document])
    if arguments.frozen is not None:
        if arguments.document != "review":
            raise Problem("only-reviews-are-frozen")
        for option, value in (("--version", arguments.version), ("--as-of", arguments.as_of)):
            if value is not None:
                raise Problem("frozen-review-takes-no", option=option, value=value)
    if arguments.document == "agreement" and arguments.period is not None:
        raise Problem("agreement-has-no-period", value=arguments.period)
    if arguments.document != "minutes":
        if arguments.since is not None:
            raise Problem("only-minutes-have", option="--since", value=arguments.since)
        return
    for option, value in (("--period", arguments.period), ("--version", arguments.version)):
        if value is not None:
            raise Problem("minutes-have-no", option=option, value=value)
