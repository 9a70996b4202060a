"""A workspace's store: opened or made, read as one snapshot, changed in one transaction."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.effects import lasting, note_taken_back, note_unsure
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.storage import files, schema, schema_check, schema_revisions
from alignment_desktop.storage.addresses import Address, warnings_about
from alignment_desktop.storage.change_log import LogReader, append, counted_revision
from alignment_desktop.storage.clauses import AgreementReader
from alignment_desktop.storage.engine import (
    READING_PATIENCE,
    WRITING_PATIENCE,
    make_engine,
    one_snapshot,
    write_lock,
)
from alignment_desktop.storage.errors import code_of, translated
from alignment_desktop.storage.evidence import EvidenceReader, EvidenceWriter
from alignment_desktop.storage.rows import Entry
from alignment_desktop.storage.schema_check import SchemaLook
from alignment_desktop.storage.tables import metadata, schema_revision
from alignment_desktop.storage.versions import VersionReader, VersionWriter
from alignment_desktop.storage.waiting import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from sqlalchemy import Connection, Engine, Transaction

    from alignment_desktop.domain.progress import Monitor

__all__ = ["Entry", "Reader", "Store", "Writer"]

_CREATING = 0x416C676E
"""Number of the lock under which a server's workspace is made or stepped up."""
_CHECKPOINT_PATIENCE = 0.05
"""Seconds after which closing leaves it to others to move the write-ahead log into the file."""


class Reader(AgreementReader, VersionReader, EvidenceReader, LogReader):
    """One consistent snapshot of the workspace."""

    def revision(self) -> int:
        """The revision of the last change in this snapshot; 0 where nothing was changed yet."""
        return counted_revision(self.connection)


class Writer(VersionWriter, EvidenceWriter, Reader):
    """One change; nobody else can change the workspace until it ends.

    What it reads is the workspace with what it has done so far.
    """

    @override
    def revision(self) -> int:
        """The revision that this change will have, if it does anything."""
        return self.next_revision

    def finish(self) -> bool:
        """Writes the log's row; False where nothing was done and so nothing is to be kept."""
        if not self.changes:
            return False
        append(self.connection, self.next_revision, self.entry, self.changes)
        return True


class Store:
    """An open workspace. Any thread may read or change; each takes its own connection.

    Attributes:
        address: As it was given. It may hold a password: show `shown` instead.
        shown: The address without its password.
        kept: The address as it is remembered for the next time: without a password too.
        read_only: Whether every change is refused.
        warnings: What is unwise about where the workspace lies or odd about it, for the user to
            be told.
        inspected: Whether it was opened only to look at what can be read of it.
        differences: How its tables differ from ours, each a problem; anything only where the
            workspace is inspected, else nothing harmful.
    """

    def __init__(
        self,
        address: Address,
        engine: Engine,
        *,
        read_only: bool = False,
        inspected: bool = False,
        differences: tuple[Problem, ...] = (),
        revision: str = schema_revisions.HEAD,
        patience: float = WRITING_PATIENCE,
        own_schema: bool = False,
    ) -> None:
        self.address = address.text
        self.shown = address.shown
        self.kept = address.kept
        self.read_only = read_only
        self.inspected = inspected
        self.differences = differences
        self.warnings = warnings_about(address)
        if any(each.code == schema_check.GUARD_MISSING for each in differences):
            self.warnings += (Problem("guards-missing", workspace=address.shown),)
        self._place = address
        self._path = address.path
        self._own_schema = own_schema
        self._engine = engine
        self._before_actors = _is_early(revision)
        self._turns = Turns(patience)
        self._watching = threading.local()
        self._closed = False

    @classmethod
    def create(cls, address: str, *, at: datetime) -> Store:
        """Makes an empty workspace, and opens it.

        Args:
            address: A path, or `postgresql://…` of a database that exists and has none yet.
            at: The moment it is made, aware.

        Raises:
            Problem: `workspace-exists`, `folder-missing`, `no-rights`, `disk-full`,
                `bad-address`, or that the server cannot be used. Nothing is left behind then.
        """
        place = Address.parse(address)
        own_schema = False
        with translated(place.shown):
            if place.path is not None:
                with files.made_beside(place.path) as temporary:
                    _build_file(Address.parse(str(temporary)), at)
            else:
                own_schema = _build_on_server(place, at)
        try:
            return cls._opened(place, own_schema=own_schema)
        except BaseException:
            _unmake(place, own_schema=own_schema)
            raise

    @classmethod
    def open(
        cls,
        address: str,
        *,
        program: str = COMMAND,
        read_only: bool = False,
        patience: float | None = None,
    ) -> Store:
        """Opens a workspace; an older one is stepped up, after a copy of its file was made.

        A file that cannot be written, or lies in a folder that cannot be, is opened for reading.

        Args:
            address: A path or `postgresql://…`.
            program: What an entry of the log calls the program that steps it up.
            read_only: Refuse every change, and change nothing on the disk.
            patience: Seconds to wait for another's lock before giving up; where None, long for
                a change, as others who change something are soon done, and short for the rest.

        Raises:
            Problem: `workspace-missing`, `not-a-workspace`, `workspace-corrupt`,
                `workspace-schema-foreign` (where its tables are not as this program makes
                them), `workspace-locked`, `workspace-newer`, `workspace-older` (where it may
                only be read), `no-rights`, `bad-address`, `database-unreachable`,
                `database-unknown`, `database-login-refused`, `database-lost`.
        """
        return cls._opened(
            Address.parse(address), program=program, read_only=read_only, patience=patience
        )

    @classmethod
    def _opened(
        cls,
        place: Address,
        *,
        program: str = COMMAND,
        read_only: bool = False,
        patience: float | None = None,
        own_schema: bool = False,
    ) -> Self:
        mode = "rw"
        if place.path is not None:
            files.recognise(place.path)
            read_only = read_only or not files.may_change(place.path)
            mode = files.reading_mode(place.path) if read_only else "rw"
        reading, writing = READING_PATIENCE, WRITING_PATIENCE
        if patience is not None:
            reading = writing = patience
        engine = make_engine(place, mode=mode, patience=reading)
        try:
            with translated(place.shown):
                seen = _looked_at(engine, place)
                if seen.harmful:
                    raise schema_check.refusal(seen.harmful, place.shown)
                _make_current(engine, place, seen, program, read_only=read_only)
            return cls(
                place,
                engine,
                read_only=read_only,
                differences=seen.differences,
                patience=writing,
                own_schema=own_schema,
            )
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def inspect(cls, address: str, *, patience: float = READING_PATIENCE) -> Store:
        """Opens whatever can be read of a workspace, and changes nothing, not even to bring it up.

        Tables that are not ours and an older revision are no hindrance: `differences` tells the
        one, and what cannot be read is a `workspace-part-missing` once it is asked for.

        Raises:
            Problem: As `open`, but for `workspace-schema-foreign` and `workspace-older`.
        """
        place = Address.parse(address)
        mode = "rw"
        if place.path is not None:
            files.recognise(place.path)
            mode = files.reading_mode(place.path)
        engine = make_engine(place, mode=mode, patience=patience)
        try:
            with translated(place.shown):
                seen = _looked_at(engine, place)
            return cls(
                place,
                engine,
                read_only=True,
                inspected=True,
                differences=seen.differences,
                revision=str(seen.revision or schema_revisions.HEAD),
            )
        except BaseException:
            engine.dispose()
            raise

    @property
    def is_file(self) -> bool:
        """Whether it is a file and no server's database."""
        return self._path is not None

    @property
    def closed(self) -> bool:
        """Whether its connections have ended."""
        return self._closed

    def close(self) -> None:
        """Ends all connections; a file then holds everything itself, and can be sent around."""
        if self._closed:
            return
        self._closed = True
        if self._path is not None and not self.read_only:
            # Where another program has it open, that one will do it.
            with suppress(Problem, sqlite3.Error), translated(self.shown):
                _checkpoint(self._engine)
        self._engine.dispose()

    def remove(self) -> None:
        """Takes a workspace that was just made away again; on a server its tables.

        Where the server cannot be reached any more they stay, as an effect that lasts.
        """
        self.close()
        _unmake(self._place, own_schema=self._own_schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def watch(self, monitor: Monitor) -> None:
        """From now on `monitor` hears of it, and may end it, where this thread waits for others."""
        self._watching.monitor = monitor

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One snapshot: what others change meanwhile is not seen.

        Raises:
            Problem: That the workspace is damaged, locked or cannot be reached.
        """
        self._require_open()
        with (
            translated(self.shown),
            self._engine.connect() as connection,
            one_snapshot(connection).begin(),
        ):
            reader = Reader(connection, before_actors=self._before_actors)
            reader.revision()  # the first look fixes the snapshot
            yield reader

    @contextmanager
    def change(self, entry: Entry) -> Iterator[Writer]:
        """One change: all of it, with its row of the log, or after an exception nothing.

        Where nothing was done, nothing is written and the revision stays.

        Raises:
            Problem: `workspace-read-only`, `workspace-locked`, `disk-full`, `storing-unsure`, or
                that the workspace is damaged or cannot be reached.
            Cancelled: The monitor (see `watch`) asked to stop while others were waited for.
        """
        self._require_open()
        if self.read_only:
            raise Problem("workspace-read-only", workspace=self.shown)
        monitor = getattr(self._watching, "monitor", Silent())
        with (
            translated(self.shown),
            self._engine.connect() as connection,
            write_lock(connection, turns=self._turns, monitor=monitor).begin() as transaction,
        ):
            writer = Writer(connection, entry)
            yield writer
            if writer.finish():
                self._commit(transaction)
            else:
                transaction.rollback()

    def _commit(self, transaction: Transaction) -> None:
        try:
            with lasting(self.shown):
                transaction.commit()
        except DBAPIError as error:
            if code_of(error) != "database-lost":
                raise
            # The server may have stored it before its answer was lost.
            note_unsure(self.shown)
            raise Problem("storing-unsure", workspace=self.shown) from error

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the store is closed")


def _build_file(place: Address, at: datetime) -> None:
    engine = make_engine(place, mode="rwc")
    try:
        with engine.connect() as connection, write_lock(connection).begin():
            schema.build(connection, at)
    finally:
        engine.dispose()


def _build_on_server(place: Address, at: datetime) -> bool:
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


def _unmake(place: Address, *, own_schema: bool) -> None:
    """Takes away what `_build_file` or `_build_on_server` made."""
    if place.path is not None:
        files.remove(place.path)
    else:
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


def _looked_at(engine: Engine, place: Address) -> SchemaLook:
    """The schema of a workspace whose revision is known; it is looked at before anything else.

    Raises:
        Problem: `not-a-workspace`, `workspace-corrupt`, `workspace-newer`.
    """
    with engine.connect() as connection, connection.begin():
        if place.path is None:
            _require_workspace(connection, place)
            seen = schema_check.look_at_server(connection)
        else:
            seen = schema_check.look_at_file(connection.exec_driver_sql)
        if seen.harmful and seen.revision is None:
            return seen
        if place.path is not None and place.path.stat().st_size <= files.CHECKED_BYTES:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if found != "ok":
                raise Problem("workspace-corrupt", workspace=place.shown)
    if seen.revision is None:
        raise Problem("workspace-corrupt", workspace=place.shown)
    if seen.revision not in schema_revisions.REVISIONS:
        raise Problem("workspace-newer", workspace=place.shown)
    return seen


def _require_workspace(connection: Connection, place: Address) -> None:
    if not {"workspace", "change_log", "alembic_version"} <= _tables(connection):
        raise Problem("not-a-workspace", workspace=place.shown)


def _make_current(
    engine: Engine, place: Address, seen: SchemaLook, program: str, *, read_only: bool
) -> None:
    """Steps an older workspace up, and puts back guards that somebody has taken away."""
    older = seen.revision != schema_revisions.HEAD
    if read_only:
        if older:
            raise Problem("workspace-older", workspace=place.shown)
        return
    if not older and not seen.missing_guards:
        return
    if older and place.path is not None:
        files.backup(place.path, str(seen.revision))
    with engine.connect() as connection, write_lock(connection).begin():
        if place.path is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _CREATING})
        if seen.missing_guards:  # unless somebody else was faster
            for statement in schema_check.look_at_file(connection.exec_driver_sql).missing_guards:
                connection.exec_driver_sql(statement)
        # Another program may have done it meanwhile.
        if older and schema.stored_revision(connection) != schema_revisions.HEAD:
            # Rarely needed, and with it what verifies a workspace.
            from alignment_desktop.storage.upgrade import upgrade

            # Only here the store reads the clock: nobody is asked before an older workspace opens.
            actor, at = Actor(None, None, program), datetime.now(UTC)
            revision = str(seen.revision)
            reader = Reader(connection, before_actors=_is_early(revision))
            upgrade(reader, revision, actor, at)


def _is_early(revision: str) -> bool:
    """Whether the tables are of a revision before there were actors."""
    return not schema_revisions.knows(revision, schema_revisions.WITH_ACTORS)


def _schemas(connection: Connection) -> set[str]:
    return set(inspect(connection).get_schema_names())


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _ours() -> set[str]:
    return {*metadata.tables, schema_revision.name}


def _checkpoint(engine: Engine) -> None:
    """Moves everything from the write-ahead log into the file itself, unless others are busy."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        # SQLite itself would wait for readers with the lock in its hands that writers wait for.
        cursor.execute("PRAGMA busy_timeout = 0")
        end = time.monotonic() + _CHECKPOINT_PATIENCE
        busy = True
        while busy:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (told, *_), *_ = cursor.fetchall()
            busy = bool(told) and time.monotonic() < end
            if busy:
                time.sleep(random.uniform(0.005, 0.02))
        cursor.close()
    finally:
        connection.close()
