"""Agreements, their clauses and the consents on them, as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Row, Select, Text, and_, func, select, tuple_, type_coerce

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.change_log import Records
from alignment_desktop.storage.rows import AgreementRow, ClauseRow, ConsentRow
from alignment_desktop.storage.stored_values import plain_text
from alignment_desktop.storage.tables import agreements, clauses, consents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.domain.agreement import ClauseId

_FEW = 50
"""So many clauses are looked for one by one; more are found by reading them all."""


class AgreementReader(Records):
    """Reads agreements and what belongs to them."""

    def agreements(self) -> list[AgreementRow]:
        """All agreements, oldest made first."""
        columns = agreements.c
        query = select(
            columns.id, columns.label, columns.period_start, columns.id, columns.untouched
        ).order_by(columns.id)
        return [AgreementRow(*row) for row in self.connection.execute(query)]

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
        columns = clauses.c
        query = _of(agreement_id).order_by(columns.position, columns.kind, columns.key)
        return [_clause_row(row) for row in self.connection.execute(query)]

    def clauses_by_id(
        self, agreement_id: int, ids: Sequence[ClauseId]
    ) -> dict[ClauseId, ClauseRow]:
        """At least those of the clauses `ids` that there are, in one query."""
        query = _of(agreement_id)
        if len(ids) <= _FEW:
            query = query.where(tuple_(clauses.c.kind, clauses.c.key).in_(ids))
        rows = [_clause_row(row) for row in self.connection.execute(query)]
        return {row.id: row for row in rows}

    def consented(
        self, agreement_id: int, ids: Sequence[ClauseId]
    ) -> dict[tuple[str, str, str], int]:
        """By kind, key and party: the revision that each said yes to, of at least these clauses.

        Where it is not the clause's own, the yes does not count.
        """
        columns = consents.c
        query = select(columns.kind, columns.key, columns.party, columns.revision).where(
            columns.agreement_id == agreement_id
        )
        if len(ids) <= _FEW:
            query = query.where(tuple_(columns.kind, columns.key).in_(ids))
        rows = self.connection.execute(query)
        return {(kind, key, party): revision for kind, key, party, revision in rows}

    def consents(self, agreement_id: int) -> list[ConsentRow]:
        """Who has agreed to what; consents that a later edit took back are not among them."""
        columns = consents.c
        current = and_(
            clauses.c.agreement_id == columns.agreement_id,
            clauses.c.kind == columns.kind,
            clauses.c.key == columns.key,
            clauses.c.revision == columns.revision,
        )
        query = (
            select(
                columns.kind,
                columns.key,
                columns.party,
                columns.revision,
                columns.at,
                func.coalesce(self.since_actors(columns.words), ""),
                self.since_actors(columns.person),
            )
            .select_from(consents.join(clauses, current))
            .where(columns.agreement_id == agreement_id)
            .order_by(clauses.c.position, columns.kind, columns.key, columns.party)
        )
        return [ConsentRow(*row) for row in self.connection.execute(query)]


def _of(agreement_id: int) -> Select[tuple[str, str, int, str, int]]:
    columns = clauses.c
    text = type_coerce(columns.body, Text).label("text")
    return select(columns.kind, columns.key, columns.position, text, columns.revision).where(
        columns.agreement_id == agreement_id
    )


def _clause_row(row: Row[tuple[str, str, int, str, int]]) -> ClauseRow:
    return ClauseRow(row.kind, row.key, row.position, plain_text(row.text), row.revision)
