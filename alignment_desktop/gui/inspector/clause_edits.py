"""Edits of clauses on their way to the store: one after the other, each on what was in sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.agreement import ClauseId, json_table
from alignment_desktop.domain.clauses import HEADER, Clause, clause_name, read_clause, write_clause
from alignment_desktop.domain.merging import Disputed, Removal, merge
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.field_conflicts import Typed
from alignment_desktop.gui.inspector.field_specs import flat
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import wording
from alignment_desktop.services.editing import Edited
from alignment_desktop.values import dataclass

_OF_OTHERS = frozenset({"clause-gone", "field-changed-since", "changes-do-not-fit"})
"""What an edit is refused for because of what others did meanwhile."""


@dataclass(frozen=True)
class Edit:
    """An edit of a clause.

    Attributes:
        table: What the clause is to say, whole.
        seen: The workspace's revision that the user had in sight.
        typed: The fields in which it differs from that.
        joins: The `kind.key` of a clause that was added so that this one can name it: both are one
            step to undo. Empty: none was.
    """

    table: dict[str, object]
    seen: int
    typed: Mapping[str, Typed]
    joins: str = ""

    def not_stored(self, kind: str, typed: Mapping[str, Typed]) -> dict[str, Typed]:
        """What was typed into a clause of that kind and is not what the edit has stored."""
        stored = flat(kind, self.table)
        return {name: each for name, each in typed.items() if each.value != stored[name]}


class ClauseEdits(QObject):
    """Sends edits of clauses.

    Who writes on while an edit is on its way bases that on the edit, not on what stood before: the
    later one waits for the earlier to come back.

    Attributes:
        saved: Carries the clause as it was called, the `Edit` and its `Edited`.
        refused: Carries the clause, the `Edit` and the `Problem`.
        ended: Carries a clause of which no edit is on its way any more.
        written: Carries the `kind.key` of a clause that was removed by others and is written again.
    """

    saved = Signal(object, object, object)
    refused = Signal(object, object, object)
    ended = Signal(object)
    written = Signal(str)

    def __init__(self, session: Session, actions: ClauseActions, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._under_way: set[ClauseId] = set()
        self._waiting: dict[ClauseId, Edit] = {}

    def send(self, clause_id: ClauseId, edit: Edit) -> None:
        """Sends an edit; of several that wait for one that is on its way only the last counts."""
        if clause_id in self._under_way:
            self._waiting[clause_id] = edit
            return
        self._under_way.add(clause_id)

        def done(edited: Edited) -> None:
            self._under_way.remove(clause_id)
            later = self._waiting.pop(clause_id, None)
            self.saved.emit(clause_id, edit, edited)
            if later is not None:
                self._go_on(edit, edited, later)
            else:
                self.ended.emit(clause_id)

        def refused(problem: Problem) -> None:
            self._under_way.remove(clause_id)
            later = self._waiting.pop(clause_id, None)
            if later is not None:
                self.send(clause_id, later)
            else:
                self.refused.emit(clause_id, edit, problem)
                self.ended.emit(clause_id)

        self._actions.edit(clause_id, edit.table, edit.seen, done, refused, joins=edit.joins)

    def tell(self, kind: str, edit: Edit, problem: Problem, *, beside: bool) -> None:
        """Says why an edit was refused; where the clause is gone, it can be written again.

        Args:
            kind: The clause's kind.
            edit: The edit.
            problem: Why it was refused.
            beside: Whether that stands beside the fields already.
        """
        session = self._session
        if problem.code in _OF_OTHERS:
            session.look()
        elif beside:
            return
        text = session.sentence(problem)
        if not _clause_is_gone(problem):
            session.notify(text, wrong=True)
            return

        def add() -> None:
            self._actions.write(
                kind, edit.table, lambda made: self.written.emit(clause_name(*made))
            )

        session.notify(text, wrong=True, action=wording().inspector.add_it_again(), act=add)

    def _go_on(self, sent: Edit, edited: Edited, later: Edit) -> None:
        """Sends an edit that was based on one which is stored by now."""
        if edited.proposal is not None:
            # What stands is what stood before, and the later one takes the proposal further.
            self.send(edited.id, later)
            return
        draft, kind = self._session.draft, edited.id[0]
        standing = draft.agreement.clauses.get(edited.id)
        merged = merge(_clause(kind, sent), standing, _clause(kind, later))
        if merged.clause is None:
            conflicts = (Disputed(clause_name(*edited.id), merged.conflicts, merged.removal),)
            facts = {"conflicts": conflicts, "by": edited.by, "seen": draft.revision}
            self.refused.emit(edited.id, later, Problem("field-changed-since", **facts))
            self.ended.emit(edited.id)
            return
        table = json_table(write_clause(merged.clause))
        if kind == HEADER:
            same = later.table["label"] == sent.table["label"]
            table["label"] = draft.agreement.label if same else later.table["label"]
        self.send(edited.id, replace(later, table=table, seen=draft.revision))


def _clause(kind: str, edit: Edit) -> Clause:
    return read_clause(kind, {name: edit.table[name] for name in edit.table if name != "label"})


def _clause_is_gone(problem: Problem) -> bool:
    disputed = cast("tuple[Disputed, ...]", problem.facts.get("conflicts", ()))
    return problem.code == "clause-gone" or any(each.removal is Removal.THEIRS for each in disputed)
