"""Connections to a workspace, set up the same way wherever they are made."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.pool import NullPool, QueuePool

from alignment_desktop.domain.progress import Silent
from alignment_desktop.storage.files import file_uri
from alignment_desktop.storage.sqlite_hardening import harden
from alignment_desktop.storage.waiting import Turns

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.storage.addresses import Address

READING_PATIENCE = 5.0
"""Seconds that opening and reading wait for another's lock. Nobody who changes something keeps
readers out for longer than a moment; a program of another kind may."""
WRITING_PATIENCE = 30.0
"""Seconds that a change waits for its turn."""
_TRY = 1000
"""Milliseconds that a change stands in a server's queue before it looks whether it is to stop."""

_BEGIN = "alignment_begin"


def make_engine(
    address: Address, *, mode: str = "rw", patience: float = READING_PATIENCE
) -> Engine:
    """An engine for `address`; nothing is opened yet.

    Args:
        address: Where the workspace is.
        mode: For a file: `rwc` makes it, `rw` changes it, `query` reads it although it could be
            changed, `ro` and `immutable` read what cannot be changed.
        patience: Seconds to wait for another's lock.
    """
    if address.path is not None:
        return _sqlite_engine(address.path, mode, patience)
    return _postgresql_engine(address, patience)


def write_lock(
    connection: Connection,
    *,
    turns: Turns | None = None,
    monitor: Monitor = Silent(),  # noqa: B008  # a silent monitor has no state
) -> Connection:
    """The connection, whose next transaction is the only one to change anything from its beginning.

    Args:
        connection: Not in a transaction. On a server it must be one to a workspace.
        turns: Those of whoever makes the change; a first one where None.
        monitor: Hears of the waiting, and may end it with `Cancelled`.
    """
    return connection.execution_options(**{_BEGIN: (turns or Turns(WRITING_PATIENCE), monitor)})


def one_snapshot(connection: Connection) -> Connection:
    """The connection, whose next transaction only reads, and sees one moment of the workspace."""
    if connection.dialect.name == "sqlite":
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite_engine(path: Path, mode: str, patience: float) -> Engine:
    query = {"query": "mode=rw", "immutable": "mode=ro&immutable=1"}.get(mode, f"mode={mode}")
    uri = file_uri(path, query)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=patience,
            # The driver never begins by itself; `begin` below does, so that reading and
            # savepoints are inside the transaction too.
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

    def connect_patiently() -> sqlite3.Connection:
        # While the last of others closes it, SQLite does not always wait by itself.
        return Turns(patience).take(connect, Silent())

    pool = NullPool if mode == "rwc" else QueuePool
    engine = sqlalchemy.create_engine("sqlite://", creator=connect_patiently, poolclass=pool)

    def begin(connection: Connection) -> None:
        turn = connection.get_execution_options().get(_BEGIN)
        if turn is None:
            connection.exec_driver_sql("BEGIN")
            return
        turns, monitor = turn
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        try:
            turns.take(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), monitor)
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    event.listen(engine, "begin", begin)
    return engine


def _postgresql_engine(address: Address, patience: float) -> Engine:
    assert address.url is not None
    given = address.url.query
    options = [f"-c lock_timeout={int(patience * 1000)}"]
    if address.schema:
        options.append(f"-c search_path={address.schema}")
    if "options" in given:
        options.insert(0, str(given["options"]))
    arguments: dict[str, Any] = {"options": " ".join(options)}
    if "connect_timeout" not in given:
        arguments["connect_timeout"] = 10
    engine = sqlalchemy.create_engine(
        address.url.difference_update_query(["options"]),
        connect_args=arguments,
        pool_pre_ping=True,
    )

    def begin(connection: Connection) -> None:
        turn = connection.get_execution_options().get(_BEGIN)
        if turn is None:
            return
        turns, monitor = turn
        queueing = min(_TRY, int(turns.patience * 1000))

        def attempt() -> None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {queueing}")
            connection.exec_driver_sql("SELECT revision FROM workspace WHERE id = 1 FOR UPDATE")

        turns.take(attempt, monitor)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience * 1000)}")

    event.listen(engine, "begin", begin)
    return engine
