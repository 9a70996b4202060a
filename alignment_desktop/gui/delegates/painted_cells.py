"""Cells that are painted: the consent mark, chips, bullet bars, sparklines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from alignment_desktop.charts.bullet import Bullet, bullet
from alignment_desktop.charts.sparkline import sparkline
from alignment_desktop.gui.charts.painter import paint_drawing
from alignment_desktop.gui.delegates.cells import CellDelegate, Index
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.painting.chips import Chip, paint_chip
from alignment_desktop.gui.painting.consent_mark import Consent, consent_picture

_MARK = 17  # odd, so that the gap falls on whole pixels


class ConsentDelegate(CellDelegate):
    """The consent mark; in words it is the cell's text."""

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        consent = index.data(Role.CONSENT)
        if isinstance(consent, Consent):
            at = QPointF(box.left(), round(box.center().y() - _MARK / 2))
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(at, consent_picture(consent, _MARK, self.theme, ratio))


class ChipDelegate(CellDelegate):
    """A chip."""

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        chip = index.data(Role.CHIP)
        if isinstance(chip, Chip):
            ground, middle = "accent_tint" if selected else "panel", box.center().y()
            paint_chip(painter, box.left(), middle, box.width(), chip, self.theme, ground)


class BulletDelegate(CellDelegate):
    """A bullet bar of attainment against target."""

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        value = index.data(Role.BULLET)
        if isinstance(value, Bullet):
            drawing = bullet(value, box.width())
            at = QPointF(box.left(), round(box.center().y() - drawing.height / 2))
            paint_drawing(painter, at, drawing, self.theme)


class SparklineDelegate(CellDelegate):
    """A sparkline of the last periods."""

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        values = index.data(Role.VALUES)
        if isinstance(values, (tuple, list)):
            drawing = sparkline(tuple(values), box.width(), 20, "text" if selected else "muted")
            at = QPointF(box.left(), round(box.center().y() - drawing.height / 2))
            paint_drawing(painter, at, drawing, self.theme)
