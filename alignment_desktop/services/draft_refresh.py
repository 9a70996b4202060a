"""A draft after a few changes: only what the log says was changed is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.consent import Assent, Consents
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.services.drafts import Draft, stored_clause
from alignment_desktop.storage.clauses import FEW

if TYPE_CHECKING:
    from alignment_desktop.storage.change_log import LogRow
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.rows import ClauseRow


def refreshed(reader: Reader, before: Draft, rows: Sequence[LogRow]) -> Draft | None:
    """A draft as it stands after the changes that were made since it was read.

    Args:
        reader: One snapshot of the workspace.
        before: The draft as it was read.
        rows: What the log holds since, oldest first.

    Returns:
        None where the whole agreement has to be read: the changes are not all there are, one is
        about more than clauses and consents, or they are many.

    Raises:
        Problem: `workspace-corrupt`, where a change cannot be read.
    """
    revision = reader.revision()
    if [row.revision for row in rows] != list(range(before.revision + 1, revision + 1)):
        return None
    touched = _touched(before, rows)
    if touched is None or len(touched) > FEW:
        return None
    stored = reader.clauses_by_id(before.id, touched)
    consents = _consents(reader, before, touched, stored)
    if consents is None:
        return None
    clauses, positions = dict(before.agreement.clauses), dict(before.positions)
    revisions = dict(before.revisions)
    in_order = True
    for each in touched:
        row = stored.get(each)
        if row is None:
            for known in (clauses, positions, revisions):
                known.pop(each, None)
            continue
        in_order = in_order and positions.get(each) == row.position
        if revisions.get(each) != row.revision:
            clauses[each] = stored_clause(*each, row.body)
        positions[each], revisions[each] = row.position, row.revision
    if not in_order:
        places = sorted(clauses, key=lambda each: (positions[each], *each))
        clauses = {each: clauses[each] for each in places}
    return replace(
        before,
        agreement=Agreement(before.agreement.label, clauses),
        consents=consents,
        positions=positions,
        revisions=revisions,
        revision=revision,
    )


def _touched(before: Draft, rows: Sequence[LogRow]) -> list[ClauseId] | None:
    """The clauses that the changes are about; None where one changes the agreement itself."""
    found: dict[ClauseId, None] = {}
    for row in rows:
        for change in row.changes:
            if isinstance(change, AgreementChanged):
                return None
            if (
                isinstance(change, ClauseChanged | ConsentGiven | ConsentTakenBack)
                and change.agreement == before.id
            ):
                found[change.kind, change.key] = None
    return list(found)


def _consents(
    reader: Reader, before: Draft, touched: Sequence[ClauseId], stored: Mapping[ClauseId, ClauseRow]
) -> Consents | None:
    """Who agrees to what now; None where one consented to other words than those that stand."""
    gone = frozenset(touched)
    given = {each: who for each, who in before.consents.given.items() if each not in gone}
    assents = {at: assent for at, assent in before.consents.assents.items() if at[0] not in gone}
    for consent in reader.consents(before.id, touched):
        each = consent.kind, consent.key
        if stored[each].words != consent.words:
            return None
        given[each] = given.get(each, frozenset()) | {consent.party}
        assents[each, consent.party] = Assent(consent.person, consent.at)
    return Consents(given, assents)
