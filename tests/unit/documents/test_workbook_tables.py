"""Tables as Excel workbooks: whatever is in them is there again when the workbook is opened."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from alignment_desktop.documents import workbook
from alignment_desktop.documents.workbook import Table, sheet_name, write_tables
from tests.agreements import LETTERS

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "{=1}", "\t=1", "-", "=", "#N/A"]
TEXTS = st.one_of(
    st.sampled_from(FORMULAS),
    st.builds(str.__add__, st.sampled_from("=+-@"), st.text(LETTERS, max_size=20)),
    st.text(LETTERS, max_size=30),
)


@settings(max_examples=25)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_no_text_becomes_a_formula_or_loses_a_sign_that_a_sheet_can_hold(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        write_tables(path, [Table("Leads", texts, [texts])])
        sheet = openpyxl.load_workbook(path)["Leads"]
        # A carriage return is a line's end in XML.
        kept = [
            workbook._UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
            for text in texts
        ]
        for row in (1, 2):
            cells = [sheet.cell(row, at) for at in range(1, len(texts) + 1)]
            assert all(cell.data_type in ("s", "n") for cell in cells)
            assert [cell.value or "" for cell in cells] == kept
        calamine = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        assert all(isinstance(value, str) for row in calamine.to_python() for value in row)


def test_numbers_days_and_moments_are_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    moment = datetime(2026, 10, 5, 9, 12, tzinfo=UTC)
    row = [1.5, 7, True, None, date(2026, 10, 5), moment, 10**18, float("inf"), date(1899, 1, 2)]
    header = [f"c{at}" for at in range(len(row))]
    write_tables(path, [Table("Leads", header, [row], formats={"c0": '#,##0.00 "EUR"'})])
    sheet = openpyxl.load_workbook(path)["Leads"]
    assert [cell.value for cell in sheet[2]] == [
        1.5, 7, True, None, datetime(2026, 10, 5), datetime(2026, 10, 5, 9, 12),  # noqa: DTZ001
        "1000000000000000000", None, "1899-01-02",
    ]  # fmt: skip
    assert sheet["A2"].number_format == '#,##0.00 "EUR"'
    assert sheet["E2"].number_format == "yyyy-mm-dd"
    assert sheet["F2"].number_format == "yyyy-mm-dd hh:mm"


def test_text_like_a_formula_stays_text_when_its_cell_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    row = ["=1+1", "plain", "-" + "word " * 20, " a\n <b> & c "]
    write_tables(path, [Table("Leads", ["a", "b", "c", "d"], [row])])
    cells = openpyxl.load_workbook(path)["Leads"][2]
    assert [cell.value for cell in cells] == row
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False, True, False]
    assert [bool(cell.alignment.wrap_text) for cell in cells] == [False, False, True, False]


def test_a_very_long_text_ends_visibly_where_a_cell_is_full(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_tables(
        path, [Table("Leads", ["a", "b", "c"], [["x" * 40_000, "😀" * 20_000, "y" * 32_767]])]
    )
    full, wide, whole = [str(cell.value) for cell in openpyxl.load_workbook(path)["Leads"][2]]
    assert full.endswith("xxx …")
    assert len(full) == 32_767
    assert wide.endswith("😀 …")
    assert len(wide.encode("utf-16-le")) <= 2 * 32_767
    assert whole == "y" * 32_767


def test_rows_beyond_the_end_of_a_sheet_go_on_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 4)  # a sheet of 1,048,576 rows takes minutes
    path = tmp_path / "out.xlsx"
    write_tables(path, [Table("Leads", ["n"], [[n] for n in range(7)]), Table("leads", ["n"], [])])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Leads", "Leads (2)", "Leads (3)", "leads (4)"]
    found = [cell.value for sheet in book for (cell,) in sheet.iter_rows(min_row=2)]
    assert found == list(range(7))
    assert all(sheet["A1"].value == "n" for sheet in book)


def test_a_table_is_ready_to_be_filtered_and_printed(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_tables(path, [Table("Leads", ["Lead", "Why"], [["L-1", "word " * 40]])])
    sheet = openpyxl.load_workbook(path)["Leads"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width == 60


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Leads", [], "Leads"),
        ("Q4: won/lost [EMEA]*?", [], "Q4 won lost EMEA"),
        ("'quoted'", [], "quoted"),
        ("", [], "Sheet"),
        ("History", [], "History sheet"),
        ("x" * 40, [], "x" * 31),
        ("x" * 40, ["X" * 31], "x" * 27 + " (2)"),
    ],
)
def test_a_sheets_name_is_one_that_excel_takes(wanted: str, taken: list[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name


@pytest.mark.parametrize("text", ["=1+1", " =1", "+49 30", "-", "@x", "007", "1-2", "＝A1", "\t=1"])
def test_text_that_a_sheet_would_read_otherwise_once_edited_is_marked_as_text(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "text.xlsx"
    write_tables(path, [Table("Text", ["Lead"], [[text], ["Contoso"]])])
    sheet = openpyxl.load_workbook(path)["Text"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == (text, "s", True)
    assert not sheet["A3"].quotePrefix


def test_text_that_looks_like_the_code_of_a_character_is_read_back_as_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "codes.xlsx"
    write_tables(path, [Table("Codes", ["_x0041_"], [["_x000D_ and _x005F_"], ["_x41_"]])])
    with zipfile.ZipFile(path) as parts:
        content = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "_x005F_x000D_ and _x005F_x005F_" in content
    assert "_x41_" in content
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [
        ["_x0041_"],
        ["_x000D_ and _x005F_"],
        ["_x41_"],
    ]


def test_equal_tables_give_equal_bytes_a_name_for_formulas_and_a_range_to_print(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        write_tables(path, [Table("Missed leads", ["Lead", "Hours"], [["L-1", 4.5]])])
    assert one.read_bytes() == other.read_bytes()
    book = openpyxl.load_workbook(one)
    assert book.defined_names["Missed_leads_table"].attr_text == "'Missed leads'!$A$1:$B$2"
    assert book["Missed leads"].print_area == "'Missed leads'!$A$1:$B$2"
