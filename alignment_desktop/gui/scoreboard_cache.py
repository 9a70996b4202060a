"""The measured scoreboards of a workspace: worked out once, and handed to all pages that ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from alignment_desktop.domain.changes import Changed, Changes
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.library_preload import load_measuring
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.measured_board import MeasuredBoard, Sources
    from alignment_desktop.services.workspace import Workspace

MEASURED: frozenset[Changed] = frozenset({Changed.AGREEMENT, Changed.VERSIONS, Changed.EVIDENCE})
"""What a scoreboard is made of."""
_HELD = 4
"""So many scoreboards are kept for as long as nothing changes; one may be large."""


@dataclass(frozen=True, slots=True)
class _Wish:
    view: View
    answer: Callable[[MeasuredBoard], None]
    failed: Callable[[Problem], None]


class ScoreboardCache(QObject):
    """Asks for each scoreboard once, whoever wants it, and keeps the last few.

    What is kept goes as soon as the agreement, its versions or the evidence change; pages hear of
    that too, and ask again. What was read and measured of commitments that did not change is taken
    again for as long as the evidence is the same.

    Args:
        session: The workspace. Pages must be connected to it later than this.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._sources: Sources | None = None
        self._earlier: Sources | None = None
        self._held: OrderedDict[View, MeasuredBoard] = OrderedDict()
        self._running: set[View] = set()
        self._wishes: dict[str, _Wish] = {}
        session.changed.connect(self._on_changed)
        session.settled.connect(self._on_settled)

    def ask(
        self,
        who: str,
        view: View,
        answer: Callable[[MeasuredBoard], None],
        failed: Callable[[Problem], None],
    ) -> None:
        """Asks for a scoreboard; the answer comes soon where it is known.

        Args:
            who: Who asks; a later question takes the place of the same asker's earlier one, whose
                answer never arrives then.
            view: What part of the agreement.
            answer: Gets the scoreboard.
            failed: Gets the trouble.
        """
        self._wishes[who] = _Wish(view, answer, failed)
        self._cancel_unwanted()
        if view in self._held:
            self._held.move_to_end(view)
            # Not in the same breath: a page that was just made is painted first.
            QTimer.singleShot(0, self, partial(self._hand_out, view))
        elif view not in self._running:
            self._start(view)

    def _start(self, view: View) -> None:
        session, held, earlier = self._session, self._sources, self._earlier
        label, now = session.label, session.now()

        def question(workspace: Workspace, monitor: Monitor) -> tuple[Sources, MeasuredBoard]:
            # Loaded here: the libraries that measure must not slow the window's first painting.
            load_measuring()
            from alignment_desktop.services.scoreboard import scoreboard, sources_of

            sources = held or sources_of(workspace, now=now, label=label, earlier=earlier)
            return sources, scoreboard(sources, view, monitor)

        self._running.add(view)
        session.ask(
            _topic(view), question, partial(self._arrived, view), partial(self._refused, view)
        )

    def _arrived(self, view: View, answer: tuple[Sources, MeasuredBoard]) -> None:
        self._sources, board = answer
        self._earlier = self._sources
        self._held[view] = board
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        self._hand_out(view)

    def _hand_out(self, view: View) -> None:
        board = self._held.get(view)
        if board is not None:
            for wish in self._taken(view):
                wish.answer(board)

    def _refused(self, view: View, problem: Problem) -> None:
        for wish in self._taken(view):
            wish.failed(problem)

    def _taken(self, view: View) -> list[_Wish]:
        self._running.discard(view)
        return [
            self._wishes.pop(who) for who, wish in list(self._wishes.items()) if wish.view == view
        ]

    def _cancel_unwanted(self) -> None:
        wanted = {wish.view for wish in self._wishes.values()}
        for view in self._running - wanted:
            self._session.cancel(_topic(view))
            self._running.discard(view)

    def _on_changed(self, change: Changes) -> None:
        if not MEASURED & change.kinds:
            return
        self._sources = None
        if Changed.EVIDENCE in change.kinds:
            self._earlier = None  # else two of the largest things that there are would be held
        self._held.clear()
        self._wishes.clear()
        self._cancel_unwanted()

    def _on_settled(self) -> None:
        # What ended in trouble that nobody expected gave no answer; it can be asked again.
        self._running.clear()


def _topic(view: View) -> str:
    return f"scoreboard {view.period or ''} {view.segment or ''}"
