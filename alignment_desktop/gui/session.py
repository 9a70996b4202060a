"""The window's one handle on the services: it asks and executes, and never makes anybody wait."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from alignment_desktop.domain.changes import EVERYTHING, Changes
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.notices import Notice
from alignment_desktop.gui.wording import stage_words, step_words
from alignment_desktop.services.feed import News, changed_since, news
from alignment_desktop.services.history import History, Reverse, Step
from alignment_desktop.services.jobs import Ending, Failed, JobMonitor, Jobs, Succeeded
from alignment_desktop.services.workspace import Command, Draft, Workspace
from alignment_desktop.wording import sentence

POLL = 2000
"""Milliseconds between two looks for what other programs changed."""
SHOWN_AFTER = 0.5
"""Seconds after which work counts as long."""
_TICK = 100  # milliseconds between two looks at running jobs
_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
_Question = Callable[[Workspace, Monitor], _T]
_Refusal = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Working:
    """Work that takes long.

    Attributes:
        job: Its topic, by which it can be cancelled.
        text: What is being done, in words.
        done: Units done so far.
        total: Units in all; 0 where that is not known.
    """

    job: str
    text: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Place:
    """Something that the window is to bring into sight.

    Attributes:
        page: The page's name; empty: the one that shows clauses of that kind.
        kind: A clause's kind; empty: only the page is meant.
        key: Its key.
    """

    page: str = ""
    kind: str = ""
    key: str = ""


def present_moment() -> datetime:
    """The moment at which something is done now."""
    return datetime.now(UTC)


class Session(QObject):
    """One open workspace, as the window sees it.

    Attributes:
        changed: Carries `Changes`, after every change of whoever made it.
        noticed: Carries a `Notice`: the one door for messages.
        seat_changed: Carries who sits down: `sales`, `marketing` or `facilitator`.
        working: Carries `Working`, at most ten times a second; None when nothing long runs.
        place_wanted: Carries a `Place` that somebody asks to see.
        history_changed: What can be undone or redone is another thing now.
        settled: Nothing runs any more; every answer that was awaited is here.
        name: What the workspace is called.
    """

    changed = Signal(object)
    noticed = Signal(object)
    seat_changed = Signal(str)
    working = Signal(object)
    place_wanted = Signal(object)
    history_changed = Signal()
    settled = Signal()
    _arrived = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        *,
        seat: str = "facilitator",
        clock: Callable[[], datetime] = present_moment,
        poll: int = POLL,
        parent: QObject | None = None,
    ) -> None:
        """Reads the workspace, which then belongs to the session.

        Args:
            workspace: The workspace; `close` closes it.
            seat: Who is at the keyboard.
            clock: Tells the present moment.
            poll: Milliseconds between two looks for what other programs changed; 0: never.
            parent: Who owns the session.

        Raises:
            Problem: That the workspace cannot be read.
        """
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._seat = seat
        self._label: str | None = None
        self._news = news(workspace, None, None)
        self._read_up_to = self._news.revision  # belongs to the store's thread from now on
        self._history = History()
        self._jobs = Jobs()
        self._running: list[JobMonitor] = []
        self._topics: dict[str, JobMonitor] = {}
        self._held: list[Callable[[], None]] | None = None
        self._told: set[str] = set()
        self._shown_work: Working | None = None
        self._closed = False
        self.name = _shown_name(workspace.store.shown)
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK)
        self._ticker.timeout.connect(self._show_work)
        self._poller = QTimer(self)
        self._poller.timeout.connect(self.look)
        if poll:
            self._poller.start(poll)

    @property
    def draft(self) -> Draft:
        """The agreement that is shown, as it was read after the last change."""
        return self._news.draft

    @property
    def news(self) -> News:
        """The last reading of the workspace."""
        return self._news

    @property
    def label(self) -> str | None:
        """Which agreement is shown; None: always the newest."""
        return self._label

    @property
    def address(self) -> str:
        """Where the workspace is, fit to be shown: without a password."""
        return self._workspace.store.shown

    @property
    def read_only(self) -> bool:
        """Whether every change is refused."""
        return self._workspace.store.read_only

    @property
    def seat(self) -> str:
        """Who is at the keyboard: `sales`, `marketing` or `facilitator`."""
        return self._seat

    @property
    def party(self) -> str | None:
        """The party that edits and so agrees; None where the facilitator is at the keyboard."""
        return None if self._seat == "facilitator" else self._seat

    @property
    def busy(self) -> bool:
        """Whether anything runs for it, or is kept back until the window is painted."""
        return bool(self._running or self._held)

    def now(self) -> datetime:
        """The present moment."""
        return self._clock()

    def set_seat(self, seat: str) -> None:
        """Another sits down at the keyboard."""
        if seat != self._seat:
            self._seat = seat
            self.seat_changed.emit(seat)

    def show_agreement(self, label: str | None) -> None:
        """Shows another agreement of the workspace; the newest where None."""
        self._label = label

        def shown(read: News) -> None:
            self._news = read
            self.changed.emit(Changes(EVERYTHING, read.revision))

        self._on_store("agreement", lambda _monitor: self._read(), shown, None)

    def execute(
        self,
        command: Command[_T],
        *,
        done: Callable[[_T], None] | None = None,
        failed: _Refusal | None = None,
    ) -> None:
        """Carries out a command, and then tells of what changed.

        Never blocks. A command that has a `monitor` gets the session's own, and so shows its
        progress; `cancel` with the name of the command's class stops it.

        Args:
            command: What is to be done.
            done: Gets the result, after `changed`.
            failed: Gets the trouble where it is refused; a notice tells it where None.
        """
        topic = type(command).__name__
        at = self._clock()

        def work(monitor: JobMonitor) -> tuple[_T, News]:
            result = self._workspace.execute(_watched(command, monitor), at=at)
            return result, self._read()

        def ended(outcome: tuple[_T, News]) -> None:
            result, read = outcome
            own = [row for row in read.rows if row.at == at]
            if own:
                self._history.done(own)
                self.history_changed.emit()
            self._take(read)
            if done is not None:
                done(result)

        self._on_store(topic, work, ended, failed)

    def ask(
        self,
        topic: str,
        question: _Question[_T],
        answer: Callable[[_T], None],
        failed: _Refusal | None = None,
    ) -> None:
        """Works something out beside the window.

        Args:
            topic: What it is about; a later question of the same topic takes its place, and its
                own answer never arrives then.
            question: Runs in another thread; it may report to the monitor.
            answer: Gets the result in the window's thread.
            failed: Gets the trouble there; a notice tells it where None.
        """
        self.cancel(topic)
        if self._held is not None:
            self._held.append(lambda: self.ask(topic, question, answer, failed))
            return

        def work(monitor: JobMonitor) -> _T:
            return question(self._workspace, monitor)

        self._start(self._jobs.on_pool, topic, work, answer, failed)

    def cancel(self, topic: str) -> None:
        """Stops what runs for a topic; its answer never arrives."""
        monitor = self._topics.pop(topic, None)
        if monitor is not None:
            monitor.cancel()

    def hold_questions(self) -> None:
        """Keeps questions back: heavy libraries would only slow the window's first painting."""
        self._held = []

    def release_questions(self) -> None:
        """Asks what was kept back."""
        held, self._held = self._held or [], None
        for ask in held:
            ask()

    def notify(
        self,
        text: str,
        *,
        wrong: bool = False,
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Tells the user something in one plain sentence; with a button, where `action` is said."""
        self.noticed.emit(Notice(text, wrong, action, act))

    def go_to(self, page: str = "", *, kind: str = "", key: str = "") -> None:
        """Asks the window to show a page, or a clause on its page."""
        self.place_wanted.emit(Place(page, kind, key))

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
        return self.tr("Undo: {0}").format(step_words(step)) if step else self.tr("Undo")

    @property
    def redo_text(self) -> str:
        """What would be done again, in words."""
        step = self._history.next_redo
        return self.tr("Redo: {0}").format(step_words(step)) if step else self.tr("Redo")

    def undo(self) -> None:
        """Takes back the last change that this window made."""
        self._reverse(self._history.next_undo, "undo", self._history.undone)

    def redo(self) -> None:
        """Does again what was undone last."""
        self._reverse(self._history.next_redo, "redo", self._history.redone)

    def sentence(self, problem: Problem) -> str:
        """What is wrong, where, and what to do."""
        return sentence(problem)

    def look(self) -> None:
        """Looks whether another program changed the workspace."""
        if "look" in self._topics:
            return

        def work(_monitor: JobMonitor) -> News | None:
            return self._read() if changed_since(self._workspace, self._read_up_to) else None

        def ended(read: News | None) -> None:
            if read is not None:
                self._take(read)

        def failed(_problem: Problem) -> None:
            # Whoever changes something is told; a look that fails is made again.
            return

        self._on_store("look", work, ended, failed)

    def close(self) -> None:
        """Stops all work, waits for its threads, and closes the workspace."""
        if self._closed:
            return
        self._closed = True
        self._poller.stop()
        self._ticker.stop()
        for monitor in self._running:
            monitor.cancel()
        self._jobs.close()
        self._workspace.close()

    def _reverse(self, step: Step | None, action: str, note: Callable[[int], None]) -> None:
        # Two quick presses must not take the same step twice: the second comes too early.
        if step is None or "Reverse" in self._topics:
            return
        at = self._clock()
        command = Reverse(step.revision, action, self.party)

        def work(_monitor: JobMonitor) -> tuple[int, News]:
            return self._workspace.execute(command, at=at), self._read()

        def ended(outcome: tuple[int, News]) -> None:
            revision, read = outcome
            note(revision)
            self.history_changed.emit()
            self._take(read)

        def failed(problem: Problem) -> None:
            if problem.code == "undo-overtaken":
                self._history.forget(step)
                self.history_changed.emit()
            self.notify(self.sentence(problem), wrong=True)

        self._on_store("Reverse", work, ended, failed)

    def _read(self) -> News:
        """Reads the workspace and what is new in it; only ever in the store's thread."""
        read = news(self._workspace, self._read_up_to, self._label)
        self._read_up_to = read.revision
        return read

    def _take(self, read: News) -> None:
        """Shows a reading, and tells what is new in it."""
        self._news = read
        if read.rows:
            self.changed.emit(read.changes)

    def _on_store(
        self,
        topic: str,
        work: Callable[[JobMonitor], _T],
        ended: Callable[[_T], None],
        failed: _Refusal | None,
    ) -> None:
        self._start(self._jobs.on_store, topic, work, ended, failed)

    def _start(
        self,
        run: Callable[[str, Callable[[JobMonitor], _T], Callable[[Ending[_T]], None]], JobMonitor],
        topic: str,
        work: Callable[[JobMonitor], _T],
        ended: Callable[[_T], None],
        failed: _Refusal | None,
    ) -> None:
        if self._closed:
            return
        wanted: list[JobMonitor] = []

        def settle(ending: Ending[_T]) -> None:
            """In the window's thread: the job is over."""
            monitor = wanted[0]
            self._running.remove(monitor)
            if self._topics.get(topic) is monitor:
                del self._topics[topic]
            self._show_work()
            if isinstance(ending, Failed):
                self._tell(ending.error, monitor, failed)
            elif isinstance(ending, Succeeded) and (
                run == self._jobs.on_store or not monitor.cancelled
            ):
                # What the store has done is done, even where it was told to stop too late.
                ended(ending.value)
            if not self._running:
                self.settled.emit()

        monitor = run(topic, work, lambda ending: self._arrived.emit(lambda: settle(ending)))
        wanted.append(monitor)
        self._running.append(monitor)
        self._topics[topic] = monitor
        self._ticker.start()

    def _receive(self, arrival: Callable[[], None]) -> None:
        if not self._closed:
            arrival()

    def _tell(self, error: Exception, monitor: JobMonitor, failed: _Refusal | None) -> None:
        if not isinstance(error, Problem):
            self._tell_unexpected(error)
        elif monitor.cancelled:
            return
        elif failed is not None:
            failed(error)
        else:
            self.notify(self.sentence(error), wrong=True)

    def _tell_unexpected(self, error: Exception) -> None:
        _LOG.error("unexpected trouble", exc_info=error)
        kind = f"{type(error).__name__}: {error}"
        if kind not in self._told:
            self._told.add(kind)
            text = self.tr("Something went wrong that we did not expect; nothing was changed. {0}")
            self.notify(text.format(kind), wrong=True)

    def _show_work(self) -> None:
        if not self._running:
            self._ticker.stop()
        long = [
            monitor
            for monitor in self._running
            if not monitor.cancelled
            and monitor.name != "look"
            and time.monotonic() - monitor.begun >= SHOWN_AFTER
        ]
        shown = None
        if long:
            progress = long[0].latest
            text = stage_words(progress.stage)
            shown = Working(long[0].name, text, progress.done, progress.total)
        if shown != self._shown_work:
            self._shown_work = shown
            self.working.emit(shown)


def _watched(command: Command[_T], monitor: JobMonitor) -> Command[_T]:
    """The command with the session's monitor, where it has one."""
    if is_dataclass(command) and any(field.name == "monitor" for field in fields(command)):
        return cast("Command[_T]", replace(cast(Any, command), monitor=monitor))
    return command


def _shown_name(address: str) -> str:
    """A file's name without its ending; a server's last word."""
    if address.startswith("postgresql"):
        return address.partition("?")[0].rstrip("/").rpartition("/")[2]
    return Path(address).stem
