"""Any spreadsheet file as raw cells, which another process reads (see `reader_process`)."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from alignment_desktop.domain.passwords import masked
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Silent
from alignment_desktop.importing.cells import CellKind, joined, kind_column, text_column
from alignment_desktop.importing.file_format import not_a_spreadsheet
from alignment_desktop.importing.kept_frames import read_frame
from alignment_desktop.importing.reader_process import (
    ANSWER,
    RECORDS,
    USUAL_LIMITS,
    ReadLimits,
    run_reader,
)
from alignment_desktop.importing.text_form import FOUND, TextForm
from alignment_desktop.paths import temporary_folder
from alignment_desktop.side_by_side import side_by_side
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    import tempfile

__all__ = [
    "CellKind",
    "RawSheet",
    "RawWorkbook",
    "ReadLimits",
    "kind_column",
    "read_workbook",
    "text_column",
]


@dataclass(frozen=True)
class RawRecords:
    """How the records of delimited text were written.

    Attributes:
        about: How wide they are and how they are quoted (see `text_records.Records.about`).
        dialect: What is unusual about their quotation marks; None where nothing is.
        doubts: What is doubtful of the letters: the codes of warnings, each with its facts.
    """

    about: pl.DataFrame
    dialect: str | None = None
    doubts: tuple[tuple[str, dict[str, str]], ...] = ()


@dataclass(frozen=True)
class RawLayout:
    """What a sheet shows besides the values of its cells.

    Attributes:
        notes: Merged cells below their first row, and cells that are struck out, with the columns
            of `sheet_marks.NOTES`; None where there is none.
        hidden_rows: How many rows that hold something are hidden.
        hidden_columns: How many columns that hold something are hidden.
        days_from_1904: Whether numbers that stand for days count from the year 1904.
    """

    notes: pl.DataFrame | None = None
    hidden_rows: int = 0
    hidden_columns: int = 0
    days_from_1904: bool = False


@dataclass(frozen=True)
class RawSheet:
    """The cells of one sheet, as the file has them.

    Attributes:
        name: The sheet's name; empty for delimited text.
        number: Its position in the file, the first being 1 (sheets that are charts count).
        frame: `row` (Int64), the row number that a spreadsheet shows, in delimited text the
            record number; then for each column i from 0 `text.i` (String, null where blank) and
            `kind.i` (UInt8, a `CellKind`). Wholly blank rows and trailing columns are left out.
        hidden: Whether the spreadsheet hides the sheet.
        records: Of delimited text, how its records were written, else None.
        layout: What a spreadsheet shows besides the values of its cells.
    """

    name: str
    number: int
    frame: pl.DataFrame
    hidden: bool = False
    records: RawRecords | None = None
    layout: RawLayout = RawLayout()


@dataclass(frozen=True)
class RawWorkbook:
    """A spreadsheet file, read.

    Attributes:
        file_name: Its name without folders.
        path: Where it lay, absolute.
        sha256: Of the very bytes that were read, as hexadecimal digits.
        size: In bytes.
        format: The name of its format, by content; see `file_formats`.
        sheets: In the order of the file.
        encoding: Of delimited text, else None.
        delimiter: Of delimited text, else None.
        stated: What of both was said, and not found.
    """

    file_name: str
    path: str
    sha256: str
    size: int
    format: str
    sheets: tuple[RawSheet, ...]
    encoding: str | None
    delimiter: str | None
    stated: TextForm = FOUND

    @property
    def dialect(self) -> str | None:
        """What is unusual about the quotation marks of delimited text; None where nothing is."""
        records = self.sheets[0].records if self.sheets else None
        return records.dialect if records else None

    @property
    def guessed_encoding(self) -> str | None:
        """The code page of delimited text where it was guessed, else None."""
        records = self.sheets[0].records if self.sheets else None
        guessed = records and any(code == "guessed-encoding" for code, _ in records.doubts)
        return self.encoding if guessed else None


def read_workbook(
    path: Path,
    *,
    form: TextForm = FOUND,
    limits: ReadLimits = USUAL_LIMITS,
    monitor: Monitor | None = None,
) -> RawWorkbook:
    """Read every sheet of a workbook, or a file of delimited text.

    Args:
        path: The file; what it is is told by its content, never by its name.
        form: How delimited text is said to be written.
        limits: What it may cost.
        monitor: Asked many times a second whether to go on.

    Raises:
        Problem: `file-missing`, `file-is-folder`, `file-unreadable`, `file-empty`,
            `file-encrypted`, `file-damaged`, `file-not-a-spreadsheet`, `file-is-archive`,
            `file-is-web-page`, `file-is-old-xml`, `file-of-other-program`, `file-too-large`,
            `file-too-slow`, `text-quote-not-closed` or `temporary-disk-full`, each with the fact
            `file`.
        Cancelled: The monitor asked to stop.
    """
    path = path.absolute()
    try:
        size = _size(path)
        with _temporary_folder() as folder:
            run_reader(path, Path(folder), size, limits, monitor or Silent(), form)
            return replace(collected(path, Path(folder)), stated=form)
    except Problem as problem:
        # An address given by mistake would lose what tells that a password is in it.
        shown = Path(masked(str(path)))
        raise problem.with_facts(file=shown.name or str(shown)) from problem.__cause__


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return temporary_folder()
    except OSError as trouble:  # looking for a place, tempfile tries to write there
        raise Problem("temporary-disk-full") from trouble


def _size(path: Path) -> int:
    try:
        about = path.stat()
    except (OSError, ValueError) as trouble:
        locked = isinstance(trouble, PermissionError)
        raise Problem("file-unreadable" if locked else "file-missing") from trouble
    if stat.S_ISDIR(about.st_mode):
        raise Problem("file-is-folder")
    if not stat.S_ISREG(about.st_mode):
        raise not_a_spreadsheet()
    if about.st_size == 0:
        raise Problem("file-empty")
    return about.st_size


def collected(path: Path, folder: Path) -> RawWorkbook:
    """What the reader has left in its folder about a file.

    Raises:
        Problem: The one that the reader found.
    """
    answer: dict[str, Any] = json.loads((folder / ANSWER).read_bytes())
    if "problem" in answer:
        raise Problem(answer["problem"], **answer["facts"])
    sheets = tuple(
        RawSheet(
            name=sheet["name"],
            number=sheet["number"],
            # Columns in as many parts as there were pieces cost more at every step.
            frame=joined(
                side_by_side(read_frame, (folder / name for name in sheet["files"]))
            ).rechunk(),
            hidden=sheet["hidden"],
            records=_records(answer, folder),
            layout=_layout(sheet, folder),
        )
        for sheet in answer["sheets"]
    )
    return RawWorkbook(
        # It is kept in the workspace, which holds text: a name of other bytes is escaped.
        file_name=os.fsencode(path.name).decode("utf-8", "backslashreplace"),
        path=str(path),
        sha256=answer["sha256"],
        size=answer["size"],
        format=answer["format"],
        sheets=sheets,
        encoding=answer["encoding"],
        delimiter=answer["delimiter"],
    )


def _records(answer: dict[str, Any], folder: Path) -> RawRecords | None:
    if answer["format"] != "text":
        return None
    doubts = tuple((code, facts) for code, facts in answer["doubts"])
    return RawRecords(read_frame(folder / RECORDS), answer["dialect"], doubts)


def _layout(sheet: dict[str, Any], folder: Path) -> RawLayout:
    notes = read_frame(folder / sheet["notes"]) if "notes" in sheet else None
    return RawLayout(
        notes,
        sheet.get("hidden_rows", 0),
        sheet.get("hidden_columns", 0),
        sheet.get("days_from_1904", False),
    )
