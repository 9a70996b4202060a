"""The change log as it is written: one row for each change, at its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from alignment_desktop.domain.replay import Replayed, replayed
from alignment_desktop.storage.change_log import (
    FIRST_PREVIOUS_HASH,
    LogRow,
    pending_row,
    row_hash,
)
from alignment_desktop.storage.logged_facts import LoggedReader
from alignment_desktop.storage.records import Records
from alignment_desktop.storage.row_writing import add_rows, change_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.log_entries import Change
    from alignment_desktop.storage.records import Transaction
    from alignment_desktop.storage.rows import Entry


class Recorder(Records):
    """What one change has done so far.

    Attributes:
        entry: Who changes, and when.
        changes: What was done, for the log.
    """

    def __init__(self, transaction: Transaction, entry: Entry) -> None:
        super().__init__(transaction)
        self.entry = entry
        self.changes: list[Change] = []
        self.next_revision = self.counted_revision() + 1

    def act_as(self, actor: Actor) -> None:
        """Names who makes the change, once that is known; before anything is written."""
        self.entry = replace(self.entry, actor=actor)

    def record(self, change: Change) -> None:
        """Notes one thing that was done; nobody changes the values in it later."""
        self.changes.append(change)


class LoggedRecorder(Recorder, LoggedReader):
    """The same, and what the log will say with what the change under way does."""

    @override
    def logged_evidence(self) -> Replayed:
        """What the log will say once this change is over."""
        own = pending_row(self.next_revision, self.entry, self.changes)
        return replayed([*self._about_evidence, own])


def append(
    transaction: Transaction, revision: int, entry: Entry, changes: Sequence[Change]
) -> None:
    """Writes the one row of a change, and counts the revision up to it."""
    more = "WHERE revision = ?"
    before = Records(transaction).rows("change_log", "hash", more=more, values=(revision - 1,))
    previous = next((digest for (digest,) in before), FIRST_PREVIOUS_HASH)
    row = replace(pending_row(revision, entry, changes), previous_hash=previous)
    put_row(transaction, replace(row, hash=row_hash(row, previous)))
    change_rows(transaction, "workspace", [{"id": 1, "revision": revision}], which=["id"])


def put_row(transaction: Transaction, row: LogRow) -> None:
    """Writes a row of the log as it is."""
    values = {
        "revision": row.revision,
        "at": row.at,
        "author": row.actor.party or "",
        "action": row.action,
        "agreement": row.agreement,
        "details": row.text,
        "previous_hash": row.previous_hash,
        "hash": row.hash,
        "person": row.actor.person,
        "program": row.actor.program or None,
    }
    add_rows(transaction, "change_log", [values])
