"""Chips: a word in a tinted capsule, for parties and for states."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.theme import Theme
from alignment_desktop.values import dataclass

HEIGHT = 19.0
_SIDE = 8.0
_PIXELS = 12


@dataclass(frozen=True, slots=True)
class Chip:
    """A word and its tone.

    Attributes:
        text: What it says; a chip is never colour alone.
        tone: A token that has a tint: sales, marketing, shared, kept, at_risk, missed, neutral.
    """

    text: str
    tone: str


@lru_cache(maxsize=512)
def chip_width(text: str) -> float:
    """How wide a chip is."""
    return QFontMetricsF(font(_PIXELS, MEDIUM)).horizontalAdvance(text) + 2 * _SIDE


@lru_cache(maxsize=512)
def _picture(text: str, width: float, ink: str, tint: str, ratio: float) -> QPixmap:
    """A chip drawn once: a table repeats the same few in every row."""
    type_ = font(_PIXELS, MEDIUM)
    room = max(width - 2 * _SIDE, 0.0)
    shown = QFontMetricsF(type_).elidedText(text, Qt.TextElideMode.ElideRight, room + 0.5)
    pixmap = QPixmap(ceil(width * ratio), ceil(HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    box = QRectF(0, 0, width, HEIGHT)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
    painter.setPen(QColor(ink))
    painter.setFont(type_)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return pixmap


def paint_chip(
    painter: QPainter,
    left: float,
    middle: float,
    room: float,
    chip: Chip,
    theme: Theme,
    ground: str = "panel",
) -> float:
    """Paints a chip around a middle line; what is too wide is shortened with "…".

    On a ground of its own tint it is filled as a panel is, so that its shape stays to be seen.

    Returns:
        Its width.
    """
    width = min(chip_width(chip.text), room)
    ink, tint = theme.palette.of(chip.tone), theme.palette.of(f"{chip.tone}_tint")
    if tint == theme.palette.of(ground):
        tint = theme.palette.panel
    ratio = painter.device().devicePixelRatioF()
    at = QPointF(round(left), round(middle - HEIGHT / 2))
    painter.drawPixmap(at, _picture(chip.text, width, ink, tint, ratio))
    return width
