"""Tables as Excel workbooks, written whole or not at all; values never become formulas."""

from __future__ import annotations

import errno
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from alignment_desktop.domain.problems import Problem

Cell = str | int | float | bool | date | datetime | None

# XML cannot hold these, and a sheet that has one does not open.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767
_WIDEST, _NARROWEST = 60, 8
_MEASURED = 200  # rows whose values decide how wide a column is


@dataclass(frozen=True)
class Table:
    """One sheet: its name, its header, its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_tables(path: Path, tables: Sequence[Table]) -> None:
    """Writes a workbook with one sheet per table; an older file at `path` is replaced.

    Args:
        path: Where to; the folder must exist.
        tables: At least one. Moments are written in their own zone, as a workbook knows no zones.

    Raises:
        Problem: `output-folder-missing`, `output-refused`, `output-disk-full`; what was at `path`
            is still there then.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(content_of(_workbook(tables)))


def content_of(book: Any) -> bytes:
    """An openpyxl workbook as bytes.

    Made in memory, since openpyxl complains on its own where a disk fills up under it.
    """
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _workbook(tables: Sequence[Table]) -> Any:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    bold = Font(bold=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        # One row at a time: all of a large table at once would hold up whoever waits beside it.
        rows = ([_written(value) for value in row] for row in table.rows)
        first = list(islice(rows, _MEASURED))
        for index, width in enumerate(_widths(table.header, first), start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_cell(WriteOnlyCell(sheet), name, bold) for name in table.header])
        for row in chain(first, rows):
            sheet.append([_cell(WriteOnlyCell(sheet), value) for value in row])
    return book


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when all went well, and is gone when not.

    Raises:
        Problem: `output-folder-missing`, `output-refused`, `output-disk-full`.
    """
    if path.exists() and not path.is_file():
        # Taking the place of a device would break it for everybody.
        raise Problem("output-refused", file=str(path), reason="it is no file")
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent
        )
    except FileNotFoundError:
        raise Problem("output-folder-missing", file=str(path)) from None
    except OSError as error:
        raise _refusal(path, error) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise _refusal(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _refusal(path: Path, error: OSError) -> Problem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem("output-disk-full", file=str(path))
    return Problem("output-refused", file=str(path), reason=error.strerror)


def _written(value: Cell) -> Cell:
    """The value as a workbook can hold it."""
    if isinstance(value, str):
        return _UNWRITABLE.sub("", value)[:_LONGEST_TEXT]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value


def _cell(cell: Any, value: Cell, font: Any = None) -> Any:
    cell.value = value
    if isinstance(value, str):
        # openpyxl would take text that begins with "=" for a formula.
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    if font is not None:
        cell.font = font
    return cell


def _widths(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Widths that show most values whole, in characters."""
    widths = [len(name) for name in header]
    for row in rows:
        widths = [
            max(width, len(str(value)) if value is not None else 0)
            for width, value in zip(widths, row, strict=False)
        ]
    return [min(max(width + 2, _NARROWEST), _WIDEST) for width in widths]
