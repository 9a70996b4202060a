"""Connections through SQLAlchemy: to a server, and to a file that is stepped up."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.pool import NullPool, QueuePool

from alignment_desktop.domain.progress import Silent
from alignment_desktop.storage.file_connections import connected, take_write_lock
from alignment_desktop.storage.waiting import READING_PATIENCE, WRITING_PATIENCE, Turns
from alignment_desktop.storage.wakeups import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.storage.addresses import Address
    from alignment_desktop.storage.wakeups import Wakeups

_TRY = 1000
"""Milliseconds that a change stands in a server's queue before it looks whether it is to stop."""

_BEGIN = "alignment_begin"


class EngineTransaction:
    """A transaction of SQLAlchemy, as `records.Transaction`.

    Attributes:
        connection: Inside it.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._is_file = connection.dialect.name == "sqlite"

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterable[Sequence[Any]]:
        """What a query finds."""
        return self.connection.exec_driver_sql(self._own(sql), tuple(values) or None)

    def run(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs a statement once for each of the rows."""
        self.connection.exec_driver_sql(self._own(sql), [tuple(row) for row in rows])

    def commit(self) -> None:
        """Ends the transaction; all that it changed is stored, and a server tells who listens."""
        if not self._is_file:
            self.connection.exec_driver_sql(f"NOTIFY {CHANNEL}")
        self.connection.commit()

    def _own(self, sql: str) -> str:
        """The SQL with the database's own marks for values."""
        return sql if self._is_file else sql.replace("?", "%s")


class ServerConnections:
    """Connections to a server's workspace, for whoever uses it in whichever thread.

    Attributes:
        engine: Makes them.
    """

    def __init__(self, address: Address, patience: float) -> None:
        self.engine = make_engine(address, patience=patience)

    @contextmanager
    def snapshot(self) -> Iterator[EngineTransaction]:
        """A transaction that only reads, and sees one moment from its first query on.

        Raises:
            DBAPIError: The server cannot be asked.
        """
        with self.engine.connect() as connection:
            only_reading = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            with only_reading.begin():
                yield EngineTransaction(connection)

    @contextmanager
    def changing(self, turns: Turns, monitor: Monitor) -> Iterator[EngineTransaction]:
        """A transaction that is the only one to change anything from its beginning.

        What was not committed in it is undone at its end.

        Args:
            turns: Those of whoever makes the change.
            monitor: Hears of the waiting, and may end it with `Cancelled`.

        Raises:
            DBAPIError: The server cannot be asked, or others did not end in time.
        """
        with (
            self.engine.connect() as connection,
            write_lock(connection, turns=turns, monitor=monitor).begin() as transaction,
        ):
            yield EngineTransaction(connection)
            if transaction.is_active:
                transaction.rollback()

    def wakeups(self) -> Wakeups:
        """What hears of changes that are made on the server."""
        from alignment_desktop.storage.server_wakeups import ServerWakeups

        return ServerWakeups(self.engine)

    def close(self) -> None:
        """Ends the connections."""
        self.engine.dispose()


def make_engine(
    address: Address, *, mode: str = "rw", patience: float = READING_PATIENCE
) -> Engine:
    """An engine for `address`; nothing is opened yet.

    Args:
        address: Where the workspace is.
        mode: For a file; see `file_connections.connected`.
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


def _sqlite_engine(path: Path, mode: str, patience: float) -> Engine:
    pool = NullPool if mode == "rwc" else QueuePool
    engine = sqlalchemy.create_engine(
        "sqlite://", creator=lambda: connected(path, mode, patience), poolclass=pool
    )

    def begin(connection: Connection) -> None:
        turn = connection.get_execution_options().get(_BEGIN)
        if turn is None:
            connection.exec_driver_sql("BEGIN")
            return
        turns, monitor = turn
        take_write_lock(connection.exec_driver_sql, patience, turns, monitor)

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
