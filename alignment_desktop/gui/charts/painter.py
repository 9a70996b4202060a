"""Paints chart geometry with QPainter."""

from __future__ import annotations

from functools import singledispatch

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from alignment_desktop.charts.geometry import (
    Drawing,
    Hatching,
    Line,
    Outline,
    Polygon,
    Polyline,
    Rect,
    Shape,
    Text,
)
from alignment_desktop.gui.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD, font
from alignment_desktop.gui.theme import Theme

_WEIGHTS = {"regular": REGULAR, "medium": MEDIUM, "semibold": SEMIBOLD, "bold": BOLD}


def paint_drawing(painter: QPainter, at: QPointF, drawing: Drawing, theme: Theme) -> None:
    """Paints a drawing with its top left corner at a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    for shape in drawing.shapes:
        _paint(shape, painter, theme)
    painter.restore()


@singledispatch
def _paint(shape: Shape, _painter: QPainter, _theme: Theme) -> None:
    raise TypeError(f"no way to paint {type(shape).__name__}")


def _set_fill(painter: QPainter, theme: Theme, colour: str, outline: Outline | None) -> None:
    if outline is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(theme.colour(outline.colour), outline.width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if outline.dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
    painter.setBrush(theme.colour(colour) if colour else Qt.BrushStyle.NoBrush)


@_paint.register
def _(shape: Line, painter: QPainter, theme: Theme) -> None:
    pen = QPen(theme.colour(shape.colour), shape.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if shape.dashed:
        pen.setDashPattern([2.5, 2.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(*shape.start), QPointF(*shape.end))


@_paint.register
def _(shape: Polyline, painter: QPainter, theme: Theme) -> None:
    pen = QPen(theme.colour(shape.colour), shape.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if shape.dashed:
        pen.setDashPattern([2.5, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(*point) for point in shape.points]))


@_paint.register
def _(shape: Rect, painter: QPainter, theme: Theme) -> None:
    _set_fill(painter, theme, shape.colour, shape.outline)
    inset = shape.outline.width / 2 if shape.outline is not None else 0.0
    box = QRectF(shape.x, shape.y, shape.width, shape.height)
    box.adjust(inset, inset, -inset, -inset)
    radius = max(min(shape.radius, shape.width / 2, shape.height / 2) - inset, 0.0)
    painter.drawRoundedRect(box, radius, radius)


@_paint.register
def _(shape: Polygon, painter: QPainter, theme: Theme) -> None:
    _set_fill(painter, theme, shape.colour, shape.outline)
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))


@_paint.register
def _(shape: Hatching, painter: QPainter, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour(shape.colour), shape.line_width))
    for start, end in shape.lines():
        painter.drawLine(QPointF(*start), QPointF(*end))


@_paint.register
def _(shape: Text, painter: QPainter, theme: Theme) -> None:
    type_ = font(round(shape.size), _WEIGHTS[shape.weight], tabular=shape.tabular)
    metrics = QFontMetricsF(type_)
    text = shape.text
    if shape.room is not None:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(shape.room, 0.0))
    width = metrics.horizontalAdvance(text)
    shift = {"left": 0.0, "centre": width / 2, "right": width}[shape.align]
    painter.setFont(type_)
    painter.setPen(theme.colour(shape.colour))
    painter.drawText(QPointF(shape.x - shift, shape.y), text)
