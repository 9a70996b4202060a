"""The consent mark: a circle of two halves, left sales, right marketing."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache
from math import asin, degrees

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.theme import Theme
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass


class Stand(StrEnum):
    """Where one party stands on a clause."""

    AGREES = "agrees"
    NOT_YET = "not yet"
    PROPOSES = "proposes a change"


@dataclass(frozen=True, slots=True)
class Consent:
    """Where both parties stand; the whole of the mark's state."""

    sales: Stand
    marketing: Stand

    @property
    def whole(self) -> bool:
        """Whether both agree."""
        return self.sales is Stand.AGREES and self.marketing is Stand.AGREES


BOTH = Consent(Stand.AGREES, Stand.AGREES)
NEITHER = Consent(Stand.NOT_YET, Stand.NOT_YET)


def consent_of(given: Collection[str], proposing: Collection[str] = ()) -> Consent:
    """Where both parties stand, given who agrees, and who proposes something else."""
    sales, marketing = (
        Stand.PROPOSES if party in proposing else Stand.AGREES if party in given else Stand.NOT_YET
        for party in PARTIES
    )
    return Consent(sales, marketing)


def consent_text(consent: Consent) -> str:
    """The mark in words, for those who do not see it."""
    if consent.whole:
        return wording().common.agreed_by_both()
    if consent == NEITHER:
        return wording().common.agreed_by_neither_yet()
    words = {
        Stand.AGREES: wording().common.agrees(),
        Stand.NOT_YET: wording().common.has_not_agreed_yet(),
        Stand.PROPOSES: wording().common.proposes_a_change(),
    }
    sales, marketing = words[consent.sales], words[consent.marketing]
    return wording().common.sales_marketing(sales=sales, marketing=marketing)


def _half(circle: QRectF, left: bool, inset: float = 0.0) -> QPainterPath:
    """One half's outline, its straight side so far inside the circle's middle."""
    slant = degrees(asin(2 * inset / circle.width()))
    start = 90 + slant if left else 90 - slant
    sweep = 180 - 2 * slant
    path = QPainterPath()
    path.arcMoveTo(circle, start)
    path.arcTo(circle, start, sweep if left else -sweep)
    path.closeSubpath()
    return path


def _paint_half(painter: QPainter, box: QRectF, left: bool, stand: Stand, colour: QColor) -> None:
    # Sizes follow the mark's: a hair at 17 px, as stout as type at 70 px.
    line = max(1.3, box.width() * 0.085)
    gap = max(1.0, float(round(box.width() * 0.045)))
    aside = gap / 2
    circle = box.adjusted(aside, aside, -aside, -aside).translated(-aside if left else aside, 0)
    if stand is Stand.AGREES:
        painter.fillPath(_half(circle, left), colour)
        return
    inner = circle.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    pen = QPen(colour, line)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if stand is Stand.PROPOSES:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.5, 1.3])
    painter.strokePath(_half(inner, left, line / 2), pen)


def paint_consent(painter: QPainter, box: QRectF, consent: Consent, theme: Theme) -> None:
    """Paints the mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_half(painter, box, True, consent.sales, theme.colour("sales"))
    _paint_half(painter, box, False, consent.marketing, theme.colour("marketing"))
    painter.restore()


@lru_cache(maxsize=128)
def consent_picture(consent: Consent, side: int, theme: Theme, ratio: float) -> QPixmap:
    """The mark drawn once, for tables that repeat it in every row."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_consent(painter, QRectF(0, 0, side, side), consent, theme)
    painter.end()
    return pixmap


@lru_cache(maxsize=8)
def application_icon(theme: Theme) -> QIcon:
    """The mark, whole, as the application's icon."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        margin = max(1.0, side / 24)
        room = QRectF(margin, margin, side - 2 * margin, side - 2 * margin)
        paint_consent(painter, room, BOTH, theme)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
