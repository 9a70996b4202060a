"""The whole window by keyboard alone: every control is reached in order, seen, and can be heard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_pages import CommitmentsPage
from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.window.place import FREEZING, SIGNING, Place
from alignment_desktop.gui.window.tab_order import tab_stops
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.services.editing import AddClause
from tests.gui.whole_window import (
    CTRL,
    PLAIN,
    WholeWindow,
    measured_fixture,
    whole_fixture,
)

__all__ = ["measured_fixture", "whole_fixture"]
Key = Qt.Key


def spoken(control: QWidget) -> str:
    """What an assistive program calls a control."""
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


NEW: dict[str, dict[str, object]] = {
    "grade": {"key": "a", "from": 80},
    "example": {
        "key": "student", "clause": "stage.mql", "verdict": "out", "fields": {"grade": "D"},
    },
}  # fmt: skip
"""Clauses of the kinds that the sample lacks."""


def test_every_field_of_every_kind_of_clause_can_be_heard(qtbot: QtBot, whole: WholeWindow) -> None:
    window, session = whole.window, whole.session
    for kind, table in NEW.items():
        session.execute(AddClause(kind, table, "sales"))
    qtbot.waitUntil(lambda: all(session.draft.agreement.of_kind(kind) for kind in KINDS))
    whole.settle()
    for kind in KINDS:
        key = next(iter(session.draft.agreement.of_kind(kind)))
        session.go_to(kind=kind, key=key)
        page = window.page(window.current_page)
        assert isinstance(page, ClausePage)
        form = page.clause_inspector.form
        assert form is not None
        fields = page.clause_inspector.fields
        fields.fold_button.setChecked(True)
        qtbot.waitUntil(form.isVisible)
        stops = tab_stops(form)
        assert stops
        silent = [type(stop).__name__ for stop in stops if not spoken(stop)]
        lines = [box.lineEdit() for box in form.findChildren(QComboBox) if box.isEditable()]
        silent += ["line of a box" for line in lines if line is None or not spoken(line)]
        assert silent == [], kind


def test_nothing_is_offered_where_nothing_waits(measured: WholeWindow) -> None:
    window = measured.window
    for page in ("overview", "plan", "overview"):
        measured.show(page)
    assert [spoken(stop) for stop in tab_stops(window) if "Agree to all" in spoken(stop)] == []


class Watch(QObject):
    """Notes every widget that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def assert_keys_differ(window: MainWindow, page: Page) -> None:
    """No two keys of the window and of the page in sight may be the same: neither would act."""
    keys = [offer.keys for offer in page.offers() if offer.keys]
    assert len(keys) == len(set(keys)), keys
    taken = {
        shortcut.toString()
        for action in window.actions()
        if action.isEnabled() and action is not window.actions_.close_layer
        for shortcut in action.shortcuts()
    }
    assert not taken & set(keys)


@pytest.mark.slow
def test_every_page_is_shown_with_controls_that_are_heard_and_keys_of_its_own(
    qapp: QApplication, measured: WholeWindow
) -> None:
    window, session = measured.window, measured.session
    told: list[object] = []
    session.noticed.connect(told.append)
    watch = Watch()
    qapp.installEventFilter(watch)
    for page in window.navigation.items:
        measured.show(page)
        assert window.current_page == page
        silent = [type(stop).__name__ for stop in tab_stops(window) if not spoken(stop)]
        assert silent == [], page
        assert_keys_differ(window, measured.page)
    for kind in ("calendar", "meeting", "rule", "campaign"):
        session.go_to(kind=kind, key=next(iter(session.draft.agreement.of_kind(kind))))
        measured.settle()
    qapp.removeEventFilter(watch)
    assert watch.windows == []  # not even for a moment
    assert told == []


def test_tab_goes_through_header_page_and_inspector_as_one_reads_them(
    qtbot: QtBot, whole: WholeWindow
) -> None:
    window = whole.window
    whole.show("commitments")
    page = window.page("commitments")
    assert isinstance(page, ClausePage)
    stops = tab_stops(window)
    window.ui.shell.setFocus()
    met: list[QWidget] = []
    for _stop in stops:
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        met.append(window.focusWidget())
    assert met == stops
    inspector = page.clause_inspector
    assert inspector.form is not None
    condition = inspector.form.editor("where")
    in_order: list[QWidget] = [
        window.navigation.items["commitments"],
        page.check_button,
        window.header.inspector_button,
        page.card.table,
        inspector.consent.take_back_button,
        *[stop for stop in stops if condition.isAncestorOf(stop)][:1],
        inspector.duplicate_button,
    ]
    places = [stops.index(control) for control in in_order]
    assert places == sorted(places)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is stops[0]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is stops[-1]


def test_tab_scrolls_to_the_field_it_comes_to(qtbot: QtBot, whole: WholeWindow) -> None:
    window = whole.window
    window.resize(1280, 720)
    whole.show("commitments")
    page = window.page("commitments")
    assert isinstance(page, ClausePage)
    inspector = page.clause_inspector
    inspector.consent.take_back_button.setFocus()
    while window.focusWidget() is not inspector.duplicate_button:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        assert not focused.visibleRegion().isEmpty(), spoken(focused)


@pytest.mark.parametrize("page", ["overview", "commitments", "agreement"])
def test_what_has_the_keyboard_looks_different(measured: WholeWindow, page: str) -> None:
    measured.window.setUpdatesEnabled(True)
    window = measured.window
    measured.show(page)
    for stop in tab_stops(window):
        window.ui.shell.setFocus()
        without = stop.grab().toImage()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(stop, QLineEdit):
            stop.deselect()
        with_it = stop.grab().toImage()
        assert without != with_it, spoken(stop)


def test_the_menu_shows_what_can_be_done_on_the_page_with_its_keys(
    qtbot: QtBot, whole: WholeWindow
) -> None:
    window, session = whole.window, whole.session
    whole.show("commitments")
    page = window.page("commitments")
    assert isinstance(page, CommitmentsPage)
    qtbot.waitUntil(lambda: page.card.selected_rows() == [0])
    window.navigation.menu_button.menu().aboutToShow.emit()
    assert window.page_menu.title() == "Commitments"
    shown = {
        action.text().partition("\t")[0]: (action.text().partition("\t")[2], action.isEnabled())
        for action in window.page_menu.actions()
    }
    assert shown == {
        "+ Commitment": ("Ins", True),
        "Agree": ("Ctrl+Enter", False),
        "Take back": ("Ctrl+Shift+Enter", True),
        "Duplicate": ("Ctrl+D", True),
        "Remove": ("Del", True),
        "Move up": ("Alt+Up", True),
        "Move down": ("Alt+Down", True),
        "Sort by this column": ("Ctrl+Shift+L", True),
        "Copy rows": ("Ctrl+C", True),
        "Paste rows": ("Ctrl+V", True),
        "Filter": ("Ctrl+F", True),
        "Check consistency": ("F7", True),
        "The next that waits for you": ("F8", False),
        "Reply in the discussion": ("Ctrl+R", True),
    }
    with qtbot.waitSignal(session.changed):
        window.page_menu.actions()[2].trigger()
    assert session.undo_text == "Undo: take back the yes to “Grade A first touch”"
    window.show_page("overview")
    window.navigation.menu_button.menu().aboutToShow.emit()
    assert not window.page_menu.isEnabled()


def test_files_and_figures_have_their_keys_in_the_menu_too(
    qtbot: QtBot, measured: WholeWindow
) -> None:
    window, session = measured.window, measured.session

    def offered() -> dict[str, str]:
        window.navigation.menu_button.menu().aboutToShow.emit()
        actions = window.page_menu.actions()
        shown = [each.text().partition("\t") for each in actions if each.isEnabled()]
        return {text: keys for text, _, keys in shown}

    measured.show("results")
    assert next(iter(offered().items())) == ("Import a file …", "Ctrl+Shift+I")
    assert "Template: Leads" in offered()
    measured.show("scoreboard")
    qtbot.waitUntil(lambda: not session.busy and bool(offered().get("Export to Excel")))
    assert offered()["Review as PDF"] == "Ctrl+Shift+E"
    assert "Export the listed leads to Excel" in offered()


def test_the_palette_finds_what_can_be_done_on_the_page(qtbot: QtBot, whole: WholeWindow) -> None:
    window = whole.window
    whole.show("commitments")
    page = window.page("commitments")
    assert isinstance(page, ClausePage)
    window.palette_.open()
    window.palette_.field.setText("check consis")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert page.check_button.isChecked()


def test_a_key_of_a_page_that_is_not_in_sight_does_nothing(measured: WholeWindow) -> None:
    clauses = measured.session.draft.agreement.clauses
    for other in (3, 1, 9):
        measured.go_to(6)
        assert "Remove" in " ".join(measured.look_into_menu())
        measured.go_to(other)
        for key, modifiers in (
            (Key.Key_Delete, PLAIN),
            (Key.Key_D, CTRL),
            (Key.Key_Insert, PLAIN),
            (Key.Key_Return, CTRL),
        ):
            # Wherever the keyboard may be, and on the menu's own button above all.
            measured.window.navigation.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
            measured.press(key, modifiers)
            assert measured.session.draft.agreement.clauses == clauses


def test_what_a_step_leads_to_has_the_keyboard_and_escape_leads_back(
    qtbot: QtBot, measured: WholeWindow
) -> None:
    measured.show("scoreboard")
    board = measured.page
    assert isinstance(board, ScoreboardPage)
    board.select("commitment.grade-a-first-touch")
    measured.settle()
    table, inspector = board.table.table, board.inspector()
    assert isinstance(inspector, ScoreboardInspector)
    table.setFocus()
    measured.press(Key.Key_Return)
    assert measured.has_keyboard is inspector.list.table.table
    assert inspector.list.table.current_key()
    measured.press(Key.Key_Escape)
    assert measured.has_keyboard is table
    measured.session.go_to_place(Place("agreement", SIGNING))
    measured.settle()
    agreement = measured.page
    assert isinstance(agreement, AgreementPage)
    assert agreement.versions.signing.isAncestorOf(measured.has_keyboard)
    measured.show("overview")
    with qtbot.waitSignal(measured.session.changed):
        measured.session.execute(AddClause("term", {"name": "Churn"}, "sales"))
    measured.session.go_to_place(Place("agreement", FREEZING))
    measured.settle()
    assert agreement.versions.hindrances.isAncestorOf(measured.has_keyboard)
    with qtbot.waitSignal(measured.session.changed):
        measured.session.execute(Agree("marketing", ("term.churn",)))
    measured.settle()
    measured.session.go_to_place(Place("agreement", FREEZING))
    measured.settle()
    assert agreement.versions.freeze_button.hasFocus()
