"""Editors of words that take several lines, as high as the words need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from alignment_desktop.gui.inspector.editors import Editor, is_undo, leaves_undo
from alignment_desktop.gui.theme import set_look

_MOST_LINES = 8
_AROUND = 10  # pixels of padding and border above and below words
_MARGIN = 3  # pixels that a document keeps around its words


class _Paper(QPlainTextEdit):
    """Words over several lines; as high as they need, up to eight lines.

    Args:
        least: So many lines it has room for even where it is empty.
        breaks: Whether Enter begins a new line; else it leaves the field, as Ctrl+Enter does.
    """

    left = Signal()

    def __init__(self, least: int = 2, *, breaks: bool = True) -> None:
        super().__init__()
        self._least = least
        self._breaks = breaks
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def _grow(self) -> None:
        lines = max(self._least, int(self.document().size().height()))
        more = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        height = min(lines, _MOST_LINES) * self.fontMetrics().lineSpacing()
        self.setFixedHeight(height + 2 * _MARGIN + _AROUND)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()  # another width breaks the lines elsewhere

    @override
    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, self.document().isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event) and not self.document().isUndoAvailable():
            event.ignore()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (with_control or not self._breaks):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TextEditor(Editor):
    """Words over several lines.

    Args:
        placeholder: What stands in it while it is empty.
        least: So many lines it has room for even then.
        breaks: Whether there may be several lines; else the words only wrap.
    """

    def __init__(self, placeholder: str = "", *, least: int = 2, breaks: bool = True) -> None:
        super().__init__()
        self.paper = _Paper(least, breaks=breaks)
        self.paper.setPlaceholderText(placeholder)
        self._shown = ""
        self.paper.left.connect(self.committed)
        self.paper.textChanged.connect(self.typed)
        self._fill(self.paper)

    @override
    def value(self) -> object:
        return self.paper.toPlainText().strip() or None

    @override
    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.paper.toPlainText():
            self.paper.setPlainText(text)
        else:
            self.paper.document().clearUndoRedoStacks()

    @override
    def select_words(self) -> None:
        self.paper.selectAll()

    @override
    def mark_wrong(self, wrong: bool) -> None:
        set_look(self.paper, "state", "wrong" if wrong else "")


class LinesEditor(TextEditor):
    """A list of texts, one a line."""

    @override
    def value(self) -> object:
        lines = [line.strip() for line in self.paper.toPlainText().splitlines()]
        return [line for line in lines if line] or None

    @override
    def show_value(self, value: object) -> None:
        super().show_value("\n".join(map(str, value)) if isinstance(value, list) else None)
