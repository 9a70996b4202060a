"""Gives the keyboard back to the page in sight where what had it is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from alignment_desktop.gui.window.tab_order import can_take_keyboard, keyboard_in

if TYPE_CHECKING:
    from alignment_desktop.gui.page import Page


class FocusReturn(QObject):
    """Watches that something in a window has the keyboard."""

    def __init__(self, window: QWidget, page: Callable[[], Page | None]) -> None:
        """Begins to watch.

        Args:
            window: The window.
            page: The page that is in sight; None: none is yet.
        """
        super().__init__(window)
        self._window, self._page = window, page
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch)

    def return_keyboard(self) -> None:
        """Where nothing in sight has the keyboard any more, the page gets it."""
        focused, page = keyboard_in(self._window), self._page()
        lost = focused is None or not can_take_keyboard(focused)
        if lost and page is not None and self._window.isVisible():
            page.take_keyboard()

    def _watch(self, before: QWidget | None, now: QWidget | None) -> None:
        """What had the keyboard may be gone for good, without another one having it."""
        if before is not None and now is None and self._window.isActiveWindow():
            QTimer.singleShot(0, self, self.return_keyboard)
