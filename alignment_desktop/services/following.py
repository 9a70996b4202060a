"""Follows a workspace: a thread that hears when somebody changes it, and passes that on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.wakeups import Wakeups


class Follower:
    """Hears of changes until it is closed, which comes before the workspace is.

    Args:
        workspace: Who changes it is not told apart: one's own changes are heard of too.
        woken: Is called in the thread of its own, after one change or several.
    """

    def __init__(self, workspace: Workspace, woken: Callable[[], object]) -> None:
        self._wakeups = workspace.store.wakeups()
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="follow")
        self._thread.submit(self._follow, self._wakeups, woken)

    def close(self) -> None:
        """Ends, and waits for its thread."""
        self._closed = True
        self._wakeups.stop()
        self._thread.shutdown()

    def _follow(self, wakeups: Wakeups, woken: Callable[[], object]) -> None:
        try:
            while not self._closed:
                if wakeups.wait() and not self._closed:
                    woken()
        finally:
            wakeups.close()
