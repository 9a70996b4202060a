"""Lines below each other in the inspector that are made anew with each answer."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD, REGULAR, SEMIBOLD
from alignment_desktop.gui.inspector.editors import forget
from alignment_desktop.gui.widgets.labels import breakable, label

_NARROW = 112


class LineColumn(QWidget):
    """Shows sentences, and names with their values."""

    def __init__(self, spacing: int = 0) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def clear(self) -> None:
        """Takes everything away."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                forget(widget)

    def add(self, widget: QWidget) -> None:
        """Adds a widget below."""
        self._column.addWidget(widget)

    def line(self, text: str, weight: QFont.Weight = REGULAR, tone: str = "") -> None:
        """Adds a sentence."""
        self.add(label(breakable(text), 12, weight, tone=tone, wrap=True))

    def heading(self, text: str, note: str) -> None:
        """Adds a heading with something quiet beside it."""
        self._beside(label(text, 12, BOLD), label(note, 12, tone="muted"), above=8)

    def pair(self, name: str, value: str | QWidget, note: str = "", *, weigh: bool = False) -> None:
        """Adds a name with its value; a note stands below the name."""
        named = QWidget()
        column = QVBoxLayout(named)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(breakable(name), 12, tone="" if weigh else "muted", wrap=True))
        if note:
            column.addWidget(label(note, 11, tone="muted", wrap=True))
        if isinstance(value, str):
            value = label(breakable(value), 12, tabular=True, wrap=not weigh)
        else:
            named.setFixedWidth(_NARROW)
        self._beside(named, value)

    def total(self, name: str, value: str) -> None:
        """Adds what the lines above come to."""
        self._beside(label(name, 12, BOLD), label(value, 12, SEMIBOLD, tabular=True), below=4)

    def _beside(self, one: QWidget, other: QWidget, above: int = 2, below: int = 2) -> None:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, above, 0, below)
        row.setSpacing(8)
        row.addWidget(one, 1)
        row.addWidget(other, 1 if isinstance(other, QLineEdit) else 0)
        self.add(made)
