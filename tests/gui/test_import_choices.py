"""The import assistant asks what a file leaves open, and proposes what its columns mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox

from alignment_desktop.gui.importing.cells import Choices
from alignment_desktop.gui.importing.column_rows import IGNORE, KEEP, ColumnsModel
from alignment_desktop.gui.importing.step_pages import COLUMNS, FILE, FINISH, PREVIEW, SHEET, VALUES
from alignment_desktop.gui.importing.word_rows import FOUND
from alignment_desktop.gui.session import Session
from tests.gui.import_desk import LEADS, Desk, Opened


def test_a_dropped_file_is_read_and_its_columns_are_matched(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    assert desk.assistant.step == COLUMNS
    assert desk.assistant.pages.columns.isVisible()
    column = ColumnsModel.Column
    assert desk.cell("Lead ID", column.MEANS) == "Lead identifier"
    assert desk.cell("Created Date", column.MEANS) == "Created at"
    assert desk.cell("Created Date", column.SAMPLE) == "2026-10-05 09:12"
    assert desk.cell("Fax", column.MEANS) == "Keep as it is"
    assert desk.count(0) == "3"
    assert "3 rows · 5 columns" in desk.side.facts.text()


def test_a_column_can_be_given_another_meaning_and_takes_it_from_the_old_one(
    desk: Desk, leads: Path
) -> None:
    desk.drop(leads)
    desk.choose("Fax", "source")
    means = ColumnsModel.Column.MEANS
    desk.until(lambda: desk.cell("Fax", means) == "Source")
    assert desk.cell("Lead Source", means) == "Keep as it is"
    step = desk.assistant.pages.columns
    step.table.select_row(step.model.row_of("Fax"))
    assert step.meaning.text() == "Source: Where the lead came from."
    desk.choose("Fax", IGNORE)
    desk.until(lambda: desk.cell("Fax", means) == "Ignore")
    desk.choose("Fax", KEEP)
    desk.until(lambda: desk.cell("Fax", means) == "Keep as it is")


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups without a screen
def test_the_choice_opens_on_the_row_by_keyboard(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.assistant.pages.columns.table.opened.emit("Fax")
    editor = desk.assistant.pages.columns.table.table.findChild(Choices)
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
    assert desk.cell("When it got ripe", column.CHECK) == "matched: times in Europe/Berlin"


def test_values_that_nobody_knows_are_said_to_mean_something(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    assert desk.cell("Decision", ColumnsModel.Column.CHECK).startswith("needs you: 1 of 2")
    assert desk.count(3) == "2"
    desk.press_next()
    values = desk.assistant.pages.values
    assert desk.assistant.step == VALUES
    assert values.heading.text() == "2 words in 1 of the columns · 1 to choose"
    assert [(row.word, row.rows, row.becomes) for row in values.model.words] == [
        ("Perhaps", "2", "Choose …"),
        ("Accepted", "1", "Accepted"),
    ]
    desk.mean("Perhaps", "returned")
    assert desk.count(3) == "0"
    # What was answered stays in its place, and can be answered otherwise.
    first, _ = values.model.words
    assert (first.word, first.becomes, first.check.text) == ("Perhaps", "Returned", "chosen by you")
    desk.qtbot.mouseClick(desk.page.back_button, Qt.MouseButton.LeftButton)
    assert desk.cell("Decision", ColumnsModel.Column.CHECK).startswith("matched")
    desk.press_next()
    desk.mean("Perhaps", "")
    assert values.model.words[0].becomes == "Blank"
    desk.mean("Perhaps", FOUND)
    assert values.model.words[0].is_open
    assert desk.count(3) == "2"


def test_choices_are_taken_back_and_made_again_by_key(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    assert desk.page.undo_state() == (False, False)
    desk.choose("Fax", "region")
    desk.press_next()
    desk.mean("Perhaps", "returned")
    desk.press_next()
    assert desk.page.undo_typing()
    assert desk.assistant.step == VALUES
    desk.until_looked()
    assert desk.assistant.pages.values.model.words[0].is_open
    assert desk.page.undo_typing()
    assert desk.assistant.step == COLUMNS
    desk.until_looked()
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Keep as it is"
    # A press too many undoes nothing that is out of sight.
    assert desk.page.undo_state() == (False, True)
    assert desk.page.undo_typing()
    assert desk.page.redo_typing()
    desk.until_looked()
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region"
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    assert desk.page.undo_state() is None


def test_words_of_stages_and_reasons_become_those_agreed_on(
    opened: Opened, sample_session: Session
) -> None:
    desk = opened(sample_session)
    path = Path(sample_session.address).with_name("stages.csv")
    path.write_text("Lead ID,Stage,Return Reason\nX-1,MQL,odd\nX-2,Ripe,odd\n", encoding="utf-8")
    desk.drop(path)
    desk.go_to(VALUES)
    step = desk.assistant.pages.values
    found = {row.word: row for row in step.model.words}
    assert found["MQL"].check.text == "matched"
    assert found["Ripe"].reason == "no such stage is agreed"
    assert found["odd"].becomes == "odd"
    offered = dict(step._choices(found["Ripe"].key))
    assert offered["mql"] == "MQL"
    assert offered["Ripe"] == "Keep “Ripe”"
    desk.mean("Ripe", "mql")
    desk.mean("odd", "odd")
    found = {row.word: row for row in step.model.words}
    assert (found["Ripe"].becomes, found["Ripe"].check.text) == ("MQL", "chosen by you")
    assert found["odd"].check.text == "chosen by you"


def test_files_without_words_pass_over_that_step(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Lead ID,Created Date\nL-1,2026-10-05\n", encoding="utf-8")
    desk.drop(path)
    desk.press_next()
    assert desk.assistant.step == PREVIEW
    desk.qtbot.mouseClick(desk.page.back_button, Qt.MouseButton.LeftButton)
    assert desk.assistant.step == COLUMNS
    desk.assistant.steps.chosen.emit(VALUES)
    assert desk.assistant.pages.values.heading.text().startswith("No column of this sheet holds")


def test_dates_that_fit_two_readings_are_settled_by_a_button(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "unclear.csv"
    path.write_text("Lead ID,Created Date\nL-1,03/04/2026\nL-2,05/06/2026\n", encoding="utf-8")
    desk.drop(path)
    assert desk.side.trouble.isVisible()
    assert "Which is it?" in desk.side.trouble.words.text()
    assert not desk.page.next_button.isEnabled()
    assert [button.text() for button in desk.side.trouble.answer_buttons] == [
        "Day first: 03 April 2026",
        "Month first: 04 March 2026",
    ]
    desk.qtbot.mouseClick(desk.side.trouble.answer_buttons[0], Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.side.trouble.isVisible())
    desk.until(desk.page.next_button.isEnabled)
    assert (
        desk.cell("Created Date", ColumnsModel.Column.CHECK) == "matched: day first · times in UTC"
    )


def test_numbers_that_fit_two_readings_are_settled_by_a_button(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "unclear.csv"
    path.write_text("Lead ID;Amount\nL-1;1.234\nL-2;5.678\n", encoding="utf-8")
    desk.drop(path)
    assert "Which is it?" in desk.side.trouble.words.text()
    desk.qtbot.mouseClick(desk.side.trouble.answer_buttons[0], Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.side.trouble.isVisible())
    assert desk.cell("Amount", ColumnsModel.Column.CHECK) == "matched: decimal comma"


def test_how_a_file_was_read_is_said_and_changed_in_place(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "umlaute.csv"
    rows = "L-1;13.10.2026;Müller;1,50;x\nL-2;14.10.2026;Größe;2,50;y\n"
    path.write_bytes(f"Lead ID;Created Date;Account;Amount;Fax\n{rows}".encode("cp1252"))
    desk.drop(path)
    line = desk.assistant.reading_line
    assert line.sentence.text() == (
        "Read as text in Windows-1252 (a guess), fields separated by semicolons, decimal comma, "
        "day first. “13.10.2026” is 13 Oct 2026. “1,50” is 1.50."
    )
    desk.choose("Fax", "region")
    assert not line.changes.isVisible()
    desk.qtbot.mouseClick(line.change_button, Qt.MouseButton.LeftButton)
    assert line.encoding.itemText(line.encoding.findData("cp1250")) == (
        "Windows-1250 – Central Europe"
    )

    def settle(choice: Choices, value: str) -> None:
        choice.setCurrentIndex(choice.findData(value))
        choice.activated.emit(choice.currentIndex())
        desk.until_looked()

    settle(line.encoding, "mac_roman")
    assert line.sentence.text().startswith("Read as text in MAC-ROMAN, fields")
    desk.until(lambda: desk.cell("Account", ColumnsModel.Column.SAMPLE) == "M¸ller")
    # What was chosen for a column still applies.
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region"
    settle(line.delimiter, "|")
    look = desk.assistant.look
    assert look is not None
    assert len(look.columns) == 1
    desk.page.undo_typing()
    desk.until_looked()
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region"
    settle(line.encoding, "cp1252")
    desk.go_to(FINISH)
    desk.assistant.pages.finish.remember.setText("Western")
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    later = tmp_path / "november.csv"
    later.write_bytes(path.read_bytes().replace(b"L-", b"M-"))
    desk.drop(later)
    assert line.sentence.text().startswith("Read as text in Windows-1252, fields")


def test_rows_that_differ_are_settled_by_choosing_which_counts(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        "Lead ID,Created Date,Lead Source\nL-1,2026-10-01,Web\nL-1,2026-10-02,Fair\n",
        encoding="utf-8",
    )
    desk.drop(path)
    assert desk.count(3) == "2"
    choice = desk.side.reading.repeats
    assert choice.isVisible()
    choice.setCurrentIndex(choice.findData("last by Created Date"))
    choice.activated.emit(choice.currentIndex())
    desk.until(lambda: desk.count(3) == "0")
    assert desk.count(0) == "1"


def test_deals_join_by_domain_where_the_user_says_so(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Opportunity ID,Website,Amount\nD1,acme.example,10\n", encoding="utf-8")
    desk.drop(path)

    def said() -> str | None:
        look = desk.assistant.look
        return look.proposal.located.mapping.account_domain if look else ""

    choice = desk.side.reading.domains
    assert choice.isVisible()
    assert choice.value() == ""
    choice.setCurrentIndex(choice.findData("Website"))
    choice.activated.emit(choice.currentIndex())
    desk.until(lambda: said() == "Website")
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    desk.until(lambda: said() is None)


def test_a_sheet_that_nobody_knows_is_no_dead_end(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Quux,Frob\n17,maybe\n18,never\n", encoding="utf-8")
    desk.drop(path)
    assert desk.assistant.step == SHEET
    assert "We do not recognise this table" in desk.assistant.pages.sheet.note.text()
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
    desk.assistant.pages.sheet.top.select_row(1)
    desk.until_looked()
    desk.press_next()
    names = [row.key for row in desk.assistant.pages.columns.model.rows]
    assert names == ["Lead ID", "MQL Date"]
    assert desk.count(0) == "1"


def test_a_file_that_is_no_spreadsheet_is_refused_in_place(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    desk.page.take_files([path])
    desk.until(lambda: bool(desk.assistant.pages.file.trouble.text()))
    assert desk.assistant.step == FILE
    assert desk.assistant.pages.file.trouble.isVisible()
    assert desk.assistant.pages.file.other_button.isVisible()
    assert not desk.page.next_button.isEnabled()
    assert desk.notices == []


def test_choices_that_are_remembered_read_the_next_file_unasked(
    desk: Desk, leads: Path, tmp_path: Path
) -> None:
    desk.drop(leads)
    desk.choose("Fax", "region")
    desk.go_to(FINISH)
    desk.assistant.pages.finish.remember.setText("Weekly report")
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)
    later = tmp_path / "later.csv"
    later.write_text(LEADS.replace("L-", "M-"), encoding="utf-8")
    desk.drop(later)
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region"
    assert desk.side.reading.profile.value() == "Weekly report"
    desk.side.reading.profile.show_value("")
    desk.side.reading.profile.activated.emit(0)
    desk.until(lambda: desk.cell("Fax", ColumnsModel.Column.MEANS) == "Keep as it is")


def test_a_file_without_periods_is_given_one_for_all_its_rows(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text("Campaign,Spend,Clicks\nA,10,4\nB,12,5\n", encoding="utf-8")
    desk.drop(path)
    assert "Each row needs a period" in desk.side.trouble.words.text()
    desk.side.trouble.period.setText("someday")
    desk.qtbot.mouseClick(desk.side.trouble.period_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: "cannot be read as Period" in desk.side.trouble.words.text())
    desk.side.trouble.period.setText("2026-10")
    desk.qtbot.mouseClick(desk.side.trouble.period_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.side.trouble.isVisible())
    assert desk.count(0) == "2"


def test_what_was_said_of_every_row_can_be_put_aside_and_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "won.csv"
    path.write_text("Lead ID,Won Date\nL-1,2026-04-03\n", encoding="utf-8")
    desk.drop(path)
    for on in (False, True):
        (check,) = desk.side.reading.constants.findChildren(QCheckBox)
        assert check.text() == "Every row: Outcome is Won"
        assert check.isChecked() is not on
        check.click()
        desk.until_looked()
        look = desk.assistant.look
        assert look is not None
        assert ("outcome" in look.proposal.located.mapping.constants) is on
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_words_that_mean_blank_can_be_written(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Created Date\nL-1,never\nL-2,2026-10-05\n", encoding="utf-8")
    desk.drop(path)
    assert desk.count(3) == "1"
    blank = desk.side.reading.blank
    blank.setText("-, Never")
    blank.editingFinished.emit()
    desk.until(lambda: desk.count(3) == "0")


def test_rows_that_no_column_keys_are_said_to_count_one_by_one(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "Number,Source,Created at\nI-1,Web,2026-10-05\nI-1,Fair,2026-10-06\n", encoding="utf-8"
    )
    desk.drop(path)
    assert desk.side.keyless.isVisible()
    desk.choose("Number", "lead_id")
    assert not desk.side.keyless.isVisible()


def test_choices_of_a_file_that_is_put_aside_can_be_gone_on_with(desk: Desk, leads: Path) -> None:
    desk.drop(leads)
    desk.choose("Fax", "region")
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    assert not desk.assistant.busy
    assert desk.notices[-1].text == "leads.csv was put aside; nothing of it is imported."
    act = desk.notices[-1].act
    assert act is not None
    act()
    desk.until_looked()
    assert desk.cell("Fax", ColumnsModel.Column.MEANS) == "Region"


def test_a_column_says_what_it_could_be_and_how_unsurely_it_was_taken(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "tracker.csv"
    rows = "2026-10-05,Web,a@x.com,Hot,nice\n2026-10-06,Fair,b@x.com,Cold,\n"
    path.write_text(f"Date,Source,Email,Rating,Feedback\n{rows}", encoding="utf-8")
    desk.drop(path)
    check = ColumnsModel.Column.CHECK
    assert "80% sure: the words of its name, which may mean" in desk.cell("Date", check)
    assert "called like Feedback at, but no cell fits" in desk.cell("Feedback", check)
    assert "could be Grade" in desk.cell("Rating", check)
    desk.choose("Date", "decided_at")
    assert "sure" not in desk.cell("Date", check)
