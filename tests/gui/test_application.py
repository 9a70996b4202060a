"""The whole program's window: welcome, opening, pages, palette, undo and seats."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.engine import make_url
from typing_extensions import override

from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.application import Application
from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.inspector.editors import Line
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.pages.clauses.clause_pages import CommitmentsPage
from alignment_desktop.gui.pages.overview.overview import OverviewPage
from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage
from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE, page_of_kind
from alignment_desktop.services.editing import AddClause, EditClause
from alignment_desktop.services.feed import first_look
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.gui.conftest import NOW
from tests.tampering import harm


class Answers(FileChoice):
    """Answers at once where the system's dialogs would ask."""

    def __init__(self, path: str) -> None:
        self.path = path

    @override
    def existing(self, title: str, pattern: str) -> str:
        return self.path

    @override
    def new(self, title: str, name: str, pattern: str) -> str:
        return self.path


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(str(tmp_path / "chosen"))


@pytest.fixture
def application(qapp: QApplication, settings: QSettings, answers: Answers) -> Iterator[Application]:
    built = Application(qapp, settings, choice=answers)
    yield built
    built.close()
    built.deleteLater()


@pytest.fixture
def eager_application(
    qapp: QApplication, settings: QSettings, answers: Answers
) -> Iterator[Application]:
    built = Application(qapp, settings, choice=answers, eager=True)
    yield built
    built.close()
    built.deleteLater()


def _shown(application: Application) -> tuple[MainWindow, Session]:
    assert application.window is not None
    assert application.session is not None
    return application.window, application.session


def test_every_kind_of_clause_has_its_page() -> None:
    assert {page_of_kind(kind) for kind in KINDS} == set(KINDS_OF_PAGE)
    assert sorted(kind for kinds in KINDS_OF_PAGE.values() for kind in kinds) == sorted(KINDS)


def test_pages_are_made_before_anybody_goes_to_them(
    qtbot: QtBot, eager_application: Application, sample_address: str
) -> None:
    eager_application.start(sample_address)
    window, session = _shown(eager_application)
    told: list[object] = []
    session.noticed.connect(told.append)
    qtbot.waitUntil(lambda: window.preparing, timeout=20_000)
    qtbot.waitUntil(lambda: not window.preparing, timeout=60_000)
    # Every page, also that of one lead, which the navigation does not list.
    assert window.ui.page_stack.count() == len(window.navigation.items) + 1
    assert (window.current_page, told) == ("overview", [])
    window.show_page("commitments")
    page = window.page("commitments")
    assert isinstance(page, CommitmentsPage)
    assert page.clause_inspector.form is not None
    # What a review is read in as a document is slow to make, too.
    reviews = window.page("reviews")
    assert isinstance(reviews, ReviewsPage)
    assert reviews.reading is not None


def test_a_window_may_be_closed_while_its_pages_are_made(
    qtbot: QtBot, eager_application: Application, sample_address: str
) -> None:
    eager_application.start(sample_address)
    window, _session = _shown(eager_application)
    qtbot.waitUntil(lambda: window.preparing, timeout=20_000)
    eager_application.close()  # and nothing is left behind


def test_a_figure_on_the_overview_leads_to_its_row_on_the_scoreboard(
    qtbot: QtBot, application: Application, sample_address: str
) -> None:
    application.start(sample_address)
    window, _session = _shown(application)
    overview = window.page("overview")
    assert isinstance(overview, OverviewPage)
    qtbot.waitUntil(lambda: len(overview.figures_card.rows) > 3, timeout=60_000)
    overview.figures_card.rows[3].click()
    scoreboard = window.page("scoreboard")
    assert isinstance(scoreboard, ScoreboardPage)
    qtbot.waitUntil(lambda: bool(scoreboard.table.current_key()), timeout=60_000)
    assert window.current_page == "scoreboard"
    name = overview.figures_card.rows[3].link.text
    row = scoreboard.model.row_of(scoreboard.table.current_key())
    assert scoreboard.model.rows[row].name == name


def test_the_window_shows_whose_agreement_it_is_and_how_it_stands(
    qtbot: QtBot, application: Application, sample_address: str
) -> None:
    application.start(sample_address)
    window, session = _shown(application)
    assert window.windowTitle().startswith("Northwind · FY27 Q1")
    items = window.navigation.items
    whole = len(session.draft.agreement.clauses)
    assert items["overview"].count == f"{whole}/{whole}"
    assert items["results"].count == "5 files"
    assert items["agreement"].count == "v1"
    with qtbot.waitSignal(session.changed):
        session.execute(AddClause("term", {"name": "Ideal customer"}, "sales"))
    assert items["overview"].count == f"{whole}/{whole + 1}"


def test_undo_says_what_it_undoes_and_does_it(
    qtbot: QtBot, application: Application, blank_address: str
) -> None:
    application.start(blank_address)
    window, session = _shown(application)
    undo, redo = window.actions_.undo, window.actions_.redo
    assert not undo.isEnabled()
    session.set_seat("sales")
    with qtbot.waitSignal(session.changed):
        session.execute(AddClause("term", {"name": "Ideal customer"}, "sales"))
    assert undo.text() == "Undo: add “Ideal customer”"
    with qtbot.waitSignal(session.changed):
        undo.trigger()
    assert ("term", "ideal-customer") not in session.draft.agreement.clauses
    assert not undo.isEnabled()
    assert redo.isEnabled()


def test_the_palette_finds_a_clause_and_goes_to_it(
    qtbot: QtBot, application: Application, sample_address: str
) -> None:
    application.start(sample_address)
    window, session = _shown(application)
    window.palette_.open()
    qtbot.keyClicks(window.palette_.field, "grade b first touch")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert window.current_page == "commitments"
    page = window.page("commitments")
    assert isinstance(page, CommitmentsPage)
    names = {
        f"commitment.{key}"
        for key, clause in session.draft.agreement.commitments.items()
        if clause.name == "Grade B first touch"
    }
    assert set(page.clauses.selected()) == names


def test_trouble_is_told_in_the_window(
    qtbot: QtBot, application: Application, blank_address: str
) -> None:
    application.start(blank_address)
    window, session = _shown(application)
    with qtbot.waitSignal(window.notices.shown) as shown:
        session.execute(EditClause("agreement", "", {}, "sales"))
    assert shown.args[0].wrong
    assert "period" in shown.args[0].text


def test_the_welcome_makes_a_workspace_and_the_window_takes_its_place(
    qtbot: QtBot, application: Application, answers: Answers
) -> None:
    application.start(None)
    welcome = application.welcome
    assert welcome is not None
    assert welcome.recent_rows == []
    welcome.new_button.click()
    dialog = welcome.findChild(NewWorkspaceDialog)
    assert dialog is not None
    dialog.template_buttons["saas"].setChecked(True)
    dialog.form.organisation_field.setText("Brightwater")
    answers.path, wanted = "", answers.path
    dialog.form.create_button.click()
    # Whoever names no file has not answered in vain.
    assert dialog.isVisible()
    assert dialog.form.organisation_field.text() == "Brightwater"
    answers.path = wanted
    dialog.form.create_button.click()
    qtbot.waitUntil(lambda: application.window is not None)
    assert Path(f"{answers.path}.align").exists()
    assert application.welcome is None
    assert application.recent.addresses() == (f"{answers.path}.align",)
    window, session = _shown(application)
    assert len(session.draft.agreement.commitments) == 9
    # The template's people have no names yet: whoever sits down is led to the field of theirs.
    told: list[Notice] = []
    session.noticed.connect(told.append)
    window.seat_asked.emit("sales")
    qtbot.waitUntil(lambda: [each for each in told if each.act] != [])
    act = told[-1].act
    assert act is not None
    act()

    def written() -> str:
        field = QApplication.focusWidget()
        return f"{field.accessibleName()}: {field.text()}" if isinstance(field, Line) else ""

    qtbot.waitUntil(lambda: written() == "Name: Sales leader")


def test_the_welcome_makes_the_sample_without_blocking(
    qtbot: QtBot, application: Application
) -> None:
    application.start(None)
    assert application.welcome is not None
    application.welcome.sample_button.click()
    assert application.window is None
    assert not application.welcome.new_button.isEnabled()
    qtbot.waitUntil(lambda: application.window is not None, timeout=60_000)
    assert len(_shown(application)[1].draft.agreement.commitments) > 5


def test_a_recent_workspace_that_is_gone_is_told_and_forgotten(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone.align")
    application.recent.remember(gone)
    application.start(None)
    welcome = application.welcome
    assert welcome is not None
    with qtbot.waitSignal(welcome.notices.shown) as shown:
        welcome.recent_rows[0].click()
    assert "gone.align does not exist" in shown.args[0].text
    assert welcome.new_button.isEnabled()
    assert application.recent.addresses() == ()


def test_a_dropped_workspace_is_opened(
    qtbot: QtBot, application: Application, blank_address: str
) -> None:
    application.start(None)
    assert application.welcome is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(blank_address)])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    application.welcome.dropEvent(drop)
    qtbot.waitUntil(lambda: application.window is not None)
    assert _shown(application)[1].name == "plan"


def test_another_workspace_takes_the_place_of_the_first(
    qtbot: QtBot, application: Application, blank_address: str, sample_address: str
) -> None:
    application.start(blank_address)
    first = application.window
    application.open(sample_address)
    qtbot.waitUntil(lambda: application.window is not first)
    window, session = _shown(application)
    assert session.name == "sample"
    keys = [entry.key for entry in window.palette_entries()]
    assert f"recent:{blank_address}" in keys
    assert f"recent:{sample_address}" not in keys


def test_a_workspace_on_a_server_is_remembered_without_its_password(
    qtbot: QtBot, application: Application, settings: QSettings, postgresql_address: str
) -> None:
    url = make_url(postgresql_address).set(password="s3cret")
    address = url.render_as_string(hide_password=False)
    Workspace.new(address, by=NOBODY, at=NOW).close()
    application.start(address)
    window, session = _shown(application)
    qtbot.waitUntil(lambda: not session.busy, timeout=60_000)
    assert "s3cret" not in window.windowTitle() + session.address + session.name
    settings.sync()
    assert "s3cret" not in Path(settings.fileName()).read_text(encoding="utf-8")
    (kept,) = application.recent.addresses()
    assert "***" not in kept
    # This server asks for no password, as one would that finds it in a .pgpass file.
    application.open(kept)
    qtbot.waitUntil(lambda: application.session not in {None, session}, timeout=60_000)
    assert _shown(application)[1].name == session.name


def test_dropped_spreadsheets_go_to_the_results(
    qtbot: QtBot, application: Application, blank_address: str, tmp_path: Path
) -> None:
    sheet = tmp_path / "leads.csv"
    sheet.write_text("Lead ID,Created Date\nL-1,2026-10-05\n", encoding="utf-8")
    application.start(blank_address)
    window, _session = _shown(application)
    window.files_dropped.emit((str(sheet),))
    assert window.current_page == "results"


def test_what_is_done_before_the_workspace_is_open_is_done_when_it_is(
    qtbot: QtBot, application: Application, blank_address: str
) -> None:
    application.start(blank_address)
    _window, session = _shown(application)
    done: list[object] = []
    with qtbot.waitSignals([session.opened, session.changed]):
        session.execute(AddClause("term", {"name": "Ideal customer"}, "sales"), done=done.append)
        session.ask("label", lambda workspace, _monitor: workspace.draft().agreement, done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert ("term", "ideal-customer") in session.draft.agreement.clauses
    with Workspace.open(blank_address) as other:
        assert ("term", "ideal-customer") in other.draft().agreement.clauses


def test_a_window_closed_before_the_workspace_is_open_leaves_it_whole(
    application: Application, blank_address: str
) -> None:
    application.start(blank_address)
    application.close()
    assert first_look(blank_address) is not None


def test_a_workspace_that_cannot_be_opened_after_the_first_look_leads_to_the_welcome(
    qtbot: QtBot, application: Application, blank_address: str
) -> None:
    looked = first_look(blank_address)
    assert looked is not None
    Path(blank_address).write_text("no workspace any more", encoding="utf-8")
    application.show_workspace(looked)
    qtbot.waitUntil(lambda: application.welcome is not None)
    assert application.window is None
    assert application.welcome is not None
    assert "plan.align" in application.welcome.notices.notice.text
    assert application.welcome.notices.notice.wrong


def test_the_window_fits_the_screen_that_it_opens_on(
    application: Application, blank_address: str
) -> None:
    # The screen of tests is smaller than the window's own 1440 by 900.
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.width() < 1440
    for _ in ("the first time", "as it was left, on a larger screen"):
        application.start(blank_address)
        window, _session = _shown(application)
        assert room.contains(window.geometry())
        window.setGeometry(-300, 0, 2000, 1500)
        window.close()


def test_what_is_unwise_about_the_place_is_told_once_the_workspace_is_open(
    qtbot: QtBot, application: Application, blank_address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    synced = folder / "plan.align"
    Path(blank_address).rename(synced)
    application.start(str(synced))
    window, session = _shown(application)
    with qtbot.waitSignal(session.opened):
        pass
    notice = window.notices.notice
    assert "Dropbox" in notice.text
    # It covers the foot of the page, and there is nothing to be done about it now.
    assert 0 < notice.shown_for < 30_000


def test_all_that_is_to_be_minded_of_a_workspace_is_told_and_stays_until_it_is_closed(
    qtbot: QtBot, application: Application, blank_address: str, tmp_path: Path
) -> None:
    older = tmp_path / "OneDrive" / "plan.align"
    older.parent.mkdir()
    shutil.copyfile(blank_address, older)
    with Workspace.open(blank_address) as workspace:
        command = AddClause("term", {"name": "Lead"}, "sales")
        workspace.execute(command, by=by("sales"), at=datetime.now(UTC))
    application.start(str(older))
    window, session = _shown(application)
    with qtbot.waitSignal(session.opened):
        pass
    notice = window.notices.notice
    assert [said in notice.text for said in ("OneDrive", "no longer contains")] == [True, True]
    assert notice.wrong
    assert notice.shown_for == 0


def test_a_workspace_that_is_not_there_is_refused(application: Application, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="workspace-missing"):
        application.start(str(tmp_path / "none.align"))


def test_damage_is_told_once_and_what_is_sound_can_be_saved(
    qtbot: QtBot, application: Application, answers: Answers, blank_address: str, tmp_path: Path
) -> None:
    harm(blank_address, "UPDATE agreements SET label = 'Another'")
    application.start(blank_address)
    _window, session = _shown(application)
    told: list[Notice] = []
    session.noticed.connect(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told[0].wrong
    assert told[0].text.startswith("The label or the days of the agreement")
    assert told[0].text.endswith(
        "What stands on it is refused; take a backup, or save what is sound."
    )
    answers.path = str(tmp_path / "sound")
    assert told[0].act is not None
    told[0].act()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=60_000)
    assert told[1].text == "What is sound was saved as sound.align."
    with Workspace.open(f"{answers.path}.align") as workspace:
        assert workspace.verify().findings == ()
    qtbot.waitUntil(lambda: not session.busy, timeout=60_000)
    assert len(told) == 2


def test_a_copy_of_a_workspace_is_saved_as_a_file_wherever_it_lies(
    qtbot: QtBot, application: Application, answers: Answers, database: str, tmp_path: Path
) -> None:
    Workspace.new(database, by=NOBODY, at=NOW).close()
    application.start(database)
    window, session = _shown(application)
    told: list[Notice] = []
    session.noticed.connect(told.append)
    answers.path = str(tmp_path / "copy")
    (action,) = [each for each in window.actions() if each.text() == "Save a copy …"]
    action.trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told[-1].text == "A copy was saved as copy.align."
    with Workspace.open(f"{answers.path}.align") as copy:
        assert copy.verify().findings == ()
        assert copy.draft().agreement == session.draft.agreement
    # Nothing is ever saved over a workspace.
    action.trigger()
    qtbot.waitUntil(lambda: told[-1].wrong, timeout=60_000)
    assert "copy.align" in told[-1].text
    qtbot.waitUntil(lambda: not session.busy, timeout=60_000)
