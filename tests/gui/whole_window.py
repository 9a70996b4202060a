"""A user at the whole window: goes to pages, presses real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.actors import Actor
from alignment_desktop.gui.application import Application
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.session import Session, present_moment
from alignment_desktop.services.workspace import Workspace

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class WholeWindow:
    """The window with what a user does in it; Sales is at the keyboard."""

    qtbot: QtBot
    window: MainWindow
    session: Session

    def settle(self) -> None:
        """Waits until every answer is here, and what it makes the window do is done."""
        for _ in range(3):
            # What waits for its turn, such as a page that reads again, is not busy yet.
            QApplication.processEvents()
            self.qtbot.waitUntil(self._rests, timeout=20_000)
        active = QApplication.activeWindow()
        if active is not None and not active.isVisible():
            # Only offscreen: a list of offers that is closed by now, as the next letter came at
            # once, becomes active belatedly. On a display the window stays the active one.
            self.window.activateWindow()
            QApplication.processEvents()

    def _rests(self) -> bool:
        return not (self.session.busy or self.window.preparing)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Presses a key where the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Types letters where the keyboard is."""
        for letter in text:
            target = QApplication.focusWidget() or self.window
            if letter.isascii():
                self.qtbot.keyClick(target, letter)
            else:  # QTest knows no keys for other letters
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(target, QKeyEvent(kind, 0, PLAIN, letter))
        self.settle()

    def go_to(self, number: int) -> Page:
        """Goes to the page of that number by its key."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        return self.page

    def show(self, page: str) -> None:
        """Shows the page of that name."""
        self.window.show_page(page)
        self.settle()

    def look_into_menu(self) -> list[str]:
        """What the menu offers on the page, as it would when it is opened."""
        self.window.navigation.menu_button.menu().aboutToShow.emit()
        return [action.text() for action in self.window.page_menu.actions()]

    def open_and_close_menu(self) -> None:
        """Opens the menu by its key and closes it again; needs a real display."""
        again = QTimer()

        def close() -> None:
            popup = QApplication.activePopupWidget()
            if popup is not None:
                again.stop()
                self.qtbot.keyClick(popup, Qt.Key.Key_Escape)

        # The button shows its menu until the menu is closed; only a timer comes in between.
        again.timeout.connect(close)
        again.start(1)
        self.press(Qt.Key.Key_F10)
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.window.page(self.window.current_page)

    @property
    def clauses(self) -> ClausePage:
        """The page that is shown, which lists clauses."""
        page = self.page
        assert isinstance(page, ClausePage)
        return page

    @property
    def has_keyboard(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()

    def is_on_page(self) -> bool:
        """Whether the keyboard is somewhere on the page that is shown."""
        focused = self.has_keyboard
        return focused is not None and (focused is self.page or self.page.isAncestorOf(focused))


@contextmanager
def shown_window(
    qapp: QApplication,
    qtbot: QtBot,
    settings: QSettings,
    address: str,
    clock: Callable[[], datetime] = present_moment,
) -> Iterator[WholeWindow]:
    """The window on a workspace, once every answer is here."""
    application = Application(qapp, settings, clock=clock)
    try:
        application.start(address)
        window, session = application.window, application.session
        assert window is not None
        assert session is not None
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.activateWindow()
        session.set_seat("sales")
        whole = WholeWindow(qtbot, window, session)
        whole.settle()
        # Nobody looks: to paint each change of it would take a fifth of these tests. What a test
        # grabs is painted for it.
        window.setUpdatesEnabled(False)
        yield whole
    finally:
        application.close()
        application.deleteLater()


def last_actor(whole: WholeWindow, address: str) -> Actor:
    """Who made the last change, as the log names it."""
    whole.settle()
    with Workspace.open(address) as workspace, workspace.store.read() as reader:
        return reader.log()[-1].actor


@pytest.fixture(name="whole")
def whole_fixture(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, agreement_path: Path
) -> Iterator[WholeWindow]:
    """The window on the sample's agreement, of which nothing is measured as it has no results."""
    with shown_window(qapp, qtbot, settings, str(agreement_path)) as whole:
        yield whole


@pytest.fixture(name="measured")
def measured_fixture(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, sample_path: Path
) -> Iterator[WholeWindow]:
    """The window on a sample workspace, with all its figures."""
    with shown_window(qapp, qtbot, settings, str(sample_path)) as whole:
        yield whole
