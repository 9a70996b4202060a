"""Cells that hold an error are told from empty ones, in every format that marks them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.error_cells import error_cells
from alignment_desktop.importing.workbook import read_workbook
from tests.unit.importing.spreadsheet_files import (
    Value,
    cells,
    compound_file,
    ods,
    ods_row,
    with_sheet_xml,
    xls,
    xlsb,
    xlsx,
)

TEXT, NUMBER, ERROR, BLANK = CellKind.TEXT, CellKind.NUMBER, CellKind.ERROR, CellKind.BLANK
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


def as_xlsx(path: Path) -> Path:
    places = {
        f"{'ABCD'[i]}{n}": value for n, row in enumerate(ROWS, 1) for i, value in enumerate(row)
    }
    return xlsx(path, Leads=places)


MAKERS: dict[str, Callable[[Path], Path]] = {
    "xlsx": as_xlsx,
    "xls": lambda path: xls(path, ROWS),
    "xls of formulas": lambda path: xls(path, ROWS, formulas=True),
    "xlsb": lambda path: xlsb(path, ROWS),
    "ods": lambda path: ods(path, "".join(ods_row(*row) for row in ROWS)),
}


@pytest.mark.parametrize("made", MAKERS)
def test_error_cells_are_told_from_blank_ones_and_from_words(tmp_path: Path, made: str) -> None:
    read = read_workbook(MAKERS[made](tmp_path / f"errors.{made[:4].strip()}"))
    assert cells(read.sheets[0]) == SAME


def test_errors_belong_to_the_sheet_that_has_them(tmp_path: Path) -> None:
    read = read_workbook(
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
    assert cells(read_workbook(path).sheets[0]) == [
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
    read = cells(read_workbook(path).sheets[0])
    assert read[-1] == (5, [("7", NUMBER), ("7", NUMBER), (None, BLANK), ("#DIV/0!", ERROR)])


def test_words_in_an_open_document_that_look_like_an_error_are_words(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
    path = ods(tmp_path / "words.ods", f"<table:table-row>{cell}</table:table-row>")
    assert cells(read_workbook(path).sheets[0]) == [(1, [("#N/A", TEXT)])]


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "ods"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 0.97])
def test_looking_for_errors_never_stands_in_the_way_of_reading(
    tmp_path: Path, form: str, share: float
) -> None:
    content = MAKERS[form](tmp_path / "leads").read_bytes()
    cut = int(len(content) * share)
    # Cut short, and with its middle overwritten by what leads the search astray.
    error_cells(content[:cut], form)
    error_cells(content[:cut] + b"\xff" * 60 + content[cut + 60 :], form)
    error_cells(content[:cut] + bytes(60) + content[cut + 60 :], form)


def test_a_compound_file_whose_sectors_lead_in_a_circle_has_no_errors() -> None:
    content = bytearray(compound_file("Workbook", b"\x09\x08" * 3000))
    content[512 + 4 * 5 : 512 + 4 * 6] = (4).to_bytes(4, "little")  # sector 5 leads back to 4
    assert error_cells(bytes(content), "xls") == {}


def test_an_open_document_with_entities_of_its_own_is_not_searched(tmp_path: Path) -> None:
    path = ods(tmp_path / "bomb.ods", ods_row("#N/A"))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "boom">]>' + content)
    assert error_cells(path.read_bytes(), "ods") == {}


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
        for sheet in read_workbook(path).sheets
        for _, row in cells(sheet)
        for text, kind in row
        if kind == ERROR
    }
    assert expected <= found
