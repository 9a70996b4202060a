"""Small spreadsheet files of every format, made byte by byte where nothing here writes them."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.reading import leave_answer
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook, collected


class Percent(NamedTuple):
    """A number that its cell shows as a per cent, by one of the formats below."""

    value: float
    style: int = 1


class Formula(NamedTuple):
    """A formula whose result is not stored."""

    text: str


FORMATS = {1: "0%", 2: '0.0%;[Red]"%" -0.0%', 3: '0.00"%"', 4: "0.000"}
"""Styles of cells and their number formats; the third writes the sign and does not multiply."""
Value = str | float | bool | Percent | Formula | None
Errors = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}
"""The texts that the makers below write as error cells, with their codes in binary formats."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cells(sheet: RawSheet) -> list[tuple[int, list[tuple[str | None, int]]]]:
    """Row numbers, and the text and kind of each cell."""
    return [
        (row[0], list(zip(row[1::2], row[2::2], strict=True))) for row in sheet.frame.iter_rows()
    ]


def read_here(path: Path) -> RawWorkbook:
    """What the reader's process makes of a file, without the process.

    Raises:
        Problem: As `read_workbook` does.
    """
    with tempfile.TemporaryDirectory() as folder:
        assert leave_answer(path, Path(folder)) == 0
        try:
            return collected(path, Path(folder))
        except Problem as problem:
            raise problem.with_facts(file=path.name) from problem.__cause__


def xlsx(path: Path, **sheets: Mapping[str, Any]) -> Path:
    """An .xlsx workbook; each sheet is given by its cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, contents in sheets.items():
        sheet = book.create_sheet(name)
        for place, value in contents.items():
            if isinstance(value, Percent):
                sheet[place] = value.value
                sheet[place].number_format = FORMATS[value.style]
            else:
                sheet[place] = f"={value.text}" if isinstance(value, Formula) else value
    book.save(path)
    return path


def with_part(path: Path, name: str, change: Callable[[str], str]) -> Path:
    """Change the text of one part of a zipped workbook."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read(name).decode()
    return with_bytes(path, name, change(text).encode())


def with_bytes(path: Path, name: str, content: bytes) -> Path:
    """Replace one part of a zipped workbook, or add it."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, written in parts.items():
            archive.writestr(part, written)
    return path


def with_sheet_xml(path: Path, change: Callable[[str], str]) -> Path:
    """Change the XML of the first sheet of an .xlsx workbook."""
    return with_part(path, "xl/worksheets/sheet1.xml", change)


def big_text(path: Path, megabytes: int) -> Path:
    """Delimited text of many like rows."""
    line = b"00Q0001,Jane Doe,jane@example.com,2026-10-03,1234.5\n"
    path.write_bytes(line * (megabytes * 1_000_000 // len(line)))
    return path


# .xls -------------------------------------------------------------------------------------------


def xls(path: Path, rows: Sequence[Sequence[Value]], *, formulas: bool = False) -> Path:
    """An .xls workbook of one sheet; errors are results of formulas where asked for."""
    path.write_bytes(compound_file("Workbook", _xls_stream(rows, formulas=formulas)))
    return path


def compound_file(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, in sectors of 512 bytes."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    chain = [table, end, *range(3, count + 2), end]
    assert len(chain) <= 128
    following = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(called: str, kind: int, child: int, start: int, size: int) -> bytes:
        written = (called + "\0").encode("utf-16-le")
        names = written.ljust(64, b"\0") + struct.pack(
            "<H2B3I", len(written), kind, 1, free, free, child
        )
        return names.ljust(116, b"\0") + struct.pack("<2IQ", start, size, 0)[:12]

    directory = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream))
    return header + following + directory.ljust(512, b"\0") + stream


def xls_record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xls workbook."""
    return struct.pack("<2H", kind, len(content)) + content


def xls_stream(*cells: bytes) -> bytes:
    """The stream of an .xls workbook with one sheet, of these records of cells."""
    begin = struct.pack("<6H4x", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0)
    name = "Leads"
    globals_ = xls_record(0x0809, begin)
    for style, code in FORMATS.items():
        shown = struct.pack("<2HB", 200 + style, len(code), 0) + code.encode()
        globals_ += xls_record(0x041E, shown)
    for style in (0, 9, 202, 203, 204):
        globals_ += xls_record(0x00E0, struct.pack("<2H16x", 0, style))
    at = len(globals_) + 4 + 8 + len(name) + 4
    globals_ += xls_record(0x0085, struct.pack("<I4B", at, 0, 0, len(name), 0) + name.encode())
    globals_ += xls_record(0x000A)
    sheet = xls_record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    return globals_ + sheet + b"".join(cells) + xls_record(0x000A)


def _xls_stream(rows: Sequence[Sequence[Value]], *, formulas: bool) -> bytes:
    return xls_stream(
        *(
            _xls_cell(row, column, value, formulas)
            for row, values in enumerate(rows)
            for column, value in enumerate(values)
            if value is not None
        )
    )


def _xls_cell(row: int, column: int, value: Value, formulas: bool) -> bytes:
    place = struct.pack("<3H", row, column, value.style if isinstance(value, Percent) else 0)
    if isinstance(value, Formula):
        # The result is said to be a text, and none follows.
        return xls_formula(place, bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]))
    if isinstance(value, bool):
        return xls_record(0x0205, place + bytes([value, 0]))
    if isinstance(value, Percent | float | int):
        number = value.value if isinstance(value, Percent) else value
        return xls_record(0x0203, place + struct.pack("<d", number))
    code = Errors.get(value or "")
    if code is None:
        text = (value or "").encode("utf-16-le")
        return xls_record(0x0204, place + struct.pack("<HB", len(value or ""), 1) + text)
    if formulas:
        return xls_formula(place, bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF]))
    return xls_record(0x0205, place + bytes([code, 1]))


def xls_formula(place: bytes, result: bytes) -> bytes:
    """A formula's record with the eight bytes of its result."""
    return xls_record(0x0006, place + result + bytes(6) + struct.pack("<HBB", 2, 0x1C, 0))


# .xlsb ------------------------------------------------------------------------------------------


def xlsb(path: Path, rows: Sequence[Sequence[Value]]) -> Path:
    """An .xlsb workbook of one sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
        bundle = struct.pack("<2I", 0, 1) + _wide("rId1") + _wide("Leads")
        parts = [(131, b""), (143, b""), (156, bundle), (144, b""), (132, b"")]
        archive.writestr("xl/workbook.bin", b"".join(xlsb_record(*part) for part in parts))
        archive.writestr("xl/worksheets/sheet1.bin", _xlsb_sheet(rows))
        formats = [(44, struct.pack("<H", 200 + at) + _wide(code)) for at, code in FORMATS.items()]
        styles = [(47, struct.pack("<2H12x", 0, number)) for number in (0, 9, 202, 203, 204)]
        parts = [(278, b""), (615, struct.pack("<I", len(FORMATS))), *formats, (616, b"")]
        # What stands outside of the cells' own styles has numbers of its own.
        parts += [(47, struct.pack("<2H12x", 0, 9)), (617, struct.pack("<I", 5)), *styles]
        parts += [(618, b""), (279, b"")]
        archive.writestr("xl/styles.bin", b"".join(xlsb_record(*part) for part in parts))
    return path


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb workbook."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(content)
    while True:
        more = left > 0x7F
        size += bytes([left & 0x7F | (0x80 if more else 0)])
        left >>= 7
        if not more:
            return number + size + content


def _xlsb_sheet(rows: Sequence[Sequence[Value]]) -> bytes:
    widest = max(map(len, rows))
    out = xlsb_record(129) + xlsb_record(148, struct.pack("<4I", 0, len(rows) - 1, 0, widest - 1))
    out += xlsb_record(145)
    for row, values in enumerate(rows):
        out += xlsb_record(0, struct.pack("<2IHB2xI2I", row, 0, 300, 0, 1, 0, widest - 1)[:25])
        for column, value in enumerate(values):
            place = struct.pack("<2I", column, value.style if isinstance(value, Percent) else 0)
            if value is None:
                continue
            if isinstance(value, Percent):
                out += xlsb_record(5, place + struct.pack("<d", value.value))
            elif isinstance(value, bool):
                out += xlsb_record(4, place + bytes([value]))
            elif isinstance(value, float | int):
                out += xlsb_record(5, place + struct.pack("<d", value))
            elif value in Errors:
                out += xlsb_record(3, place + bytes([Errors[value]]))
            else:
                out += xlsb_record(6, place + _wide(str(value)))
    return out + xlsb_record(146) + xlsb_record(130)


# .ods -------------------------------------------------------------------------------------------

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(path: Path, rows: str) -> Path:
    """An .ods workbook of one sheet; `rows` is the XML of its rows."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _SPREADSHEET)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{_OASIS}manifest:1.0"><m:file-entry m:full-path="/" '
            f'm:media-type="{_SPREADSHEET}"/></m:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{_OASIS}office:1.0" '
            f'xmlns:table="{_OASIS}table:1.0" xmlns:text="{_OASIS}text:1.0" xmlns:calcext='
            '"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Leads">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_row(*values: Value, times: int = 1) -> str:
    """A row's XML, for text, numbers and errors as LibreOffice writes them."""
    return (
        f'<table:table-row table:number-rows-repeated="{times}">'
        + "".join(map(_ods_cell, values))
        + "</table:table-row>"
    )


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Percent):
        return f'<table:table-cell office:value-type="percentage" office:value="{value.value}"/>'
    if isinstance(value, Formula):
        return f'<table:table-cell table:formula="of:={value.text}"/>'
    if isinstance(value, float | int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    marked = ""
    if value in Errors:
        marked = ' table:formula="of:=1/0" office:string-value="" calcext:value-type="error"'
    return (
        f'<table:table-cell office:value-type="string"{marked}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )
