"""What every painted cell shares: its ground, its focus ring, its padding, its height."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from alignment_desktop.gui.theme import Theme, ThemeSwitch

Index = QModelIndex | QPersistentModelIndex
SIDE = 12
"""Padding left and right, in pixels."""
ABOVE = 10
"""Padding above and below."""
LEAST = 44
"""The lowest that a row may be."""


class CellDelegate(QStyledItemDelegate):
    """Paints ground, rule and focus ring; a subclass paints what is in the cell."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._switch = switch

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._switch.theme

    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        """Paints what the cell holds into the padded box."""
        raise NotImplementedError

    def height_for(self, index: Index, width: int) -> int:
        """How high the cell wants to be in a column of a width, padding included."""
        return LEAST

    def width_for(self, index: Index) -> int:
        """How wide the cell wants to be on one line, padding included."""
        return 2 * SIDE

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        theme = self.theme
        painter.save()
        painter.fillRect(rect, theme.colour(self._ground(state, selected)))
        if index.row() + 1 < index.model().rowCount():
            rule = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            painter.fillRect(rule, theme.colour("soft_line"))
        box = QRectF(rect).adjusted(SIDE, 0, -SIDE, -1)
        painter.setClipRect(rect)
        self.paint_content(painter, box, index, selected)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 5, 5)
        painter.restore()

    @staticmethod
    def _ground(state: QStyle.StateFlag, selected: bool) -> str:
        if selected:
            return "accent_tint"
        return "background" if state & QStyle.StateFlag.State_MouseOver else "panel"

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rect: QRect = option.rect
        return QSize(rect.width(), self.height_for(index, rect.width()))
