"""A meter in a card; what it shows the card says in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.charts.meter import Meter, meter
from alignment_desktop.gui.charts.painter import paint_drawing
from alignment_desktop.gui.theme import ThemeSwitch


class MeterView(QWidget):
    """Paints a meter as wide as there is room."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        self._meter = Meter(())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch.changed.connect(self.update)

    def show_meter(self, shown: Meter) -> None:
        """Shows another one."""
        self._meter = shown
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(60, 16)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = meter(self._meter, self.width())
        at = QPointF(0, round((self.height() - drawing.height) / 2))
        paint_drawing(QPainter(self), at, drawing, self._switch.theme)
