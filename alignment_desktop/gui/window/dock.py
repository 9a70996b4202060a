"""A pane beside the page, which in a narrow window becomes a drawer over it."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override


class Dock(QObject):
    """Moves a pane between its place beside the page and the drawer.

    A wide window shows it unless the user closed it; a narrow one only when it is asked for.

    Attributes:
        visible_changed: Carries whether it is in sight.
    """

    visible_changed = Signal(bool)

    def __init__(self, pane: QFrame, around: QWidget) -> None:
        super().__init__(around)
        self._pane = pane
        self._narrow = False
        self._wanted = True
        self._pulled = False
        around.installEventFilter(self)

    @property
    def narrow(self) -> bool:
        """Whether it is a drawer now."""
        return self._narrow

    @property
    def wanted(self) -> bool:
        """Whether the user wants it beside the page."""
        return self._wanted

    @property
    def pulled(self) -> bool:
        """Whether it lies over the page."""
        return self._narrow and self._pulled

    @property
    def shown(self) -> bool:
        """Whether it is in sight."""
        return self._pulled if self._narrow else self._wanted

    def set_narrow(self, narrow: bool) -> None:
        """Says whether the window is too narrow for both."""
        if narrow == self._narrow:
            return
        self._narrow, self._pulled = narrow, False
        if narrow:
            self._take_out()
        else:
            self._put_back()
        self._apply()

    def show_or_hide(self, shown: bool) -> None:
        """Brings it into sight or takes it away."""
        if self._narrow:
            self._pulled = shown
        else:
            self._wanted = shown
        self._apply()

    @abstractmethod
    def _take_out(self) -> None:
        """Takes the pane from its place beside the page."""

    @abstractmethod
    def _put_back(self) -> None:
        """Puts it there again."""

    @abstractmethod
    def _place_drawer(self) -> None:
        """Lays it over the page, as large as there is room."""

    def _apply(self) -> None:
        self._show()
        self.visible_changed.emit(self.shown)

    def _show(self) -> None:
        self._pane.setVisible(self.shown)
        if self.shown and self._narrow:
            self._place_drawer()
            self._pane.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.pulled and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_drawer()
        return super().eventFilter(watched, event)
