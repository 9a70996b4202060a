"""A commitment reads as a sentence, and each of its words can be changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.tab_order import keyboard_in, step
from alignment_desktop.services.imported_batches import RestoreImport, UndoImport
from tests.gui.clause_desk import Select, line_of, select_fixture

__all__ = ["select_fixture"]
Key = Qt.Key
NAME = "grade-a-first-touch"
LEADS = 1
"""The sample's import of leads."""


def test_a_promise_is_read_and_changed_word_by_word(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    page = select(sample_session, f"commitment.{NAME}")
    inspector = page.clause_inspector
    assert inspector.form is not None
    promise = inspector.fields.promise
    qtbot.waitUntil(promise.isVisible)
    sentence, card = promise.sentence, promise.card
    first, _, missed = sentence.text.partition("\n")
    assert first == (
        "Sales promises to make first touch with 95% of grade A leads within 4 business hours of"
        " hand-over, counted monthly."
    )
    assert missed.startswith("If missed: ")
    assert sentence.heightForWidth(300) > sentence.heightForWidth(900)
    assert not inspector.form.isVisible()
    qtbot.waitUntil(promise.applies.isVisible)
    assert promise.applies.text() == "Applies to 399 leads of FY27 Q1"

    # What is imported or undone meanwhile is counted at once.
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(UndoImport(LEADS))
    qtbot.waitUntil(lambda: not promise.applies.isVisible())
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(RestoreImport(LEADS))
    qtbot.waitUntil(promise.applies.isVisible)

    spoken = QAccessible.queryAccessibleInterface(sentence)
    assert spoken.role() == QAccessible.Role.Grouping
    assert spoken.text(QAccessible.Text.Name) == sentence.text.replace("\n", " ")
    target = QAccessible.queryAccessibleInterface(sentence.word_button("target"))
    assert target.role() == QAccessible.Role.Button

    # Tab goes from word to word.
    window = page.window()
    sentence.focus_word("")
    heard = []
    for _ in range(8):
        keyboard = keyboard_in(window)
        assert isinstance(keyboard, QAbstractButton)
        heard.append(keyboard.accessibleName())
        step(window, forward=True)
    assert heard[:5] == [
        "Owner: Sales", "Measure: make first touch", "Target: 95%",
        "Applies to: grade A leads", "Within: 4 business hours",
    ]  # fmt: skip

    def standing() -> tuple[str, str, str]:
        it = sample_session.draft.agreement.commitments[NAME]
        return str(it.limit), str(it.target), it.party

    # Enter opens, typing shows at once, Escape leaves it as it was.
    before = standing()
    word = sentence.word_button("limit")
    word.setFocus()
    qtbot.keyClick(word, Key.Key_F2)
    line = line_of(card.field("limit").editor)
    assert line.selectedText() == "4 business hours"
    qtbot.keyClicks(line, "6 business hours")
    assert "within 6 business hours of" in sentence.text
    qtbot.waitUntil(inspector.live_effect.isVisible)
    qtbot.keyClick(line, Key.Key_Escape)
    assert "within 4 business hours of" in sentence.text
    assert not card.isVisible()
    assert word.hasFocus()
    assert standing() == before

    # A digit is typed over a word; what is wrong keeps the card open; Enter confirms.
    word = sentence.word_button("target")
    word.setFocus()
    qtbot.keyClick(word, Key.Key_9)
    line = line_of(card.field("target").editor)
    assert line.text() == "9"
    qtbot.keyClicks(line, "00")
    qtbot.keyClick(line, Key.Key_Return)
    assert card.field("target").wrong.text().startswith("A share cannot be more than")
    line.selectAll()
    qtbot.keyClicks(line, "90")
    assert card.field("target").note.text() == "Taken as ≥ 90%: at least."
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(line, Key.Key_Return)
    assert standing() == ("4 business hours", ">= 90 %", "sales")
    assert not card.isVisible()
    assert "90% of grade A leads" in sentence.text

    # A word that is one choice has a menu.
    qtbot.keyClick(sentence.word_button("every"), Key.Key_Space)
    chosen = [action.text() for action in promise.menu.actions() if action.isChecked()]
    assert chosen == ["Month"]
    with qtbot.waitSignal(sample_session.changed):
        promise.menu.actions()[2].trigger()
    promise.menu.close()
    assert "counted quarterly" in sentence.text

    # Another measure asks for what it needs, in the card; Escape puts that back too.
    form, before = inspector.form, standing()
    form.take("measure", "count", write=True)
    form.take("target", ">= 400", write=False)
    form.take("from", None, write=True)
    assert card.isVisible()
    assert card.field("from").wrong.text()
    form.revert("from")
    form.revert("target")
    form.revert("measure")
    assert not card.isVisible()  # nobody asked for it
    form.take("measure", "count", write=True)
    form.take("from", None, write=True)
    assert card.isVisible()
    card.escape()
    assert not form.wrong
    assert not form.unsaved
    assert standing() == before
    promise.open("act")
    measure = card.field("measure").editor
    measure.show_value("attempts")
    measure.committed.emit()
    assert card.field("times").wrong.text() == "The measure “Attempts within a time” needs this."
    line = line_of(card.field("times").editor)
    with qtbot.waitSignal(sample_session.changed):
        line.setFocus()
        qtbot.keyClicks(line, "3")
        qtbot.keyClick(line, Key.Key_Return)
    assert sentence.text.startswith("Sales promises to make 3 attempts within 4 business hours")

    # The plain fields stay below, folded; that is remembered.
    inspector.fields.fold_button.click()
    assert inspector.form.isVisible()
    assert sample_session.views.value("all fields")
