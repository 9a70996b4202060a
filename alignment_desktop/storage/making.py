"""A server's workspace made and taken away again, and any stepped up: what needs SQLAlchemy."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.effects import lasting, note_taken_back
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage import files, schema, schema_check, schema_revisions
from alignment_desktop.storage.engine import make_engine, write_lock
from alignment_desktop.storage.errors import translated
from alignment_desktop.storage.tables import metadata, schema_revision

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from alignment_desktop.storage.addresses import Address
    from alignment_desktop.storage.schema_check import SchemaLook

_CREATING = 0x416C676E
"""Number of the lock under which a server's workspace is made or stepped up."""


def build_on_server(place: Address, at: datetime) -> bool:
    """Makes the tables; whether a schema was made for them."""
    engine = make_engine(place)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _CREATING})
            own_schema = bool(place.schema) and place.schema not in _schemas(connection)
            if own_schema:
                connection.exec_driver_sql(f'CREATE SCHEMA "{place.schema}"')
            if not _tables(connection).isdisjoint(_ours()):
                raise Problem("workspace-exists", workspace=place.shown)
            schema.build(connection, at)
            with lasting(place.shown):
                transaction.commit()
    finally:
        engine.dispose()
    return own_schema


def unmake_on_server(place: Address, *, own_schema: bool) -> None:
    """Takes away what `build_on_server` made."""
    engine = make_engine(place)
    try:
        with translated(place.shown), engine.begin() as connection:
            schema.drop(connection)
            if own_schema:
                connection.exec_driver_sql(f'DROP SCHEMA "{place.schema}"')
    except Problem:
        return
    finally:
        engine.dispose()
    note_taken_back(place.shown)


def look_at_server(engine: Engine, place: Address) -> SchemaLook:
    """The schema of a server's workspace.

    Raises:
        Problem: `not-a-workspace`.
    """
    with engine.connect() as connection, connection.begin():
        _require_workspace(connection, place)
        return schema_check.look_at_server(connection)


def _require_workspace(connection: Connection, place: Address) -> None:
    if not {"workspace", "change_log", "alembic_version"} <= _tables(connection):
        raise Problem("not-a-workspace", workspace=place.shown)


def make_current(place: Address, seen: SchemaLook, program: str, *, patience: float) -> None:
    """Steps an older workspace up, and puts back guards that somebody has taken away.

    Args:
        place: Where it is.
        seen: What was found wanting.
        program: What the log calls the program that does it.
        patience: Seconds to wait for another's lock.
    """
    older = seen.revision != schema_revisions.HEAD
    if older and place.path is not None:
        files.backup(place.path, str(seen.revision))
    engine = make_engine(place, patience=patience)
    try:
        with engine.connect() as connection, write_lock(connection).begin():
            if place.path is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _CREATING})
            if seen.missing_guards:  # unless somebody else was faster
                look = schema_check.look_at_file(connection.exec_driver_sql)
                for statement in look.missing_guards:
                    connection.exec_driver_sql(statement)
            # Another program may have done it meanwhile.
            if older and schema.stored_revision(connection) != schema_revisions.HEAD:
                # Rarely needed, and with it what verifies a workspace.
                from alignment_desktop.storage.upgrade import upgrade

                # Only here the clock is read: nobody is asked before an older workspace opens.
                actor, at = Actor(None, None, program), datetime.now(UTC)
                upgrade(connection, str(seen.revision), actor, at)
    finally:
        engine.dispose()


def _schemas(connection: Connection) -> set[str]:
    return set(inspect(connection).get_schema_names())


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _ours() -> set[str]:
    return {*metadata.tables, schema_revision.name}
