"""The size of everything: by keys, by the wheel, remembered, and usable at its largest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from alignment_desktop.gui.window.zoom import STEPS, Zoom
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key


def _turn_wheel(over: QWidget, angle: int) -> None:
    handle = over.window().windowHandle()
    at = QPointF(over.mapTo(over.window(), over.rect().center()))
    nothing = QPoint()
    event = QWheelEvent(
        at, at, nothing, QPoint(0, angle), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(handle, event)


def test_all_grows_in_place_and_shrinks_again(whole: WholeWindow, settings: QSettings) -> None:
    window = whole.window
    window.resize(1280, 720)
    whole.show("commitments")
    for _ in STEPS:
        whole.press(Key.Key_Plus, CTRL)
    assert window.devicePixelRatioF() == 2
    assert (window.width(), window.height()) == (640, 360)
    assert window.grab().width() == 1280
    assert Zoom(settings, "window/zoom").percent == 200
    # There is no room for navigation and page: it comes when it is called, and lies over the page.
    navigation = window.ui.navigation_pane
    assert not navigation.isVisible()
    window.header.navigation_button.click()
    assert navigation.isVisible()
    assert window.ui.page_stack.width() == 640
    whole.press(Key.Key_Escape)
    assert not navigation.isVisible()
    window.header.navigation_button.click()
    window.navigation.items["scoreboard"].click()
    whole.settle()
    assert (window.current_page, navigation.isVisible()) == ("scoreboard", False)
    # Buttons keep their room, words give way.
    tools = window.page("scoreboard").header_tools()
    assert tools is not None
    # The header makes room in a later turn of the window.
    whole.qtbot.waitUntil(lambda: tools.width() >= tools.sizeHint().width())
    whole.press(Key.Key_0, CTRL)
    assert window.devicePixelRatioF() == 1
    assert (window.width(), window.height()) == (1280, 720)
    assert navigation.isVisible()


def test_ctrl_and_the_wheel_change_the_size_and_scroll_nothing(whole: WholeWindow) -> None:
    window = whole.window
    whole.show("commitments")
    table = whole.clauses.card.table
    _turn_wheel(table.viewport(), 60)
    assert window.devicePixelRatioF() == 1  # half a notch
    _turn_wheel(table.viewport(), 60)
    assert window.devicePixelRatioF() == pytest.approx(1.1, abs=0.01)
    _turn_wheel(table.viewport(), -120)
    assert window.devicePixelRatioF() == 1
    assert table.verticalScrollBar().value() == 0


def test_the_size_is_found_in_menu_and_palette(whole: WholeWindow) -> None:
    entries = {entry.key: entry for entry in whole.window.palette_entries()}
    assert entries["window:larger"].text == "Size of everything: Larger"
    whole.window.palette_.chosen.emit(entries["window:larger"])
    assert whole.window.devicePixelRatioF() == pytest.approx(1.1, abs=0.01)
    whole.window.palette_.chosen.emit(entries["window:first-size"])
    assert whole.window.devicePixelRatioF() == 1
