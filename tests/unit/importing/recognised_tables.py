"""Small tables, and what is recognised in them."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.placing import ColumnVerdict
from alignment_desktop.importing.recognise import Recognised, recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

CONTEXT = ImportContext(
    zone="Europe/Berlin",
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "")},
)
Rows = Sequence[Sequence[Cell]]


def book(*rows: Sequence[Cell]) -> RawWorkbook:
    sheet = RawSheet("", 1, frame_of(enumerate(rows, start=1)))
    return RawWorkbook("file.csv", "/file.csv", "0" * 64, 1, "text", (sheet,), "utf-8", ",")


def found(*rows: Sequence[Cell], kind: Kind | None = None) -> Recognised:
    return recognise(book(*rows), CONTEXT, kind=kind)


def columns(*rows: Sequence[Cell]) -> dict[str, str]:
    return found(*rows).mapping.columns


def checked(*rows: Sequence[Cell]) -> Checked:
    what = found(*rows)
    return check(what.sheet, what.mapping, CONTEXT)


def told(what: Recognised) -> dict[str, ColumnVerdict]:
    return {each.column: each for each in what.verdicts}


def leads(*names: str, **cells: Sequence[Cell]) -> Rows:
    """Ten leads with an id and a day, and further columns."""
    head = ["Lead ID", "Created Date", *names]
    more = [cells[name.replace(" ", "_")] for name in names]
    body = [[f"L{n}", f"2026-10-{n + 1:02}", *(each[n] for each in more)] for n in range(10)]
    return [head, *body]
