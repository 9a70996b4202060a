"""A button whose menu has one of several things chosen; it is called as what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip

Choice = tuple[str | None, str]
"""A key, and its words."""
_WIDEST = 240
"""Pixels that the words of a choice take at most; what is longer is shortened."""


class ChoiceButton(QPushButton):
    """Lets the user choose one of several.

    Attributes:
        chosen: Carries the key that was chosen.
    """

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(name)
        self.setEnabled(False)
        set_look(self, "menu", "true")
        self.setMenu(QMenu(self))

    def show_choices(self, choices: Sequence[Choice], chosen: str | None) -> None:
        """Offers other things, one of them ticked."""
        menu = self.menu()
        # An ampersand in a name is one, and not the mark of a key.
        plain = [(key, words.replace("&", "&&")) for key, words in choices]
        if [(action.data(), action.text()) for action in menu.actions()] != plain:
            self._make(menu, plain)
        for (key, words), action in zip(choices, menu.actions(), strict=True):
            action.setChecked(key == chosen)
            if key == chosen:
                self._show_words(words)

    def _show_words(self, words: str) -> None:
        end = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(words, end, _WIDEST)
        self.setText(shown.replace("&", "&&"))
        set_tool_tip(self, words if shown != words else "")

    def _make(self, menu: QMenu, choices: Sequence[Choice]) -> None:
        menu.clear()
        for old in menu.findChildren(QActionGroup):
            old.deleteLater()
        set_look(menu, "checks", "true")
        group = QActionGroup(menu)
        for key, words in choices:
            action = QAction(words, menu)
            action.setData(key)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, key))
            group.addAction(action)
            menu.addAction(action)

    def _choose(self, key: str | None, _on: bool = True) -> None:
        self.chosen.emit(key)
