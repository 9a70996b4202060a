"""Cells of words that can be typed into."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from alignment_desktop.gui.delegates.cells import Index
from alignment_desktop.gui.delegates.text_cells import WrappedTextDelegate

_HEIGHT = 34
_INSET = 4


class EditedTextDelegate(WrappedTextDelegate):
    """Words over as many lines as they need, and a line to type in while a cell is edited.

    Whoever begins the edit says first with which words by `begin_with`. What is typed is told
    letter by letter, so that at no moment it is in the line alone.

    Attributes:
        typed: Carries what is in the line after each letter.
    """

    typed = Signal(str)
    _beginning = ""
    _line: QLineEdit | None = None

    def begin_with(self, text: str) -> None:
        """Says what the line of the next cell says; all of it is selected."""
        self._beginning = text

    def type_over(self, text: str) -> None:
        """Types something in the place of what is selected; it can be undone there."""
        if self._line is not None:
            self._line.insert(text)

    def let_go(self) -> None:
        """The line goes with its row; nobody is to take what is in it for an edit of another."""
        if self._line is not None:
            self._line.removeEventFilter(self)
            self._line = None

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(self._beginning, parent)
        line.setFont(self._font)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        line.setAccessibleName(str(heading or ""))
        line.textChanged.connect(self.typed)
        self._line = line
        return line

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._line:
            self._line = None
        super().destroyEditor(editor, index)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # The line has its words from the beginning; when the row changes meanwhile they stay.
        return

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
            and event.key() in enters
        ):
            # Qt would do so later, after keys that were pressed meanwhile.
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cell: QRect = option.rect
        height = min(cell.height(), _HEIGHT)
        top = cell.top() + (cell.height() - height) // 2
        editor.setGeometry(cell.left() + _INSET, top, cell.width() - 2 * _INSET, height)
