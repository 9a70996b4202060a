"""A first look at a workspace's newest agreement, before SQLAlchemy is imported and all is checked.

A window shows what is seen here at once, and opens the store meanwhile. Only the plainest case is
seen: a file of ours in the present revision, which can be changed and which nobody locks. Of
everything else nothing is seen, and the store says what is the matter.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage import files
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.rows import AgreementRow, ClauseRow, ConsentRow
from alignment_desktop.storage.schema_check import look_at_file
from alignment_desktop.storage.schema_revisions import HEAD
from alignment_desktop.storage.sqlite_hardening import harden
from alignment_desktop.storage.stored_values import (
    day_of,
    moment_of,
    plain_text,
    true_or_false,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class FirstLook:
    """One snapshot of a workspace's file: what a window shows first, as `Reader` tells it too.

    Attributes:
        shown: The workspace's address, fit to be shown.
    """

    def __init__(self, shown: str, connection: sqlite3.Connection) -> None:
        self.shown = shown
        self._connection = connection

    def revision(self) -> int:
        """The revision of the last change in this snapshot."""
        return whole_number(self._one("SELECT revision FROM workspace"))

    def agreements(self) -> list[AgreementRow]:
        """All agreements, oldest made first."""
        query = "SELECT id, label, period_start, untouched FROM agreements ORDER BY id"
        return [
            AgreementRow(
                whole_number(number),
                plain_text(label),
                day_of(start),
                number,
                true_or_false(untouched),
            )
            for number, label, start, untouched in self._connection.execute(query)
        ]

    def clauses(self, agreement_id: int) -> list[ClauseRow]:
        """The agreement's clauses in their order, header and attribution among them."""
        query = (
            "SELECT kind, key, position, body, revision FROM clauses WHERE agreement_id = ? "
            "ORDER BY position, kind, key"
        )
        return [
            ClauseRow(
                plain_text(kind),
                plain_text(key),
                whole_number(position),
                plain_text(body),
                whole_number(revision),
            )
            for kind, key, position, body, revision in self._connection.execute(
                query, (agreement_id,)
            )
        ]

    def consents(self, agreement_id: int) -> list[ConsentRow]:
        """Who has agreed to what; consents that a later edit took back are not among them."""
        query = (
            "SELECT kind, key, party, revision, at, words, person FROM consents "
            "JOIN clauses USING (agreement_id, kind, key, revision) WHERE agreement_id = ? "
            "ORDER BY position, kind, key, party"
        )
        return [
            ConsentRow(
                kind,
                key,
                plain_text(party),
                revision,
                moment_of(at),
                plain_text(words or ""),
                person,
            )
            for kind, key, party, revision, at, words, person in self._connection.execute(
                query, (agreement_id,)
            )
        ]

    def version_count(self, agreement_id: int) -> int:
        """How many versions of the agreement are frozen."""
        return int(self._one("SELECT count(*) FROM versions WHERE agreement_id = ?", agreement_id))

    def batch_count(self) -> int:
        """How many imports count."""
        return int(self._one("SELECT count(*) FROM batches WHERE NOT withdrawn"))

    def _one(self, query: str, *values: object) -> Any:
        (value,) = self._connection.execute(query, values).fetchone()
        return value


def look(address: str, read: Callable[[FirstLook], _T]) -> _T | None:
    """What `read` makes of a first look at the workspace; None where that case is not plain.

    Nothing is changed, and nothing is waited for.
    """
    try:
        place = Address.parse(address)
        path = place.path
        if path is None:
            return None
        files.recognise(path)
        if not files.may_change(path):
            return None
        with closing(_connected(files.file_uri(path, "mode=rw"))) as connection:
            schema = look_at_file(connection.execute)
            if schema.revision != HEAD or schema.differences:
                return None
            return read(FirstLook(place.shown, connection))
    except (Problem, sqlite3.Error, TypeError, ValueError):
        # Whatever is wrong, whoever opens the workspace is told of it in the right words.
        return None


def _connected(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
    try:
        harden(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
