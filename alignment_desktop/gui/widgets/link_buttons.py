"""Buttons that look like links: below each other, flush with the text above them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.theme import set_look


def link_button(text: str) -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(text)
    set_look(made, "kind", "link")
    return made


def link_column(*links: QPushButton) -> QWidget:
    """Links below each other, which leave no gap where one of them is hidden."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for link in links:
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return made
