"""The agenda at the foot: a consent mark for each clause, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.gui.painting.consent_mark import Consent, paint_consent
from alignment_desktop.gui.theme import Theme, ThemeSwitch
from alignment_desktop.gui.tool_tips import plain_tip
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom
from alignment_desktop.values import dataclass

_LARGEST, _SMALLEST = 30, 12
_STEP = 1.35  # from one mark to the next, as a multiple of a mark
_BETWEEN = 34
_ASIDE = 2  # of the ring around the first mark


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause of the agenda.

    Attributes:
        id: Its kind and key.
        name: What it is called.
        section: The section that it belongs to.
        consent: Where both parties stand.
        parked: Whether it is put aside.
    """

    id: ClauseId
    name: str
    section: str
    consent: Consent
    parked: bool


class AgendaStrip(QWidget):
    """Shows the agenda; where all marks have no room, only those around the present clause.

    Attributes:
        chosen: Carries the kind and key of a clause that was clicked.
    """

    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, zoom: Zoom) -> None:
        super().__init__()
        accessible.install()
        self._switch, self._zoom = switch, zoom
        self._entries: tuple[Entry, ...] = ()
        self._at = 0
        self._boxes: list[tuple[QRectF, Entry]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch.changed.connect(self.update)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry], at: int) -> None:
        """Shows an agenda, and which clause of it is on the table."""
        self._entries, self._at = tuple(entries), at
        section = entries[at].section if entries else ""
        its = [each for each in entries if each.section == section]
        words = wording().workshop.agenda_is(
            section=section, agreed=sum(each.consent.whole for each in its), count=len(its)
        )
        self.setAccessibleName(words if entries else "")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, self._zoom.px(76))

    def _groups(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for each in self._entries:
            found.setdefault(each.section, []).append(each)
        return found

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._boxes = []
        groups = self._groups()
        if not groups:
            return
        px = self._zoom.px
        here = self._entries[self._at].section
        type_ = font(px(SMALL))
        labels = {name: self._label(name, its) for name, its in groups.items()}
        wide = {name: QFontMetricsF(type_).horizontalAdvance(text) for name, text in labels.items()}
        whole = float(self.width() - 2 * px(_ASIDE))
        room = whole - px(_BETWEEN) * (len(groups) - 1)
        if sum(wide.values()) > room:
            groups, room = {here: groups[here]}, whole
        side = self._side(groups, wide, room)
        only_here = side < px(_SMALLEST)
        if only_here:
            others = sum(width for name, width in wide.items() if name != here)
            left = max(room - others, wide[here])
            side = min(left / (_STEP * len(groups[here])), px(_LARGEST))
            if side < px(_SMALLEST):
                side = float(px(_SMALLEST))
                groups[here] = self._around(groups[here], int(left / (_STEP * side)))
        x = float(px(_ASIDE))
        for name, its in groups.items():
            marks = its if not only_here or name == here else []
            width = max(len(marks) * side * _STEP, wide[name])
            self._paint_group(
                painter, name == here, labels[name], marks, QRectF(x, 0, width, self.height()), side
            )
            x += width + px(_BETWEEN)

    def _side(self, groups: dict[str, list[Entry]], wide: dict[str, float], room: float) -> float:
        """The largest mark with which every section finds its place."""
        for side in range(self._zoom.px(_LARGEST), 5, -1):
            total = sum(max(len(its) * side * _STEP, wide[name]) for name, its in groups.items())
            if total <= room:
                return float(side)
        return 0.0

    def _around(self, its: Sequence[Entry], count: int) -> list[Entry]:
        """So many clauses of the present section, with the one on the table in their middle."""
        before = self._entries[: self._at]
        at = sum(each.section == its[0].section for each in before)
        first = max(0, min(at - count // 2, len(its) - count))
        return list(its[first : first + count])

    @staticmethod
    def _label(name: str, its: Sequence[Entry]) -> str:
        agreed = sum(each.consent.whole and not each.parked for each in its)
        return wording().workshop.section_count(section=name, agreed=agreed, count=len(its))

    def _paint_group(
        self,
        painter: QPainter,
        here: bool,
        text: str,
        marks: Sequence[Entry],
        box: QRectF,
        side: float,
    ) -> None:
        theme, px = self._switch.theme, self._zoom.px
        foot = box.bottom() - px(30)
        step = side * _STEP
        x = box.left() + (box.width() - step * len(marks)) / 2
        for each in marks:
            place = QRectF(x + (step - side) / 2, (foot - side) / 2, side, side)
            if each.id == self._entries[self._at].id:
                painter.setPen(QPen(theme.colour("accent"), max(px(2), 1)))
                painter.setBrush(theme.colour("accent_tint"))
                grown = side * 0.17
                painter.drawEllipse(place.adjusted(-grown, -grown, grown, grown))
            if each.parked:
                paint_parked(painter, place, theme)
            else:
                inner = side * 0.06
                paint_consent(
                    painter, place.adjusted(inner, inner, -inner, -inner), each.consent, theme
                )
            self._boxes.append((QRectF(x, 0, step, foot), each))
            x += step
        painter.setPen(QPen(theme.colour("text" if here else "line"), 1))
        painter.drawLine(QPointF(box.left(), foot), QPointF(box.right(), foot))
        painter.setFont(font(px(SMALL), MEDIUM if here else REGULAR))
        painter.setPen(theme.colour("text" if here else "muted"))
        below = QRectF(box.left() - px(8), foot, box.width() + px(16), px(30))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _entry_at(self, point: QPointF) -> Entry | None:
        return next((each for box, each in self._boxes if box.contains(point)), None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        entry = self._entry_at(event.position())
        if entry is not None:
            self.chosen.emit(entry.id)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            entry = self._entry_at(QPointF(event.pos()))
            if entry is not None:
                QToolTip.showText(event.globalPos(), plain_tip(entry.name), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def paint_parked(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paints the sign of what is put aside into a square: a ring with two bars."""
    ink, side = theme.colour("at_risk"), box.width()
    line = max(side * 0.09, 1.2)
    painter.save()
    painter.setPen(QPen(ink, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(line / 2, line / 2, -line / 2, -line / 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    bar, high = side * 0.1, side * 0.36
    for shift in (-1.6, 0.6):
        painter.drawRect(
            QRectF(box.center().x() + shift * bar, box.center().y() - high / 2, bar, high)
        )
    painter.restore()


def parked_picture(side: int, theme: Theme, ratio: float) -> QPixmap:
    """The sign drawn once, for a list."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_parked(painter, QRectF(0, 0, side, side), theme)
    painter.end()
    return pixmap


accessible.register(AgendaStrip, QAccessible.Role.Graphic)
