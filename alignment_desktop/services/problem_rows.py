"""Rows with a problem as an Excel workbook: to mend before an import, or to look up after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
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
from alignment_desktop.importing.cells import CellKind, kind_column, text_column
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.record_faults import fields_beyond
from alignment_desktop.services.importing import found_in
from alignment_desktop.services.mended_rows import ROWS_SHEET, TOLD, mapping_table

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.importing.cell_problems import CellProblem, CellProblems
    from alignment_desktop.services.importing import Prepared
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

WRITING = "writing-problems"
"""The stage that is reported."""
_EFFECTS = {"row": "Row left out", "cell": "Cell read as blank", "none": "Only a warning"}
_SLICE = 500
_EXACT = 10**15
"""Whole numbers from here on lose digits in a workbook."""
_TOLD_OF_ONE = 20
"""Problems of one row that are told; nobody reads more."""
Say = Callable[[Problem], str]


def problem_file(prepared: Prepared, path: Path) -> OutputFile:
    """A workbook for the problem rows, which does not take the place of the file they are from.

    Raises:
        Problem: Where `path` is no place for it.
    """
    return OutputFile(path, ENDING, reads=[Path(prepared.workbook.path)])


def save_problem_rows(prepared: Prepared, path: Path, say: Say, monitor: Monitor) -> None:
    """Writes a workbook with each problem row once: what is wrong, and its cells as they stand.

    Mended there and imported again, it is read as the file was (see `mended_rows`).

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
    names = [name(place) for place in places.values() for name in (text_column, kind_column)]
    texts = sheet.frame.select(ROW, *names)
    texts = texts.join(wanted, on=ROW, how="semi", maintain_order="left")
    whole = len(checked.problems)
    cells: dict[int, list[Cell]] = {}

    def every() -> Iterator[CellProblem]:
        for start in range(0, whole, _SLICE):
            monitor.report(Progress(start, whole, WRITING))
            some = checked.problems[start : start + _SLICE]
            last = max(cells, default=-1)
            # The problems of a row may go on in the next slice.
            kept = {last: cells[last]} if cells else {}
            cells.clear()
            cells.update(kept | _cells(texts, some[0].row, some[-1].row))
            yield from some

    def rows() -> Iterator[list[Cell]]:
        for row, group in groupby(every(), key=lambda found: found.row):
            told = _told_of_row(list(group), say)
            yield [*told, *cells.get(row, ())]

    tables = [Table(ROWS_SHEET, [*TOLD, *places], rows()), mapping_table(checked)]
    fill_with_tables(output, tables)


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

    write_tables(path, [Table("Problems", list(TOLD), rows())])


def _told(found: CellProblem, say: Say) -> list[Cell]:
    sentence = say(Problem(found.code, **found.facts))
    return [found.row, found.column, sentence, _EFFECTS[found.effect], found.code]


def _told_of_row(found: list[CellProblem], say: Say) -> list[Cell]:
    """All that is wrong with one row, in one line."""
    if len(found) == 1:
        return _told(found[0], say)
    several = [_told(each, say) for each in found[:_TOLD_OF_ONE]]
    parts = [
        list(dict.fromkeys(str(part) for part in column if part))
        for column in zip(*several, strict=True)
    ]
    _, columns, sentences, effects, codes = parts
    more = " …" if len(found) > _TOLD_OF_ONE else ""
    joined = [", ".join(columns), " ".join(sentences) + more, ", ".join(effects), ", ".join(codes)]
    return [found[0].row, *joined]


def _cells(texts: pl.DataFrame, first: int, last: int) -> dict[int, list[Cell]]:
    some = texts.filter(pl.col(ROW).is_between(first, last))
    return {
        row[0]: [_cell(text, kind) for text, kind in zip(row[1::2], row[2::2], strict=True)]
        for row in some.iter_rows()
    }


def _cell(text: str | None, kind: int) -> Cell:
    """A cell as it stands; a number of a spreadsheet as one, whatever the decimal sign of texts."""
    if text is None or kind != CellKind.NUMBER:
        return text
    number = float(text)
    if number.is_integer():
        return int(text) if text.isdigit() and abs(number) < _EXACT else text
    return number if repr(number) == text else text
