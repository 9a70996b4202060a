"""Fields of a review, edited in place; what is refused stays there, with the reason below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.inspector.editors import Editor, column_of
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.values import dataclass

_PARTS = (QLineEdit, QPlainTextEdit, QComboBox)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What is typed into a field and could not be saved.

    Attributes:
        text: What is typed.
        trouble: Why it is not saved; empty: it was not tried yet.
        seen: The workspace's revision that the author had read.
    """

    text: str
    trouble: str
    seen: int


class ReviewField(Editor):
    """One field, which shows what stands, and keeps what is typed until it is saved.

    Attributes:
        wanted: Carries what is to stand in the field.
    """

    wanted = Signal(str)

    def __init__(self, editor: Editor, name: str) -> None:
        super().__init__()
        self.editor = editor
        self._standing: str | None = None
        self._sent: str | None = None
        self.seen = 0
        editor.name_for(name)
        self.trouble = label("", 12, MEDIUM, "missed", wrap=True)
        self.trouble.hide()
        column = column_of(self, 2)
        column.addWidget(editor)
        column.addWidget(self.trouble)
        self.setFocusProxy(editor)
        for kind in _PARTS:
            for part in editor.findChildren(kind):
                # The line of a list to choose from is a part of the list.
                if not isinstance(part.parent(), QComboBox):
                    set_look(part, "look", "in_place")
        editor.committed.connect(self.commit)
        editor.typed.connect(self.typed)

    @override
    def value(self) -> object:
        return self.editor.value()

    @property
    def text(self) -> str:
        """What is in the field now; a day in ISO form, a person by key."""
        return str(self.editor.value() or "")

    @property
    def is_unsaved(self) -> bool:
        """Whether something is typed that does not stand."""
        return self._standing is not None and self.text != self._standing

    @property
    def unsaved(self) -> Unsaved | None:
        """What is typed and not saved; None where nothing is."""
        if not self.is_unsaved:
            return None
        return Unsaved(self.text, self.trouble.text(), self.seen)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the field."""
        return any(part.hasFocus() for kind in _PARTS for part in self.findChildren(kind))

    def show_standing(self, text: str, seen: int) -> None:
        """Shows what stands, unless something else is typed, which is kept.

        Args:
            text: What stands in the review.
            seen: The workspace's revision by which it does.
        """
        if self.is_unsaved and self.text != text:
            # It is based on what its author had read: whoever else wrote here meanwhile is named
            # when it is to be saved. Escape shows what stands now.
            self._standing = text
            return
        self._standing, self.seen = text, seen
        self.editor.show_value(text or None)
        self._say("")

    @override
    def show_value(self, value: object) -> None:
        self.editor.show_value(value)

    def take_up(self, unsaved: Unsaved) -> None:
        """Goes on with what was typed here before and not saved."""
        self.editor.show_value(unsaved.text)
        self.seen = unsaved.seen
        self._say(unsaved.trouble)

    def commit(self) -> None:
        """Wants what is typed to be saved, if it does not stand already."""
        text = self.text
        if not self.is_unsaved:
            self._say("")
        elif text != self._sent:
            self._sent = text
            self.wanted.emit(text)

    def saved(self, text: str, revision: int) -> None:
        """What was wanted stands now."""
        self._sent = None
        self._standing, self.seen = text, max(self.seen, revision)
        self._say("")
        if not self.is_unsaved:
            self.editor.show_value(text or None)

    def refuse(self, sentence: str, seen: int | None = None) -> None:
        """What was wanted was not saved.

        Args:
            sentence: Why.
            seen: The workspace's revision that the author has read with this sentence; confirmed
                once more, what is typed then takes the place of what another wrote.
        """
        self._sent = None
        if seen is not None:
            self.seen = max(self.seen, seen)
        self._say(sentence)

    def restore(self) -> None:
        """Shows again what stands."""
        self._sent = None
        self.editor.show_value(self._standing or None)
        self._say("")

    def _say(self, sentence: str) -> None:
        self.editor.mark_wrong(bool(sentence))
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _is_meant(self, event: QKeyEvent) -> bool:
        """Whether Escape is to bring back what stands; else it is the window's."""
        escape = event.key() == Qt.Key.Key_Escape
        return escape and (self.is_unsaved or bool(self.trouble.text()))

    @override
    def event(self, event: QEvent) -> bool:
        override_ = event.type() == QEvent.Type.ShortcutOverride
        if override_ and isinstance(event, QKeyEvent) and self._is_meant(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_meant(event):
            self.restore()
        else:
            super().keyPressEvent(event)
