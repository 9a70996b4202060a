"""Help speaks of the page in sight and its keys; the tour leads through four sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from alignment_desktop.gui.help.topics import has_topic
from alignment_desktop.gui.window.window_memory import WindowMemory
from tests.gui.whole_window import ALT, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key


def test_help_stands_beside_the_page_and_names_its_keys_until_escape(whole: WholeWindow) -> None:
    whole.go_to(3)
    table = whole.clauses.card.table
    table.setFocus()
    assert whole.window.inspector.shown
    whole.press(Key.Key_F1)
    help_, panel = whole.window.help, whole.window.help.panel
    assert help_.shown
    assert panel.title.text() == "Help: Glossary"
    text = panel.text.toPlainText()
    assert "One meaning for every word" in text
    for offer in whole.clauses.offers():
        if offer.keys:
            assert offer.text in text
    assert "Agree" in text
    assert "Workshop mode" in text  # a key that means the same everywhere
    assert panel.text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse

    # What is typed looks through all of Help, and a page that is found can be read there.
    assert whole.has_keyboard is panel.search_line
    whole.type("hatched")
    assert "Found on these pages" in panel.text.toPlainText()
    panel.text.anchorClicked.emit(QUrl("lead"))
    assert panel.title.text() == "Help: Lead"
    whole.type("<b>zzz")
    assert "<b>zzz" in panel.text.toPlainText()

    # It follows to other pages, and gives back what it stood in the place of.
    whole.press(Key.Key_8, ALT)
    assert panel.title.text() == "Help: Results"
    whole.show("glossary")
    whole.press(Key.Key_Escape)
    assert not help_.shown
    assert whole.window.inspector.shown
    assert whole.clauses.clause_inspector.isVisible()
    assert whole.has_keyboard is table

    # In a narrow window it lies over the page, also over one without an inspector.
    whole.window.resize(900, 700)
    whole.go_to(1)
    whole.press(Key.Key_F1)
    assert panel.isVisible()
    whole.press(Key.Key_F1)
    assert not panel.isVisible()


def test_help_has_words_for_every_page(whole: WholeWindow) -> None:
    assert [spec.name for spec in whole.window.specs if not has_topic(spec.name)] == []


def test_the_tour_leads_through_four_sentences_once_and_again_from_help(
    whole: WholeWindow,
) -> None:
    window = whole.window
    memory = WindowMemory(window._memory._settings)  # what is remembered
    assert not memory.tour_seen()
    window.begin_first_tour()
    window.palette_.open()
    window.tour._begin_if_quiet()  # as its timer does
    assert not window.tour.running
    window.palette_.close_quietly()
    whole.qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    bubble = window.tour.bubble
    assert bubble.count.text() == "1 of 4"
    assert "who is at the keyboard" in bubble.sentence.text()
    assert whole.has_keyboard is bubble.next_button
    seen = [bubble.sentence.text()]
    for _ in range(3):
        whole.press(Key.Key_Right)
        seen.append(bubble.sentence.text())
    assert len(set(seen)) == 4
    whole.press(Key.Key_Left)
    assert bubble.sentence.text() == seen[2]
    for _ in range(2):
        whole.press(Key.Key_Return)
    assert not window.tour.running
    assert memory.tour_seen()
    window.begin_first_tour()
    assert not window.tour._patience.isActive()  # nothing will begin
    whole.press(Key.Key_F1)
    window.help.panel.text.anchorClicked.emit(QUrl("tour"))
    assert window.tour.running
    assert not window.help.shown
    QApplication.processEvents()
    whole.press(Key.Key_Escape)
    assert not window.tour.running
