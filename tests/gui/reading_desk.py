"""A reader of documents with real PDFs, for the tests of reading."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.page_view import PageView
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch

PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class ReadingDesk:
    """A reader, and what a user does with it."""

    qtbot: QtBot
    reader: Reader
    session: Session

    @property
    def view(self) -> PageView:
        """The pages."""
        return self.reader.view

    def show(self, pdf: bytes) -> None:
        """Shows a document, and waits until it is sharp and read, or refused."""
        self.reader.show_pdf(pdf)
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is worked out any more."""
        QApplication.processEvents()
        self.qtbot.waitUntil(
            lambda: (
                not self.session.busy and (self.view.sharp or self.reader.reading.contents is None)
            )
        )

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Presses a key where the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.reader, key, modifiers)
        QApplication.processEvents()

    def at(self, page: int, x: float, y: float) -> QPoint:
        """Where a point of a page, in points, is in the viewport."""
        return (self.view.pages.place(page, x, y) - self.view.origin).toPoint()

    def click(self, page: int, x: float, y: float) -> None:
        """Clicks on a page."""
        self.qtbot.mouseClick(
            self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.at(page, x, y)
        )

    def seen(self) -> QImage:
        """The pages as they look."""
        return self.view.viewport().grab().toImage()

    def colours(self, page: int, x: float, y: float, width: float, height: float) -> set[str]:
        """The colours in a box of a page."""
        image, ratio = self.seen(), self.view.devicePixelRatioF()
        corner = self.at(page, x, y)
        box = QRectF(corner.x(), corner.y(), width * self.view.pages.scale,
                     height * self.view.pages.scale)  # fmt: skip
        return {
            image.pixelColor(round(across * ratio), round(down * ratio)).name()
            for across in range(int(box.left()), int(box.right()))
            for down in range(int(box.top()), int(box.bottom()))
        }


@pytest.fixture(name="reading")
def reading_fixture(
    qtbot: QtBot, theme_switch: ThemeSwitch, icons: Icons, session: Session
) -> ReadingDesk:
    """A reader that shows nothing yet, in a window of its own."""
    reader = Reader(session, theme_switch, icons, "test", "Pages of the test")
    qtbot.addWidget(reader)
    reader.resize(760, 620)
    with qtbot.waitActive(reader):
        reader.show()
        reader.activateWindow()
    return ReadingDesk(qtbot, reader, session)
