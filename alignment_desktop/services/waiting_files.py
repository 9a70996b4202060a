"""What each of several files is before it is imported: ready, to be asked about, here already."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.workbook import read_workbook
from alignment_desktop.services.dropped_files import gather
from alignment_desktop.services.importing import (
    ImportRequest,
    check_proposal,
    propose,
    read_as_stated,
)
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.importing import Prepared, Proposal
    from alignment_desktop.services.workspace import Workspace

Standing = Literal["waiting", "ready", "asks", "problem", "unchanged", "imported"]
Stamp = tuple[int, int]
"""Size and moment of the last change of a file, by which another version of it is told."""


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that may be imported.

    Attributes:
        path: Where it lies.
        standing: `waiting` before it was looked at; `ready` where a remembered mapping fits it and
            nothing is wrong with any cell; `asks` where somebody has to look through it; `problem`
            where it cannot be read; `unchanged` where its very bytes are imported; `imported` once
            they were.
        kind: What its rows are; empty where that is unknown.
        rows: How many rows of data it has.
        profile: The remembered mapping that fits it; empty where none does.
        sha256: Of its bytes; empty where they cannot be read.
        problem: What stands against importing it, if anything does.
        wrong: How many of its rows have a problem.
    """

    path: Path
    standing: Standing = "waiting"
    kind: str = ""
    rows: int = 0
    profile: str = ""
    sha256: str = ""
    problem: Problem | None = None
    wrong: int = 0


def look_at(workspace: Workspace, path: Path, label: str | None, monitor: Monitor) -> WaitingFile:
    """What a file is and whether it could be imported unasked; nothing is stored.

    Args:
        workspace: Where it would be imported.
        path: The file.
        label: The agreement whose calendar, currency and stages hold; the newest where None.
        monitor: Asked whether to go on.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    found = WaitingFile(path)
    try:
        # Bytes that are here need not be read as a table.
        found = replace(found, sha256=_hash(path))
        if found.sha256 in imported_hashes(workspace):
            return replace(found, standing="unchanged")
        proposal = _proposed(workspace, path, label, monitor)
    except Problem as problem:
        asks = problem.code in ("sheet-not-recognised", "kind-unclear")
        return replace(found, standing="asks" if asks else "problem", problem=problem)
    found = replace(
        found, kind=str(proposal.located.mapping.kind or ""), profile=proposal.used or ""
    )
    try:
        prepared = check_proposal(workspace, proposal, monitor)
    except Problem as problem:
        known = problem.code == "already-imported"
        return replace(found, standing="unchanged" if known else "asks", problem=problem)
    wrong = prepared.checked.problems.count_rows()
    return replace(
        found,
        standing="ready" if proposal.used and not wrong else "asks",
        rows=prepared.checked.rows,
        wrong=wrong,
    )


def prepare_ready(
    workspace: Workspace, file: WaitingFile, label: str | None, monitor: Monitor
) -> Prepared:
    """A file that was ready, read once more: it may have changed since.

    Raises:
        Problem: Where it cannot be imported any more, or is another one now
            (`file-changed-meanwhile`).
        Cancelled: Where the monitor asks to stop.
    """
    proposal = _proposed(workspace, file.path, label, monitor)
    if proposal.workbook.sha256 != file.sha256 or (proposal.used or "") != file.profile:
        raise Problem("file-changed-meanwhile", file=file.path.name)
    return check_proposal(workspace, proposal, monitor)


def is_as_read(path: Path, sha256: str) -> bool:
    """Whether a file still has the bytes that were read; one that is gone counts as the same."""
    try:
        return _hash(path) == sha256
    except Problem:
        return True


def imported_hashes(workspace: Workspace) -> frozenset[str]:
    """The hashes of the files whose imports count."""
    with workspace.store.read() as reader:
        return frozenset(batch.sha256 for batch in reader.batches() if not batch.withdrawn)


def stamps_in(folder: Path) -> Mapping[Path, Stamp]:
    """The spreadsheets in a folder, each with its stamp; those that vanish meanwhile are left out.

    Raises:
        Problem: `file-unreadable` or `file-missing` where the folder cannot be looked into.
    """
    if not folder.is_dir():
        raise Problem("file-missing", file=folder.name or str(folder))
    gathered = gather([folder])
    for problem in gathered.refused:
        if problem.code == "file-unreadable":
            raise problem
    found: dict[Path, Stamp] = {}
    for path in gathered.files:
        try:
            about = path.stat()
        except OSError:
            continue
        found[path] = (about.st_size, about.st_mtime_ns)
    return found


def _proposed(workspace: Workspace, path: Path, label: str | None, monitor: Monitor) -> Proposal:
    request = ImportRequest(path=path, label=label)
    workbook = read_workbook(path, monitor=monitor)
    proposal = propose(workspace, workbook, request)
    again = read_as_stated(workbook, proposal.located.mapping.form, monitor)
    return proposal if again is None else propose(workspace, again, request)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError as trouble:
        locked = isinstance(trouble, PermissionError)
        code = "file-unreadable" if locked else "file-missing"
        raise Problem(code, file=path.name) from trouble
