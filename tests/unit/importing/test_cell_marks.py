"""What a spreadsheet shows and the value of its cell does not say, in every format."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from alignment_desktop.importing.cell_marks import cell_marks
from alignment_desktop.importing.cells import LARGEST_PART, CellKind
from alignment_desktop.importing.number_formats import shown_by
from alignment_desktop.importing.sheet_marks import Money, Shown, Style, ZeroPadded
from alignment_desktop.importing.workbook import RawSheet
from tests.unit.importing.spreadsheet_files import (
    ODS_STYLES,
    PADDED,
    PLAIN,
    Formula,
    Layout,
    Percent,
    Struck,
    Value,
    cells,
    compound_file,
    ods,
    ods_of,
    ods_row,
    read_here,
    with_bytes,
    with_part,
    with_sheet_xml,
    xls,
    xls_formula,
    xls_record,
    xls_stream,
    xlsb,
    xlsb_record,
    xlsx,
    xlsx_of,
)

TEXT, NUMBER, ERROR, BLANK = CellKind.TEXT, CellKind.NUMBER, CellKind.ERROR, CellKind.BLANK
FORMULA, PERCENT = CellKind.FORMULA, CellKind.PERCENT
ROWS: list[list[Value]] = [
    ["Id", "Amount", "Share", "Last"],
    ["L-1", "#DIV/0!", "#REF!", "#VALUE"],
    ["L-2", 3.0, None, "#N/A"],
]
SAME = [
    (1, [("Id", TEXT), ("Amount", TEXT), ("Share", TEXT), ("Last", TEXT)]),
    (2, [("L-1", TEXT), ("#DIV/0!", ERROR), ("#REF!", ERROR), ("#VALUE", TEXT)]),
    (3, [("L-2", TEXT), ("3", NUMBER), (None, BLANK), ("#N/A", ERROR)]),
]


def marks_of(data: bytes, form: str) -> dict[str, dict[int, dict[int, object]]]:
    """What is found of errors, formulas and per cents: sheet, row, column, and the mark."""
    found: dict[str, dict[int, dict[int, object]]] = {}
    for name, marks in cell_marks(data, form).items():
        rows: dict[int, dict[int, object]] = {row: dict(each) for row, each in marks.cells.items()}
        for style, places in marks.shown.items():
            for row, column in zip(places.rows, places.columns, strict=True):
                rows.setdefault(row, {})[column] = style
        found[name] = rows
    return found


def as_xlsx(path: Path) -> Path:
    places = {
        f"{'ABCD'[i]}{n}": value for n, row in enumerate(ROWS, 1) for i, value in enumerate(row)
    }
    return xlsx(path, Leads=places)


FILES: dict[str, Callable[[Path, list[list[Value]], Layout], Path]] = {
    "xlsx": xlsx_of,
    "xls": xls,
    "xlsb": xlsb,
    "ods": ods_of,
}


def sheet_of(form: str, path: Path, rows: list[list[Value]], layout: Layout = PLAIN) -> RawSheet:
    return read_here(FILES[form](path / f"leads.{form}", rows, layout)).sheets[0]


MAKERS: dict[str, Callable[[Path], Path]] = {
    "xlsx": as_xlsx,
    "xls": lambda path: xls(path, ROWS),
    "xls of formulas": lambda path: xls(path, ROWS, formulas=True),
    "xlsb": lambda path: xlsb(path, ROWS),
    "ods": lambda path: ods(path, "".join(ods_row(*row) for row in ROWS)),
}


@pytest.mark.parametrize("made", MAKERS)
def test_error_cells_are_told_from_blank_ones_and_from_words(tmp_path: Path, made: str) -> None:
    read = read_here(MAKERS[made](tmp_path / f"errors.{made[:4].strip()}"))
    assert cells(read.sheets[0]) == SAME


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "ods"])
def test_a_number_that_is_shown_as_a_per_cent_has_its_sign(tmp_path: Path, form: str) -> None:
    rows: list[list[Value]] = [["Rate"], [Percent(0.07)], [0.07], [Percent(1, style=2)]]
    assert cells(sheet_of(form, tmp_path, rows)) == [
        (1, [("Rate", TEXT)]),
        (2, [("7%", PERCENT)]),
        (3, [("0.07", NUMBER)]),
        (4, [("100%", PERCENT)]),
    ]


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb"])
def test_a_sign_that_is_only_written_behind_a_number_or_nowhere_multiplies_nothing(
    tmp_path: Path, form: str
) -> None:
    rows: list[list[Value]] = [[Percent(25.5, style=3), Percent(0.25, style=4)]]
    row = [("25.5%", PERCENT), ("0.25", NUMBER)]
    assert cells(sheet_of(form, tmp_path, rows)) == [(1, row)]


@pytest.mark.parametrize("form", FILES)
def test_numbers_with_zeros_before_them_are_read_as_they_are_shown(
    tmp_path: Path, form: str
) -> None:
    rows: list[list[Value]] = [
        ["Id", "Last"],
        [Percent(7.0, PADDED), "x"],
        [Percent(1234567.0, PADDED), "x"],
        [Percent(7.5, PADDED), "x"],
    ]
    texts = [row[0] for _, row in cells(sheet_of(form, tmp_path, rows))]
    assert texts[1:] == [
        ("L-00007", CellKind.PADDED),
        ("L-1234567", CellKind.PADDED),
        ("7.5", NUMBER),
    ]


@pytest.mark.parametrize("form", FILES)
def test_the_value_of_a_merged_cell_stands_in_each_of_its_rows(tmp_path: Path, form: str) -> None:
    rows: list[list[Value]] = [
        ["Id", "Region"],
        ["L-1", "EMEA"],
        ["L-2", None],
        ["L-3", None],
        ["L-4", None],
    ]
    sheet = sheet_of(form, tmp_path, rows, Layout(merged=((1, 3, 1), (0, 0, 0))))
    assert [row[1][0] for _, row in cells(sheet)] == ["Region", "EMEA", "EMEA", "EMEA", None]
    assert sheet.layout.notes is not None
    assert sheet.layout.notes.rows() == [(3, 1, 2, "merged"), (4, 1, 2, "merged")]


@pytest.mark.parametrize("form", FILES)
def test_hidden_rows_and_columns_and_struck_cells_are_told(tmp_path: Path, form: str) -> None:
    rows: list[list[Value]] = [
        ["Id", "Region", "Note"],
        ["L-1", Struck("EMEA"), "x"],
        ["L-2", "APAC", "x"],
        ["L-3", "EMEA", "x"],
        ["L-4", "EMEA", "x"],
    ]
    layout = Layout(hidden_rows=(2, 3), hidden_columns=(2,))
    told = sheet_of(form, tmp_path, rows, layout).layout
    assert (told.hidden_rows, told.hidden_columns) == (2, 1)
    assert told.notes is not None
    assert told.notes.rows() == [(2, 1, 2, "struck")]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", Shown.PERCENT),
        ("#,##0.0 %;[Red]-#,##0.0 %", Shown.PERCENT),
        ('0.0_);"("0%")"', Shown.PERCENT),
        ('0"%"', Shown.PERCENT_SIGN),
        ("0.0\\ \\%", Shown.PERCENT_SIGN),
        ("0.00", None),
        ('0" % of plan"', None),
        ("00000", ZeroPadded(("00000",))),
        ('"L-"000\\-00;[Red]0', ZeroPadded(("L-", "000", "-", "00"))),
        ('000_)""', ZeroPadded(("000",))),
        ('"K2-"000', None),
        ("00.00", None),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00)', Money("$")),
        ("[$€-407] #,##0", Money("€")),
        ("[$USD] 0.00", Money("USD")),
        ("#,##0 €", Money("€")),
        ('0" chf"', Money("CHF")),
        ("[$-F800]dddd", None),
        ("0", None),
        ("yyyy\\-mm\\-dd", None),
        ("General", None),
        ("[$%-409]0.00_%*%", None),
    ],
)
def test_a_number_format_tells_whether_it_shows_another_thing_than_the_number(
    code: str, shown: Style | None
) -> None:
    assert shown_by(code) == shown


@pytest.mark.parametrize(("form", "told"), [("xlsx", "=A1+1"), ("ods", "=A1+1"), ("xls", "=")])
def test_a_formula_without_a_stored_result_is_no_blank(
    tmp_path: Path, form: str, told: str
) -> None:
    rows: list[list[Value]] = [["Id", "Next"], [1.0, Formula("A1+1")], [None, Formula("A1+1")]]
    assert cells(sheet_of(form, tmp_path, rows)) == [
        (1, [("Id", TEXT), ("Next", TEXT)]),
        (2, [("1", NUMBER), (told, FORMULA)]),
        (3, [(None, BLANK), (told, FORMULA)]),
    ]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="A1"><f>B1&amp;"&lt;"</f></c>', ('=B1&"<"', FORMULA)),
        ('<c r="A1" t="n"><f>B1</f><v /></c>', ("=B1", FORMULA)),
        ('<c r="A1" t="s"><f t="shared" si="0"/><v></v></c>', ("=", FORMULA)),
        ('<c r="A1" t="str"><f ca="1">B1</f></c>', ("=B1", FORMULA)),
        ('<x:c r="A1"><x:f>B1</x:f>\n<x:v> </x:v></x:c>', ("=B1", FORMULA)),
        # A formula may well result in the empty text.
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', (None, BLANK)),
        ('<c r="A1" t="str"><f>B1</f><v/></c>', (None, BLANK)),
        ('<c r="A1"><f>B1</f><v>7</v></c>', ("7", NUMBER)),
        # A cell need not say where it is, but then nothing can be said about it.
        ("<c><f>B1</f></c>", (None, BLANK)),
    ],
)
def test_a_formula_has_a_result_where_the_workbook_stores_one(
    tmp_path: Path, cell: str, read: tuple[str | None, int]
) -> None:
    path = xlsx(tmp_path / "one.xlsx", Leads={"A1": "replaced", "B1": "last"})
    with_sheet_xml(path, lambda xml: re.sub(r'<c r="A1".*?</c>', cell, xml))
    if "x:" in cell:
        with_sheet_xml(path, lambda xml: xml.replace("<worksheet", f'<worksheet xmlns:x="{MAIN}"'))
    assert cells(read_here(path).sheets[0])[0][1][0] == read


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("attributes", "text", "read"),
    [
        ("", "", ("=A1+1", FORMULA)),
        ('office:value-type="float"', "", ("=A1+1", FORMULA)),
        ('office:value-type="float" office:value="7"', "7", ("7", NUMBER)),
        ('office:value-type="string"', "", (None, BLANK)),
        ('office:value-type="string"', "seven", ("seven", TEXT)),
    ],
)
def test_a_formula_has_a_result_where_the_open_document_stores_one(
    tmp_path: Path, attributes: str, text: str, read: tuple[str | None, int]
) -> None:
    cell = f'<table:table-cell table:formula="of:=A1+1" {attributes}><text:p>{text}</text:p>'
    rows = f"<table:table-row>{cell}</table:table-cell></table:table-row>"
    path = ods(
        tmp_path / "one.ods",
        rows.replace(
            "</table:table-row>",
            "<table:table-cell "
            'office:value-type="string"><text:p>last</text:p></table:table-cell></table:table-row>',
        ),
    )
    assert cells(read_here(path).sheets[0])[0][1][0] == read


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


def test_cells_are_found_where_one_block_of_a_large_sheet_meets_the_next(tmp_path: Path) -> None:
    note = "x" * 32_000
    contents: dict[str, object] = {}
    for row in range(1, 81, 2):
        contents |= {f"A{row}": note, f"B{row}": "#N/A", f"A{row + 1}": "=A1", f"B{row + 1}": note}
    rows = cells(read_here(xlsx(tmp_path / "large.xlsx", Leads=contents)).sheets[0])
    kinds = [[kind for _, kind in row] for _, row in rows]
    assert kinds == [[TEXT, ERROR], [FORMULA, TEXT]] * 40


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="e"><v>#N/A</v></c>',  # says nowhere where it is
        '<c r="A1" t="e"><v> </v></c>',
        '<c r="XFE1" t="e"><v>#N/A</v></c>',  # beyond the last column
    ],
)
def test_an_error_without_a_place_or_a_text_is_passed_over(tmp_path: Path, cell: str) -> None:
    path = xlsx(tmp_path / "one.xlsx", Leads={"A1": "#REF!"})
    with_sheet_xml(path, lambda xml: re.sub(r'<c r="A1".*?</c>', cell, xml))
    assert marks_of(path.read_bytes(), "xlsx") == {}


def test_a_workbook_without_styles_shows_no_per_cents(tmp_path: Path) -> None:
    contents = {"A1": Percent(0.5), "A2": "#N/A", "A3": Percent(0.5, style=2)}
    path = xlsx(tmp_path / "one.xlsx", Leads=contents)
    with_part(path, "xl/styles.xml", lambda xml: re.sub(r' formatCode="[^"]*"', "", xml))
    assert marks_of(path.read_bytes(), "xlsx") == {"Leads": {1: {0: Shown.PERCENT}, 2: {0: "#N/A"}}}
    with_part(path, "xl/styles.xml", lambda xml: xml.replace("cellXfs", "cellXf"))
    assert marks_of(path.read_bytes(), "xlsx") == {"Leads": {2: {0: "#N/A"}}}
    without = tmp_path / "without.xlsx"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(without, "w") as other:
        for name in archive.namelist():
            if name != "xl/styles.xml":
                other.writestr(name, archive.read(name))
    assert marks_of(without.read_bytes(), "xlsx") == {"Leads": {2: {0: "#N/A"}}}


def test_what_stands_around_the_cells_of_an_open_document_is_no_cell(tmp_path: Path) -> None:
    nested = f"<table:table>{ods_row('#NUM!')}</table:table></table:table-cell>\n"
    inner = ods_row("#N/A").replace("</table:table-cell>", nested)
    cell = '<table:table-cell table:formula="of:=A1"><text:p><text:span>#REF!</text:span></text:p>'
    rows = f"{inner}<table:table-row>{cell}</table:table-cell></table:table-row>"
    path = ods(tmp_path / "nested.ods", f"<table:shapes><text:p>x</text:p></table:shapes>{rows}")
    outside = "<text:p>#N/A</text:p><table:table-row><table:table-cell/></table:table-row>"
    nameless = f"<table:table>{ods_row('#N/A')}</table:table></office:spreadsheet>"
    with_part(
        path,
        "content.xml",
        lambda xml: xml.replace("<table:table ", f"{outside}<table:table ", 1).replace(
            "</office:spreadsheet>", nameless
        ),
    )
    assert marks_of(path.read_bytes(), "ods") == {"Leads": {1: {0: "#N/A"}, 2: {0: "#REF!"}}}


def test_a_mark_that_is_repeated_without_end_is_not_noted(tmp_path: Path) -> None:
    path = ods(tmp_path / "many.ods", ods_row("#N/A") + ods_row("#REF!", times=2_000_000))
    assert marks_of(path.read_bytes(), "ods") == {"Leads": {1: {0: "#N/A"}}}


def test_a_part_that_unpacks_beyond_measure_is_not_searched(tmp_path: Path) -> None:
    path = ods(tmp_path / "vast.ods", ods_row("#N/A"))
    data = path.read_bytes()
    at = data.index(b"content.xml", data.index(b"PK\x01\x02")) - 46
    vast = struct.pack("<I", LARGEST_PART + 1)
    assert marks_of(data[: at + 24] + vast + data[at + 28 :], "ods") == {}


def test_errors_belong_to_the_sheet_that_has_them(tmp_path: Path) -> None:
    read = read_here(
        xlsx(tmp_path / "two.xlsx", First={"A1": "x"}, Second={"A1": "Id", "B2": "#N/A"})
    )
    assert cells(read.sheets[0]) == [(1, [("x", TEXT)])]
    assert cells(read.sheets[1])[1] == (2, [(None, BLANK), ("#N/A", ERROR)])


def test_the_error_of_a_formula_is_found_and_an_error_without_text_stays_blank(
    tmp_path: Path,
) -> None:
    path = xlsx(tmp_path / "formula.xlsx", Leads={"A1": "#N/A", "B1": "#REF!", "C1": "last"})
    with_sheet_xml(
        path,
        lambda xml: xml.replace('r="A1" t="e"><v>#N/A</v>', 't="e" s="0" r="A1"><v></v>').replace(
            "<v>#REF!</v>", "<f>1/0</f><v>#REF!</v>"
        ),
    )
    assert cells(read_here(path).sheets[0]) == [
        (1, [(None, BLANK), ("#REF!", ERROR), ("last", TEXT)])
    ]


def test_an_open_document_error_is_placed_after_repeated_rows_and_cells(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "repeats.ods",
        ods_row("Id", "x", "y", "z")
        + ods_row(1, times=3)
        + '<table:table-row><table:table-cell table:number-columns-repeated="2" '
        'office:value-type="float" office:value="7"/><table:covered-table-cell/>'
        # As written before 2014: a formula whose number is zero and whose text is the error.
        '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>",
    )
    read = cells(read_here(path).sheets[0])
    assert read[-1] == (5, [("7", NUMBER), ("7", NUMBER), (None, BLANK), ("#DIV/0!", ERROR)])


def test_words_in_an_open_document_that_look_like_an_error_are_words(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
    path = ods(tmp_path / "words.ods", f"<table:table-row>{cell}</table:table-row>")
    assert cells(read_here(path).sheets[0]) == [(1, [("#N/A", TEXT)])]


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "ods"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 0.97])
def test_looking_for_errors_never_stands_in_the_way_of_reading(
    tmp_path: Path, form: str, share: float
) -> None:
    content = MAKERS[form](tmp_path / "leads").read_bytes()
    cut = int(len(content) * share)
    # Cut short, and with its middle overwritten by what leads the search astray.
    marks_of(content[:cut], form)
    marks_of(content[:cut] + b"\xff" * 60 + content[cut + 60 :], form)
    marks_of(content[:cut] + bytes(60) + content[cut + 60 :], form)


def test_a_compound_file_whose_sectors_lead_in_a_circle_has_no_errors() -> None:
    content = bytearray(compound_file("Workbook", b"\x09\x08" * 3000))
    content[512 + 4 * 5 : 512 + 4 * 6] = (4).to_bytes(4, "little")  # sector 5 leads back to 4
    assert marks_of(bytes(content), "xls") == {}


def test_an_open_document_with_entities_of_its_own_is_not_searched(tmp_path: Path) -> None:
    path = ods(tmp_path / "bomb.ods", ods_row("#N/A"))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "boom">]>' + content)
    assert marks_of(path.read_bytes(), "ods") == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("phpspreadsheet/samples/Reader/sampleData/example1.xls", {"#N/A", "#DIV/0!"}),
        ("phpspreadsheet/tests/data/Reader/Ods/issue.407.ods", {"Err:502"}),
    ],
)
def test_the_errors_of_real_files_are_told(real_data: Path, name: str, expected: set[str]) -> None:
    path = real_data / "hostile" / name
    found = {
        text
        for sheet in read_here(path).sheets
        for _, row in cells(sheet)
        for text, kind in row
        if kind == ERROR
    }
    assert expected <= found


@pytest.mark.parametrize(
    "number",
    [
        '<number:number number:decimal-places="2" number:min-integer-digits="5"/>',
        '<number:number number:min-integer-digits="5" number:grouping="true"/>',
        '<number:number number:min-integer-digits="1"/>',
        '<number:text>K2</number:text><number:number number:min-integer-digits="5"/>',
        "<number:text>L-</number:text>",
    ],
)
def test_other_number_formats_of_an_open_document_show_numbers(tmp_path: Path, number: str) -> None:
    styles = (
        f'<number:number-style style:name="n1">{number}</number:number-style>'
        '<style:style style:name="padded" style:data-style-name="n1"/>'
        '<style:style style:name="s"><style:text-properties '
        'style:text-line-through-style="none"/></style:style>'
        # What stands in no style of a cell is none of one.
        '<style:text-properties style:text-line-through-style="solid"/>'
        '<number:number number:min-integer-digits="7"/>'
    )
    path = ods(tmp_path / "a.ods", ods_row(Percent(7.0, PADDED), "x"), styles)
    assert cells(read_here(path).sheets[0]) == [(1, [("7", NUMBER), ("x", TEXT)])]


def test_cells_of_an_open_document_have_the_style_of_their_row_or_column(tmp_path: Path) -> None:
    columns = '<table:table-column table:default-cell-style-name="padded"/><table:table-column/>'
    plain = ods_row(7.0, 8.0, 9.0, "x")
    row = plain.replace(
        "<table:table-row", '<table:table-row table:default-cell-style-name="padded"', 1
    )
    path = ods(tmp_path / "a.ods", columns + plain + row, ODS_STYLES)
    shown = [[text for text, _ in row] for _, row in cells(read_here(path).sheets[0])]
    assert shown == [["L-00007", "8", "9", "x"], ["L-00007", "L-00008", "L-00009", "x"]]


def test_a_cell_of_a_style_that_does_not_say_where_it_is_is_passed_over(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "one.xlsx", Leads={"A1": Percent(0.5), "A2": "x"})
    with_sheet_xml(path, lambda xml: xml.replace('r="A1" ', "", 1))
    assert marks_of(path.read_bytes(), "xlsx") == {}
