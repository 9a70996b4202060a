"""Where the navigation stands: beside the page, or as a drawer over it in a very narrow window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.window.dock import Dock

BELOW = 800
"""A window narrower than this, in pixels, has no room for both; so is one at 200 %."""


class NavigationDock(Dock):
    """Moves the navigation between its place beside the page and the drawer."""

    def __init__(self, pane: QFrame, row: QHBoxLayout, around: QWidget) -> None:
        super().__init__(pane, around)
        self._row, self._around = row, around

    def close_drawer(self) -> None:
        """Takes it away if it lies over the page."""
        if self.pulled:
            self.show_or_hide(False)

    @override
    def _take_out(self) -> None:
        self._row.removeWidget(self._pane)

    @override
    def _put_back(self) -> None:
        self._row.insertWidget(0, self._pane)

    @override
    def _place_drawer(self) -> None:
        self._pane.setGeometry(0, 0, self._pane.sizeHint().width(), self._around.height())
