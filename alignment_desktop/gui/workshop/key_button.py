"""A button that wears its key: the letter in a cap, and what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom


class KeyButton(QPushButton):
    """Says its key before its words."""

    def __init__(
        self, switch: ThemeSwitch, zoom: Zoom, key: str, text: str = "", *, primary: bool = False
    ) -> None:
        """Makes the button.

        Args:
            switch: The theme.
            zoom: How large it is.
            key: What its cap shows, such as `S`.
            text: What it does.
            primary: Whether it is what comes next.
        """
        super().__init__()
        self._switch, self._zoom, self._key, self._primary = switch, zoom, key, primary
        self._words = text
        self.setAccessibleName(f"{text} ({key})")
        self.setFont(font(zoom.px(SMALL), MEDIUM))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if primary:
            set_look(self, "kind", "primary")
        switch.changed.connect(self.update)

    def say(self, key: str, text: str) -> None:
        """Wears another key and says something else; hidden where it says nothing."""
        self._key, self._words = key, text
        self.setAccessibleName(f"{text} ({key})")
        self.setVisible(bool(text))
        self.updateGeometry()

    @property
    def words(self) -> str:
        """What it says; it is painted, as a sign of "&" in a button's own text is no letter."""
        return self._words

    @override
    def sizeHint(self) -> QSize:
        px, metrics = self._zoom.px, QFontMetrics(self.font())
        width = self._cap_width() + metrics.horizontalAdvance(self._words) + px(38)
        return QSize(width, px(44))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._cap_width() + self._zoom.px(60), self._zoom.px(44))

    def _cap_width(self) -> int:
        own = QFontMetrics(font(self._zoom.px(16), SEMIBOLD)).horizontalAdvance(self._key)
        return max(own + self._zoom.px(14), self._zoom.px(26))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, px = self._switch.theme, self._zoom.px
        ink = theme.colour("on_fill" if self._primary else "text")
        if not self.isEnabled():
            ink = theme.colour("faint")
        side = px(26)
        cap = QRectF(px(10), (self.height() - side) / 2, self._cap_width(), side)
        painter.setPen(QPen(ink if self._primary else theme.colour("control_line"), 1))
        painter.drawRoundedRect(cap, px(5), px(5))
        painter.setPen(ink)
        painter.setFont(font(px(16), SEMIBOLD))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(self.font())
        room = QRectF(cap.right() + px(10), 0, self.width() - cap.right() - px(18), self.height())
        text = QFontMetrics(self.font()).elidedText(
            self._words, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
