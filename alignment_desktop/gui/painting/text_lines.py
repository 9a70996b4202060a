"""One line of text in a painted widget, shortened with "…" where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter


def draw_line(painter: QPainter, box: QRectF, text: str, type_: QFont, ink: QColor) -> float:
    """Paints it in the middle of a box's height, from its left side.

    Returns:
        How wide it is.
    """
    metrics = QFontMetricsF(type_)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(type_)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
