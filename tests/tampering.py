"""Harm done to a workspace past the program, as somebody with a database tool would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.engine import EngineTransaction, make_engine
from alignment_desktop.storage.reader import Reader
from alignment_desktop.storage.schema_check import file_statements
from alignment_desktop.storage.tables import APPEND_ONLY


def harm(address: str, *statements: str) -> None:
    """Runs statements with the guards of tables that only grow out of the way."""
    with _connected(address) as connection, connection.begin():
        _harm(connection, statements)


@contextmanager
def harmed(address: str, *statements: str) -> Iterator[Reader]:
    """A snapshot of the workspace with such harm, which is gone again afterwards."""
    with _connected(address) as connection, connection.begin() as transaction:
        _harm(connection, statements)
        yield Reader(EngineTransaction(connection))
        transaction.rollback()


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    engine = make_engine(Address.parse(address))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _harm(connection: Connection, statements: tuple[str, ...]) -> None:
    server = connection.dialect.name != "sqlite"
    for table in APPEND_ONLY:
        if server:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_refuses_{verb}")
    for statement in statements:
        connection.exec_driver_sql(statement)
    if server:
        for table in APPEND_ONLY:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    else:
        for statement in file_statements():
            if statement.startswith("CREATE TRIGGER"):
                connection.exec_driver_sql(statement)
