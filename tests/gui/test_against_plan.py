"""The results against the plan: the one funnel with its books, the stage selected, campaigns."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.pages.plan.campaign_list import CampaignModel
from alignment_desktop.gui.pages.results.against_plan import AgainstPlan
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.pages.results.results_views import CAMPAIGNS, FILES, PLAN
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.place import Place
from tests.gui.whole_window import WholeWindow, measured_fixture

__all__ = ["measured_fixture"]


class Shown:
    """The view with its inspector, as the window would hold them."""

    def __init__(self, plan: AgainstPlan, qtbot: QtBot) -> None:
        self.plan, self._qtbot = plan, qtbot
        self.side = plan.stage_side

    def wait_for(self, title: str) -> None:
        self._qtbot.waitUntil(lambda: title in self.plan.card.title.text(), timeout=20_000)

    def column(self, name: str) -> tuple[str, ...]:
        rows = {row[0]: row[1:] for row in self.plan.card.chart.drawing.table}
        return rows[name]

    def figures(self) -> dict[str, list[str]]:
        told = [[cell.text() for cell in cells] for cells in self.side._cells]
        return {row[0]: row[1:] for row in told}

    def list(self, part: str) -> int:
        """Lists the leads of a part of the stage; how many the list speaks of."""
        before = self.side.list.title.text()
        self._qtbot.mouseClick(self.side.buttons[part], Qt.MouseButton.LeftButton)
        self._qtbot.waitUntil(lambda: self.side.list.title.text() != before, timeout=20_000)
        return int(self.side.list.title.text().split()[0].replace(",", ""))


@pytest.fixture
def shown(qtbot: QtBot, sample_session: Session, switch: ThemeSwitch) -> Shown:
    plan = AgainstPlan(sample_session, switch, ScoreboardCache(sample_session))
    qtbot.addWidget(plan)
    qtbot.addWidget(plan.side)
    plan.resize(760, 800)
    plan.side.resize(340, 800)
    for widget in (plan, plan.side):
        widget.show()
    plan.refresh()
    shown = Shown(plan, qtbot)
    shown.wait_for("1 Oct – 31 Dec 2026")
    return shown


def test_the_funnel_and_its_books_show_what_happened_in_the_quarter(shown: Shown) -> None:
    assert shown.column("MQL") == (
        "At start, 1 Oct 39", "+ came in 1,277", "− went on 801", "− to Recycled 419",
        "− to Disqualified 65", "− to Lost –", "= at end, 31 Dec 31",
    )  # fmt: skip
    assert shown.column("Recycled")[-1] == "= at end 754"
    assert shown.plan.card.foot.text().startswith("✓ Every stage adds up")
    # The bars are as high as what came in.
    shapes = shown.plan.card.chart.drawing
    assert len(shapes.regions) == 8 + 3


def test_the_stage_of_the_hand_over_is_looked_at_first_beside_the_quarter_before(
    shown: Shown,
) -> None:
    assert shown.side.name.text() == "Marketing Qualified Lead"
    figures = shown.figures()
    assert figures["Came in"] == ["1,277", "1,068"]
    assert figures["Gone on"] == ["61.4%", "63.3%"]
    assert figures["At end"] == ["31", "39"]
    assert "about 28 at any time" in shown.side.check.text()
    assert [row[0] for row in shown.side.where.drawing.table[1:]] == [
        "SAL", "Recycled", "Disqualified",
    ]  # fmt: skip


def test_the_quarter_s_own_leads_are_another_view_beside_leads_that_were_as_old(
    shown: Shown, qtbot: QtBot
) -> None:
    qtbot.mouseClick(shown.plan.card.which.buttons["cohort"], Qt.MouseButton.LeftButton)
    assert shown.column("MQL")[0] == "+ came in 1,260"
    assert shown.column("MQL")[-1] == "= on 4 Jan 28"
    assert "All 2,088 leads are somewhere" in shown.plan.card.foot.text()
    assert "4 Oct 2026" in shown.side.stays.text()
    assert not shown.side.check.isVisible()
    qtbot.mouseClick(shown.plan.card.which.buttons["happened"], Qt.MouseButton.LeftButton)
    assert shown.column("MQL")[1] == "+ came in 1,277"


def test_another_stage_is_chosen_by_key_and_its_leads_are_listed_opened_and_saved(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    places: list[Place] = []
    notices: list[Notice] = []
    session = shown.plan._session
    session.place_wanted.connect(places.append)
    session.noticed.connect(notices.append)
    chart = shown.plan.card.chart
    for _ in range(6):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert shown.side.name.text() == "Sales Qualified Opportunity"
    assert shown.list("left") == 173
    shown.side.list.table.opened.emit(shown.side.list.model.keys[0])
    assert places[-1].page == "lead"
    assert shown.list("end") == 78

    path = tmp_path / "leads.xlsx"

    def choose(_folders: FolderMemory, _page: QWidget, *_words: str) -> Path:
        return path

    shown.plan._choose_path = choose
    qtbot.mouseClick(shown.side.list.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices), timeout=20_000)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.max_row == 78 + 1
    assert sheet.cell(1, 7).value == "Came to SQO (Europe/Berlin)"


def test_a_month_is_shown_for_itself(shown: Shown) -> None:
    shown.plan.show_period("2026-11")
    shown.wait_for("1–30 Nov 2026")
    assert shown.plan.card.which.buttons["happened"].text() == "In the month"
    start, came, *out, end = (
        int(text.split()[-1].replace(",", "").replace("–", "0")) for text in shown.column("MQL")
    )
    assert start + came - sum(out) == end


def test_without_results_the_first_step_is_offered(
    qtbot: QtBot, session: Session, switch: ThemeSwitch
) -> None:
    plan = AgainstPlan(session, switch, ScoreboardCache(session))
    qtbot.addWidget(plan)
    plan.side.setParent(plan)
    plan.show()
    plan.refresh()
    qtbot.waitUntil(plan.no_results.isVisible, timeout=20_000)


def test_the_page_of_results_leads_to_each_view_by_its_key(measured: WholeWindow) -> None:
    measured.show("results")
    page = measured.page
    assert isinstance(page, ResultsPage)
    views = page.views
    assert [offer.text for offer in page.offers()][-3:] == ["Files", "Against plan", "Campaigns"]
    measured.qtbot.keyClick(page, Qt.Key.Key_G, _SHIFTED)
    measured.settle()
    assert views.shown == PLAN
    assert measured.window.header.title.text() == "Results against plan"
    assert page.main_control() is views.plan.card.chart
    assert not page._tools.import_button.isVisible()
    measured.qtbot.keyClick(page, Qt.Key.Key_B, _SHIFTED)
    measured.settle()
    assert views.shown == CAMPAIGNS
    model = views.campaigns.model
    QAbstractItemModelTester(model)
    verdicts = {row.name: row.verdict.text for row in model.rows}
    assert verdicts["Fifty accounts"] == "Fix"
    assert model.index(0, CampaignModel.Column.OF_PLAN).data() == "146%"
    views.campaigns.table.select_row(1)
    assert views.campaigns.side.name.text() == "Fifty accounts"
    assert "to double down" in views.campaigns.title.text()
    # An import that is looked for is in the list of files.
    measured.session.show_import(1)
    measured.settle()
    assert views.shown == FILES
    assert measured.window.header.title.text() == "Results"


_SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
