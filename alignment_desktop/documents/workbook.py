"""Tables as Excel workbooks, written whole or not at all; values never become formulas."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from alignment_desktop.documents.output_files import OutputFile
from alignment_desktop.documents.sheet_rows import (
    WIDEST,
    Cell,
    SheetRows,
    may_change,
    repeatable,
    write_with_rows,
)
from alignment_desktop.values import dataclass

__all__ = [
    "ENDING",
    "Cell",
    "Table",
    "content_of",
    "fill_with_tables",
    "for_print",
    "heading_font",
    "name_range",
    "put_text",
    "sheet_name",
    "writable",
    "write_tables",
]

ENDING = ".xlsx"
"""That of every workbook."""
# XML cannot hold these, and a sheet that has one does not open.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767
"""In UTF-16 units, as Excel counts."""
_MOST_ROWS = 1_048_576
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_EXACT = 10**15
"""Whole numbers from here on lose digits in a workbook."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was, so days before it are written as text."""
HEADER_FILL = "E8EEF9"
_NARROWEST, _NARROWEST_FIGURES = 8, 13
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets read as the code of a character."""
_MEASURED = 200  # rows whose values decide how wide a column is


@dataclass(frozen=True)
class Table:
    """One sheet: its name, its header, its rows.

    The name is made one that Excel takes; rows that are too many for a sheet go on with the next,
    which is called after it. Columns of money or of anything else may have a number format.
    A hidden sheet is there for programs.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    formats: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False


def write_tables(path: Path, tables: Sequence[Table]) -> None:
    """Writes a workbook with one sheet per table; an older file at `path` is replaced.

    Args:
        path: Where to; the folder must exist.
        tables: As in `fill_with_tables`.

    Raises:
        Problem: As `output_files.replacing`; what was at `path` is still there then.
    """
    with OutputFile(path, ENDING) as output:
        fill_with_tables(output, tables)
        output.take_place()


def fill_with_tables(output: OutputFile, tables: Sequence[Table]) -> None:
    """Writes a workbook with one sheet per table, which has still to take its place.

    Args:
        output: The file.
        tables: At least one. Moments are written in their own zone, as a workbook knows no zones.

    Raises:
        Problem: As `OutputFile.filling`.
    """
    with output.filling() as temporary, ExitStack() as open_files:
        book, sheets = _workbook(tables, open_files)
        write_with_rows(book, sheets, temporary)


def content_of(book: Any) -> bytes:
    """An openpyxl workbook as bytes.

    Made in memory, since openpyxl complains on its own where a disk fills up under it. The same
    content gives the same bytes.
    """
    content, same = io.BytesIO(), io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as out:
        for name in made.namelist():
            out.writestr(*repeatable(name, made.read(name)), compress_type=zipfile.ZIP_DEFLATED)
    return same.getvalue()


def _workbook(tables: Sequence[Table], open_files: ExitStack) -> tuple[Any, list[SheetRows]]:
    import openpyxl

    book, sheets = openpyxl.Workbook(write_only=True), list[SheetRows]()
    names: set[str] = set()
    for table in tables:
        # One row at a time: all of a large table at once would hold up whoever waits beside it.
        rows: Iterator[list[Cell]] = ([writable(value) for value in row] for row in table.rows)
        first = list(islice(rows, min(_MEASURED, _MOST_ROWS - 1)))
        begun = False
        while first or not begun:
            begun = True
            name = sheet_name(table.name, names)
            names.add(name.casefold())
            rest = islice(rows, _MOST_ROWS - 1 - len(first))
            sheets.append(_add_sheet(book, name, table, first, rest, open_files))
            first = list(islice(rows, min(_MEASURED, _MOST_ROWS - 1)))
    return book, sheets


def _add_sheet(
    book: Any,
    name: str,
    table: Table,
    first: Sequence[Sequence[Cell]],
    rest: Iterable[Sequence[Cell]],
    open_files: ExitStack,
) -> SheetRows:
    """Adds a sheet with its header; the rows below it, which belong into it, are the answer."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    if table.hidden:
        sheet.sheet_state = "hidden"
    widths = _widths(table.header, first)
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    last = get_column_letter(max(len(table.header), 1))
    sheet.freeze_panes = "A2"
    for_print(sheet)
    font, fill = heading_font(), PatternFill("solid", start_color=HEADER_FILL)
    top = Alignment(vertical="top", wrap_text=True)
    titles = []
    for title in table.header:
        cell = put_text(WriteOnlyCell(sheet), writable(title))
        cell.font, cell.fill, cell.alignment = font, fill, top
        titles.append(cell)
    sheet.append(titles)
    formats = [table.formats.get(title) for title in table.header]
    below = SheetRows(sheet, formats, first=2)
    open_files.callback(below.close)
    for row in chain(first, rest):
        below.add(row)
    sheet.auto_filter.ref = sheet.print_area = f"A1:{last}{below.last}"
    name_range(book, sheet, f"{last}{below.last}")
    return below


def heading_font() -> Any:
    """The letters of headings; without a name some programs take another typeface for them."""
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, bold=True)


def for_print(sheet: Any, header: str = "") -> None:
    """Set a sheet up for paper: across, as wide as one page, its first row on every page.

    Args:
        sheet: Of openpyxl.
        header: What stands on top of every page.
    """
    if header:
        sheet.oddHeader.left.text = header.replace("&", "&&")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.right.text = "&P / &N"


def name_range(book: Any, sheet: Any, last: str) -> None:
    """Give the table from A1 to `last` a name for formulas: that of its sheet."""
    from openpyxl.utils import absolute_coordinate, quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    # With an end of its own it is never the name of a cell, as `Q4` would be.
    name = re.sub(r"\W+", "_", sheet.title).strip("_") + "_table"
    if not re.match(r"[^\W\d]", name):
        name = f"_{name}"
    place = absolute_coordinate(f"A1:{last}")
    book.defined_names[name] = DefinedName(
        name, attr_text=f"{quote_sheetname(sheet.title)}!{place}"
    )


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A name that Excel takes for a sheet: short, without certain signs, and of no other sheet.

    Args:
        wanted: What it should be called.
        taken: The names of the other sheets, without case.
    """
    plain = " ".join(_UNWRITABLE.sub("", _NOT_IN_NAMES.sub(" ", wanted)).split())
    plain = _shortened(plain, _LONGEST_NAME, "").strip("' ")
    if not plain or plain.casefold() == "history":  # which Excel keeps for itself
        plain = f"{plain} sheet".strip().capitalize()
    others = {name.casefold() for name in taken}
    name, number = plain, 1
    while name.casefold() in others:
        number += 1
        end = f" ({number})"
        name = _shortened(plain, _LONGEST_NAME - len(end), "").rstrip("' ") + end
    return name


def writable(value: Cell) -> Cell:
    """The value as a workbook can hold it; what it cannot hold as a number or day becomes text."""
    if isinstance(value, str):
        # XML has one end of a line; what writes it here would differ with the libraries there are.
        text = _UNWRITABLE.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
        text = _shortened(text, _LONGEST_TEXT, " …")
        return _LIKE_AN_ESCAPE.sub("_x005F_", text) or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < _EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime):
        plain = value.replace(tzinfo=None)
        return plain if plain.date() >= _FIRST_DAY else plain.isoformat(" ", "minutes")
    return value if value >= _FIRST_DAY else value.isoformat()


def _shortened(text: str, most: int, end: str) -> str:
    """The text, or its beginning with `end`, in at most `most` UTF-16 units."""
    if 2 * len(text) <= most:
        return text
    written = text.encode("utf-16-le")
    if len(written) <= 2 * most:
        return text
    return written[: 2 * (most - len(end))].decode("utf-16-le", "ignore") + end


def put_text(cell: Any, value: Cell) -> Any:
    """Fill a cell of openpyxl, whose text stays text: when it is written, and when it is edited."""
    cell.value = value
    if isinstance(value, str):
        # openpyxl would take text that begins with "=" for a formula.
        cell.data_type = "s"
        cell.quotePrefix = may_change(value)
    return cell


def _widths(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Widths that show most values whole, in characters."""
    widths = [len(name) for name in header]
    for row in rows:
        widths = [max(width, _wide(value)) for width, value in zip(widths, row, strict=False)]
    return [min(max(width + 2, _NARROWEST), WIDEST) for width in widths]


def _wide(value: Cell) -> int:
    """How many characters a value takes; figures further down may be longer than those measured."""
    if value is None or isinstance(value, str | bool):
        return len(value) if isinstance(value, str) else 0
    return max(len(str(value)), _NARROWEST_FIGURES)
