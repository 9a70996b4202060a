"""Where the inspector stands: beside the page, or as a drawer over it in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from alignment_desktop.gui.window.dock import Dock


class InspectorDock(Dock):
    """Moves the inspector between its place beside the page and the drawer."""

    def __init__(
        self, pane: QFrame, stack: QStackedWidget, splitter: QSplitter, width: int
    ) -> None:
        super().__init__(pane, splitter)
        self._stack = stack
        self._splitter = splitter
        self._width = width
        self._content: QWidget | None = None
        self._cover: QWidget | None = None
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.splitterMoved.connect(self._remember_width)

    @property
    def width(self) -> int:
        """How wide it is, or will be, in pixels."""
        return self._width

    @property
    @override
    def shown(self) -> bool:
        """Whether it is in sight."""
        return self._cover is not None or (self._content is not None and super().shown)

    @property
    @override
    def pulled(self) -> bool:
        """Whether it lies over the page."""
        return self._narrow and self.shown

    @property
    def covering(self) -> QWidget | None:
        """What stands in the inspector's place for now, as Help does; None: nothing."""
        return self._cover

    def cover(self, content: QWidget) -> None:
        """Shows something in the inspector's place, on every page, until it is taken away."""
        self._cover = content
        self.add_content(content)
        self._stack.setCurrentWidget(content)
        self._apply()

    def uncover(self) -> None:
        """Shows the inspector again, where it was in sight."""
        self._cover = None
        if self._content is not None:
            self._stack.setCurrentWidget(self._content)
        self._apply()

    @override
    def show_or_hide(self, shown: bool) -> None:
        self._cover = None
        if self._content is not None:
            self._stack.setCurrentWidget(self._content)
        super().show_or_hide(shown)

    def add_content(self, content: QWidget) -> None:
        """Takes a page's inspector, which is not shown yet."""
        if self._stack.indexOf(content) < 0:
            self._stack.addWidget(content)

    def show_content(self, content: QWidget | None) -> None:
        """Shows another page's inspector; None: the page has none."""
        self._content = content
        if content is not None:
            self.add_content(content)
        if self._cover is None and content is not None:
            self._stack.setCurrentWidget(content)
        self._pulled = False
        self._apply()

    def restore(self, wanted: bool, width: int) -> None:
        """Takes what was remembered of the last time."""
        self._wanted = wanted
        self._width = max(self._pane.minimumWidth(), min(width, self._pane.maximumWidth()))
        self._apply()

    @override
    def _take_out(self) -> None:
        self._pane.setParent(self._splitter.parentWidget())

    @override
    def _put_back(self) -> None:
        self._splitter.addWidget(self._pane)

    @override
    def _show(self) -> None:
        focused = self._pane.window().focusWidget()
        focus_inside = self._pane.isAncestorOf(focused)
        super()._show()
        if self.shown and not self._narrow:
            rest = max(self._splitter.width() - self._width - 1, 1)
            self._splitter.setSizes([rest, self._width])
        elif not self.shown and focus_inside:
            self._splitter.setFocus()

    @override
    def _place_drawer(self) -> None:
        around = self._splitter.geometry()
        width = min(self._width, around.width())
        self._pane.setGeometry(
            QRect(around.right() + 1 - width, around.top(), width, around.height())
        )

    def _remember_width(self, _at: int, _index: int) -> None:
        if not self._narrow:
            self._width = self._pane.width()
