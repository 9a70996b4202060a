"""The round picture of a person: their initials in the colours of their party."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from alignment_desktop.gui.fonts import SEMIBOLD, font
from alignment_desktop.gui.icons import icon_pixmap
from alignment_desktop.gui.theme import Theme


def paint_avatar(painter: QPainter, box: QRectF, letters: str, tone: str, theme: Theme) -> None:
    """Paints it into a square.

    Args:
        painter: Paints with antialiasing.
        box: The square.
        letters: One or two; a drawing of people where empty.
        tone: A token that has a tint, such as `sales`.
        theme: The theme.
    """
    ink = theme.colour(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{tone}_tint"))
    painter.drawEllipse(box)
    if letters:
        painter.setFont(font(round(box.height() * 0.4), SEMIBOLD))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)
        return
    side = round(box.height() * 0.6)
    pixmap = icon_pixmap("people", ink, side, painter.device().devicePixelRatioF())
    corner = box.center() - QRectF(0, 0, side, side).center()
    painter.drawPixmap(corner, pixmap)
