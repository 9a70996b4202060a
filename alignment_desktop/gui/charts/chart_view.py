"""A widget that shows one chart: hover names the value, a click or Enter leads to its leads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Region
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.painter import paint_drawing
from alignment_desktop.gui.theme import ThemeSwitch

_LEFT = Qt.MouseButton.LeftButton
Draw = Callable[[float, float], Drawing]
"""Makes the drawing for a width and a height."""


class ChartView(QWidget):
    """Shows a chart drawn to the widget's size.

    Attributes:
        chosen: Carries the `Region` that was clicked, or entered by key.
        resized: It was drawn in another size.
    """

    chosen = Signal(object)
    resized = Signal()

    def __init__(self, switch: ThemeSwitch, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self._switch = switch
        self._draw: Draw | None = None
        self._drawing = Drawing(0, 0, ())
        self._current = -1
        self._pressed: Region | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        switch.changed.connect(self.update)

    @property
    def drawing(self) -> Drawing:
        """What is shown."""
        return self._drawing

    def show_chart(self, draw: Draw) -> None:
        """Shows a chart; it is drawn anew whenever the size changes."""
        self._draw = draw
        self._redraw()
        self.setFocusPolicy(
            Qt.FocusPolicy.TabFocus if self._drawing.regions else Qt.FocusPolicy.NoFocus
        )

    def _redraw(self) -> None:
        if self._draw is None:
            return
        self._drawing = self._draw(self.width(), self.height())
        self._current = min(self._current, len(self._drawing.regions) - 1)
        self.setAccessibleDescription(self._drawing.as_text())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 120)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_drawing(painter, QPointF(0, 0), self._drawing, self._switch.theme)
        regions = self._drawing.regions
        if self.hasFocus() and regions:
            region = regions[max(self._current, 0)]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._switch.theme.colour("text"), 2))
            box = QRectF(region.x, region.y, region.width, region.height)
            inside = box.intersected(QRectF(self.rect())).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inside, 4, 4)

    def announce(self, region: Region) -> None:
        """Has assistive programs read a region out, as it becomes current."""
        if QAccessible.isActive() and region.text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, region.text))

    def _region(self, event: QMouseEvent) -> Region | None:
        return self._drawing.region_at(event.position().x(), event.position().y())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        region = self._region(event)
        leads_on = region is not None and bool(region.key)
        shape = Qt.CursorShape.PointingHandCursor if leads_on else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._region(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        region, pressed, self._pressed = self._region(event), self._pressed, None
        if region is not None and region is pressed and event.button() == _LEFT:
            self._current = self._drawing.regions.index(region)
            self.update()
            self.chosen.emit(region)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        regions = self._drawing.regions
        # To the first value and to the last one, as in a line of text.
        steps |= {Qt.Key.Key_Home: -len(regions), Qt.Key.Key_End: len(regions)}
        key = Qt.Key(event.key())
        if regions and key in steps:
            self._current = max(0, min(max(self._current, 0) + steps[key], len(regions) - 1))
            region = regions[self._current]
            at = self.mapToGlobal(QPointF(region.x, region.y + region.height).toPoint())
            QToolTip.showText(at, region.text, self)
            self.announce(region)
            self.update()
        elif regions and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(regions[max(self._current, 0)])
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            region = self._drawing.region_at(event.pos().x(), event.pos().y())
            if region is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), region.text, self)
            return True
        return super().event(event)


accessible.register(ChartView, QAccessible.Role.Chart)
