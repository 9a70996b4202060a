"""Makes the rows of a table as high as their words need, without making anybody wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

_FIRST = 0.004  # seconds of measuring at once, beside what is in sight
_TURN = 0.012  # seconds of measuring at a time
_MANY = 500  # rows of a table that is measured only where it is looked at


@contextmanager
def resizing(table: QTableView, header: QHeaderView) -> Iterator[None]:
    """Rows or columns are resized here, and laid out once for all at the end.

    A table that is told of each new size lays itself out later, and so is painted twice.
    """
    with QSignalBlocker(header):
        yield
    table.doItemsLayout()


class RowHeights(QObject):
    """Measures the rows in sight at once, and the others while nobody waits.

    Of many thousand rows only those are measured that come into sight: each change of a height
    has the table painted anew.

    Args:
        table: The table.
        height_of: How high the words of a row want it to be, in pixels.

    Attributes:
        changed: Some rows are of another height now.
    """

    changed = Signal()

    def __init__(self, table: QTableView, height_of: Callable[[int], int]) -> None:
        super().__init__(table)
        self._table = table
        self._height_of = height_of
        self._known = bytearray()
        self._next = 0
        self._timer, self._follow = QTimer(self), QTimer(self)
        for timer in (self._timer, self._follow):
            timer.setSingleShot(True)
            timer.setInterval(0)
        self._follow.timeout.connect(self._show_current)
        self._timer.timeout.connect(self._measure_some)
        table.verticalScrollBar().valueChanged.connect(self._measure_in_sight)
        table.selectionModel().currentRowChanged.connect(self._follow_current)

    def measure_all(self) -> None:
        """Measures every row anew."""
        self._known = bytearray(self._table.model().rowCount())
        self._next = 0
        with resizing(self._table, self._table.verticalHeader()):
            self._measure_in_sight()
            self._measure_for(_FIRST)

    def measure(self, first: int, last: int) -> None:
        """Measures rows whose words changed."""
        if last - first > _visible_rows(self._table):
            self.measure_all()
            return
        for row in range(first, last + 1):
            self._measure(row)
        self.changed.emit()

    def show_row(self, row: int) -> None:
        """Brings a row into sight; it stays there while those around it are measured."""
        self._scroll_to(row)
        self._follow.start()

    def _measure_in_sight(self) -> bool:
        """Measures what is in sight; whether something was not measured yet."""
        top = max(self._table.rowAt(0), 0)
        last = min(top + _visible_rows(self._table), len(self._known))
        wanted = [row for row in range(top, last) if not self._known[row]]
        for row in wanted:
            self._measure(row)
        return bool(wanted)

    def _follow_current(self) -> None:
        """Rows that grew as they came into sight may have pushed the current one out of it."""
        if self._measure_in_sight():
            self._follow.start()

    def _show_current(self) -> None:
        self._scroll_to(self._table.currentIndex().row())
        self._follow_current()

    def _scroll_to(self, row: int) -> None:
        # The view itself learns of other heights only later, and would stop short.
        bar = self._table.verticalScrollBar()
        whole = self._table.verticalHeader().length()
        bar.setMaximum(max(bar.maximum(), whole - self._table.viewport().height()))
        self._table.scrollTo(self._table.model().index(row, 0))

    def _measure_some(self) -> None:
        self._measure_for(_TURN)

    def _measure_for(self, seconds: float) -> None:
        rows, until = len(self._known), monotonic() + seconds
        while self._next < rows:
            if not self._known[self._next]:
                self._measure(self._next)
            self._next += 1
            if monotonic() > until:
                if rows <= _MANY:
                    self._timer.start()
                break
        self.changed.emit()

    def _measure(self, row: int) -> None:
        self._known[row] = 1
        height = self._height_of(row)
        header = self._table.verticalHeader()
        if header.sectionSize(row) != height:
            header.resizeSection(row, height)


def _visible_rows(table: QTableView) -> int:
    """How many rows there is room for at most."""
    return table.viewport().height() // table.verticalHeader().minimumSectionSize() + 2
