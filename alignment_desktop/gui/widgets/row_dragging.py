"""Rows of a table that are dragged to another place, with a line where they would stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from typing_extensions import override

from alignment_desktop.gui.theme import ThemeSwitch

Range = tuple[int, int]
"""The first row, and the one behind the last."""
_EDGE, _STEP = 24, 10  # pixels: where the table begins to scroll, and by how much at a time
_SCROLLS = 30  # milliseconds between two such steps
_LINE = 2


class _Line(QWidget):
    """Shows between which rows the dragged ones would come to stand."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._switch = switch
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._switch.theme.colour("accent"))


class RowDragging(QObject):
    """Lets the selected rows of a table be dragged.

    Pressing one of several selected rows keeps them selected until the button comes up; Escape puts
    nothing anywhere.

    Args:
        table: The table.
        switch: The theme.
        range_of: Says among which rows one may be dragged; None: it stays where it is, and
            pressing and moving the mouse selects rows.

    Attributes:
        dropped: Carries the row that was pressed, and the row before which the selected ones are
            to stand; the one behind the last of its range where they come after all of them.
    """

    dropped = Signal(int, int)

    def __init__(
        self, table: QTableView, switch: ThemeSwitch, range_of: Callable[[int], Range | None]
    ) -> None:
        super().__init__(table)
        self._table = table
        self._range_of = range_of
        self._pressed: tuple[int, QPoint] | None = None
        self._kept = False
        self._range: Range | None = None
        self._at = QPoint()
        self.line = _Line(switch, table.viewport())
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLLS)
        self._scrolling.timeout.connect(self._scroll)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    @property
    def dragging(self) -> bool:
        """Whether rows are being dragged."""
        return self._range is not None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._hear_key(event)
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            match event.type():
                case QEvent.Type.MouseButtonPress:
                    return self._press(event)
                case QEvent.Type.MouseMove:
                    return self._move(event)
                case QEvent.Type.MouseButtonRelease:
                    return self._release()
        return False

    def _hear_key(self, event: QKeyEvent) -> bool:
        if not self.dragging or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else the window's own Escape would hear it
        elif event.type() == QEvent.Type.KeyPress:
            self._end()
        return True

    def _press(self, event: QMouseEvent) -> bool:
        self._end()
        index = self._table.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not plain or not index.isValid():
            return False
        self._pressed = index.row(), event.position().toPoint()
        chosen = self._table.selectionModel()
        self._kept = chosen.isSelected(index) and len(chosen.selectedRows()) > 1
        if self._kept and self._range_of(index.row()) is not None:
            self._table.setFocus(Qt.FocusReason.MouseFocusReason)
            return True
        self._kept = False
        return False

    def _move(self, event: QMouseEvent) -> bool:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        row, start = self._pressed
        self._at = event.position().toPoint()
        if not self.dragging:
            self._range = self._range_of(row)
            if self._range is None:
                self._pressed = None  # the table selects what the mouse goes over
                return False
            if (self._at - start).manhattanLength() < QApplication.startDragDistance():
                self._range = None
                return True
            self._scrolling.start()
        self._show_line()
        return True

    def _release(self) -> bool:
        pressed, kept, to = self._pressed, self._kept, self._target()
        self._end()
        if pressed is None:
            return False
        if to is not None:
            self.dropped.emit(pressed[0], to)
        elif kept:
            self._table.selectRow(pressed[0])
        # The table heard of the press of a single row, and is to hear that it is over.
        return kept

    def _target(self) -> int | None:
        """The row before which the dragged ones would stand; None where nothing is dragged."""
        if self._range is None:
            return None
        first, end = self._range
        row = self._table.rowAt(self._at.y())
        if row < 0:
            return first if self._at.y() < 0 else end
        top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
        return min(max(row + (self._at.y() - top > height // 2), first), end)

    def _show_line(self) -> None:
        to = self._target()
        if to is None:
            return
        header = self._table.verticalHeader()
        above = header.sectionViewportPosition(to - 1) + header.sectionSize(to - 1) if to else 0
        self.line.setGeometry(0, max(above - 1, 0), self._table.viewport().width(), _LINE)
        self.line.show()
        self.line.raise_()

    def _scroll(self) -> None:
        bar, height = self._table.verticalScrollBar(), self._table.viewport().height()
        if self._at.y() < _EDGE:
            bar.setValue(bar.value() - _STEP)
        elif self._at.y() > height - _EDGE:
            bar.setValue(bar.value() + _STEP)
        self._show_line()

    def _end(self) -> None:
        self._pressed, self._range, self._kept = None, None, False
        self._scrolling.stop()
        self.line.hide()
