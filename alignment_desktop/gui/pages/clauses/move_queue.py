"""Moves of clauses one after the other: each begins where the last one ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.session import Session
from alignment_desktop.services.moving import MoveClauses

Move = Callable[[], MoveClauses | None]
"""Says which clauses are to stand where, as things are once it is its turn; None: nowhere else."""


class MoveQueue(QObject):
    """Carries out moves in the order in which they were asked for; a refusal gives up the rest."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Move] = []
        self._moving = False

    def add(self, move: Move) -> None:
        """Makes a move once those before it are made."""
        self._waiting.append(move)
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and not self._moving:
            command = self._waiting.pop(0)()
            if command is not None:
                self._moving = True
                self._session.execute(command, done=self._moved_on, failed=self._refused)

    def _moved_on(self, _places: object) -> None:
        self._moving = False
        self._go_on()

    def _refused(self, problem: Problem) -> None:
        self._moving = False
        self._waiting.clear()
        self._session.notify(self._session.sentence(problem), wrong=True)
        self._session.look()
