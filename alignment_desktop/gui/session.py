"""The window's one handle on the services: it asks and executes, and never makes anybody wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.actors import WINDOW, Actor
from alignment_desktop.domain.changes import EVERYTHING, Changes
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.importing.watch_memory import WatchMemory
from alignment_desktop.gui.job_runner import JobRunner, Refusal
from alignment_desktop.gui.questions import Question, Questions
from alignment_desktop.gui.reading.reading_memory import ReadingMemory
from alignment_desktop.gui.remembered_values import RememberedValues
from alignment_desktop.gui.seats.at_keyboard import AtKeyboard
from alignment_desktop.gui.seats.seat import Seat, person_called
from alignment_desktop.gui.seats.seat_memory import SeatMemory
from alignment_desktop.gui.signing.signing_memory import SigningMemory
from alignment_desktop.gui.undo_steps import UndoSteps
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import party_words, wording
from alignment_desktop.gui.workspaces.change_watch import POLL, ChangeWatch
from alignment_desktop.gui.workspaces.workspace_name import workspace_name
from alignment_desktop.gui.workspaces.workspace_reading import WorkspaceReading
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.feed import Looked, News
from alignment_desktop.services.jobs import JobMonitor, watched
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Command, Workspace

_T = TypeVar("_T")


def present_moment() -> datetime:
    """The moment at which something is done now."""
    return datetime.now(UTC)


class Session(QObject):
    """One open workspace, as the window sees it.

    Attributes:
        changed: Carries `Changes`, after every change of whoever made it.
        noticed: Carries a `Notice`: the one door for messages.
        seat_changed: Carries the `Seat` of who is at the keyboard now.
        working: Carries `Working`, at most ten times a second; None when nothing long runs.
        place_wanted: Carries a `Place` that somebody asks to see.
        history_changed: What can be undone or redone is another thing now.
        settled: Nothing runs any more; every answer that was awaited is here.
        opened: A workspace that was only looked at is open now, and with it what is unwise about
            its place is known.
        refused: Carries the `Problem` for which it could not be opened after all.
        address: Where the workspace is, fit to be shown: without a password.
        folders: Where the user last was when asked for files.
        reading: How documents were read last.
        signing: How somebody signed last on this computer.
        kept: Where it is, to be opened again from there: without a password too.
        name: What it is called.
    """

    changed = Signal(object)
    noticed = Signal(object)
    seat_changed = Signal(object)
    working = Signal(object)
    place_wanted = Signal(object)
    history_changed = Signal()
    settled = Signal()
    opened = Signal()
    refused = Signal(object)

    def __init__(
        self,
        workspace: Workspace | Looked,
        *,
        seats: SeatMemory | None = None,
        clock: Callable[[], datetime] = present_moment,
        poll: int = POLL,
        folders: FolderMemory | None = None,
        reading: ReadingMemory | None = None,
        signing: SigningMemory | None = None,
        watching: WatchMemory | None = None,
        views: RememberedValues | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Reads the workspace, which then belongs to the session.

        Args:
            workspace: The workspace; `close` closes it. One that was only looked at is opened
                in the store's thread, before the first thing that is done with it there.
            seats: Who was at the keyboard of which workspace; nothing is remembered where None.
            clock: Tells the present moment.
            poll: Milliseconds between two looks for what other programs changed, which is mostly
                heard of at once; 0: neither looks nor hears.
            folders: Where the user last was when asked for files.
            reading: How documents were read last.
            signing: How somebody signed last.
            watching: Which folder is watched for new files.
            views: What was in sight last on pages that show their clauses in two ways.
            parent: Who owns the session.

        Raises:
            Problem: That the workspace cannot be read.
        """
        super().__init__(parent)
        its = self._its = WorkspaceReading(workspace)
        self.address, self.kept = its.address, its.kept
        self._clock = clock
        self.folders = folders or FolderMemory()
        self.reading = reading or ReadingMemory()
        self.signing = signing or SigningMemory()
        self.watching = watching or WatchMemory()
        self.views = views or RememberedValues(None, "views")
        self._keyboard = AtKeyboard(seats, its.news.identity, its.draft.agreement)
        self._undo_steps = UndoSteps(self, self.history_changed.emit)
        self._closed = False
        self._told: frozenset[str] = frozenset()
        self.name = workspace_name(self.address)
        self._jobs = JobRunner(self)
        self._jobs.working.connect(self.working)
        self._jobs.settled.connect(self.settled)
        self._jobs.told.connect(self.noticed)
        self._questions = Questions(self._jobs, its, self._take_opened, self.refused.emit)
        self._watch = ChangeWatch(self._jobs, its.read_unseen, self._take, self)
        if poll:
            self._watch.start(poll)
            if its.workspace is not None:
                self._watch.follow(its.workspace)

    @property
    def draft(self) -> Draft:
        """The agreement that is shown, as it was read after the last change."""
        return self._its.draft

    @property
    def news(self) -> News:
        """The last reading of the workspace."""
        return self._its.news

    @property
    def label(self) -> str | None:
        """Which agreement is shown; None: always the newest."""
        return self._its.label

    @property
    def read_only(self) -> bool:
        """Whether every change is refused."""
        return self._its.read_only

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is unwise about where the workspace lies; known once it is open."""
        return self._its.warnings

    @property
    def seat(self) -> Seat:
        """Who is at the keyboard; a person of the agreement that is shown, or nobody named."""
        return self._keyboard.seat

    @property
    def told_who(self) -> bool:
        """Whether somebody said who is at the keyboard; else the window asks."""
        return self._keyboard.told

    @property
    def party(self) -> str | None:
        """The party that edits and so agrees; None where the facilitator is at the keyboard."""
        return self.seat.speaks_for

    @property
    def actor(self) -> Actor:
        """Who does what is done now, as the log names it."""
        return Actor(self.seat.person, self.party, WINDOW)

    @property
    def busy(self) -> bool:
        """Whether anything runs for it, or is kept back until the window is painted."""
        return self._jobs.busy or self._questions.waiting

    def now(self) -> datetime:
        """The present moment."""
        return self._clock()

    def set_seat(self, party: str, person: str | None = None) -> None:
        """Another sits down at the keyboard.

        Args:
            party: `sales`, `marketing` or `facilitator`.
            person: The key of a person clause, whose party counts then; None: nobody is named.
        """
        before = self.told_who, self.seat
        self._keyboard.sit_down(Seat(party, person), self.draft.agreement)
        if before != (True, self.seat):
            self.seat_changed.emit(self.seat)

    def last_seat(self, party: str) -> Seat | None:
        """Who sits down where only a party is said; None where that has to be asked."""
        return self._keyboard.last_of(party, self.draft.agreement)

    def show_agreement(self, label: str | None) -> None:
        """Shows another agreement of the workspace; the newest where None."""
        self._its.label = label

        def shown(read: News) -> None:
            self._show(read)
            self.changed.emit(Changes(EVERYTHING, read.revision))

        self._jobs.on_store("agreement", lambda _monitor: self._its.read(), shown)

    def execute(
        self,
        command: Command[_T],
        *,
        done: Callable[[_T], None] | None = None,
        failed: Refusal | None = None,
        by: Actor | None = None,
        joins: str = "",
    ) -> None:
        """Carries out a command, and then tells of what changed.

        Never blocks. A command that has a `monitor` gets the session's own, and so shows its
        progress; `cancel` with the name of the command's class stops it.

        Args:
            command: What is to be done.
            done: Gets the result, after `changed`.
            failed: Gets the trouble where it is refused; a notice tells it where None.
            by: Who does it; whoever is at the keyboard where None.
            joins: What the step before changed, such as `person.kim`, if both are one to undo.
        """
        self._undo_steps.begin(type(command).__name__)

        def after(result: _T) -> None:
            if done is not None:
                done(result)
            self._undo_steps.catch_up()

        def noted(_result: _T, read: News, at: datetime) -> None:
            self._undo_steps.note(read.rows, at, joins)

        self._carry_out(command, by or self.actor, noted, after, failed)

    def reverse(self, command: Reverse, noted: Callable[[int], None], failed: Refusal) -> None:
        """Carries out an undo or a redo.

        Args:
            command: What is put back.
            noted: Gets the revision that put it back, before `changed`.
            failed: Gets the trouble where it is refused.
        """
        self._carry_out(
            command,
            self.actor,
            lambda revision, _read, _at: noted(revision),
            lambda _revision: None,
            failed,
        )

    def _carry_out(
        self,
        command: Command[_T],
        by: Actor,
        noted: Callable[[_T, News, datetime], None],
        done: Callable[[_T], None],
        failed: Refusal | None,
    ) -> None:
        """Carries out a command on the store, reads what is new, and tells of it.

        Args:
            command: What is to be done.
            by: Who does it.
            noted: Gets the result, the new reading and the moment, before `changed`.
            done: Gets the result, after it.
            failed: Gets the trouble where it is refused; a notice tells it where None.
        """
        at = self._clock()

        def work(monitor: JobMonitor) -> tuple[_T, News, tuple[Problem, ...]]:
            heard = watched(command, monitor)
            workspace = self._its.opened()
            result = workspace.execute(heard, by=by, at=at, monitor=monitor)
            return result, self._its.read(), workspace.take_notices()

        def ended(outcome: tuple[_T, News, tuple[Problem, ...]]) -> None:
            result, read, odd = outcome
            self._tell_odd(odd)
            noted(result, read, at)
            self._take(read)
            done(result)

        self._jobs.on_store(type(command).__name__, work, ended, failed)

    def runs(self, topic: str) -> bool:
        """Whether something of a topic, such as a command of that name, is on its way."""
        return self._jobs.runs(topic)

    def ask(
        self,
        topic: str,
        question: Question[_T],
        answer: Callable[[_T], None],
        failed: Refusal | None = None,
    ) -> None:
        """Works something out beside the window.

        Args:
            topic: What it is about; a later question of the same topic takes its place, and its
                own answer never arrives then.
            question: Runs in another thread; it may report to the monitor.
            answer: Gets the result in the window's thread.
            failed: Gets the trouble there; a notice tells it where None.
        """
        self._questions.ask(topic, question, answer, failed)

    def run_when_idle(self, topic: str, pieces: Iterator[None]) -> None:
        """Shows something piece by piece; the user is heard in between.

        Args:
            topic: What it is about; later work of the same topic takes its place.
            pieces: Does a piece up to each `yield`, the first one now.
        """
        self._jobs.run_when_idle(topic, pieces)

    def finish(self, topic: str) -> None:
        """Does what is left of such pieces now."""
        self._jobs.finish(topic)

    def cancel(self, topic: str) -> None:
        """Stops what runs for a topic; its answer never arrives, pieces left are never done."""
        self._questions.cancel(topic)

    def stop(self, topic: str) -> None:
        """Stops it as the user says; who asked for it hears of a `work-stopped` instead."""
        self._jobs.stop(topic)

    def hold_questions(self) -> None:
        """Keeps questions back: heavy libraries would only slow the window's first painting."""
        self._questions.hold()

    def release_questions(self) -> None:
        """Opens the workspace where it is not open yet, and asks what was kept back."""
        self._questions.release()

    def notify(
        self,
        text: str,
        *,
        wrong: bool = False,
        action: str = "",
        act: Callable[[], None] | None = None,
        file: Path | None = None,
        stays: bool = False,
    ) -> None:
        """Tells the user something in one plain sentence.

        Args:
            text: The sentence.
            wrong: Whether something went wrong.
            action: What a button says; empty: there is none.
            act: What the button does.
            file: What was saved, which is offered to be opened and to be shown in its folder.
            stays: Whether it stays until it is closed.
        """
        self.noticed.emit(Notice(text, wrong, action, act, file, stays))

    def go_to(self, page: str = "", *, kind: str = "", key: str = "") -> None:
        """Asks the window to show a page, or a clause on its page."""
        self.place_wanted.emit(Place(page, kind, key))

    def go_to_place(self, place: Place) -> None:
        """Asks the window to show a place."""
        self.place_wanted.emit(place)

    def show_lead(self, key: str, among: tuple[str, ...] = ()) -> None:
        """Asks the window to show a lead, whole.

        Args:
            key: What it is known by.
            among: The keys of the list that it is chosen from, in order.
        """
        self.place_wanted.emit(Place("lead", key=key, among=among))

    def show_import(self, batch: int) -> None:
        """Asks the window to show an import in the list of them."""
        self.place_wanted.emit(Place("results", key=str(batch)))

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self._undo_steps.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self._undo_steps.can_redo

    @property
    def undo_text(self) -> str:
        """What would be undone, in words."""
        return self._undo_steps.undo_text

    @property
    def redo_text(self) -> str:
        """What would be done again, in words."""
        return self._undo_steps.redo_text

    def undo_of_last(self) -> Callable[[], None]:
        """What takes back the last change of the window, and nothing once another one was made."""
        return self._undo_steps.undo_of_last()

    def undo(self) -> None:
        """Takes back the last change that this window made, also one still on its way."""
        self._undo_steps.undo()

    def redo(self) -> None:
        """Does again what was undone last."""
        self._undo_steps.redo()

    def sentence(self, problem: Problem) -> str:
        """What is wrong, where, and what to do."""
        # Words for trouble are not needed to paint the window.
        from alignment_desktop.gui.trouble_words import trouble_text

        return trouble_text(problem, self.draft.agreement)

    def look(self) -> None:
        """Looks whether another program changed the workspace."""
        self._watch.look()

    def close(self) -> None:
        """Stops all work, waits for its threads, and closes the workspace."""
        if self._closed:
            return
        self._closed = True
        self._watch.close()
        self._jobs.close()
        self._its.close()

    def _take_opened(self, workspace: Workspace) -> None:
        self._watch.follow(workspace)
        self.opened.emit()

    def _tell_odd(self, odd: tuple[Problem, ...]) -> None:
        """Tells what was odd about a change, but not after every change the same."""
        for problem in odd:
            if problem.code not in self._told:
                self.notify(self.sentence(problem))
        self._told = frozenset(problem.code for problem in odd)

    def _take(self, read: News) -> None:
        """Shows a reading, and tells what is new in it."""
        self._show(read)
        if read.rows:
            self.changed.emit(read.changes)

    def _show(self, read: News) -> None:
        """Takes a reading; who is at the keyboard may be another in it, or be in it no more."""
        left, person = self.seat, person_called(self.seat.person, self.draft.agreement)
        self._its.take(read)
        self._keyboard.follow((row.changes for row in read.rows), read.draft.agreement)
        seat = self.seat
        if seat == left:
            return
        self.seat_changed.emit(seat)
        if person is not None and seat.person is None:
            name, party = display_name(person), party_words(seat.party)
            self.notify(wording().seats.no_longer_named(name=name, party=party))
