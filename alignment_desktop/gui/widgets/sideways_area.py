"""A chart as wide as it must be to be read, which scrolls sideways where there is less room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override


class SidewaysArea(QScrollArea):
    """Scrolls from left to right only, without a frame, as high as what is in it."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(1)
        self._inside = inside
        self.setWidget(inside)
        for part in (inside, self.viewport()):
            part.setAutoFillBackground(False)  # the card behind it shows through

    def fit(self, width: int, height: int) -> None:
        """Gives what is inside at least such a width, and just such a height."""
        self._inside.setMinimumWidth(width)
        self._inside.setFixedHeight(height)
        self._fit()

    def _fit(self) -> None:
        wide = self._inside.minimumWidth() > self.width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        self.setFixedHeight(self._inside.height() + bar)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
