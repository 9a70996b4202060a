"""Connections to a workspace's file through Python's own sqlite3, and snapshots that they read."""

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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

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

    def rows(self, sql: str, values: Sequence[object] = ()) -> Sequence[Sequence[Any]]:
        """What a query finds."""
        return self.connection.execute(sql, values).fetchall()


class FileConnections:
    """Connections to one file, for whoever reads it in whichever thread.

    Args:
        path: The file.
        mode: See `connected`.
        patience: Seconds to wait for another's lock.
    """

    def __init__(self, path: Path, mode: str, patience: float) -> None:
        self._path, self._mode, self._patience = path, mode, patience
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._changing = threading.Lock()
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's connections to the file, which change it; made when first needed."""
        from alignment_desktop.storage.engine import make_file_engine

        with self._changing:
            if self._engine is None:
                self._engine = make_file_engine(self._path, self._mode, self._patience)
            return self._engine

    @contextmanager
    def snapshot(self) -> Iterator[FileTransaction]:
        """A transaction that sees one moment of the file from its first query on.

        Raises:
            sqlite3.Error: The file cannot be opened.
        """
        connection = self._take()
        try:
            connection.execute("BEGIN")
            yield FileTransaction(connection)
            connection.execute("ROLLBACK")  # nothing was changed
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

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

    def close(self) -> None:
        """Ends the connections, those in use as soon as they are given back."""
        with self._changing:
            self._closed = True
            idle, self._idle = self._idle, []
            if self._engine is not None:
                self._engine.dispose()
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._changing:
            if self._idle:
                return self._idle.pop()
        return connected(self._path, self._mode, self._patience)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._changing:
            if not self._closed and len(self._idle) < _MOST_IDLE:
                self._idle.append(connection)
                return
        connection.close()


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
