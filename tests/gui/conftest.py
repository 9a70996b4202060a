"""What tests of the window share: no screen, one theme switch, and no leaks."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.actors import NOBODY

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.page import Page, PageSession, PageSpec
from alignment_desktop.gui.pages.clauses.clause_picture import TABLE
from alignment_desktop.gui.remembered_values import RememberedValues
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.window.ranking import PaletteEntry
from alignment_desktop.gui.window.window_memory import WindowMemory
from alignment_desktop.services.workspace import Workspace
from tests.gui.import_desk import desk_fixture, leads_fixture, opened_fixture

__all__ = ["desk_fixture", "leads_fixture", "opened_fixture"]

for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive):
    # Five seconds are too few where other programs have the processors as well.
    wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": 30_000}

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


def _windows() -> set[QWidget]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return set(QApplication.topLevelWidgets()) if QApplication.instance() else set()


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """A test that leaves a window or a thread behind fails."""
    windows, threads = _windows(), set(threading.enumerate())
    yield
    assert not (_windows() - windows), "a window was left behind"
    assert not (set(threading.enumerate()) - threads), "a thread was left behind"


@pytest.fixture(scope="session")
def one_switch(qapp: QApplication) -> Iterator[ThemeSwitch]:
    switch = ThemeSwitch(qapp, ThemeSetting.LIGHT)
    yield switch
    switch.close()


@pytest.fixture
def switch(one_switch: ThemeSwitch) -> Iterator[ThemeSwitch]:
    yield one_switch
    one_switch.choose(ThemeSetting.LIGHT)


@pytest.fixture
def icons(switch: ThemeSwitch) -> Icons:
    return Icons(switch)


class Announcer(QObject):
    """Announces changes as the window's session does."""

    changed = Signal(object)


class NotePage(Page):
    """A page that says how often it was read."""

    SHOWS = frozenset({"notes"})

    def __init__(self, session: PageSession, switch: ThemeSwitch, inspected: bool) -> None:
        super().__init__(session, switch)
        self.times_read = 0
        self._inspector = QLabel("About this note", self) if inspected else None
        column = QVBoxLayout(self)
        self.words = QLabel()
        column.addWidget(self.words)

    @override
    def inspector(self) -> QWidget | None:
        return self._inspector

    @override
    def refresh(self) -> None:
        self.times_read += 1
        self.words.setText(f"read {self.times_read} times")


@pytest.fixture
def announcer() -> Announcer:
    return Announcer()


def in_tables(settings: QSettings | None = None) -> RememberedValues:
    """What a user remembers who left the table in sight on every page that has a picture, too."""
    views = RememberedValues(settings, "views")
    for page in KINDS_OF_PAGE:
        views.remember(page, TABLE)
    return views


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    in_tables(settings)
    return settings


@pytest.fixture
def make_window(
    qtbot: QtBot,
    switch: ThemeSwitch,
    icons: Icons,
    announcer: Announcer,
    settings: QSettings,
) -> Callable[[], MainWindow]:
    """Builds a window of three pages; the first two have an inspector."""

    def spec(name: str, group: str, inspected: bool) -> PageSpec:
        title = name.capitalize()
        return PageSpec(name, group, title, "plan", lambda: NotePage(announcer, switch, inspected))

    def make() -> MainWindow:
        pages = [spec("plan", "Agree", True), spec("glossary", "Agree", True)]
        pages.append(spec("results", "Measure", False))
        clause = PaletteEntry("clause:term.mql", "Marketing qualified lead", "Term", "glossary")
        window = MainWindow(pages, switch, icons, WindowMemory(settings), lambda: [clause])
        qtbot.addWidget(window)
        window.resize(1280, 720)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return make


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second whenever it is read, from the day after the sample's."""
    seconds = itertools.count()
    return lambda: NOW + timedelta(days=1, seconds=next(seconds))


@pytest.fixture
def theme_switch(switch: ThemeSwitch) -> ThemeSwitch:
    return switch


@pytest.fixture
def blank_address(tmp_path: Path) -> str:
    """The path of a workspace with nothing in it but its header."""
    address = str(tmp_path / "plan.align")
    Workspace.new(address, by=NOBODY, at=NOW).close()
    return address


@pytest.fixture
def sample_address(sample_path: Path) -> str:
    """The path of a sample workspace of the test's own."""
    return str(sample_path)


@pytest.fixture
def session(qapp: QApplication, blank_address: str) -> Iterator[Session]:
    """A session on a blank workspace, which no timer looks at."""
    opened = Session(Workspace.open(blank_address), poll=0, clock=ticking(), views=in_tables())
    yield opened
    opened.close()
    opened.deleteLater()


@pytest.fixture
def sample_session(qapp: QApplication, sample_address: str) -> Iterator[Session]:
    """A session on the sample workspace, which no timer looks at."""
    opened = Session(Workspace.open(sample_address), poll=0, clock=ticking(), views=in_tables())
    yield opened
    opened.close()
    opened.deleteLater()
