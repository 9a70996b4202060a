"""Editors of lists: conditions on leads, groups of them, and values by period or day."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.conditions import OPS
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import ChoiceEditor, SuggestionEditor
from alignment_desktop.gui.inspector.editors import (
    Editor,
    LineEditor,
    ShiftsEditor,
    TargetEditor,
    column_of,
    forget,
    number_text,
    read_number,
)
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label

_WITHOUT = ("is blank", "is not blank")
_LISTS = ("in", "not in", "between")
_SIGNS = {">=": "≥", "<=": "≤"}


def _op_words(op: str) -> str:
    """A comparison as a choice of its own."""
    return QCoreApplication.translate("ConditionRow", _SIGNS.get(op, op[:1].upper() + op[1:]))


def _scalar(text: str) -> object:
    """A number or flag where it is written as one; else the text: `007` stays a text."""
    if text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    number = read_number(text)
    return number if number_text(number) == text else text


def remove_button(icons: Icons, name: str) -> QToolButton:
    """A small button that takes an entry of a list away."""
    button = QToolButton()
    button.setIconSize(QSize(14, 14))
    button.setAccessibleName(name)
    button.setToolTip(name)
    icons.dress(button, "close")
    return button


def _quiet(text: str) -> QPushButton:
    button = QPushButton(text)
    set_look(button, "kind", "quiet")
    return button


class ConditionRow(QWidget):
    """One condition: field, op, value."""

    def __init__(self, icons: Icons, whole: Editor, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.field = SuggestionEditor(self.tr("Field …"))
        self.field.suggest(fields)
        self.field.name_for(self.tr("Field"))
        self.op = ChoiceEditor({op: _op_words(op) for op in OPS}, optional=False)
        self.op.name_for(self.tr("Comparison"))
        self.given = LineEditor(self.tr("Value …"))
        self.given.name_for(self.tr("Value"))
        self.remove = remove_button(icons, self.tr("Remove this condition"))
        self._original: tuple[str, object] = ("", None)
        column = column_of(self)
        column.addWidget(self.field)
        below = QHBoxLayout()
        below.setSpacing(4)
        self.op.setFixedWidth(106)
        below.addWidget(self.op)
        below.addWidget(self.given, 1)
        below.addWidget(self.remove)
        column.addLayout(below)
        self.op.committed.connect(self._show_room)
        for editor in (self.field, self.op, self.given):
            editor.committed.connect(whole.committed)
            editor.typed.connect(whole.typed)

    def show_table(self, table: Mapping[str, object]) -> None:
        """Shows another condition."""
        op = str(table.get("op", "is"))
        self.field.show_value(table.get("field"))
        self.op.show_value(op)
        held = table.get("value")
        text = (
            ", ".join(number_text(item) for item in held)
            if isinstance(held, list)
            else number_text(held)
        )
        self._original = (text, held)
        self.given.show_value(text)
        self._show_room()

    def table(self) -> dict[str, object]:
        """The condition as a table."""
        op = str(self.op.value())
        table: dict[str, object] = {"field": self.field.value() or "", "op": op}
        if op in _WITHOUT:
            return table
        text = self.given.line.text().strip()
        shown, held = self._original
        if text and text == shown and held is not None and isinstance(held, list) == (op in _LISTS):
            table["value"] = held
        elif op in _LISTS:
            parts = [part.strip() for part in text.split(",")]
            table["value"] = [_scalar(part) for part in parts if part]
        else:
            table["value"] = _scalar(text)
        if not text:
            # A condition that is only half written is refused, and so not saved yet.
            del table["value"]
        return table

    def _show_room(self) -> None:
        self.given.setVisible(self.op.value() not in _WITHOUT)


class ConditionsEditor(Editor):
    """Conditions that must all hold."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._fields: dict[str, str] = {}
        self.rows: list[ConditionRow] = []
        self._column = column_of(self, 8)
        self.add_button = _quiet(self.tr("+ Condition"))
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
        self.add_button = _quiet(self.tr("+ Group of conditions"))
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
        head = label(self.tr("Either") if not self.groups else self.tr("or"), 12, tone="muted")
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


class _PairRow(QWidget):
    """A name with its value."""

    def __init__(
        self, icons: Icons, whole: Editor, names: Mapping[str, str], editor: LineEditor
    ) -> None:
        super().__init__()
        self.name = SuggestionEditor(self.tr("When …"))
        self.name.suggest(names)
        self.name.name_for(self.tr("When"))
        self.given = editor
        self.given.name_for(self.tr("Value"))
        self.remove = remove_button(icons, self.tr("Remove this entry"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.given, 1)
        row.addWidget(self.remove)
        for part in (self.name, self.given):
            part.committed.connect(whole.committed)
            part.typed.connect(whole.typed)


class PairsEditor(Editor):
    """Values by name: targets by period, hours by day."""

    def __init__(self, icons: Icons, make: Callable[[], LineEditor], add: str) -> None:
        super().__init__()
        self._icons = icons
        self._make = make
        self._names: dict[str, str] = {}
        self.rows: list[_PairRow] = []
        self._column: QVBoxLayout = column_of(self, 6)
        self.add_button = _quiet(add)
        self.add_button.clicked.connect(self._add_blank)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def suggest(self, names: Mapping[str, str]) -> None:
        """Offers other names."""
        self._names = dict(names)
        for row in self.rows:
            row.name.suggest(names)

    @override
    def value(self) -> object:
        held = {str(row.name.value() or ""): row.given.value() or "" for row in self.rows}
        return held or None

    @override
    def show_value(self, value: object) -> None:
        table = value if isinstance(value, dict) else {}
        if table == (self.value() or {}):
            return
        while len(self.rows) > len(table):
            self._drop(self.rows[-1])
        while len(self.rows) < len(table):
            self._append()
        for row, (name, item) in zip(self.rows, table.items(), strict=True):
            row.name.show_value(name)
            row.given.show_value(item)

    def _append(self) -> _PairRow:
        row = _PairRow(self._icons, self, self._names, self._make())
        row.remove.clicked.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _add_blank(self) -> None:
        self._append().name.setFocus()

    def _drop(self, row: _PairRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        forget(row)

    def _remove(self, row: _PairRow) -> None:
        self.add_button.setFocus()
        self._drop(row)
        self.committed.emit()


def targets_editor(icons: Icons) -> PairsEditor:
    """Targets by period."""
    made = PairsEditor(icons, lambda: TargetEditor(">= 300"), "")
    made.add_button.setText(made.tr("+ Target of a period"))
    return made


def dated_shifts_editor(icons: Icons) -> PairsEditor:
    """Hours by day."""
    made = PairsEditor(icons, lambda: ShiftsEditor("10:00-14:00"), "")
    made.add_button.setText(made.tr("+ Day"))
    return made
