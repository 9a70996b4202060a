"""Edits that are made on a picture: some fields of a clause, by the one way in which all are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.agreement import ClauseId, json_table
from alignment_desktop.domain.clauses import clause_name, write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import Body, ProposalState
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.inspector.clause_edits import ClauseEdits, Edit
from alignment_desktop.gui.inspector.field_specs import flat, nested
from alignment_desktop.gui.pages.clauses.taken_back import TakenBackNotice
from alignment_desktop.gui.session import Session


class PictureEdits(QObject):
    """Sends what was done on a picture as edits of clauses; proposals where the other agreed.

    What is done while an edit is on its way goes on from that edit, and what the party at the
    keyboard proposes goes on from its proposal.

    Attributes:
        ended: Carries the `kind.key` of a clause whose edits are all stored, or were refused: what
            the picture showed as tried is to be shown as it stands.
    """

    ended = Signal(str)

    def __init__(self, session: Session, actions: ClauseActions, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._edits = ClauseEdits(session, actions, self)
        self._tried: dict[ClauseId, dict[str, object]] = {}
        self._seen: dict[ClauseId, int] = {}
        self._taken_back = TakenBackNotice(session, self._edits, self)
        self._edits.refused.connect(self._refused)
        self._edits.ended.connect(self._end)

    def table(self, clause_id: ClauseId) -> dict[str, object]:
        """What a clause says for whoever is at the keyboard.

        That is what was last done to it here and is on its way, else what their party proposes,
        else what stands.
        """
        tried = self._tried.get(clause_id)
        if tried is not None:
            return tried
        own = self.proposed(clause_id)
        if own is not None:
            return dict(own)
        return json_table(write_clause(self._session.draft.agreement.clauses[clause_id]))

    def proposed(self, clause_id: ClauseId) -> Body | None:
        """What the party at the keyboard proposes for a clause; None where it proposes nothing."""
        session = self._session
        waiting = session.news.discussion.open_for(session.draft.id).get(clause_id, ())
        own = [
            each.proposed
            for each in waiting
            if each.party == session.party and each.state is ProposalState.OPEN
        ]
        return own[-1] if own else None

    def change(self, clause_id: ClauseId, fields: Mapping[str, object]) -> None:
        """Lets some fields of a clause, by their dotted names, say something else."""
        kind = clause_id[0]
        before = self.table(clause_id)
        table = nested(kind, {**flat(kind, before), **fields})
        if table == before:
            return
        seen = self._seen.setdefault(clause_id, self._session.draft.revision)
        self._tried[clause_id] = table
        self._taken_back.expect(clause_id)
        self._edits.send(clause_id, Edit(table, seen, {}))

    def _refused(self, clause_id: ClauseId, edit: Edit, problem: Problem) -> None:
        self._edits.tell(clause_id[0], edit, problem, beside=False)

    def _end(self, clause_id: ClauseId) -> None:
        self._tried.pop(clause_id, None)
        self._seen.pop(clause_id, None)
        self.ended.emit(clause_name(*clause_id))
