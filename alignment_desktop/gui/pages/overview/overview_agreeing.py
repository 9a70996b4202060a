"""Agreeing on the overview to all that waits for a party, once it was seen what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import party_words, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.gui.inspector.agree_review import AgreeReview
    from alignment_desktop.services.agreeing import Agreed
    from alignment_desktop.services.changes_to_agree import Unread

_TOPIC, _SHOWING = "overview agreeing", "overview agreeing, shown"


class OverviewAgreeing(QObject):
    """Shows what changed since the party last agreed, if anything did, and then agrees.

    Attributes:
        review: The panel of what changed; None where it was never needed.
    """

    def __init__(self, session: Session, switch: ThemeSwitch, column: QVBoxLayout) -> None:
        """Joins it to the page.

        Args:
            session: The window's handle on the services.
            switch: The theme.
            column: The page's, on top of which the panel is shown.
        """
        super().__init__(column)
        self._session, self._switch, self._column = session, switch, column
        self.review: AgreeReview | None = None
        self._reviewed: tuple[str, tuple[str, ...], int] = ("", (), 0)

    def begin(self, party: str, ids: Sequence[ClauseId], seen: int) -> None:
        """Begins to agree.

        Args:
            party: Who.
            ids: To which clauses.
            seen: The revision that the page shows.
        """
        session = self._session
        draft = session.draft

        def show(unread: tuple[Unread, ...]) -> None:
            self._reviewed = party, tuple(clause_name(*each) for each in ids), seen
            if unread:
                review = self._made_review()
                pieces = review.show_changes(unread, draft.agreement, party, len(ids))
                session.run_when_idle(_SHOWING, pieces)
            else:
                self._agree()

        from alignment_desktop.services.changes_to_agree import unread_changes

        session.ask(
            _TOPIC,
            lambda workspace, _monitor: unread_changes(workspace, draft, list(ids), party),
            show,
            failed=self._refused,
        )

    def leave(self) -> None:
        """Another is at the keyboard."""
        if self.review is not None:
            self.review.hide()

    def _made_review(self) -> AgreeReview:
        """The panel; made when it is first needed, the window has to be quick."""
        if self.review is None:
            from alignment_desktop.gui.inspector.agree_review import AgreeReview

            self.review = AgreeReview(self._switch)
            self.review.agreed.connect(self._agree)
            self._column.insertWidget(0, self.review)
        return self.review

    def _agree(self) -> None:
        session = self._session
        party, names, seen = self._reviewed
        if not names or party != session.party:
            return

        def done(agreed: Agreed) -> None:
            count = len(agreed.names)
            session.notify(
                wording().overview.agrees_to_clauses(count, party=party_words(party), count=count),
                action=wording().common.undo(),
                act=session.undo_of_last(),
            )

        from alignment_desktop.services.agreeing import Agree

        def refused(problem: Problem) -> None:
            self._refused(problem)
            session.look()

        session.execute(Agree(party, names, session.label, seen), done=done, failed=refused)

    def _refused(self, problem: Problem) -> None:
        self._session.notify(self._session.sentence(problem), wrong=True)
