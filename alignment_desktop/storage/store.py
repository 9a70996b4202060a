"""A workspace's store: opened or made, read as one snapshot, changed in one transaction."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from alignment_desktop.domain.actors import COMMAND
from alignment_desktop.domain.effects import lasting, note_taken_back, note_unsure
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.storage import files, schema_check, schema_revisions
from alignment_desktop.storage.addresses import Address, warnings_about
from alignment_desktop.storage.errors import code_of, database_errors, translated
from alignment_desktop.storage.file_connections import FileConnections
from alignment_desktop.storage.new_file import new_file
from alignment_desktop.storage.reader import Reader
from alignment_desktop.storage.rows import Entry
from alignment_desktop.storage.schema_check import SchemaLook
from alignment_desktop.storage.waiting import READING_PATIENCE, WRITING_PATIENCE, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from types import TracebackType

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.storage.engine import ServerConnections
    from alignment_desktop.storage.records import Transaction
    from alignment_desktop.storage.wakeups import Wakeups
    from alignment_desktop.storage.writer import Writer

    _Connections = FileConnections | ServerConnections

__all__ = ["Entry", "Reader", "Store"]


class Store:
    """An open workspace. Any thread may read or change; each takes its own connection.

    A file is opened, read and changed without SQLAlchemy, which is slow to import.

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
        connections: _Connections,
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
        self._connections = connections
        self._before_actors = not schema_revisions.knows(revision, schema_revisions.WITH_ACTORS)
        self._before_signing = not schema_revisions.knows(revision, schema_revisions.WITH_SIGNING)
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
                with files.made_beside(place.path) as temporary, new_file(temporary, at):
                    pass
            else:
                from alignment_desktop.storage import making

                own_schema = making.build_on_server(place, at)
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
        connections = _connections_to(place, mode, reading)
        try:
            with translated(place.shown):
                seen = _looked_at(connections, place)
                if seen.harmful:
                    raise schema_check.refusal(seen.harmful, place.shown)
                _make_current(place, seen, program, read_only=read_only, patience=reading)
            return cls(
                place,
                connections,
                read_only=read_only,
                differences=seen.differences,
                patience=writing,
                own_schema=own_schema,
            )
        except BaseException:
            connections.close()
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
        connections = _connections_to(place, mode, patience)
        try:
            with translated(place.shown):
                seen = _looked_at(connections, place)
            return cls(
                place,
                connections,
                read_only=True,
                inspected=True,
                differences=seen.differences,
                revision=str(seen.revision or schema_revisions.HEAD),
            )
        except BaseException:
            connections.close()
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
        if isinstance(self._connections, FileConnections) and not self.read_only:
            # Where another program has it open, that one will do it.
            with suppress(Problem, sqlite3.Error), translated(self.shown):
                self._connections.checkpoint()
        self._connections.close()

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

    def wakeups(self) -> Wakeups:
        """What hears of changes that others make; whoever asks for it closes it."""
        return self._connections.wakeups()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One snapshot: what others change meanwhile is not seen.

        Raises:
            Problem: That the workspace is damaged, locked or cannot be reached.
        """
        self._require_open()
        with translated(self.shown), self._connections.snapshot() as transaction:
            reader = Reader(
                transaction,
                before_actors=self._before_actors,
                before_signing=self._before_signing,
            )
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
        from alignment_desktop.storage.writer import Writer  # a reader needs nothing of it

        monitor = getattr(self._watching, "monitor", Silent())
        with (
            translated(self.shown),
            self._connections.changing(self._turns, monitor) as transaction,
        ):
            writer = Writer(transaction, entry)
            yield writer
            if writer.finish():
                self._commit(transaction)

    def _commit(self, transaction: Transaction) -> None:
        try:
            with lasting(self.shown):
                transaction.commit()
        except database_errors() as error:
            if code_of(error) != "database-lost":
                raise
            # The server may have stored it before its answer was lost.
            note_unsure(self.shown)
            raise Problem("storing-unsure", workspace=self.shown) from error

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the store is closed")


def _connections_to(place: Address, mode: str, patience: float) -> _Connections:
    """Connections to a workspace; nothing is opened yet."""
    if place.path is not None:
        return FileConnections(place.path, mode, patience)
    from alignment_desktop.storage.engine import ServerConnections

    return ServerConnections(place, patience)


def _looked_at(connections: _Connections, place: Address) -> SchemaLook:
    """The schema of a workspace whose revision is known; it is looked at before anything else.

    Raises:
        Problem: `not-a-workspace`, `workspace-corrupt`, `workspace-newer`.
    """
    if isinstance(connections, FileConnections):
        assert place.path is not None
        with connections.snapshot() as transaction:
            seen = schema_check.look_at_file(transaction.rows)
            if seen.harmful and seen.revision is None:
                return seen
            if place.path.stat().st_size <= files.CHECKED_BYTES:
                ((found,),) = transaction.rows("PRAGMA quick_check(1)")
                if found != "ok":
                    raise Problem("workspace-corrupt", workspace=place.shown)
    else:
        from alignment_desktop.storage import making

        seen = making.look_at_server(connections.engine, place)
        if seen.harmful and seen.revision is None:
            return seen
    if seen.revision is None:
        raise Problem("workspace-corrupt", workspace=place.shown)
    if seen.revision not in schema_revisions.REVISIONS:
        raise Problem("workspace-newer", workspace=place.shown)
    return seen


def _unmake(place: Address, *, own_schema: bool) -> None:
    """Takes away a workspace that was just made."""
    if place.path is not None:
        files.remove(place.path)
        note_taken_back(place.shown)
        return
    from alignment_desktop.storage import making

    making.unmake_on_server(place, own_schema=own_schema)


def _make_current(
    place: Address, seen: SchemaLook, program: str, *, read_only: bool, patience: float
) -> None:
    """Steps an older workspace up, and puts back guards that somebody has taken away."""
    older = seen.revision != schema_revisions.HEAD
    if read_only:
        if older:
            raise Problem("workspace-older", workspace=place.shown)
        return
    if not older and not seen.missing_guards:
        return
    from alignment_desktop.storage import making

    making.make_current(place, seen, program, patience=patience)
