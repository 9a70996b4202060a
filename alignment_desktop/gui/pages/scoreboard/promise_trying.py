"""Trials of a promise: worked out beside the window, the newest next, and proposed if wanted."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.gui.inspector.clause_actions import ClauseActions

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.scoreboard import ScoreLine
    from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.editing import Edited
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.promise_trials import PromiseTrials, Tried
    from alignment_desktop.services.workspace import Workspace


class _Held:
    """The trials of one promise, made by the first question that needs them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.trials: PromiseTrials | None = None


class PromiseTrying(QObject):
    """Asks what trials come to, shows it, and proposes what was tried.

    Whoever drags asks faster than is answered: what is asked meanwhile waits, and only the last of
    it counts, so that answers keep coming.

    Args:
        session: The window's handle on the services.
        parent: Who owns it.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = ClauseActions(session, self)
        self._inspector: ScoreboardInspector | None = None
        self._seen = 0
        self._topic = topic = f"promise trials {id(self)}"
        self._of: tuple[MeasuredBoard, str] | None = None
        self._held = _Held()
        self._asked: Tried | None = None
        self._waiting: Tried | None = None
        self.destroyed.connect(lambda: session.cancel(topic))

    def follow(self, inspector: ScoreboardInspector) -> None:
        """Says where promises are tried."""
        self._inspector = inspector
        inspector.trial.touched.connect(self.ready)
        inspector.trial_wanted.connect(self.want)
        inspector.band.proposed.connect(self.propose)

    def begin(self, measured: MeasuredBoard, key: str) -> None:
        """Makes ready to try a promise of a scoreboard; nothing is tried yet."""
        self.stop()
        if self._of is None or self._of[0] is not measured or self._of[1] != key:
            self._of, self._held = (measured, key), _Held()

    def stop(self) -> None:
        """Nothing is tried any more; what is sorted already stays for the same promise."""
        self._session.cancel(self._topic)
        self._asked = self._waiting = None

    def forget(self) -> None:
        """Another scoreboard comes: nothing of the one before is kept."""
        self.stop()
        self._of, self._held = None, _Held()

    def ready(self) -> None:
        """Sorts the leads before the first trial, which may come soon."""
        from alignment_desktop.services.promise_trials import Tried

        if self._of is not None and self._asked is None and self._held.trials is None:
            self._ask(Tried())

    def want(self, tried: Tried | None) -> None:
        """Asks what a trial comes to; None: nothing is tried any more."""
        if tried is None:
            self.stop()
            return
        self._seen = self._session.draft.revision
        self._show(tried, None)
        if self._asked is None:
            self._ask(tried)
        else:
            self._waiting = tried

    def propose(self) -> None:
        """Changes the clause as it was tried: a proposal, where the other party agreed to it."""
        inspector, agreement = self._inspector, self._session.draft.agreement
        tried = inspector.trial.tried if inspector is not None else None
        clause_id = (COMMITMENT, inspector.key if inspector is not None else "")
        if inspector is None or tried is None or not tried.changes(agreement, clause_id):
            return

        def refused(problem: Problem) -> None:
            self._session.notify(self._session.sentence(problem), wrong=True)

        def done(_edited: Edited) -> None:
            inspector.trial.give_up()

        table = tried.table(agreement, clause_id[1])
        self._actions.edit(clause_id, table, self._seen, done, refused)

    def _show(self, tried: Tried, found: ScoreLine | None) -> None:
        inspector = self._inspector
        if inspector is not None:
            clause_id = (COMMITMENT, inspector.key)
            fits = tried.changes(self._session.draft.agreement, clause_id)
            inspector.show_trial(tried, found, fits=fits)

    def _ask(self, tried: Tried) -> None:
        if self._of is None:
            return
        (measured, key), held = self._of, self._held
        self._asked = tried

        def question(_workspace: Workspace, _monitor: Monitor) -> ScoreLine | None:
            from alignment_desktop.services.promise_trials import PromiseTrials

            with held.lock:
                if held.trials is None:
                    held.trials = PromiseTrials(measured, key)
                return held.trials.line(tried)

        self._session.ask(
            self._topic, question, self._arrived, failed=lambda _problem: self._arrived(None)
        )

    def _arrived(self, line: ScoreLine | None) -> None:
        asked, waiting = self._asked, self._waiting
        self._asked = self._waiting = None
        if waiting is not None:
            self._ask(waiting)
        if asked is not None:
            self._show(asked, line)
