"""Says where a link out of the document goes; it is opened only from here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.icon_button import icon_button
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

_OPENED = ("http", "https", "mailto")
"""Kinds of addresses that are opened; a file or program is not, whatever a document says."""


def open_address(address: str) -> bool:
    """Opens an address with what the system has for it; whether there is something."""
    return QDesktopServices.openUrl(QUrl(address))


class AddressBar(QWidget):
    """Shows one address.

    Attributes:
        closed: It is not wanted any more.
    """

    closed = Signal()

    def __init__(self, icons: Icons, open_it: Callable[[str], object] = open_address) -> None:
        super().__init__()
        its = wording().reading
        self._open_it = open_it
        self.words = label(pixels=12, tone="muted")
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName(its.address())
        self.open_button = QPushButton(its.open_address())
        self.copy_button = QPushButton(its.copy_address())
        self.close_button = icon_button(icons, "close", its.close_address(), "Esc", self._close)
        self.open_button.clicked.connect(lambda _on=False: self._open())
        self.copy_button.clicked.connect(lambda _on=False: self._copy())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self.address, 1)
        for button in (self.open_button, self.copy_button, self.close_button):
            row.addWidget(button)
        self.hide()

    def show_address(self, address: str) -> None:
        """Shows where a link goes."""
        its = wording().reading
        opened = QUrl(address).scheme().lower() in _OPENED
        self.words.setText(its.link_goes_to() if opened else its.link_is_not_opened())
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.open_button.setVisible(opened)
        self.show()
        button = self.open_button if opened else self.copy_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._open_it(self.address.text())
        self._close()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
