"""Builds and wires the whole window, once, and opens one workspace after another in it."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QSettings,
    QStandardPaths,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from alignment_desktop.domain.actors import WINDOW
from alignment_desktop.domain.passwords import masked
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.importing.watch_memory import WatchMemory
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.preferences import Preferences
from alignment_desktop.gui.reading.reading_memory import ReadingMemory
from alignment_desktop.gui.remembered_values import RememberedValues
from alignment_desktop.gui.seats.seat_memory import SeatMemory
from alignment_desktop.gui.session import Session, present_moment
from alignment_desktop.gui.signing.signing_memory import SigningMemory
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.display_scale import works_at_once
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.page_list import load_pages, page_specs
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.window.window_memory import WindowMemory
from alignment_desktop.gui.window.window_zoom import WindowZoom
from alignment_desktop.gui.wiring import Wiring
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.opening import WorkshopOpener
from alignment_desktop.gui.workspaces.recent_workspaces import RecentWorkspaces
from alignment_desktop.gui.workspaces.workspace_choice import SUFFIX, WorkspaceChoice
from alignment_desktop.gui.workspaces.workspace_copies import WorkspaceCopies
from alignment_desktop.gui.workspaces.workspace_name import workspace_name
from alignment_desktop.gui.workspaces.workspace_opener import Opener
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.feed import Looked, first_look
from alignment_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from alignment_desktop.gui.check_window import CheckWindow
    from alignment_desktop.gui.pages.welcome import WelcomeWindow

_LOG = logging.getLogger(__name__)
_GARBAGE = (50_000, 20, 20)
"""When Python looks for cycles of garbage. It stops every thread for that: by its own numbers, each
reading of thousands of clauses would let the window stand still for a third of a second."""
_SWITCH = 0.0002
"""Seconds after which a thread that computes lets another one on. The window waits for its turn
after many a call of Qt: by Python's own 5 ms, painting beside a thread that writes a workbook takes
three times as long as alone."""


class _FirstPaint(QObject):
    """Calls somebody back as soon as a widget was painted for the first time."""

    def __init__(self, watched: QObject, then: Callable[[], None]) -> None:
        super().__init__(watched)
        self._then = then
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return super().eventFilter(watched, event)


class Application(QObject):
    """What is there whichever workspace is open: theme, icons, memory; and the window itself."""

    def __init__(
        self,
        application: QApplication,
        settings: QSettings,
        *,
        choice: FileChoice | None = None,
        clock: Callable[[], datetime] = present_moment,
        eager: bool = False,
    ) -> None:
        """Prepares everything that needs no workspace.

        Args:
            application: Qt's own.
            settings: Where things are remembered from one time to the next.
            choice: Asks the user for files; the system's own dialogs where None.
            clock: Tells the present moment.
            eager: Whether pages are made before the user goes to them, once all is settled.
        """
        super().__init__(application)
        self._eager = eager
        gc.set_threshold(*_GARBAGE)
        sys.setswitchinterval(_SWITCH)
        self._application = application
        self._settings = settings
        self._memory = WindowMemory(settings)
        self._clock = clock
        self.recent = RecentWorkspaces(settings)
        self.zoom = WindowZoom(settings, self)
        self.switch = ThemeSwitch(application, self._memory.theme())
        self.icons = Icons(self.switch)
        self.zoom.changed.connect(self._renew_size)
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self._folders = FolderMemory(settings, documents)
        self._choice = choice or FileChoice(self._folders)
        self._opener = Opener(clock, self)
        self.workspaces = WorkspaceChoice(
            self._choice,
            self._opener,
            settings,
            clock,
            self.switch,
            self.icons,
            lambda: self.window or self.welcome,
        )
        self._copies = WorkspaceCopies(self.workspaces.new_path, self.open)
        self._opener.opened.connect(self.show_workspace)
        self._opener.refused.connect(self._tell_refused)
        self.workshop: WorkshopOpener | None = None
        self.session: Session | None = None
        self.window: MainWindow | None = None
        self.welcome: WelcomeWindow | None = None
        self.checking: CheckWindow | None = None

    def start(self, address: str | None) -> None:
        """Shows the workspace at an address, or the welcome where none is named.

        Raises:
            Problem: Where there is none, or it cannot be opened.
        """
        if address is None:
            self.show_welcome()
        else:
            self.show_workspace(first_look(address) or Workspace.open(address, WINDOW))

    def show_welcome(self) -> None:
        """Offers to open or make a workspace."""
        from alignment_desktop.gui.pages.welcome import WelcomeWindow

        welcome = WelcomeWindow(self.switch, self.icons, self.recent.addresses())
        welcome.new_wanted.connect(self.workspaces.make_new)
        welcome.sample_wanted.connect(self.workspaces.make_sample)
        welcome.open_wanted.connect(self.workspaces.choose)
        welcome.address_chosen.connect(self.open)
        welcome.check_wanted.connect(self.check_signed)
        self._opener.begun.connect(welcome.begin_waiting)
        self.welcome = welcome
        self.zoom.follow_keys(welcome)
        self.zoom.follow_wheel(welcome)
        welcome.show()

    def show_workspace(self, workspace: Workspace | Looked) -> None:
        """Shows a workspace in place of what is shown; one only looked at is opened meanwhile."""
        try:
            session = Session(
                workspace,
                seats=SeatMemory(self._settings),
                clock=self._clock,
                folders=self._folders,
                reading=ReadingMemory(self._settings),
                signing=SigningMemory(self._settings),
                watching=WatchMemory(self._settings),
                views=RememberedValues(self._settings, "views"),
            )
        except Problem as problem:
            if isinstance(workspace, Workspace):
                workspace.close()
            self._tell_refused(problem)
            return
        # Between two windows there is none for a moment; the program is not over then.
        self._application.setQuitOnLastWindowClosed(False)
        self._leave()
        session.hold_questions()
        self.recent.remember(session.kept)
        self.session = session
        self.window = self._made_window(session)
        if isinstance(workspace, Workspace):
            self._warn(session)
        session.opened.connect(lambda: self._warn(session))
        session.refused.connect(self._fall_back)
        _FirstPaint(self.window, session.release_questions)
        once = Qt.ConnectionType.SingleShotConnection
        session.settled.connect(self._verify, once)
        if self._eager:
            session.settled.connect(self._prepare_pages, once)
            session.settled.connect(self.window.begin_first_tour, once)
        self.window.show()
        self._application.setQuitOnLastWindowClosed(True)

    def open(self, address: str) -> None:
        """Opens another workspace."""
        self._opener.open(address)

    def check_signed(self, path: str) -> None:
        """Checks a signed PDF where no workspace is open; asks for one where none is named."""
        from alignment_desktop.gui.check_window import CheckWindow
        from alignment_desktop.gui.standalone_session import StandaloneSession

        if self.checking is None or not self.checking.isVisible():
            self._forget_checking()
            alone = StandaloneSession(
                self._clock, self._folders, ReadingMemory(self._settings), self
            )
            self.checking = CheckWindow(
                alone, self.switch, self.icons, self.workspaces.keep_attached
            )
            self.zoom.follow_keys(self.checking)
            self.zoom.follow_wheel(self.checking)
        self.checking.show()
        self.checking.activateWindow()
        if path:
            self.checking.page.check_file(Path(path))

    def close(self) -> None:
        """Ends everything; no thread stays."""
        self._leave()
        self._opener.close()
        # The sheet is taken off every widget that there still is: those of the window that has
        # just gone would only keep whoever quits waiting.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.switch.close()
        self.zoom.close()

    def tell_unexpected(self, error: BaseException) -> None:
        """Tells of trouble in the window's own thread."""
        _LOG.error("unexpected trouble in the window", exc_info=error)
        kind = masked(f"{type(error).__name__}: {error}")
        notice = Notice(wording().frame.unexpected(error=kind), wrong=True, stays=True)
        if self.window is not None:
            self.window.notify(notice)

    def _verify(self) -> None:
        """Every answer is on the page: now the workspace is held against its own log."""
        if self.session is not None:
            self._copies.verify(self.session)

    def save_copy(self) -> None:
        """Asks where, and saves a copy of the workspace as a file."""
        if self.session is not None:
            self._copies.save(self.session)

    def _prepare_pages(self) -> None:
        """Every answer is on the page: now what the user goes to next is made."""
        session, window = self.session, self.window
        if session is not None and window is not None:
            session.ask("pages", lambda *_: load_pages(), lambda _: window.prepare_pages())

    def _made_window(self, session: Session) -> MainWindow:
        wiring = Wiring(session)
        preferences = Preferences(self.zoom)
        specs = page_specs(
            session, self.switch, self.icons, self.workspaces.keep_attached, preferences
        )
        window = MainWindow(
            specs, self.switch, self.icons, self._memory, lambda: self._entries(wiring)
        )
        preferences.setParent(window)
        preferences.theme_wanted.connect(window.choose_theme)
        wiring.connect_window(window)
        self._connect_zoom(window)
        window.menu.add_actions(
            wording().frame.workspace(), self._workspace_actions(window), first=True
        )
        self.workshop = WorkshopOpener(
            session, window, self.switch, self.icons, self._settings, self._choice, self.zoom
        )
        title = wording().workshop.workshop()
        window.menu.add_actions(title, [self.workshop.action])
        window.navigation.add_action_item(self.workshop.action, title, "workshop")
        window.entry_chosen.connect(self._follow)
        window.files_dropped.connect(self._take_files)
        wiring.setParent(window)
        self._wiring = wiring
        return window

    def _connect_zoom(self, window: MainWindow) -> None:
        own = window.actions_
        own.larger.triggered.connect(lambda _on: self.zoom.step(1))
        own.smaller.triggered.connect(lambda _on: self.zoom.step(-1))
        own.first_size.triggered.connect(lambda _on: self.zoom.reset())
        self.zoom.follow_wheel(window)

    def _renew_size(self) -> None:
        self.icons.renew()
        if not works_at_once() and self.window is not None:
            text = wording().frame.from_the_next_start(percent=self.zoom.percent)
            self.window.notify(Notice(text))

    def _workspace_actions(self, window: MainWindow) -> list[QAction | None]:
        def made(name: str, text: str, keys: str, act: Callable[[], object]) -> QAction:
            action = QAction(text, window)
            action.setObjectName(name)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _on: act())
            return action

        return [
            made("new", wording().frame.new_workspace_2(), "Ctrl+N", self.workspaces.make_new),
            made("open", wording().frame.open_a_workspace_2(), "Ctrl+O", self.workspaces.choose),
            made(
                "sample",
                wording().frame.sample_workspace_2(),
                "Ctrl+Shift+N",
                self.workspaces.make_sample,
            ),
            None,
            made("copy", wording().frame.save_a_copy_2(), "Ctrl+Shift+S", self.save_copy),
            made("close", wording().frame.close_window(), "Ctrl+W", window.close),
        ]

    def _entries(self, wiring: Wiring) -> tuple[PaletteEntry, ...]:
        here = self.session.kept if self.session else ""
        word = wording().frame.recent_workspace()
        recent = [
            PaletteEntry(f"recent:{address}", workspace_name(address), word, "folder")
            for address in self.recent.addresses()
            if address != here
        ]
        return (*wiring.entries(self._found_more), *recent)

    def _found_more(self) -> None:
        if self.window is not None:
            self.window.refresh_palette()

    def _follow(self, entry: PaletteEntry) -> None:
        kind, _, address = entry.key.partition(":")
        if kind == "recent":
            self.open(address)

    def _take_files(self, paths: tuple[str, ...]) -> None:
        if paths[0].lower().endswith(SUFFIX):
            self.open(paths[0])
        elif self.window is not None and paths[0].lower().endswith(".pdf"):
            self._wiring.show_signed(self.window, Path(paths[0]))
        elif self.window is not None:
            self._wiring.show_files(self.window, paths)

    def _warn(self, session: Session) -> None:
        # One notice replaces the one before, so all of it is told in one.
        told = [session.sentence(warning) for warning in session.warnings]
        if session.read_only:
            told.append(wording().frame.this_workspace_can_only())
        # A copy that took the place of another has to be seen to before anything else is done.
        stays = any(warning.code == "workspace-replaced" for warning in session.warnings)
        if told:
            session.notify(" ".join(told), wrong=bool(session.warnings), stays=stays)

    def _fall_back(self, problem: Problem) -> None:
        """What was looked at cannot be opened: the welcome takes its place and says why."""
        self._application.setQuitOnLastWindowClosed(False)
        self._leave()
        self.show_welcome()
        self._application.setQuitOnLastWindowClosed(True)
        self._tell_refused(problem)

    def _tell_refused(self, problem: Problem | None) -> None:
        text = wording().frame.something_went_wrong_that()
        if problem is not None:
            text = sentence(problem)
            if problem.code == "workspace-missing":
                self.recent.forget(str(problem.facts.get("workspace", "")))
        if self.welcome is not None:
            self.welcome.tell(text)
        elif self.window is not None:
            self.window.notify(Notice(text, wrong=True, stays=True))

    def _leave(self) -> None:
        if self.workshop is not None:
            self.workshop.close()
            self.workshop = None
        for window in (self.welcome, self.window):
            if window is not None:
                window.close()
                window.deleteLater()
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
        self._forget_checking()
        self.welcome = self.window = self.session = None

    def _forget_checking(self) -> None:
        if self.checking is not None:
            self.checking.close()
            self.checking.deleteLater()
            self.checking = None
