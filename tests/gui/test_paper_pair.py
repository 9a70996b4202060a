"""Two documents beside each other: they scroll together, and changes are gone through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.documents.text_comparison import compared
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.page_marks import Look
from alignment_desktop.gui.reading.paper_pair import PaperPair
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.paper_comparing import paper_side
from tests.gui.test_agreement_versions import TERMS, agreement_page, do
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture
from tests.pdf_samples import pdf_of

__all__ = ["whole_fixture"]
OLD = [[f"Line {page} {line}" for line in range(30)] for page in range(4)]
NEW = [["A new first page that says little"], *([*lines] for lines in OLD)]
NEW[3][4] = "Line 2 four"


@pytest.fixture
def pair(qtbot: QtBot, theme_switch: ThemeSwitch, icons: Icons, session: Session) -> PaperPair:
    made = PaperPair(session, theme_switch, icons, "pair")
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    old, new = pdf_of(OLD), pdf_of(NEW)
    found = compared(paper_side(old), paper_side(new))
    made.show_papers(old, new, found, ("version 1", "draft"))
    qtbot.waitUntil(lambda: all(view.sharp for view in made.views))
    return made


def looks(pair: PaperPair, side: int, page: int) -> set[Look]:
    return {mark.look for mark in pair._marks_on(side, page)}


def test_changes_are_counted_marked_and_gone_through(qtbot: QtBot, pair: PaperPair) -> None:
    left, right = pair.views
    assert pair.count.text() == "Change 1 of 2"
    assert pair.change_words.accessibleName() == "New: “A new first page that says little”"
    assert looks(pair, 1, 0) == {Look.ADDED, Look.BAR, Look.CURRENT_CHANGE}
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_F8)
    assert pair.count.text() == "Change 2 of 2"
    assert pair.change_words.accessibleName() == "“4” becomes “four”"
    assert (left.page, right.page) == (3, 4)
    assert looks(pair, 0, 2) == {Look.REMOVED, Look.BAR, Look.CURRENT_CHANGE}
    assert looks(pair, 1, 3) == {Look.ADDED, Look.BAR, Look.CURRENT_CHANGE}
    qtbot.keyClick(left, Qt.Key.Key_F8)
    assert pair.number == 1
    qtbot.keyClick(left, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert pair.number == 2


def test_what_is_scrolled_on_one_side_is_shown_on_the_other(pair: PaperPair) -> None:
    left, right = pair.views
    left.show_position(2.4)
    assert right.position() == pytest.approx(3.4, abs=0.1)
    right.show_position(2.3)
    assert left.position() == pytest.approx(1.3, abs=0.1)


def test_both_are_as_large_as_each_other(qtbot: QtBot, pair: PaperPair) -> None:
    left, right = pair.views
    pair.set_zoom(100)
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_Plus, CTRL)
    assert [left.percent, right.percent] == pytest.approx([110, 110])
    assert pair.zoom_tools.box.currentText() == "110%"


def test_versions_are_compared_on_paper(whole: WholeWindow) -> None:
    do(whole, ApplyText(TERMS))
    page = agreement_page(whole)
    page.versions.changes_button.click()
    whole.settle()
    comparison = page.views.comparison
    comparison.paper_button.click()
    whole.settle()
    papers = page.views.papers
    assert papers is not None
    assert papers.isVisible()
    assert not comparison.area.isVisible()
    assert [view.accessibleName() for view in papers.views] == [
        "FY27 Q1 · version 1",
        "FY27 Q1 · draft",
    ]
    added = " ".join(change.new_words for change in papers._changes)
    assert "The seller whose name stands on the lead." in added
    assert {offer.text for offer in page.views.offers()} >= {"Compare on paper", "Next change"}
    comparison.paper_button.click()
    assert comparison.area.isVisible()
