"""The commands about the agreement: new, apply, show, agree, freeze, check."""

from __future__ import annotations

import argparse
from pathlib import Path

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    add_seen,
    day,
    now,
    opened,
)
from alignment_desktop.cli.output import (
    DONE,
    LOOK,
    ProgressBar,
    change_json,
    complain,
    findings_json,
    show,
    show_json,
)
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.problems import Problem

# A new workspace has nobody yet who could be named.
NOBODY = Actor(None, None, COMMAND)


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    new = add_command(commands, "new", _new, "Make a workspace.")
    names = "blank, starter, saas, enterprise or services"
    new.add_argument("--template", default="blank", metavar="NAME", help=names)
    new.add_argument("--sample", action="store_true", help="with a sample agreement and results")
    new.add_argument("--organisation", default="", metavar="NAME", help="whose agreement it is")
    zone = "time zone of a template's office hours, such as Europe/Berlin; else UTC"
    new.add_argument("--timezone", default="UTC", metavar="ZONE", help=zone)
    new.add_argument("--currency", default="", metavar="XXX", help="such as EUR")

    apply = add_command(commands, "apply", _apply, "Add, replace and remove clauses from a text.")
    apply.add_argument("file", metavar="FILE.toml", type=Path)
    apply.add_argument("--party", choices=PARTIES, help="who writes, and agrees to it")
    add_person(apply)
    add_seen(apply)
    add_agreement(apply)

    shown = add_command(commands, "show", _show, "Show the agreement as text.")
    shown.add_argument("--version", type=int, metavar="N", help="a frozen version")
    shown.add_argument("--format", choices=("toml", "json"), default="toml")
    add_agreement(shown)

    agree = add_command(commands, "agree", _agree, "Agree to clauses as they stand now.")
    agree.add_argument("keys", metavar="KEY", nargs="*", help="kind.key, or a key alone")
    agree.add_argument("--party", choices=PARTIES, required=True)
    agree.add_argument("--all", action="store_true", help="to every clause")
    add_person(agree)
    add_seen(agree)
    add_agreement(agree)

    freeze = add_command(commands, "freeze", _freeze, "Freeze the agreement as a version.")
    freeze.add_argument("--waive", default="", metavar="WHY", help="in spite of what check finds")
    freeze.add_argument("--effective", metavar="DATE", help="the day from which it is in force")
    freeze.add_argument("--reason", default="", metavar="WHY")
    add_person(freeze)
    add_agreement(freeze)

    check = add_command(commands, "check", _check, "Say what does not fit together.")
    add_agreement(check)


def _new(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.sample_workspace import new_sample
    from alignment_desktop.services.templates import Beginning, new_workspace

    beginning = Beginning(
        template=arguments.template,
        organisation=arguments.organisation,
        timezone=arguments.timezone,
        currency=arguments.currency,
    )
    if arguments.sample:
        bar = ProgressBar()
        try:
            workspace = new_sample(arguments.workspace, beginning, by=NOBODY, at=now(), monitor=bar)
        finally:
            bar.end()
    else:
        workspace = new_workspace(arguments.workspace, beginning, by=NOBODY, at=now())
    with workspace:
        for warning in workspace.warnings:
            complain(warning)
        draft = workspace.draft()
        if arguments.json:
            label = draft.agreement.label
            shown = {"workspace": workspace.store.shown, "agreement": label}
            show_json({**shown, "content_hash": draft.agreement.content_hash})
        else:
            show(f"Made {workspace.store.shown} with the agreement “{draft.agreement.label}”.")
    return DONE


def _apply(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.agreeing import ApplyText
    from alignment_desktop.services.texts import read_text_file

    with opened(arguments) as workspace:
        command = ApplyText(
            text=read_text_file(arguments.file),
            file=str(arguments.file),
            party=arguments.party,
            label=arguments.agreement,
            seen=arguments.seen,
        )
        applied = workspace.execute(command, by=actor(arguments), at=now())
    if arguments.json:
        lists = {
            "added": list(applied.added),
            "changed": list(applied.changed),
            "removed": list(applied.removed),
        }
        if arguments.seen is not None:
            lists["merged"] = list(applied.merged)
        show_json({**lists, "content_hash": applied.content_hash})
    else:
        show(
            f"{applied.label}: {len(applied.added)} added, {len(applied.changed)} changed, "
            f"{len(applied.removed)} removed. Content {applied.content_hash[:12]}."
        )
        if applied.merged:
            nobody = f", and without the consent of {arguments.party}" if arguments.party else ""
            show(
                f"With what others changed after revision {arguments.seen}{nobody}: "
                f"{', '.join(applied.merged)}."
            )
    return DONE


def _show(arguments: argparse.Namespace) -> int:
    from alignment_desktop.domain.agreement_text import write_text

    with opened(arguments) as workspace:
        draft = workspace.draft(arguments.agreement)
        agreement = draft.agreement
        if arguments.version is not None:
            agreement = workspace.version(draft, arguments.version).agreement
    if arguments.json or arguments.format == "json":
        hashed = {"content_hash": agreement.content_hash, "revision": draft.revision}
        show_json({**agreement.tables(), **hashed})
    else:
        show(f"# revision {draft.revision}")
        show(write_text(agreement).rstrip("\n"))
    return DONE


def _agree(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.agreeing import Agree
    from alignment_desktop.wording import change_text

    if bool(arguments.keys) == arguments.all:
        raise Problem("agree-to-what")
    names = None if arguments.all else arguments.keys
    with opened(arguments) as workspace:
        command = Agree(arguments.party, names, arguments.agreement, arguments.seen)
        agreed = workspace.execute(command, by=actor(arguments), at=now())
    party = arguments.party.capitalize()
    if arguments.json:
        changed = [change_json(change) for change in agreed.changed]
        show_json({"agreed": list(agreed.names), **({"changed": changed} if changed else {})})
    else:
        if agreed.changed:
            show(f"Changed since {party} last agreed:")
        for change in agreed.changed:
            show(change_text(change))
        show(f"{party} agrees to {len(agreed.names)} clauses.")
    return DONE


def _freeze(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.agreeing import Freeze

    with opened(arguments) as workspace:
        command = Freeze(
            effective=day(arguments.effective),
            reason=arguments.reason,
            waive=arguments.waive,
            label=arguments.agreement,
        )
        frozen = workspace.execute(command, by=actor(arguments), at=now())
    if arguments.json:
        show_json({"version": frozen.version, "content_hash": frozen.content_hash})
    else:
        show(f"Frozen as version {frozen.version}. Content {frozen.content_hash[:12]}.")
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.agreeing import everything_found
    from alignment_desktop.wording import finding_remedy, finding_text

    with opened(arguments, verified=False) as workspace:
        found = everything_found(workspace, arguments.agreement, now=now())
    if arguments.json:
        show_json(findings_json(found))
    else:
        for finding in found:
            show(f"{finding.severity}: {finding_text(finding)} {finding_remedy(finding)}")
        if not found:
            show("Nothing to mend.")
    return LOOK if found else DONE
