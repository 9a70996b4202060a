"""Things that are done one after the other, each in a turn of its own of the window's thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does things in their order; between two of them the window paints and hears its user."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take_one)

    def add(self, *acts: Callable[[], object]) -> None:
        """Does these after all that wait already."""
        self._waiting.extend(acts)
        if self._waiting:
            self._timer.start()

    def add_first(self, *acts: Callable[[], object]) -> None:
        """Does these before all that wait already."""
        self._waiting.extendleft(reversed(acts))
        self.add()

    def _take_one(self) -> None:
        act = self._waiting.popleft()
        if self._waiting:
            self._timer.start()
        act()
