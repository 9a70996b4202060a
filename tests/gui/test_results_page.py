"""The page of results: dropped files become imports, step by step, and imports can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from alignment_desktop.frames import Kind
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.importing.assistant import COLUMNS, FILE, FINISH, PREVIEW, SHEET
from alignment_desktop.gui.importing.cells import Choices
from alignment_desktop.gui.importing.column_rows import IGNORE, KEEP, ColumnsModel
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.notices import Notice
from alignment_desktop.gui.page import PageSpec
from alignment_desktop.gui.pages.results import ResultsPage
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window_memory import WindowMemory
from alignment_desktop.services.workspace import Workspace

LEADS = """Lead ID;Created Date;Lead Source;Decision;Fax
L-1;2026-10-05 09:12;Webinar;Accepted;
L-2;2026-10-06 10:00;Search;Perhaps;
L-3;2026-10-07 11:30;Search;Perhaps;
"""


@dataclass(frozen=True)
class Occupy:
    """Keeps the store busy, as a large import of somebody else would."""

    free: Event

    def run(self, workspace: Workspace, at: datetime) -> None:
        self.free.wait(20)


class Desk:
    """The page in a window of its own, and what the user would do there."""

    def __init__(self, qtbot: QtBot, session: Session, window: MainWindow, page: ResultsPage):
        self.qtbot, self.session, self.window, self.page = qtbot, session, window, page
        self.assistant, self.side = page.assistant, page.assistant.side
        self.notices: list[Notice] = []
        session.noticed.connect(self.notices.append)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def drop(self, *paths: Path) -> None:
        self.page.take_files(paths)
        self.until_looked()

    def until_looked(self) -> None:
        self.until(lambda: self.assistant.look is not None and not self.assistant.looking)

    def press_next(self) -> None:
        self.until(self.page.next_button.isEnabled)
        self.qtbot.mouseClick(self.page.next_button, Qt.MouseButton.LeftButton)

    def choose(self, column: str, field: str) -> None:
        self.assistant.columns.means.chosen.emit(column, field)
        self.until_looked()

    def cell(self, column: str, at: int) -> str:
        model = self.assistant.columns.model
        return str(model.index(model.row_of(column), at).data())

    def count(self, row: int) -> str:
        return self.side._count_rows[row][1].text()

    def import_all(self, *paths: Path) -> None:
        self.drop(*paths)
        while self.assistant.step != FINISH:
            self.press_next()
        self.press_next()


Opened = Callable[[Session], Desk]


@pytest.fixture
def opened(qtbot: QtBot, switch: ThemeSwitch, icons: Icons, tmp_path: Path) -> Opened:
    def open_(session: Session) -> Desk:
        settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
        spec = PageSpec(
            "results",
            "Measure",
            "Results",
            "results",
            lambda: ResultsPage(session, switch, icons),
        )
        window = MainWindow([spec], switch, icons, WindowMemory(settings))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        page = window.page("results")
        assert isinstance(page, ResultsPage)
        desk = Desk(qtbot, session, window, page)
        desk.until(lambda: page._read)
        return desk

    return open_


@pytest.fixture
def desk(opened: Opened, session: Session) -> Desk:
    return opened(session)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LEADS, encoding="utf-8")
    return path


def test_an_empty_workspace_asks_for_a_spreadsheet_and_offers_templates(desk: Desk) -> None:
    assert desk.page.empty.isVisible()
    assert desk.page.empty.action_button.isVisible()
    assert set(desk.page.template_buttons) == set(Kind)


def test_a_template_can_be_filled_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    desk.page.save_template(Kind.LEADS, path)
    desk.until(lambda: bool(desk.notices))
    assert "leads.xlsx" in desk.notices[0].text
    assert openpyxl.load_workbook(path).active["A1"].value == "lead_id"


def test_a_dropped_file_is_read_and_its_columns_are_matched(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    assert desk.assistant.step == COLUMNS
    assert desk.assistant.columns.isVisible()
    column = ColumnsModel.Column
    assert desk.cell("Lead ID", column.MEANS) == "Lead identifier"
    assert desk.cell("Created Date", column.MEANS) == "Created at"
    assert desk.cell("Created Date", column.SAMPLE) == "2026-10-05 09:12"
    assert desk.cell("Fax", column.MEANS) == "Keep as it is"
    assert desk.count(0) == "3"
    assert "3 rows · 5 columns" in desk.side.facts.text()


def test_nothing_is_stored_before_import_is_pressed(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.press_next()
    desk.press_next()
    assert desk.assistant.step == FINISH
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    assert not desk.assistant.busy
    assert desk.page.empty.isVisible()
    assert desk.page.batches == ()


def test_an_import_is_listed_and_its_notice_undoes_it(desk: Desk, leads: Path) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.until(lambda: bool(desk.notices))
    assert desk.page.table.isVisible()
    assert desk.page.model.index(0, 0).data() == "leads.csv"
    assert desk.notices[-1].text == "3 rows of leads.csv are imported."
    act = desk.notices[-1].act
    assert act is not None
    act()
    desk.until(lambda: desk.page.batches[0].withdrawn)
    assert desk.page.model.index(0, desk.page.model.Column.STATE).data() == "Undone"


def test_an_import_is_undone_and_restored_in_the_inspector(desk: Desk, leads: Path) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    button = desk.page.batch.act_button
    assert button.text() == "Undo this import"
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.until(lambda: button.text() == "Restore this import")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.until(lambda: button.text() == "Undo this import")
    assert not desk.page.batches[0].withdrawn


def test_a_column_can_be_given_another_meaning_and_takes_it_from_the_old_one(
    desk: Desk, leads: Path
) -> None:
    desk.drop(leads)
    desk.choose("Fax", "source")
    means = ColumnsModel.Column.MEANS
    desk.until(lambda: desk.cell("Fax", means) == "Source")
    assert desk.cell("Lead Source", means) == "Keep as it is"
    desk.choose("Fax", IGNORE)
    desk.until(lambda: desk.cell("Fax", means) == "Ignore")
    desk.choose("Fax", KEEP)
    desk.until(lambda: desk.cell("Fax", means) == "Keep as it is")


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups without a screen
def test_the_choice_opens_on_the_row_by_keyboard(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.assistant.columns.open_choice("Fax")
    editor = desk.assistant.columns.table.table.findChild(Choices)
    assert editor is not None
    assert editor.findData("entered.mql") == -1
    assert editor.findText("Lost reason") >= 0
    editor.hidePopup()
    editor.setCurrentIndex(editor.findData("region"))
    editor.activated.emit(editor.currentIndex())
    desk.until(lambda: desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region")


def test_the_stages_agreed_on_can_be_meant(opened: Opened, sample_session: Session) -> None:
    desk = opened(sample_session)
    path = Path(sample_session.address).with_name("few.csv")
    path.write_text("Lead ID,When it got ripe\nX-1,2026-11-03 10:00\n", encoding="utf-8")
    desk.drop(path)
    desk.choose("When it got ripe", "entered.mql")
    column = ColumnsModel.Column
    desk.until(lambda: desk.cell("When it got ripe", column.MEANS).startswith("Entered "))
    assert desk.cell("When it got ripe", column.CHECK) == "matched: Europe/Berlin"


def test_values_that_nobody_knows_are_said_to_mean_something(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    assert desk.cell("Decision", ColumnsModel.Column.CHECK).startswith("needs you: 1 of 2")
    assert desk.count(3) == "2"
    choice = desk.side.value_choices["Perhaps"]
    choice.setCurrentIndex(choice.findData("returned"))
    choice.activated.emit(choice.currentIndex())
    desk.until(lambda: desk.count(3) == "0")
    assert desk.cell("Decision", ColumnsModel.Column.CHECK).startswith("matched")


def test_dates_that_fit_two_readings_are_settled_by_a_button(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "unclear.csv"
    path.write_text("Lead ID,Created Date\nL-1,03/04/2026\nL-2,05/06/2026\n", encoding="utf-8")
    desk.drop(path)
    assert desk.side.trouble_card.isVisible()
    assert "Which is it?" in desk.side.trouble.text()
    assert not desk.page.next_button.isEnabled()
    assert [button.text() for button in desk.side.answer_buttons] == [
        "Day first: 03 April 2026",
        "Month first: 04 March 2026",
    ]
    desk.qtbot.mouseClick(desk.side.answer_buttons[0], Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.side.trouble_card.isVisible())
    desk.until(desk.page.next_button.isEnabled)
    assert desk.cell("Created Date", ColumnsModel.Column.CHECK) == "matched: day first · UTC"


def test_numbers_that_fit_two_readings_are_settled_by_a_button(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "unclear.csv"
    path.write_text("Lead ID;Amount\nL-1;1.234\nL-2;5.678\n", encoding="utf-8")
    desk.drop(path)
    assert "Which is it?" in desk.side.trouble.text()
    desk.qtbot.mouseClick(desk.side.answer_buttons[0], Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.side.trouble_card.isVisible())
    assert desk.cell("Amount", ColumnsModel.Column.CHECK) == "matched: decimal comma"


def test_rows_that_differ_are_settled_by_choosing_which_counts(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        "Lead ID,Created Date,Lead Source\nL-1,2026-10-01,Web\nL-1,2026-10-02,Fair\n",
        encoding="utf-8",
    )
    desk.drop(path)
    assert desk.count(3) == "2"
    choice = desk.side.repeats
    assert choice.isVisible()
    choice.setCurrentIndex(choice.findData("last by Created Date"))
    choice.activated.emit(choice.currentIndex())
    desk.until(lambda: desk.count(3) == "0")
    assert desk.count(0) == "1"


def test_the_same_file_again_is_said_and_can_be_imported_once_more(desk: Desk, leads: Path) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.drop(leads)
    assert "already here as import 1" in desk.side.trouble.text()
    assert not desk.page.next_button.isEnabled()
    desk.qtbot.mouseClick(desk.side.answer_buttons[0], Qt.MouseButton.LeftButton)
    desk.until(desk.page.next_button.isEnabled)
    assert [desk.count(row) for row in range(3)] == ["0", "0", "3"]


def test_the_preview_shows_typed_rows_and_each_problem(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.press_next()
    preview = desk.assistant.preview
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
    preview = desk.assistant.preview
    assert desk.assistant.step == PREVIEW
    preview.problems_table.select_row(1)
    cell = preview.rows_table.table.currentIndex()
    assert (cell.row(), cell.data()) == (2, "Perhaps")
    assert preview.sentence.text() == preview.problems.row_at(1).sentence


def test_problems_can_be_shown_one_kind_at_a_time(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Created Date,Amount\nL-1,soon,ten\nL-2,x,12\n", encoding="utf-8")
    desk.drop(path)
    desk.press_next()
    preview = desk.assistant.preview
    assert preview.problems.rowCount() == 3
    assert preview.groups.itemText(1).startswith("2 × Created Date: ")
    preview.groups.setCurrentIndex(2)
    preview.groups.activated.emit(2)
    assert [row.column for row in preview.problems.rows] == ["Amount"]


def test_problem_rows_are_saved_with_their_cells(desk: Desk, leads: Path, tmp_path: Path) -> None:
    desk.drop(leads)
    target = tmp_path / "problems.xlsx"
    desk.assistant.save_problems_to(target)
    desk.until(lambda: bool(desk.notices))
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert rows[0][:5] == ("Row", "Column", "Problem", "Effect", "Lead ID")
    assert rows[1][0] == 3
    assert rows[1][4] == "L-2"


def test_a_sheet_that_nobody_knows_is_no_dead_end(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Quux,Frob\n17,maybe\n18,never\n", encoding="utf-8")
    desk.drop(path)
    assert desk.assistant.step == SHEET
    assert "We do not know a table like this" in desk.assistant.sheet.note.text()
    desk.press_next()
    assert not desk.page.next_button.isEnabled()
    desk.choose("Quux", "lead_id")
    desk.until(desk.page.next_button.isEnabled)
    desk.press_next()
    desk.press_next()
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.batches[0].columns == {"Quux": "lead_id", "Frob": "Frob"}


def test_another_row_can_hold_the_column_names(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    path.write_text("Lead ID,Created Date\nLead ID,MQL Date\nL-1,2026-10-01\n", encoding="utf-8")
    desk.drop(path)
    desk.qtbot.mouseClick(desk.page.back_button, Qt.MouseButton.LeftButton)
    assert desk.assistant.step == SHEET
    desk.assistant.sheet.top.select_row(1)
    desk.until_looked()
    names = [row.key for row in desk.assistant.columns.model.rows]
    assert names == ["Lead ID", "MQL Date"]
    assert desk.count(0) == "1"


def test_a_file_that_is_no_spreadsheet_is_refused_in_place(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    desk.page.take_files([path])
    desk.until(lambda: bool(desk.assistant.file.trouble.text()))
    assert desk.assistant.step == FILE
    assert desk.assistant.file.trouble.isVisible()
    assert desk.assistant.file.other_button.isVisible()
    assert not desk.page.next_button.isEnabled()
    assert desk.notices == []


def test_several_files_come_one_after_the_other(desk: Desk, leads: Path, tmp_path: Path) -> None:
    second = tmp_path / "deals.csv"
    second.write_text("Lead ID,Won date\nL-1,2026-11-01\n", encoding="utf-8")
    desk.drop(leads, second)
    assert "1 more to come" in desk.page.subtitle
    desk.press_next()
    desk.press_next()
    desk.press_next()
    desk.until(lambda: "deals.csv" in desk.page.subtitle)
    desk.until_looked()
    assert desk.count(1) == "1"
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.table.isVisible()


def test_a_stopped_import_stores_nothing_and_can_be_begun_again(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.press_next()
    desk.press_next()
    free = Event()
    desk.session.execute(Occupy(free))
    desk.press_next()
    finish = desk.assistant.finish
    assert finish.bar.isVisible()
    assert not desk.page.close_button.isEnabled()
    desk.qtbot.mouseClick(finish.cancel_button, Qt.MouseButton.LeftButton)
    free.set()
    assert desk.notices[-1].text == "The import was stopped; nothing is stored."
    assert not finish.bar.isVisible()
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.batches[0].id == 1


def test_choices_that_are_remembered_read_the_next_file_unasked(
    desk: Desk, leads: Path, tmp_path: Path
) -> None:
    desk.drop(leads)
    desk.choose("Fax", "region")
    desk.press_next()
    desk.press_next()
    desk.assistant.finish.remember.setText("Weekly report")
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    later = tmp_path / "later.csv"
    later.write_text(LEADS.replace("L-", "M-"), encoding="utf-8")
    desk.drop(later)
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region"
    assert desk.side.profile.value() == "Weekly report"
    desk.side.profile.show_value("")
    desk.side.profile.activated.emit(0)
    desk.until(lambda: desk.cell("Fax", ColumnsModel.Column.MEANS) == "Keep as it is")


def test_the_day_that_the_data_speak_of_is_kept_with_the_import(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.press_next()
    desk.press_next()
    desk.assistant.finish.as_of.setText("soon")
    desk.assistant.finish.as_of.editingFinished.emit()
    desk.until(desk.assistant.finish.trouble.isVisible)
    assert not desk.page.next_button.isEnabled()
    desk.assistant.finish.as_of.setText("2027-01-04")
    desk.assistant.finish.as_of.editingFinished.emit()
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.batches[0].data_as_of == "2027-01-04"


def test_the_models_keep_the_rules_of_item_models(
    desk: Desk, leads: Path, qtmodeltester: ModelTester
) -> None:
    desk.drop(leads)
    desk.press_next()
    for model in (
        desk.assistant.columns.model,
        desk.assistant.preview.rows,
        desk.assistant.preview.problems,
        desk.page.model,
    ):
        qtmodeltester.check(model)


def test_the_real_files_are_matched_as_they_come(desk: Desk, real_data: Path) -> None:
    folder = real_data / "olist"
    desk.import_all(folder / "olist_marketing_qualified_leads_dataset.csv")
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.drop(folder / "olist_closed_deals_dataset.csv")
    assert [desk.count(row) for row in range(4)] == ["0", "842", "0", "0"]
    assert desk.side.constants.isVisible()
