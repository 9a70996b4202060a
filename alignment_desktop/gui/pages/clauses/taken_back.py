"""Says whose yes an edit on a picture took back: a facilitator edits without proposing."""

from __future__ import annotations

from PySide6.QtCore import QObject

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.inspector.clause_edits import ClauseEdits, Edit
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.services.editing import Edited


class TakenBackNotice(QObject):
    """Tells it once the edit is stored, with a way back."""

    def __init__(self, session: Session, edits: ClauseEdits, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._given: dict[ClauseId, frozenset[str]] = {}
        edits.saved.connect(self._saved)
        edits.refused.connect(self._refused)

    def expect(self, clause_id: ClauseId) -> None:
        """A clause is about to be edited: who agrees to it now."""
        given = self._session.draft.consents.of(clause_id) - {self._session.party or ""}
        self._given.setdefault(clause_id, frozenset(given))

    def _refused(self, clause_id: ClauseId, _edit: Edit, _problem: object) -> None:
        self._given.pop(clause_id, None)

    def _saved(self, clause_id: ClauseId, _edit: Edit, edited: Edited) -> None:
        given = self._given.pop(clause_id, frozenset())
        if not given or edited.proposal is not None:
            return
        session, its = self._session, wording().clauses
        clause = session.draft.agreement.clauses.get(edited.id)
        name = display_name(clause) if clause is not None else ""
        parties = user_language().listed(party_words(each) for each in sorted(given))
        session.notify(
            its.changed_and_taken_back(name=name, parties=parties),
            action=wording().common.undo(),
            act=session.undo_of_last(),
        )
