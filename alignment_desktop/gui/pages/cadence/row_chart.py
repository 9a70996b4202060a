"""A chart of rows as high as its rows, which keeps to the row that is selected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.drag_view import DragChart
from alignment_desktop.gui.theme import ThemeSwitch

DrawRows = Callable[[float, str], Drawing]
"""Draws rows for a width, one of them selected."""


class RowChart(DragChart):
    """Shows rows that can be selected and opened.

    Attributes:
        resized: It has another width now, and so its rows have.
    """

    resized = Signal()

    def __init__(self, switch: ThemeSwitch, name: str) -> None:
        super().__init__(switch, name)
        self._rows: DrawRows | None = None
        self._chosen = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: DrawRows) -> None:
        """Shows other rows."""
        self._rows = rows
        self.show_chart(lambda width, _height: rows(width, self._chosen))
        self.setFixedHeight(max(round(self.drawing.height), 1))

    def show_chosen(self, key: str) -> None:
        """Marks a row as the one that is selected; empty: none is."""
        self._chosen = key
        if self._rows is not None:
            self._redraw()
        self.show_current(key)

    def region_bottom(self, key: str) -> float:
        """Where a row ends; 0 where there is none of that key."""
        rows = (each for each in self.drawing.regions if each.key == key)
        return next((each.y + each.height for each in rows), 0.0)

    @property
    def chosen_key(self) -> str:
        """The row that is selected; empty where it is none of these."""
        keys = {region.key for region in self.drawing.regions}
        return self._chosen if self._chosen in keys else ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, max(round(self.drawing.height), 1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


accessible.register(RowChart, QAccessible.Role.Chart)
