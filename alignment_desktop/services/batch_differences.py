"""How two imports of one kind differ, read from what is stored, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.documents.workbook import Cell, Table, write_tables
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.batch_differences import Differences, differences
from alignment_desktop.services.evidence import evidence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.services.workspace import Workspace

__all__ = ["Differences", "compare_batches", "save_differences"]


def compare_batches(workspace: Workspace, before: int, after: int) -> Differences:
    """How one import differs from another, whether they count or are undone.

    Raises:
        Problem: `unknown-batch`; `batches-of-other-kinds` where they cannot be compared;
            `evidence-damaged`.
    """
    zone = workspace.draft().agreement.timezone
    with workspace.store.read() as reader:
        known = {row.id: row for row in reader.batches()}
        for number in (before, after):
            if number not in known:
                raise Problem("unknown-batch", batch=number)
        if known[before].kind != known[after].kind:
            raise Problem("batches-of-other-kinds")
        batches = {each.id: each for each in evidence_of(reader, {before, after}).batches}
    return differences(batches[before], batches[after], zone)


def save_differences(
    found: Differences, path: Path, header: list[str], say: Callable[[str, str], str]
) -> None:
    """Writes them as a workbook, a row each.

    Args:
        found: The differences.
        path: Where to.
        header: What the five columns are called.
        say: Puts a change or a field into words: `say("change", "added")`.

    Raises:
        Problem: Where it cannot be written.
    """

    def rows() -> Iterator[list[Cell]]:
        for key, change, field, before, after in found.frame.iter_rows():
            yield [key, say("change", change), say("field", field or ""), before, after]

    write_tables(path, [Table(header[1], header, rows())])
