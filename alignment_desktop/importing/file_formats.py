"""The catalogue of file formats that can be read, light to import.

A format is stated here alone: dialogs offer it, dropped folders are searched for it, content is
recognised by it, and the reader's process asks it for what cells show besides their values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.sheet_marks import SheetMarks
    from alignment_desktop.importing.sheet_pieces import LargeSheets


class Container(StrEnum):
    """What the bytes of a file are on the outside."""

    ZIP = "zip"
    COMPOUND = "compound file"
    TEXT = "text"


def _no_marks(_: bytes, __: Collection[str]) -> dict[str, SheetMarks]:
    return {}


def _read_at_once(_: bytes) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """One format of spreadsheets or of delimited text.

    Attributes:
        name: As a `RawWorkbook` says it.
        endings: How the names of its files end, the usual ending first. They are what is offered:
            what a file is, is told by its content.
        container: What its bytes are on the outside.
        parts: What tells it by what the container holds; any of these will do. In a ZIP archive
            patterns of paths in lower case, in a compound file the names of streams.
        media_type: What such a file must state of itself; empty: nothing.
        marks: Finds what its cells show besides their values, by sheet; see `cell_marks`.
        large_sheets: Finds the sheets that are read in pieces.
    """

    name: str
    endings: tuple[str, ...]
    container: Container
    parts: tuple[str, ...] = ()
    media_type: str = ""
    marks: Callable[[bytes, Collection[str]], dict[str, SheetMarks]] = _no_marks
    large_sheets: Callable[[bytes], LargeSheets | None] = _read_at_once

    def is_told_by(self, paths: Iterable[str]) -> bool:
        """Whether an archive that holds these paths, in lower case, is of this format."""
        return any(re.fullmatch(part, path) for part in self.parts for path in paths)


# Those who look for marks are imported in the reader's process alone.
def _office_xml_marks(data: bytes, without: Collection[str]) -> dict[str, SheetMarks]:
    from alignment_desktop.importing.office_xml_marks import office_xml_marks

    return office_xml_marks(data, without)


def _large_office_xml(data: bytes) -> LargeSheets:
    from alignment_desktop.importing.sheet_pieces import LargeSheets

    return LargeSheets(data)


def _xls_marks(data: bytes, _: Collection[str]) -> dict[str, SheetMarks]:
    from alignment_desktop.importing.xls_marks import xls_marks

    return xls_marks(data)


def _xlsb_marks(data: bytes, _: Collection[str]) -> dict[str, SheetMarks]:
    from alignment_desktop.importing.xlsb_marks import xlsb_marks

    return xlsb_marks(data)


def _open_document_marks(data: bytes, _: Collection[str]) -> dict[str, SheetMarks]:
    from alignment_desktop.importing.open_document_marks import open_document_marks

    return open_document_marks(data)


TEXT = "text"
"""The name of the format of delimited text."""

FORMATS: dict[str, FileFormat] = {
    each.name: each
    for each in (
        FileFormat(
            name="xlsx",
            endings=(".xlsx", ".xlsm"),
            container=Container.ZIP,
            parts=(r"(?:.*/)?workbook\d*\.xml",),
            marks=_office_xml_marks,
            large_sheets=_large_office_xml,
        ),
        FileFormat(
            name="xls",
            endings=(".xls",),
            container=Container.COMPOUND,
            parts=("Workbook", "Book"),
            marks=_xls_marks,
        ),
        FileFormat(
            name="xlsb",
            endings=(".xlsb",),
            container=Container.ZIP,
            parts=(r"xl/workbook\.bin",),
            marks=_xlsb_marks,
        ),
        FileFormat(
            name="ods",
            endings=(".ods",),
            container=Container.ZIP,
            parts=(r"content\.xml",),
            media_type="application/vnd.oasis.opendocument.spreadsheet",
            marks=_open_document_marks,
        ),
        FileFormat(name=TEXT, endings=(".csv", ".tsv", ".txt"), container=Container.TEXT),
    )
}
"""Every format by its name, in the order in which they are offered."""


def file_endings() -> tuple[str, ...]:
    """How the names of files that can be read end, each with its point."""
    return tuple(ending for each in FORMATS.values() for ending in each.endings)


def formats_in(container: Container) -> list[FileFormat]:
    """The formats that come in a container."""
    return [each for each in FORMATS.values() if each.container is container]
