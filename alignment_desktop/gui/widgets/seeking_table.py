"""A table view in which letters go to the next row whose name begins with them."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from typing_extensions import override

_PIECE = 0.012  # seconds of looking at a time: rows may have to be put into words for it


class SeekingTable(QTableView):
    """Seeks rows by what is typed; nothing else happens on a letter.

    Attributes:
        found: Carries the row whose name begins with what was typed.
        name_column: Where the names stand.
    """

    found = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_column = 0
        self._typed = ""
        self._since = QElapsedTimer()
        self._rows: list[int] = []
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._look)

    @override
    def keyboardSearch(self, search: str) -> None:
        late = not self._since.isValid() or self._since.elapsed() > (
            QApplication.keyboardInputInterval()
        )
        self._since.start()
        if not search or not search.isprintable():
            return
        self._typed = search.casefold() if late else self._typed + search.casefold()
        # The same letter again and again goes from one name with it to the next.
        again = len(set(self._typed)) == 1
        if again:
            self._typed = self._typed[0]
        count = self.model().rowCount()
        first = max(self.currentIndex().row(), 0) + (again and self.currentIndex().isValid())
        self._rows = [(first + step) % count for step in range(count)]
        self._look()

    def _look(self) -> None:
        model, until = self.model(), monotonic() + _PIECE
        for at, row in enumerate(self._rows):
            if row < model.rowCount():
                name = str(model.index(row, self.name_column).data() or "")
                if name.casefold().startswith(self._typed):
                    self._rows = []
                    self.found.emit(row)
                    return
            if monotonic() > until:
                self._rows = self._rows[at + 1 :]
                self._more.start()
                return
        self._rows = []
