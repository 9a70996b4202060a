"""A card in the middle of the page with fields in large type: Enter goes on, Escape leaves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.inspector.editors import Editor
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.workshop.zoom import SMALL, TEXT, Zoom

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Sheet(QFrame):
    """Asks for something in place; letters are text while one of its fields has the keyboard.

    Attributes:
        left: It was left without doing anything.
    """

    left = Signal()

    def __init__(self, switch: ThemeSwitch, zoom: Zoom, title: str) -> None:
        super().__init__()
        set_look(self, "card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._switch, self._zoom = switch, zoom
        px = zoom.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(28), px(16), px(28), px(18))
        self.column.setSpacing(px(8))
        self.title = label(title, px(TEXT), SEMIBOLD, wrap=True)
        self.column.addWidget(self.title)
        self.wrong = label(pixels=px(SMALL), weight=MEDIUM, tone="missed", wrap=True)
        self.wrong.hide()

    def add_field(self, name: str, editor: QWidget) -> None:
        """Adds a field below its name."""
        px = self._zoom.px
        heading = label(name, px(SMALL), tone="muted")
        heading.setBuddy(editor)
        self.column.addWidget(heading)
        self.column.addWidget(editor)
        inner: list[QWidget] = [*editor.findChildren(QLineEdit)]
        inner += [*editor.findChildren(QPlainTextEdit), *editor.findChildren(QComboBox)]
        for each in (editor, *inner):
            each.setFont(font(px(TEXT)))
            each.installEventFilter(self)
        if isinstance(editor, Editor):
            editor.name_for(name)
        else:
            editor.setAccessibleName(name)

    def say_wrong(self, text: str) -> None:
        """Says what is wrong; empty: nothing is."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def go_on(self) -> None:
        """What Enter does."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.go_on()
                return True
        return super().eventFilter(watched, event)
