"""What every painted cell shares: its ground, its focus ring, its padding, its height."""

from __future__ import annotations

from abc import abstractmethod

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
_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class CellDelegate(QStyledItemDelegate):
    """Paints ground, rule and focus ring; a subclass paints what is in the cell."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._switch = switch

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._switch.theme

    @abstractmethod
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        """Paints what the cell holds into the padded box."""

    def height_for(self, index: Index, width: int) -> int:
        """How high the cell wants to be in a column of a width, padding included."""
        return LEAST

    def width_for(self, index: Index) -> int:
        """How wide the cell wants to be on one line, padding included."""
        return 2 * SIDE

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # A window of tables paints hundreds of cells at once: whole numbers, not enumerations, no
        # clipping (contents keep to their box), the painter's state saved only where needed.
        rect: QRect = option.rect
        state: int = option.state.value
        selected = bool(state & _SELECTED)
        theme = self._switch.theme
        ground = "accent_tint" if selected else "background" if state & _UNDER_MOUSE else "panel"
        painter.fillRect(rect, theme.colour(ground))
        if index.row() + 1 < index.model().rowCount():
            rule = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            painter.fillRect(rule, theme.colour("soft_line"))
        self.paint_content(painter, QRectF(rect).adjusted(SIDE, 0, -SIDE, -1), index, selected)
        if state & _FOCUSED:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 5, 5)
            painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rect: QRect = option.rect
        return QSize(rect.width(), self.height_for(index, rect.width()))
