"""Agreements, their clauses, and the consents on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.change_log import Recorder, Records, canonical, settled
from alignment_desktop.storage.rows import AgreementRow, ClauseRow, ConsentRow
from alignment_desktop.storage.tables import agreements, clauses, consents

if TYPE_CHECKING:
    from datetime import date


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
        query = (
            select(columns.kind, columns.key, columns.position, columns.body, columns.revision)
            .where(columns.agreement_id == agreement_id)
            .order_by(columns.position, columns.kind, columns.key)
        )
        return [ClauseRow(*row) for row in self.connection.execute(query)]

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
            select(columns.kind, columns.key, columns.party, columns.revision, columns.at)
            .select_from(consents.join(clauses, current))
            .where(columns.agreement_id == agreement_id)
            .order_by(clauses.c.position, columns.kind, columns.key, columns.party)
        )
        return [ConsentRow(*row) for row in self.connection.execute(query)]


class AgreementWriter(AgreementReader, Recorder):
    """Changes agreements and what belongs to them."""

    def add_agreement(self, label: str, period_start: date, untouched: bool = False) -> int:
        """Begins an agreement without clauses; its number.

        Raises:
            Problem: `label-taken`.
        """
        self._refuse_taken(label)
        highest = self.connection.execute(select(func.max(agreements.c.id))).scalar()
        number = (highest or 0) + 1
        self.connection.execute(
            insert(agreements).values(
                id=number, label=label, period_start=period_start, untouched=untouched
            )
        )
        after = _agreement_facts(label, period_start, untouched)
        self.record("agreement", id=number, before=None, after=after)
        return number

    def set_agreement(
        self,
        agreement_id: int,
        *,
        label: str | None = None,
        period_start: date | None = None,
        untouched: bool | None = None,
    ) -> None:
        """Changes what is given here of an agreement, and leaves the rest.

        Raises:
            Problem: `label-taken`, `agreement-gone`.
        """
        row = self.agreement(agreement_id)
        new_label = row.label if label is None else label
        new_start = row.period_start if period_start is None else period_start
        new_untouched = row.untouched if untouched is None else untouched
        before = _agreement_facts(row.label, row.period_start, row.untouched)
        after = _agreement_facts(new_label, new_start, new_untouched)
        if before == after:
            return
        if new_label != row.label:
            self._refuse_taken(new_label)
        self.connection.execute(
            update(agreements)
            .where(agreements.c.id == agreement_id)
            .values(label=new_label, period_start=new_start, untouched=new_untouched)
        )
        self.record("agreement", id=agreement_id, before=before, after=after)

    def put_clause(
        self, agreement_id: int, kind: str, key: str, position: int, body: dict[str, Any]
    ) -> None:
        """Adds a clause, or replaces it whole.

        A changed body takes this change's revision, and every consent on it is taken back. The
        same body again changes neither; its position alone is no part of what was agreed.

        Raises:
            Problem: `agreement-gone`.
        """
        self.agreement(agreement_id)
        new_body = settled(body)
        row = self._clause(agreement_id, kind, key)
        same_body = row is not None and canonical(row.body) == canonical(new_body)
        if row is not None and same_body and row.position == position:
            return
        before = self._clause_facts(agreement_id, row)
        revision = row.revision if row is not None and same_body else self.next_revision
        values = {"position": position, "body": new_body, "revision": revision}
        place = _clause_place(agreement_id, kind, key)
        if row is None:
            named = {"agreement_id": agreement_id, "kind": kind, "key": key}
            self.connection.execute(insert(clauses).values(**named, **values))
        else:
            if not same_body:
                self._void_consents(agreement_id, kind, key)
            self.connection.execute(update(clauses).where(place).values(**values))
        kept = before["consents"] if before is not None and same_body else []
        self.record(
            "clause",
            agreement=agreement_id,
            kind=kind,
            key=key,
            before=before,
            after={**values, "consents": kept},
        )

    def remove_clause(self, agreement_id: int, kind: str, key: str) -> None:
        """Removes a clause with the consents on it.

        Raises:
            Problem: `clause-gone`.
        """
        before = self._clause_facts(agreement_id, self._present_clause(agreement_id, kind, key))
        self._void_consents(agreement_id, kind, key)
        self.connection.execute(delete(clauses).where(_clause_place(agreement_id, kind, key)))
        self.record("clause", agreement=agreement_id, kind=kind, key=key, before=before, after=None)

    def give_consent(self, agreement_id: int, kind: str, key: str, party: str) -> None:
        """A party's yes to the clause as it is now.

        Raises:
            Problem: `clause-gone`.
        """
        row = self._present_clause(agreement_id, kind, key)
        if party in self._parties(agreement_id, row):
            return
        names = {"agreement_id": agreement_id, "kind": kind, "key": key, "party": party}
        # A consent to an older revision may still be there where another program left it.
        self._delete_consent(agreement_id, kind, key, party)
        self.connection.execute(
            insert(consents).values(**names, revision=row.revision, at=self.entry.at)
        )
        self._record_consent(agreement_id, row, party, before=None, after=row.revision)

    def take_consent(self, agreement_id: int, kind: str, key: str, party: str) -> None:
        """Takes a party's yes back; nothing happens where there is none.

        Raises:
            Problem: `clause-gone`.
        """
        row = self._present_clause(agreement_id, kind, key)
        if party not in self._parties(agreement_id, row):
            return
        self._delete_consent(agreement_id, kind, key, party)
        self._record_consent(agreement_id, row, party, before=row.revision, after=None)

    def _refuse_taken(self, label: str) -> None:
        query = select(agreements.c.id).where(agreements.c.label == label)
        if self.connection.execute(query).first() is not None:
            raise Problem("label-taken", label=label)

    def _clause(self, agreement_id: int, kind: str, key: str) -> ClauseRow | None:
        columns = clauses.c
        query = select(
            columns.kind, columns.key, columns.position, columns.body, columns.revision
        ).where(_clause_place(agreement_id, kind, key))
        row = self.connection.execute(query).first()
        return None if row is None else ClauseRow(*row)

    def _present_clause(self, agreement_id: int, kind: str, key: str) -> ClauseRow:
        row = self._clause(agreement_id, kind, key)
        if row is None:
            raise Problem("clause-gone", clause=f"{kind}.{key}" if key else kind)
        return row

    def _clause_facts(self, agreement_id: int, row: ClauseRow | None) -> dict[str, Any] | None:
        if row is None:
            return None
        return {
            "position": row.position,
            "body": row.body,
            "revision": row.revision,
            "consents": self._parties(agreement_id, row),
        }

    def _parties(self, agreement_id: int, row: ClauseRow) -> list[str]:
        query = (
            select(consents.c.party)
            .where(_consent_place(agreement_id, row.kind, row.key))
            .where(consents.c.revision == row.revision)
            .order_by(consents.c.party)
        )
        return list(self.connection.execute(query).scalars())

    def _void_consents(self, agreement_id: int, kind: str, key: str) -> None:
        self.connection.execute(delete(consents).where(_consent_place(agreement_id, kind, key)))

    def _delete_consent(self, agreement_id: int, kind: str, key: str, party: str) -> None:
        place = and_(_consent_place(agreement_id, kind, key), consents.c.party == party)
        self.connection.execute(delete(consents).where(place))

    def _record_consent(
        self,
        agreement_id: int,
        row: ClauseRow,
        party: str,
        *,
        before: int | None,
        after: int | None,
    ) -> None:
        self.record(
            "consent",
            agreement=agreement_id,
            kind=row.kind,
            key=row.key,
            party=party,
            before=before,
            after=after,
        )


def _agreement_facts(label: str, period_start: date, untouched: bool) -> dict[str, Any]:
    return {"label": label, "period_start": period_start.isoformat(), "untouched": untouched}


def _clause_place(agreement_id: int, kind: str, key: str) -> ColumnElement[bool]:
    columns = clauses.c
    return and_(columns.agreement_id == agreement_id, columns.kind == kind, columns.key == key)


def _consent_place(agreement_id: int, kind: str, key: str) -> ColumnElement[bool]:
    columns = consents.c
    return and_(columns.agreement_id == agreement_id, columns.kind == kind, columns.key == key)
