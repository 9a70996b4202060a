"""What an .xls workbook says of its cells besides their values.

Errors, formulas without a result, number formats, merged cells, what is hidden or struck out. Only
the records that place these are looked at ([MS-XLS]). What cannot be followed ends the search:
marks found until then are kept, other cells stay as read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import field

from alignment_desktop.importing.cells import ERROR_TEXTS, ErrorText, FormulaText
from alignment_desktop.importing.compound_file import CompoundFile
from alignment_desktop.importing.number_formats import KNOWN_FORMATS, shown_by
from alignment_desktop.importing.sheet_marks import CellStyle, SheetMarks, Style, in_books_of_1904
from alignment_desktop.values import dataclass

_BOF, _EOF, _BOUND_SHEET, _CODE_PAGE = 0x0809, 0x000A, 0x0085, 0x0042
_FROM_1904 = 0x0022
_FORMAT, _FONT, _STYLE = 0x041E, 0x0031, 0x00E0
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_FORMULA, _BOOL_OR_ERROR, _TEXT_RESULT = 0x0006, 0x0205, 0x0207
_STYLED = (0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6)
"""A number, one of few digits, and texts: all begin with row, column and style."""
_SEVERAL_NUMBERS = 0x00BD
_OF_THE_FORMULA = (0x0221, 0x04BC, 0x0236)
"""What may stand between a formula and the text that it results in."""
_WORKSHEET, _VERSION_8 = 0, 0x0600
_RESULT_TEXT, _RESULT_ERROR = 0, 2
_ROW_HIDDEN, _COLUMN_HIDDEN, _STRUCK = 0x20, 0x01, 0x08
_NO_FONT = 4
"""There is no font of this number: those after it are counted one higher than they stand."""
_CODE_PAGES = {
    10000: "mac_roman",
    10029: "mac_latin2",
    32768: "mac_roman",
    32769: "cp1252",
}


def xls_marks(data: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet's cells, by the sheet's name.

    Raises:
        struct.error, Problem, ValueError: Where the container is damaged.
    """
    stream = CompoundFile(data).stream("Workbook", "Book")
    if not stream:
        return {}
    book = _Book()
    for kind, at, size in _records(stream, 0):
        book.take(stream, kind, at, size)
    found = {}
    for name, start in book.sheets:
        marks = _Sheet(stream, book.cell_styles()).read(start)
        if marks:
            found[name] = marks
    names = [name for name, _ in book.sheets]
    return in_books_of_1904(found, names) if book.from_1904 else found


@dataclass
class _Book:
    """What stands before the sheets: their names and places, and the styles of cells."""

    version: int = 0
    from_1904: bool = False
    encoding: str = "cp1252"
    sheets: list[tuple[str, int]] = field(default_factory=list)
    formats: dict[int, Style] = field(default_factory=lambda: dict(KNOWN_FORMATS))
    fonts: list[bool] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=list)

    def take(self, stream: bytes, kind: int, at: int, size: int) -> None:
        if kind == _BOF and not self.version:
            self.version = struct.unpack_from("<H", stream, at)[0]
        elif kind == _FROM_1904 and size > 1:
            self.from_1904 = stream[at] == 1
        elif kind == _CODE_PAGE:
            page = struct.unpack_from("<H", stream, at)[0]
            self.encoding = _CODE_PAGES.get(page, f"cp{page}")
        elif kind == _BOUND_SHEET and size > 7 and stream[at + 5] == _WORKSHEET:
            start = struct.unpack_from("<I", stream, at)[0]
            self.sheets.append((self._text(stream, at + 7, stream[at + 6]), start))
        elif kind == _FORMAT and size > 4:
            self._take_format(stream, at)
        elif kind == _FONT and size > 3:
            self.fonts.append(bool(stream[at + 2] & _STRUCK))
        elif kind == _STYLE:
            self.styles.append(struct.unpack_from("<2H", stream, at))

    def cell_styles(self) -> dict[int, CellStyle]:
        """The styles that tell something: their numbers, which cells refer to."""
        found = {}
        for place, (font, number) in enumerate(self.styles):
            stands = font - (font > _NO_FONT)
            struck = stands < len(self.fonts) and self.fonts[stands]
            style = CellStyle(self.formats.get(number), struck)
            if not style.plain:
                found[place] = style
        return found

    def _take_format(self, stream: bytes, at: int) -> None:
        number = struct.unpack_from("<H", stream, at)[0]
        if self.version == _VERSION_8:
            code = self._text(stream, at + 4, struct.unpack_from("<H", stream, at + 2)[0])
        else:
            code = self._text(stream, at + 3, stream[at + 2])
        shown = shown_by(code)
        if shown:
            self.formats[number] = shown

    def _text(self, stream: bytes, at: int, count: int) -> str:
        """A text of `count` letters, before which newer versions say how wide they are."""
        if self.version != _VERSION_8:
            return stream[at : at + count].decode(self.encoding)
        if stream[at] & 1:
            return stream[at + 1 : at + 1 + 2 * count].decode("utf-16-le")
        return stream[at + 1 : at + 1 + count].decode("latin-1")


class _Sheet:
    """Follows the records of a sheet, and notes the marks."""

    def __init__(self, stream: bytes, styles: dict[int, CellStyle]) -> None:
        self.marks = SheetMarks()
        self._stream = stream
        self._styles = styles
        self._awaited: tuple[int, int] | None = None

    def read(self, start: int) -> SheetMarks:
        for kind, at, size in _records(self._stream, start):
            if kind not in _OF_THE_FORMULA:
                self._settle(kind)
            if kind == _FORMULA and size >= 14:
                self._formula(at)
            elif kind == _BOOL_OR_ERROR and size >= 8 and self._stream[at + 7] == 1:
                self._error(at, self._stream[at + 6])
            elif kind == _ROW and size >= 16 and self._stream[at + 12] & _ROW_HIDDEN:
                row = struct.unpack_from("<H", self._stream, at)[0] + 1
                self.marks.note_hidden_rows(row, row)
            elif kind == _COLUMNS and size >= 10 and self._stream[at + 8] & _COLUMN_HIDDEN:
                self.marks.note_hidden_columns(*struct.unpack_from("<2H", self._stream, at))
            elif kind == _MERGED and size >= 2:
                self._merged(at, size)
            elif self._styles and size >= 8:
                self._styled(kind, at, size)
        self._settle(_EOF)
        return self.marks

    def _merged(self, at: int, size: int) -> None:
        count = min(struct.unpack_from("<H", self._stream, at)[0], (size - 2) // 8)
        for place in range(count):
            first, last, column, _ = struct.unpack_from("<4H", self._stream, at + 2 + 8 * place)
            self.marks.note_merged(first + 1, last + 1, column)

    def _settle(self, kind: int) -> None:
        """Note a formula whose text is awaited, where another kind of record follows."""
        if self._awaited and kind != _TEXT_RESULT:
            self.marks.note(*self._awaited, FormulaText.of(""))
        self._awaited = None

    def _formula(self, at: int) -> None:
        self._cell(at)
        # A formula's result is eight bytes; the last two tell that it is no number.
        if self._stream[at + 12 : at + 14] != b"\xff\xff":
            return
        if self._stream[at + 6] == _RESULT_ERROR:
            self._error(at, self._stream[at + 8])
        elif self._stream[at + 6] == _RESULT_TEXT:
            row, column = struct.unpack_from("<2H", self._stream, at)
            self._awaited = row + 1, column

    def _error(self, at: int, code: int) -> None:
        row, column = struct.unpack_from("<2H", self._stream, at)
        if code in ERROR_TEXTS:
            self.marks.note(row + 1, column, ErrorText(ERROR_TEXTS[code]))

    def _styled(self, kind: int, at: int, size: int) -> None:
        if kind in _STYLED:
            self._cell(at)
        elif kind == _SEVERAL_NUMBERS:
            row, first = struct.unpack_from("<2H", self._stream, at)
            for place in range((size - 6) // 6):
                style = struct.unpack_from("<H", self._stream, at + 4 + 6 * place)[0]
                if style in self._styles:
                    self.marks.note_style(row + 1, first + place, self._styles[style])

    def _cell(self, at: int) -> None:
        row, column, style = struct.unpack_from("<3H", self._stream, at)
        if style in self._styles:
            self.marks.note_style(row + 1, column, self._styles[style])


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of the records up to the end of a part; charts inside are passed."""
    depth, end = 0, len(stream) - 4
    header = struct.Struct("<2H").unpack_from
    while 0 <= at <= end:
        kind, size = header(stream, at)
        if at + 4 + size > len(stream):
            return
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth <= 1:
            yield kind, at + 4, size
        at += 4 + size
