"""What an .ods workbook says of its cells besides their values: errors, formulas, per cents."""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from alignment_desktop.importing.cells import (
    LARGEST_PART,
    ErrorText,
    FormulaText,
    Mark,
    Marks,
    Shown,
    note,
)

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]{3}")
_SIGN = re.compile(rb">\s*(?:#[DNRV]|Err:[0-9])|value-type=[\"'](?:error|percentage)[\"']")
_FORMULA = re.compile(rb"""<[^<>]*:formula=(?:"[^"]*"|'[^']*')[^<>]*>""")
_RESULT = re.compile(rb"""[:-]value=|value-type=["']string["']""")
_CELLS = ("table-cell", "covered-table-cell")
_LONGEST_ERROR = 32
_MOST_MARKS = 1_000_000
"""A cell may be repeated in millions of columns and rows."""


def open_document_marks(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet's cells, by the sheet's name.

    An error is a cell that is marked as one, as LibreOffice does, or a formula whose text is that
    of an error, as in older files; the same text without a formula is text. A formula without a
    result has neither a value nor a text, and is not said to result in a text, which may be empty.

    Raises:
        zipfile.BadZipFile, KeyError, expat.ExpatError and others of damaged archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo("content.xml").file_size > LARGEST_PART:
            return {}
        content = archive.read("content.xml")
    # Far cheaper than to follow every cell.
    if _SIGN.search(content) or any(
        not _RESULT.search(tag[0]) for tag in _FORMULA.finditer(content)
    ):
        return _Places().read(content)
    return {}


class _Places:
    """Follows rows and cells with their repeats, and notes the marks."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self._sheet: str | None = None
        self._tables = 0
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._left = _MOST_MARKS
        self._type: str | None = None
        self._formula: str | None = None
        self._valued = False
        self._text: list[str] = []
        self._paragraph = False

    def read(self, content: bytes) -> dict[str, Marks]:
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
            types = [_attribute(attributes, each, "value-type") for each in ("calcext", "office")]
            self._type = "error" if "error" in types else types[1]
            self._formula = _attribute(attributes, "table", "formula")
            self._valued = any(full.rpartition(" ")[2].endswith("value") for full in attributes)
            self._text = []
        elif name == "p":
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
            mark = self._mark("".join(self._text).strip())
            if mark:
                self._note(mark)
            self._column += self._columns
        elif name == "table-row":
            self._row += self._rows

    def _characters(self, text: str) -> None:
        if self._paragraph:
            self._text.append(text)

    def _mark(self, text: str) -> Mark | None:
        if self._type == "percentage":
            return Shown.PERCENT
        if self._type == "error" and text:
            return ErrorText(text[:_LONGEST_ERROR])
        if self._formula is None:
            return None
        if _ERROR.fullmatch(text):
            return ErrorText(text)
        stored = text or self._valued or self._type == "string"
        return None if stored else FormulaText.of(self._formula.partition(":")[2])

    def _note(self, mark: Mark) -> None:
        self._left -= self._rows * self._columns
        if self._left < 0 or self._sheet is None:
            return
        marks = self.found.setdefault(self._sheet, {})
        for row in range(self._row + 1, self._row + self._rows + 1):
            for column in range(self._column, self._column + self._columns):
                note(marks, row, column, mark)


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
