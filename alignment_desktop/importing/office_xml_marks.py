"""What an .xlsx workbook says of its cells besides their values.

Errors, formulas without a result, number formats, merged cells, what is hidden or struck out.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import IO
from xml.etree import ElementTree

from alignment_desktop.importing.byte_search import ByteBlock, pattern_of
from alignment_desktop.importing.cells import LARGEST_PART, ErrorText, FormulaText
from alignment_desktop.importing.number_formats import KNOWN_FORMATS, shown_by
from alignment_desktop.importing.sheet_marks import CellStyle, SheetMarks

_CHUNK = 1 << 20
_OVERLAP = 1 << 16
"""More than the longest cell with its formula."""
_ERROR_SIGNS = (b't="e"', b"t='e'")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)(?<!/)>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v(?:\s[^>]*)?>([^<]{1,32})<""",
    re.DOTALL,
)
_FORMULA_ALONE_SIGNS = (
    *(end + rest for end in (b"</f>", b"/>") for rest in (b"</c>", b"<v></v>", b"<v/>", b"<v ")),
    *(end + space for end in (b"</f>", b"</f><v>", b"/>") for space in (b" ", b"\n", b"\r")),
    *(b":f>", b":f ", b":f/"),
)
"""Where a formula has no result, one of these stands after it or, with a prefix, around it."""
_FORMULA_SIGNS = (b"<f", b":f")
_MERGED_SIGN = b"mergeCell "
_FORMULA_ALONE = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*)(?<!/)>\s*"""
    rb"""<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*"""
    rb"""(<(?:\w+:)?v(?:\s[^>]*)?(?:/>|>\s*</(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"""
)
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_TEXT_TYPE = re.compile(rb"""\bt=["']str["']""")
_FORMAT = re.compile(rb"""<(?:\w+:)?numFmt\s([^>]*)>""")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRUCK = re.compile(rb"""<(?:\w+:)?strike\b(?![^>]*\bval=["'](?:0|false)["'])""")
_FONT_NUMBER = re.compile(rb"""\bfontId=["'](\d{1,6})["']""")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref=["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']"""
)
_HIDDEN_SIGNS = (b'hidden="1"', b'hidden="true"', b"hidden='")
_SIGNS = (*_ERROR_SIGNS, *_FORMULA_SIGNS, _MERGED_SIGN, *_HIDDEN_SIGNS)
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d{1,7})["']"""
)
_HIDDEN_COLUMNS = re.compile(rb"""<(?:\w+:)?col\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_SPAN = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
_FORMAT_NUMBER = re.compile(rb"""\bnumFmtId=["'](\d{1,6})["']""")
_FORMAT_CODE = re.compile(rb"""\bformatCode=(?:"([^"]*)"|'([^']*)')""")

_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_MOST_STYLES = 200
"""A pattern of more styles would take longer to make than it saves."""

_Search = Callable[[bytes, SheetMarks], None]


def office_xml_marks(data: bytes, without: Collection[str] = ()) -> dict[str, SheetMarks]:
    """The marks of each sheet's cells, by the sheet's name.

    A file that has none pays for little more than being unpacked once more.

    Args:
        data: The workbook.
        without: The parts of the archive that are not looked through.

    Raises:
        zipfile.BadZipFile, KeyError, ElementTree.ParseError and others of damaged archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        search = MarkSearch(archive)
        parts = {
            name: found
            for name in archive.namelist()
            if "worksheets/" in name.lower() and name.lower().endswith(".xml")
            if name not in without and (found := _scan(archive, name, search))
        }
        sheets = sheet_parts(archive) if parts else {}
        return {name: parts[part] for name, part in sheets.items() if part in parts}


def _scan(archive: zipfile.ZipFile, name: str, search: MarkSearch) -> SheetMarks:
    """What is found in a part."""
    marks = search.of_book()
    with archive.open(name) as part:
        search.through(part, marks)
    return marks


class MarkSearch:
    """Finds marks in the bytes of a workbook's sheets."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Looks which styles of the workbook tell something of a cell."""
        self._searches: dict[str, _Search] = {pattern_of(_SIGNS): _note_marks}
        styles = _cell_styles(archive)
        if styles:
            some = "|".join(map(str, styles)) if len(styles) <= _MOST_STYLES else ""
            self._searches[f"s=[\"'](?:{some})"] = _search_of_styles(styles)

        self._from_1904 = _counts_from_1904(archive)

    def of_book(self) -> SheetMarks:
        """What the workbook says of each of its sheets."""
        return SheetMarks(days_from_1904=self._from_1904)

    def note(self, searched: ByteBlock, marks: SheetMarks) -> None:
        """Note what is found in a block that holds whole cells."""
        for signs, search in self._searches.items():
            if searched.has(signs):
                search(searched.block, marks)

    def through(self, part: IO[bytes], marks: SheetMarks, rest: bytes = b"") -> None:
        """Note what is found in a part, whatever its size.

        Args:
            part: Is read to its end.
            marks: Get what is found.
            rest: What was read of it before.
        """
        if rest:
            self.note(ByteBlock(rest), marks)
            rest = rest[-_OVERLAP:]
        while block := part.read(_CHUNK):
            block = rest + block
            self.note(ByteBlock(block), marks)
            # What stands in both is found twice, and noted in the same place.
            rest = block[-_OVERLAP:]


def _note_marks(block: bytes, marks: SheetMarks) -> None:
    _note_errors(block, marks)
    _note_formulas(block, marks)
    _note_merged(block, marks)
    _note_hidden(block, marks)


def _note_errors(block: bytes, marks: SheetMarks) -> None:
    if any(sign in block for sign in _ERROR_SIGNS):  # far cheaper than the pattern
        for cell in _ERROR.finditer(block):
            text = ErrorText(cell[2].decode("utf-8", "replace").strip())
            place = _place(cell[1])
            if text and place:
                marks.note(*place, text)


def _note_formulas(block: bytes, marks: SheetMarks) -> None:
    """Note formulas without a result; that of a text may be the empty one, which is a blank."""
    some = any(sign in block for sign in _FORMULA_SIGNS)  # each step is far cheaper than the next
    if some and any(sign in block for sign in _FORMULA_ALONE_SIGNS):
        for cell in _FORMULA_ALONE.finditer(block):
            place = _place(cell[1])
            if place and not (cell[3] and _TEXT_TYPE.search(cell[1])):
                written = html.unescape((cell[2] or b"").decode("utf-8", "replace"))
                marks.note(*place, FormulaText.of(written))


def _note_merged(block: bytes, marks: SheetMarks) -> None:
    if _MERGED_SIGN in block:
        for area in _MERGED.finditer(block):
            marks.note_merged(int(area[2]), int(area[3]), _column(area[1]))


def _note_hidden(block: bytes, marks: SheetMarks) -> None:
    if any(sign in block for sign in _HIDDEN_SIGNS):
        for row in _HIDDEN_ROW.finditer(block):
            marks.note_hidden_rows(int(row[1]), int(row[1]))
        for columns in _HIDDEN_COLUMNS.finditer(block):
            span = {each[1]: int(each[2]) for each in _SPAN.finditer(columns[1])}
            marks.note_hidden_columns(span.get(b"min", 1) - 1, span.get(b"max", 0) - 1)


def _search_of_styles(styles: Mapping[int, CellStyle]) -> _Search:
    """What notes the cells of certain styles that hold something."""
    numbers = b"|".join(b"%d" % style for style in styles)
    cells = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bs=["'](%b)["'][^>]*)(?<!/)>""" % numbers)

    def search(block: bytes, marks: SheetMarks) -> None:
        for cell in cells.finditer(block):
            place = _place(cell[1])
            if place:
                marks.note_style(*place, styles[int(cell[2])])

    return search


def _place(attributes: bytes) -> tuple[int, int] | None:
    """Row, from 1, and column, from 0; None where the cell does not say."""
    place = _PLACE.search(attributes)
    return (int(place[2]), _column(place[1])) if place else None


@lru_cache(maxsize=1 << 10)
def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column - 1


def _cell_styles(archive: zipfile.ZipFile) -> dict[int, CellStyle]:
    """The styles that tell something: their numbers, which cells refer to."""
    name = "xl/styles.xml"
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST_PART:
        return {}
    content = archive.read(name)
    formats = dict(KNOWN_FORMATS)
    for each in _FORMAT.finditer(content):
        number, code = _FORMAT_NUMBER.search(each[1]), _FORMAT_CODE.search(each[1])
        if number and code:
            written = (code[1] or code[2] or b"").decode("utf-8", "replace")
            shown = shown_by(html.unescape(written))
            if shown:
                formats[int(number[1])] = shown
    fonts = _FONTS.search(content)
    struck = {
        place
        for place, font in enumerate(_FONT.finditer(fonts[0] if fonts else b""))
        if _STRUCK.search(font[1] or b"")
    }
    styles = _STYLES.search(content)
    found = {}
    for place, style in enumerate(_STYLE.finditer(styles[0] if styles else b"")):
        number, font = _FORMAT_NUMBER.search(style[1]), _FONT_NUMBER.search(style[1])
        told = CellStyle(
            formats.get(int(number[1])) if number else None,
            font is not None and int(font[1]) in struck,
        )
        if not told.plain:
            found[place] = told
    return found


def _counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether a workbook says that its days count from the year 1904, as those of Macs did."""
    home = "xl/workbook.xml"
    return home in archive.namelist() and _FROM_1904.search(archive.read(home)) is not None


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet, and of the part of the archive that holds its cells.

    Raises:
        KeyError, ElementTree.ParseError: The archive lacks what says it, or that is damaged.
    """
    home = "xl/workbook.xml"
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {
        link.get("Id"): posixpath.normpath(
            posixpath.join("/", posixpath.dirname(home), link.get("Target", ""))
        ).lstrip("/")
        for link in links
    }
    sheets: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read(home)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link_id = next(
            (value for key, value in element.items() if key.rpartition("}")[2] == "id"), None
        )
        sheets[element.get("name", "")] = targets.get(link_id, "")
    return sheets
