"""A clean copy of what is sound in a workspace, as a new file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from alignment_desktop.domain.evidence_entries import DamageLeftOut
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.replay import Replayed, replayed
from alignment_desktop.storage import files
from alignment_desktop.storage.columns import COLUMNS
from alignment_desktop.storage.errors import translated
from alignment_desktop.storage.evidence import FOUND
from alignment_desktop.storage.log_writing import append, put_row
from alignment_desktop.storage.new_file import new_file
from alignment_desktop.storage.row_writing import add_rows, change_rows
from alignment_desktop.storage.rows import Entry, words_hash
from alignment_desktop.storage.stored_values import json_text
from alignment_desktop.storage.verification import Verification, bytes_hold
from alignment_desktop.storage.versions import version_holds
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.records import Transaction

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Backup:
    """What a backup holds, and what it lacks.

    Attributes:
        revision: The last change that is in it.
        left_out: What was damaged and is not in it; None where all was sound.
    """

    revision: int
    left_out: DamageLeftOut | None


def write_backup(
    reader: Reader, found: Verification, path: Path, *, by: Actor, at: datetime
) -> Backup:
    """Writes what is sound into a new workspace.

    Agreements, clauses, consents and mappings are written as the sound part of the log has them;
    versions and imports where they hold. Where something was left out, the log of the copy says so.

    Args:
        reader: One snapshot of the workspace.
        found: What its verification found, in that snapshot.
        path: Where the copy is made; nothing may be there yet.
        by: Who makes it.
        at: The present moment.

    Raises:
        Problem: `nothing-sound`; `workspace-exists`, `folder-missing`, `no-rights`, `disk-full`.
    """
    if not found.rows:
        raise Problem("nothing-sound")
    left_out = _damage(reader, found)
    expected = replayed(found.rows)
    last = found.rows[-1].revision
    with files.made_beside(path) as temporary, new_file(temporary, found.rows[0].at) as copy:
        for row in found.rows:
            put_row(copy, row)
        change_rows(copy, "workspace", [{"id": 1, "revision": last}], which=["id"])
        if left_out is not None:
            append(copy, last + 1, Entry("backup", by, at), [left_out])
            _leave_out(expected, left_out)
        _write(copy, reader, expected)
    return Backup(last, left_out)


def _damage(reader: Reader, found: Verification) -> DamageLeftOut | None:
    if not found.findings:
        return None
    expected = found.expected
    rows = {row.id: row for row in _readable(reader.batches)}
    damaged = {key for each in found.findings for key in each.keys}
    lost = tuple(
        number
        for number, logged in sorted(expected.batches.items())
        if number not in rows
        or f"import {number}" in damaged
        or not bytes_hold(reader, rows[number], logged)
    )
    held = {
        (number, row.number)
        for number in expected.agreements
        for row in _readable(partial(reader.versions, number))
        if (number, row.number) in expected.versions
        and version_holds(row, *expected.versions[number, row.number])
    }
    gone = tuple(sorted(expected.versions.keys() - held))
    unsound = max(reader.revision() - len(found.rows), 0)
    files = tuple(sorted(each for each in expected.files if not _holds(reader, each)))
    return DamageLeftOut(lost, gone, unsound, files)


def _holds(reader: Reader, sha256: str) -> bool:
    try:
        with translated(""):
            return reader.holds_kept_file(sha256)
    except Problem:  # their table cannot be read
        return False


def _readable(read: Callable[[], list[_Row]]) -> list[_Row]:
    """The rows; none where their table cannot be read."""
    try:
        with translated(""):
            return read()
    except Problem:
        return []


def _leave_out(expected: Replayed, left_out: DamageLeftOut) -> None:
    for number in left_out.batches:
        expected.batches.pop(number, None)
    for version in left_out.versions:
        expected.versions.pop(version, None)
    for sha256 in left_out.files:
        expected.files.pop(sha256, None)


def _write(copy: Transaction, reader: Reader, expected: Replayed) -> None:
    made = [
        {
            "id": number,
            "label": facts.label,
            "period_start": facts.period_start,
            "untouched": facts.untouched,
        }
        for number, facts in expected.agreements.items()
    ]
    add_rows(copy, "agreements", made)
    _write_clauses(copy, expected)
    for number, version in sorted(expected.versions):
        which = "agreement_id = ? AND number = ?"
        add_rows(copy, "versions", _rows(reader, "versions", which, number, version))
    for number, batch in sorted(expected.batches.items()):
        (row,) = _rows(reader, "batches", "id = ?", number)
        add_rows(copy, "batches", [{**row, "logged": batch.revision}])
        for chunk in _chunks(reader, number):
            add_rows(copy, "evidence_chunks", [chunk])
    known = [{"name": name, "mapping": text} for name, text in expected.profiles.items()]
    add_rows(copy, "profiles", known)
    for sha256 in expected.files:
        kept = {"sha256": sha256, "content": reader.kept_file(sha256)}
        add_rows(copy, "kept_files", [kept])


def _write_clauses(copy: Transaction, expected: Replayed) -> None:
    standing, given = [], []
    for (number, kind, key), state in expected.clauses.items():
        place = {"agreement_id": number, "kind": kind, "key": key}
        body = dict(state.body)
        values = {"position": state.position, "body": body, "revision": state.revision}
        standing.append({**place, **values})
        words = words_hash(kind, key, json_text(body))
        for party, yes in expected.consents.get((number, kind, key), {}).items():
            facts = {"revision": yes.revision, "at": yes.at, "person": yes.person}
            given.append({**place, "party": party, **facts, "words": words})
    add_rows(copy, "clauses", standing)
    add_rows(copy, "consents", given)


def _rows(reader: Reader, table: str, which: str, *values: object) -> list[dict[str, Any]]:
    names = COLUMNS[table]
    found = reader.rows(table, *names, more=f"WHERE {which}", values=values)
    return [dict(zip(names, row, strict=True)) for row in found]


def _chunks(reader: Reader, batch: int) -> Iterator[dict[str, Any]]:
    """The chunks of an import, one at a time; what was wrong with its sheet only where it holds."""
    names = COLUMNS["evidence_chunks"]
    for values in reader.chunks(batch, "number >= ?", *names):
        row = dict(zip(names, values, strict=True))
        digest = hashlib.sha256(row["data"]).hexdigest()
        if row["number"] != FOUND or digest == row["sha256"]:
            yield {**row, "sha256": digest}
