"""Where the inspector stands: beside the page, or as a drawer over it in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget
from typing_extensions import override


class InspectorDock(QObject):
    """Moves the inspector between its place beside the page and the drawer.

    A wide window shows it unless the user closed it; a narrow one only when it is asked for.

    Attributes:
        visible_changed: Carries whether it is in sight.
    """

    visible_changed = Signal(bool)

    def __init__(
        self, pane: QFrame, stack: QStackedWidget, splitter: QSplitter, width: int
    ) -> None:
        super().__init__(splitter)
        self._pane = pane
        self._stack = stack
        self._splitter = splitter
        self._width = width
        self._narrow = False
        self._wanted = True
        self._pulled = False
        self._empty = True
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.installEventFilter(self)
        splitter.splitterMoved.connect(self._remember_width)

    @property
    def narrow(self) -> bool:
        """Whether it is a drawer now."""
        return self._narrow

    @property
    def wanted(self) -> bool:
        """Whether the user wants it beside the page."""
        return self._wanted

    @property
    def width(self) -> int:
        """How wide it is, or will be, in pixels."""
        return self._width

    @property
    def shown(self) -> bool:
        """Whether it is in sight."""
        return not self._empty and (self._pulled if self._narrow else self._wanted)

    def add_content(self, content: QWidget) -> None:
        """Takes a page's inspector, which is not shown yet."""
        if self._stack.indexOf(content) < 0:
            self._stack.addWidget(content)

    def show_content(self, content: QWidget | None) -> None:
        """Shows another page's inspector; None: the page has none."""
        self._empty = content is None
        if content is not None:
            self.add_content(content)
            self._stack.setCurrentWidget(content)
        self._pulled = False
        self._apply()

    def set_narrow(self, narrow: bool) -> None:
        """Says whether the window is too narrow for both."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._pulled = False
        if narrow:
            self._pane.setParent(self._splitter.parentWidget())
        else:
            self._splitter.addWidget(self._pane)
        self._apply()

    def restore(self, wanted: bool, width: int) -> None:
        """Takes what was remembered of the last time."""
        self._wanted = wanted
        self._width = max(self._pane.minimumWidth(), min(width, self._pane.maximumWidth()))
        self._apply()

    def show_or_hide(self, shown: bool) -> None:
        """Brings it into sight or takes it away."""
        if self._narrow:
            self._pulled = shown
        else:
            self._wanted = shown
        self._apply()

    def _apply(self) -> None:
        focused = self._pane.window().focusWidget()
        focus_inside = self._pane.isAncestorOf(focused)
        self._pane.setVisible(self.shown)
        if self.shown and self._narrow:
            self._place_drawer()
            self._pane.raise_()
        elif self.shown:
            rest = max(self._splitter.width() - self._width - 1, 1)
            self._splitter.setSizes([rest, self._width])
        elif focus_inside:
            self._splitter.setFocus()
        self.visible_changed.emit(self.shown)

    def _place_drawer(self) -> None:
        around = self._splitter.geometry()
        width = min(self._width, around.width())
        self._pane.setGeometry(
            QRect(around.right() + 1 - width, around.top(), width, around.height())
        )

    def _remember_width(self, _at: int, _index: int) -> None:
        if not self._narrow:
            self._width = self._pane.width()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._narrow and self._pulled and kind in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_drawer()
        return super().eventFilter(watched, event)
