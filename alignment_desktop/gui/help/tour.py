"""The tour of the window: four sentences, one after the other, each beside what it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.panel import Panel
from alignment_desktop.gui.window.tab_order import can_take_keyboard, keyboard_in
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.gui.window.navigation import Navigation
    from alignment_desktop.gui.window.navigation_drawer import NavigationDock

STEPS = ("seat", "agree", "scoreboard", "agreement")
"""What each sentence is called, in order."""
_PAGES = {"agree": "commitments", "scoreboard": "scoreboard", "agreement": "agreement"}
_WIDTH, _BESIDE, _RING = 340, 14, 3
_LOOK_AGAIN = 1500  # milliseconds


class _Ring(QWidget):
    """A ring around what the sentence speaks of; the mouse goes through it."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._switch = switch
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._switch.theme.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class _Bubble(Panel):
    """The sentence with its buttons.

    Attributes:
        stepped: Carries +1 for the next sentence, -1 for the one before.
        left: The tour is to end.
    """

    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        its = wording().tour
        set_look(self, "card", "palette")
        self.setAccessibleName(its.tour())
        self.count = label("", 12, MEDIUM, "muted")
        self.sentence = label("", 15, SEMIBOLD, wrap=True)
        self.skip_button = QPushButton(its.skip())
        self.back_button = QPushButton(its.back())
        self.next_button = QPushButton(its.next())
        set_look(self.skip_button, "kind", "quiet")
        set_look(self.next_button, "kind", "primary")
        self._buttons = buttons = QHBoxLayout()
        for button in (self.skip_button, self.back_button, self.next_button):
            button.setFont(font(13, MEDIUM))
            # Arrows would else go from button to button.
            button.installEventFilter(self)
            buttons.addWidget(button)
            if button is self.skip_button:
                buttons.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 14, 12)
        column.setSpacing(6)
        column.addWidget(self.count)
        column.addWidget(self.sentence)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.skip_button.clicked.connect(lambda _on: self.left.emit())
        self.back_button.clicked.connect(lambda _on: self.stepped.emit(-1))
        self.next_button.clicked.connect(lambda _on: self.stepped.emit(1))
        self.hide()

    def show_step(self, at: int) -> None:
        """Shows a sentence."""
        its, text = wording().tour, user_language().say(f"window.tour.{STEPS[at]}")
        self.count.setText(its.step(step=at + 1, count=len(STEPS)))
        self.sentence.setText(text)
        self.back_button.setEnabled(at > 0)
        self.next_button.setText(its.done() if at == len(STEPS) - 1 else its.next())
        # The button has the keyboard: a screen reader says the sentence with it.
        self.next_button.setAccessibleDescription(text)
        # As wide as the buttons need in this language, and as high as the sentence is then.
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self._column.invalidate()
        beside = self._column.contentsMargins()
        buttons = (self.skip_button, self.back_button, self.next_button)
        needed = sum(button.sizeHint().width() + self._buttons.spacing() for button in buttons)
        width = max(_WIDTH, needed + beside.left() + beside.right())
        self.setFixedSize(width, self._column.totalHeightForWidth(width))

    @override
    def escape(self) -> None:
        self.left.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
            key = Qt.Key(event.key())
            if key in steps:
                self.stepped.emit(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QPushButton):
                watched.click()
                return True
        return super().eventFilter(watched, event)


@dataclass(frozen=True, slots=True)
class TourParts:
    """What the tour leads through.

    Attributes:
        shell: All that is in the window.
        navigation: What most sentences stand beside.
        navigation_dock: Brings it into sight.
        is_uncovered: Says whether nothing lies over the window.
    """

    shell: QWidget
    navigation: Navigation
    navigation_dock: NavigationDock
    is_uncovered: Callable[[], bool]


class Tour(QObject):
    """Leads through the sentences.

    Attributes:
        ended: It was gone through, or left.
        bubble: The sentence with its buttons.
    """

    ended = Signal()

    def __init__(self, parts: TourParts, switch: ThemeSwitch) -> None:
        super().__init__(parts.shell)
        self._parts, shell = parts, parts.shell
        self._at = 0
        self._before: QWidget | None = None
        self._ring = _Ring(switch, shell)
        self.bubble = _Bubble(shell)
        self.bubble.stepped.connect(self._step)
        self.bubble.left.connect(self.end)
        shell.installEventFilter(self)
        self._patience = QTimer(self)
        self._patience.setInterval(_LOOK_AGAIN)
        self._patience.timeout.connect(self._begin_if_quiet)

    @property
    def running(self) -> bool:
        """Whether a sentence is in sight."""
        return self.bubble.isVisible()

    def begin_when_quiet(self) -> None:
        """Begins as soon as nothing lies over the window, such as a dialog or a list."""
        self._patience.start()

    def begin(self) -> None:
        """Shows the first sentence."""
        self._patience.stop()
        self._before = keyboard_in(self._parts.shell.window())
        if not self._parts.navigation_dock.shown:
            self._parts.navigation_dock.show_or_hide(True)
        self._at = 0
        self._show()
        self.bubble.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Takes everything away, and gives the keyboard back."""
        self._patience.stop()
        self.bubble.hide()
        self._ring.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and can_take_keyboard(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    def _begin_if_quiet(self) -> None:
        window = self._parts.shell.window()
        covered = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if covered is None and window.isActiveWindow() and self._parts.is_uncovered():
            self.begin()

    def _step(self, step: int) -> None:
        at = self._at + step
        if at >= len(STEPS):
            self.end()
        elif at >= 0:
            self._at = at
            self._show()

    def _target(self) -> QWidget:
        navigation, name = self._parts.navigation, STEPS[self._at]
        return navigation.items[_PAGES[name]] if name in _PAGES else navigation.seat_button

    def _show(self) -> None:
        self.bubble.show_step(self._at)
        self._place()
        for part in (self._ring, self.bubble):
            part.show()
            part.raise_()

    def _place(self) -> None:
        shell, target = self._parts.shell, self._target()
        at = QRect(target.mapTo(shell, target.rect().topLeft()), target.size())
        self._ring.setGeometry(at.adjusted(-_RING, -_RING, _RING, _RING))
        size = self.bubble.size()
        left = min(at.right() + _BESIDE, shell.width() - size.width() - _BESIDE)
        top = at.center().y() - size.height() // 2
        top = max(_BESIDE, min(top, shell.height() - size.height() - _BESIDE))
        self.bubble.move(max(left, _BESIDE), top)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.running:
            # Once what it speaks of has its place.
            QTimer.singleShot(0, self, self._place)
        return super().eventFilter(watched, event)
