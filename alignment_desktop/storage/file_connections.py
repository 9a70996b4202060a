"""Connections to a workspace's file through Python's own sqlite3, for reading and for changes."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.progress import Silent
from alignment_desktop.storage.files import file_uri
from alignment_desktop.storage.sqlite_hardening import harden
from alignment_desktop.storage.waiting import Turns
from alignment_desktop.storage.wakeups import FileWakeups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.storage.wakeups import Wakeups

_CHECKPOINT_PATIENCE = 0.05
"""Seconds after which closing leaves it to others to move the write-ahead log into the file."""
_MOST_IDLE = 5


class FileTransaction:
    """A transaction in a file, as `records.Transaction`.

    Attributes:
        connection: Inside it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterable[Sequence[Any]]:
        """What a query finds."""
        return self.connection.execute(sql, values)

    def run(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs a statement once for each of the rows."""
        self.connection.executemany(sql, rows)

    def commit(self) -> None:
        """Ends the transaction; all that it changed is stored."""
        self.connection.execute("COMMIT")


class FileConnections:
    """Connections to one file, for whoever uses it in whichever thread.

    Args:
        path: The file.
        mode: See `connected`.
        patience: Seconds to wait for another's lock.
    """

    def __init__(self, path: Path, mode: str, patience: float) -> None:
        self._path, self._mode, self._patience = path, mode, patience
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._lock = threading.Lock()

    @contextmanager
    def snapshot(self) -> Iterator[FileTransaction]:
        """A transaction that sees one moment of the file from its first query on.

        Raises:
            sqlite3.Error: The file cannot be opened.
        """
        with self._lent() as connection:
            connection.execute("BEGIN")
            yield FileTransaction(connection)

    @contextmanager
    def changing(self, turns: Turns, monitor: Monitor) -> Iterator[FileTransaction]:
        """A transaction that is the only one to change anything from its beginning.

        What was not committed in it is undone at its end.

        Args:
            turns: Those of whoever makes the change.
            monitor: Hears of the waiting, and may end it with `Cancelled`.

        Raises:
            sqlite3.Error: The file cannot be opened, or others did not end in time.
        """
        with self._lent() as connection:
            take_write_lock(connection.execute, self._patience, turns, monitor)
            yield FileTransaction(connection)

    def checkpoint(self) -> None:
        """Moves all from the write-ahead log into the file itself, unless others are busy.

        Raises:
            sqlite3.Error: That cannot be done.
        """
        connection = self._take()
        try:
            # SQLite itself would wait for readers with the lock in its hands that writers wait for.
            connection.execute("PRAGMA busy_timeout = 0")
            end = time.monotonic() + _CHECKPOINT_PATIENCE
            busy = True
            while busy:
                (told, *_), *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                busy = bool(told) and time.monotonic() < end
                if busy:
                    time.sleep(random.uniform(0.005, 0.02))
        finally:
            connection.close()

    def wakeups(self) -> Wakeups:
        """What hears of changes that are made by other connections."""
        mode = "query" if self._mode == "rw" else self._mode
        return FileWakeups(lambda: connected(self._path, mode, 0))

    def close(self) -> None:
        """Ends the connections, those in use as soon as they are given back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        """A connection; whatever transaction it is left in is undone."""
        connection = self._take()
        try:
            yield connection
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except BaseException:
            connection.close()  # which undoes it as well
            raise
        self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connected(self._path, self._mode, self._patience)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < _MOST_IDLE:
                self._idle.append(connection)
                return
        connection.close()


def take_write_lock(
    execute: Callable[[str], object], patience: float, turns: Turns, monitor: Monitor
) -> None:
    """Begins a transaction in a file that is the only one to change anything.

    Args:
        execute: Runs one statement on a connection.
        patience: Seconds for which that connection waits for locks otherwise.
        turns: Those of whoever makes the change.
        monitor: Hears of the waiting, and may end it with `Cancelled`.
    """
    # It is `turns` that waits: SQLite would come ever more seldom, and cannot be stopped.
    execute("PRAGMA busy_timeout = 0")
    try:
        turns.take(lambda: execute("BEGIN IMMEDIATE"), monitor)
    finally:
        execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def connected(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    """A connection to a file, set up the same way whoever makes it.

    Args:
        path: The file.
        mode: `rwc` makes it, `rw` changes it, `query` reads it although it could be changed, `ro`
            and `immutable` read what cannot be changed.
        patience: Seconds to wait for another's lock.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    # While the last of others closes it, SQLite does not always wait by itself.
    return Turns(patience).take(lambda: _connected(path, mode, patience), Silent())


def _connected(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    query = {"query": "mode=rw", "immutable": "mode=ro&immutable=1"}.get(mode, f"mode={mode}")
    connection = sqlite3.connect(
        file_uri(path, query),
        uri=True,
        timeout=patience,
        # The driver never begins by itself, so that reading and savepoints are inside the
        # transaction too.
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        harden(connection)
        if mode in {"rw", "rwc"}:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if mode == "query":
            connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
