"""Small spreadsheet files of every format, made byte by byte where nothing here writes them."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.reading import leave_answer
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook, collected


class Percent(NamedTuple):
    """A number that its cell shows as a per cent, by one of the formats below."""

    value: float
    style: int = 1


class Struck(NamedTuple):
    """A text that is struck out."""

    text: str


class Layout(NamedTuple):
    """What a sheet shows besides its cells; rows and columns are counted from 0.

    Attributes:
        merged: First row, last row and column of merged cells.
        hidden_rows: Rows that are hidden.
        hidden_columns: Columns that are hidden.
    """

    merged: tuple[tuple[int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


PLAIN = Layout()


class Formula(NamedTuple):
    """A formula whose result is not stored."""

    text: str


FORMATS = {
    1: "0%",
    2: '0.0%;[Red]"%" -0.0%',
    3: '0.00"%"',
    4: "0.000",
    5: '"L-"00000',
    7: '"$"0',
    8: '0 "k$"',
}
"""Styles of cells and their number formats; the third writes the sign and does not multiply."""
PADDED = 5
"""The style that shows 7 as L-00007."""
STRUCK, DOLLARS, THOUSANDS = 6, 7, 8
"""The styles of cells that are struck out, of money, and of money in thousands."""
Value = str | float | bool | Percent | Struck | Formula | None
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
            elif isinstance(value, Struck):
                sheet[place] = value.text
                sheet[place].font = Font(strike=True)
            else:
                sheet[place] = f"={value.text}" if isinstance(value, Formula) else value
    book.save(path)
    return path


def xlsx_of(path: Path, rows: Sequence[Sequence[Value]], layout: Layout = PLAIN) -> Path:
    """An .xlsx workbook of one sheet."""
    places = {
        f"{get_column_letter(column)}{number}": value
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
    }
    xlsx(path, Leads=places)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for first, last, column in layout.merged:
        sheet.merge_cells(None, first + 1, column + 1, last + 1, column + 1)
    for row in layout.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for column in layout.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
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


def xls(
    path: Path,
    rows: Sequence[Sequence[Value]],
    layout: Layout = PLAIN,
    *,
    formulas: bool = False,
    from_1904: bool = False,
) -> Path:
    """An .xls workbook of one sheet; errors are results of formulas where asked for."""
    stream = _xls_stream(rows, layout, formulas=formulas, from_1904=from_1904)
    path.write_bytes(compound_file("Workbook", stream))
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


def xls_stream(*cells: bytes, from_1904: bool = False) -> bytes:
    """The stream of an .xls workbook with one sheet, of these records of cells."""
    begin = struct.pack("<6H4x", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0)
    name = "Leads"
    globals_ = xls_record(0x0809, begin) + xls_record(0x0022, struct.pack("<H", from_1904))
    for style, code in FORMATS.items():
        shown = struct.pack("<2HB", 200 + style, len(code), 0) + code.encode()
        globals_ += xls_record(0x041E, shown)
    for flags in (0, 0, 0, 0, 0x08):  # there is no font 4, so that the last is called 5
        globals_ += xls_record(0x0031, struct.pack("<2H12x", 200, flags))
    for font, style in (
        (0, 0),
        (0, 9),
        (0, 202),
        (0, 203),
        (0, 204),
        (0, 205),
        (5, 0),
        (0, 207),
        (0, 208),
    ):
        globals_ += xls_record(0x00E0, struct.pack("<2H16x", font, style))
    at = len(globals_) + 4 + 8 + len(name) + 4
    globals_ += xls_record(0x0085, struct.pack("<I4B", at, 0, 0, len(name), 0) + name.encode())
    globals_ += xls_record(0x000A)
    sheet = xls_record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    return globals_ + sheet + b"".join(cells) + xls_record(0x000A)


def _xls_stream(
    rows: Sequence[Sequence[Value]], layout: Layout, *, formulas: bool, from_1904: bool
) -> bytes:
    hidden = [
        xls_record(0x007D, struct.pack("<6H", column, column, 0, 0, 1, 0))
        for column in layout.hidden_columns
    ]
    hidden += [
        xls_record(0x0208, struct.pack("<6H2BH", row, 0, 9, 255, 0, 0, 0x20, 1, 0))
        for row in layout.hidden_rows
    ]
    areas = b"".join(struct.pack("<4H", *area, area[2]) for area in layout.merged)
    merged = xls_record(0x00E5, struct.pack("<H", len(layout.merged)) + areas)
    return xls_stream(
        *hidden,
        *(
            _xls_cell(row, column, value, formulas)
            for row, values in enumerate(rows)
            for column, value in enumerate(values)
            if value is not None
        ),
        merged,
        from_1904=from_1904,
    )


def _style(value: Value) -> int:
    if isinstance(value, Struck):
        return STRUCK
    return value.style if isinstance(value, Percent) else 0


def _xls_cell(row: int, column: int, value: Value, formulas: bool) -> bytes:
    place = struct.pack("<3H", row, column, _style(value))
    if isinstance(value, Struck):
        value = value.text
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


def xlsb(path: Path, rows: Sequence[Sequence[Value]], layout: Layout = PLAIN) -> Path:
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
        archive.writestr("xl/worksheets/sheet1.bin", _xlsb_sheet(rows, layout))
        formats = [(44, struct.pack("<H", 200 + at) + _wide(code)) for at, code in FORMATS.items()]
        numbers = (
            (0, 0),
            (9, 0),
            (202, 0),
            (203, 0),
            (204, 0),
            (205, 0),
            (0, 1),
            (207, 0),
            (208, 0),
        )
        styles = [(47, struct.pack("<3H10x", 0, *each)) for each in numbers]
        fonts = [(43, struct.pack("<2H16x", 220, flags)) for flags in (0, 0x08)]
        parts = [(278, b""), (615, struct.pack("<I", len(FORMATS))), *formats, (616, b""), *fonts]
        # What stands outside of the cells' own styles has numbers of its own.
        parts += [(47, struct.pack("<2H12x", 0, 9)), (617, struct.pack("<I", 9)), *styles]
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


def _xlsb_sheet(rows: Sequence[Sequence[Value]], layout: Layout) -> bytes:
    widest = max(map(len, rows))
    out = xlsb_record(129) + xlsb_record(148, struct.pack("<4I", 0, len(rows) - 1, 0, widest - 1))
    for column in layout.hidden_columns:
        out += xlsb_record(60, struct.pack("<4IH", column, column, 0, 0, 1))
    out += xlsb_record(145)
    for row, values in enumerate(rows):
        flags = 0x10 if row in layout.hidden_rows else 0
        shape = struct.pack("<2IH2BxI2I", row, 0, 300, 0, flags, 1, 0, widest - 1)
        out += xlsb_record(0, shape[:25])
        for column, value in enumerate(values):
            out += _xlsb_cell(column, value)
    out += xlsb_record(146)
    for area in layout.merged:
        out += xlsb_record(176, struct.pack("<4I", *area, area[2]))
    return out + xlsb_record(130)


def _xlsb_cell(column: int, value: Value) -> bytes:
    place = struct.pack("<2I", column, _style(value))
    if isinstance(value, Struck):
        value = value.text
    if value is None:
        return b""
    if isinstance(value, Percent):
        return xlsb_record(5, place + struct.pack("<d", value.value))
    if isinstance(value, bool):
        return xlsb_record(4, place + bytes([value]))
    if isinstance(value, float | int):
        return xlsb_record(5, place + struct.pack("<d", value))
    if value in Errors:
        return xlsb_record(3, place + bytes([Errors[value]]))
    return xlsb_record(6, place + _wide(str(value)))


# .ods -------------------------------------------------------------------------------------------

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(path: Path, rows: str, styles: str = "") -> Path:
    """An .ods workbook of one sheet; `rows` and `styles` are XML."""
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
            '"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
            f'xmlns:style="{_OASIS}style:1.0" xmlns:number="{_OASIS}datastyle:1.0">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f'<office:spreadsheet><table:table table:name="Leads">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


ODS_STYLES = (
    '<number:number-style style:name="n1"><number:text>L-</number:text>'
    '<number:number number:decimal-places="0" number:min-integer-digits="5"/>'
    '</number:number-style><number:number-style style:name="n2"><number:number/>'
    '<number:text> k$</number:text></number:number-style><style:style style:name="thousands" '
    'style:data-style-name="n2"/><style:style style:name="padded" style:data-style-name="n1"/>'
    '<style:style style:name="struck"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)


def ods_of(path: Path, rows: Sequence[Sequence[Value]], layout: Layout = PLAIN) -> Path:
    """An .ods workbook of one sheet."""
    hidden = ' table:visibility="collapse"'
    columns = "".join(
        f"<table:table-column{hidden if column in layout.hidden_columns else ''}/>"
        for column in range(max(map(len, rows)))
    )
    written = ""
    spans = {(first, column): last - first + 1 for first, last, column in layout.merged}
    for number, row in enumerate(rows):
        text = ods_row(*row)
        if number in layout.hidden_rows:
            text = text.replace("<table:table-row", f"<table:table-row{hidden}", 1)
        parts = text.split("<table:table-cell")
        for column in range(len(row)):
            if (number, column) in spans:
                span = f' table:number-rows-spanned="{spans[number, column]}"'
                parts[column + 1] = span + parts[column + 1]
        written += "<table:table-cell".join(parts)
    return ods(path, columns + written, ODS_STYLES)


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
    if isinstance(value, Percent) and value.style == PADDED:
        return (
            '<table:table-cell table:style-name="padded" office:value-type="float" '
            f'office:value="{value.value:.15g}"/>'
        )
    if isinstance(value, Percent) and value.style == THOUSANDS:
        return (
            '<table:table-cell table:style-name="thousands" office:value-type="float" '
            f'office:value="{value.value:.15g}"/>'
        )
    if isinstance(value, Percent) and value.style == DOLLARS:
        return (
            '<table:table-cell office:value-type="currency" office:currency="USD" '
            f'office:value="{value.value}"/>'
        )
    if isinstance(value, Percent):
        return f'<table:table-cell office:value-type="percentage" office:value="{value.value}"/>'
    if isinstance(value, Struck):
        return (
            '<table:table-cell table:style-name="struck" office:value-type="string">'
            f"<text:p>{value.text}</text:p></table:table-cell>"
        )
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
