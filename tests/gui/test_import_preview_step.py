"""The import assistant shows every row before it is imported, and what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from alignment_desktop.gui.importing.column_rows import ColumnsModel
from alignment_desktop.gui.importing.step_pages import PREVIEW, VALUES
from alignment_desktop.gui.session import Session
from tests.gui.import_desk import Desk, Opened


def test_the_preview_shows_typed_rows_and_each_problem(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.go_to(PREVIEW)
    preview = desk.assistant.pages.preview
    assert desk.assistant.step == PREVIEW
    shown = [preview.rows.index(0, column).data() for column in range(3)]
    assert shown == ["2", "L-1", "5 Oct 2026, 09:12"]
    assert preview.rows.headerData(1, Qt.Orientation.Horizontal) == "Lead identifier"
    sentence = preview.problems.Column.SENTENCE
    assert [preview.problems.index(row, 0).data() for row in range(2)] == ["3", "4"]
    assert "Perhaps" in preview.problems.index(0, sentence).data()


def test_a_selected_problem_shows_its_cell_in_the_rows(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    assert desk.side.see_button.isVisible()
    desk.qtbot.mouseClick(desk.side.see_button, Qt.MouseButton.LeftButton)
    preview = desk.assistant.pages.preview
    assert desk.assistant.step == PREVIEW
    preview.problems_table.select_row(1)
    cell = preview.rows_table.table.currentIndex()
    assert (cell.row(), cell.data()) == (2, "Perhaps")
    assert preview.sentence.text().startswith("Row 4, Decision: “Perhaps” is not known")


def test_problems_can_be_shown_one_kind_at_a_time(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(
        "Lead ID,Created Date,Amount\nL-1,soon,ten\nL-2,x,12\nL-3,2026-10-05,13\n", encoding="utf-8"
    )
    desk.drop(path)
    desk.go_to(PREVIEW)
    preview = desk.assistant.pages.preview
    assert preview.problems.rowCount() == 3
    assert preview.groups.itemText(1).startswith("2 × Created Date, for example: ")
    preview.groups.setCurrentIndex(2)
    preview.groups.activated.emit(2)
    assert [row.found.column for row in preview.problems.rows] == ["Amount"]


def test_unknown_words_have_a_kind_each_and_a_record_of_another_width_names_its_row(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    deals = "D1,Won,1\nD2,Signed,1\nD3,Filed,1\nD4,Signed,1\nD5,Won,1,000\n"
    path.write_text(f"Deal ID,Deal Stage,Amount\n{deals}", encoding="utf-8")
    desk.drop(path)
    desk.go_to(PREVIEW)
    preview = desk.assistant.pages.preview
    kinds = [preview.groups.itemText(at) for at in range(1, preview.groups.count())]
    assert [kind.partition(" is not")[0] for kind in kinds[:2]] == [
        "2 × Deal Stage: “Signed”",
        "1 × Deal Stage: “Filed”",
    ]
    preview.problems_table.select_row(3)
    assert preview.sentence.text().startswith("Row 6: The record has 4 fields")


def test_problem_rows_are_saved_with_their_cells(desk: Desk, leads: Path, tmp_path: Path) -> None:
    desk.drop(leads)
    target = tmp_path / "problems.xlsx"
    desk.assistant.save_problems_to(target)
    desk.until(lambda: bool(desk.notices))
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert rows[0][:6] == ("Row", "Column", "Problem", "Effect", "Code", "Lead ID")
    assert rows[1][0] == 3
    assert rows[1][4:6] == ("unknown-value", "L-2")


def test_problem_rows_that_were_mended_are_read_as_their_file_was(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    text = "Row;Key;When;Worth;Decision\nx;L-1;13.10.2026;1,5;yes\n"
    text += "y;L-2;3.4.2026x;2,5 bad;Perhaps\nz;L-3;4.5.2026;many;yes\n"
    path.write_text(text, encoding="utf-8")
    desk.drop(path)
    for column, field in (("Key", "lead_id"), ("When", "created_at"), ("Worth", "amount")):
        desk.choose(column, field)
    desk.go_to(VALUES)
    desk.mean("yes", "accepted")
    target = tmp_path / "problems.xlsx"
    desk.assistant.save_problems_to(target)
    desk.until(lambda: bool(desk.notices))
    book = openpyxl.load_workbook(target)
    sheet = book.active
    # A row is there once, however much is wrong with it.
    assert [cell.value for cell in sheet["A"]] == ["Row", 3, 4]
    assert sheet["B2"].value == "Decision, When, Worth"
    sheet["H2"], sheet["I2"], sheet["J2"], sheet["I3"] = "3.4.2026", "2,5", "yes", "7,25"
    book.save(target)
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    desk.drop(target)
    look = desk.assistant.look
    assert look is not None
    assert look.prepared is not None
    assert look.problem_rows == 0
    frame = look.prepared.checked.frame
    assert frame["lead_id"].to_list() == ["L-2", "L-3"]
    assert frame["created_at.day"].to_list() == [date(2026, 4, 3), date(2026, 5, 4)]
    assert frame["amount"].to_list() == [2.5, 7.25]
    assert frame["decision"].to_list() == ["accepted", "accepted"]
    assert frame["own:Row (2)"].to_list() == ["y", "z"]
    assert not desk.assistant._looks.other_sheets()


REPORT = """Pipeline report
As of 2027-01-04

Lead ID,Created Date,MQL Date,Decision
L-1,2026-10-05,2026-10-04,Accepted
L-2,2026-10-06,2026-10-07,Accepted
Lead ID,Created Date,MQL Date,Decision
L-3,2026-10-07,2026-10-09,Accepted
Total,,,
Confidential Information - Do Not Distribute
"""


def test_rows_that_are_no_data_are_counted_and_listed_on_demand(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text(REPORT, encoding="utf-8")
    desk.drop(path)
    assert desk.cell("Decision", ColumnsModel.Column.CHECK) == "matched: Accepted"
    desk.go_to(PREVIEW)
    line = desk.assistant.pages.preview.left_out
    assert line.sentence.text() == (
        "5 rows are left out as no data: 2 lines above the column names, the column names once "
        "more, 1 total, 1 line of small print."
    )
    assert not line.rows.isVisible()
    desk.qtbot.mouseClick(line.show_button, Qt.MouseButton.LeftButton)
    assert line.rows.isVisible()
    assert line.rows.text().splitlines()[:2] == [
        "Row 1: Pipeline report",
        "Row 2: As of 2027-01-04",
    ]
    assert line.show_button.text() == "Hide them"


def test_a_plain_sheet_says_nothing_of_rows_left_out(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.go_to(PREVIEW)
    assert not desk.assistant.pages.preview.left_out.isVisible()


def test_stages_are_called_by_their_names(
    opened: Opened, sample_session: Session, tmp_path: Path
) -> None:
    desk = opened(sample_session)
    path = tmp_path / "leads.csv"
    path.write_text(
        "Lead ID,Created Date,MQL Date,SAL Date,Stage\nL-1,2026-10-05,2026-10-08,2026-10-07,mql\n",
        encoding="utf-8",
    )
    desk.drop(path)
    desk.go_to(PREVIEW)
    preview = desk.assistant.pages.preview
    shown = {
        preview.rows.headerData(at, Qt.Orientation.Horizontal): preview.rows.index(0, at).data()
        for at in range(preview.rows.columnCount())
    }
    stage = sample_session.draft.agreement.stages["mql"].abbreviation
    assert stage == "MQL"
    assert shown["Stage"] == stage
    sentences = [row.sentence for row in preview.problems.rows]
    assert any(f"Entered {stage}" in sentence for sentence in sentences)
    assert not any("mql" in sentence for sentence in sentences)
