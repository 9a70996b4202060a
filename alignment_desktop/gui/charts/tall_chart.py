"""A chart that is as high as its drawing, and wide as it has room."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.drag_view import DragChart


class TallChart(DragChart):
    """Takes its height from what is drawn for its width."""

    @override
    def _redraw(self) -> None:
        super()._redraw()
        high = ceil(self._drawing.height)
        if high and high != self.height():
            self.setFixedHeight(high)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, ceil(self._drawing.height))


accessible.register(TallChart, QAccessible.Role.Chart)
