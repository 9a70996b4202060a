"""What the change log says of imports and frozen versions, to hold their tables against.

The log is chained, the other tables are not: a batch whose hashes somebody made anew, a version
that was moved to another day or an import that is gone shows only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import func, or_, select, type_coerce
from typing_extensions import override

from alignment_desktop.storage.change_log import Recorder, Records
from alignment_desktop.storage.tables import change_log

if TYPE_CHECKING:
    from sqlalchemy import Connection

_Rows = Iterable[tuple[int, datetime, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class LoggedFacts:
    """What was logged when something came to be.

    Attributes:
        revision: The change that made it.
        at: The moment of that change, as its clock told it.
        facts: By name, as they were then.
        withdrawn: Of an import: whether it was undone last.
    """

    revision: int
    at: datetime
    facts: Mapping[str, Any]
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class LogMark:
    """A change by what tells it from any other.

    Attributes:
        at: When it was made, as its clock told it.
        hash: Its hash, which stands for all changes before it too.
    """

    at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log says of imports and versions.

    Attributes:
        imports: By number.
        versions: By agreement and number.
    """

    imports: Mapping[int, LoggedFacts]
    versions: Mapping[tuple[int, int], LoggedFacts]


class LoggedReader(Records):
    """Reads what the log says, once for all that is held against it."""

    @cached_property
    def _in_log(self) -> Logged:
        return read_logged(self.connection)

    def logged_facts(self) -> Logged:
        """What the log says of imports and versions."""
        return self._in_log

    def marks(self, *revisions: int) -> dict[int, LogMark]:
        """By revision: each of these changes that there is; what it did is not read."""
        columns = change_log.c
        query = select(columns.revision, columns.at, columns.hash)
        rows = self.connection.execute(query.where(columns.revision.in_(revisions)))
        return {row.revision: LogMark(row.at, row.hash) for row in rows}


class LoggedRecorder(Recorder, LoggedReader):
    """The same, with what the change under way does."""

    @override
    def logged_facts(self) -> Logged:
        """What the log will say once this change is over."""
        own = (self.next_revision, self.entry.at, {"changes": self.changes})
        return logged_of([own], self._in_log)


def read_logged(connection: Connection) -> Logged:
    """Reads what the log says; changes about other things are passed over unread."""
    columns = change_log.c
    text = type_coerce(columns.details, sqlalchemy.Text)
    about = [text.contains(f'"what":"{what}"') for what in ("batch", "version")]
    query = select(columns.revision, columns.at, columns.details).where(or_(*about))
    rows = connection.execute(query.order_by(columns.revision))
    return logged_of((row.revision, row.at, row.details) for row in rows)


def logged_of(rows: _Rows, before: Logged = Logged({}, {})) -> Logged:
    """What changes say of imports and versions, after what earlier ones said.

    Args:
        rows: Revision, moment and details of each change, oldest first.
        before: What is known already.
    """
    imports, versions = dict(before.imports), dict(before.versions)
    for revision, at, details in rows:
        for record in _records(details):
            after = record.get("after")
            if not isinstance(after, Mapping):
                continue
            made = LoggedFacts(revision, at, after, bool(after.get("withdrawn")))
            if record.get("what") == "version":
                versions[record.get("agreement", 0), record.get("number", 0)] = made
            elif record.get("what") == "batch":
                number = record.get("id", 0)
                known = imports.get(number)
                is_new = record.get("before") is None or known is None
                imports[number] = made if is_new else replace(known, withdrawn=made.withdrawn)
    return Logged(imports, versions)


def latest_moments(connection: Connection, revisions: Iterable[int]) -> dict[int, datetime]:
    """By revision: the latest moment that any change had up to it, whose clock may have been ahead.

    Args:
        connection: Inside a transaction.
        revisions: Those asked for.
    """
    columns = change_log.c
    so_far = func.max(columns.at).over(order_by=columns.revision).label("so_far")
    every = select(columns.revision, so_far).subquery()
    query = select(every).where(every.c.revision.in_(list(revisions)))
    return {row.revision: row.so_far for row in connection.execute(query)}


def _records(details: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    records = details.get("changes")
    if not isinstance(records, list):
        return []
    return [record for record in records if isinstance(record, Mapping)]
