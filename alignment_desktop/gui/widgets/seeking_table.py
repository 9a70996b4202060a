"""A table view in which letters seek a row by its name, or are typed into a cell."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from typing_extensions import override

_PIECE = 0.012  # seconds of looking at a time: rows may have to be put into words for it


class SeekingTable(QTableView):
    """Seeks rows by what is typed, or has it typed into the current cell; no letter does more.

    Attributes:
        found: Carries the row whose name begins with what was typed.
        edit_wanted: Carries the index of a cell that was double-clicked, typed into or reached by
            F2, and the letter that was typed, if any.
        name_column: Where the names stand.
        edits_cells: Whether somebody listens to `edit_wanted`.
    """

    found = Signal(int)
    edit_wanted = Signal(QModelIndex, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_column = 0
        self.edits_cells = False
        self._typed = ""
        self._since = QElapsedTimer()
        self._rows: list[int] = []
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._look)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        edits = self.state() == QTableView.State.EditingState
        if self.edits_cells and index.isValid() and not edits:
            if event.key() == Qt.Key.Key_F2:
                self.edit_wanted.emit(index, "")
                return
            # Letters that go on seeking begin no edit in the cell to which they led.
            editable = index.flags() & Qt.ItemFlag.ItemIsEditable and self._late()
            if _is_letter(event) and editable:
                self.edit_wanted.emit(index, event.text())
                return
        super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if self.edits_cells and left and index.isValid():
            self.edit_wanted.emit(index, "")
        else:
            super().mouseDoubleClickEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        late = self._late()
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

    def _late(self) -> bool:
        """Whether the last letter that sought was so long ago that a new word begins."""
        interval = QApplication.keyboardInputInterval()
        return not self._since.isValid() or self._since.elapsed() > interval

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


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key types something; a space selects."""
    modifiers = Qt.KeyboardModifier
    other = modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & other
