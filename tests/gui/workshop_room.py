"""A workshop on a screen of its own, which a facilitator leads with real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.minutes import Outcome
from alignment_desktop.domain.workshop import Scope
from alignment_desktop.gui.application import Application
from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.workshop_window import WorkshopWindow
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.logbook import told
from tests.gui.conftest import ticking

PLAIN = Qt.KeyboardModifier.NoModifier


class OneFile(FileChoice):
    """Answers with one path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @override
    def new(self, title: str, name: str, pattern: str) -> str:
        return str(self.path)


@dataclass
class Room:
    """Two leaders before one screen; a facilitator presses the keys."""

    qtbot: QtBot
    application: Application
    session: Session
    page: WorkshopWindow
    pdf: Path

    @property
    def workshop(self) -> Workshop:
        opener = self.application.workshop
        assert opener is not None
        assert opener.workshop is not None
        return opener.workshop

    def settle(self) -> None:
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.session.busy, timeout=20_000)
        QApplication.processEvents()
        if QApplication.activeWindow() is None and self.page.isVisible():
            # Only offscreen: no window manager makes a window the active one.
            self.page.activateWindow()
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.page.isAncestorOf(focused)
        self.qtbot.keyClick(focused if inside else self.page, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClicks(focused, text)

    def take_up_all(self) -> None:
        self.workshop.take_up(Scope(waiting=False))
        self.settle()

    def show(self, clause_id: ClauseId) -> None:
        self.workshop.show_clause(clause_id)
        self.settle()

    @property
    def shown(self) -> ClauseId:
        table = self.workshop.table
        assert table is not None
        return table.id

    def agrees(self, clause_id: ClauseId) -> frozenset[str]:
        return self.session.draft.consents.of(clause_id)

    def outcome(self, clause_id: ClauseId) -> Outcome:
        found = self.workshop.found
        assert found is not None
        (item,) = (each for each in found.minutes.items if each.id == clause_id)
        return item.outcome

    def last_actor(self) -> tuple[str | None, str | None, bool]:
        workspace = self.session._its.opened()
        actor = told(workspace)[0].row.actor
        return actor.person, actor.party, actor.facilitated


@pytest.fixture(name="open_room")
def open_room_fixture(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> Iterator[Callable[[Path], Room]]:
    made: list[Application] = []

    def make(path: Path) -> Room:
        pdf = tmp_path / "minutes.pdf"
        clock = ticking()
        application = Application(qapp, settings, choice=OneFile(pdf), clock=clock)
        made.append(application)
        application.start(str(path))
        window, session = application.window, application.session
        assert window is not None
        assert session is not None
        qtbot.waitUntil(lambda: not session.busy, timeout=20_000)
        for name in ("term.lead", "stage.sal"):
            session.execute(TakeBackConsent("sales", (name,)))
        qtbot.waitUntil(lambda: not session.busy, timeout=20_000)
        with qtbot.waitActive(window):
            window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_F11)
        assert application.workshop is not None
        page = application.workshop.page
        assert page is not None
        page.showNormal()
        page.resize(1280, 720)
        with qtbot.waitActive(page):
            page.activateWindow()
        page.setFocus()
        room = Room(qtbot, application, session, page, pdf)
        room.settle()
        return room

    yield make
    for application in made:
        application.close()
        application.deleteLater()


@pytest.fixture(name="room")
def room_fixture(open_room: Callable[[Path], Room], agreement_path: Path) -> Room:
    return open_room(agreement_path)
