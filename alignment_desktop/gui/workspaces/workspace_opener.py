"""Opening and making workspaces beside the window, which stays awake meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from alignment_desktop.domain.actors import WINDOW, Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.services.jobs import Ending, JobMonitor, Jobs, Succeeded
from alignment_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from alignment_desktop.services.templates import Beginning

_LOG = logging.getLogger(__name__)
_NOBODY = Actor(None, None, WINDOW)
"""Nobody sits at a workspace that is only being made."""


class Opener(QObject):
    """Opens one workspace at a time.

    Attributes:
        begun: Something is being opened.
        opened: Carries the open `Workspace`, which belongs to whoever takes it.
        refused: Carries the `Problem`; None where nobody expected the trouble.
    """

    begun = Signal()
    opened = Signal(object)
    refused = Signal(object)
    _arrived = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._jobs = Jobs(workers=1)
        self._busy = False
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is being opened."""
        return self._busy

    def open(self, address: str) -> None:
        """Opens what is there."""
        self._start(lambda _monitor: Workspace.open(address, WINDOW))

    def new(self, address: str, beginning: Beginning) -> None:
        """Makes one that begins so."""
        at = self._clock()

        def make(_monitor: Monitor) -> Workspace:
            from alignment_desktop.services.templates import new_workspace

            return new_workspace(address, beginning, by=_NOBODY, at=at)

        self._start(make)

    def sample(self, address: str) -> None:
        """Makes the sample."""
        at = self._clock()

        def make(monitor: Monitor) -> Workspace:
            from alignment_desktop.services.sample_workspace import new_sample

            return new_sample(address, by=_NOBODY, at=at, monitor=monitor)

        self._start(make)

    def attached(self, address: str, text: str, name: str) -> None:
        """Makes one of the agreement that is attached to a file.

        Args:
            address: Where it is kept.
            text: The agreement.
            name: What the file is called.
        """
        at = self._clock()

        def make(_monitor: Monitor) -> Workspace:
            from alignment_desktop.services.signed_checks import workspace_of_attached

            return workspace_of_attached(address, text, name, by=_NOBODY, at=at)

        self._start(make)

    def close(self) -> None:
        """Waits for the thread and ends it."""
        self._jobs.close()

    def _start(self, work: Callable[[JobMonitor], Workspace]) -> None:
        if self._busy:
            return
        self._busy = True
        self.begun.emit()
        self._jobs.on_store("open", work, self._arrived.emit)

    def _receive(self, ending: Ending[Workspace]) -> None:
        self._busy = False
        if isinstance(ending, Succeeded):
            self.opened.emit(ending.value)
            return
        error = getattr(ending, "error", None)
        if not isinstance(error, Problem):
            _LOG.error("unexpected trouble while opening", exc_info=error)
        self.refused.emit(error if isinstance(error, Problem) else None)
