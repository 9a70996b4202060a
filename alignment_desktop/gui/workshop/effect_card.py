"""What a clause means on the last quarter's leads: as it stands, and as it is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.effect_words import effect_difference, effect_figure
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.gui.workshop.zoom import SMALL, TEXT, Zoom
from alignment_desktop.phrasing.days import long_days_text
from alignment_desktop.phrasing.targets import target_text

if TYPE_CHECKING:
    from alignment_desktop.services.clause_effects import Effect, Shown


class _Bar(QWidget):
    """One bar: what is kept, what is kept only as proposed, what is missed, and the promise."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, shown: Shown, other: Shown | None) -> None:
        super().__init__()
        accessible.install()
        self._switch, self._zoom, self._shown, self._other = switch, zoom, shown, other
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{shown.counted} / {shown.of}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self._zoom.px(30))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shown, theme, px = self._shown, self._switch.theme, self._zoom.px
        painter = QPainter(self)
        if not shown.of:
            return
        high, width = px(20), self.width()
        top = (self.height() - high) / 2
        promise = shown.target is not None and shown.unit == "share"
        ground = "missed" if promise else "soft_line"
        painter.fillRect(QRectF(0, top, width, high), theme.colour(ground))
        kept = width * shown.counted / shown.of
        painter.fillRect(QRectF(0, top, kept, high), theme.colour("kept" if promise else "accent"))
        if self._other is not None and self._other.of == shown.of and promise:
            both = width * min(self._other.counted, shown.counted) / shown.of
            painter.fillRect(QRectF(both, top, kept - both, high), theme.colour("accent"))
        if promise and shown.target is not None:
            x = width * min(float(shown.target.value), 1.0)
            painter.setPen(QPen(theme.colour("panel"), px(5)))
            painter.drawLine(round(x), 0, round(x), self.height())
            painter.setPen(QPen(theme.colour("text"), px(2)))
            painter.drawLine(round(x), 0, round(x), self.height())


class EffectCard(QFrame):
    """Shows an effect, or plainly why there is none."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom) -> None:
        super().__init__()
        set_look(self, "card", "true")
        self._switch, self._zoom = switch, zoom
        px = zoom.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(28), px(10), px(28), px(10))
        self._column.setSpacing(px(4))
        self.heading = label(pixels=px(SMALL), tone="muted", wrap=True)
        self.said = label(pixels=px(SMALL), weight=SEMIBOLD)
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.said)
        self._column.addLayout(head)
        self._rows = QWidget()
        self._column.addWidget(self._rows)

    def say(self, text: str) -> None:
        """Says something instead of figures."""
        self._clear()
        self.heading.setText(text)
        self.said.hide()

    def show_effect(self, effect: Effect, trouble: str) -> None:
        """Shows what was measured; `trouble` says why nothing was."""
        its, language = wording().workshop, user_language()
        if trouble:
            self.say(its.effect_unknown(text=trouble))
            return
        lines = [
            (name, shown, other)
            for name, shown, other in (
                (its.effect_stands(), effect.standing, None),
                (its.effect_proposed(), effect.proposed, effect.standing),
            )
            if shown is not None
        ]
        if not lines:
            self.say(its.effect_nothing())
            return
        self._clear()
        days = long_days_text(effect.start, effect.end, language)
        self.heading.setText(its.effect_title(period=effect.label, days=days))
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._zoom.px(16))
        grid.setVerticalSpacing(self._zoom.px(4))
        grid.setColumnStretch(1, 1)
        for row, (name, shown, other) in enumerate(lines):
            self._add_line(grid, row, name, shown, other)
        self.said.setText(effect_difference(effect))
        self.said.setVisible(bool(self.said.text()))

    def _add_line(
        self, grid: QGridLayout, row: int, name: str, shown: Shown, other: Shown | None
    ) -> None:
        px, language = self._zoom.px, user_language()
        if shown.target is not None and shown.by_leads:
            name = f"{name}, {target_text(shown.target, language)}"
        grid.addWidget(label(name, px(SMALL)), row, 0)
        if shown.by_leads:
            grid.addWidget(_Bar(self._switch, self._zoom, shown, other), row, 1)
        figure, behind = effect_figure(shown)
        value = label(figure, px(TEXT), SEMIBOLD, tabular=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(value, row, 2)
        grid.addWidget(label(behind, px(SMALL), tone="muted", tabular=True), row, 3)

    def _clear(self) -> None:
        old, self._rows = self._rows, QWidget()
        self._column.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()


accessible.register(_Bar, QAccessible.Role.Graphic)
