"""Where the error cells of an .ods workbook are, which its reader shows as blank, text or zero."""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from alignment_desktop.importing.cells import LARGEST_PART, Errors, ErrorText

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]{3}")
_MARK = re.compile(rb">\s*(?:#[DNRV]|Err:[0-9])|value-type=[\"']error[\"']")
_CELLS = ("table-cell", "covered-table-cell")
_MOST_REPEATS = 1_000


def open_document_error_cells(data: bytes) -> dict[str, Errors]:
    """The error cells of each sheet, by the sheet's name.

    An error is a cell that is marked as one, as LibreOffice does, or a formula whose text is that
    of an error, as in older files; the same text without a formula is text.

    Raises:
        zipfile.BadZipFile, KeyError, expat.ExpatError and others of damaged archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo("content.xml").file_size > LARGEST_PART:
            return {}
        content = archive.read("content.xml")
    if not _MARK.search(content):  # far cheaper than to follow every cell
        return {}
    return _Places().read(content)


class _Places:
    """Follows rows and cells with their repeats, and notes the errors."""

    def __init__(self) -> None:
        self.found: dict[str, Errors] = {}
        self._sheet: str | None = None
        self._tables = 0
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._looked = False
        self._marked = False
        self._text: list[str] = []
        self._paragraph = False

    def read(self, content: bytes) -> dict[str, Errors]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        # Entities that stand for ever more entities are none of ours.
        parser.EntityDeclHandler = _refuse
        parser.Parse(content, True)
        return self.found

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(" ")[2]
        if name == "table":
            self._tables += 1
            if self._tables == 1:  # a table inside a cell is no sheet
                self._sheet = _attribute(attributes, "table", "name")
                self._row = 0
        elif self._tables != 1:
            return
        elif name == "table-row":
            self._rows = _times(attributes, "number-rows-repeated")
            self._column = 0
        elif name in _CELLS:
            self._columns = _times(attributes, "number-columns-repeated")
            self._marked = "error" in (
                _attribute(attributes, "calcext", "value-type"),
                _attribute(attributes, "office", "value-type"),
            )
            self._looked = self._marked or bool(_attribute(attributes, "table", "formula"))
            self._text = []
        elif name == "p" and self._looked:
            self._paragraph = True

    def _end(self, element: str) -> None:
        name = element.rpartition(" ")[2]
        if name == "table":
            self._tables -= 1
        elif self._tables != 1:
            return
        elif name == "p":
            self._paragraph = False
        elif name in _CELLS:
            if self._looked:
                self._note("".join(self._text).strip())
            self._looked = False
            self._column += self._columns
        elif name == "table-row":
            self._row += self._rows

    def _characters(self, text: str) -> None:
        if self._paragraph:
            self._text.append(text)

    def _note(self, text: str) -> None:
        if not (_ERROR.fullmatch(text) or (self._marked and text)) or self._sheet is None:
            return
        if self._rows * self._columns > _MOST_REPEATS:
            return
        errors = self.found.setdefault(self._sheet, {})
        for row in range(self._row + 1, self._row + self._rows + 1):
            for column in range(self._column, self._column + self._columns):
                errors.setdefault(row, {})[column] = ErrorText(text[:32])


def _attribute(attributes: dict[str, str], space: str, name: str) -> str | None:
    """An attribute's value; namespaces are known by how their addresses end."""
    for full, value in attributes.items():
        where, _, own = full.rpartition(" ")
        if own == name and f":{space}:" in f"{where}:":
            return value
    return None


def _times(attributes: dict[str, str], name: str) -> int:
    return max(int(_attribute(attributes, "table", name) or 1), 1)


def _refuse(*_: object) -> None:
    raise ValueError("an entity of its own")
