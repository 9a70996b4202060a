"""Frozen versions of agreements, numbered and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import content_hash as hash_of
from alignment_desktop.domain.log_entries import VersionFrozen
from alignment_desktop.storage.change_log import settled
from alignment_desktop.storage.clause_writing import AgreementWriter
from alignment_desktop.storage.logged_facts import LoggedReader
from alignment_desktop.storage.tables import versions

if TYPE_CHECKING:
    from datetime import date, datetime


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


class VersionReader(LoggedReader):
    """Reads versions."""

    def versions(self, agreement_id: int) -> list[VersionRow]:
        """The agreement's frozen versions, first to newest."""
        columns = versions.c
        query = (
            select(
                columns.number,
                columns.content_hash,
                columns.frozen_at,
                columns.effective,
                columns.reason,
                columns.waived,
                columns.content,
                self.since_actors(columns.person),
                self.since_actors(columns.party),
                self.since_actors(columns.program),
            )
            .where(columns.agreement_id == agreement_id)
            .order_by(columns.number)
        )
        return [
            VersionRow(
                row.number,
                row.content_hash,
                row.frozen_at,
                row.effective,
                row.reason,
                row.waived,
                row.content,
                Actor(row.person, row.party, row.program or ""),
            )
            for row in self.connection.execute(query)
        ]

    def logged_versions(self, agreement_id: int) -> dict[int, tuple[VersionFrozen, datetime]]:
        """What the change log says of the agreement's versions and their moments, by number."""
        return {
            number: logged
            for (agreement, number), logged in self.logged_evidence().versions.items()
            if agreement == agreement_id
        }

    def version_count(self, agreement_id: int) -> int:
        """How many versions of the agreement are frozen."""
        query = select(func.count()).where(versions.c.agreement_id == agreement_id)
        return self.connection.execute(query).scalar_one()


def version_holds(row: VersionRow, logged: VersionFrozen, at: datetime) -> bool:
    """Whether a version is the one that the log tells of, and says what its hash says."""
    facts = row.content_hash, row.effective, row.reason, row.waived, row.frozen_at
    wanted = logged.content_hash, logged.effective, logged.reason, logged.waived, at
    try:
        return facts == wanted and hash_of(row.content) == row.content_hash
    except ValueError:  # half a character, which no agreement holds
        return False


class VersionWriter(AgreementWriter, VersionReader):
    """Freezes versions, beside what else changes an agreement."""

    def add_version(
        self,
        agreement_id: int,
        content_hash: str,
        content: dict[str, Any],
        effective: date | None = None,
        reason: str = "",
        waived: str = "",
    ) -> int:
        """Freezes a copy of the whole agreement; its number.

        Raises:
            Problem: `agreement-gone`.
        """
        self.agreement(agreement_id)
        highest = self.connection.execute(
            select(func.max(versions.c.number)).where(versions.c.agreement_id == agreement_id)
        ).scalar()
        number = (highest or 0) + 1
        self.connection.execute(
            insert(versions).values(
                agreement_id=agreement_id,
                number=number,
                content_hash=content_hash,
                frozen_at=self.entry.at,
                effective=effective,
                reason=reason,
                waived=waived,
                content=settled(content),
                person=self.entry.actor.person,
                party=self.entry.actor.party,
                program=self.entry.actor.program,
            )
        )
        facts = content_hash, effective, reason, waived
        self.record(VersionFrozen(agreement_id, number, *facts))
        return number
