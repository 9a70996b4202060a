"""What the change log says of imports and frozen versions, to hold their tables against.

The log is chained, the other tables are not: a batch whose hashes somebody made anew, a version
that was moved to another day or an import that is gone shows only here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from typing_extensions import override

from alignment_desktop.domain.replay import Replayed, replayed
from alignment_desktop.storage.change_log import LogReader, LogRow, Recorder, pending_row
from alignment_desktop.storage.tables import change_log

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATE = "migrate"
"""The action of a change by which an older workspace was stepped up."""

_ABOUT = ("batch", "version", "workspace", "damage")
"""What the records are about that imports and versions are replayed from."""


@dataclass(frozen=True, slots=True)
class LogMark:
    """A change by what tells it from any other.

    Attributes:
        at: When it was made, as its clock told it.
        hash: Its hash, which stands for all changes before it too.
    """

    at: datetime
    hash: str


class LoggedReader(LogReader):
    """Reads what the log says, once for all that is held against it."""

    @cached_property
    def _about_evidence(self) -> tuple[LogRow, ...]:
        # Changes about other things are passed over unread.
        about = [change_log.c.details.contains(f'"what":"{what}"') for what in _ABOUT]
        return tuple(self.log_rows(where=or_(*about)))

    @cached_property
    def _evidence_in_log(self) -> Replayed:
        return replayed(self._about_evidence)

    def logged_evidence(self) -> Replayed:
        """What the log says of imports and versions; of nothing else."""
        return self._evidence_in_log

    def marks(self, *revisions: int) -> dict[int, LogMark]:
        """By revision: each of these changes that there is; what it did is not read."""
        columns = change_log.c
        query = select(columns.revision, columns.at, columns.hash)
        rows = self.connection.execute(query.where(columns.revision.in_(revisions)))
        return {row.revision: LogMark(row.at, row.hash) for row in rows}

    def newest_by_somebody(self) -> int:
        """The revision of the newest change that somebody made; 0 where there is none.

        Stepping an older workspace up is done by each program to its own copy.
        """
        columns = change_log.c
        query = select(columns.revision).where(columns.action != MIGRATE)
        query = query.order_by(columns.revision.desc()).limit(1)
        return self.connection.execute(query).scalar() or 0


class LoggedRecorder(Recorder, LoggedReader):
    """The same, with what the change under way does."""

    @override
    def logged_evidence(self) -> Replayed:
        """What the log will say once this change is over."""
        own = pending_row(self.next_revision, self.entry, self.changes)
        return replayed([*self._about_evidence, own])


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
