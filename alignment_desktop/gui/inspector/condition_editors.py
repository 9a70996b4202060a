"""Editors of conditions on leads, and of groups of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.conditions import OPS
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import ChoiceEditor, SuggestionEditor
from alignment_desktop.gui.inspector.day_editors import shown_day, stated_day
from alignment_desktop.gui.inspector.editors import (
    Editor,
    column_of,
    forget,
    number_text,
    read_scalar,
)
from alignment_desktop.gui.inspector.list_editors import quiet_button, remove_button
from alignment_desktop.gui.inspector.text_editors import TextEditor
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.fields import is_event

_WITHOUT = ("is blank", "is not blank")
_LISTS = ("in", "not in", "between")


def _op_words(op: str) -> str:
    """A comparison as a choice of its own."""
    return choice_text(f"op-{op}", user_language())


def _scalar(text: str, field: str) -> object:
    """A day, number or flag where it is written as one; else the text: `007` stays a text."""
    if is_event(field):
        return stated_day(text)
    return read_scalar(text)


def _value_text(value: object, field: str) -> str:
    return shown_day(value) if is_event(field) else number_text(value)


class ConditionRow(QWidget):
    """One condition: field, op, value; several values stand below in a line of their own."""

    def __init__(self, icons: Icons, whole: Editor, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.field = SuggestionEditor(wording().inspector.field_2())
        self.field.suggest(fields)
        self.field.name_for(wording().inspector.field())
        self.op = ChoiceEditor({op: _op_words(op) for op in OPS}, optional=False)
        self.op.name_for(wording().inspector.comparison())
        self.given = TextEditor(wording().inspector.value_2(), least=1, breaks=False)
        self.given.name_for(wording().inspector.value())
        self.remove = remove_button(icons, wording().inspector.remove_this_condition())
        self._original: tuple[str, object] = ("", None)
        self._column = column_of(self)
        self._column.addWidget(self.field)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(4)
        self._beside.addWidget(self.op, 2, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self.remove)
        self._column.addLayout(self._beside)
        self._show_room()
        self.op.committed.connect(self._show_room)
        for editor in (self.field, self.op, self.given):
            editor.committed.connect(whole.committed)
            editor.typed.connect(whole.typed)

    def show_table(self, table: Mapping[str, object]) -> None:
        """Shows another condition."""
        op, field = str(table.get("op", "is")), str(table.get("field") or "")
        self.field.show_value(table.get("field"))
        self.op.show_value(op)
        held = table.get("value")
        text = (
            ", ".join(_value_text(item, field) for item in held)
            if isinstance(held, list)
            else _value_text(held, field)
        )
        self._original = (text, held)
        self.given.show_value(text)
        self._show_room()

    def table(self) -> dict[str, object]:
        """The condition as a table."""
        op, field = str(self.op.value()), str(self.field.value() or "")
        table: dict[str, object] = {"field": field, "op": op}
        if op in _WITHOUT:
            return table
        text = str(self.given.value() or "")
        shown, held = self._original
        if text and text == shown and held is not None and isinstance(held, list) == (op in _LISTS):
            table["value"] = held
        elif op in _LISTS:
            parts = [part.strip() for part in text.split(",")]
            table["value"] = [_scalar(part, field) for part in parts if part]
        else:
            table["value"] = _scalar(text, field)
        if not text:
            # A condition that is only half written is refused, and so not saved yet.
            del table["value"]
        return table

    def _show_room(self) -> None:
        op = self.op.value()
        many = op in _LISTS
        hint = (
            wording().inspector.values_divided_by_commas()
            if many
            else wording().inspector.value_2()
        )
        self.given.paper.setPlaceholderText(hint)
        if many:
            self._beside.removeWidget(self.given)
            self._column.addWidget(self.given)
        else:
            self._column.removeWidget(self.given)
            self._beside.insertWidget(1, self.given, 3)
        # Only now: what stands in no widget yet would come up as a window.
        self.given.setVisible(op not in _WITHOUT)


class ConditionsEditor(Editor):
    """Conditions that must all hold."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._fields: dict[str, str] = {}
        self.rows: list[ConditionRow] = []
        self._column = column_of(self, 8)
        self.add_button = quiet_button(wording().inspector.condition())
        self.add_button.clicked.connect(self._add_blank)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def suggest(self, fields: Mapping[str, str]) -> None:
        """Offers other fields of leads."""
        self._fields = dict(fields)
        for row in self.rows:
            row.field.suggest(fields)

    @override
    def value(self) -> object:
        return [row.table() for row in self.rows] or None

    @override
    def show_value(self, value: object) -> None:
        tables = value if isinstance(value, list) else []
        if tables == (self.value() or []):
            return
        while len(self.rows) > len(tables):
            self._drop(self.rows[-1])
        while len(self.rows) < len(tables):
            self._append()
        for row, table in zip(self.rows, tables, strict=True):
            row.show_table(table)

    def _append(self) -> ConditionRow:
        row = ConditionRow(self._icons, self, self._fields)
        row.remove.clicked.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _add_blank(self) -> None:
        row = self._append()
        row.show_table({})
        row.field.setFocus()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        forget(row)

    def _remove(self, row: ConditionRow) -> None:
        self.add_button.setFocus()
        self._drop(row)
        self.committed.emit()


class GroupsEditor(Editor):
    """Groups of conditions of which at least one must hold."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._fields: dict[str, str] = {}
        self.groups: list[ConditionsEditor] = []
        self._heads: list[QWidget] = []
        self._column = column_of(self, 6)
        self.add_button = quiet_button(wording().inspector.group_of_conditions())
        self.add_button.clicked.connect(self._add_blank)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def suggest(self, fields: Mapping[str, str]) -> None:
        """Offers other fields of leads."""
        self._fields = dict(fields)
        for group in self.groups:
            group.suggest(fields)

    @override
    def value(self) -> object:
        held = [group.value() for group in self.groups]
        return [group for group in held if group] or None

    @override
    def show_value(self, value: object) -> None:
        tables = value if isinstance(value, list) else []
        if tables == (self.value() or []) and len(tables) == len(self.groups):
            return
        while len(self.groups) > len(tables):
            self._drop()
        while len(self.groups) < len(tables):
            self._append()
        for group, table in zip(self.groups, tables, strict=True):
            group.show_value(table)

    def _append(self) -> ConditionsEditor:
        group = ConditionsEditor(self._icons)
        group.suggest(self._fields)
        group.committed.connect(self.committed)
        group.typed.connect(self.typed)
        head = label(
            wording().inspector.either() if not self.groups else wording().inspector.or_(),
            12,
            tone="muted",
        )
        for widget in (head, group):
            self._column.insertWidget(self._column.count() - 1, widget)
        self.groups.append(group)
        self._heads.append(head)
        return group

    def _add_blank(self) -> None:
        self._append().add_button.click()

    def _drop(self) -> None:
        for widget in (self.groups.pop(), self._heads.pop()):
            self._column.removeWidget(widget)
            forget(widget)
