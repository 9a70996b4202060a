"""An empty page offers its templates, as an agreement of which nothing is written does."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.pages.overview.overview import OverviewPage
from alignment_desktop.gui.widgets.empty_page import EmptyPage
from alignment_desktop.gui.window.notices import Notice
from tests.gui.whole_window import CTRL, WholeWindow, shown_window

SAAS = "Software by subscription"


def choose(empty: EmptyPage, name: str) -> None:
    """Opens the menu of the page as a press does, and chooses a template."""
    button = empty.menu_button
    assert button is not None
    menu = button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == name).trigger()


def kinds(whole: WholeWindow) -> set[str]:
    return {kind for kind, _ in whole.session.draft.agreement.clauses}


def test_an_empty_page_starts_from_a_template_and_undo_takes_it_back(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, blank_address: str
) -> None:
    with shown_window(qapp, qtbot, settings, blank_address) as whole:
        notices: list[Notice] = []
        whole.session.noticed.connect(notices.append)
        whole.show("plan")  # beside the header there is nothing
        assert whole.clauses.empty.isVisible()
        whole.show("commitments")
        assert whole.clauses.empty.isVisible()
        choose(whole.clauses.empty, SAAS)
        whole.settle()
        assert kinds(whole) == {"agreement", "commitment"}
        assert notices[-1].text.endswith("Nobody agrees to them yet.")
        assert not whole.clauses.empty.isVisible()
        assert whole.clauses.template_start.offers() == ()
        whole.press(Qt.Key.Key_Z, CTRL)
        assert kinds(whole) == {"agreement"}

        whole.show("overview")
        page = whole.page
        assert isinstance(page, OverviewPage)
        choose(page.empty, SAAS)
        whole.settle()
        assert {"person", "term", "stage", "rule", "commitment", "meeting"} <= kinds(whole)
        assert not page.empty.isVisible()
        assert page.agree_button.text().startswith("Agree to all")
        whole.press(Qt.Key.Key_Z, CTRL)
        assert kinds(whole) == {"agreement"}
