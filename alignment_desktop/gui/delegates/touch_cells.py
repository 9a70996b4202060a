"""Cells of a lead's timeline: what a party did on its side, and when in the middle."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from typing_extensions import override

from alignment_desktop.gui.delegates.cells import LEAST, SIDE, CellDelegate, Index
from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.gui.models.lead_timeline import TouchModel, TouchRow, touch_of
from alignment_desktop.gui.painting.chips import Chip, chip_width, paint_chip
from alignment_desktop.gui.theme import ThemeSwitch

_EDGE, _DOT, _BETWEEN = 3.0, 4.0, 6.0
_ASIDE, _CLOCK = 8.0, 40.0
_UPPER, _LOWER = 5.0, 23.0
_LINE = 17.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TouchDelegate(CellDelegate):
    """What one side did: a title with a note, the source below, an edge in the party's colour."""

    def __init__(self, switch: ThemeSwitch, parent: QObject, *, left: bool) -> None:
        super().__init__(switch, parent)
        self._left = left
        self._strong, self._plain, self._small = font(13, MEDIUM), font(13, REGULAR), font(11)
        self._widths = [QFontMetricsF(each) for each in (self._strong, self._plain, self._small)]

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        if not index.data():
            return
        row, theme = touch_of(index), self.theme
        edge = QRectF(box.right() + SIDE - _EDGE, box.top(), _EDGE, box.height())
        if not self._left:
            edge.moveLeft(box.left() - SIDE)
        painter.fillRect(edge, theme.colour(row.party))
        quiet = theme.colour("text" if selected else "muted")
        upper = QRectF(box.left(), box.top() + _UPPER, box.width(), _LINE)
        self._paint_words(painter, upper, row, selected)
        painter.setFont(self._small)
        painter.setPen(quiet)
        lower = QRectF(box.left(), box.top() + _LOWER, box.width(), _LINE)
        shown = self._widths[2].elidedText(row.source, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(lower, _RIGHT if self._left else _LEFT, shown)

    def _paint_words(self, painter: QPainter, box: QRectF, row: TouchRow, selected: bool) -> None:
        """The title, and behind it the note as far as there is room."""
        strong, plain, _ = self._widths
        end = Qt.TextElideMode.ElideRight
        title = strong.elidedText(row.title, end, box.width())
        used = strong.horizontalAdvance(title)
        room = box.width() - used - _BETWEEN
        note = plain.elidedText(row.note, end, room) if room > 2 * _LINE else ""
        wide = plain.horizontalAdvance(note) if note else -_BETWEEN
        x = box.right() - used - _BETWEEN - wide if self._left else box.left()
        painter.setFont(self._strong)
        painter.setPen(self.theme.colour("text"))
        painter.drawText(QRectF(x, box.top(), used + 1, box.height()), _LEFT, title)
        if note:
            painter.setFont(self._plain)
            painter.setPen(self.theme.colour("text" if selected else "muted"))
            where = QRectF(x + used + _BETWEEN, box.top(), wide + 1, box.height())
            painter.drawText(where, _LEFT, note)

    @override
    def height_for(self, index: Index, width: int) -> int:
        return LEAST


class MomentDelegate(CellDelegate):
    """When: the line of time with a dot, or with the stage that was entered; day and hour aside."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(switch, parent)
        self._font = font(12, REGULAR, tabular=True)

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        row, theme = touch_of(index), self.theme
        middle, x = box.center().y(), box.center().x()
        painter.fillRect(QRectF(x - 1, box.top(), 2, box.height() + 1), theme.colour("line"))
        half = _DOT
        if row.stage:
            beside = max(QFontMetricsF(self._font).horizontalAdvance(row.day), _CLOCK)
            width = min(chip_width(row.stage), box.width() - 2 * (beside + _ASIDE))
            half = width / 2
            chip = Chip(row.stage, row.party)
            painter.fillRect(
                QRectF(x - half, middle - 9, width, 18),
                theme.colour("accent_tint" if selected else "panel"),
            )
            ground = "accent_tint" if selected else "panel"
            paint_chip(painter, x - half, middle, width, chip, theme, ground)
        else:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(row.party))
            painter.drawEllipse(QPointF(x, middle), _DOT, _DOT)
            painter.restore()
        painter.setFont(self._font)
        painter.setPen(theme.colour("text"))
        room = box.width() / 2 - half - _ASIDE
        painter.drawText(QRectF(box.left(), box.top(), room, box.height()), _RIGHT, row.day)
        painter.setPen(theme.colour("text" if selected else "muted"))
        behind = QRectF(x + half + _ASIDE, box.top(), room, box.height())
        painter.drawText(behind, _LEFT, row.time)


def touch_columns(switch: ThemeSwitch, parent: QObject) -> dict[int, CellDelegate]:
    """How each column of a `TouchModel` is painted."""
    column = TouchModel.Column
    return {
        column.SALES: TouchDelegate(switch, parent, left=True),
        column.WHEN: MomentDelegate(switch, parent),
        column.MARKETING: TouchDelegate(switch, parent, left=False),
    }
