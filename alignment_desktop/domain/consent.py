"""Consent: each party's yes to one revision of one clause, and what still waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Any

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Assent:
    """Who said yes for a party, and when.

    Attributes:
        person: The key of a person clause; None where nobody is named.
        at: The moment, in UTC.
    """

    person: str | None
    at: datetime

    def to_record(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {"person": self.person, "at": self.at.astimezone(UTC).isoformat()}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Assent:
        """The same from JSON values.

        Raises:
            TypeError, ValueError, KeyError: Where they are no such thing.
        """
        person, at = record["person"], datetime.fromisoformat(record["at"])
        if not (person is None or isinstance(person, str)) or at.tzinfo is None:
            raise TypeError("nobody who said yes")
        return cls(person, at)


@dataclass(frozen=True)
class Consents:
    """Who has agreed to which clause as it stands now.

    Attributes:
        given: For each clause the parties that agree to its present revision.
        assents: By clause and party: who said each of these.
    """

    given: Mapping[ClauseId, frozenset[str]] = field(default_factory=dict)
    assents: Mapping[tuple[ClauseId, str], Assent] = field(default_factory=dict, compare=False)

    def of(self, clause_id: ClauseId) -> frozenset[str]:
        """The parties that agree to a clause."""
        return self.given.get(clause_id, frozenset())

    def assents_to(self, clause_id: ClauseId) -> dict[str, Assent]:
        """By party, in the order of the parties: who said yes to a clause."""
        found = ((party, self.assents.get((clause_id, party))) for party in PARTIES)
        return {party: assent for party, assent in found if assent is not None}

    def missing(self, clause_ids: Iterable[ClauseId]) -> list[tuple[ClauseId, str]]:
        """Each clause and party of which a consent is still wanted."""
        return [
            (clause_id, party)
            for clause_id in clause_ids
            for party in PARTIES
            if party not in self.of(clause_id)
        ]
