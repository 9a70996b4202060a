"""What an .xlsb workbook says of its cells besides their values.

Errors, number formats, merged cells, what is hidden or struck out. Only the records that place
these are looked at ([MS-XLSB]). What cannot be followed ends the search, and the other cells stay
as they were read.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from alignment_desktop.importing.cells import ERROR_TEXTS, LARGEST_PART, ErrorText
from alignment_desktop.importing.number_formats import KNOWN_FORMATS, shown_by
from alignment_desktop.importing.sheet_marks import CellStyle, SheetMarks, in_books_of_1904

_ROW_HEADER, _BUNDLE_SHEET = 0, 156
_PROPERTIES, _FROM_1904 = 153, 0x01
_ERRORS = (3, 11)
"""An error, and a formula that results in one."""
_STYLED = (2, 4, 5, 6, 7, 8, 9, 10)
"""Numbers, truths and texts, and formulas that result in one: with column and style first."""
_COLUMNS, _MERGED = 60, 176
_FORMAT, _FONT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 43, 47, 617, 618
_ROW_HIDDEN, _COLUMN_HIDDEN, _STRUCK = 0x10, 0x01, 0x08


def xlsb_marks(data: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet's cells, by the sheet's name.

    Raises:
        zipfile.BadZipFile, KeyError, ValueError, struct.error, ElementTree.ParseError and others
            of damaged archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
        targets = {
            link.get("Id"): posixpath.join("/xl", link.get("Target", "")).lstrip("/")
            for link in links
        }
        styles = _part(archive, "xl/styles.bin")
        told = _cell_styles(styles)
        found = {}
        book = archive.read("xl/workbook.bin")
        names = list(_bundle_sheets(book))
        for name, link_id in names:
            marks = _sheet_marks(_part(archive, targets.get(link_id, "")), told)
            if marks:
                found[name] = marks
        if any(kind == _PROPERTIES and book[at] & _FROM_1904 for kind, at, _ in _records(book)):
            return in_books_of_1904(found, [name for name, _ in names])
        return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's content; nothing where there is no such part, or one that is too large."""
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST_PART:
        return b""
    return archive.read(name)


def _cell_styles(part: bytes) -> dict[int, CellStyle]:
    """The styles that tell something: their numbers, which cells refer to."""
    formats = dict(KNOWN_FORMATS)
    fonts: list[bool] = []
    styles: list[tuple[int, int]] = []
    inside = False
    for kind, at, size in _records(part):
        if kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _FORMAT:
            shown = shown_by(_wide_string(part, at + 2)[0])
            if shown:
                formats[struct.unpack_from("<H", part, at)[0]] = shown
        elif kind == _FONT and size > 3:
            fonts.append(bool(part[at + 2] & _STRUCK))
        elif kind == _STYLE and inside:
            styles.append(struct.unpack_from("<2H", part, at + 2))
    found = {}
    for place, (number, font) in enumerate(styles):
        style = CellStyle(formats.get(number), font < len(fonts) and fonts[font])
        if not style.plain:
            found[place] = style
    return found


def _bundle_sheets(part: bytes) -> Iterator[tuple[str, str]]:
    """Name and link of each sheet."""
    for kind, at, _ in _records(part):
        if kind == _BUNDLE_SHEET:
            link_id, after = _wide_string(part, at + 8)
            yield _wide_string(part, after)[0], link_id


def _wide_string(part: bytes, at: int) -> tuple[str, int]:
    count = struct.unpack_from("<I", part, at)[0]
    if count == 0xFFFFFFFF:  # none
        return "", at + 4
    end = at + 4 + 2 * count
    return part[at + 4 : end].decode("utf-16-le"), end


def _sheet_marks(part: bytes, styles: Mapping[int, CellStyle]) -> SheetMarks:
    marks = SheetMarks()
    row = 0
    for kind, at, size in _records(part):
        if kind == _ROW_HEADER and size >= 4:
            row = struct.unpack_from("<I", part, at)[0]
            # After row, style and height come two bytes of flags.
            if size > 11 and part[at + 11] & _ROW_HIDDEN:
                marks.note_hidden_rows(row + 1, row + 1)
        elif kind in _ERRORS and size >= 9:
            text = ERROR_TEXTS.get(part[at + 8])
            if text:
                marks.note(row + 1, struct.unpack_from("<I", part, at)[0], ErrorText(text))
        elif kind in _STYLED and styles and size >= 8:
            column, style = struct.unpack_from("<2I", part, at)
            told = styles.get(style & 0xFFFFFF)  # the fourth byte has other flags
            if told:
                marks.note_style(row + 1, column, told)
        elif kind == _COLUMNS and size >= 18 and part[at + 16] & _COLUMN_HIDDEN:
            marks.note_hidden_columns(*struct.unpack_from("<2I", part, at))
        elif kind == _MERGED and size >= 16:
            first, last, column, _ = struct.unpack_from("<4I", part, at)
            marks.note_merged(first + 1, last + 1, column)
    return marks


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of the records; both numbers come in groups of seven bits."""
    at, end = 0, len(part)
    while at + 1 < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = 0
        for group in range(4):
            if at >= end:
                return
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << 7 * group
            if not byte & 0x80:
                break
        if at + size > end:
            return
        yield kind, at, size
        at += size
