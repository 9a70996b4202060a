"""What a workbook says of its cells besides their values, and of its sheets, whatever its format.

Readers give the value of a cell alone: blank for an error and for a formula whose result the file
does not store, and 0.25 for what the spreadsheet shows as 25%.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from alignment_desktop.importing.damages import DAMAGES
from alignment_desktop.importing.file_formats import FORMATS
from alignment_desktop.importing.sheet_marks import SheetMarks

if TYPE_CHECKING:
    from alignment_desktop.importing.sheet_pieces import LargeSheets


def cell_marks(data: bytes, found: str, without: Collection[str] = ()) -> dict[str, SheetMarks]:
    """The marks of each sheet's cells, by the sheet's name; sheets without any are left out.

    Looking for them never stands in the way of reading: where the file cannot be followed,
    nothing is found, and the cells stay as they were read. What .xls and .xlsb workbooks do not
    tell is a formula that was never calculated: they always store a result.

    Args:
        data: A workbook.
        found: The name of its format.
        without: The parts of large sheets (see `large_sheets`), whose marks are found with their
            cells.
    """
    try:
        return FORMATS[found].marks(data, without)
    except DAMAGES:
        return {}


def large_sheets(data: bytes, found: str) -> LargeSheets | None:
    """The sheets of a workbook that are read in pieces; None where all are read at once.

    Args:
        data: A workbook.
        found: The name of its format.
    """
    try:
        large = FORMATS[found].large_sheets(data)
    except DAMAGES:
        return None
    return large if large and large.parts else None
