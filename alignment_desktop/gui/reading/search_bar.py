"""The line in which a search of the document is typed, with how often it was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.icon_button import icon_button
from alignment_desktop.gui.reading.search import Search
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording


class SearchBar(QWidget):
    """Searches while one types; Enter goes on, Shift+Enter back, Escape closes it.

    Attributes:
        closed: It is not wanted any more.
    """

    closed = Signal()

    def __init__(self, search: Search, icons: Icons) -> None:
        super().__init__()
        its = wording().reading
        self._search = search
        self.field = QLineEdit()
        self.field.setAccessibleName(its.find())
        self.field.setPlaceholderText(its.find())
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(320)
        self.field.textChanged.connect(search.find)
        self.count = label(pixels=12, tone="muted", tabular=True)
        self.previous_button = icon_button(
            icons, "chevron-up", its.previous_hit(), "Shift+Enter", lambda: search.step(-1)
        )
        self.next_button = icon_button(
            icons, "chevron-down", its.next_hit(), "Enter", lambda: search.step(1)
        )
        self.close_button = icon_button(icons, "close", its.close_find(), "Esc", self.closed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.close_button)
        search.changed.connect(self._say_count)
        self._say_count()

    def open(self, text: str) -> None:
        """Takes the keyboard, with a text to begin with where there is one."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search.find(self.field.text())

    def close_search(self) -> None:
        """Nothing is sought any more."""
        self.hide()
        self._search.find("")

    def _say_count(self) -> None:
        its, search = wording().reading, self._search
        none = search.searches and search.complete and not search.count
        text = ""
        if none:
            text = its.nothing_found()
        elif search.searches and search.complete:
            text = its.hit_of(number=search.number, count=search.count)
        elif search.searches:
            text = its.hit_of_so_far(number=search.number, count=search.count)
        self.count.setText(text)
        set_look(self.count, "tone", "missed" if none else "muted")
        set_look(self.field, "state", "wrong" if none else "")
        self.field.setAccessibleDescription(text)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(search.count > 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._search.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
