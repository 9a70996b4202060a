"""The change log: one row per change, each carrying the hash of the row before."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.log_records import read_change
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.records import Records
from alignment_desktop.storage.rows import Entry
from alignment_desktop.storage.stored_values import json_of, json_text, moment_text
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

FIRST_PREVIOUS_HASH = "0" * 64
"""What the first row of the log carries in place of a predecessor's hash."""
DISCUSSED = ("proposal", "answer", "comment", "parking")
"""What the records are about from which a discussion is worked out."""
REVIEWED = ("review",)
"""What the records are about from which it is worked out what reviews say."""
SENT_REVIEWS = ("review-figures",)
"""What the records are about from which it is worked out what reviews showed."""
SIGNING = ("authority", "identity", "signed", "declined", "review-frozen")
"""What the records are about from which it is worked out who may sign, and what is signed."""
_LOGGED = ("revision", "at", "action", "agreement", "details", "previous_hash", "hash")


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
        return next(self.log_rows(self.counted_revision() - 1), None)

    def log_rows(self, since: int = 0, until: int | None = None) -> Iterator[LogRow]:
        """The changes after revision `since` up to `until`, oldest first, one at a time."""
        if until is None:
            return self.log_rows_where("revision > ?", since)
        return self.log_rows_where("revision > ? AND revision <= ?", since, until)

    def log_rows_where(self, condition: str, *values: object) -> Iterator[LogRow]:
        """The changes for which a condition of SQL holds, oldest first, one at a time."""
        names = *_LOGGED, "author", "person", "program"
        # Nothing below the first revision was written by us.
        more = f"WHERE revision > 0 AND ({condition}) ORDER BY revision"
        for *facts, author, person, program in self.streamed_rows(
            "change_log", *names, more=more, values=values
        ):
            revision, at, *others = facts
            yield LogRow(revision, at, Actor(person, author or None, program or ""), *others)

    def rows_about(self, whats: Sequence[str], since: int = 0) -> Iterator[LogRow]:
        """The changes after revision `since` about some sorts of thing, oldest first.

        Args:
            whats: `DISCUSSED`, `REVIEWED`, `SENT_REVIEWS` or `SIGNING`.
            since: The last change that is known.
        """
        # Changes about other things are passed over unread.
        about = " OR ".join(["details LIKE ?"] * len(whats))
        patterns = (f'%"what":"{what}"%' for what in whats)
        return self.log_rows_where(f"revision > ? AND ({about})", since, *patterns)

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
        if self.counted_revision() != len(sound):
            return sound, Problem("log-broken", revision=len(sound) + 1)
        return sound, None


def pending_row(revision: int, entry: Entry, changes: Sequence[Change]) -> LogRow:
    """The row of a change that is not written yet, without its hashes."""
    details: dict[str, Any] = {"changes": [change.to_record() for change in changes]}
    if entry.why:
        details["why"] = entry.why
    text = json_text(details)
    return LogRow(revision, entry.at, entry.actor, entry.action, entry.agreement, text, "", "")
