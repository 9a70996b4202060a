"""Work of the window's own thread, done piece by piece while the window is idle."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_PIECE = 0.008  # seconds
_END = object()


def paced(steps: Iterable[object]) -> Iterator[None]:
    """Takes short steps, as many in a piece as it has time for.

    A turn costs a layout and a painting of what is in sight, often more than the step itself.
    """
    until = monotonic() + _PIECE
    for _ in steps:
        if monotonic() > until:
            yield
            until = monotonic() + _PIECE


def polished(widget: QWidget) -> Iterator[None]:
    """Puts the sheet on a widget and on all in it, some at a time, before it is first shown."""
    return paced(map(QWidget.ensurePolished, (widget, *widget.findChildren(QWidget))))


class IdleTasks(QObject):
    """Does pieces of work, one in each turn of the window's thread.

    A piece is what an iterator does up to its next `yield`; between two pieces keys, clicks and
    paintings have their turn. Each work has a topic, and a later one of the same topic takes the
    place of the earlier, whose remaining pieces are never done.

    Args:
        parent: Who owns it.
        pause: Milliseconds between two turns: work that nobody waits for leaves room for others.

    Attributes:
        ended: Nothing is left to do.
    """

    ended = Signal()

    def __init__(self, parent: QObject, pause: int = 0) -> None:
        super().__init__(parent)
        self._works: dict[str, Iterator[None]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return bool(self._works)

    def begin(self, topic: str, pieces: Iterator[None]) -> None:
        """Does the first piece now and the others in later turns."""
        self.stop(topic)
        self._works[topic] = pieces
        if self._advance(topic) and not self._timer.isActive():
            self._timer.start()

    def finish(self, topic: str) -> None:
        """Does what is left of a topic now, for somebody who cannot go on without it."""
        while topic in self._works and self._advance(topic):
            pass

    def stop(self, topic: str) -> None:
        """Leaves what is left of a topic undone."""
        self._works.pop(topic, None)

    def stop_all(self) -> None:
        """Leaves everything undone."""
        self._works.clear()
        self._timer.stop()

    def _turn(self) -> None:
        topic = next(iter(self._works), None)
        if topic is not None:
            # To the end of the row: works of several topics take turns.
            self._works[topic] = self._works.pop(topic)
            self._advance(topic)
        if not self._works:
            self._timer.stop()
            self.ended.emit()

    def _advance(self, topic: str) -> bool:
        """Does the next piece; whether there may be another."""
        pieces = self._works[topic]
        going = False
        try:
            going = next(pieces, _END) is not _END
        finally:  # what went wrong is over too
            if not going and self._works.get(topic) is pieces:
                del self._works[topic]
        return going


class TaskQueue:
    """Things that are done one after the other, each in a turn of its own.

    Args:
        begin: Does work in turns, such as `session.run_when_idle` for a topic of its own.
    """

    def __init__(self, begin: Callable[[Iterator[None]], None]) -> None:
        self._begin = begin
        self._waiting: deque[Callable[[], object]] = deque()
        self._going = False

    def add(self, *acts: Callable[[], object]) -> None:
        """Does these after all that wait already."""
        self._waiting.extend(acts)
        self._go()

    def add_first(self, *acts: Callable[[], object]) -> None:
        """Does these before all that wait already."""
        self._waiting.extendleft(reversed(acts))
        self._go()

    def _go(self) -> None:
        if not self._going:
            self._going = True
            self._begin(self._pieces())

    def _pieces(self) -> Iterator[None]:
        try:
            while self._waiting:
                yield
                self._waiting.popleft()()
        finally:
            self._going = False
