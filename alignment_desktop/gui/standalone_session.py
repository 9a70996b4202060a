"""What a page needs of a session where no workspace is open, as for checking a signed file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.job_runner import JobRunner, Refusal
from alignment_desktop.gui.reading.reading_memory import ReadingMemory
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.jobs import JobMonitor

_T = TypeVar("_T")


class StandaloneSession(QObject):
    """Works things out beside a window that shows no workspace.

    Attributes:
        changed: Never emitted: there is nothing that could change.
        noticed: Carries a `Notice`.
        working: Carries `Working`, or None, as the window's own session does.
    """

    changed = Signal(object)
    noticed = Signal(object)
    working = Signal(object)

    def __init__(
        self,
        clock: Callable[[], datetime],
        folders: FolderMemory,
        reading: ReadingMemory,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.folders = folders
        self.reading = reading
        self._jobs = JobRunner(self)
        self._jobs.working.connect(self.working)
        self._jobs.told.connect(self.noticed)

    @property
    def busy(self) -> bool:
        """Whether anything runs."""
        return self._jobs.busy

    def now(self) -> datetime:
        """The present moment."""
        return self._clock()

    def ask(
        self,
        topic: str,
        question: Callable[[None, Monitor], _T],
        answer: Callable[[_T], None],
        failed: Refusal | None = None,
    ) -> None:
        """Works something out, as the window's session does; the question gets no workspace."""
        self.cancel(topic)

        def work(monitor: JobMonitor) -> _T:
            return question(None, monitor)

        self._jobs.on_pool(topic, work, answer, failed)

    def cancel(self, topic: str) -> None:
        """Wants no answer any more."""
        self._jobs.cancel(topic)

    def stop(self, topic: str) -> None:
        """Stops it as the user says."""
        self._jobs.stop(topic)

    def notify(
        self,
        text: str,
        *,
        wrong: bool = False,
        action: str = "",
        act: Callable[[], None] | None = None,
        file: Path | None = None,
        stays: bool = False,
    ) -> None:
        """Tells the user something in one plain sentence."""
        self.noticed.emit(Notice(text, wrong, action, act, file, stays))

    def sentence(self, problem: Problem) -> str:
        """What is wrong, where, and what to do."""
        from alignment_desktop.gui.trouble_words import trouble_text

        return trouble_text(problem, Agreement("", {}))

    def close(self) -> None:
        """Stops all work and waits for its threads."""
        self._jobs.close()
