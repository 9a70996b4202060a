"""Frozen versions of agreements, numbered and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import content_hash as hash_of
from alignment_desktop.storage.logged_facts import LoggedReader, is_actor
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from datetime import date, datetime

    from alignment_desktop.domain.log_entries import VersionFrozen
    from alignment_desktop.domain.replay import Frozen


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One frozen copy of a whole agreement.

    Attributes:
        number: 1, 2, 3 … within the agreement.
        content_hash: As the caller worked it out.
        frozen_at: When, in UTC.
        effective: The day from which it is in force, where one was given.
        reason: Why it was frozen; may be empty.
        waived: Why findings were waived; may be empty.
        content: The whole agreement, as JSON values.
        actor: Who froze it; the program is empty where an earlier build did.
    """

    number: int
    content_hash: str
    frozen_at: datetime
    effective: date | None
    reason: str
    waived: str
    content: dict[str, Any]
    actor: Actor


_VERSION = (
    "number", "content_hash", "frozen_at", "effective", "reason", "waived", "content",
    "person", "party", "program",
)  # fmt: skip


class VersionReader(LoggedReader):
    """Reads versions."""

    def versions(self, agreement_id: int) -> list[VersionRow]:
        """The agreement's frozen versions, first to newest."""
        more = "WHERE agreement_id = ? ORDER BY number"
        found = self.rows("versions", *_VERSION, more=more, values=(agreement_id,))
        return [
            VersionRow(*[*facts, Actor(person, party, program or "")])
            for *facts, person, party, program in found
        ]

    def newest_version_hash(self, agreement_id: int) -> str:
        """The content hash of the agreement's newest frozen version; empty where there is none."""
        more = "WHERE agreement_id = ? ORDER BY number DESC LIMIT 1"
        found = self.rows("versions", "content_hash", more=more, values=(agreement_id,))
        return next((str(digest) for (digest,) in found), "")

    def logged_versions(self, agreement_id: int) -> dict[int, Frozen]:
        """What the change log says of the agreement's versions, by number."""
        return {
            number: logged
            for (agreement, number), logged in self.logged_evidence().versions.items()
            if agreement == agreement_id
        }

    def version_count(self, agreement_id: int) -> int:
        """How many versions of the agreement are frozen."""
        return self.number("SELECT count(*) FROM versions WHERE agreement_id = ?", agreement_id)


def version_holds(row: VersionRow, logged: VersionFrozen, at: datetime, by: Actor) -> bool:
    """Whether a version is the one that the log tells of, and says what its hash says."""
    facts = row.content_hash, row.effective, row.reason, row.waived, row.frozen_at
    wanted = logged.content_hash, logged.effective, logged.reason, logged.waived, at
    try:
        as_logged = facts == wanted and is_actor(row.actor, by)
        return as_logged and hash_of(row.content) == row.content_hash
    except ValueError:  # half a character, which no agreement holds
        return False
