"""The commands about the agreement: new, apply, show, agree, freeze, check."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    DRAFT,
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    add_seen,
    add_version,
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
    found_text,
    show,
    show_json,
    wording,
)
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.services.applying import Applied
    from alignment_desktop.services.workspace import Workspace

# A new workspace has nobody yet who could be named.
NOBODY = Actor(None, None, COMMAND)


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    new = add_command(commands, "new", _new, its.new.about())
    new.add_argument("--template", default="blank", metavar="NAME", help=its.new.template())
    new.add_argument("--sample", action="store_true", help=its.new.sample())
    new.add_argument("--organisation", default="", metavar="NAME", help=its.new.organisation())
    new.add_argument("--timezone", default="UTC", metavar="ZONE", help=its.new.timezone())
    new.add_argument("--currency", default="", metavar="XXX", help=its.new.currency())

    apply = add_command(commands, "apply", _apply, its.apply.about())
    apply.add_argument("file", metavar="FILE.toml", type=Path)
    apply.add_argument("--party", choices=PARTIES, help=its.apply.party())
    add_person(apply)
    add_seen(apply)
    add_agreement(apply)

    shown = add_command(commands, "show", _show, its.show.about())
    add_version(shown)
    shown.add_argument("--format", choices=("toml", "json"), default="toml")
    add_agreement(shown)

    agree = add_command(commands, "agree", _agree, its.agree.about())
    agree.add_argument("keys", metavar="KEY", nargs="*", help=its.agree.keys())
    agree.add_argument("--party", choices=PARTIES, required=True)
    agree.add_argument("--all", action="store_true", help=its.agree.all())
    add_person(agree)
    add_seen(agree)
    add_agreement(agree)

    freeze = add_command(commands, "freeze", _freeze, its.freeze.about())
    freeze.add_argument("--waive", default="", metavar="WHY", help=its.freeze.waive())
    freeze.add_argument("--effective", metavar="DATE", help=its.freeze.effective())
    freeze.add_argument("--reason", default="", metavar="WHY")
    add_person(freeze)
    add_agreement(freeze)

    check = add_command(commands, "check", _check, its.check.about())
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
        if draft.agreement.calendar is None and arguments.timezone != draft.agreement.timezone:
            complain(Problem("timezone-not-kept", value=arguments.timezone))
        if arguments.json:
            label = draft.agreement.label
            shown = {"workspace": workspace.store.shown, "agreement": label}
            show_json({**shown, "content_hash": draft.agreement.content_hash})
        else:
            where, label = workspace.store.shown, draft.agreement.label
            show(wording().output.made_workspace(workspace=where, label=label))
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
        _show_applied(applied, arguments)
    return DONE


def _show_applied(applied: Applied, arguments: argparse.Namespace) -> None:
    its = wording().output
    done = its.applied(
        label=applied.label,
        added=len(applied.added),
        changed=len(applied.changed),
        removed=len(applied.removed),
        hash=applied.content_hash[:12],
    )
    show(done)
    if not applied.merged:
        return
    merged = {"revision": arguments.seen, "clauses": ", ".join(applied.merged)}
    if arguments.party:
        show(its.merged_without_consent(party=arguments.party, **merged))
    else:
        show(its.merged(**merged))


def _show(arguments: argparse.Namespace) -> int:
    from alignment_desktop.domain.agreement_text import write_text

    with opened(arguments) as workspace:
        draft = workspace.draft(arguments.agreement)
        agreement = draft.agreement
        number = None if arguments.version == DRAFT else arguments.version
        if number is not None:
            agreement = workspace.version(draft, number).agreement
        as_json = arguments.json or arguments.format == "json"
        signing = _signing(workspace, arguments.agreement, number) if as_json else {}
    if as_json:
        hashed = {"content_hash": agreement.content_hash, "revision": draft.revision}
        show_json({**agreement.tables(), **hashed, **signing})
    else:
        show(wording().output.revision(revision=draft.revision))
        show(write_text(agreement).rstrip("\n"))
    return DONE


def _signing(workspace: Workspace, label: str | None, number: int | None) -> dict[str, object]:
    """How far the signing of a version is, the newest where none is named; empty without one."""
    from alignment_desktop.services.signing_states import what_is_signed

    try:
        state = what_is_signed(workspace, label, number)
    except Problem as problem:
        if problem.code != "workspace-damaged":
            raise
        return {}  # the text does not stand on what is signed
    if state is None:
        return {}
    told = {"version": state.version, "state": state.state, "waiting_for": state.waiting_for}
    return {"signing": {**told, "signed": list(state.signed)}}


def _agree(arguments: argparse.Namespace) -> int:
    from alignment_desktop.phrasing.problems import change_text
    from alignment_desktop.services.agreeing import Agree

    if bool(arguments.keys) == arguments.all:
        raise Problem("agree-to-what")
    names = None if arguments.all else arguments.keys
    with opened(arguments) as workspace:
        command = Agree(arguments.party, names, arguments.agreement, arguments.seen)
        agreed = workspace.execute(command, by=actor(arguments), at=now())
    party = choice_text(arguments.party, user_language())
    if arguments.json:
        changed = [change_json(change) for change in agreed.changed]
        show_json({"agreed": list(agreed.names), **({"changed": changed} if changed else {})})
    else:
        if agreed.changed:
            show(wording().output.changed_since_agreed(party=party))
        for change in agreed.changed:
            show(change_text(change))
        count = len(agreed.names)
        show(wording().output.agrees(count, party=party, count=count))
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
        its = wording().output
        show(its.frozen(version=frozen.version, hash=frozen.content_hash[:12]))
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.agreeing import everything_found

    with opened(arguments, verified=False) as workspace:
        found = everything_found(workspace, arguments.agreement, now=now())
    if arguments.json:
        show_json(findings_json(found))
    else:
        for finding in found:
            show(found_text(finding, remedy=True))
        if not found:
            show(wording().output.nothing_to_mend())
    return LOOK if found else DONE
