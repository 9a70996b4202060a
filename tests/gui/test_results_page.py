"""The page of results: files become imports, which are listed, undone and restored."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import openpyxl
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from alignment_desktop.frames import Kind
from alignment_desktop.gui.delegates.cells import CellDelegate
from alignment_desktop.gui.importing.batch_rows import ImportsModel
from alignment_desktop.gui.importing.step_pages import FINISH, SHEET
from alignment_desktop.gui.session import Session
from tests.gui.import_desk import Desk, Occupy, Opened


def test_an_empty_workspace_asks_for_a_spreadsheet_and_offers_templates(desk: Desk) -> None:
    assert desk.page.empty.isVisible()
    assert desk.page.empty.action_button.isVisible()
    assert set(desk.page.empty.template_buttons) == set(Kind)


def test_a_template_can_be_filled_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    desk.page.acts.save_template(Kind.LEADS, path)
    desk.until(lambda: bool(desk.notices))
    assert "leads.xlsx" in desk.notices[0].text
    assert openpyxl.load_workbook(path).active["A1"].value == "lead_id"


def test_nothing_is_stored_before_import_is_pressed(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    focused = desk.window.focusWidget()
    assert desk.assistant.pages.columns.isAncestorOf(focused), "the keyboard is in the step"
    desk.go_to(FINISH)
    assert desk.assistant.step == FINISH
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    assert not desk.assistant.busy
    assert desk.page.empty.isVisible()
    assert desk.page.batches == ()


def test_an_import_is_listed_and_its_notice_undoes_it(desk: Desk, leads: Path) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.until(lambda: bool(desk.notices))
    assert desk.page.imports.table.isVisible()
    assert desk.page.imports.model.index(0, 0).data() == "leads.csv"
    assert desk.notices[-1].text == "3 rows of leads.csv are imported."
    act = desk.notices[-1].act
    assert act is not None
    act()
    desk.until(lambda: desk.page.batches[0].withdrawn)
    assert desk.page.imports.model.index(0, desk.page.imports.model.Column.STATE).data() == "Undone"


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


def test_the_same_file_again_is_said_and_can_be_imported_once_more(desk: Desk, leads: Path) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.drop(leads)
    assert "already here as import 1" in desk.side.trouble.words.text()
    assert not desk.page.next_button.isEnabled()
    desk.qtbot.mouseClick(desk.side.trouble.answer_buttons[0], Qt.MouseButton.LeftButton)
    desk.until(desk.page.next_button.isEnabled)
    assert [desk.count(row) for row in range(3)] == ["0", "0", "3"]


def test_files_that_come_meanwhile_follow_one_after_the_other(
    desk: Desk, leads: Path, tmp_path: Path
) -> None:
    second = tmp_path / "deals.csv"
    second.write_text("Lead ID,Won date\nL-1,2026-11-01\n", encoding="utf-8")
    desk.drop(leads)
    desk.page.take_files([second])
    desk.until(lambda: "1 more to come" in desk.page.subtitle)
    desk.go_to(FINISH)
    desk.press_next()
    desk.until(lambda: "deals.csv" in desk.page.subtitle)
    desk.until_looked()
    assert desk.count(1) == "1"
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.imports.table.isVisible()


def test_a_stopped_import_stores_nothing_and_can_be_begun_again(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.go_to(FINISH)
    free = Event()
    desk.session.execute(Occupy(free))
    desk.press_next()
    finish = desk.assistant.pages.finish
    assert finish.bar.isVisible()
    assert not desk.page.close_button.isEnabled()
    desk.qtbot.mouseClick(finish.cancel_button, Qt.MouseButton.LeftButton)
    free.set()
    assert desk.notices[-1].text == "The import was stopped; nothing is stored."
    assert not finish.bar.isVisible()
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.batches[0].id == 1


def test_the_day_that_the_data_speak_of_is_kept_with_the_import(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.go_to(FINISH)
    desk.assistant.pages.finish.as_of.setText("soon")
    desk.assistant.pages.finish.as_of.editingFinished.emit()
    desk.until(desk.assistant.pages.finish.trouble.isVisible)
    assert not desk.page.next_button.isEnabled()
    desk.assistant.pages.finish.as_of.setText("2027-01-04")
    desk.assistant.pages.finish.as_of.editingFinished.emit()
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.batches[0].data_as_of == "2027-01-04"


def test_the_models_keep_the_rules_of_item_models(
    desk: Desk, leads: Path, qtmodeltester: ModelTester
) -> None:
    desk.drop(leads)
    desk.press_next()
    for model in (
        desk.assistant.pages.columns.model,
        desk.assistant.pages.preview.rows,
        desk.assistant.pages.preview.problems,
        desk.page.imports.model,
    ):
        qtmodeltester.check(model)


def test_the_real_files_are_matched_as_they_come(desk: Desk, real_data: Path) -> None:
    folder = real_data / "olist"
    desk.import_all(folder / "olist_marketing_qualified_leads_dataset.csv")
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.drop(folder / "olist_closed_deals_dataset.csv")
    assert [desk.count(row) for row in range(4)] == ["0", "842", "0", "0"]
    assert desk.side.reading.constants.isVisible()


def test_the_next_sheet_of_a_workbook_follows_without_starting_anew(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "quarter.xlsx"
    book = openpyxl.Workbook()
    for name, row in (("October", "L-1"), ("November", "L-2")):
        sheet = book.create_sheet(name)
        sheet.append(["Lead ID", "Created Date"])
        sheet.append([row, "2026-10-05"])
    del book["Sheet"]
    book.save(path)
    desk.drop(path)
    assert "Sheet “October” (one of 2)" in desk.side.facts.text()
    desk.press_next()
    desk.press_next()
    assert desk.assistant.pages.finish.another_sheet.isVisible()
    desk.assistant.pages.finish.another_sheet.setChecked(True)
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.until(lambda: desk.assistant.step == SHEET)
    desk.until_looked()
    assert desk.assistant.pages.sheet.sheets.value() == "November"
    assert desk.assistant.pages.sheet.sheets.itemText(0) == "October – 2 rows, imported already"
    for _ in range(4):
        desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 2)
    assert not desk.assistant.busy


def test_a_folder_brings_its_spreadsheets_and_what_is_none_is_named(
    desk: Desk, leads: Path, tmp_path: Path
) -> None:
    folder, bare = tmp_path / "exports", tmp_path / "bare"
    folder.mkdir()
    bare.mkdir()
    for name in ("b.csv", "a.csv", "~$a.xlsx", "notes.pdf"):
        (folder / name).write_bytes(leads.read_bytes())
    desk.page.take_files([folder, bare, tmp_path / "plan.align"])
    desk.until(lambda: bool(desk.notices))
    assert desk.notices[0].text == (
        "The folder bare holds no spreadsheet; choose one with files of these endings: "
        ".xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .tsv, .txt. "
        "plan.align is a workspace, not a spreadsheet; drop it alone to open it."
    )
    assert desk.page.files.view.isVisible()
    assert [row.file for row in desk.page.files.view.model.rows] == ["a.csv", "b.csv"]


def test_an_import_is_undone_and_redone_as_any_other_change(desk: Desk, leads: Path) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    desk.session.undo()
    desk.until(lambda: desk.page.batches[0].withdrawn)
    desk.until(lambda: desk.session.can_redo)
    desk.session.redo()
    desk.until(lambda: not desk.page.batches[0].withdrawn)


def test_moments_are_shown_in_the_zone_of_the_agreement(
    opened: Opened, sample_session: Session
) -> None:
    desk = opened(sample_session)
    imported = desk.page.imports.model.index(0, desk.page.imports.model.Column.IMPORTED).data()
    assert imported == "4 Jan 2027, 09:00 CET"


def test_what_was_wrong_with_an_import_can_be_saved_later(
    desk: Desk, leads: Path, tmp_path: Path
) -> None:
    desk.import_all(leads)
    desk.until(lambda: len(desk.page.batches) == 1)
    assert desk.page.batch.save_button.isVisible()
    target = tmp_path / "later.xlsx"
    desk.page.acts.save_problems(desk.page.batches[0], target)
    desk.until(lambda: "later.xlsx" in desk.notices[-1].text)
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows] == [("Row", "Column"), (3, "Decision"), (4, "Decision")]


def test_kind_and_moment_of_every_import_are_read_to_their_end(
    opened: Opened, sample_session: Session
) -> None:
    desk = opened(sample_session)
    desk.until(lambda: len(desk.page.batches) == 5)
    table = desk.page.imports.table.table

    def is_whole(column: ImportsModel.Column) -> bool:
        cell = table.itemDelegateForColumn(column)
        assert isinstance(cell, CellDelegate)
        wanted = (cell.width_for(table.model().index(row, column)) for row in range(5))
        return table.columnWidth(column) >= max(wanted)

    desk.until(lambda: is_whole(ImportsModel.Column.KIND))
    assert is_whole(ImportsModel.Column.IMPORTED)


def test_the_last_step_says_what_the_scoreboard_would_say(
    opened: Opened, sample_session: Session, tmp_path: Path
) -> None:
    desk = opened(sample_session)
    late = tmp_path / "late.csv"
    rows = [f"N-{at},2026-10-05 09:12,A,2026-10-05 09:20,2026-10-09 10:00" for at in range(60)]
    header = "Lead ID,Created Date,Grade,MQL Date,First Touch"
    late.write_text("\n".join((header, *rows)), encoding="utf-8")
    desk.drop(late)
    desk.go_to(FINISH)
    part = desk.assistant.pages.finish.outlook
    assert part.sentence.text().startswith("We work out")
    desk.until(part.table.isVisible)
    rows_shown = part.model.rows
    assert rows_shown
    assert all(row.now != row.after for row in rows_shown)
    assert "over its whole period" in part.sentence.text()
    finish = desk.assistant.pages.finish
    finish.as_of.setText("2027-01-03")
    finish.as_of.editingFinished.emit()
    assert not part.isVisible(), "other choices, another scoreboard"
    desk.until(part.table.isVisible)
