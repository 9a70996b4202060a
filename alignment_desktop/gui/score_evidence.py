"""What scoring asks of the imported leads: read once, asked beside the window."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.changes import Changed, Changes
from alignment_desktop.domain.progress import Progress
from alignment_desktop.gui.library_preload import load_measuring
from alignment_desktop.gui.session import Session

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.score_board import QuarterScores, ScoreBoard
    from alignment_desktop.services.workspace import Workspace

_T = TypeVar("_T")
_BOARD = "score board"
_STAGE = "measuring"
_STALE = frozenset({Changed.EVIDENCE, Changed.VERSIONS})


class _Read:
    """The evidence, read by the first question that needs it; the next ones wait for that."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.scores: QuarterScores | None = None


class ScoreEvidence(QObject):
    """Answers from the imported leads, which change only with an import.

    Attributes:
        board_changed: Another board is there, or there is none any more.
    """

    board_changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._read = _Read()
        self._frame: object = None
        self._asked: Agreement | None = None
        self.board: ScoreBoard | None = None
        session.changed.connect(self._take_changes)
        self.destroyed.connect(lambda: session.cancel(_BOARD))

    @property
    def imported(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self._session.news.batches)

    def refresh(self) -> None:
        """Works the board out again where the agreement or the leads are others."""
        agreement = self._session.draft.agreement
        if not self.imported:
            self.board = None
            self.board_changed.emit()
        elif agreement is not self._asked:
            self._asked = agreement
            self.ask(_BOARD, lambda scores: scores.board(agreement), self._show)

    def ask(
        self,
        topic: str,
        question: Callable[[QuarterScores], _T],
        show: Callable[[_T], None],
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Asks something of the last quarter's leads.

        Args:
            topic: A later question of it takes an earlier one's place.
            question: Works it out, beside the window.
            show: Gets the answer.
            failed: Gets the trouble.
        """
        session, agreement = self._session, self._session.draft.agreement
        frame = session.label, session.draft.id, agreement.header, agreement.timezone
        if frame != self._frame:
            # Another quarter, or other days.
            self._frame, self._read = frame, _Read()
        read, label, now = self._read, session.label, session.now()

        def work(workspace: Workspace, monitor: Monitor) -> _T:
            load_measuring()
            from alignment_desktop.services.score_board import QuarterScores

            with read.lock:
                monitor.report(Progress(0, 1, _STAGE))
                if read.scores is None:
                    read.scores = QuarterScores.of(workspace, label, now=now)
                return question(read.scores)

        session.ask(topic, work, show, failed=failed)

    def _show(self, board: ScoreBoard) -> None:
        self.board = board
        self.board_changed.emit()

    def _take_changes(self, changes: Changes) -> None:
        if _STALE & changes.kinds:
            self._read, self._asked = _Read(), None
