"""Frozen versions as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.log_entries import VersionFrozen
from alignment_desktop.storage.clause_writing import AgreementWriter
from alignment_desktop.storage.row_writing import add_rows
from alignment_desktop.storage.versions import VersionReader

if TYPE_CHECKING:
    from datetime import date


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
        highest = "SELECT max(number) FROM versions WHERE agreement_id = ?"
        number = self.number(highest, agreement_id) + 1
        actor = self.entry.actor
        version = {
            "agreement_id": agreement_id,
            "number": number,
            "content_hash": content_hash,
            "frozen_at": self.entry.at,
            "effective": effective,
            "reason": reason,
            "waived": waived,
            "content": content,
            "person": actor.person,
            "party": actor.party,
            "program": actor.program,
        }
        add_rows(self.transaction, "versions", [version])
        facts = content_hash, effective, reason, waived
        self.record(VersionFrozen(agreement_id, number, *facts))
        return number
