"""The number of the page in sight: another one is typed over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording


class _Number(QLineEdit):
    """A line whose number is put back where it is left without Enter."""

    left = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PageField(QWidget):
    """Shows page and count.

    Attributes:
        chosen: Carries the page that is gone to, counted from 1.
        done: The keyboard is not needed here any more.
    """

    chosen = Signal(int)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = self._count = 0
        its = wording().reading
        self.line = _Number()
        self.line.setAccessibleName(its.page_number())
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setFixedWidth(56)
        self.line.setValidator(QIntValidator(0, 99_999, self.line))
        self.line.textEdited.connect(lambda _text: set_look(self.line, "state", ""))
        self.line.left.connect(self._restore)
        self.of = label(tone="muted", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line)
        row.addWidget(self.of)

    def show_page(self, page: int, count: int) -> None:
        """Says which page is in sight."""
        self._page, self._count = page, count
        self.of.setText(wording().reading.of_pages(count=count) if count else "")
        self.setEnabled(count > 0)
        if not self.line.hasFocus() or not self.line.isModified():
            self._restore()

    def _restore(self) -> None:
        self.line.setText(str(self._page) if self._count else "")
        self.line.setAccessibleDescription(self.of.text())
        set_look(self.line, "state", "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.line.text()
            page = int(text) if text.isdigit() else 0
            if 1 <= page <= self._count:
                self.line.setModified(False)
                self.chosen.emit(page)
                self.done.emit()
            else:
                set_look(self.line, "state", "wrong")
                self.line.selectAll()
        elif event.key() == Qt.Key.Key_Escape:
            self._restore()
            self.done.emit()
        else:
            super().keyPressEvent(event)
