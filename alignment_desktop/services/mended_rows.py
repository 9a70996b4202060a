"""Problem rows that come back mended: how their file was read is kept in the workbook itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.documents.workbook import Table
from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.mapping import Mapping, mapping_text, parse_mapping
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

if TYPE_CHECKING:
    from alignment_desktop.importing.checking import Checked

TOLD = ("Row", "Column", "Problem", "Effect", "Code")
"""What stands before the cells of each row, and is no data."""
ROWS_SHEET, MAPPING_SHEET = "Problem rows", "How it was read"


def mapping_table(checked: Checked) -> Table:
    """A hidden sheet with the mapping by which mended rows are to be read."""
    mapping = checked.mapping
    kept = replace(
        mapping,
        kind=checked.kind,
        sheet=ROWS_SHEET,
        header_row=1,
        encoding=None,
        delimiter=None,
        # A few rows may not tell what the whole file told.
        dates=mapping.dates or checked.dates,
        decimal=mapping.decimal or checked.decimal,
        recognise=False,
        columns={**dict.fromkeys(TOLD, ""), **_with_names(mapping.columns)},
        also=_with_names(mapping.also),
        times={_renamed(name): _renamed(time) for name, time in mapping.times.items()},
    )
    lines = ([line] for line in mapping_text(kept).splitlines())
    return Table(MAPPING_SHEET, [MAPPING_SHEET], lines, hidden=True)


def _with_names(fields: dict[str, str]) -> dict[str, str]:
    return {_renamed(name): field for name, field in fields.items()}


def _renamed(name: str) -> str:
    """A column's name in the workbook; one that we use ourselves stands there a second time."""
    return f"{name} (2)" if name in TOLD else name


def mapping_within(workbook: RawWorkbook) -> Mapping | None:
    """The mapping that a workbook of problem rows carries; None where it carries none.

    Columns that were taken out of the workbook since are not asked for.
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    rows, read = sheets.get(ROWS_SHEET), sheets.get(MAPPING_SHEET)
    if rows is None or read is None:
        return None
    try:
        mapping = parse_mapping("\n".join(_lines(read)))
        names = headers(rows, 1)
    except Problem:
        return None
    if not set(TOLD) <= set(names):
        return None
    return replace(
        mapping,
        columns={name: field for name, field in mapping.columns.items() if name in names},
        also={name: field for name, field in mapping.also.items() if name in names},
        times={
            name: time for name, time in mapping.times.items() if name in names and time in names
        },
    )


def _lines(sheet: RawSheet) -> Iterator[str]:
    """The lines of the first column, below its heading."""
    texts = sheet.frame[text_column(0)].to_list()
    return (text for text in texts[1:] if text)
