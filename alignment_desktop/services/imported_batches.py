"""Batches that are in the workspace: listed, withdrawn, and counted again.

None of that looks into what they hold, and so nothing here needs the libraries that read files.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class UndoImport:
    """Withdraw one batch, whole; its bytes stay, so that old figures can be computed again."""

    batch: int

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> BatchRow:
        """Withdraw it.

        Raises:
            Problem: `unknown-batch`, `batch-already-withdrawn`.
        """
        entry = Entry("undo-import", by, at)
        return _withdraw(workspace, entry, self.batch, withdrawn=True)


@dataclass(frozen=True)
class RestoreImport:
    """Count a withdrawn batch again, in its old place among the others."""

    batch: int

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> BatchRow:
        """Restore it.

        Raises:
            Problem: `unknown-batch`, `batch-not-withdrawn`.
        """
        entry = Entry("restore-import", by, at)
        return _withdraw(workspace, entry, self.batch, withdrawn=False)


def _withdraw(workspace: Workspace, entry: Entry, number: int, *, withdrawn: bool) -> BatchRow:
    """Withdraw a batch, or count it again; the batch as it was."""
    with workspace.store.change(entry) as writer:
        identify_importer(workspace, writer)
        row = _batch(writer, number)
        if row.withdrawn == withdrawn:
            code = "batch-already-withdrawn" if withdrawn else "batch-not-withdrawn"
            raise Problem(code, batch=number)
        writer.withdraw_batch(number, withdrawn=withdrawn)
    return row


def identify_importer(workspace: Workspace, writer: Writer) -> None:
    """Names who imports, which needs no agreement where nobody is named."""
    if writer.entry.actor.person is not None:
        identify(writer, workspace.draft_in(writer).agreement)


def _batch(reader: Reader, number: int) -> BatchRow:
    row = next((row for row in reader.batches() if row.id == number), None)
    if row is None:
        raise Problem("unknown-batch", batch=number)
    return row


def batches(workspace: Workspace) -> list[BatchRow]:
    """Every batch in the order of import, withdrawn ones too."""
    with workspace.store.read() as reader:
        return reader.batches()
