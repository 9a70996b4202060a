"""Long work beside whoever asked for it: one thread for the store, a pool for computing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Command

_T = TypeVar("_T")


class JobMonitor:
    """Hears of a job's progress, and tells it to stop.

    Attributes:
        name: What the job is about.
        begun: When it was asked for, in seconds of a clock that never goes back.
        latest: How far it has come.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.begun = time.monotonic()
        self.latest = Progress(0, 0, "")
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Tells the job to stop, at its next report."""
        self._cancelled.set()

    def report(self, progress: Progress) -> None:
        """Takes note of `progress`.

        Raises:
            Cancelled: The job is to stop.
        """
        self.latest = progress
        if self.cancelled:
            raise Cancelled


def watched(command: Command[_T], monitor: JobMonitor) -> Command[_T]:
    """The command with a job's monitor, where it has one."""
    if is_dataclass(command) and any(field.name == "monitor" for field in fields(command)):
        return cast("Command[_T]", replace(cast(Any, command), monitor=monitor))
    return command


@dataclass(frozen=True)
class Succeeded(Generic[_T]):
    """A job's result."""

    value: _T


@dataclass(frozen=True)
class Failed:
    """Why a job has none: a `Problem`, or trouble that nobody expected."""

    error: Exception


@dataclass(frozen=True)
class Stopped:
    """A job was told to stop; what it had done is rolled back."""


Ending = Succeeded[_T] | Failed | Stopped
"""A job ends as exactly one of these."""


class Jobs:
    """Runs jobs; each ends exactly once, in the thread that ran it."""

    def __init__(self, workers: int = 2) -> None:
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._compute = ThreadPoolExecutor(workers, thread_name_prefix="compute")

    def on_store(
        self, name: str, work: Callable[[JobMonitor], _T], ended: Callable[[Ending[_T]], None]
    ) -> JobMonitor:
        """Runs work after everything else that was given to the store's thread."""
        return self._submit(self._store, name, work, ended)

    def on_pool(
        self, name: str, work: Callable[[JobMonitor], _T], ended: Callable[[Ending[_T]], None]
    ) -> JobMonitor:
        """Runs work beside everything else."""
        return self._submit(self._compute, name, work, ended)

    def close(self) -> None:
        """Waits for what runs, drops what waits, and ends the threads."""
        for pool in (self._compute, self._store):
            pool.shutdown(wait=False, cancel_futures=True)
        for pool in (self._compute, self._store):
            pool.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        name: str,
        work: Callable[[JobMonitor], _T],
        ended: Callable[[Ending[_T]], None],
    ) -> JobMonitor:
        monitor = JobMonitor(name)
        future: Future[None] = pool.submit(lambda: ended(_run(work, monitor)))
        # `ended` only hands on; should it fail, nobody else would ever hear of it.
        future.add_done_callback(_raise_in_thread)
        return monitor


def _run(work: Callable[[JobMonitor], _T], monitor: JobMonitor) -> Ending[_T]:
    if monitor.cancelled:
        return Stopped()
    try:
        return Succeeded(work(monitor))
    except Cancelled:
        return Stopped()
    except Exception as error:  # noqa: BLE001  # handed on whole; the asker tells apart
        return Failed(error)


def _raise_in_thread(future: Future[None]) -> None:
    if not future.cancelled():
        future.result()
