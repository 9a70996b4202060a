"""What is asked before a completion certificate is saved: whether it is sealed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.window.tab_order import close_opened, keyboard_in
from alignment_desktop.gui.wording import wording


class CertificatePanel(QWidget):
    """Opens in place, in the card of what is signed.

    Attributes:
        wanted: Carries the passphrase of the authority that seals it; empty: nobody does.
        stop_wanted: What is under way is to be stopped.
    """

    wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(self, opener: QWidget) -> None:
        """Makes it, out of sight.

        Args:
            opener: What opens it; the keyboard goes back there.
        """
        super().__init__()
        self._opener = opener
        its = wording().signing
        self._busy = False
        self.passphrase_field = QLineEdit()
        self.passphrase_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase_field.setPlaceholderText(its.no_seal())
        self.passphrase_field.setAccessibleName(its.certificate_passphrase())
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.save_button = QPushButton(its.save_certificate())
        self.cancel_button = QPushButton(its.cancel())
        title = label(its.certificate_passphrase(), 12, MEDIUM, wrap=True)
        title.setBuddy(self.passphrase_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(its.certificate_about(), 12, tone="muted", wrap=True))
        for widget in (title, self.passphrase_field, self.trouble):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        self.save_button.clicked.connect(lambda _on=False: self._save())
        self.passphrase_field.returnPressed.connect(self._save)
        self.cancel_button.clicked.connect(lambda _on=False: self._cancel())
        self.trouble.hide()
        self.hide()

    def open_panel(self) -> None:
        """Comes into sight, with the keyboard on its field."""
        self.show_trouble("")
        self.show()
        self.passphrase_field.setFocus()

    def close_panel(self) -> None:
        """Goes out of sight, and forgets the passphrase."""
        self.set_busy(False)
        self.passphrase_field.clear()
        close_opened(self, self._opener)

    def set_busy(self, busy: bool) -> None:
        """While it is made nothing else can be chosen, and Cancel stops it."""
        self._busy = busy
        focused = keyboard_in(self.window())
        if busy and focused is not None and self.isAncestorOf(focused):
            # The others stop listening, and the keyboard would leave the panel with them.
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase_field.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def show_trouble(self, text: str) -> None:
        """Says why it cannot be made; empty: nothing is in the way."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _save(self) -> None:
        self.show_trouble("")
        self.wanted.emit(self.passphrase_field.text())

    def _cancel(self) -> None:
        if self._busy:
            self.stop_wanted.emit()
        else:
            self.close_panel()
