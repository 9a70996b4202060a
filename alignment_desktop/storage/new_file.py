"""A workspace's file, made by Python's own sqlite3: importing SQLAlchemy takes longer than that."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from alignment_desktop.domain.progress import Silent
from alignment_desktop.storage.file_connections import FileTransaction, connected, take_write_lock
from alignment_desktop.storage.row_writing import add_rows
from alignment_desktop.storage.schema_check import file_statements
from alignment_desktop.storage.schema_revisions import APPLICATION_ID, FORMAT, HEAD
from alignment_desktop.storage.waiting import READING_PATIENCE, WRITING_PATIENCE, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

MARKS = (f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {FORMAT}")
"""SQL that writes into the header of a file whose it is."""


@contextmanager
def new_file(path: Path, at: datetime) -> Iterator[FileTransaction]:
    """A file with empty tables, in the transaction that makes it and ends with the block.

    Args:
        path: Where it is made; nothing is there yet.
        at: The moment it is made, aware.

    Raises:
        sqlite3.Error: It cannot be made.
    """
    # SQLite gets an address, which counts from the root.
    connection = connected(path.absolute(), "rwc", READING_PATIENCE)
    try:
        turns = Turns(WRITING_PATIENCE)
        take_write_lock(connection.execute, READING_PATIENCE, turns, Silent())
        for statement in (*MARKS, *file_statements()):
            connection.execute(statement)
        made = FileTransaction(connection)
        add_rows(made, "alembic_version", [{"version_num": HEAD}])
        add_rows(made, "workspace", [{"id": 1, "revision": 0, "created_at": at}])
        yield made
        made.commit()
    finally:
        connection.close()
