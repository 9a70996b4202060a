"""What is marked on pages: hits of a search, selected text, links, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from alignment_desktop.charts.palette import Palette
from alignment_desktop.documents.page_values import Box
from alignment_desktop.gui.reading.page_layout import PageLayout
from alignment_desktop.values import dataclass


class Look(StrEnum):
    """How something is marked; none of them is told by its colour alone."""

    HIT = "hit"
    CURRENT_HIT = "current-hit"
    SELECTED = "selected"
    LINK = "link"
    REMOVED = "removed"
    ADDED = "added"
    CURRENT_CHANGE = "current-change"
    PLACE = "place"
    BAR = "bar"
    PICTURE = "picture"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Highlight:
    """Boxes of one page that are marked.

    Attributes:
        look: How.
        boxes: In points.
    """

    look: Look
    boxes: Sequence[Box]


def paint_highlight(
    painter: QPainter, layout: PageLayout, page: int, mark: Highlight, palette: Palette
) -> None:
    """Paints marks onto a page whose picture is painted.

    Args:
        painter: Whose origin is that of the layout.
        layout: Where pages are.
        page: The page, counted from 0.
        mark: What is marked.
        palette: The light one: paper is white in dark surroundings too.
    """
    for box in mark.boxes:
        place = QRectF(layout.place(page, *box[:2]), layout.place(page, *box[2:]))
        _PAINTERS[mark.look](painter, place, palette)


def _tinted(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """Colours the paper, and leaves the letters as they are."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(place, colour)
    painter.restore()


def _framed(painter: QPainter, place: QRectF, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), 2, 2)


def _hit(painter: QPainter, place: QRectF, _palette: Palette) -> None:
    _tinted(painter, place, QColor("#FFE58A"))


def _current_hit(painter: QPainter, place: QRectF, palette: Palette) -> None:
    _tinted(painter, place, QColor("#FFC24D"))
    _framed(painter, place, QColor(palette.text), 2)


def _selected(painter: QPainter, place: QRectF, _palette: Palette) -> None:
    _tinted(painter, place, QColor("#B9D4F8"))


def _link(painter: QPainter, place: QRectF, palette: Palette) -> None:
    _framed(painter, place, QColor(palette.accent), 2)


def _removed(painter: QPainter, place: QRectF, palette: Palette) -> None:
    _tinted(painter, place, QColor(palette.missed_tint))
    painter.setPen(QPen(QColor(palette.missed), 1.5))
    middle = place.center().y()
    painter.drawLine(QPointF(place.left(), middle), QPointF(place.right(), middle))


def _added(painter: QPainter, place: QRectF, palette: Palette) -> None:
    _tinted(painter, place, QColor(palette.accent_tint))
    painter.setPen(QPen(QColor(palette.accent), 1.5))
    foot = place.bottom() - 0.5
    painter.drawLine(QPointF(place.left(), foot), QPointF(place.right(), foot))


def _current_change(painter: QPainter, place: QRectF, palette: Palette) -> None:
    _framed(painter, place, QColor(palette.accent), 2)


def _place(painter: QPainter, place: QRectF, palette: Palette) -> None:
    """Where something stands in the other document, and nothing here."""
    painter.setPen(QPen(QColor(palette.accent), 2, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(place.left(), place.bottom()), QPointF(place.right(), place.bottom()))


def _bar(painter: QPainter, place: QRectF, palette: Palette) -> None:
    """A line in the margin, as lawyers mark what changed."""
    left = place.left() - 8
    top, bottom = min(place.top(), place.bottom()), max(place.top(), place.bottom())
    painter.setPen(QPen(QColor(palette.accent), 3))
    painter.drawLine(QPointF(left, top), QPointF(left, bottom))


def _picture(painter: QPainter, place: QRectF, palette: Palette) -> None:
    """Something looks different here, whatever it says."""
    painter.setPen(QPen(QColor(palette.missed), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(-2, -2, 2, 2))


def _signed(painter: QPainter, place: QRectF, palette: Palette) -> None:
    """A field in which somebody signed meanwhile, which is no change of what was signed."""
    painter.setPen(QPen(QColor(palette.kept), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3)


_PAINTERS = {
    Look.HIT: _hit,
    Look.CURRENT_HIT: _current_hit,
    Look.SELECTED: _selected,
    Look.LINK: _link,
    Look.REMOVED: _removed,
    Look.ADDED: _added,
    Look.CURRENT_CHANGE: _current_change,
    Look.PLACE: _place,
    Look.BAR: _bar,
    Look.PICTURE: _picture,
    Look.SIGNED: _signed,
}
