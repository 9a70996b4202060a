"""Waiting for one's turn to change a workspace that others are changing too."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, TypeVar

from alignment_desktop.domain.progress import Progress
from alignment_desktop.storage.errors import code_of, database_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.domain.progress import Monitor

READING_PATIENCE = 5.0
"""Seconds that opening and reading wait for another's lock. Nobody who changes something keeps
readers out for longer than a moment; a program of another kind may."""
WRITING_PATIENCE = 30.0
"""Seconds that a change waits for its turn."""
WAITING = "waiting"
"""The stage that is reported while another program is let finish."""
_NAPS = 0.002, 0.03
"""The shortest and the longest time in seconds before the next try. Chance decides between them:
SQLite's own waiting comes ever more seldom, so that whoever waits longest is passed by those who
have just come."""
_CROWDED = 2.0
"""Seconds after which those who were waited for are taken to be done."""

_T = TypeVar("_T")


class Turns:
    """Takes turns with everybody else who changes the same workspace.

    Attributes:
        patience: Seconds after which one's turn is not waited for any longer.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._crowded_until = 0.0

    def take(self, attempt: Callable[[], _T], monitor: Monitor) -> _T:
        """What `attempt` gives, which is made again and again while somebody else has the lock.

        Args:
            attempt: Takes the lock, or fails at once or after a short while.
            monitor: Hears of the waiting, and may end it.

        Raises:
            DBAPIError: What `attempt` raised last; `sqlite3.Error` where it needs no SQLAlchemy.
            Cancelled: Where the monitor asks to stop.
        """
        if time.monotonic() < self._crowded_until:
            # Whoever has just had a turn does not come before those who have waited meanwhile.
            time.sleep(random.uniform(*_NAPS))
        end = time.monotonic() + self.patience
        waited = False
        while True:
            try:
                got = attempt()
            except database_errors() as error:
                if code_of(error) != "workspace-locked" or time.monotonic() >= end:
                    raise
            else:
                break
            waited = True
            monitor.report(Progress(0, 0, WAITING))
            time.sleep(random.uniform(*_NAPS))
        if waited:
            self._crowded_until = time.monotonic() + _CROWDED
            monitor.report(Progress(0, 0, ""))  # from here on it does not listen any more
        return got
