"""Finds the clauses in which words occur, and sorts them, without making anybody wait."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from alignment_desktop.gui.models.clause_table import ClauseRow
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.pages.clauses.clause_rows import row_text
from alignment_desktop.gui.pages.clauses.clause_sorting import Sorting, SortKey, sort_key

_TURN = 0.012  # seconds of looking at a time


class ClauseFilter(QObject):
    """Looks through rows, at the first some hundred at once, at the others in turns.

    What a row says is remembered while the rows stay the same, so that the next letter is quick.

    Attributes:
        found: Carries the rows in which every one of the words occurs, in whatever column; sorted
            where that is wanted.
    """

    found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: LazyRows[ClauseRow] | None = None
        self._texts: list[str] = []
        self._words: list[str] = []
        self._sorting: Sorting | None = None
        self._keys: list[SortKey] = []
        self._places: list[int] = []
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)

    def search(self, rows: LazyRows[ClauseRow], words: str, sorting: Sorting | None = None) -> None:
        """Looks for words in rows; a search that is under way is given up.

        Args:
            rows: The rows, in the agreement's own order.
            words: What must occur in a row; empty: all rows are wanted.
            sorting: By what they are sorted; None: they stay in their own order.
        """
        column = None if self._sorting is None else self._sorting.column
        if rows is not self._rows or sorting is None or column != sorting.column:
            self._keys = []
        if rows is not self._rows:
            self._rows, self._texts = rows, []
        self._sorting = sorting
        self._words = words.casefold().split()
        self._places, self._next = [], 0
        self._timer.stop()
        if self._words or sorting is not None:
            self._look()
        else:
            self.found.emit(rows)

    def _look(self) -> None:
        rows, until = self._rows, monotonic() + _TURN
        if rows is None:
            return
        for at in range(self._next, len(rows)):
            if self._fits(rows, at):
                self._places.append(at)
            if monotonic() > until:
                self._next = at + 1
                self._timer.start()
                return
        if self._sorting is not None:
            self._places = self._sorting.in_order(self._places, self._keys)
        self.found.emit(rows.only(self._places))

    def _fits(self, rows: LazyRows[ClauseRow], at: int) -> bool:
        """Whether every word occurs in a row; takes note of what it is sorted by."""
        if self._sorting is not None and at == len(self._keys):
            self._keys.append(sort_key(rows[at], self._sorting.column))
        if not self._words:
            return True
        # The rows before it may have been wanted without any words.
        while len(self._texts) <= at:
            self._texts.append(row_text(rows[len(self._texts)]))
        return all(word in self._texts[at] for word in self._words)
