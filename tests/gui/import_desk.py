"""A user at the page of results: drops files, presses buttons, reads what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.actors import Actor
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.importing.import_inspector import ImportSide
from alignment_desktop.gui.importing.step_pages import FINISH
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.page import PageSpec
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.window_memory import WindowMemory
from alignment_desktop.services.workspace import Workspace

LEADS = """Lead ID;Created Date;Lead Source;Decision;Fax
L-1;2026-10-05 09:12;Webinar;Accepted;
L-2;2026-10-06 10:00;Search;Perhaps;
L-3;2026-10-07 11:30;Search;Perhaps;
"""


@dataclass(frozen=True)
class Occupy:
    """Keeps the store busy, as a large import of somebody else would."""

    free: Event

    def run(self, workspace: Workspace, _by: Actor, at: datetime) -> None:
        self.free.wait(20)


class Desk:
    """The page in a window of its own, and what the user would do there."""

    def __init__(self, qtbot: QtBot, session: Session, window: MainWindow, page: ResultsPage):
        self.qtbot, self.session, self.window, self.page = qtbot, session, window, page
        self.assistant = page.assistant
        self.notices: list[Notice] = []
        session.noticed.connect(self.notices.append)

    @property
    def side(self) -> ImportSide:
        """What stands beside the assistant."""
        return self.assistant.side

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def drop(self, *paths: Path) -> None:
        self.page.take_files(paths)
        self.until(lambda: self.assistant.busy or bool(self.notices))
        self.until_looked()

    def until_looked(self) -> None:
        self.until(lambda: self.assistant.look is not None and not self.assistant.looking)

    def press_next(self) -> None:
        self.until(self.page.next_button.isEnabled)
        self.qtbot.mouseClick(self.page.next_button, Qt.MouseButton.LeftButton)

    def go_to(self, step: int) -> None:
        """Presses Next until the step is in sight."""
        while self.assistant.step != step:
            self.press_next()

    def mean(self, word: str, value: str) -> None:
        """Says what a word of the file becomes."""
        step = self.assistant.pages.values
        key = next(row.key for row in step.model.words if row.word == word)
        step.becomes.chosen.emit(key, value)
        self.until_looked()

    def choose(self, column: str, field: str) -> None:
        self.assistant.pages.columns.means.chosen.emit(column, field)
        self.until_looked()

    def cell(self, column: str, at: int) -> str:
        model = self.assistant.pages.columns.model
        return str(model.index(model.row_of(column), at).data())

    def count(self, row: int) -> str:
        return self.side._count_rows[row][1].text()

    def import_all(self, *paths: Path) -> None:
        self.drop(*paths)
        self.go_to(FINISH)
        self.press_next()


Opened = Callable[[Session], Desk]


@pytest.fixture(name="opened")
def opened_fixture(qtbot: QtBot, switch: ThemeSwitch, icons: Icons, tmp_path: Path) -> Opened:
    def open_(session: Session) -> Desk:
        settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
        spec = PageSpec(
            "results",
            "Measure",
            "Results",
            "results",
            lambda: ResultsPage(session, switch, icons, scoreboards=ScoreboardCache(session)),
        )
        window = MainWindow([spec], switch, icons, WindowMemory(settings))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        page = window.page("results")
        assert isinstance(page, ResultsPage)
        desk = Desk(qtbot, session, window, page)
        desk.until(lambda: page._read)
        return desk

    return open_


@pytest.fixture(name="desk")
def desk_fixture(opened: Opened, session: Session) -> Desk:
    return opened(session)


@pytest.fixture(name="leads")
def leads_fixture(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LEADS, encoding="utf-8")
    return path
