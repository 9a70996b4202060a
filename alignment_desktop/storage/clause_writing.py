"""Changes to agreements, their clauses and the consents on them, thousands as soon as one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    AgreementFacts,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.change_log import canonical, settled
from alignment_desktop.storage.clauses import AgreementReader
from alignment_desktop.storage.log_writing import Recorder
from alignment_desktop.storage.row_writing import add_rows, change_rows, remove_rows
from alignment_desktop.storage.rows import ClauseRow, ClauseText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from alignment_desktop.domain.agreement import ClauseId


class AgreementWriter(AgreementReader, Recorder):
    """Changes agreements and what belongs to them."""

    def add_agreement(self, label: str, period_start: date, untouched: bool = False) -> int:
        """Begins an agreement without clauses; its number.

        Raises:
            Problem: `label-taken`.
        """
        self._refuse_taken(label)
        number = self.number("SELECT max(id) FROM agreements") + 1
        agreement = {"id": number, "label": label, "period_start": period_start}
        add_rows(self.transaction, "agreements", [{**agreement, "untouched": untouched}])
        facts = AgreementFacts(label, period_start, untouched)
        self.record(AgreementChanged(number, None, facts))
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
        before = AgreementFacts(row.label, row.period_start, row.untouched)
        after = AgreementFacts(new_label, new_start, new_untouched)
        if before == after:
            return
        if new_label != row.label:
            self._refuse_taken(new_label)
        agreement = {"id": agreement_id, "label": new_label, "period_start": new_start}
        changed = {**agreement, "untouched": new_untouched}
        change_rows(self.transaction, "agreements", [changed], which=["id"])
        self.record(AgreementChanged(agreement_id, before, after))

    def put_clause(
        self, agreement_id: int, kind: str, key: str, position: int, body: dict[str, Any]
    ) -> None:
        """`put_clauses`, for one."""
        self.put_clauses(agreement_id, [ClauseText(kind, key, position, body)])

    def put_clauses(self, agreement_id: int, texts: Sequence[ClauseText]) -> None:
        """Adds clauses, or replaces them whole; no one of them twice.

        A changed body takes this change's revision, and every consent on it is taken back. The
        same body again changes neither; its position alone is no part of what was agreed.

        Raises:
            Problem: `agreement-gone`.
        """
        self.agreement(agreement_id)
        standing = self._standing(agreement_id, [text.id for text in texts])
        added: list[dict[str, Any]] = []
        replaced: list[dict[str, Any]] = []
        voided: list[ClauseId] = []
        for text in texts:
            body = settled(text.body)
            row = standing.rows.get(text.id)
            same_body = row is not None and canonical(row.body) == canonical(body)
            if row is not None and same_body and row.position == text.position:
                continue
            revision = row.revision if row is not None and same_body else self.next_revision
            values = {"position": text.position, "body": body, "revision": revision}
            (added if row is None else replaced).append({**_place(agreement_id, text.id), **values})
            if not same_body:
                voided.append(text.id)
            kept = standing.parties(text.id) if same_body else []
            after = ClauseState(text.position, body, revision, tuple(kept))
            self.record(ClauseChanged(agreement_id, *text.id, standing.state(text.id), after))
        self._void_consents(agreement_id, voided, standing)
        add_rows(self.transaction, "clauses", added)
        change_rows(self.transaction, "clauses", replaced, which=_WHICH)

    def remove_clause(self, agreement_id: int, kind: str, key: str) -> None:
        """`remove_clauses`, for one."""
        self.remove_clauses(agreement_id, [(kind, key)])

    def remove_clauses(self, agreement_id: int, ids: Sequence[ClauseId]) -> None:
        """Removes clauses with the consents on them; no one of them twice.

        Raises:
            Problem: `clause-gone`.
        """
        standing = self._standing(agreement_id, ids)
        for each in ids:
            standing.present(each)
            self.record(ClauseChanged(agreement_id, *each, standing.state(each), None))
        self._void_consents(agreement_id, ids, standing)
        gone = [_place(agreement_id, each) for each in ids]
        remove_rows(self.transaction, "clauses", gone)

    def give_consent(self, agreement_id: int, kind: str, key: str, party: str) -> None:
        """`give_consents`, for one."""
        self.give_consents(agreement_id, [(kind, key)], party)

    def give_consents(
        self,
        agreement_id: int,
        ids: Sequence[ClauseId],
        party: str,
        given: Mapping[ClauseId, Assent] | None = None,
    ) -> None:
        """A party's yes to clauses as they are now; no one of them twice.

        Args:
            agreement_id: The agreement's number.
            ids: The clauses.
            party: Who says yes.
            given: Who gave each yes, and when, where that is not who makes this change, and now.

        Raises:
            Problem: `clause-gone`.
        """
        standing = self._standing(agreement_id, ids)
        added: list[dict[str, Any]] = []
        outdated: list[dict[str, Any]] = []
        for each in ids:
            row = standing.present(each)
            if party in standing.parties(each):
                continue
            yes = {**_place(agreement_id, each), "party": party}
            # A consent to an older revision may still be there where another program left it.
            if (*each, party) in standing.consented:
                outdated.append(yes)
            by = (given or {}).get(each)
            added.append(
                {
                    **yes,
                    "revision": row.revision,
                    "at": self.entry.at if by is None else by.at,
                    "words": row.words,
                    "person": self.entry.actor.person if by is None else by.person,
                }
            )
            self.record(ConsentGiven(agreement_id, *each, party, row.revision, by))
        remove_rows(self.transaction, "consents", outdated)
        add_rows(self.transaction, "consents", added)

    def take_consents(self, agreement_id: int, ids: Sequence[ClauseId], party: str) -> None:
        """Takes a party's yes to clauses back; nothing happens where there is none.

        Raises:
            Problem: `clause-gone`.
        """
        standing = self._standing(agreement_id, ids)
        taken: list[dict[str, Any]] = []
        for each in ids:
            row = standing.present(each)
            if party in standing.parties(each):
                taken.append({**_place(agreement_id, each), "party": party})
                self.record(ConsentTakenBack(agreement_id, *each, party, row.revision))
        remove_rows(self.transaction, "consents", taken)

    def _refuse_taken(self, label: str) -> None:
        if any(row.label == label for row in self.agreements()):
            raise Problem("label-taken", label=label)

    def _standing(self, agreement_id: int, ids: Sequence[ClauseId]) -> _Standing:
        return _Standing(self.clauses_by_id(agreement_id, ids), self.consented(agreement_id, ids))

    def _void_consents(
        self, agreement_id: int, ids: Sequence[ClauseId], standing: _Standing
    ) -> None:
        """Takes every yes to the clauses back, those to older revisions too."""
        said = {(kind, key) for kind, key, _ in standing.consented}
        gone = [_place(agreement_id, each) for each in ids if each in said]
        remove_rows(self.transaction, "consents", gone)


class _Standing:
    """What is stored of some clauses before they are changed.

    Attributes:
        rows: Those that there are.
        consented: The revision that a party said yes to, the clause's own or an older one.
    """

    def __init__(
        self, rows: dict[ClauseId, ClauseRow], consented: dict[tuple[str, str, str], int]
    ) -> None:
        self.rows = rows
        self.consented = consented
        self._parties: dict[ClauseId, list[str]] = defaultdict(list)
        for (kind, key, party), revision in sorted(consented.items()):
            row = rows.get((kind, key))
            if row is not None and row.revision == revision:
                self._parties[kind, key].append(party)

    def present(self, clause: ClauseId) -> ClauseRow:
        """A clause that has to be there.

        Raises:
            Problem: `clause-gone`.
        """
        row = self.rows.get(clause)
        if row is None:
            raise Problem("clause-gone", clause=clause_name(*clause))
        return row

    def parties(self, clause: ClauseId) -> list[str]:
        """Who agrees to a clause as it is."""
        return self._parties.get(clause, [])

    def state(self, clause: ClauseId) -> ClauseState | None:
        """A clause as the log tells of it; None where it is not there."""
        row = self.rows.get(clause)
        if row is None:
            return None
        return ClauseState(row.position, row.body, row.revision, tuple(self.parties(clause)))


def _place(agreement_id: int, clause: ClauseId) -> dict[str, Any]:
    """The columns that say which clause is meant."""
    kind, key = clause
    return {"agreement_id": agreement_id, "kind": kind, "key": key}


_WHICH = ("agreement_id", "kind", "key")
