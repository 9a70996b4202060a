"""Watches for what other programs change in a workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from alignment_desktop.gui.job_runner import JobRunner
from alignment_desktop.services.following import Follower

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.feed import News
    from alignment_desktop.services.workspace import Workspace

POLL = 2000
"""Milliseconds between two looks for what other programs changed."""


class ChangeWatch(QObject):
    """Looks now and then, and whenever it hears of a change.

    Args:
        jobs: Carries the looks out, in the store's thread.
        read: Reads there what another program changed; None where nobody changed anything.
        take: Gets it in the window's thread.
        parent: Who owns it, and closes it before the workspace is closed.
    """

    _woken = Signal()

    def __init__(
        self,
        jobs: JobRunner,
        read: Callable[[], News | None],
        take: Callable[[News], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._read = read
        self._take = take
        self._follower: Follower | None = None
        self._look_again = False
        self._poller = QTimer(self)
        self._poller.timeout.connect(self.look)
        self._woken.connect(self.look, Qt.ConnectionType.QueuedConnection)

    def start(self, poll: int) -> None:
        """Looks from now on every `poll` milliseconds."""
        self._poller.start(poll)

    def follow(self, workspace: Workspace) -> None:
        """Hears from now on when somebody changes the workspace, where it looks at all."""
        if self._poller.isActive() and self._follower is None:
            self._follower = Follower(workspace, self._woken.emit)

    def look(self) -> None:
        """Looks whether another program changed the workspace."""
        if self._jobs.runs("look"):
            self._look_again = True  # what changes meanwhile may be too late for it
            return
        self._look_again = False

        def work(_monitor: Monitor) -> News | None:
            return self._read()

        def ended(read: News | None) -> None:
            if read is not None:
                self._take(read)
            if self._look_again:
                self.look()

        def failed(_problem: Problem) -> None:
            # Whoever changes something is told; a look that fails is made again.
            return

        self._jobs.on_store("look", work, ended, failed)

    def close(self) -> None:
        """Looks and hears no more, and waits for its thread."""
        self._poller.stop()
        if self._follower is not None:
            self._follower.close()
