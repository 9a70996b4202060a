"""Undo and redo of a window: what it did, said in words, taken back, and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.wording import step_words, wording
from alignment_desktop.services.history import History, Step
from alignment_desktop.services.reversing import Reverse

if TYPE_CHECKING:
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.storage.change_log import LogRow


class UndoSession(Protocol):
    """What undo needs of the window's session."""

    @property
    def draft(self) -> Draft:
        """The agreement that is shown."""

    @property
    def party(self) -> str | None:
        """The party at the keyboard; None where it is the facilitator."""

    def notify(self, text: str, *, wrong: bool = False) -> None:
        """Tells the user something in one plain sentence."""

    def sentence(self, problem: Problem) -> str:
        """What is wrong, where, and what to do."""

    def runs(self, topic: str) -> bool:
        """Whether a command of that name is on its way."""

    def reverse(
        self,
        command: Reverse,
        noted: Callable[[int], None],
        failed: Callable[[Problem], None],
    ) -> None:
        """Carries out an undo or a redo.

        Args:
            command: What is put back.
            noted: Gets the revision that put it back, before anybody is told of the change.
            failed: Gets the trouble where it is refused.
        """


class UndoSteps:
    """What one window did and can take back or do again, the last thing first.

    Args:
        session: Carries out what is taken back.
        changed: Hears that another step would be undone or redone now.
    """

    def __init__(self, session: UndoSession, changed: Callable[[], None]) -> None:
        self._session = session
        self._changed = changed
        self._history = History()
        self._commands: set[str] = set()
        self._wanted = False

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self._history.next_undo is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self._history.next_redo is not None

    @property
    def undo_text(self) -> str:
        """What would be undone, in words."""
        step = self._history.next_undo
        if step is None:
            return wording().common.undo()
        return wording().frame.undo_step(step=self._words(step))

    @property
    def redo_text(self) -> str:
        """What would be done again, in words."""
        step = self._history.next_redo
        if step is None:
            return wording().frame.redo()
        return wording().frame.redo_step(step=self._words(step))

    def begin(self, command: str) -> None:
        """A command of that name is on its way: it is the last thing that the window does."""
        if not self._executing:
            self._wanted = False
        self._commands.add(command)

    def note(self, rows: Iterable[LogRow], at: datetime, joins: str = "") -> None:
        """Takes note of what a command of this window did.

        Args:
            rows: All that is new in the workspace, whoever did it.
            at: The moment at which the window carried out its command.
            joins: As `History.done` takes it.
        """
        own = [row for row in rows if row.at == at]
        if own:
            self._history.done(own, joins)
            self._changed()

    def catch_up(self) -> None:
        """A command has ended: takes it back where that was asked for meanwhile."""
        if self._wanted and not self._executing:
            self._wanted = False
            self.undo()

    def undo(self) -> None:
        """Takes back the last change that this window made.

        One that is still on its way is the last one: it is taken back once it is there.
        """
        if self._executing:
            self._wanted = True
            return
        self._reverse(self._history.next_undo, "undo", self._history.undone)

    def undo_of_last(self) -> Callable[[], None]:
        """What takes back the last change, and nothing where that is another one by then."""
        step = self._history.next_undo

        def undo() -> None:
            if step is not None and self._history.next_undo is step and not self._executing:
                self.undo()

        return undo

    def redo(self) -> None:
        """Does again what was undone last."""
        self._reverse(self._history.next_redo, "redo", self._history.redone)

    @property
    def _executing(self) -> bool:
        """Whether a command is on its way."""
        return any(self._session.runs(command) for command in self._commands)

    def _words(self, step: Step) -> str:
        from alignment_desktop.gui.inspector.words import clause_words

        agreement = self._session.draft.agreement
        return step_words(step, lambda name: clause_words(name, agreement))

    def _reverse(self, step: Step | None, action: str, note: Callable[[int], None]) -> None:
        # Two quick presses must not take the same step twice: the second comes too early.
        if step is None or self._session.runs(Reverse.__name__):
            return
        if not self._may_take_back(step.actor):
            # What one party said is not taken back, nor said again, by the other.
            from alignment_desktop.gui.inspector.change_words import who_words

            who = who_words([step.actor], self._session.draft.agreement)
            self._session.notify(wording().frame.undo_of_other(who=who), wrong=True)
            return

        def noted(revision: int) -> None:
            note(revision)
            self._changed()

        def failed(problem: Problem) -> None:
            if problem.code == "undo-overtaken":
                self._history.forget(step)
                self._changed()
            self._session.notify(self._session.sentence(problem), wrong=True)

        self._session.reverse(Reverse(step.revision, action, step.earlier), noted, failed)

    def _may_take_back(self, did: Actor) -> bool:
        """Whether who is at the keyboard may take back what that actor did."""
        party = self._session.party
        return did.party in (None, party) or (did.facilitated and party is None)
