"""A column of widgets that scrolls where it has no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ColumnArea(QScrollArea):
    """Scrolls from top to bottom only, without a frame, as wide as there is room.

    Args:
        inside: What is scrolled; given later where None.
        parent: Its parent.
        focusable: Whether the keyboard stops at it, to scroll by it.
    """

    def __init__(
        self,
        inside: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        focusable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not focusable:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if inside is not None:
            self.setWidget(inside)
