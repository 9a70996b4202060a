"""Where the error cells of .xls and .xlsb workbooks are, which their reader shows as blank.

Only the records that place a row, a sheet or an error are looked at ([MS-XLS], [MS-XLSB]). What
cannot be followed ends the search: errors found until then are kept, the other cells stay blank.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from alignment_desktop.importing.cells import LARGEST_PART, Errors, ErrorText
from alignment_desktop.importing.compound_file import CompoundFile

_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
# Records of .xls
_BOF, _EOF, _BOUND_SHEET, _CODE_PAGE, _FORMULA, _BOOL_OR_ERROR = (
    0x0809, 0x000A, 0x0085, 0x0042, 0x0006, 0x0205,
)  # fmt: skip
_WORKSHEET, _VERSION_8 = 0, 0x0600
# Records of .xlsb
_ROW_HEADER, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE_SHEET = 0, 3, 11, 156


def xls_error_cells(data: bytes) -> dict[str, Errors]:
    """The error cells of each sheet of an .xls workbook, by the sheet's name.

    Raises:
        struct.error, Problem, ValueError: Where the container is damaged.
    """
    stream = CompoundFile(data).stream("Workbook", "Book")
    if not stream:
        return {}
    found = {}
    for name, start in _bound_sheets(stream):
        errors: Errors = {}
        for kind, at, size in _xls_records(stream, start):
            if kind == _BOOL_OR_ERROR and size >= 8 and stream[at + 7] == 1:
                row, column = struct.unpack_from("<2H", stream, at)
                _note(errors, row, column, stream[at + 6])
            # A formula's result is eight bytes; the last two tell that it is no number.
            elif (
                kind == _FORMULA
                and size >= 14
                and stream[at + 12 : at + 14] == b"\xff\xff"
                and stream[at + 6] == 2
            ):
                row, column = struct.unpack_from("<2H", stream, at)
                _note(errors, row, column, stream[at + 8])
        if errors:
            found[name] = errors
    return found


def _bound_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Names of the worksheets, and where they begin."""
    version, encoding = 0, "cp1252"
    for kind, at, size in _xls_records(stream, 0):
        if kind == _BOF and not version:
            version = struct.unpack_from("<H", stream, at)[0]
        elif kind == _CODE_PAGE:
            page = struct.unpack_from("<H", stream, at)[0]
            encoding = {
                10000: "mac_roman",
                10029: "mac_latin2",
                32768: "mac_roman",
                32769: "cp1252",
            }.get(page, f"cp{page}")
        elif kind == _BOUND_SHEET and size > 7 and stream[at + 5] == _WORKSHEET:
            start, count = struct.unpack_from("<I", stream, at)[0], stream[at + 6]
            if version != _VERSION_8:
                yield stream[at + 7 : at + 7 + count].decode(encoding), start
            elif stream[at + 7] & 1:
                yield stream[at + 8 : at + 8 + 2 * count].decode("utf-16-le"), start
            else:
                yield stream[at + 8 : at + 8 + count].decode("latin-1"), start


def _xls_records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
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


def xlsb_error_cells(data: bytes) -> dict[str, Errors]:
    """The error cells of each sheet of an .xlsb workbook, by the sheet's name.

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
        found = {}
        names = set(archive.namelist())
        for name, link_id in _bundle_sheets(archive.read("xl/workbook.bin")):
            part = targets.get(link_id)
            if part in names and archive.getinfo(part).file_size <= LARGEST_PART:
                errors = _sheet_errors(archive.read(part))
                if errors:
                    found[name] = errors
        return found


def _bundle_sheets(part: bytes) -> Iterator[tuple[str, str]]:
    """Name and link of each sheet."""
    for kind, at, _ in _xlsb_records(part):
        if kind == _BUNDLE_SHEET:
            link_id, after = _wide_string(part, at + 8)
            yield _wide_string(part, after)[0], link_id


def _wide_string(part: bytes, at: int) -> tuple[str, int]:
    count = struct.unpack_from("<I", part, at)[0]
    if count == 0xFFFFFFFF:  # none
        return "", at + 4
    end = at + 4 + 2 * count
    return part[at + 4 : end].decode("utf-16-le"), end


def _sheet_errors(part: bytes) -> Errors:
    errors: Errors = {}
    row = 0
    for kind, at, size in _xlsb_records(part):
        if kind == _ROW_HEADER and size >= 4:
            row = struct.unpack_from("<I", part, at)[0]
        elif kind in (_CELL_ERROR, _FORMULA_ERROR) and size >= 9:
            _note(errors, row, struct.unpack_from("<I", part, at)[0], part[at + 8])
    return errors


def _xlsb_records(part: bytes) -> Iterator[tuple[int, int, int]]:
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


def _note(errors: Errors, row: int, column: int, code: int) -> None:
    """Note an error at a row and column that are counted from 0."""
    text = _TEXTS.get(code)
    if text and column < 1 << 14:
        errors.setdefault(row + 1, {})[column] = ErrorText(text)
