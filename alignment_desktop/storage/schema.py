"""The revision of a workspace's tables: making them, reading which it is, and stepping it up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from alignment_desktop.storage.schema_revisions import HEAD
from alignment_desktop.storage.tables import guard_statements, metadata, schema_revision, workspace

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")


def build(connection: Connection, at: datetime) -> None:
    """Makes all tables of the newest revision on a server, and the one row of `workspace`."""
    metadata.create_all(connection, checkfirst=False)
    schema_revision.create(connection)
    for statement in guard_statements():
        connection.exec_driver_sql(statement)
    connection.execute(insert(schema_revision).values(version_num=HEAD))
    connection.execute(insert(workspace).values(id=1, revision=0, created_at=at))


def drop(connection: Connection) -> None:
    """Takes away everything that `build` makes on a server."""
    metadata.drop_all(connection, checkfirst=False)
    schema_revision.drop(connection)
    connection.exec_driver_sql("DROP FUNCTION refuse_change()")


def stored_revision(connection: Connection) -> str | None:
    """The revision of the tables that are there; None where none is noted."""
    return connection.execute(select(schema_revision.c.version_num)).scalar()


def migrate(connection: Connection, revision: str = HEAD) -> None:
    """Steps the tables up to `revision`, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
