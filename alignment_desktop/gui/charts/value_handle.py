"""A handle on a chart: a value that is moved along it with the mouse, and as well by key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip

WIDTH = 20
_KNOB = 6.0
_FAR = 10
_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: _FAR, Qt.Key.Key_PageDown: -_FAR,
}  # fmt: skip
_LEFT = Qt.MouseButton.LeftButton


class ValueHandle(QWidget):
    """Stands over the line of a value; whoever owns the chart moves it there.

    Arrows move it by a step, with Shift by ten; Escape gives up.

    Attributes:
        dragged: Carries how far from the chart's left side the mouse wants it.
        stepped: Carries by how many steps a key wants it moved.
        given_up: Escape was pressed.
        clicked: Carries where on the chart it was clicked and not moved: what lies below is meant.
        touched: The mouse or the keyboard came to it.
    """

    dragged = Signal(float)
    stepped = Signal(int)
    given_up = Signal()
    clicked = Signal(QPointF)
    touched = Signal()

    def __init__(self, switch: ThemeSwitch, chart: QWidget, knob: float) -> None:
        """Makes the handle.

        Args:
            switch: The theme.
            chart: What it moves along.
            knob: How far from the chart's top its knob is.
        """
        super().__init__(chart)
        accessible.install()
        self._switch = switch
        self._chart = chart
        self._knob = knob
        self._x = WIDTH / 2
        self._tries = False
        self._held = self._moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        switch.changed.connect(self.update)

    def place(self, x: float, name: str, *, tries: bool) -> None:
        """Puts it somewhere.

        Args:
            x: How far from the chart's left side.
            name: What it is called there, with its value.
            tries: Whether that is only tried.
        """
        self._tries = tries
        left = min(max(round(x) - WIDTH // 2, 0), max(self._chart.width() - WIDTH, 0))
        self._x = min(max(x - left, _KNOB + 1), WIDTH - _KNOB - 1)
        self.setGeometry(left, 0, WIDTH, self._chart.height())
        if self.accessibleName() != name:
            self.setAccessibleName(name)
            set_tool_tip(self, name)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self._chart.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._switch.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self._x, self._knob)
        strong = self._tries or self._held or self.underMouse() or self.hasFocus()
        painter.setBrush(theme.colour("accent" if strong else "panel"))
        painter.setPen(QPen(theme.colour("accent" if strong else "muted"), 1.5))
        painter.drawEllipse(middle, _KNOB, _KNOB)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._moved = event.button() == _LEFT, False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._moved = True
            self.dragged.emit(self.mapToParent(event.position()).x())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and not self._moved:
            self.clicked.emit(self.mapToParent(event.position()))
        self._held = False
        self.update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.touched.emit()
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.touched.emit()
        super().focusInEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # Before they mean anything to the window.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() in _STEPS or self._gives_up(event))
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(step * (_FAR if far and abs(step) == 1 else 1))
        elif self._gives_up(event):
            self._held = False
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _gives_up(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and (self._tries or self._held)


accessible.register(ValueHandle, QAccessible.Role.Slider)
