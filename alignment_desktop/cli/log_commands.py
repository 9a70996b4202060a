"""The commands about what was done: log, backup."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_command,
    add_person,
    now,
    opened,
)
from alignment_desktop.cli.output import (
    DONE,
    LOOK,
    findings_json,
    found_text,
    remark,
    show,
    show_json,
    wording,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.log import log_text

if TYPE_CHECKING:
    from alignment_desktop.services.logbook import Told

_ENDING = ".align"


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    log = add_command(commands, "log", _log, its.log.about())
    log.add_argument("key", metavar="KEY", nargs="?", help=its.log.key())
    log.add_argument("--verify", action="store_true", help=its.log.verify())

    backup = add_command(commands, "backup", _backup, its.backup.about())
    backup.add_argument("-o", dest="output", metavar="COPY.align", type=Path, required=True)
    add_person(backup)


def _log(arguments: argparse.Namespace) -> int:
    from alignment_desktop.services.logbook import told

    if arguments.verify:
        return _verify(arguments)
    with opened(arguments, verified=False) as workspace:
        found = told(workspace, arguments.key)
    if arguments.json:
        show_json([_as_json(each) for each in found])
        return DONE
    for each in found:
        row = each.row
        show(f"{row.revision}  {row.at:%Y-%m-%d %H:%M} UTC  {_text(each)}{_fields(each)}")
    return DONE


def _as_json(told: Told) -> dict[str, object]:
    row = told.row
    return {
        "revision": row.revision,
        "at": row.at.isoformat(),
        "person": row.actor.person,
        "party": row.actor.party,
        "program": row.actor.program or None,
        "action": row.action,
        "why": told.why or None,
        "text": _text(told),
        "clauses": [
            {"clause": name, "fields": {field: list(both) for field, both in fields.items()}}
            for name, fields in told.fields
        ],
    }


def _text(told: Told) -> str:
    actor = told.row.actor
    if told.name is not None:
        actor = replace(actor, person=told.name)
    return log_text(told.changes, actor, told.row.action)


def _fields(told: Told) -> str:
    """The fields of a single clause that was changed, in brackets."""
    changed = [change for change in told.clauses if change.phase == "changed"]
    if len(changed) != 1:
        return ""
    return f" ({', '.join(changed[0].fields)})"


def _verify(arguments: argparse.Namespace) -> int:
    if arguments.key is not None:
        raise Problem("verify-all")
    with opened(arguments, verified=False) as workspace:
        found = workspace.verify(unpacked=True)
    head = found.rows[-1] if found.rows else None
    if arguments.json:
        revision, digest = (head.revision, head.hash) if head else (0, None)
        show_json(
            {
                "holds": not found.findings,
                "head": {"revision": revision, "hash": digest},
                "findings": findings_json(found.findings),
            }
        )
    else:
        for finding in found.findings:
            show(found_text(finding, remedy=False))
        if not found.findings and head is not None:
            its = wording().output
            show(its.everything_holds(revision=head.revision, hash=head.hash))
    return LOOK if found.findings else DONE


def _backup(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import check_output
    from alignment_desktop.services.logbook import back_up

    check_output(arguments.output, _ENDING)
    with opened(arguments, verified=False) as workspace:
        made = back_up(workspace, arguments.output, by=actor(arguments), at=now())
    left_out = made.left_out
    if arguments.json:
        record = None if left_out is None else left_out.to_record()["after"]
        show_json({"revision": made.revision, "left_out": record})
    else:
        show(wording().output.saved(revision=made.revision, file=arguments.output))
    if left_out is None:
        return DONE
    remark(log_text([left_out], actor(arguments), "backup"))
    return LOOK
