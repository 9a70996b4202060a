"""What the change log says of imports and frozen versions, to hold their tables against.

The log is chained, the other tables are not: a batch whose hashes somebody made anew, a version
that was moved to another day or an import that is gone shows only here.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from alignment_desktop.domain.evidence_entries import (
    Imported,
    ImportRestored,
    ImportWithdrawn,
)
from alignment_desktop.domain.log_entries import VersionFrozen
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.replay import Replayed, replayed
from alignment_desktop.storage.change_log import LogReader, LogRow
from alignment_desktop.storage.records import places
from alignment_desktop.storage.stored_values import moment_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.log_entries import Change

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


def is_actor(found: Actor, logged: Actor) -> bool:
    """Whether somebody is who the log names; builds that knew no actors name no program either."""
    return not logged.program or found == logged


class LoggedReader(LogReader):
    """Reads what the log says, once for all that is held against it."""

    @cached_property
    def _about_evidence(self) -> tuple[LogRow, ...]:
        # Changes about other things are passed over unread.
        about = " OR ".join(["details LIKE ?"] * len(_ABOUT))
        return tuple(self.log_rows_where(about, *(f'%"what":"{what}"%' for what in _ABOUT)))

    @cached_property
    def _evidence_in_log(self) -> Replayed:
        return replayed(self._about_evidence)

    def logged_evidence(self) -> Replayed:
        """What the log says of imports and versions; of nothing else."""
        return self._evidence_in_log

    def last_freezing(self, agreement_id: int) -> int:
        """The revision by which the agreement's newest version was frozen; 0 where none is."""
        frozen = (
            row.revision
            for row in reversed(self._about_evidence)
            for change in row.changes
            if isinstance(change, VersionFrozen) and change.agreement == agreement_id
        )
        return next(frozen, 0)

    def batches_at_freezing(self, agreement_id: int, number: int) -> frozenset[int]:
        """The imports that counted when a version was frozen, whatever became of them since."""
        version = agreement_id, number
        return self._batches_until(
            lambda each: (
                isinstance(each, VersionFrozen) and (each.agreement, each.number) == version
            )
        )

    def batches_at_import(self, batch: int) -> frozenset[int]:
        """The imports that counted right after one of them came, whatever became of them since.

        Raises:
            Problem: `unknown-batch`, where the log tells of no import of that number.
        """
        found = self._batches_until(lambda each: isinstance(each, Imported) and each.batch == batch)
        if batch not in self.logged_evidence().batches:
            raise Problem("unknown-batch", batch=batch)
        return found

    def _batches_until(self, is_last: Callable[[Change], bool]) -> frozenset[int]:
        """The imports that counted once the first change of some sort was made, it included."""
        counted: set[int] = set()
        for change in (change for row in self._about_evidence for change in row.changes):
            if isinstance(change, Imported | ImportRestored):
                counted.add(change.batch)
            elif isinstance(change, ImportWithdrawn):
                counted.discard(change.batch)
            if is_last(change):
                break
        return frozenset(counted)

    def marks(self, *revisions: int) -> dict[int, LogMark]:
        """By revision: each of these changes that there is; what it did is not read."""
        more = f"WHERE revision IN ({places(revisions)})"
        rows = self.rows("change_log", "revision", "at", "hash", more=more, values=revisions)
        return {revision: LogMark(at, digest) for revision, at, digest in rows}

    def newest_by_somebody(self) -> int:
        """The revision of the newest change that somebody made; 0 where there is none.

        Stepping an older workspace up is done by each program to its own copy.
        """
        more = "WHERE action <> ? ORDER BY revision DESC LIMIT 1"
        rows = self.rows("change_log", "revision", more=more, values=(MIGRATE,))
        return next((revision for (revision,) in rows), 0)

    def latest_moments(self, revisions: Sequence[int]) -> dict[int, datetime]:
        """By revision: the latest moment that any change had up to it.

        The clock of an earlier change may have been ahead.

        Args:
            revisions: Those asked for.
        """
        if not revisions:
            return {}
        sql = (
            "SELECT revision, so_far FROM (SELECT revision, max(at) OVER (ORDER BY revision) "
            f"AS so_far FROM change_log) AS every WHERE revision IN ({places(revisions)})"
        )
        rows = self.transaction.rows(sql, revisions)
        return {revision: moment_of(at) for revision, at in rows}
