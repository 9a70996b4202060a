"""The timers at the top: this clause, the whole workshop, and a line that fills."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.fonts import REGULAR, SEMIBOLD, font
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.clock import WorkshopClock, clock_text
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom

_SECOND = 1000


class Timers(QWidget):
    """Shows a workshop's clock."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, clock: WorkshopClock) -> None:
        super().__init__()
        accessible.install()
        self._switch, self._zoom, self._clock = switch, zoom, clock
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.renew)
        self._tick.start(_SECOND)
        switch.changed.connect(self.update)
        self.renew()

    @property
    def texts(self) -> tuple[str, str]:
        """What the timer of the clause and that of the whole say."""
        clock, its = self._clock, wording().workshop
        clause = its.for_this_one(
            time=clock_text(clock.clause, hours=False),
            length=clock_text(clock.for_each, hours=False),
        )
        whole = its.whole_time(
            time=clock_text(clock.whole, hours=True), length=clock_text(clock.length, hours=True)
        )
        return (its.paused() if clock.paused else clause), whole

    def renew(self) -> None:
        """Shows the present time."""
        clause, whole = self.texts
        self.setAccessibleName(wording().workshop.timers(clause=clause, whole=whole))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(self._zoom.px(SMALL), SEMIBOLD, tabular=True))
        width = sum(metrics.horizontalAdvance(text) for text in self.texts) + self._zoom.px(40)
        return QSize(round(width), self._zoom.px(34))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px, clock = self._switch.theme, self._zoom.px, self._clock
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, line = self.height(), px(4)
        clause, whole = self.texts
        x = float(self.width())
        late = clock.clause > clock.for_each
        for text, tone in ((whole, "text"), (clause, "at_risk" if late else "text")):
            head, space, rest = text.partition(" ")
            if clock.paused and text == clause:
                head, space, rest = "", "", text
            for part, weight, ink in ((space + rest, REGULAR, "muted"), (head, SEMIBOLD, tone)):
                type_ = font(px(SMALL), weight, tabular=True)
                width = QFontMetricsF(type_).horizontalAdvance(part)
                x -= width
                painter.setFont(type_)
                painter.setPen(theme.colour(ink))
                box = QRectF(x, 0, width + 1, height - line * 2)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, part)
            x -= px(36)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        track = QRectF(0, height - line, self.width(), line)
        painter.drawRoundedRect(track, line / 2, line / 2)
        spent = min(clock.whole / clock.length, 1.0)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(
            QRectF(0, height - line, self.width() * spent, line), line / 2, line / 2
        )


accessible.register(Timers, QAccessible.Role.StaticText)
