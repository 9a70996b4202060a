"""What is said before a review is frozen, in place: what is kept, and that it stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording
from alignment_desktop.words.language import capital


class FreezingPanel(QWidget):
    """Opens in the place of the button that offers the freezing.

    Attributes:
        wanted: The review is to be frozen.
        stop_wanted: What is under way is to be stopped.
        left: Nothing is to be frozen after all.
    """

    wanted = Signal()
    stop_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        its = wording().reviews
        self._busy = False
        self.figures = label("", 12, wrap=True)
        self.trouble = label("", 12, tone="missed", wrap=True)
        self.freeze_button = QPushButton(its.freeze_now())
        set_look(self.freeze_button, "kind", "primary")
        self.cancel_button = QPushButton(wording().signing.cancel())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.figures)
        column.addWidget(label(its.freeze_about(), 12, tone="muted", wrap=True))
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.freeze_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        self.freeze_button.clicked.connect(lambda _on=False: self._freeze())
        self.cancel_button.clicked.connect(lambda _on=False: self._cancel())
        self.trouble.hide()
        self.hide()

    def open_panel(self, figures: str) -> None:
        """Comes into sight, with the keyboard on its button.

        Args:
            figures: On what the figures stand; empty where there are none.
        """
        self.show_trouble("")
        self.show_figures(figures)
        self.show()
        self.freeze_button.setFocus()

    def show_figures(self, figures: str) -> None:
        """Says on what the figures stand."""
        self.figures.setText(capital(figures))
        self.figures.setVisible(bool(figures))

    def close_panel(self) -> None:
        """Goes out of sight."""
        self.set_busy(False)
        self.hide()

    def set_busy(self, busy: bool) -> None:
        """While it is frozen, Cancel stops that."""
        self._busy = busy
        its = wording().reviews
        self.freeze_button.setEnabled(not busy)
        self.freeze_button.setText(its.freezing() if busy else its.freeze_now())

    def show_trouble(self, text: str) -> None:
        """Says why it cannot be frozen; empty: nothing is in the way."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _freeze(self) -> None:
        self.show_trouble("")
        self.wanted.emit()

    def _cancel(self) -> None:
        if self._busy:
            self.stop_wanted.emit()
        else:
            self.close_panel()
            self.left.emit()
