"""The one door for messages: a bar at the foot of the window that never stops the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.icons import icon_pixmap
from alignment_desktop.gui.theme import Theme, ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

SHOWN_FOR = 8000
"""Milliseconds; what went wrong stays until it is closed."""
_WIDEST = 640


@dataclass(frozen=True, slots=True)
class Notice:
    """A message.

    Attributes:
        text: One plain sentence.
        wrong: Whether something went wrong; it then stays until it is closed.
        action: What its button says, as "Undo"; empty: it has none.
        act: What the button does.
    """

    text: str
    wrong: bool = False
    action: str = ""
    act: Callable[[], None] | None = None


class NoticeBar(QFrame):
    """Shows the newest notice over the foot of its parent.

    Attributes:
        shown: Carries each `Notice` that was shown.
    """

    shown = Signal(object)

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        set_look(self, "card", "notice")
        self._switch = switch
        self._around = parent
        self._notice = Notice("")
        self._icon = QLabel()
        self._text = label(pixels=13, wrap=True)
        self.action_button = QPushButton()
        self.action_button.setFont(font(13, MEDIUM))
        set_look(self.action_button, "kind", "undo")
        self.action_button.clicked.connect(self._act)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(wording().common.close())
        self.close_button.setToolTip(wording().frame.close_esc())
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
        switch.changed.connect(self._paint_icons)
        self._paint_icons(switch.theme)
        self.hide()

    @property
    def notice(self) -> Notice:
        """The newest notice."""
        return self._notice

    def notify(self, notice: Notice) -> None:
        """Shows a notice; it replaces the one before."""
        self._notice = notice
        self._text.setText(notice.text)
        self.action_button.setText(notice.action)
        self.action_button.setVisible(bool(notice.action))
        self.setAccessibleName(notice.text)
        self._paint_icons(self._switch.theme)
        self.show()
        self.raise_()
        self._lay_out()
        self._timer.stop()
        if not notice.wrong:
            self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))
        self.shown.emit(notice)

    def dismiss(self) -> None:
        """Takes the notice away."""
        self._timer.stop()
        self.hide()

    def _act(self) -> None:
        act = self._notice.act
        self.dismiss()
        if act is not None:
            act()

    def _paint_icons(self, theme: Theme) -> None:
        # The bar is dark on light and light on dark: its ink is the other palette's.
        ink = theme.colour("panel")
        name = "warning" if self._notice.wrong else "check"
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap(name, ink, 18, ratio))
        self.close_button.setIcon(icon_pixmap("close", ink, 16, ratio))

    def _lay_out(self) -> None:
        parent = self._around
        # A label that may wrap asks for a square: the bar is as wide as its one line would be.
        words = self._text.fontMetrics().horizontalAdvance(self._notice.text) + 8
        others = self.sizeHint().width() - self._text.sizeHint().width()
        width = min(words + others, _WIDEST, parent.width() - 32)
        height = max(self.heightForWidth(width), 48)
        left, top = (parent.width() - width) // 2, parent.height() - height - 20
        self.setGeometry(left, top, width, height)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible() and not self._notice.wrong:
            self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)
