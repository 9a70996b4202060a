"""Agreeing to clauses from a page that shows them, once it was seen what changed."""

from __future__ import annotations

from alignment_desktop.gui.inspector.agree_review import AgreeReview
from alignment_desktop.gui.inspector.clause_actions import ClauseActions, ToReview
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch


class ClauseAgreeing(AgreeReview):
    """The panel of what changed, shown whenever that has to be read before agreeing."""

    def __init__(self, session: Session, actions: ClauseActions, switch: ThemeSwitch) -> None:
        """Joins the panel to the actions of a page.

        Args:
            session: The window's handle on the services.
            actions: What agrees.
            switch: The theme.
        """
        super().__init__(switch)
        self._session, self._actions = session, actions
        self._reviewed: ToReview | None = None
        # Each page has such a panel.
        self._topic = topic = f"changes to agree to, shown {id(self)}"
        self.destroyed.connect(lambda: session.cancel(topic))
        actions.review_wanted.connect(self._show)
        self.agreed.connect(self._agree_reviewed)
        session.seat_changed.connect(lambda _seat: self.hide())

    def _show(self, reviewed: ToReview) -> None:
        self._reviewed = reviewed
        agreement, count = self._session.draft.agreement, len(reviewed.names)
        pieces = self.show_changes(reviewed.unread, agreement, reviewed.party, count)
        self._session.run_when_idle(self._topic, pieces)

    def _agree_reviewed(self) -> None:
        reviewed = self._reviewed
        if reviewed is not None and reviewed.party == self._session.party:
            self._actions.agree_at_once(reviewed.names, reviewed.seen)
