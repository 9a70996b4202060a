"""Questions to the workspace: asked beside the window, and kept back until it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.job_runner import JobRunner, Refusal
from alignment_desktop.gui.workspaces.workspace_reading import WorkspaceReading
from alignment_desktop.services.jobs import JobMonitor
from alignment_desktop.services.workspace import Workspace

_T = TypeVar("_T")
Question = Callable[[Workspace, Monitor], _T]
_OPENING = "open"


class Questions:
    """Asks, and opens a workspace that was only looked at before the first question.

    Args:
        jobs: What runs beside the window.
        reading: The workspace.
        opened: Gets the workspace once it is open, before what was kept back is asked.
        refused: Gets the trouble where it cannot be opened.
    """

    def __init__(
        self,
        jobs: JobRunner,
        reading: WorkspaceReading,
        opened: Callable[[Workspace], None],
        refused: Refusal,
    ) -> None:
        self._jobs, self._reading = jobs, reading
        self._opened, self._refused = opened, refused
        self._kept_back: dict[str, Callable[[], None]] = {}
        self._holds = False

    @property
    def waiting(self) -> bool:
        """Whether something is kept back."""
        return bool(self._kept_back)

    def ask(
        self,
        topic: str,
        question: Question[_T],
        answer: Callable[[_T], None],
        failed: Refusal | None = None,
    ) -> None:
        """Works something out on the pool; the session says what each part is."""
        self.cancel(topic)
        workspace = self._reading.workspace
        if workspace is None or not self._reading.known_open or self._holds:
            self._kept_back[topic] = lambda: self.ask(topic, question, answer, failed)
            if not self._holds:
                self._open()
            return

        def work(monitor: JobMonitor) -> _T:
            return question(workspace, monitor)

        self._jobs.on_pool(topic, work, answer, failed)

    def cancel(self, topic: str) -> None:
        """Stops what runs for a topic, or is kept back; its answer never arrives."""
        self._kept_back.pop(topic, None)
        self._jobs.cancel(topic)

    def hold(self) -> None:
        """Keeps back whatever is asked from now on."""
        self._holds = True

    def release(self) -> None:
        """Opens the workspace where it is not open yet, and asks what was kept back."""
        self._holds = False
        if self._reading.known_open:
            self._ask_kept_back()
        else:
            self._open()

    def _open(self) -> None:
        if self._jobs.runs(_OPENING):
            return

        def ended(workspace: Workspace) -> None:
            self._reading.known_open = True
            self._opened(workspace)
            if not self._holds:
                self._ask_kept_back()

        self._jobs.on_store(_OPENING, lambda _monitor: self._reading.opened(), ended, self._refused)

    def _ask_kept_back(self) -> None:
        kept_back, self._kept_back = self._kept_back, {}
        for ask in kept_back.values():
            ask()
