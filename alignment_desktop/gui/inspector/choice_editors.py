"""Editors that choose: one of a few words, or a value with suggestions beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit
from typing_extensions import override

from alignment_desktop.gui.inspector.editors import Editor, Line
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label

_BESIDE = 64  # pixels of a box beside its words


class Combo(QComboBox):
    """A list to choose from that the wheel does not change by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def take_line(self, line: QLineEdit) -> None:
        """Lets other values be typed than those in the list."""
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """One of a few words; the first is none where there may be none."""

    def __init__(self, words: Mapping[str, str], *, optional: bool) -> None:
        super().__init__()
        self.combo = Combo()
        if optional:
            self.combo.addItem("–", None)
        for code, word in words.items():
            self.combo.addItem(word, code)
        self.combo.activated.connect(lambda _at: self.committed.emit())
        self._fill(self.combo)

    @override
    def value(self) -> object:
        return self.combo.currentData()

    @override
    def show_value(self, value: object) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class SuggestionEditor(Editor):
    """A line with suggestions: a key shown by its name, an event, a limit."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.combo = Combo()
        self.line = Line(self.combo)
        self.combo.take_line(self.line)
        self.line.setPlaceholderText(placeholder)
        self._codes: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self.combo.activated.connect(lambda _at: self.committed.emit())
        self.line.editingFinished.connect(self.committed)
        self.line.textEdited.connect(self.typed)
        self._fill(self.combo)

    def suggest(self, suggestions: Mapping[str, str]) -> None:
        """Offers other values; each with the words it is shown by."""
        if suggestions == self._words:
            return
        held = self.value()
        self._words = dict(suggestions)
        self._codes = {word.casefold(): code for code, word in suggestions.items()}
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem("")
        self.combo.addItems(list(suggestions.values()))
        self.combo.blockSignals(False)
        self.show_value(held)

    @override
    def value(self) -> object:
        text = self.line.text().strip()
        return self._codes.get(text.casefold(), text) or None

    @override
    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        self.line.setText(self._words.get(text, text))
        self.line.setCursorPosition(0)

    @override
    def mark_wrong(self, wrong: bool) -> None:
        set_look(self.combo, "state", "wrong" if wrong else "")


class ReferencesEditor(SuggestionEditor):
    """Keys of several clauses, shown by their names and divided by commas."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self.combo.setCompleter(None)  # type: ignore[arg-type]
        self.combo.activated.disconnect()
        self.combo.activated.connect(self._add)
        self._held: tuple[str, ...] = ()
        self.whole = label("", 12, tone="muted", wrap=True)
        self.whole.hide()
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.setDirection(QHBoxLayout.Direction.TopToBottom)
            row.addWidget(self.whole)
        self.line.textChanged.connect(self._show_whole)

    def _show_whole(self) -> None:
        """Says all names below the line, where it has no room for them."""
        text = self.line.text()
        room = self.width() - _BESIDE
        self.whole.setText(text)
        self.whole.setVisible(self.line.fontMetrics().horizontalAdvance(text) > room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_whole()

    def _add(self, at: int) -> None:
        name = self.combo.itemText(at)
        parts = [part for part in self._held if part.casefold() != name.casefold()]
        self.line.setText(", ".join([*parts, name] if name else []))
        self._remember()
        self.committed.emit()

    def _remember(self) -> None:
        parts = [part.strip() for part in self.line.text().split(",")]
        self._held = tuple(part for part in parts if part)

    @override
    def value(self) -> object:
        parts = [part.strip() for part in self.line.text().split(",")]
        return [self._codes.get(part.casefold(), part) for part in parts if part] or None

    @override
    def show_value(self, value: object) -> None:
        keys: Sequence[object] = value if isinstance(value, list) else ()
        self.line.setText(", ".join(self._words.get(str(key), str(key)) for key in keys))
        self.line.setCursorPosition(0)
        self._remember()
