"""Agreements, their clauses and the consents on them, as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.records import Records
from alignment_desktop.storage.rows import AgreementRow, ClauseRow, ConsentRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.domain.agreement import ClauseId

FEW = 50
"""So many clauses are looked for one by one; more are found by reading them all."""


class AgreementReader(Records):
    """Reads agreements and what belongs to them."""

    def agreements(self) -> list[AgreementRow]:
        """All agreements, oldest made first."""
        names = "id", "label", "period_start", "untouched"
        return [
            AgreementRow(number, label, start, number, untouched)
            for number, label, start, untouched in self.rows(
                "agreements", *names, more="ORDER BY agreements.id"
            )
        ]

    def agreement(self, agreement_id: int) -> AgreementRow:
        """One agreement.

        Raises:
            Problem: `agreement-gone`.
        """
        for row in self.agreements():
            if row.id == agreement_id:
                return row
        raise Problem("agreement-gone")

    def clauses(self, agreement_id: int) -> list[ClauseRow]:
        """The agreement's clauses in their order, header and attribution among them."""
        more = "WHERE agreement_id = ? ORDER BY position, kind, key"
        return [ClauseRow(*row) for row in self.rows(*_CLAUSE, more=more, values=(agreement_id,))]

    def clauses_by_id(
        self, agreement_id: int, ids: Sequence[ClauseId]
    ) -> dict[ClauseId, ClauseRow]:
        """At least those of the clauses `ids` that there are, in one query."""
        more, values = _of(agreement_id, ids)
        found = [ClauseRow(*row) for row in self.rows(*_CLAUSE, more=more, values=values)]
        return {row.id: row for row in found}

    def consented(
        self, agreement_id: int, ids: Sequence[ClauseId]
    ) -> dict[tuple[str, str, str], int]:
        """By kind, key and party: the revision that each said yes to, of at least these clauses.

        Where it is not the clause's own, the yes does not count.
        """
        more, values = _of(agreement_id, ids)
        names = "kind", "key", "party", "revision"
        found = self.rows("consents", *names, more=more, values=values)
        return {(kind, key, party): revision for kind, key, party, revision in found}

    def consents(
        self, agreement_id: int, ids: Sequence[ClauseId] | None = None
    ) -> list[ConsentRow]:
        """Who has agreed to what; consents that a later edit took back are not among them.

        Args:
            agreement_id: The agreement.
            ids: At least the consents to these clauses are given; to all where None.
        """
        where, values = _of(agreement_id, ids) if ids is not None else (_WHOLE, [agreement_id])
        more = (
            f"JOIN clauses USING (agreement_id, kind, key, revision) {where} "
            "ORDER BY position, kind, key, party"
        )
        names = "kind", "key", "party", "revision", "at", "words", "person"
        found = self.rows("consents", *names, more=more, values=values)
        return [
            ConsentRow(kind, key, party, revision, at, words or "", person)
            for kind, key, party, revision, at, words, person in found
        ]


_WHOLE = "WHERE agreement_id = ?"
_CLAUSE = ("clauses", "kind", "key", "position", "body", "revision")


def _of(agreement_id: int, ids: Sequence[ClauseId]) -> tuple[str, list[Any]]:
    """Which rows are about these clauses, or all where they are many, and the values in that."""
    more = _WHOLE
    if len(ids) > FEW:
        return more, [agreement_id]
    if not ids:
        return f"{more} AND 1 = 0", [agreement_id]
    pairs = ", ".join(["(?, ?)"] * len(ids))
    return f"{more} AND (kind, key) IN (VALUES {pairs})", [
        agreement_id,
        *(part for each in ids for part in each),
    ]
