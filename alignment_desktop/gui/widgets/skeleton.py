"""What a page shows while it waits: the outline of what will come, after half a second."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording

HALF_A_SECOND = 500
"""Milliseconds; what is quicker than this shows no sign of waiting."""


class Skeleton(QWidget):
    """Covers its parent with quiet bars once waiting has lasted half a second."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._switch = switch
        self._page = parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HALF_A_SECOND)
        self._timer.timeout.connect(self._appear)
        # What it covers need not be painted while it is filled.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(wording().common.working())
        self.hide()

    def begin(self) -> None:
        """Waiting begins."""
        if not self.isVisible():
            self._timer.start()

    def end(self) -> None:
        """What was waited for is here."""
        self._timer.stop()
        self.hide()

    def _appear(self) -> None:
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = self.width() - 48
        painter.setBrush(theme.colour("soft_line"))
        third = (width - 24) / 3
        for at in range(3):
            painter.drawRoundedRect(QRectF(24 + at * (third + 12), 20, third, 92), 8, 8)
        for at in range(6):
            painter.drawRoundedRect(QRectF(24, 132 + at * 52, width, 40), 8, 8)
