"""Editors of lists: names that are chosen one by one, and values by period or day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import SuggestionEditor
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import (
    Editor,
    LineEditor,
    ShiftsEditor,
    TargetEditor,
    column_of,
    forget,
    number_text,
    read_scalar,
)
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.values import dataclass

_SPARE = 2  # pixels, as widths of words are rounded


def remove_button(icons: Icons, name: str) -> QToolButton:
    """A small button that takes an entry of a list away."""
    button = QToolButton()
    button.setIconSize(QSize(14, 14))
    button.setAccessibleName(name)
    set_tool_tip(button, name)
    icons.dress(button, "close")
    return button


def quiet_button(text: str) -> QPushButton:
    """A button without a frame, as stands below a list to add to it."""
    button = QPushButton(text)
    set_look(button, "kind", "quiet")
    return button


class _Name(QPushButton):
    """A name that was chosen; pressing it, or Delete, takes it away again."""

    gone = Signal()

    def __init__(self, icons: Icons, key: str, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.key = key
        self.whole = text
        set_look(self, "kind", "token")
        # The cross stands behind the name.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(12, 12))
        icons.dress(self, "close")
        words = wording().inspector.remove_text(text=text)
        self.setAccessibleName(words)
        set_tool_tip(self, words)
        self.clicked.connect(self.gone)

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.whole) + _SPARE + self._around()
        return QSize(width, super().sizeHint().height())

    def _around(self) -> int:
        """So much the button is wider than its words."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return super().sizeHint().width() - words

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._around()
        text = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room)
        if text.replace("&", "&&") != self.text():
            self.setText(text.replace("&", "&&"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.gone.emit()
        else:
            super().keyPressEvent(event)


class ReferencesEditor(Editor):
    """Clauses of one kind, chosen by their names: each stands in full, and can be taken away."""

    def __init__(self, icons: Icons, placeholder: str = "") -> None:
        super().__init__()
        self._icons = icons
        self._words: dict[str, str] = {}
        self.names: list[_Name] = []
        self.adding = SuggestionEditor(placeholder)
        self.adding.committed.connect(self._add)
        self.adding.typed.connect(self.typed)
        self.adding.line.installEventFilter(self)
        self._chosen = QWidget()
        self._flow = FlowLayout(self._chosen, 6)
        column = column_of(self, 6)
        column.addWidget(self._chosen)
        column.addWidget(self.adding)
        self._chosen.hide()
        self.setFocusProxy(self.adding.combo)

    @property
    def keys(self) -> list[str]:
        """The keys of what is chosen, in order."""
        return [name.key for name in self.names]

    def suggest(self, suggestions: Mapping[str, str]) -> None:
        """Offers other clauses, by the names they are shown by."""
        if suggestions != self._words:
            self._words = dict(suggestions)
            self._show(self.keys)

    @override
    def name_for(self, name: str) -> None:
        self.adding.name_for(name)

    @override
    def mark_wrong(self, wrong: bool) -> None:
        self.adding.mark_wrong(wrong)

    @override
    def value(self) -> object:
        return [*self.keys, *self._typed_keys()] or None

    @override
    def show_value(self, value: object) -> None:
        self.adding.show_value(None)
        self._show([str(key) for key in value] if isinstance(value, list) else [])

    def _typed_keys(self) -> list[str]:
        """What stands in the line, each part by its key, or as it stands where it is none."""
        codes = {word.casefold(): key for key, word in self._words.items()}
        parts = [part.strip() for part in self.adding.line.text().split(",")]
        wanted = [codes.get(part.casefold(), part) for part in parts if part]
        return [key for key in dict.fromkeys(wanted) if key not in self.keys]

    @property
    def unknown(self) -> str:
        """The first part of what is typed that is neither name nor key."""
        return next((key for key in self._typed_keys() if key not in self._words), "")

    def take_typed(self) -> None:
        """Takes what is typed among what is chosen, once all of it is known."""
        self._add()

    def _add(self) -> None:
        keys = self._typed_keys()
        if all(key in self._words for key in keys):
            self.adding.show_value(None)
            if keys:
                self._show([*self.keys, *keys])
        self.committed.emit()

    def _show(self, keys: Sequence[str]) -> None:
        if keys != self.keys or any(self._text(one.key) != one.whole for one in self.names):
            for old in self.names:
                self._flow.removeWidget(old)
                forget(old)
            self.names = [self._made(key) for key in keys]
            self._chosen.setVisible(bool(keys))
        self.adding.suggest({key: name for key, name in self._words.items() if key not in keys})

    def _text(self, key: str) -> str:
        return self._words.get(key, key)

    def _made(self, key: str) -> _Name:
        name = _Name(self._icons, key, self._text(key))
        name.gone.connect(lambda: self._remove(name))
        self._flow.addWidget(name)
        return name

    def _remove(self, name: _Name) -> None:
        at = self.names.index(name)
        self._show([key for key in self.keys if key != name.key])
        near = self.names[min(at, len(self.names) - 1)] if self.names else self.adding
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self.committed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # In an empty line, Backspace takes the last name away.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
            and not self.adding.line.text()
            and self.names
        ):
            self._remove(self.names[-1])
            self.adding.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


@dataclass(frozen=True, slots=True)
class PairWords:
    """What the parts of a list of pairs are called.

    Attributes:
        name: The first of a pair.
        given: The second.
        add: What the button says that adds one.
    """

    name: str
    given: str
    add: str


PartEditor = LineEditor | SuggestionEditor
"""What edits one part of a pair."""


class _PairRow(QWidget):
    """A name with its value."""

    def __init__(
        self, icons: Icons, whole: Editor, words: PairWords, name: PartEditor, given: PartEditor
    ) -> None:
        super().__init__()
        self.name = name
        self.given = given
        for part, word in ((name, words.name), (given, words.given)):
            part.name_for(word)
            if not part.line.placeholderText():
                part.line.setPlaceholderText(f"{word} …")
        self.remove = remove_button(icons, wording().inspector.remove_this_entry())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.name, 2)
        row.addWidget(self.given, 1)
        row.addWidget(self.remove)
        for part in (self.name, self.given):
            part.committed.connect(whole.committed)
            part.typed.connect(whole.typed)


class PairsEditor(Editor):
    """Pairs, such as values by name: targets by period, hours by day.

    Args:
        icons: For the buttons.
        words: What the parts are called.
        make_name: Makes the editor of the first of a pair.
        make: Makes the editor of the second.
    """

    def __init__(
        self,
        icons: Icons,
        words: PairWords,
        make_name: Callable[[], PartEditor],
        make: Callable[[], PartEditor],
    ) -> None:
        super().__init__()
        self._icons = icons
        self._words = words
        self._make_name = make_name
        self._make = make
        self._offered: dict[str, str] = {}
        self.rows: list[_PairRow] = []
        self._column: QVBoxLayout = column_of(self, 6)
        self.add_button = quiet_button(words.add)
        self.add_button.clicked.connect(self._add_blank)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def suggest(self, offered: Mapping[str, str]) -> None:
        """Offers other entries, to whichever part takes them."""
        self._offered = dict(offered)
        for row in self.rows:
            self._suggest_to(row)

    def _suggest_to(self, row: _PairRow) -> None:
        for part in (row.name, row.given):
            if isinstance(part, SuggestionEditor):
                part.suggest(self._offered)

    @override
    def value(self) -> object:
        return dict(self._pairs()) or None

    @override
    def show_value(self, value: object) -> None:
        table = value if isinstance(value, dict) else {}
        if table != (self.value() or {}):
            self._show(list(table.items()))

    def _pairs(self) -> list[tuple[str, object]]:
        return [(str(row.name.value() or ""), row.given.value() or "") for row in self.rows]

    def _show(self, pairs: Sequence[Sequence[object]]) -> None:
        while len(self.rows) > len(pairs):
            self._drop(self.rows[-1])
        while len(self.rows) < len(pairs):
            self._append()
        for row, (name, item) in zip(self.rows, pairs, strict=True):
            row.name.show_value(name)
            row.given.show_value(item)

    def _append(self) -> _PairRow:
        row = _PairRow(self._icons, self, self._words, self._make_name(), self._make())
        self._suggest_to(row)
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


class ListOfPairsEditor(PairsEditor):
    """Pairs that stand in a list, in their order: what begins a pause, and what ends it."""

    @override
    def value(self) -> object:
        return [list(pair) for pair in self._pairs()] or None

    @override
    def show_value(self, value: object) -> None:
        pairs = value if isinstance(value, list) else []
        if pairs != (self.value() or []):
            self._show(pairs)


class ScalarEditor(LineEditor):
    """A text, or a number or flag where it is written as one."""

    def __init__(self) -> None:
        super().__init__("")
        self._original: tuple[str, object] = ("", None)

    @override
    def value(self) -> object:
        text = self.line.text().strip()
        shown, held = self._original
        return held if text == shown else read_scalar(text)

    @override
    def show_value(self, value: object) -> None:
        text = number_text(value)
        self._original = (text, value)
        super().show_value(text)


def _words(code: str) -> PairWords:
    language, code = user_language(), f"window.pairs.{code}"
    return PairWords(*(language.say(f"{code}.{part}") for part in ("name", "given", "add")))


def targets_editor(icons: Icons) -> PairsEditor:
    """Targets by period."""
    words = _words("targets")
    return PairsEditor(icons, words, SuggestionEditor, lambda: TargetEditor("≥ 300"))


def dated_shifts_editor(icons: Icons) -> PairsEditor:
    """Hours by day."""
    words = _words("dated-shifts")
    return PairsEditor(icons, words, lambda: DayEditor(icons), ShiftsEditor)


def lead_values_editor(icons: Icons) -> PairsEditor:
    """What a lead says, by field."""
    words = _words("lead-values")
    return PairsEditor(icons, words, SuggestionEditor, ScalarEditor)


def calendars_editor(icons: Icons) -> PairsEditor:
    """Calendars by what leads say in a field."""
    words = _words("calendars")
    return PairsEditor(icons, words, lambda: LineEditor(""), SuggestionEditor)


def pauses_editor(icons: Icons) -> PairsEditor:
    """Kinds of activity between which time does not count."""
    words = _words("pauses")
    return ListOfPairsEditor(icons, words, lambda: LineEditor(""), lambda: LineEditor(""))
