"""What is selected on a page, in the inspector: its name, a chip, and a column of what is known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ChipLabel, label


class SideColumn(ColumnArea):
    """Scrolls a name, a chip, and what is added below them.

    Attributes:
        name: What is selected.
        chip: How it stands, or whose it is.
        column: What is below.
    """

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(18, 16, 18, 18)
        self.column.setSpacing(8)
        self.name = label(pixels=14, weight=BOLD, wrap=True)
        self.column.addWidget(self.name)
        self.chip = ChipLabel(switch, parent=inside)
        self.column.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.setWidget(inside)

    def add_words(self, text: str = "", tone: str = "") -> QLabel:
        """Adds small words, which wrap."""
        made = label(text, pixels=12, tone=tone, wrap=True)
        self.column.addWidget(made)
        return made

    def add_heading(self, text: str) -> QLabel:
        """Adds what the words below are called, a little apart from those above."""
        self.column.addSpacing(4)
        return self.add_words(text, "muted")
