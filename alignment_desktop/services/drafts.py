"""An agreement as it stands now, read from a snapshot of its workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Protocol

from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.clauses import (
    HEADER,
    Clause,
    clause_name,
    read_stored_clause,
    write_clause,
)
from alignment_desktop.domain.consent import Assent, Consents
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.rows import AgreementRow, ClauseRow, ConsentRow
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    pass


class AgreementSource(Protocol):
    """Where a draft is read from: one snapshot of a workspace."""

    def agreements(self) -> list[AgreementRow]:
        """All agreements, oldest made first."""
        ...

    def clauses(self, agreement_id: int) -> list[ClauseRow]:
        """An agreement's clauses in their order."""
        ...

    def consents(self, agreement_id: int) -> list[ConsentRow]:
        """Who agrees to which of them as it stands."""
        ...

    def revision(self) -> int:
        """The workspace's revision."""
        ...


@dataclass(frozen=True)
class Draft:
    """An agreement as it stands now, with who agrees to what.

    Attributes:
        id: Its number in the store.
        agreement: Its content.
        consents: Who agrees to each clause.
        positions: The place of each clause among the others.
        untouched: Whether nobody has written in it since the workspace was made.
        revisions: The change that gave each clause its words.
        revision: The workspace's revision when it was read: whoever acts on what is read here
            says so by this number. Within a change, the revision that the change will have.
    """

    id: int
    agreement: Agreement
    consents: Consents
    positions: dict[ClauseId, int]
    untouched: bool
    revisions: dict[ClauseId, int] = field(default_factory=dict)
    revision: int = 0


def clause_body(clause: Clause) -> dict[str, Any]:
    """A clause as the JSON table that the store keeps."""
    return json_table(write_clause(clause))


def read_draft(
    reader: AgreementSource, label: str | None = None, before: Draft | None = None
) -> Draft:
    """The agreement of that label as `reader` sees it; the newest where none is named.

    Args:
        reader: One snapshot of the workspace.
        label: Which agreement.
        before: An earlier reading: a clause that nobody changed since is taken from it, which
            spares reading thousands again for one.

    Raises:
        Problem: `unknown-agreement`, where no agreement is called so; `consent-damaged`, where a
            clause has other words than those that a party consented to.
    """
    rows = reader.agreements()
    if not rows:
        raise Problem("workspace-without-agreement")
    row = newest(rows) if label is None else next((r for r in rows if r.label == label), None)
    if row is None:
        labels = ", ".join(f"“{r.label}”" for r in rows)
        raise Problem("unknown-agreement", value=label, labels=labels)
    known = before if before is not None and before.id == row.id else None
    clauses = {}
    positions = {}
    revisions = {}
    words = {}
    for clause_row in reader.clauses(row.id):
        clause_id = clause_row.kind, clause_row.key
        if known is not None and known.revisions.get(clause_id) == clause_row.revision:
            clauses[clause_id] = known.agreement.clauses[clause_id]
        else:
            clauses[clause_id] = stored_clause(*clause_id, clause_row.body)
        positions[clause_id] = clause_row.position
        revisions[clause_id] = clause_row.revision
        words[clause_id] = clause_row.words
    if (HEADER, "") not in clauses:
        raise Problem("workspace-corrupt")
    given: dict[ClauseId, frozenset[str]] = {}
    assents: dict[tuple[ClauseId, str], Assent] = {}
    for consent in reader.consents(row.id):
        clause_id = consent.kind, consent.key
        if consent.words != words.get(clause_id):
            name = clause_name(*clause_id)
            raise Problem("consent-damaged", clause=name, party=consent.party)
        given[clause_id] = given.get(clause_id, frozenset()) | {consent.party}
        assents[clause_id, consent.party] = Assent(consent.person, consent.at)
    return Draft(
        row.id,
        Agreement(row.label, clauses),
        Consents(given, assents),
        positions,
        row.untouched,
        revisions,
        reader.revision(),
    )


def newest(rows: list[AgreementRow]) -> AgreementRow:
    """The agreement with the latest period start, then the latest made."""
    return max(rows, key=lambda row: (row.period_start, row.made))


def newest_first(rows: Iterable[AgreementRow]) -> list[AgreementRow]:
    """Agreements from the newest to the oldest."""
    return sorted(rows, key=lambda row: (row.period_start, row.made), reverse=True)


def stored_clause(kind: str, key: str, body: Mapping[str, Any]) -> Clause:
    """The clause of a table that the store keeps.

    Raises:
        Problem: `stored-clause-unreadable`.
    """
    try:
        return read_stored_clause(kind, body)
    except (Problem, KeyError) as error:
        # Only a hand other than ours, or a newer program, writes what we cannot read.
        raise Problem("stored-clause-unreadable", clause=clause_name(kind, key)) from error
