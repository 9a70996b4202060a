"""The questions before a new workspace: answered already, remembered, and checked."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
from alignment_desktop.gui.help.dialog_help import DialogHelp
from alignment_desktop.gui.help.topics import has_topic
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.services.templates import TEMPLATES, Beginning

TODAY = date(2026, 11, 22)


@pytest.fixture
def dialog(qtbot: QtBot, settings: QSettings) -> NewWorkspaceDialog:
    asked = NewWorkspaceDialog(settings, TODAY)
    qtbot.addWidget(asked)
    return asked


def test_every_question_has_an_answer_already(dialog: NewWorkspaceDialog) -> None:
    beginning = dialog.beginning()
    assert beginning.template == "starter"
    assert beginning.period is not None
    assert beginning.period.label == "2026-Q4"
    assert list(dialog.template_buttons) == list(TEMPLATES)


def test_the_answers_are_there_the_next_time(
    qtbot: QtBot, dialog: NewWorkspaceDialog, settings: QSettings
) -> None:
    dialog.open()
    dialog.template_buttons["enterprise"].setChecked(True)
    dialog.form.organisation_field.setText(" Northwind ")
    # A part of a name is enough where it means only one.
    line = dialog.form.zone_box.lineEdit()
    assert line is not None
    line.setText("berlin")
    dialog.form.currency_box.setCurrentText("sek")
    with qtbot.waitSignal(dialog.answered) as answered:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    given: Beginning = answered.args[0]
    assert (given.template, given.organisation) == ("enterprise", "Northwind")
    assert (given.timezone, given.currency) == ("Europe/Berlin", "SEK")
    again = NewWorkspaceDialog(settings, TODAY)
    qtbot.addWidget(again)
    assert again.beginning() == given


@pytest.mark.parametrize(("box", "text"), [("zone_box", "Mars/Base"), ("currency_box", "euro")])
def test_a_wrong_answer_is_told_beside_it_and_the_questions_stay(
    dialog: NewWorkspaceDialog, box: str, text: str
) -> None:
    dialog.open()
    getattr(dialog.form, box).setCurrentText(text)
    dialog.form.create_button.click()
    assert dialog.isVisible()
    assert text.upper() in dialog.form.wrong_label.text().upper()
    dialog.reject()


def test_a_blank_agreement_is_not_asked_for_a_zone(dialog: NewWorkspaceDialog) -> None:
    assert dialog.form.zone_box.isEnabled()
    dialog.template_buttons["blank"].setChecked(True)
    assert not dialog.form.zone_box.isEnabled()


def test_what_is_wrong_is_forgotten_as_it_is_mended(
    qtbot: QtBot, dialog: NewWorkspaceDialog
) -> None:
    form = dialog.form
    form.zone_box.setCurrentText("Mars/Base")
    form.create_button.click()
    assert form.wrong_label.text() == (
        "“Mars/Base” is not a known time zone; choose one from the list, such as Europe/Berlin."
    )
    assert form.zone_box.property("state") == "wrong"
    dialog.template_buttons["blank"].setChecked(True)
    assert form.wrong_label.text() == ""
    assert form.zone_box.property("state") == ""
    with qtbot.waitSignal(dialog.answered):
        form.create_button.click()


def test_help_speaks_of_the_dialog_and_gives_the_keyboard_back(
    qtbot: QtBot, dialog: NewWorkspaceDialog, switch: ThemeSwitch, icons: Icons
) -> None:
    help_ = DialogHelp(dialog, "new-workspace", dialog.windowTitle(), switch, icons)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field = dialog.form.organisation_field
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_F1)
    qtbot.waitUntil(help_.isVisible)
    assert help_.windowTitle() == "Help: New workspace"
    text = help_.panel.text.toPlainText()
    assert "What a new workspace begins with" in text
    assert "tour" not in text
    qtbot.keyClick(help_.panel.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not help_.isVisible())
    assert dialog.isVisible()
    assert dialog.focusWidget() is field


def test_help_has_words_for_every_dialog() -> None:
    assert all(map(has_topic, ("new-workspace", "signing", "verification")))
