"""The scoreboard page on the sample workspace and on a blank one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.models.scoreboard import ScoreboardModel
from alignment_desktop.gui.notices import Notice
from alignment_desktop.gui.pages.scoreboard import ScoreboardPage
from alignment_desktop.gui.pages.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.sample import sample_agreement_text

COLUMN = ScoreboardModel.Column


class Shown:
    """A page with its inspector, as the window would hold them."""

    def __init__(self, page: ScoreboardPage, qtbot: QtBot) -> None:
        self.page = page
        self._qtbot = qtbot
        inspector = page.inspector()
        assert isinstance(inspector, ScoreboardInspector)
        self.inspector = inspector

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=20_000)

    def wait_for_rows(self) -> None:
        self.wait(lambda: self.page.model.rowCount() > 0 and self.inspector.leads.isVisible())

    def cell(self, key: str, column: int) -> str:
        row = self.page.model.row_of(key)
        return str(self.page.model.index(row, column).data())

    def choose(self, button: QPushButton, words: str) -> None:
        menu = button.menu()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()

    def select(self, key: str) -> None:
        self.page.table.select_row(self.page.model.row_of(key))


@pytest.fixture
def saved_to(tmp_path: Path) -> Path:
    return tmp_path / "out.xlsx"


@pytest.fixture
def show(
    qtbot: QtBot, switch: ThemeSwitch, icons: Icons, saved_to: Path
) -> Callable[[Session], Shown]:
    def choose(_parent: QWidget, _title: str, _suggestion: str) -> str:
        return str(saved_to)

    def make(session: Session) -> Shown:
        page = ScoreboardPage(session, switch, icons, choose_path=choose)
        tools, inspector = page.header_tools(), page.inspector()
        assert tools is not None
        assert inspector is not None
        for widget in (page, tools, inspector):
            qtbot.addWidget(widget)
        inspector.resize(348, 840)
        page.resize(860, 840)
        inspector.show()
        page.show()
        return Shown(page, qtbot)

    return make


def test_the_table_shows_each_promise_with_what_came_of_it(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    QAbstractItemModelTester(shown.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown.page.model.rowCount() == 13
    assert shown.cell("grade-b-first-touch", COLUMN.TARGET) == "90 %"
    assert shown.cell("grade-b-first-touch", COLUMN.ACTUAL) == "85.4 %"
    assert shown.cell("grade-b-first-touch", COLUMN.STATUS) == "Missed"
    assert shown.cell("grade-b-first-touch", COLUMN.MISSED) == "79"
    assert shown.cell("sourced-pipeline", COLUMN.TARGET) == "€2.4 M"
    assert shown.cell("sourced-pipeline", COLUMN.MISSED) == "–"
    assert "measured from 5 files" in shown.page.subtitle
    assert "Customer: 38" in shown.page.funnel_chart.accessibleDescription()


def test_the_miss_with_most_leads_is_selected_and_explained_first(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    inspector = shown.inspector
    assert shown.page.table.current_key() == "grade-b-first-touch"
    assert inspector.name.text() == "Grade B first touch"
    assert inspector.status.accessibleName() == "Missed by 4.6 points"
    assert "No owner: 19" in inspector.slips.accessibleDescription()
    assert "0 to 0.125 days" in inspector.took.accessibleDescription()
    assert inspector.leads_title.text() == "79 leads missed, the first 50"
    assert inspector.model.rowCount() == 50
    QAbstractItemModelTester(inspector.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_another_row_shows_its_own_leads(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    shown.select("returned-with-reason")
    shown.wait(lambda: shown.inspector.leads_title.text() == "42 leads missed")
    assert shown.inspector.took.isHidden()
    shown.select("qualified-leads")
    shown.wait(lambda: shown.inspector.counted.text() == "1,277 counted")
    assert shown.inspector.export_button.isHidden()


def test_a_click_on_the_number_of_misses_brings_the_inspector_into_sight(
    show: Callable[[Session], Shown], sample_session: Session, qtbot: QtBot
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    view = shown.page.table.table
    index = shown.page.model.index(shown.page.model.row_of("grade-a-first-touch"), COLUMN.MISSED)
    place: QPoint = view.visualRect(index).center()
    with qtbot.waitSignal(shown.page.inspection_wanted):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shown.wait(lambda: shown.inspector.leads_title.text() == "11 leads missed")


def test_a_month_and_a_segment_can_be_chosen(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    page = shown.page
    shown.choose(page.period_button, "2026-11")
    shown.wait(lambda: page.period_button.text() == "2026-11")
    assert shown.cell("grade-b-first-touch", COLUMN.ACTUAL) == "81.8 %"
    assert page.model.row_of("win-rate") == -1
    shown.choose(page.segment_button, "Enterprise")
    shown.wait(lambda: page.segment_button.text() == "Enterprise")
    assert shown.cell("qualified-leads", COLUMN.STATUS) == "No target"
    assert page.table.current_key() == "grade-b-first-touch"


def test_of_two_quick_choices_only_the_last_is_shown(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    subtitles: list[str] = []
    shown.page.subtitle_changed.connect(subtitles.append)
    shown.page.show_view(View("2026-10"))
    shown.page.show_view(View("2026-12"))
    shown.wait(lambda: shown.page.period_button.text() == "2026-12")
    assert [text.split(" · ")[0] for text in subtitles] == ["2026-12"]


def test_board_and_leads_are_exported_to_excel(
    show: Callable[[Session], Shown], sample_session: Session, saved_to: Path, qtbot: QtBot
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    notices: list[Notice] = []
    sample_session.noticed.connect(notices.append)
    with qtbot.waitSignal(sample_session.noticed, timeout=20_000):
        shown.page.export_button.click()
    assert notices[-1].text == "Scoreboard saved to out.xlsx."
    assert openpyxl.load_workbook(saved_to)["Scoreboard"].max_row == 14
    with qtbot.waitSignal(sample_session.noticed, timeout=20_000):
        shown.inspector.export_button.click()
    assert notices[-1].text == "79 leads saved to out.xlsx."
    assert openpyxl.load_workbook(saved_to)["Missed leads"].max_row == 80


def test_the_review_of_the_shown_period_is_saved_as_pdf(
    show: Callable[[Session], Shown], sample_session: Session, saved_to: Path, qtbot: QtBot
) -> None:
    shown = show(sample_session)
    shown.wait_for_rows()
    notices: list[Notice] = []
    sample_session.noticed.connect(notices.append)
    with qtbot.waitSignal(sample_session.noticed, timeout=20_000):
        shown.page.review_button.click()
    assert notices[-1].text.startswith("Review saved to ")
    assert saved_to.read_bytes().startswith(b"%PDF-")


def test_a_withdrawn_import_is_measured_again(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    from alignment_desktop.services.importing import UndoImport

    shown = show(sample_session)
    shown.wait_for_rows()
    sample_session.execute(UndoImport(1))
    shown.wait(lambda: "measured from 4 files" in shown.page.subtitle)
    assert shown.cell("grade-b-first-touch", COLUMN.ACTUAL) == "–"
    shown.select("grade-b-first-touch")
    assert "grade" in shown.inspector.notes.text()


def test_a_blank_workspace_leads_on_to_the_results(
    show: Callable[[Session], Shown], session: Session, qtbot: QtBot
) -> None:
    shown = show(session)
    shown.wait(shown.page.no_results.isVisible)
    assert not shown.page.export_button.isEnabled()
    with qtbot.waitSignal(session.place_wanted) as asked:
        shown.page.no_results.action_button.click()
    assert asked.args[0].page == "results"


def test_an_agreement_that_arrives_without_results_still_asks_for_them(
    show: Callable[[Session], Shown], session: Session
) -> None:
    shown = show(session)
    shown.wait(shown.page.no_results.isVisible)
    session.execute(ApplyText(sample_agreement_text()))
    shown.wait(lambda: shown.page.subtitle.startswith("FY27 Q1"))
    assert shown.page.no_results.isVisible()


def test_the_window_goes_on_while_figures_are_worked_out(
    show: Callable[[Session], Shown], sample_session: Session
) -> None:
    shown = show(sample_session)
    beats = 0

    def beat() -> None:
        nonlocal beats
        beats += 1

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    shown.wait_for_rows()
    assert beats > 3
