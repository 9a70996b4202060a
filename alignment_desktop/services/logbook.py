"""What the log of a workspace tells, whether it holds, and a copy of what is sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.clauses import KINDS, clause_name
from alignment_desktop.domain.differences import table_differences
from alignment_desktop.domain.discussion_entries import DiscussionChange, Proposed
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identified
from alignment_desktop.services.clause_history import reason_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.agreement import ClauseId
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.backup import Backup
    from alignment_desktop.storage.change_log import LogRow
    from alignment_desktop.storage.reader import Reader


@dataclass(frozen=True)
class Told:
    """One change of the log.

    Attributes:
        row: As the log holds it.
        changes: What it did; None where that cannot be read.
        name: What the person who did it was called by then; None where nobody is named, or only a
            key is known.
    """

    row: LogRow
    changes: tuple[Change, ...] | None
    name: str | None = None

    @property
    def why(self) -> str:
        """The reason that was given, for the change or for what it did; may be empty."""
        return "" if self.changes is None else reason_of(self.row)

    @property
    def clauses(self) -> tuple[ClauseChanged, ...]:
        """The clauses that it changed."""
        return tuple(each for each in self.changes or () if isinstance(each, ClauseChanged))

    @property
    def fields(self) -> list[tuple[str, dict[str, tuple[Any, Any]]]]:
        """What it changed, and what it proposed or discussed: clauses with their fields.

        Of a consent, an answer or a comment no fields; where an answer changed its clause, that is
        told once.
        """
        changed = {clause_name(each.kind, each.key): each.fields for each in self.clauses}
        for each in self.changes or ():
            if isinstance(each, Proposed):
                named = table_differences(each.kind, each.base, each.proposed)
                fields = {one.field: (one.old, one.new) for one in named}
                changed.setdefault(each.clause, fields)
            elif isinstance(each, DiscussionChange):
                changed.setdefault(each.clause, {})
            elif isinstance(each, ConsentGiven | ConsentTakenBack):
                changed.setdefault(clause_name(each.kind, each.key), {})
        return list(changed.items())


def told(workspace: Workspace, name: str | None = None) -> list[Told]:
    """What was done, the newest first, in all agreements.

    Args:
        workspace: Where the log is.
        name: A clause, as `kind.key` or by a key that only one clause ever had; all where None.

    Raises:
        Problem: `unknown-clause`, `ambiguous-clause`.
    """
    with workspace.store.read() as reader:
        found = list(_with_names(_told(row) for row in reader.log_rows()))
    if name is not None:
        wanted = _clause_called(name, found)
        found = [each for each in found if wanted in map(_clause_id, each.changes or ())]
    return found[::-1]


def back_up(workspace: Workspace, path: Path, *, by: Actor, at: datetime) -> Backup:
    """Writes what is sound in a workspace into a new file.

    Raises:
        Problem: `nothing-sound`; `unknown-person`, `person-of-other-party` where the agreement can
            be read; or that no file can be made there.
    """
    from alignment_desktop.storage.backup import write_backup
    from alignment_desktop.storage.verification import verified

    differences = workspace.store.differences
    with workspace.store.read() as reader:
        by = _known(workspace, reader, by)
        return write_backup(
            reader, verified(reader, differences, unpacked=True), path, by=by, at=at
        )


def _known(workspace: Workspace, reader: Reader, by: Actor) -> Actor:
    """Who acts, as the newest agreement knows it; as named where that can no longer be read."""
    try:
        agreement = workspace.draft_in(reader, None).agreement
    except Problem:  # what is sound is saved all the same
        return by
    return identified(by, agreement)


def _with_names(found: Iterable[Told]) -> Iterator[Told]:
    """The changes, oldest first, with the names that the log itself gave people until then."""
    names: dict[str, str] = {}
    for each in found:
        for change in each.clauses:
            if change.kind == "person" and change.after is not None:
                names[change.key] = str(change.after.body.get("name") or "")
        name = names.get(each.row.actor.person or "")
        yield replace(each, name=name) if name else each


def _told(row: LogRow) -> Told:
    try:
        return Told(row, row.changes)
    except Problem:
        return Told(row, None)


def _clause_id(change: Change) -> ClauseId | None:
    if isinstance(change, ClauseChanged | ConsentGiven | ConsentTakenBack | DiscussionChange):
        return change.kind, change.key
    return None


def _clause_called(name: str, found: list[Told]) -> ClauseId:
    """The clause of that name among all that there ever were."""
    every = {_clause_id(change) for each in found for change in each.changes or ()} - {None}
    kind, _, key = name.partition(".")
    if (kind, key) in every:
        return kind, key
    matches = sorted(each for each in every if each is not None and each[1] == name and name)
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(clause_name(*match) for match in matches)
        raise Problem("ambiguous-clause", value=name, names=names)
    raise Problem("clause-never-was", value=name, known=", ".join(KINDS))
