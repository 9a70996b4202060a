"""What an .xlsx workbook says of its cells besides their values: errors, formulas, per cents."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from xml.etree import ElementTree

from alignment_desktop.importing.cells import (
    LARGEST_PART,
    ErrorText,
    FormulaText,
    Mark,
    Marks,
    Shown,
    note,
)
from alignment_desktop.importing.number_formats import PERCENT_FORMATS, shown_by

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
_FORMAT_NUMBER = re.compile(rb"""\bnumFmtId=["'](\d{1,6})["']""")
_FORMAT_CODE = re.compile(rb"""\bformatCode=(?:"([^"]*)"|'([^']*)')""")

_Search = Callable[[bytes, Marks], None]


def office_xml_marks(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet's cells, by the sheet's name.

    A file that has none pays for little more than being unpacked once more.

    Raises:
        zipfile.BadZipFile, KeyError, ElementTree.ParseError and others of damaged archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        searches: list[_Search] = [_note_errors, _note_formulas]
        percents = _percent_styles(archive)
        if percents:
            searches.append(_search_of_percents(percents))
        parts = {
            name: found
            for name in archive.namelist()
            if "worksheets/" in name.lower() and name.lower().endswith(".xml")
            if (found := _scan(archive, name, searches))
        }
        return _by_sheet(archive, parts) if parts else {}


def _scan(archive: zipfile.ZipFile, name: str, searches: list[_Search]) -> Marks:
    marks: Marks = {}
    rest = b""
    with archive.open(name) as part:
        while block := part.read(_CHUNK):
            block = rest + block
            for search in searches:
                search(block, marks)
            # What stands in both is found twice, and noted in the same place.
            rest = block[-_OVERLAP:]
    return marks


def _note_errors(block: bytes, marks: Marks) -> None:
    if any(sign in block for sign in _ERROR_SIGNS):  # far cheaper than the pattern
        for cell in _ERROR.finditer(block):
            text = ErrorText(cell[2].decode("utf-8", "replace").strip())
            if text:
                _note(marks, cell[1], text)


def _note_formulas(block: bytes, marks: Marks) -> None:
    """Note formulas without a result; that of a text may be the empty one, which is a blank."""
    some = b"<f" in block or b":f" in block  # each step is far cheaper than the next
    if some and any(sign in block for sign in _FORMULA_ALONE_SIGNS):
        for cell in _FORMULA_ALONE.finditer(block):
            if not (cell[3] and _TEXT_TYPE.search(cell[1])):
                written = html.unescape((cell[2] or b"").decode("utf-8", "replace"))
                _note(marks, cell[1], FormulaText.of(written))


def _search_of_percents(percents: Mapping[int, Shown]) -> _Search:
    """What notes the cells of certain styles; only numbers among them will be shown so."""
    numbers = b"|".join(b"%d" % style for style in percents)
    cells = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bs=["'](%b)["'][^>]*)(?<!/)>""" % numbers)

    def search(block: bytes, marks: Marks) -> None:
        for cell in cells.finditer(block):
            _note(marks, cell[1], percents[int(cell[2])])

    return search


def _note(marks: Marks, attributes: bytes, mark: Mark) -> None:
    place = _PLACE.search(attributes)
    if place is None:
        return
    note(marks, int(place[2]), _column(place[1]), mark)


@lru_cache(maxsize=1 << 10)
def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column - 1


def _percent_styles(archive: zipfile.ZipFile) -> dict[int, Shown]:
    """The styles by which cells show a per cent: their numbers, which cells refer to."""
    name = "xl/styles.xml"
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST_PART:
        return {}
    content = archive.read(name)
    formats = dict(PERCENT_FORMATS)
    for each in _FORMAT.finditer(content):
        number, code = _FORMAT_NUMBER.search(each[1]), _FORMAT_CODE.search(each[1])
        if number and code:
            written = (code[1] or code[2] or b"").decode("utf-8", "replace")
            shown = shown_by(html.unescape(written))
            if shown:
                formats[int(number[1])] = shown
    styles = _STYLES.search(content)
    found = {}
    for place, style in enumerate(_STYLE.finditer(styles[0] if styles else b"")):
        number = _FORMAT_NUMBER.search(style[1])
        if number and int(number[1]) in formats:
            found[place] = formats[int(number[1])]
    return found


def _by_sheet(archive: zipfile.ZipFile, parts: dict[str, Marks]) -> dict[str, Marks]:
    home = "xl/workbook.xml"
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {
        link.get("Id"): posixpath.normpath(
            posixpath.join("/", posixpath.dirname(home), link.get("Target", ""))
        ).lstrip("/")
        for link in links
    }
    sheets: dict[str, Marks] = {}
    for element in ElementTree.fromstring(archive.read(home)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link_id = next(
            (value for key, value in element.items() if key.rpartition("}")[2] == "id"), None
        )
        marks = parts.get(targets.get(link_id, ""))
        if marks:
            sheets[element.get("name", "")] = marks
    return sheets
