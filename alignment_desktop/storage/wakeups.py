"""Hearing that somebody changed a workspace, without asking it again and again how it stands.

A file is asked for its `data_version`, which SQLite counts up when another connection stored
something, and which costs next to nothing. A server tells it itself: whoever changes something
notifies, and we listen. Neither says what changed: the change log does.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

CHANNEL = "alignment_changes"
"""On which whoever changes a workspace on a server notifies; one for all schemas of a database."""
_PAUSE = 0.15
"""Seconds between two looks at a file."""


class Wakeups(Protocol):
    """Hears of changes; used by one thread, but for `close`."""

    def wait(self) -> bool:
        """Waits a moment; whether somebody may have changed something by then."""
        ...

    def stop(self) -> None:
        """Lets `wait` come back soon, in whichever thread it is."""
        ...

    def close(self) -> None:
        """Hears nothing any more; in the thread that waited."""
        ...


class FileWakeups:
    """Hears of changes of a file.

    Args:
        connect: Gives a connection to it of one's own.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._stopped = threading.Event()
        self._connection: sqlite3.Connection | None = None
        self._version = 0

    def wait(self) -> bool:
        """Waits a moment; whether another connection stored something since the last time."""
        if self._stopped.wait(_PAUSE):
            return False
        try:
            begun = self._connection is None
            if self._connection is None:
                self._connection = self._connect()
            ((version,),) = self._connection.execute("PRAGMA data_version").fetchall()
        except sqlite3.Error:
            # Somebody keeps it locked, or it is gone; whoever reads it says so.
            return False
        woken = begun or version != self._version
        self._version = version
        return woken

    def stop(self) -> None:
        """Lets `wait` come back at once."""
        self._stopped.set()

    def close(self) -> None:
        """Ends its connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
