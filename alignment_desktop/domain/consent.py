"""Consent: each party's yes to one revision of one clause, and what still waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import PARTIES


@dataclass(frozen=True)
class Consents:
    """Who has agreed to which clause as it stands now.

    Attributes:
        given: For each clause the parties that agree to its present revision.
    """

    given: Mapping[ClauseId, frozenset[str]] = field(default_factory=dict)

    def of(self, clause_id: ClauseId) -> frozenset[str]:
        """The parties that agree to a clause."""
        return self.given.get(clause_id, frozenset())

    def missing(self, clause_ids: Iterable[ClauseId]) -> list[tuple[ClauseId, str]]:
        """Each clause and party of which a consent is still wanted."""
        return [
            (clause_id, party)
            for clause_id in clause_ids
            for party in PARTIES
            if party not in self.of(clause_id)
        ]
