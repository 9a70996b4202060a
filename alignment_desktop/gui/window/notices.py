"""The one door for messages: a bar at the foot of the window that never stops the user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.icons import icon_pixmap
from alignment_desktop.gui.opened_files import open_file, show_in_folder
from alignment_desktop.gui.theme import Theme, ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

SHOWN_FOR = 8000
"""Milliseconds that a notice stays at least."""
_BELOW = 12  # pixels between the bar and the foot of the window
_PER_LETTER = 60
"""Milliseconds that it takes to read a letter, and to find where it stands."""
_LONGEST = 25_000
_WIDEST = 640


@dataclass(frozen=True, slots=True)
class Notice:
    """A message.

    Attributes:
        text: One plain sentence.
        wrong: Whether something went wrong.
        action: What its button says, as "Undo"; empty: it has none.
        act: What the button does.
        file: What was saved; it can be opened, and shown in its folder.
        stays: Whether it stays until it is closed, as what it says is to be seen nowhere else.
    """

    text: str
    wrong: bool = False
    action: str = ""
    act: Callable[[], None] | None = None
    file: Path | None = None
    stays: bool = False

    @property
    def shown_for(self) -> int:
        """Milliseconds until it goes by itself; 0: it stays until it is closed.

        Something wrong that has to be acted on stays. All else goes once it could be read: it
        covers the foot of the page, which is often what it speaks of.
        """
        if self.stays or (self.wrong and self.action):
            return 0
        return min(SHOWN_FOR + _PER_LETTER * len(self.text), _LONGEST)


class NoticeBar(QFrame):
    """Shows the newest notice over the foot of its parent.

    Attributes:
        shown: Carries each `Notice` that was shown.
        room_taken: Carries how many pixels at the foot it covers now; 0: it is gone.
    """

    shown = Signal(object)
    room_taken = Signal(int)

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        set_look(self, "card", "notice")
        self._switch = switch
        self._around = parent
        self._notice = Notice("")
        self._icon = QLabel()
        self._text = label(pixels=13, wrap=True)
        self.action_button = self._small_button("")
        self.action_button.clicked.connect(self._act)
        self.open_button = self._small_button(wording().frame.open())
        self.open_button.clicked.connect(lambda: self._reach(open_file))
        self.folder_button = self._small_button(wording().frame.show_in_folder())
        self.folder_button.clicked.connect(lambda: self._reach(show_in_folder))
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(wording().common.close())
        set_tool_tip(self.close_button, wording().frame.close_esc())
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for button in (self.action_button, self.open_button, self.folder_button):
            row.addWidget(button)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
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
        for button in (self.open_button, self.folder_button):
            button.setVisible(notice.file is not None)
        self.setAccessibleName(notice.text)
        self._paint_icons(self._switch.theme)
        self.show()
        self.raise_()
        self._lay_out()
        self._wait()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))
        self.shown.emit(notice)

    def dismiss(self) -> None:
        """Takes the notice away."""
        self._timer.stop()
        self.hide()
        self.room_taken.emit(0)

    @staticmethod
    def _small_button(text: str) -> QPushButton:
        button = QPushButton(text)
        button.setFont(font(13, MEDIUM))
        set_look(button, "kind", "undo")
        return button

    def _wait(self) -> None:
        """Begins to wait until it goes by itself."""
        self._timer.stop()
        if self._notice.shown_for:
            self._timer.start(self._notice.shown_for)

    def _reach(self, reach: Callable[[Path], bool]) -> None:
        """Opens what was saved, or its folder; says so where the system cannot."""
        file = self._notice.file
        if file is not None and not reach(file):
            self.notify(Notice(wording().frame.could_not_be_opened(name=file.name), wrong=True))

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
        left, top = (parent.width() - width) // 2, parent.height() - height - _BELOW
        self.setGeometry(left, top, width, height)
        self.room_taken.emit(height + _BELOW)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible():
            self._wait()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # A click beside its buttons takes it away, as the cross does.
        if event.button() == Qt.MouseButton.LeftButton:
            self.dismiss()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)
