"""What a spreadsheet shows and the value of its cell does not say, in every format."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from alignment_desktop.importing.cell_marks import cell_marks
from alignment_desktop.importing.cells import LARGEST_PART, CellKind
from alignment_desktop.importing.number_formats import shown_by
from alignment_desktop.importing.sheet_marks import Money, Scaled, Shown, Style, ZeroPadded
from alignment_desktop.importing.workbook import RawSheet
from tests.unit.importing.spreadsheet_files import (
    PADDED,
    PLAIN,
    Formula,
    Layout,
    Percent,
    Struck,
    Value,
    cells,
    ods,
    ods_of,
    ods_row,
    read_here,
    with_part,
    with_sheet_xml,
    xls,
    xlsb,
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
        ('#,##0 "k€"', Scaled(Decimal(1000), "k€", "€")),
        ("0.0\\K", Scaled(Decimal(1000), "K")),
        ('0.0" Mio."_-', Scaled(Decimal(1_000_000), "Mio.")),
        ('0 "TEUR"', Scaled(Decimal(1000), "TEUR", "EUR")),
        ('0 "Tsd." [$€-407]', Scaled(Decimal(1000), "Tsd. €", "€")),
        ("0K;-0K", Scaled(Decimal(1000), "K")),
        ('#,##0,"K"', None),
        ('0.0,,"M"', None),
        ('0"m"', None),
        ('"K"0', None),
        ('0 "Stück"', None),
        ('"M"yy', None),
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


def test_cells_are_found_where_one_block_of_a_large_sheet_meets_the_next(tmp_path: Path) -> None:
    note = "x" * 32_000
    contents: dict[str, object] = {}
    for row in range(1, 81, 2):
        contents |= {f"A{row}": note, f"B{row}": "#N/A", f"A{row + 1}": "=A1", f"B{row + 1}": note}
    rows = cells(read_here(xlsx(tmp_path / "large.xlsx", Leads=contents)).sheets[0])
    kinds = [[kind for _, kind in row] for _, row in rows]
    assert kinds == [[TEXT, ERROR], [FORMULA, TEXT]] * 40
