"""Finds the clauses in which words occur, without making anybody wait."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from alignment_desktop.gui.models.clause_table import ClauseRow
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.pages.clause_rows import row_text

_TURN = 0.012  # seconds of looking at a time


class ClauseFilter(QObject):
    """Looks through rows, at the first some hundred at once, at the others in turns.

    What a row says is remembered while the rows stay the same, so that the next letter is quick.

    Attributes:
        found: Carries the rows in which every one of the words occurs, in whatever column.
    """

    found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: LazyRows[ClauseRow] | None = None
        self._texts: list[str] = []
        self._words: list[str] = []
        self._places: list[int] = []
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)

    def search(self, rows: LazyRows[ClauseRow], words: str) -> None:
        """Looks for words in rows; a search that is under way is given up."""
        if rows is not self._rows:
            self._rows, self._texts = rows, []
        self._words = words.casefold().split()
        self._places, self._next = [], 0
        self._timer.stop()
        if self._words:
            self._look()
        else:
            self.found.emit(rows)

    def _look(self) -> None:
        rows, until = self._rows, monotonic() + _TURN
        if rows is None:
            return
        for at in range(self._next, len(rows)):
            if at == len(self._texts):
                self._texts.append(row_text(rows[at]))
            if all(word in self._texts[at] for word in self._words):
                self._places.append(at)
            if monotonic() > until:
                self._next = at + 1
                self._timer.start()
                return
        self.found.emit(rows.only(self._places))
