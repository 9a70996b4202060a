"""Restyles widgets after a change of theme: those in sight at once, the others before they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from alignment_desktop.gui.idle_tasks import IdleTasks, paced

_PAUSE = 15
"""Milliseconds between two pieces for which nobody waits."""


def restyle(widget: QWidget) -> None:
    """Has the sheet look again at a widget, but not at what is in it."""
    # Before a widget is first shown the sheet has not looked yet.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Restyling(QObject):
    """Has the sheet look again at all that is in some windows, at what is in sight first.

    A look takes some 0.1 ms, and a window whose pages are all made has thousands of widgets. What
    is hidden is looked at while nobody waits, or when it is shown, before it is painted.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # In the order in which they were found; held, as nothing else may hold what Qt made.
        self._hidden: dict[QWidget, None] = {}
        self._idle = IdleTasks(self, _PAUSE)

    @property
    def busy(self) -> bool:
        """Whether something is still to be looked at."""
        return self._idle.busy

    def begin(self, windows: Iterable[QWidget]) -> None:
        """Restyles what is in sight of some windows, and later the rest of them."""
        self.stop()
        for window in windows:
            self._look_at(window)
        self._idle.begin("hidden", paced(self._steps()))

    def stop(self) -> None:
        """Leaves the rest as it is."""
        self._idle.stop_all()
        while self._hidden:
            self._take(next(iter(self._hidden)))

    def _look_at(self, widget: QWidget) -> None:
        """Restyles a widget and what is in it, as far as it is in sight."""
        if not widget.isVisible():
            self._await(widget)
            return
        restyle(widget)
        for part in _parts(widget):
            self._look_at(part)

    def _await(self, widget: QWidget) -> None:
        """Looks at a widget later, and with it at what is in it."""
        self._hidden[widget] = None
        widget.installEventFilter(self)

    def _take(self, widget: QWidget) -> bool:
        """Waits for a widget no more; whether there still is such a widget."""
        del self._hidden[widget]
        there = isValid(widget)
        if there:
            widget.removeEventFilter(self)
        return there

    def _steps(self) -> Iterator[None]:
        while self._hidden:
            widget = next(iter(self._hidden))
            if self._take(widget):
                restyle(widget)
                for part in _parts(widget):
                    self._await(part)
            yield

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched in self._hidden:
            assert isinstance(watched, QWidget)
            self._take(watched)
            self._look_at(watched)
        return super().eventFilter(watched, event)


def _parts(widget: QWidget) -> list[QWidget]:
    return widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
