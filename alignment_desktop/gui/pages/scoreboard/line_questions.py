"""Asks for what the scoreboard's inspector shows of a line: its leads, where and how it slips."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.scoreboard import Pick, ScoreLine
    from alignment_desktop.domain.settling import Settling
    from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.causes import Causes
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.scoreboard_leads import Detail, Listed
    from alignment_desktop.services.workspace import Workspace

_LEADS, _SLIPS, _SETTLING = "scoreboard-leads", "scoreboard-slips", "scoreboard-settling"


class LineQuestions:
    """Asks, and hands each answer to the inspector.

    Args:
        session: The window's handle on the services.
        inspector: Gives the inspector, which is made when it is first wanted.
    """

    def __init__(self, session: Session, inspector: Callable[[], ScoreboardInspector]) -> None:
        self._session, self._made_inspector = session, inspector

    @property
    def _inspector(self) -> ScoreboardInspector:
        return self._made_inspector()

    def cancel(self) -> None:
        """What hangs on the board that goes is not wanted any more."""
        for topic in (_LEADS, _SLIPS, _SETTLING):
            self._session.cancel(topic)

    def ask_of(self, measured: MeasuredBoard, line: ScoreLine) -> None:
        """Asks for all that is shown of a line."""
        key = line.key

        def question(_workspace: Workspace, _monitor: Monitor) -> Detail:
            from alignment_desktop.services.scoreboard_leads import detail

            return detail(measured, key)

        self._session.ask(_LEADS, question, self._inspector.show_detail)
        self._look_where_it_slips(measured, line)
        self._look_how_it_moved(measured, key)

    def list_leads(self, measured: MeasuredBoard, pick: Pick) -> None:
        """Lists the leads that were picked out."""

        def question(_workspace: Workspace, _monitor: Monitor) -> Listed:
            from alignment_desktop.services.due_leads import due_listed
            from alignment_desktop.services.scoreboard_leads import listed

            return due_listed(measured, pick) if pick.due else listed(measured, pick)

        if pick.due:
            show = partial(self._inspector.show_due, measured.bench.zone, pick)
        elif pick.stage:
            show = partial(self._inspector.show_stage, measured.board, pick)
        else:
            show = partial(self._inspector.show_listed, pick)
        self._session.ask(_LEADS, question, show)

    def _look_where_it_slips(self, measured: MeasuredBoard, line: ScoreLine) -> None:
        """Trying hundreds of groups takes longer than listing leads, and is not waited for."""
        self._session.cancel(_SLIPS)
        if not line.missed:
            return

        def question(_workspace: Workspace, monitor: Monitor) -> Causes:
            from alignment_desktop.services.scoreboard_leads import where_it_slips

            return where_it_slips(measured, line.key, monitor)

        self._inspector.slips.show_searching()
        self._session.ask(_SLIPS, question, self._inspector.show_causes)

    def _look_how_it_moved(self, measured: MeasuredBoard, key: str) -> None:
        """Measuring as of each import takes longest, and is worked out once for a scoreboard."""
        now = self._session.now()

        def question(workspace: Workspace, monitor: Monitor) -> Settling | None:
            from alignment_desktop.services.settling import settling

            return settling(workspace, measured, key, now=now, monitor=monitor)

        self._session.ask(_SETTLING, question, partial(self._inspector.show_settling, key))
