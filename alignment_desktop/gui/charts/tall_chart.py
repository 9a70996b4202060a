"""Charts that are as high as their drawing, and wide as they have room."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QResizeEvent
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.charts.drag_view import DragChart


class TallChart(ChartView):
    """Takes its height from what is drawn for its width."""

    @override
    def _redraw(self) -> None:
        super()._redraw()
        high = max(ceil(self._drawing.height), 1)
        if high != self.height():
            self.setFixedHeight(high)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, ceil(self._drawing.height))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        # What is drawn follows from the width alone; a new height draws nothing anew.
        if event.size().width() != event.oldSize().width():
            super().resizeEvent(event)


class TallDragChart(DragChart, TallChart):
    """The same of a chart whose parts are selected, dragged and nudged."""


accessible.register(TallChart, QAccessible.Role.Chart)
accessible.register(TallDragChart, QAccessible.Role.Chart)
