"""Rows with a problem as an Excel workbook: to mend before an import, or to look up after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.documents.output_files import OutputFile
from alignment_desktop.documents.workbook import (
    ENDING,
    Cell,
    Table,
    fill_with_tables,
    write_tables,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Progress
from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.record_faults import fields_beyond
from alignment_desktop.services.importing import found_in

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.importing.cell_problems import CellProblem, CellProblems
    from alignment_desktop.services.importing import Prepared
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

WRITING = "writing-problems"
"""The stage that is reported."""
_HEADER = ("Row", "Column", "Problem", "Effect", "Code")
_EFFECTS = {"row": "Row left out", "cell": "Cell read as blank", "none": "Only a warning"}
_SLICE = 500
Say = Callable[[Problem], str]


def problem_file(prepared: Prepared, path: Path) -> OutputFile:
    """A workbook for the problem rows, which does not take the place of the file they are from.

    Raises:
        Problem: Where `path` is no place for it.
    """
    return OutputFile(path, ENDING, reads=[Path(prepared.workbook.path)])


def save_problem_rows(prepared: Prepared, path: Path, say: Say, monitor: Monitor) -> None:
    """Writes a workbook with one row per problem: where, what, and the row's cells as they stand.

    Raises:
        Problem: Where it cannot be written.
        Cancelled: Where the monitor asks to stop; nothing is written then.
    """
    with problem_file(prepared, path) as output:
        fill_with_problem_rows(output, prepared, say, monitor)
        output.take_place()


def fill_with_problem_rows(
    output: OutputFile, prepared: Prepared, say: Say, monitor: Monitor
) -> None:
    """Writes the same workbook, which has still to take its place.

    Raises:
        Problem: Where it cannot be written.
        Cancelled: Where the monitor asks to stop.
    """
    checked = prepared.checked
    sheet = next(each for each in prepared.workbook.sheets if each.name == prepared.sheet)
    header_row = checked.mapping.header_row or 1
    places = headers(sheet, header_row) | fields_beyond(sheet, header_row)
    wanted = checked.problems.frame.select(ROW).unique()
    texts = sheet.frame.select(ROW, *(text_column(place) for place in places.values()))
    texts = texts.join(wanted, on=ROW, how="semi", maintain_order="left")
    whole = len(checked.problems)

    def rows() -> Iterator[list[Cell]]:
        for start in range(0, whole, _SLICE):
            monitor.report(Progress(start, whole, WRITING))
            some = checked.problems[start : start + _SLICE]
            cells = _cells(texts, some[0].row, some[-1].row)
            for found in some:
                yield [*_told(found, say), *cells.get(found.row, ())]

    fill_with_tables(output, [Table("Problem rows", [*_HEADER, *places], rows())])


def save_found(
    workspace: Workspace, batch: BatchRow, path: Path, say: Say, monitor: Monitor
) -> None:
    """Writes a workbook with one row for each thing that was wrong with an imported sheet.

    Raises:
        Problem: Where it cannot be read or written.
        Cancelled: Where the monitor asks to stop; nothing is written then.
    """
    every: CellProblems = found_in(workspace, batch)

    def rows() -> Iterator[list[Cell]]:
        for at, found in enumerate(every):
            if at % _SLICE == 0:
                monitor.report(Progress(at, len(every), WRITING))
            yield _told(found, say)

    write_tables(path, [Table("Problems", list(_HEADER), rows())])


def _told(found: CellProblem, say: Say) -> list[Cell]:
    sentence = say(Problem(found.code, **found.facts))
    return [found.row, found.column, sentence, _EFFECTS[found.effect], found.code]


def _cells(texts: pl.DataFrame, first: int, last: int) -> dict[int, tuple[str | None, ...]]:
    some = texts.filter(pl.col(ROW).is_between(first, last))
    return {row[0]: row[1:] for row in some.iter_rows()}
