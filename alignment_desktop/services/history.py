"""What a window has done, and can undo and redo, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    ClauseParked,
    Commented,
    CommentTakenBack,
    ParkingTakenBack,
    ProposalAnswered,
    ProposalTakenBack,
    Proposed,
)
from alignment_desktop.domain.evidence_entries import (
    Imported,
    ImportRestored,
    ImportWithdrawn,
)
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
    inverses,
)
from alignment_desktop.domain.logo_entries import LogoChanged
from alignment_desktop.domain.review_entries import ReviewChanged
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.change_log import LogRow


_NOBODY = Actor(None, None, "")


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be taken back, or several that people take for one.

    Attributes:
        revision: Which row of the change log holds it.
        action: The command's verb, such as `edit`.
        names: What it changed: clauses as `kind.key`, batches as `import 3`.
        called: What people call each of these; empty where the change does not say.
        actor: Who made it.
        earlier: The rows of the changes before it that belong to it, the latest first.
    """

    revision: int
    action: str
    names: tuple[str, ...]
    called: tuple[str, ...] = ()
    actor: Actor = _NOBODY
    earlier: tuple[int, ...] = ()


class History:
    """What one window has done, and can undo and redo; others' changes are not among it."""

    def __init__(self) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def next_undo(self) -> Step | None:
        """What would be undone."""
        return self._undo[-1] if self._undo else None

    @property
    def next_redo(self) -> Step | None:
        """What would be done again."""
        return self._redo[-1] if self._redo else None

    def done(self, rows: Sequence[LogRow], joins: str = "") -> None:
        """Takes note of changes of this window, in the order in which they were made.

        Args:
            rows: The changes.
            joins: What the step before changed, such as `person.kim`, if these belong to that step:
                somebody was added for the sake of a field, which then named him. They stay a step
                of their own where something else has come in between.
        """
        for row in rows:
            self._redo.clear()
            if undoable(row):
                self._undo.append(self._joined(_step(row), joins))

    def _joined(self, step: Step, joins: str) -> Step:
        """The step; with the one before where it belongs to that, which names what was done."""
        before = self.next_undo
        if before is None or before.names != (joins,) or before.actor != step.actor:
            return step
        self._undo.pop()
        earlier = (before.revision, *before.earlier)
        return replace(before, revision=step.revision, earlier=earlier)

    def undone(self, revision: int) -> None:
        """The last step was undone by the change of that revision."""
        step = self._undo.pop()
        self._redo.append(replace(step, revision=revision, earlier=()))

    def redone(self, revision: int) -> None:
        """The step undone last was done again by the change of that revision."""
        step = self._redo.pop()
        self._undo.append(replace(step, revision=revision))

    def forget(self, step: Step) -> None:
        """A step that cannot be undone or redone any more, as others have gone on from there."""
        for steps in (self._undo, self._redo):
            if step in steps:
                steps.remove(step)


def undoable(row: LogRow) -> bool:
    """Whether a change can be taken back: a frozen version and a new agreement stay."""
    return bool(row.changes) and inverses(row.changes) is not None


def _step(row: LogRow) -> Step:
    called: dict[str, str] = {}
    for change in row.changes:
        name = name_of(change)
        if name:
            called[name] = called.get(name) or _called(change)
    return Step(row.revision, row.action, tuple(called), tuple(called.values()), row.actor)


def name_of(change: Change) -> str:
    """What a change changed, as a step names it; empty where it is nothing of its own."""
    match change:
        case ClauseChanged() | ConsentGiven() | ConsentTakenBack():
            return clause_name(change.kind, change.key)
        case (
            Proposed()
            | ProposalTakenBack()
            | ProposalAnswered()
            | AnswerTakenBack()
            | Commented()
            | CommentTakenBack()
            | ClauseParked()
            | ParkingTakenBack()
        ):
            return change.clause
        case Imported() | ImportWithdrawn() | ImportRestored():
            return f"import {change.batch}"
        case ReviewChanged():
            return f"review {change.record}"
        case LogoChanged():
            return "logo"
        case _:
            return ""


def _called(change: Change) -> str:
    """What people call a clause, as it was left, or as it was before it was removed."""
    if isinstance(change, ReviewChanged):
        return change.name
    if isinstance(change, ClauseChanged):
        for state in (change.after, change.before):
            if state is not None:
                return str(state.body.get("name") or "")
    return ""
