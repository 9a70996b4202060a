"""The shell: pages, panes, keys, messages, memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.job_runner import Working
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.painting.consent_mark import BOTH
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.seats.seat_entries import SeatEntry
from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch
from alignment_desktop.gui.window.navigation import NavigationItem, Standing
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.ranking import PaletteEntry
from tests.gui.conftest import Announcer, NotePage

MakeWindow = Callable[[], MainWindow]


@dataclass(frozen=True)
class Change:
    kinds: frozenset[str]


def _note(window: MainWindow, name: str) -> NotePage:
    return cast(NotePage, window.page(name))


def test_a_page_is_made_and_read_when_it_is_first_shown(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    assert window.ui.page_stack.count() == 1
    window.navigation.items["results"].click()
    assert window.navigation.items["results"].isChecked()
    qtbot.waitUntil(lambda: window.current_page == "results")
    assert window.ui.page_stack.count() == 2
    assert window.header.title.text() == "Results"
    assert _note(window, "results").times_read == 1


def test_a_change_refreshes_what_is_seen_and_leaves_the_rest_stale(
    make_window: MakeWindow, announcer: Announcer
) -> None:
    window = make_window()
    window.show_page("glossary")
    announcer.changed.emit(Change(frozenset({"notes"})))
    assert _note(window, "glossary").times_read == 2
    assert _note(window, "plan").times_read == 1
    assert _note(window, "plan").stale
    window.show_page("plan")
    assert _note(window, "plan").times_read == 2


def test_a_change_of_something_else_is_not_read(
    make_window: MakeWindow, announcer: Announcer
) -> None:
    window = make_window()
    announcer.changed.emit(Change(frozenset({"leads"})))
    assert _note(window, "plan").times_read == 1


def test_the_inspector_stands_beside_the_page_in_a_wide_window(make_window: MakeWindow) -> None:
    window = make_window()
    window.resize(1280, 720)
    assert window.ui.inspector_pane.isVisible()
    assert window.ui.inspector_pane.parentWidget() is window.ui.page_splitter
    window.actions_.inspector.trigger()
    assert not window.ui.inspector_pane.isVisible()


def test_below_1100_pixels_the_inspector_is_a_drawer_over_the_page(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    window.resize(1099, 720)
    assert not window.ui.inspector_pane.isVisible()
    page_width = window.ui.page_stack.width()
    window.actions_.inspector.trigger()
    drawer = window.ui.inspector_pane
    assert drawer.isVisible()
    assert window.ui.page_stack.width() == page_width
    assert drawer.geometry().right() == window.ui.page_splitter.geometry().right()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not drawer.isVisible()
    window.resize(1100, 720)
    assert drawer.isVisible()


def test_a_page_can_pull_the_drawer_open(make_window: MakeWindow) -> None:
    window = make_window()
    window.resize(900, 700)
    window.page("plan").inspection_wanted.emit()
    assert window.ui.inspector_pane.isVisible()


def test_a_page_without_an_inspector_has_the_whole_width(make_window: MakeWindow) -> None:
    window = make_window()
    window.show_page("results")
    assert not window.ui.inspector_pane.isVisible()
    assert not window.actions_.inspector.isEnabled()


def test_the_navigation_collapses_and_comes_back(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    # Its widest title says how wide, to the pixel by the fonts that are there.
    assert abs(window.ui.navigation_pane.width() - 216) <= 2
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not window.ui.navigation_pane.isVisible()
    window.header.navigation_button.click()
    assert window.ui.navigation_pane.isVisible()


def test_ctrl_k_finds_a_page_and_enter_goes_there(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_.isVisible()
    qtbot.keyClicks(window.palette_.field, "resu")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page == "results")
    assert not window.palette_.isVisible()


def test_the_palette_hands_a_clause_on(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.palette_.open()
    qtbot.keyClicks(window.palette_.field, "qualified")
    with qtbot.waitSignal(window.entry_chosen) as told:
        qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert told.args is not None
    assert cast(PaletteEntry, told.args[0]).key == "clause:term.mql"


def test_the_palette_says_where_it_finds_nothing(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.palette_.open()
    qtbot.keyClicks(window.palette_.field, "zzqq")
    assert window.palette_.nothing.isVisible()
    assert window.palette_.nothing.text() == "Nothing is called “zzqq” here."
    assert not window.palette_.list.isVisible()
    window.palette_.field.setText("colours")
    found = [window.palette_.model.index(row, 0).data() for row in range(3)]
    assert sorted(found) == ["Colours: As the system", "Colours: Dark", "Colours: Light"]


def test_escape_closes_the_palette(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.palette_.open()
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()
    assert window.current_page == "plan"


def test_arrow_keys_go_from_page_to_page(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    first = window.navigation.items["plan"]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.current_page == "glossary")
    qtbot.keyClick(window.navigation.items["glossary"], Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: window.current_page == "plan")


def test_pages_that_are_not_made_yet_can_be_passed_over(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    shown: list[str] = []
    start = window.current_page
    window.page_shown.connect(shown.append)
    names = [spec.name for spec in window.specs]
    for _ in range(2):
        window.actions_.next_page.trigger()
    qtbot.waitUntil(lambda: not window.preparing)
    assert shown == [names[(names.index(start) + 2) % len(names)]]
    window.open_page(start)  # it is made: nobody waits
    assert window.current_page == start


def test_tab_goes_from_the_navigation_to_the_header(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    seen: list[QWidget] = []
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused not in seen:
            seen.append(focused)
    kinds = [type(widget).__name__ for widget in seen]
    assert window.navigation.items["plan"] in seen
    assert sum(isinstance(widget, NavigationItem) for widget in seen) == 1, kinds
    order = [
        seen.index(window.navigation.menu_button),
        seen.index(window.navigation.items["plan"]),
        seen.index(window.navigation.seat_button),
        seen.index(window.header.inspector_button),
    ]
    assert order == sorted(order)


def test_every_button_has_a_name(make_window: MakeWindow) -> None:
    window = make_window()
    for button in window.findChildren(QToolButton) + window.findChildren(QPushButton):
        if button.isVisibleTo(window) and not button.objectName().startswith("qt_"):
            assert button.accessibleName() or button.text()
    item = window.navigation.items["plan"]
    window.navigation.show_counts({"plan": "9/11"})
    assert item.accessibleName() == "Plan, 9/11"


def test_every_page_has_a_key(make_window: MakeWindow) -> None:
    window = make_window()
    keys = [action.shortcut().toString() for action in window.actions_.pages.values()]
    assert keys == ["Alt+1", "Alt+2", "Alt+3"]


def test_who_is_at_the_keyboard_is_asked_shown_and_chosen(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    button = window.navigation.seat_button
    assert button.accessibleName() == "Who are you?"
    button.show_seat(SeatEntry(Seat("sales", "ada"), "Ada Bly", "Sales", "VP Sales", "AB"))
    assert button.accessibleName() == "At the keyboard: Ada Bly, Sales, VP Sales"
    with qtbot.waitSignal(window.seats_wanted):
        button.click()
    with qtbot.waitSignal(window.seat_asked) as told:
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["marketing"]


def test_long_work_stays_in_sight_and_can_be_cancelled(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window()
    assert not window.work.isVisible()
    window.work.show_working(Working("file", "Reading the file", 3, 10, stoppable=True))
    assert window.ui.navigation_pane.isAncestorOf(window.work)
    assert (window.work.bar.value(), window.work.bar.maximum()) == (3, 10)
    window.actions_.navigation.trigger()
    assert window.ui.header_pane.isAncestorOf(window.work)
    qtbot.waitUntil(window.work.isVisible)
    with qtbot.waitSignal(window.work.stop_wanted) as told:
        window.work.cancel_button.click()
    assert told.args == ["file"]
    assert window.work.cancel_button.accessibleName() == "Cancel: Reading the file"
    window.work.show_working(Working("other", "Working …", 0, 0))
    assert not window.work.cancel_button.isVisible()
    window.work.show_working(None)
    assert not window.work.isVisible()


def test_the_title_names_the_agreement(make_window: MakeWindow) -> None:
    window = make_window()
    window.show_standing(Standing("Northwind", "2026 Q4", BOTH))
    assert window.windowTitle() == "Northwind · 2026 Q4 – Alignment Desktop"


def test_a_notice_offers_undo_and_goes(make_window: MakeWindow) -> None:
    window = make_window()
    undone: list[bool] = []
    window.notify(Notice("Target changed to 88%.", False, "Undo", lambda: undone.append(True)))
    assert window.notices.isVisible()
    assert window.focusWidget() is not window.notices.action_button
    window.notices.action_button.click()
    assert undone == [True]
    assert not window.notices.isVisible()


def test_a_notice_covers_nothing_of_the_page(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    whole = window.ui.page_splitter.height()
    window.notify(Notice("Saved.", stays=True))
    stack = window.ui.page_splitter

    def foot() -> int:
        return stack.mapTo(window.ui.shell, stack.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: foot() < window.notices.geometry().top())
    window.notices.dismiss()
    qtbot.waitUntil(lambda: stack.height() == whole)


def test_the_window_is_found_as_it_was_left(make_window: MakeWindow) -> None:
    first = make_window()
    first.show_page("glossary")
    first.actions_.navigation.trigger()
    first.actions_.inspector.trigger()
    first.choose_theme(ThemeSetting.DARK)
    first.close()
    second = make_window()
    assert second.current_page == "glossary"
    assert not second.ui.navigation_pane.isVisible()
    assert not second.ui.inspector_pane.isVisible()


def test_the_window_changes_its_colours_while_it_is_open(
    make_window: MakeWindow, switch: ThemeSwitch
) -> None:
    window = make_window()
    light = window.grab().toImage().pixelColor(600, 600).lightness()
    window.actions_.themes[ThemeSetting.DARK].trigger()
    dark = window.grab().toImage().pixelColor(600, 600).lightness()
    assert light > 200
    assert dark < 60
    assert switch.setting is ThemeSetting.DARK


def test_dropped_files_are_announced(make_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = make_window()
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "leads.xlsx"))])
    drop = QDropEvent(
        QPointF(400, 400),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.files_dropped) as told:
        window.dropEvent(drop)
    assert told.args == [(QUrl.fromLocalFile(str(tmp_path / "leads.xlsx")).toLocalFile(),)]
