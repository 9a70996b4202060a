"""The main job in the real window: change a promise, drop spreadsheets, see figures, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from typing_extensions import override

from alignment_desktop.gui.application import Application
from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
from alignment_desktop.gui.file_choice import FileChoice
from alignment_desktop.gui.importing.step_pages import COLUMNS, FINISH
from alignment_desktop.gui.inspector.editors import LineEditor
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.models.scoreboard import ScoreboardModel
from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.pages.clauses.clause_pages import CommitmentsPage
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
from alignment_desktop.gui.session import Session
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.exporting import Wanted, save
from alignment_desktop.services.review_documents import export_review
from alignment_desktop.services.workspace import Workspace

NOW = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
LONGEST = 30_000
CLAUSES, SCORES = ClauseTableModel.Column, ScoreboardModel.Column

LEADS = "mql_id,first_contact_date,landing_page_id,origin\n" + "".join(
    f"{number:032x},2027-01-{number % 20 + 4:02},88740e65d5d6b056e0cda098e1ea6313,paid_search\n"
    for number in range(1, 41)
)
DEALS = "mql_id,seller_id,sdr_id,sr_id,won_date,business_segment\n" + "".join(
    f"{number:032x},{number + 500:032x},{7:032x},{9:032x},2027-02-{number:02} 10:30:00,pet\n"
    for number in range(1, 11)
)
WON = {
    "key": "conversion",
    "name": "Lead to sale",
    "party": "shared",
    "measure": "share",
    "from": "created_at",
    "of": [{"field": "closed_at", "op": "is not blank"}],
    "target": ">= 20%",
}


class Answer(FileChoice):
    """Answers at once where the system's dialog would ask for a new file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @override
    def new(self, title: str, name: str, pattern: str) -> str:
        return str(self._path)


class Desk:
    """The open window, and what a user does in it."""

    def __init__(self, qtbot: QtBot, application: Application) -> None:
        assert application.window is not None
        assert application.session is not None
        self.qtbot = qtbot
        self.window: MainWindow = application.window
        self.session: Session = application.session
        self.told: list[str] = []
        self.session.noticed.connect(lambda notice: self.told.append(notice.text))

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=LONGEST)

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.window.navigation.items[name], Qt.MouseButton.LeftButton)
        self.until(lambda: self.window.current_page == name)

    def commitments(self) -> CommitmentsPage:
        self.click("commitments")
        page = self.window.page("commitments")
        assert isinstance(page, CommitmentsPage)
        return page

    def results(self) -> ResultsPage:
        page = self.window.page("results")
        assert isinstance(page, ResultsPage)
        return page

    def scoreboard(self) -> ScoreboardPage:
        self.click("scoreboard")
        page = self.window.page("scoreboard")
        assert isinstance(page, ScoreboardPage)
        self.until(lambda: page.model.rowCount() > 0)
        return page

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        middle = self.window.rect().center()
        entering = QDragEnterEvent(QPoint(middle), copy, data, left, none)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), copy, data, left, none))

    def import_one(self, name: str) -> None:
        """Goes through the steps of the file that is on its way, and imports it."""
        page = self.results()
        self.until(lambda: page.assistant.look is not None and page.next_button.isEnabled())
        assert name in page.assistant.words()[0]
        assert page.assistant.step == COLUMNS
        while page.assistant.step != FINISH:
            self.press(page)
        with self.qtbot.waitSignal(page.assistant.imported, timeout=LONGEST):
            self.press(page)

    def press(self, page: ResultsPage) -> None:
        self.until(page.next_button.isEnabled)
        self.qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)


def ticking() -> Callable[[], datetime]:
    """A clock of which no two answers are the same."""
    moment = NOW

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return now


@pytest.fixture
def application(qapp: QApplication, settings: QSettings, tmp_path: Path) -> Iterator[Application]:
    choice = Answer(tmp_path / "team.align")
    built = Application(qapp, settings, choice=choice, clock=ticking())
    yield built
    built.close()
    built.deleteLater()


def cell(page: CommitmentsPage, name: str, column: int) -> str:
    return str(page.model.index(page.model.row_of(name), column).data())


def change_a_target(qtbot: QtBot, application: Application, address: str) -> None:
    application.start(address)
    desk = Desk(qtbot, application)
    desk.session.set_seat("sales")
    page, name = desk.commitments(), "commitment.grade-a-first-touch"
    page.select(name)
    assert cell(page, name, CLAUSES.CONSENT) == "Agreed by both"
    form = page.clause_inspector.form
    assert form is not None
    target = form.editor("target")
    assert isinstance(target, LineEditor)
    target.line.selectAll()
    qtbot.keyClicks(target.line, ">= 97%")
    with qtbot.waitSignal(desk.session.changed, timeout=LONGEST):
        qtbot.keyClick(target.line, Qt.Key.Key_Return)
    assert "→ ≥ 97%" in cell(page, name, CLAUSES.CONTENT)
    assert cell(page, name, CLAUSES.CONSENT) == "Sales proposes a change, Marketing agrees"
    assert cell(page, name, CLAUSES.STATE) == "Sales proposes"
    assert target.line.text() == "≥ 95%"
    with qtbot.waitSignal(desk.session.changed, timeout=LONGEST):
        desk.window.actions_.undo.trigger()
    assert cell(page, name, CLAUSES.CONTENT) == "≥ 95% within 4 business hours"
    assert cell(page, name, CLAUSES.CONSENT) == "Agreed by both"
    qtbot.waitUntil(lambda: target.line.text() == "≥ 95%")
    stands = "Proposed to Marketing. Nothing changes until they accept."
    assert desk.told == [stands]


def test_a_changed_target_is_proposed_to_the_other_party_until_it_is_undone(
    qtbot: QtBot, application: Application, sample_address: str
) -> None:
    change_a_target(qtbot, application, sample_address)


@pytest.mark.display
def test_a_target_is_changed_and_undone_on_a_real_display(
    qtbot: QtBot, application: Application, sample_address: str
) -> None:
    assert QApplication.platformName() == "xcb"
    change_a_target(qtbot, application, sample_address)


def drop_two_files(qtbot: QtBot, application: Application, folder: Path) -> Desk:
    application.start(None)
    assert application.welcome is not None
    qtbot.mouseClick(application.welcome.new_button, Qt.MouseButton.LeftButton)
    dialog = application.welcome.findChild(NewWorkspaceDialog)
    assert dialog is not None
    dialog.template_buttons["blank"].setChecked(True)
    quarter = dialog.form.period_box.findText("2026-Q4", Qt.MatchFlag.MatchStartsWith)
    dialog.form.period_box.setCurrentIndex(quarter)
    qtbot.mouseClick(dialog.form.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: application.window is not None, timeout=LONGEST)
    desk = Desk(qtbot, application)
    with qtbot.waitSignal(desk.session.changed, timeout=LONGEST):
        desk.session.execute(AddClause("commitment", WON, "sales"))
    leads, deals = folder / "leads.csv", folder / "closed_deals.csv"
    leads.write_text(LEADS, "utf-8")
    deals.write_text(DEALS, "utf-8")
    desk.drop(leads, deals)
    assert desk.window.current_page == "results"
    # Nobody knows these files yet: both stand in a list, to be looked through.
    files = desk.results().files
    desk.until(lambda: len(files.waiting.asking) == 2)
    qtbot.mouseClick(files.look_button, Qt.MouseButton.LeftButton)
    desk.import_one("leads.csv")
    desk.import_one("closed_deals.csv")
    desk.until(lambda: len(desk.results().batches) == 2)
    return desk


def the_share(desk: Desk) -> None:
    page = desk.scoreboard()
    row = page.model.row_of("conversion")
    shown = [str(page.model.index(row, at).data()) for at in (SCORES.TARGET, SCORES.ACTUAL)]
    # Ten of forty leads were won.
    assert shown == ["20%", "25.0%"]
    assert page.model.rows[row].missed == 30
    assert page.model.rows[row].status.text == "Kept so far"  # the quarter is not over


def test_two_dropped_files_join_into_the_share_on_the_scoreboard(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    the_share(drop_two_files(qtbot, application, tmp_path))


@pytest.mark.display
def test_two_dropped_files_are_imported_on_a_real_display(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    the_share(drop_two_files(qtbot, application, tmp_path))


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_both_documents_are_exported_and_say_what_the_window_says(
    qtbot: QtBot,
    application: Application,
    sample_address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application.start(sample_address)
    desk = Desk(qtbot, application)
    actual = desk.scoreboard()
    row = actual.model.row_of("grade-b-first-touch")
    value = str(actual.model.index(row, SCORES.ACTUAL).data())
    desk.click("agreement")
    page = desk.window.page("agreement")
    assert isinstance(page, AgreementPage)
    desk.until(page.export_button.isEnabled)
    agreement, review = tmp_path / "agreement.pdf", tmp_path / "review.pdf"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_words, **_more: (str(agreement), "")
    )
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    desk.until(agreement.is_file)
    desk.until(lambda: desk.told != [])
    assert "agreement.pdf" in desk.told[0]
    # The page draws its preview in another thread with the library that reads here.
    desk.until(lambda: not desk.session.busy)
    words = text_of(agreement.read_bytes())
    assert "Grade B first touch" in words
    assert desk.session.draft.agreement.header.organisation in words
    with Workspace.open(sample_address) as workspace:
        save(export_review(workspace, Wanted(), now=NOW).content, review)
    assert value.replace(" ", "") in text_of(review.read_bytes()).replace(" ", "")
