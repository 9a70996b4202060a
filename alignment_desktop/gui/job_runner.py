"""What runs beside the window: how it ends, who is told of trouble, and which of it takes long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from alignment_desktop.domain.passwords import masked
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.idle_tasks import IdleTasks
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.wording import stage_words, wording
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.jobs import Ending, Failed, JobMonitor, Jobs, Succeeded
from alignment_desktop.values import dataclass

SHOWN_AFTER = 0.5
"""Seconds after which work counts as long."""
_TICK = 100  # milliseconds between two looks at running jobs
_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
Refusal = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Working:
    """Work that takes long.

    Attributes:
        job: Its topic, by which it can be cancelled.
        text: What is being done, in words.
        done: Units done so far.
        total: Units in all; 0 where that is not known.
        stoppable: Whether it listens, and so can be stopped.
    """

    job: str
    text: str
    done: int
    total: int
    stoppable: bool = field(default=False, compare=False)


class JobRunner(QObject):
    """The jobs of one window: each ends in its thread, as exactly one of three endings.

    Attributes:
        working: Carries `Working`, at most ten times a second; None when nothing long runs.
        settled: Nothing runs any more.
        told: Carries a `Notice` of trouble that nobody else takes.
    """

    working = Signal(object)
    settled = Signal()
    told = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = Jobs()
        self._idle_tasks = IdleTasks(self)
        self._idle_tasks.ended.connect(self._look_settled)
        self._monitors: list[JobMonitor] = []
        self._topics: dict[str, JobMonitor] = {}
        self._unexpected: set[str] = set()
        self._stopped: set[JobMonitor] = set()
        self._shown: Working | None = None
        self._closed = False
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK)
        self._ticker.timeout.connect(self._show_work)

    @property
    def busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._monitors) or self._idle_tasks.busy

    def runs(self, topic: str) -> bool:
        """Whether something of a topic runs and still counts."""
        return topic in self._topics

    def on_store(
        self,
        topic: str,
        work: Callable[[JobMonitor], _T],
        ended: Callable[[_T], None],
        failed: Refusal | None = None,
    ) -> None:
        """Runs work after everything else that was given to the store's thread.

        What the store has done is done: `ended` hears of it even where it was cancelled too late.

        Args:
            topic: What it is about.
            work: Runs in the other thread.
            ended: Gets the result, in the window's thread.
            failed: Gets the trouble there; `told` carries it where None.
        """
        self._start(self._jobs.on_store, topic, work, ended, failed)

    def on_pool(
        self,
        topic: str,
        work: Callable[[JobMonitor], _T],
        ended: Callable[[_T], None],
        failed: Refusal | None = None,
    ) -> None:
        """Runs work beside everything else; once cancelled, `ended` never hears of it."""
        self._start(self._jobs.on_pool, topic, work, ended, failed)

    def run_when_idle(self, topic: str, pieces: Iterator[None]) -> None:
        """Does work of the window's own thread piece by piece; the user is heard in between.

        Args:
            topic: What it is about; later work of the same topic takes its place.
            pieces: Does a piece up to each `yield`, the first one now.
        """
        if not self._closed:
            self._idle_tasks.begin(topic, pieces)

    def finish(self, topic: str) -> None:
        """Does what is left of such work now."""
        self._idle_tasks.finish(topic)

    def cancel(self, topic: str) -> None:
        """Stops what runs for a topic, as nobody wants it any more."""
        self._idle_tasks.stop(topic)
        monitor = self._topics.pop(topic, None)
        if monitor is not None:
            self._stopped.discard(monitor)
            monitor.cancel()

    def stop(self, topic: str) -> None:
        """Stops what runs for a topic, as the user says; who asked for it hears `work-stopped`."""
        monitor = self._topics.get(topic)
        if monitor is not None:
            self._stopped.add(monitor)
            monitor.cancel()
            self._show_work()

    def close(self) -> None:
        """Stops everything and waits for its threads; nothing arrives any more."""
        self._closed = True
        self._ticker.stop()
        self._idle_tasks.stop_all()
        for monitor in self._monitors:
            monitor.cancel()
        self._jobs.close()

    def _start(
        self,
        run: Callable[[str, Callable[[JobMonitor], _T], Callable[[Ending[_T]], None]], JobMonitor],
        topic: str,
        work: Callable[[JobMonitor], _T],
        ended: Callable[[_T], None],
        failed: Refusal | None,
    ) -> None:
        if self._closed:
            return
        wanted: list[JobMonitor] = []

        def settle(ending: Ending[_T]) -> None:
            """In the window's thread: the job is over."""
            monitor = wanted[0]
            self._monitors.remove(monitor)
            if self._topics.get(topic) is monitor:
                del self._topics[topic]
            self._show_work()
            if isinstance(ending, Failed):
                self._tell(ending.error, monitor, failed)
            elif isinstance(ending, Succeeded) and (
                run == self._jobs.on_store or not monitor.cancelled
            ):
                ended(ending.value)
            elif monitor in self._stopped:
                self._tell(Problem("work-stopped"), monitor, failed)
            self._stopped.discard(monitor)
            self._look_settled()

        monitor = run(topic, work, lambda ending: self._arrived.emit(lambda: settle(ending)))
        wanted.append(monitor)
        self._monitors.append(monitor)
        self._topics[topic] = monitor
        self._ticker.start()

    def _look_settled(self) -> None:
        if not self.busy:
            self.settled.emit()

    def _receive(self, arrival: Callable[[], None]) -> None:
        if not self._closed:
            arrival()

    def _tell(self, error: Exception, monitor: JobMonitor, failed: Refusal | None) -> None:
        if not isinstance(error, Problem):
            self._tell_unexpected(error)
        elif monitor.cancelled and monitor not in self._stopped:
            return
        elif failed is not None:
            failed(error)
        else:
            wrong = monitor not in self._stopped
            self.told.emit(Notice(sentence(error), wrong=wrong, stays=wrong))

    def _tell_unexpected(self, error: Exception) -> None:
        _LOG.error("unexpected trouble", exc_info=error)
        kind = masked(f"{type(error).__name__}: {error}")
        if kind not in self._unexpected:
            self._unexpected.add(kind)
            text = wording().frame.unexpected_and_unchanged(error=kind)
            self.told.emit(Notice(text, wrong=True, stays=True))

    def _show_work(self) -> None:
        if not self._monitors:
            self._ticker.stop()
        long = [
            monitor
            for monitor in self._monitors
            if not monitor.cancelled
            and monitor.name != "look"
            and time.monotonic() - monitor.begun >= SHOWN_AFTER
        ]
        shown = None
        if long:
            progress = long[0].latest
            text = stage_words(progress.stage)
            # Only what reports hears that it is to stop.
            stoppable = bool(progress.stage)
            shown = Working(long[0].name, text, progress.done, progress.total, stoppable)
        if shown != self._shown:
            self._shown = shown
            self.working.emit(shown)
