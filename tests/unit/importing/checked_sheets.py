"""Checks rows of cells as those of a sheet, and tells what was wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.importing.cell_problems import CellProblem
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.recognise import complete
from alignment_desktop.importing.sheet_marks import CellStyle, SheetMarks, Shown, as_shown
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

CONTEXT = ImportContext(
    zone="Europe/Berlin",
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "SAL")},
)


class Percent(float):
    """A number that its cell shows as a per cent."""

    style = Shown.PERCENT


class WithSign(Percent):
    """A number behind which its cell shows the sign alone."""

    style = Shown.PERCENT_SIGN


def checked(mapping: str, *rows: Sequence[Cell]) -> Checked:
    marks = SheetMarks()
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, Percent):
                marks.note_style(number, column, CellStyle(cell.style))
    plain = [[float(cell) if isinstance(cell, Percent) else cell for cell in row] for row in rows]
    raw = RawSheet("Report", 1, as_shown(frame_of(enumerate(plain, start=1)), marks).frame)
    workbook = RawWorkbook("f.xlsx", "/f.xlsx", "0" * 64, 1, "xlsx", (raw,), None, None)
    located = complete(workbook, parse_mapping(mapping), CONTEXT)
    return check(located.sheet, located.mapping, CONTEXT)


def told(problems: Sequence[CellProblem]) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.code, each.effect) for each in problems]


LEADS = 'kind = "leads"\n[columns]\nID = "lead_id"\n'
