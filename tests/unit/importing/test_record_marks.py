"""Marks of cells in the records of .xls and .xlsb files."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from alignment_desktop.importing.sheet_marks import Shown
from tests.unit.importing.spreadsheet_files import (
    Percent,
    cells,
    compound_file,
    read_here,
    with_bytes,
    xls_formula,
    xls_record,
    xls_stream,
    xlsb,
    xlsb_record,
)
from tests.unit.importing.test_cell_marks import BLANK, FORMULA, NUMBER, PERCENT, TEXT, marks_of


def test_every_record_of_a_number_in_an_xls_file_tells_its_style(tmp_path: Path) -> None:
    few = struct.pack("<i", 25 << 2 | 0b11)  # 0.25 as it is kept in four bytes
    path = tmp_path / "numbers.xls"
    stream = xls_stream(
        xls_record(0x027E, struct.pack("<3H", 0, 0, 1) + few),
        xls_record(0x00BD, struct.pack("<3H", 1, 0, 0) + few + b"\2\0" + few + b"\1\0"),
        xls_formula(struct.pack("<3H", 2, 0, 2), struct.pack("<d", 0.5)),
        xls_formula(struct.pack("<3H", 3, 0, 0), struct.pack("<d", 0.5)),
    )
    path.write_bytes(compound_file("Workbook", stream))
    assert [row for _, row in cells(read_here(path).sheets[0])] == [
        [("25%", PERCENT), (None, BLANK)],
        [("0.25", NUMBER), ("25%", PERCENT)],
        [("50%", PERCENT), (None, BLANK)],
        [("0.5", NUMBER), (None, BLANK)],
    ]


def test_the_text_of_a_formula_in_an_xls_file_follows_it_and_may_be_empty(tmp_path: Path) -> None:
    text, empty = bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), bytes([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    shared = xls_record(0x04BC, struct.pack("<2H2B2xH", 0, 0, 0, 0, 2) + b"\x1c\0")
    path = tmp_path / "texts.xls"
    stream = xls_stream(
        xls_formula(struct.pack("<3H", 0, 0, 0), text),
        shared,
        xls_record(0x0207, struct.pack("<HB", 4, 0) + b"EMEA"),
        xls_formula(struct.pack("<3H", 0, 1, 0), empty),
        xls_record(0x0204, struct.pack("<4HB", 0, 2, 0, 4, 0) + b"last"),
        xls_formula(struct.pack("<3H", 0, 3, 0), text),
    )
    path.write_bytes(compound_file("Workbook", stream))
    row = [("EMEA", TEXT), (None, BLANK), ("last", TEXT), ("=", FORMULA)]
    assert cells(read_here(path).sheets[0]) == [(1, row)]


def old_book(*cells: bytes, page: int) -> bytes:
    """A workbook as Excel 95 wrote it: names and formats in the code page of its computer."""
    begin = struct.pack("<4H", 0x0500, 0x0005, 0x0DBB, 0x07CC)
    format_ = struct.pack("<HB", 200, 4) + b"0.0%"
    globals_ = xls_record(0x0809, begin) + xls_record(0x0042, struct.pack("<H", page))
    globals_ += xls_record(0x041E, format_) + xls_record(0x041E, struct.pack("<HB", 9, 3) + b"0.0")
    globals_ += xls_record(0x00E0, struct.pack("<2H12x", 0, 0))
    globals_ += xls_record(0x00E0, struct.pack("<2H12x", 0, 200))
    name = "Länder".encode("mac_roman" if page == 10000 else f"cp{page}")
    at = len(globals_) + 4 + 7 + len(name) + 4
    globals_ += xls_record(0x0085, struct.pack("<I3B", at, 0, 0, len(name)) + name)
    globals_ += xls_record(0x000A)
    sheet = xls_record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    return compound_file("Book", globals_ + sheet + b"".join(cells) + xls_record(0x000A))


@pytest.mark.parametrize("page", [1252, 10000])
def test_a_workbook_of_excel_95_names_sheets_and_formats_in_its_code_page(page: int) -> None:
    number = xls_record(0x0203, struct.pack("<3Hd", 0, 0, 1, 0.25))
    assert marks_of(old_book(number, page=page), "xls") == {"Länder": {1: {0: Shown.PERCENT}}}


def test_a_chart_inside_of_a_sheet_and_an_error_that_nobody_knows_are_passed_over() -> None:
    chart = xls_record(0x0809, struct.pack("<2H12x", 0x0600, 0x0020))
    error = struct.pack("<3H", 4, 0, 0)
    stream = xls_stream(
        chart + xls_record(0x0205, error + b"\x07\x01") + xls_record(0x000A),
        xls_record(0x0205, error + b"\x99\x01"),
        xls_record(0x0205, struct.pack("<3H", 5, 1 << 14, 0) + b"\x07\x01"),
        xls_record(0x0205, struct.pack("<3H", 6, 0, 0) + b"\x07\x01"),
    )
    marks = marks_of(compound_file("Workbook", stream), "xls")
    assert marks == {"Leads": {7: {0: "#DIV/0!"}}}
    # Where a record would reach beyond the end, the search ends.
    cut = xls_stream(xls_record(0x0205, error + b"\x07\x01")) + struct.pack("<2H", 0x0205, 9999)
    assert marks_of(compound_file("Workbook", cut), "xls") == {"Leads": {5: {0: "#DIV/0!"}}}
    endless = xls_stream(xls_record(0x0205, error + b"\x07\x01"))[:-4] + bytes(4096)
    data = compound_file("Workbook", endless[:4096])
    assert marks_of(data, "xls") == {"Leads": {5: {0: "#DIV/0!"}}}


def test_a_compound_file_without_a_workbook_has_no_marks() -> None:
    assert marks_of(compound_file("WordDocument", b"x"), "xls") == {}


@pytest.mark.parametrize("name", ["Länder", "Ländern auf 繁體"])
def test_the_name_of_a_sheet_may_have_wide_letters(name: str) -> None:
    wide = name.encode("utf-16-le")
    begin = struct.pack("<6H4x", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0)
    at = len(xls_record(0x0809, begin)) + 4 + 8 + len(wide) + 4
    sheet = struct.pack("<I4B", at, 0, 0, len(name), 1) + wide
    stream = xls_record(0x0809, begin) + xls_record(0x0085, sheet) + xls_record(0x000A)
    stream += xls_record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    stream += xls_record(0x0205, struct.pack("<3H2B", 0, 0, 0, 7, 1)) + xls_record(0x000A)
    assert marks_of(compound_file("Workbook", stream), "xls") == {name: {1: {0: "#DIV/0!"}}}


def with_sheet_records(path: Path, *records: bytes) -> dict[str, dict[int, dict[int, object]]]:
    xlsb(path, [[1.0]])
    with_bytes(path, "xl/worksheets/sheet1.bin", b"".join(records))
    return marks_of(path.read_bytes(), "xlsb")


def test_the_records_of_an_xlsb_sheet_are_followed_as_far_as_they_go(tmp_path: Path) -> None:
    row = xlsb_record(0, struct.pack("<I", 4) + bytes(21))
    error, unknown, number = (
        xlsb_record(3, struct.pack("<2IB", 2, 0, 0x07)),
        xlsb_record(3, struct.pack("<2IB", 3, 0, 0x99)),
        xlsb_record(5, struct.pack("<2Id", 4, 0, 0.5)),
    )
    found = {"Leads": {5: {2: "#DIV/0!"}}}
    path = tmp_path / "leads.xlsb"
    assert with_sheet_records(path, row, error, unknown, number) == found
    # A size of four bytes, the last of which says that it goes on.
    long = bytes([200, 1]) + b"\x80\x80\x80\x80"
    assert with_sheet_records(path, row, error, long, number) == found
    assert with_sheet_records(path, row, error, b"\x05\x80") == found
    assert with_sheet_records(path, row, error, b"\x05\x7f\x00") == found
    assert with_sheet_records(path, error[:4]) == {}


def test_sheets_and_styles_that_an_xlsb_file_does_not_have_have_no_marks(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "leads.xlsb", [[Percent(0.5)]])
    book = xlsb_record(156, struct.pack("<3I", 0, 1, 0xFFFFFFFF) + struct.pack("<I", 0))
    with_bytes(path, "xl/workbook.bin", book)
    assert marks_of(path.read_bytes(), "xlsb") == {}


def test_every_record_of_a_number_in_an_xlsb_file_tells_its_style(tmp_path: Path) -> None:
    few = struct.pack("<i", 25 << 2 | 0b11)
    row = struct.pack("<2IHB2xI2I", 0, 0, 300, 0, 1, 0, 2)[:25]
    formula = struct.pack("<2I", 1, 1) + struct.pack("<dHI", 0.5, 0, 2) + b"\x1c\0" + bytes(4)
    sheet = (
        xlsb_record(129)
        + xlsb_record(148, struct.pack("<4I", 0, 0, 0, 1))
        + xlsb_record(145)
        + xlsb_record(0, row)
        # The highest byte of a style has other flags.
        + xlsb_record(2, struct.pack("<2I", 0, 2 | 1 << 24) + few)
        + xlsb_record(9, formula)
        + xlsb_record(146)
        + xlsb_record(130)
    )
    path = xlsb(tmp_path / "numbers.xlsb", [[1.0]])
    with_bytes(path, "xl/worksheets/sheet1.bin", sheet)
    assert cells(read_here(path).sheets[0]) == [(1, [("25%", PERCENT), ("50%", PERCENT)])]


def test_a_compound_file_whose_sectors_lead_in_a_circle_has_no_errors() -> None:
    content = bytearray(compound_file("Workbook", b"\x09\x08" * 3000))
    content[512 + 4 * 5 : 512 + 4 * 6] = (4).to_bytes(4, "little")  # sector 5 leads back to 4
    assert marks_of(bytes(content), "xls") == {}
