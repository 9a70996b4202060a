"""Editing a cell of the table of clauses: in place, or in the field that it shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from alignment_desktop.gui.delegates.edited_cells import EditedTextDelegate
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.clause_inspector import ClauseInspector
from alignment_desktop.gui.inspector.editors import LineEditor
from alignment_desktop.gui.models.clause_table import CellEdit
from alignment_desktop.gui.pages.clauses.cell_fields import edited_in_place, field_of_cell
from alignment_desktop.gui.pages.clauses.clause_list import ClauseList
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of

_Hint = QAbstractItemDelegate.EndEditHint


class CellEditing(QObject):
    """Lets cells be edited by double-click, F2 and typing.

    The line in a cell is a second place to type into the field of the inspector: what is typed
    there stands in the field with each letter, with what is wrong beside it, and is saved, kept or
    taken back as if it had been typed there.

    Args:
        clauses: The list with the table.
        inspector: Gives the inspector that shows the current clause.
        parent: The page.

    Attributes:
        inspection_wanted: The inspector is worth bringing into sight.
    """

    inspection_wanted = Signal()

    def __init__(
        self, clauses: ClauseList, inspector: Callable[[], ClauseInspector], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._list = clauses
        self._inspector = inspector
        self._form: ClauseForm | None = None
        self._field = ""
        table, model = clauses.card.table, clauses.model
        model.set_editable(self._in_place)
        table.edits_cells = True
        table.edit_wanted.connect(self._begin)
        model.edited.connect(self._save)
        model.modelAboutToBeReset.connect(self._go_on_in_the_field)
        for column in (model.Column.NAME, model.Column.CONTENT):
            delegate = table.itemDelegateForColumn(column)
            assert isinstance(delegate, EditedTextDelegate)
            delegate.typed.connect(self._type)
            delegate.closeEditor.connect(self._end)
            model.modelAboutToBeReset.connect(delegate.let_go)

    def _in_place(self, key: str, column: int) -> bool:
        return edited_in_place(clause_id_of(key)[0], column, mixed=self._list.model.mixed)

    def _begin(self, index: QModelIndex, over: str) -> None:
        """Edits a cell; `over` is typed over what stands there."""
        key = self._list.card.key_at(index)
        kind = clause_id_of(key)[0]
        name = field_of_cell(kind, index.column(), mixed=self._list.model.mixed)
        inspector = self._inspector()
        form = inspector.form
        if not name or form is None or inspector.shown != clause_id_of(key):
            self.inspection_wanted.emit()
            return
        editor = form.editor(name)
        delegate = self._list.card.table.itemDelegateForColumn(index.column())
        if (
            isinstance(editor, LineEditor)
            and isinstance(delegate, EditedTextDelegate)
            and self._in_place(key, index.column())
        ):
            self._form, self._field = form, name
            delegate.begin_with(editor.line.text())
            self._list.card.table.edit(index)
            if over:
                delegate.type_over(over)
        else:
            self._go_to_field(name)

    def _type(self, text: str) -> None:
        if self._form is not None:
            editor = self._form.editor(self._field)
            if isinstance(editor, LineEditor):
                editor.take_text(text)

    def _save(self, edit: CellEdit) -> None:
        if self._form is not None:
            self._type(edit.text)
            self._form.commit(self._field)

    def _end(self, _line: QWidget, hint: _Hint) -> None:
        form, name = self._form, self._field
        self._form = None
        if form is None:
            return
        if hint == _Hint.RevertModelCache:
            form.revert(name)
        elif hint == _Hint.SubmitModelCache and form.error(name):
            # What is wrong stands beside the field.
            self._go_to_field(name)

    def _go_on_in_the_field(self) -> None:
        """Other rows come, and the line in the cell goes: its words stand in the field."""
        form, self._form = self._form, None
        if form is not None and self._field in form.typed():
            self._go_to_field(self._field, select=False)

    def _go_to_field(self, name: str, *, select: bool = True) -> None:
        self.inspection_wanted.emit()
        # Once the inspector is laid out and in sight, and the table has let the keyboard go.
        inspector = self._inspector()
        QTimer.singleShot(0, inspector, partial(inspector.edit, name, select=select))
