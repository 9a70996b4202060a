"""What an .ods workbook says of its cells besides their values.

Errors, formulas without a result, number formats, merged cells, what is hidden or struck out.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from alignment_desktop.importing.cells import LARGEST_PART, ErrorText, FormulaText
from alignment_desktop.importing.number_formats import scaled_by
from alignment_desktop.importing.numbers import is_currency_sign
from alignment_desktop.importing.sheet_marks import (
    CellStyle,
    Money,
    SheetMarks,
    Shown,
    Style,
    ZeroPadded,
)

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]{3}")
_SIGN = re.compile(
    rb""">\s*(?:#[DNRV]|Err:[0-9])|value-type=["'](?:error|percentage|currency)["']|"""
    rb"""min-integer-digits=["'](?:[2-9]|\d\d)|line-through-style=["'](?!none)|"""
    rb"""rows-spanned=["'](?:[2-9]|\d\d)|visibility=["'](?:collapse|filter)"""
)
_FORMULA = re.compile(rb"""<[^<>]*:formula=(?:"[^"]*"|'[^']*')[^<>]*>""")
_RESULT = re.compile(rb"""[:-]value=|value-type=["']string["']""")
_CELLS = ("table-cell", "covered-table-cell")
_LONGEST_ERROR = 32
_MOST_COLUMNS = 1 << 14
_MOST_ZEROS = 40
_MOST_MARKS = 1_000_000
"""A cell may be repeated in millions of columns and rows."""


def open_document_marks(data: bytes) -> dict[str, SheetMarks]:
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
        self.found: dict[str, SheetMarks] = {}
        self._sheet = ""
        self._tables = 0
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._left = _MOST_MARKS
        self._type: str | None = None
        self._formula: str | None = None
        self._currency = ""
        self._valued = False
        self._text: list[str] = []
        self._paragraph = False
        self._styles = _Styles()
        self._defaults: list[str] = []
        self._row_default = ""
        self._style = ""

    def read(self, content: bytes) -> dict[str, SheetMarks]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        # Entities that stand for ever more entities are none of ours.
        parser.EntityDeclHandler = _refuse
        parser.Parse(content, True)
        return {name: marks for name, marks in self.found.items() if name}

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(" ")[2]
        if name == "table":
            self._tables += 1
            if self._tables == 1:  # a table inside a cell is no sheet
                self._sheet = _attribute(attributes, "table", "name") or ""
                self._row, self._defaults = 0, []
        elif self._tables == 0:
            self._styles.start(name, attributes)
        elif self._tables != 1:
            return
        elif name == "table-column":
            self._take_column(attributes)
        elif name == "table-row":
            self._begin_row(attributes)
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif name == "p":
            self._paragraph = True

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows = _times(attributes, "number-rows-repeated")
        self._column = 0
        self._row_default = _attribute(attributes, "table", "default-cell-style-name") or ""
        if _is_hidden(attributes):
            self._marks().note_hidden_rows(self._row + 1, self._row + self._rows)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._style = _attribute(attributes, "table", "style-name") or ""
        spanned = _times(attributes, "number-rows-spanned")
        if spanned > 1:
            self._marks().note_merged(self._row + 1, self._row + spanned, self._column)
        self._columns = _times(attributes, "number-columns-repeated")
        types = [_attribute(attributes, each, "value-type") for each in ("calcext", "office")]
        self._type = "error" if "error" in types else types[1]
        self._currency = (_attribute(attributes, "office", "currency") or "").upper()
        self._formula = _attribute(attributes, "table", "formula")
        self._valued = any(full.rpartition(" ")[2].endswith("value") for full in attributes)
        self._text = []

    def _end(self, element: str) -> None:
        name = element.rpartition(" ")[2]
        if name == "table":
            self._tables -= 1
        elif self._tables == 0:
            self._styles.end(name)
        elif self._tables != 1:
            return
        elif name == "p":
            self._paragraph = False
        elif name in _CELLS:
            text = "".join(self._text).strip()
            mark = self._mark(text)
            style = self._cell_style() if text or self._valued else CellStyle()
            if mark or not style.plain:
                self._note(mark, style)
            self._column += self._columns
        elif name == "table-row":
            self._row += self._rows

    def _characters(self, text: str) -> None:
        if self._paragraph:
            self._text.append(text)
        elif self._tables == 0:
            self._styles.take(text)

    def _take_column(self, attributes: dict[str, str]) -> None:
        """What holds for the cells of columns, and whether these are hidden."""
        first, times = len(self._defaults), _times(attributes, "number-columns-repeated")
        style = _attribute(attributes, "table", "default-cell-style-name") or ""
        self._defaults += [style] * min(times, _MOST_COLUMNS - first)
        if _is_hidden(attributes):
            self._marks().note_hidden_columns(first, first + times - 1)

    def _cell_style(self) -> CellStyle:
        of_column = self._defaults[self._column : self._column + 1] or [""]
        style = self._styles.of(self._style or self._row_default or of_column[0])
        if self._type == "percentage":
            return CellStyle(Shown.PERCENT, style.struck)
        if self._currency and is_currency_sign(self._currency):
            return CellStyle(Money(self._currency), style.struck)
        return style if self._type == "float" else CellStyle(None, style.struck)

    def _mark(self, text: str) -> ErrorText | FormulaText | None:
        if self._type == "error" and text:
            return ErrorText(text[:_LONGEST_ERROR])
        if self._formula is None:
            return None
        if _ERROR.fullmatch(text):
            return ErrorText(text)
        stored = text or self._valued or self._type == "string"
        return None if stored else FormulaText.of(self._formula.partition(":")[2])

    def _note(self, mark: ErrorText | FormulaText | None, style: CellStyle) -> None:
        self._left -= self._rows * self._columns
        if self._left < 0:
            return
        marks = self._marks()
        for row in range(self._row + 1, self._row + self._rows + 1):
            for column in range(self._column, self._column + self._columns):
                if mark:
                    marks.note(row, column, mark)
                marks.note_style(row, column, style)

    def _marks(self) -> SheetMarks:
        # A sheet without a name is one that no reader reads.
        return self.found.setdefault(self._sheet, SheetMarks())


class _Styles:
    """The styles of cells, which stand before the sheets, and the number formats that they name."""

    def __init__(self) -> None:
        self._formats: dict[str, Style] = {}
        self._styles: dict[str, tuple[str, bool]] = {}
        self._name = ""
        self._format: list[str] | None = None
        self._behind: str | None = None

    def of(self, name: str) -> CellStyle:
        """What a style tells."""
        format_, struck = self._styles.get(name, ("", False))
        return CellStyle(self._formats.get(format_), struck)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the styles begins."""
        if name == "style":
            self._name = _attribute(attributes, "style", "name") or ""
            format_ = _attribute(attributes, "style", "data-style-name") or ""
            self._styles[self._name] = format_, False
        elif name == "text-properties" and self._name in self._styles:
            line = _attribute(attributes, "style", "text-line-through-style")
            struck = line not in (None, "none")
            self._styles[self._name] = self._styles[self._name][0], struck
        elif name == "number-style":
            self._name = _attribute(attributes, "style", "name") or ""
            self._format, self._behind = [], None
        elif name == "number" and self._format is not None:
            digits = _attribute(attributes, "datastyle", "min-integer-digits") or "1"
            whole = (_attribute(attributes, "datastyle", "decimal-places") or "0") == "0"
            grouped = _attribute(attributes, "datastyle", "grouping") == "true"
            padded = whole and not grouped and digits.isdecimal() and 1 < int(digits) < _MOST_ZEROS
            self._format.append("0" * int(digits) if padded else "")
            divided = _attribute(attributes, "datastyle", "display-factor") not in (None, "1")
            self._behind = None if divided else ""

    def take(self, text: str) -> None:
        """Letters between the elements: in a number format they are shown."""
        if self._format is not None and self._behind is not None:
            self._behind += text
        if self._format is not None and text.strip():
            self._format.append("" if any(letter.isdigit() for letter in text) else text)

    def end(self, name: str) -> None:
        """An element of the styles ends."""
        if name == "number-style" and self._format is not None:
            parts = tuple(self._format)
            if "" not in parts and any(not part.strip("0") for part in parts):
                self._formats[self._name] = ZeroPadded(parts)
            elif scaled := scaled_by(self._behind or ""):
                self._formats[self._name] = scaled
            self._format = None


def _is_hidden(attributes: dict[str, str]) -> bool:
    return _attribute(attributes, "table", "visibility") in ("collapse", "filter")


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
