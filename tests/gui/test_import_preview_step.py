"""The import assistant shows every row before it is imported, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from alignment_desktop.gui.importing.step_pages import PREVIEW
from tests.gui.import_desk import Desk


def test_the_preview_shows_typed_rows_and_each_problem(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.press_next()
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
    path.write_text("Lead ID,Created Date,Amount\nL-1,soon,ten\nL-2,x,12\n", encoding="utf-8")
    desk.drop(path)
    desk.press_next()
    preview = desk.assistant.pages.preview
    assert preview.problems.rowCount() == 3
    assert preview.groups.itemText(1).startswith("2 × Created Date: ")
    preview.groups.setCurrentIndex(2)
    preview.groups.activated.emit(2)
    assert [row.found.column for row in preview.problems.rows] == ["Amount"]


def test_problem_rows_are_saved_with_their_cells(desk: Desk, leads: Path, tmp_path: Path) -> None:
    desk.drop(leads)
    target = tmp_path / "problems.xlsx"
    desk.assistant.save_problems_to(target)
    desk.until(lambda: bool(desk.notices))
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert rows[0][:6] == ("Row", "Column", "Problem", "Effect", "Code", "Lead ID")
    assert rows[1][0] == 3
    assert rows[1][4:6] == ("unknown-value", "L-2")
