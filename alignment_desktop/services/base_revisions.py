"""What the author of a command had read, and what becomes of it where others changed that since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Clause, clause_name
from alignment_desktop.domain.differences import clause_change
from alignment_desktop.domain.merging import Disputed, Merge, merge
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.clause_history import Past
from alignment_desktop.services.drafts import Draft, newest

if TYPE_CHECKING:
    from alignment_desktop.storage.writer import Writer


def past_seen(writer: Writer, seen: int | None) -> Past:
    """The workspace as a command's author saw it; as it stands where the command does not say.

    Raises:
        Problem: `unknown-revision`.
    """
    standing = writer.revision() - 1
    if seen is not None and not 0 <= seen <= standing:
        raise Problem("unknown-revision", value=seen, revision=standing)
    return Past(writer, standing if seen is None else seen)


def label_seen(writer: Writer, past: Past, label: str | None) -> str | None:
    """What the agreement is called now that a command means.

    It may have got another label since the author read it. Without a label the newest one is
    meant, but none that was begun since.

    Args:
        writer: The change under way.
        past: The workspace as the author saw it.
        label: How the author calls it; None: the newest.

    Returns:
        Its label; `label` itself where no agreement is or was called so.
    """
    rows = writer.agreements()
    if label is None:
        there = [row for row in rows if past.label(row) is not None]
        return newest(there).label if there else None
    if any(row.label == label for row in rows):
        return label
    return next((row.label for row in rows if past.label(row) == label), label)


def require_unchanged(past: Past, draft: Draft, ids: Iterable[ClauseId]) -> None:
    """Refuses what is to be said of clauses whose words the author has not seen.

    Raises:
        Problem: `clause-changed-since`, with the `changes`.
    """
    changed = [each for each in ids if draft.revisions[each] > past.revision]
    if changed:
        changes = []
        for each in changed:
            standing = draft.agreement.clauses[each]
            was = past.clause(draft.id, each, standing)
            changes.append(clause_change(clause_name(*each), was, standing))
        by = past.authors(draft.id, changed[0])
        raise Problem("clause-changed-since", changes=tuple(changes), seen=past.revision, by=by)


def merge_seen(past: Past, draft: Draft, clause_id: ClauseId, mine: Clause | None) -> Merge:
    """What the author wants of a clause, brought together with what others did to it since."""
    standing = draft.agreement.clauses.get(clause_id)
    return merge(past.clause(draft.id, clause_id, standing), standing, mine)


def require_possible(past: Past, draft: Draft, merges: Iterable[tuple[ClauseId, Merge]]) -> None:
    """Refuses changes that meet those of others.

    Args:
        past: The workspace as the author saw it.
        draft: The agreement as it stands.
        merges: What comes of each clause that the author changes.

    Raises:
        Problem: `field-changed-since`, with the `conflicts`; `changes-do-not-fit`, where both
            changes of a clause together break a rule.
    """
    refused = [(clause_id, merged) for clause_id, merged in merges if not merged.possible]
    if not refused:
        return
    clause_id, first = refused[0]
    since = {"seen": past.revision, "by": past.authors(draft.id, clause_id)}
    if first.unfit is not None:
        fields = ", ".join(first.theirs)
        raise Problem("changes-do-not-fit", clause=clause_name(*clause_id), fields=fields, **since)
    conflicts = tuple(
        Disputed(clause_name(*clause_id), merged.conflicts, merged.removal)
        for clause_id, merged in refused
        if merged.conflicts
    )
    raise Problem("field-changed-since", conflicts=conflicts, **since)
