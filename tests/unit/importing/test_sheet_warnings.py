"""What a sheet shows, and what looks garbled, is told where the sheet is checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.locating import complete
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.sheet_marks import CellStyle, SheetMarks, Shown
from alignment_desktop.importing.sheet_warnings import read_again
from alignment_desktop.phrasing.problems import sentence
from tests.unit.importing.spreadsheet_files import (
    DOLLARS,
    PADDED,
    PLAIN,
    THOUSANDS,
    Layout,
    Percent,
    Struck,
    Value,
    ods_of,
    read_here,
    with_part,
    with_sheet_xml,
    xls,
    xlsb,
    xlsx,
    xlsx_of,
)

CONTEXT = ImportContext(
    zone="Europe/Berlin",
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL")},
    reasons={"price": "Too expensive"},
)
MAPPING = """kind = "leads"
[columns]
"Lead ID" = "lead_id"
"""


def checked_text(tmp_path: Path, text: str, mapping: str = MAPPING) -> Checked:
    path = tmp_path / "leads.csv"
    path.write_text(text, "utf-8", newline="")
    located = complete(read_here(path), parse_mapping(mapping), CONTEXT)
    return check(located.sheet, located.mapping, CONTEXT)


FILES = {"xlsx": xlsx_of, "xls": xls, "xlsb": xlsb, "ods": ods_of}


def checked_sheet(
    tmp_path: Path,
    rows: list[list[Value]],
    layout: Layout = PLAIN,
    mapping: str = MAPPING,
    form: str = "xlsx",
) -> Checked:
    path = FILES[form](tmp_path / f"leads.{form}", rows, layout)
    located = complete(read_here(path), parse_mapping(mapping), CONTEXT)
    return check(located.sheet, located.mapping, CONTEXT)


def warned(result: Checked) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in result.warnings]


def test_a_merged_number_counts_once_and_a_merged_text_in_each_row(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["Lead ID", "Region", "Amount", "Score"],
        ["L-1", "EMEA", 90.0, 1.0],
        ["L-2", None, None, 2.0],
        ["L-3", None, None, 3.0],
    ]
    mapping = MAPPING + 'Region = "region"\nAmount = "amount"\nScore = "score"\n'
    result = checked_sheet(tmp_path, rows, Layout(merged=((1, 3, 1), (1, 3, 2))), mapping)
    assert result.frame["region"].to_list() == ["EMEA"] * 3
    assert result.frame["amount"].to_list() == [90.0, None, None]
    assert warned(result) == [(3, "Amount", "merged-number"), (4, "Amount", "merged-number")]
    facts = result.warnings[0].facts
    assert "with that of row 2, where 90 counts" in sentence(Problem("merged-number", **facts))


@pytest.mark.parametrize("form", FILES)
def test_numbers_that_are_shown_in_another_currency_are_problems(tmp_path: Path, form: str) -> None:
    rows: list[list[Value]] = [
        ["Lead ID", "Amount", "Fax"],
        ["L-1", Percent(90.0, DOLLARS), Percent(1.0, DOLLARS)],
        ["L-2", Percent(80.0, DOLLARS), 2.0],
        ["L-3", 70.0, 2.0],
        ["L-4", Percent(60.0, DOLLARS), 2.0],
    ]
    mapping = MAPPING + 'Amount = "amount"\n'
    result = checked_sheet(tmp_path, rows, mapping=mapping, form=form)
    assert result.frame["amount"].to_list() == [None, None, 70.0, None]
    told = [(each.row, each.column, each.code, each.effect) for each in result.problems]
    assert told == [(row, "Amount", "other-currency", "cell") for row in (2, 3, 5)]
    dollars = 'currency = "USD"\n' + mapping
    result = checked_sheet(tmp_path, rows, mapping=dollars, form=form)
    assert result.frame["amount"].to_list() == [90.0, 80.0, 70.0, 60.0]
    assert len(result.problems) == 0


@pytest.mark.parametrize("form", FILES)
def test_thousands_that_are_only_written_behind_numbers_count_and_are_told(
    tmp_path: Path, form: str
) -> None:
    rows: list[list[Value]] = [
        ["Lead ID", "Amount", "Fax"],
        ["L-1", Percent(1.5, THOUSANDS), Percent(1.0, THOUSANDS)],
        ["L-2", Percent(80.0, THOUSANDS), 2.0],
        ["L-3", 70.0, 2.0],
        ["L-4", None, None],
    ]
    mapping = 'currency = "USD"\n' + MAPPING + 'Amount = "amount"\n'
    result = checked_sheet(tmp_path, rows, mapping=mapping, form=form)
    assert result.frame["amount"].to_list() == [1500, 80_000, 70, None]
    assert warned(result) == [(2, "Amount", "scale-in-format")]
    euros = checked_sheet(tmp_path, rows, mapping=MAPPING + 'Amount = "amount"\n', form=form)
    assert [each.code for each in euros.problems] == ["other-currency", "other-currency"]


def test_a_hidden_sheet_that_fits_best_is_read_and_told(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", Notes={"A1": "x"}, Leads={"A1": "Lead ID", "A2": "L-1"})
    hide = 'name="Leads" state="hidden"'
    with_part(
        path,
        "xl/workbook.xml",
        lambda xml: re.sub(r'name="Leads"[^>]*? state="visible"', hide, xml),
    )
    located = complete(read_here(path), parse_mapping(MAPPING), CONTEXT)
    result = check(located.sheet, located.mapping, CONTEXT)
    assert warned(result) == [(1, "", "hidden-sheet")]


def test_hidden_rows_and_columns_are_read_and_told_once(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Lead ID", "Note"], ["L-1", "x"], ["L-2", "y"]]
    result = checked_sheet(tmp_path, rows, Layout(hidden_rows=(2,), hidden_columns=(1,)))
    assert result.frame["own:Note"].to_list() == ["x", "y"]
    assert warned(result) == [(1, "", "hidden-cells")]
    assert result.warnings[0].facts == {"rows": "1", "width": "1"}


def test_a_row_with_struck_out_cells_is_read_and_told_once(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        [Struck("Lead ID"), "Note"],
        [Struck("L-1"), Struck("x")],
        ["L-2", "y"],
    ]
    result = checked_sheet(tmp_path, rows)
    assert result.frame["lead_id"].to_list() == ["L-1", "L-2"]
    assert warned(result) == [(2, "Lead ID", "struck-out")]


def test_numbers_with_zeros_before_them_are_numbers_where_numbers_are_meant(
    tmp_path: Path,
) -> None:
    rows: list[list[Value]] = [
        ["Lead ID", "Amount", "Created"],
        [Percent(7.0, PADDED), Percent(7.0, PADDED), Percent(20261003.0, PADDED)],
    ]
    mapping = MAPPING + 'Amount = "amount"\nCreated = "created_at"\n'
    result = checked_sheet(tmp_path, rows, mapping=mapping)
    assert result.frame["lead_id"].to_list() == ["L-00007"]
    assert result.frame["amount"].to_list() == [7.0]
    assert str(result.frame["created_at.day"][0]) == "2026-10-03"


def test_identical_rows_of_a_damaged_identifier_do_not_merge_in_silence(tmp_path: Path) -> None:
    text = "Lead ID,Note\n1.23457E+15,x\n1.23457E+15,x\n9.9E+14,y\n"
    result = checked_text(tmp_path, text)
    assert result.frame["row"].to_list() == [2, 4]
    assert warned(result) == [(2, "Lead ID", "damaged-ids"), (3, "Lead ID", "damaged-id-again")]


def test_words_of_stages_and_reasons_that_no_clause_has_are_kept_and_told_once(
    tmp_path: Path,
) -> None:
    text = "Lead ID,Stage,Reason\n1,MQL,too expensive\n2,Zombie,Moon\n3,Zombie,price\n4,Ghost,\n"
    mapping = MAPPING + 'Stage = "stage"\nReason = "return_reason"\n'
    result = checked_text(tmp_path, text, mapping)
    assert result.frame["stage"].to_list() == ["mql", "Zombie", "Zombie", "Ghost"]
    assert [(each.row, each.code, each.facts) for each in result.warnings] == [
        (3, "stage-word-not-agreed", {"value": "Zombie", "rows": "2"}),
        (3, "return-reason-word-not-agreed", {"value": "Moon", "rows": "1"}),
        (5, "stage-word-not-agreed", {"value": "Ghost", "rows": "1"}),
    ]


def test_letters_that_were_lost_or_garbled_are_told_once_a_column(tmp_path: Path) -> None:
    text = "Lead ID,Account,City,Fax\n1,MÃ¼ller,K\ufffdln,Ã¼\n2,CafÃ©,Ulm,\n3,Ñandú Ã,Köln,\n"
    result = checked_text(tmp_path, text, MAPPING + 'Fax = ""\n')
    assert [(each.row, each.column, each.code, each.facts) for each in result.warnings] == [
        (
            2, "Account", "letters-garbled",
            {"value": "MÃ¼ller", "other": "Müller", "rows": "2"},
        ),
        (2, "City", "letters-lost", {"value": "K\ufffdln", "rows": "1"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("MÃ¼ller", "Müller"),
        ("Itâ€™s", "It’s"),
        ("Â£5", None),
        ("Ã", None),
        ("Łódź", None),
        ("plain", None),
    ],
)
def test_text_that_was_read_in_the_wrong_code_page_is_read_again(
    text: str, other: str | None
) -> None:
    assert read_again(text) == other


def test_marks_beyond_the_last_column_of_a_spreadsheet_or_of_a_sheet_are_passed_over(
    tmp_path: Path,
) -> None:
    marks = SheetMarks()
    assert not marks
    marks.note_style(1, 1 << 14, CellStyle(Shown.PERCENT, struck=True))
    marks.note_merged(1, 2, 1 << 14)
    marks.note_hidden_columns(1 << 14, 1 << 15)
    assert not marks.struck.rows
    assert not marks.merged
    for row in (3, 4, 3, 7):  # where two blocks of a large sheet meet, rows are found twice
        marks.note_hidden_rows(row, row)
    assert marks.hidden_rows == [(3, 4), (7, 7)]
    rows: list[list[Value]] = [["Lead ID"], ["L-1", Percent(0.5)], [None, Struck("x")]]
    path = xlsx_of(tmp_path / "a.xlsx", rows, Layout(merged=((0, 1, 5),), hidden_columns=(7,)))
    with_sheet_xml(path, lambda xml: xml.replace("<v>0.5</v>", "").replace("<t>x</t>", "<t/>"))
    layout = read_here(path).sheets[0].layout
    assert (layout.notes, layout.hidden_columns) == (None, 0)
