"""A card of the cadence page: a heading, a quiet note, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD, REGULAR
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ElidedLabel, label

_SIDE, _HEAD = 16, 26


class CadenceCard(Card):
    """A card whose rows reach from edge to edge, below a heading."""

    def __init__(self, switch: ThemeSwitch, title: str, *beside: QWidget) -> None:
        """Makes the card.

        Args:
            switch: The theme.
            title: The heading.
            beside: What stands at the right of it.
        """
        super().__init__()
        self.setAccessibleName(title)
        self.note = ElidedLabel(switch, 12, REGULAR, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 8, _SIDE, 6)
        head.setSpacing(8)
        head.addStrut(_HEAD)
        middle = Qt.AlignmentFlag.AlignVCenter
        head.addWidget(label(title, 13, BOLD), 0, middle)
        head.addWidget(self.note, 1, middle)
        for widget in beside:
            head.addWidget(widget, 0, middle)
        self.head = head
        # Rows reach to the border, which is a pixel wide.
        self.body.setContentsMargins(1, 1, 1, 6)
        self.body.setSpacing(0)
        self.body.addLayout(head)

    def add_words(self, words: QWidget) -> None:
        """Adds a line that stands as far inside as the heading."""
        words.setContentsMargins(_SIDE, 4, _SIDE, 6)
        self.body.addWidget(words)
