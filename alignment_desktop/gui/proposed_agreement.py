"""The agreement as it would be with what is proposed for clauses of some kinds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.gui.session import Session
from alignment_desktop.services.drafts import stored_clause


def proposed_agreement(
    session: Session, kinds: Collection[str], only: ClauseId | None = None
) -> Agreement | None:
    """The agreement with the last open proposal of each clause; None where there is none.

    Args:
        session: Whose draft is meant.
        kinds: The kinds of clause whose proposals count.
        only: One clause, whose proposals alone count; None: those of all.
    """
    draft = session.draft
    clauses = dict(draft.agreement.clauses)
    for clause_id, proposals in session.news.discussion.by_clause(draft.id).items():
        waiting = [each for each in proposals if each.is_open]
        if not waiting or clause_id[0] not in kinds or only not in (None, clause_id):
            continue
        body = waiting[-1].proposed
        if body is None:
            clauses.pop(clause_id, None)
        else:
            clauses[clause_id] = stored_clause(*clause_id, body)
    if clauses == draft.agreement.clauses:
        return None
    return replace(draft.agreement, clauses=clauses)
