"""The change log: one row per change, each carrying the hash of the row before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, null, select, update

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.log_records import read_change
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.rows import Entry
from alignment_desktop.storage.stored_values import json_of
from alignment_desktop.storage.tables import (
    change_log,
    json_text,
    moment_text,
    workspace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection

FIRST_PREVIOUS_HASH = "0" * 64
"""What the first row of the log carries in place of a predecessor's hash."""


@dataclass(frozen=True)
class LogRow:
    """One change as the log holds it.

    Attributes:
        revision: 1 for the first change of the workspace, then one more each.
        at: The moment of the change, in UTC.
        actor: Who made it; the program is empty in rows of builds that knew no actors.
        action: As in `Entry`.
        agreement: As in `Entry`.
        text: `details` as they are stored.
        previous_hash: `hash` of the row before.
        hash: SHA-256, in hexadecimal, over all the others.
    """

    revision: int
    at: datetime
    actor: Actor
    action: str
    agreement: int | None
    text: str
    previous_hash: str
    hash: str

    @cached_property
    def details(self) -> dict[str, Any]:
        """`{"changes": [record, …]}` in the order in which they were made, and `why` if given.

        Raises:
            Problem: `workspace-corrupt`, where it is something else.
        """
        details: dict[str, Any] = json_of(self.text, dict)
        if not isinstance(details.get("changes"), list):
            raise Problem("workspace-corrupt")
        return details

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was done, in the order in which it was done.

        Raises:
            Problem: `workspace-corrupt`, where a record is none of ours.
        """
        return tuple(read_change(record) for record in self.details["changes"])

    @property
    def why(self) -> str:
        """The reason that was given; may be empty."""
        return str(self.details.get("why", ""))

    def expected_hash(self, previous_hash: str) -> str:
        """The hash that the row must have after a row of that hash.

        Raises:
            Problem: `workspace-corrupt`, where it cannot even be read.
        """
        if self.actor.program:
            return row_hash(self, previous_hash)
        content = {
            "revision": self.revision,
            "at": moment_text(self.at),
            "author": self.actor.party or "",
            "action": self.action,
            "agreement": self.agreement,
            "details": self.details,
            "previous_hash": previous_hash,
        }
        return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(value: object) -> str:
    """The one spelling of a JSON value that is hashed and compared."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False
    )


def settled(value: Any) -> Any:
    """A copy of a JSON value as it will be read again: tuples as lists, every key text.

    Raises:
        TypeError: Something in it is no JSON value.
        ValueError: A number in it is not finite.
    """
    return json.loads(json.dumps(value, allow_nan=False))


def row_hash(row: LogRow, previous_hash: str) -> str:
    """The hash of a row of the log after a row of that hash, in hexadecimal."""
    content = {
        "revision": row.revision,
        "at": moment_text(row.at),
        "person": row.actor.person,
        "party": row.actor.party,
        "program": row.actor.program,
        "action": row.action,
        "agreement": row.agreement,
        "details": hashlib.sha256(row.text.encode()).hexdigest(),
        "previous_hash": previous_hash,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


class Records:
    """What a snapshot of the workspace knows of itself; readers of its parts build on it.

    Attributes:
        connection: A connection inside a transaction.
        before_actors: Whether the tables are of a revision before there were actors.
    """

    def __init__(self, connection: Connection, *, before_actors: bool = False) -> None:
        self.connection = connection
        self.before_actors = before_actors

    def since_actors(self, column: Column[Any]) -> ColumnElement[Any]:
        """A column that came with the actors; nothing in older tables."""
        return null().label(column.name) if self.before_actors else column


class Recorder(Records):
    """What one change has done so far.

    Attributes:
        entry: Who changes, and when.
        changes: What was done, for the log.
    """

    def __init__(self, connection: Connection, entry: Entry) -> None:
        super().__init__(connection)
        self.entry = entry
        self.changes: list[Change] = []
        self.next_revision = counted_revision(connection, lock=True) + 1

    def act_as(self, actor: Actor) -> None:
        """Names who makes the change, once that is known; before anything is written."""
        self.entry = replace(self.entry, actor=actor)

    def record(self, change: Change) -> None:
        """Notes one thing that was done; nobody changes the values in it later."""
        self.changes.append(change)


class LogReader(Records):
    """Reads the log."""

    def log(self, since: int = 0) -> list[LogRow]:
        """The changes after revision `since`, oldest first."""
        return list(self.log_rows(since))

    def logged(self, revision: int) -> LogRow:
        """The change of that revision, which there has to be.

        Raises:
            Problem: `log-broken`, where it is missing.
        """
        row = next(self.log_rows(revision - 1, revision), None)
        if row is None:
            raise Problem("log-broken", revision=revision)
        return row

    def head(self) -> LogRow | None:
        """The last change; None where nothing was changed yet."""
        return next(self.log_rows(counted_revision(self.connection) - 1), None)

    def log_rows(
        self,
        since: int = 0,
        until: int | None = None,
        where: ColumnElement[bool] | None = None,
    ) -> Iterator[LogRow]:
        """The changes after revision `since` up to `until`, oldest first, one at a time."""
        columns = change_log.c
        query = select(
            columns.revision,
            columns.at,
            columns.author,
            columns.action,
            columns.agreement,
            columns.details,
            columns.previous_hash,
            columns.hash,
            self.since_actors(columns.person),
            self.since_actors(columns.program),
        )
        query = query.where(columns.revision > since).order_by(columns.revision)
        if until is not None:
            query = query.where(columns.revision <= until)
        if where is not None:
            query = query.where(where)
        for (
            revision,
            at,
            author,
            action,
            agreement,
            text,
            previous,
            digest,
            person,
            program,
        ) in self.connection.execute(query):
            actor = Actor(person, author or None, program or "")
            yield LogRow(revision, at, actor, action, agreement, text, previous, digest)

    def verify_log(self) -> Problem | None:
        """Whether the log is as it was written: `log-broken` with the first bad revision, or None.

        Found are changed, missing, added and reordered rows, and a revision counter that does
        not agree with them.
        """
        _, problem = self.sound_log()
        return problem

    def sound_log(self) -> tuple[list[LogRow], Problem | None]:
        """The rows up to the first that is not as it was written, and which that is."""
        sound: list[LogRow] = []
        previous, named = FIRST_PREVIOUS_HASH, False
        try:
            for row in self.log_rows():
                named = named or bool(row.actor.program)
                expected = row.revision == len(sound) + 1 and row.previous_hash == previous
                # A row without a program among later ones would be hashed by the older rule.
                if not expected or named != bool(row.actor.program):
                    return sound, Problem("log-broken", revision=len(sound) + 1)
                if row.hash != row.expected_hash(previous) or row.changes == ():
                    return sound, Problem("log-broken", revision=len(sound) + 1)
                sound.append(row)
                previous = row.hash
        except (Problem, ValueError):  # a row that cannot even be read was not written by us
            return sound, Problem("log-broken", revision=len(sound) + 1)
        if counted_revision(self.connection) != len(sound):
            return sound, Problem("log-broken", revision=len(sound) + 1)
        return sound, None


def counted_revision(connection: Connection, *, lock: bool = False) -> int:
    """The revision of the last change; with `lock`, nobody else can change anything until the end.

    SQLite ignores the lock here, and took it at the transaction's beginning.
    """
    query = select(workspace.c.revision).where(workspace.c.id == 1)
    revision = connection.execute(query.with_for_update() if lock else query).scalar()
    if not isinstance(revision, int):
        raise Problem("workspace-corrupt")
    return revision


def append(connection: Connection, revision: int, entry: Entry, changes: Sequence[Change]) -> None:
    """Writes the one row of a change, and counts the revision up to it."""
    query = select(change_log.c.hash).where(change_log.c.revision == revision - 1)
    previous = connection.execute(query).scalar() or FIRST_PREVIOUS_HASH
    row = replace(pending_row(revision, entry, changes), previous_hash=previous)
    put_row(connection, replace(row, hash=row_hash(row, previous)))
    connection.execute(update(workspace).where(workspace.c.id == 1).values(revision=revision))


def pending_row(revision: int, entry: Entry, changes: Sequence[Change]) -> LogRow:
    """The row of a change that is not written yet, without its hashes."""
    details: dict[str, Any] = {"changes": [change.to_record() for change in changes]}
    if entry.why:
        details["why"] = entry.why
    text = json_text(details)
    return LogRow(revision, entry.at, entry.actor, entry.action, entry.agreement, text, "", "")


def put_row(connection: Connection, row: LogRow) -> None:
    """Writes a row of the log as it is."""
    connection.execute(
        insert(change_log).values(
            revision=row.revision,
            at=row.at,
            author=row.actor.party or "",
            action=row.action,
            agreement=row.agreement,
            details=row.text,
            previous_hash=row.previous_hash,
            hash=row.hash,
            person=row.actor.person,
            program=row.actor.program or None,
        )
    )
