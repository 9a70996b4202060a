"""What changed in a clause since a party last agreed to it: what it should see before its yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.differences import ClauseChange, clause_change
from alignment_desktop.services.clause_history import Writing, last_agreed, last_written
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.domain.agreement import ClauseId
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.reader import Reader


@dataclass(frozen=True)
class Unread:
    """What a party has not agreed to in a clause.

    Attributes:
        change: What differs from the words to which it last agreed; of a clause that was added
            since all that it states.
        by: Who wrote it last, when, and why; None where the log does not tell.
    """

    change: ClauseChange
    by: Writing | None


def unread_changes(
    workspace: Workspace, draft: Draft, ids: Sequence[ClauseId], party: str
) -> tuple[Unread, ...]:
    """What changed in clauses since a party last agreed to each.

    Args:
        workspace: Where the log is.
        draft: The agreement as it stands.
        ids: The clauses; those to which the party agrees are left out, and those to which it
            never agreed and that are no newer than its last yes.
        party: Whose yes.
    """
    with workspace.store.read() as reader:
        changes = changes_since_agreed(reader, draft, ids, party)
        written = last_written(reader, draft.id, [_id(change) for change in changes])
    return tuple(Unread(change, written.get(_id(change))) for change in changes)


def changes_since_agreed(
    reader: Reader, draft: Draft, ids: Sequence[ClauseId], party: str
) -> tuple[ClauseChange, ...]:
    """What changed since a party last agreed to each clause, and what was added since.

    Nothing where it never agreed to anything of the agreement.
    """
    clauses = draft.agreement.clauses
    consents = draft.consents
    asked = {
        each: clauses[each] for each in ids if each in clauses and party not in consents.of(each)
    }
    before = last_agreed(reader, draft.id, party, asked)
    told = [each for each in asked if each in before.words or each in before.added]
    changes = (
        clause_change(clause_name(*each), before.words.get(each), clauses[each]) for each in told
    )
    return tuple(change for change in changes if change.fields)


def _id(change: ClauseChange) -> ClauseId:
    kind, _, key = change.clause.partition(".")
    return kind, key
