"""Editors that choose: one of a few words, or a value with suggestions beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate
from typing_extensions import override

from alignment_desktop.gui.inspector.editors import Editor, Line
from alignment_desktop.gui.theme import dress, set_look
from alignment_desktop.words.language import NONE


class Combo(QComboBox):
    """A list to choose from that neither the wheel nor a stray key changes by accident.

    A letter, an arrow or the wheel goes to another entry; that counts once it is confirmed by Enter
    or by leaving. What is chosen in the open list counts at once.

    Attributes:
        chosen: Carries the place of the entry that was chosen.
        passed: Carries the place of an entry that a key went to.
        confirmed: Enter was pressed, or the keyboard went elsewhere.
    """

    chosen = Signal(int)
    passed = Signal(int)
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._passing = False
        self.activated.connect(self._tell)
        self._finder: QCompleter | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def take_line(self, line: Line) -> None:
        """Lets other values be typed than those in the list."""
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # What finds among the entries is a window of its own: made when somebody comes to type.
        line.entered.connect(self._find)

    def _find(self) -> None:
        if self._finder is not None:
            return
        self._finder = finder_among(self)

    @override
    def showPopup(self) -> None:
        line = self.lineEdit()
        if line is not None:
            # The list opens at what stands in the line, however that came there.
            text, at = line.text(), max(self.findText(line.text()), 0)
            self.blockSignals(True)
            self.setCurrentIndex(at)
            self.blockSignals(False)
            line.setText(text)
        super().showPopup()

    def _tell(self, at: int) -> None:
        (self.passed if self._passing else self.chosen).emit(at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.isEditable():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirmed.emit()
                return
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # it is no letter then, but a key of the window
                return
        self._passing = True
        super().keyPressEvent(event)
        self._passing = False

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.confirmed.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            self._passing = True
            super().wheelEvent(event)
            self._passing = False
        else:
            event.ignore()


def finder_among(box: QComboBox) -> QCompleter:
    """Lets entries of a box with a line be found by any part of their words."""
    finder = QCompleter(box.model(), box)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(finder)
    dress_offers(finder)
    return finder


def dress_offers(finder: QCompleter) -> None:
    """Gives the list of what is found the look of a list to choose from."""
    offers = finder.popup()
    if offers is not None and not offers.styleSheet():
        # Only a styled delegate gives the entries the sheet's room and colours.
        offers.setItemDelegate(QStyledItemDelegate(offers))
        set_look(offers, "offers", True)
        dress(offers)


class ChoiceEditor(Editor):
    """One of a few words; the first is none where there may be none."""

    def __init__(self, words: Mapping[Any, str], *, optional: bool) -> None:
        super().__init__()
        self.combo = Combo()
        if optional:
            self.combo.addItem(NONE, None)
        for code, word in words.items():
            self.combo.addItem(word, code)
        self.combo.chosen.connect(lambda _at: self.committed.emit())
        self.combo.passed.connect(lambda _at: self.typed.emit())
        self.combo.confirmed.connect(self.committed)
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
        self.combo.chosen.connect(self._take)
        self.combo.passed.connect(self._pass)
        self.line.editingFinished.connect(self.committed)
        self.line.textEdited.connect(self.typed)
        self._fill(self.combo)

    @override
    def name_for(self, name: str) -> None:
        super().name_for(name)
        self.line.setAccessibleName(name)

    def suggest(self, suggestions: Mapping[str, str]) -> None:
        """Offers other values; each with the words it is shown by."""
        if suggestions == self._words:
            return
        held = self.value()
        self._words = dict(suggestions)
        self._codes = {word.casefold(): code for code, word in suggestions.items()}
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem(NONE)
        self.combo.addItems(list(suggestions.values()))
        self.combo.blockSignals(False)
        self.show_value(held)

    @override
    def value(self) -> object:
        text = self.line.text().strip()
        return self._codes.get(text.casefold(), text) or None

    @property
    def unknown(self) -> str:
        """What is typed and is neither one of the suggestions nor its words."""
        text = self.line.text().strip()
        known = text.casefold() in self._codes or text in self._words
        return "" if known else text

    def _take(self, at: int) -> None:
        if at == 0:
            self.line.clear()  # none
        self.committed.emit()

    def _pass(self, at: int) -> None:
        if at == 0:
            self.line.clear()
        self.typed.emit()

    @override
    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        self.line.show_text(self._words.get(text, text))

    @override
    def mark_wrong(self, wrong: bool) -> None:
        set_look(self.combo, "state", "wrong" if wrong else "")

    @override
    def select_words(self) -> None:
        self.line.selectAll()
