"""A switch of a few parts side by side, one of which is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from alignment_desktop.gui.theme import set_look


class ViewSwitch(QFrame):
    """Lets the user choose one of a few views.

    Attributes:
        chosen: Carries the key of the view that the user chose; not of the one that is shown.
    """

    chosen = Signal(str)

    def __init__(self, name: str, views: Sequence[tuple[str, str]]) -> None:
        """Makes the switch; the first view is shown.

        Args:
            name: What assistive programs call it.
            views: Key and words of each view.
        """
        super().__init__()
        self.setAccessibleName(name)
        set_look(self, "switch", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._buttons: dict[str, QPushButton] = {}
        for key, text in views:
            button = QPushButton(text)
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, key))
            row.addWidget(button)
            self._buttons[key] = button
        self.shown = views[0][0]
        self.show_chosen(self.shown)

    @property
    def buttons(self) -> Mapping[str, QPushButton]:
        """The buttons, by the key of their view."""
        return self._buttons

    def show_chosen(self, key: str) -> None:
        """Marks the view that is shown."""
        self.shown = key
        for each, button in self._buttons.items():
            button.setChecked(each == key)
            set_look(button, "kind", "step_here" if each == key else "step")

    def _choose(self, key: str, _on: bool = False) -> None:
        # A press on the one that is shown would else leave it unmarked.
        self.show_chosen(self.shown)
        if key != self.shown:
            self.chosen.emit(key)
