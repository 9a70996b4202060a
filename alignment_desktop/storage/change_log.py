"""The change log: one row per change, each carrying the hash of the row before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.rows import Entry
from alignment_desktop.storage.tables import change_log, moment_text, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

FIRST_PREVIOUS_HASH = "0" * 64
"""What the first row of the log carries in place of a predecessor's hash."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One change as the log holds it.

    Attributes:
        revision: 1 for the first change of the workspace, then one more each.
        at: The moment of the change, in UTC.
        author: As in `Entry`.
        action: As in `Entry`.
        agreement: As in `Entry`.
        details: `{"changes": [record, …]}` in the order in which they were made. A record has
            `what` (`agreement`, `clause`, `consent`, `version`, `batch`, `profile`), what names
            the thing (`id`, or `agreement`, `kind`, `key`, `party`, `number`, `name`), and
            `before` and `after`, each null where the thing did not exist.
        previous_hash: `hash` of the row before.
        hash: SHA-256, in hexadecimal, over all the others as canonical JSON.
    """

    revision: int
    at: datetime
    author: str
    action: str
    agreement: int | None
    details: dict[str, Any]
    previous_hash: str
    hash: str


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


def row_hash(revision: int, entry: Entry, details: dict[str, Any], previous_hash: str) -> str:
    """The hash of a row of the log, in hexadecimal."""
    content = {
        "revision": revision,
        "at": moment_text(entry.at),
        "author": entry.author,
        "action": entry.action,
        "agreement": entry.agreement,
        "details": details,
        "previous_hash": previous_hash,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


class Records:
    """What a snapshot of the workspace knows of itself; readers of its parts build on it.

    Attributes:
        connection: A connection inside a transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class Recorder(Records):
    """What one change has done so far.

    Attributes:
        entry: Who changes, and when.
        changes: The records of what was done, for the log (see `LogRow.details`).
    """

    def __init__(self, connection: Connection, entry: Entry) -> None:
        super().__init__(connection)
        self.entry = entry
        self.changes: list[dict[str, Any]] = []
        self.next_revision = counted_revision(connection, lock=True) + 1

    def record(self, what: str, *, before: object, after: object, **names: object) -> None:
        """Notes one thing that was done; all values are JSON values that nobody changes later."""
        self.changes.append({"what": what, **names, "before": before, "after": after})


class LogReader(Records):
    """Reads the log."""

    def log(self, since: int = 0) -> list[LogRow]:
        """The changes after revision `since`, oldest first."""
        return list(self._log_rows(since))

    def logged(self, revision: int) -> LogRow:
        """The change of that revision, which there has to be."""
        (row,) = self._log_rows(revision - 1, revision)
        return row

    def _log_rows(self, since: int, until: int | None = None) -> Iterator[LogRow]:
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
        )
        query = query.where(columns.revision > since).order_by(columns.revision)
        if until is not None:
            query = query.where(columns.revision <= until)
        for row in self.connection.execute(query):
            yield LogRow(*row)

    def verify_log(self) -> Problem | None:
        """Whether the log is as it was written: `log-broken` with the first bad revision, or None.

        Found are changed, missing, added and reordered rows, and a revision counter that does
        not agree with them.
        """
        expected = 1
        previous = FIRST_PREVIOUS_HASH
        try:
            for row in self._log_rows(0):
                entry = Entry(row.action, row.author, row.at, row.agreement)
                sound = (
                    row.revision == expected
                    and row.previous_hash == previous
                    and row.hash == row_hash(row.revision, entry, row.details, previous)
                )
                if not sound:
                    return Problem("log-broken", revision=expected)
                expected += 1
                previous = row.hash
        except (Problem, ValueError):  # a row that cannot even be read was not written by us
            return Problem("log-broken", revision=expected)
        if counted_revision(self.connection) != expected - 1:
            return Problem("log-broken", revision=expected)
        return None


def counted_revision(connection: Connection, *, lock: bool = False) -> int:
    """The revision of the last change; with `lock`, nobody else can change anything until the end.

    SQLite ignores the lock here, and took it at the transaction's beginning.
    """
    query = select(workspace.c.revision).where(workspace.c.id == 1)
    revision = connection.execute(query.with_for_update() if lock else query).scalar()
    if not isinstance(revision, int):
        raise Problem("workspace-corrupt")
    return revision


def append(
    connection: Connection, revision: int, entry: Entry, changes: list[dict[str, Any]]
) -> None:
    """Writes the one row of a change, and counts the revision up to it."""
    query = select(change_log.c.hash).where(change_log.c.revision == revision - 1)
    previous = connection.execute(query).scalar() or FIRST_PREVIOUS_HASH
    details = {"changes": changes}
    connection.execute(
        insert(change_log).values(
            revision=revision,
            at=entry.at,
            author=entry.author,
            action=entry.action,
            agreement=entry.agreement,
            details=details,
            previous_hash=previous,
            hash=row_hash(revision, entry, details, previous),
        )
    )
    connection.execute(update(workspace).where(workspace.c.id == 1).values(revision=revision))
