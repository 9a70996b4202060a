"""A small field in which one signs by hand: with a mouse, a pen, a finger, or the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording

Stroke = tuple[tuple[float, float], ...]
RATIO = 4.0
"""Width by height of the field."""
_LEAST_MOVE = 0.004
"""Points nearer than this to the one before say nothing more."""
_STEP = 0.02
_MOST_POINTS = 4000
"""More than a signature has; a mark stays a small part of its document."""


class DrawingField(QWidget):
    """Takes strokes; their points go from 0 to 1, from the upper left.

    Attributes:
        drawn: The strokes changed.
    """

    drawn = Signal()

    def __init__(self, switch: ThemeSwitch) -> None:
        accessible.install()
        super().__init__()
        self._switch = switch
        self._strokes: list[list[tuple[float, float]]] = []
        self._draws = False
        # Where the keys draw; the pen is lifted at first.
        self._pen = (0.1, 0.6)
        self._pen_down = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(wording().signing.drawing_field())
        self.setAccessibleDescription(wording().signing.drawing_keys())
        switch.changed.connect(self.update)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def clear(self) -> None:
        """Takes everything away."""
        self._pen_down = False
        if self._strokes:
            self._strokes.clear()
            self._changed()

    def undo_stroke(self) -> None:
        """Takes the last stroke away."""
        self._pen_down = False
        if self._strokes:
            self._strokes.pop()
            self._changed()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width / RATIO)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, round(400 / RATIO))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, round(240 / RATIO))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        acts = {
            QTabletEvent.Type.TabletPress: lambda: self._begin(event.position()),
            QTabletEvent.Type.TabletMove: lambda: self._go_on(event.position()),
            QTabletEvent.Type.TabletRelease: self._end,
        }
        act = acts.get(event.type())
        if act is not None:
            act()
            event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1.0, 0.0),
            Qt.Key.Key_Right: (1.0, 0.0),
            Qt.Key.Key_Up: (0.0, -RATIO),
            Qt.Key.Key_Down: (0.0, RATIO),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            far = 3 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            x, y = (
                min(max(at + _STEP * far * way, 0.0), 1.0)
                for at, way in zip(self._pen, step, strict=True)
            )
            self._pen = x, y
            if self._pen_down:
                self._strokes[-1].append(self._pen)
                self._changed()
            self.update()
        elif event.key() == Qt.Key.Key_Space:
            self._pen_down = not self._pen_down
            if self._pen_down:
                self._strokes.append([self._pen])
                self._changed()
            self.update()
        elif event.key() == Qt.Key.Key_Backspace or event.matches(QKeySequence.StandardKey.Undo):
            self.undo_stroke()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pen_down = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # Paper is white in dark surroundings too, and the ink is what will be printed.
        theme, paper = self._switch.theme, self._switch.theme.tokens.light
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "accent" if self.hasFocus() else "control_line"
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(box, 6, 6)
        foot = self._place((0.0, 0.8)).y()
        painter.setPen(QPen(QColor(paper.faint), 1))
        painter.drawLine(QPointF(16, foot), QPointF(self.width() - 16, foot))
        pen = QPen(QColor(paper.text), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            points = [self._place(at) for at in stroke]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(points)
        if self.hasFocus() and not self._draws:
            self._paint_pen(painter)
        if not self._strokes:
            painter.setPen(QPen(QColor(paper.muted)))
            painter.setFont(self.font())
            painter.drawText(
                box.adjusted(12, 4, -12, -4),
                int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                wording().signing.draw_here(),
            )

    def _paint_pen(self, painter: QPainter) -> None:
        """Shows where the keys would draw: a ring, which is filled while the pen is down."""
        accent = QColor(self._switch.theme.tokens.light.accent)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(accent if self._pen_down else Qt.GlobalColor.transparent)
        painter.drawEllipse(self._place(self._pen), 4, 4)

    def _place(self, at: tuple[float, float]) -> QPointF:
        return QPointF(at[0] * self.width(), at[1] * self.height())

    def _point(self, place: QPointF) -> tuple[float, float]:
        sides = (place.x() / max(self.width(), 1), place.y() / max(self.height(), 1))
        x, y = (min(max(at, 0.0), 1.0) for at in sides)
        return x, y

    def _begin(self, place: QPointF) -> None:
        self._draws, self._pen_down = True, False
        self._strokes.append([self._point(place)])
        self._changed()

    def _go_on(self, place: QPointF) -> None:
        if not self._draws or sum(map(len, self._strokes)) >= _MOST_POINTS:
            return
        point, last = self._point(place), self._strokes[-1][-1]
        if max(abs(point[0] - last[0]), abs(point[1] - last[1])) >= _LEAST_MOVE:
            self._strokes[-1].append(point)
            self.update()

    def _end(self) -> None:
        if self._draws:
            self._draws = False
            self._changed()

    def _changed(self) -> None:
        self.update()
        self.drawn.emit()


accessible.register(DrawingField, QAccessible.Role.Canvas)
