"""Which leader says yes by the facilitator's hand: a button for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording


class LeaderChoice(QWidget):
    """Asks who says yes.

    Attributes:
        chosen: Carries the `Seat` of who does.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._column = column_of(self, 6)
        self._column.setContentsMargins(0, 0, 4, 0)
        self.heading = label(wording().inspector.who_says_yes(), 12, tone="muted", wrap=True)
        self._column.addWidget(self.heading)

    def show_offers(self, offers: Sequence[tuple[Seat, str]], nobody: str, asked: str = "") -> None:
        """Shows a button for each leader.

        Args:
            offers: The leaders, each with what its button says.
            nobody: What is said where there is none.
            asked: The question; who says yes where empty.
        """
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.heading.setText((asked or wording().inspector.who_says_yes()) if offers else nobody)
        for seat, text in offers:
            button = QPushButton(text)
            button.setFont(font(13, MEDIUM))
            set_look(button, "party", seat.party)
            button.clicked.connect(lambda _on, seat=seat: self.chosen.emit(seat))
            self._column.addWidget(button)
            self.buttons.append(button)

    def take_keyboard(self) -> None:
        """Gives the keyboard to the first of them."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
