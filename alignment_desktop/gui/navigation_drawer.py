"""Where the navigation stands: beside the page, or as a drawer over it in a very narrow window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

BELOW = 800
"""A window narrower than this, in pixels, has no room for both; so is one at 200 %."""


class NavigationDock(QObject):
    """Moves the navigation between its place beside the page and the drawer.

    Attributes:
        visible_changed: Carries whether it is in sight.
    """

    visible_changed = Signal(bool)

    def __init__(self, pane: QFrame, row: QHBoxLayout, around: QWidget) -> None:
        super().__init__(around)
        self._pane, self._row, self._around = pane, row, around
        self._narrow = False
        self._wanted = True
        self._pulled = False
        around.installEventFilter(self)

    @property
    def wanted(self) -> bool:
        """Whether the user wants it beside the page."""
        return self._wanted

    @property
    def pulled(self) -> bool:
        """Whether it lies over the page."""
        return self._narrow and self._pulled

    def set_narrow(self, narrow: bool) -> None:
        """Says whether the window is too narrow for navigation and page."""
        if narrow == self._narrow:
            return
        self._narrow, self._pulled = narrow, False
        if narrow:
            self._row.removeWidget(self._pane)
        else:
            self._row.insertWidget(0, self._pane)
        self._apply()

    def show_or_hide(self, shown: bool) -> None:
        """Brings it into sight or takes it away."""
        if self._narrow:
            self._pulled = shown
        else:
            self._wanted = shown
        self._apply()

    def close_drawer(self) -> None:
        """Takes it away if it lies over the page."""
        if self.pulled:
            self.show_or_hide(False)

    def _apply(self) -> None:
        shown = self._pulled if self._narrow else self._wanted
        self._pane.setVisible(shown)
        if self.pulled:
            self._place()
            self._pane.raise_()
        self.visible_changed.emit(shown)

    def _place(self) -> None:
        self._pane.setGeometry(0, 0, self._pane.sizeHint().width(), self._around.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.pulled:
            self._place()
        return super().eventFilter(watched, event)
