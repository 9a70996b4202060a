"""One lead in the window: opened from lists and by its name, left again, its sources followed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from alignment_desktop.domain.progress import Silent
from alignment_desktop.gui.pages.leads.lead import LeadPage
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.link_row import LinkRow
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.importing import (
    AcceptImport,
    ImportRequest,
    prepare,
)
from alignment_desktop.services.workspace import Workspace
from tests.gui.test_palette import choose, found
from tests.gui.whole_window import ALT, CTRL, WholeWindow, measured_fixture, whole_fixture

__all__ = ["measured_fixture", "whole_fixture"]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def list_of_missed(whole: WholeWindow) -> CardTable:
    """The leads that missed the first promise of the scoreboard, with the keyboard in them."""
    whole.show("scoreboard")
    page = whole.page
    assert isinstance(page, ScoreboardPage)
    page.select("commitment.grade-b-first-touch")
    whole.settle()
    inspector = page.inspector()
    assert isinstance(inspector, ScoreboardInspector)
    leads = inspector.list.table
    leads.select_row(2)
    leads.table.setFocus()
    return leads


def lead(whole: WholeWindow) -> LeadPage:
    """The page that is shown, which shows a lead."""
    page = whole.page
    assert isinstance(page, LeadPage)
    return page


def column(model: QAbstractItemModel, at: int) -> list[str]:
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def said_in(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def test_enter_in_a_list_opens_the_lead_and_escape_leads_back_to_the_very_row(
    measured: WholeWindow,
) -> None:
    leads = list_of_missed(measured)
    key = leads.current_key()
    measured.press(Key.Key_Return)
    page = lead(measured)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.key == key
    assert measured.window.header.title.text() == page.title != ""
    assert page.subtitle.startswith(key)
    assert page.place.text() == "3 of 50"
    sales, marketing = column(page.model, 0), column(page.model, 2)
    assert any(text.startswith("Call, ") and "activities.csv · row " in text for text in sales)
    assert any("leads.xlsx · Lead report · row " in text for text in marketing)
    bars = page.chart.drawing.table
    assert any("Missed by" in told for _, _, told in bars[1:])
    assert any(shape.colour == "line" for shape in page.chart.drawing.shapes)  # closed hours
    measured.press(Key.Key_Down, ALT)
    assert (page.place.text(), page.key != key) == ("4 of 50", True)
    measured.press(Key.Key_Escape)
    assert measured.window.current_page == "scoreboard"
    assert leads.current_key() == key
    assert measured.has_keyboard is leads.table
    # The list's own menu opens it too; beside the rows there is none.
    leads.table.customContextMenuRequested.emit(QPoint(1, 10_000))
    assert not [each for each in leads.findChildren(QMenu) if each.isVisible()]
    row = leads.table.visualRect(leads.table.currentIndex())
    leads.table.customContextMenuRequested.emit(row.center())
    menu = next(each for each in leads.findChildren(QMenu) if each.isVisible())
    menu.actions()[0].trigger()
    menu.close()
    measured.settle()
    assert lead(measured).key == key


def test_a_lead_is_found_by_its_id_and_by_its_name(measured: WholeWindow) -> None:
    measured.show("plan")
    assert "Nina Tanaka" in found(measured, "l-23010")
    choose(measured, "Nina Tanaka")
    page = lead(measured)
    assert page.key == "L-23010"
    assert measured.window.header.title.text() == "Nina Tanaka"
    assert measured.has_keyboard is page.table.table
    assert "Nina Tanaka" in found(measured, "tanaka nina")
    measured.press(Key.Key_Escape)
    assert measured.window.current_page == "lead"  # Escape closed what lay on top, and no more
    other = page.inspector()
    assert other is not None
    links = other.findChildren(LinkRow)
    counted = {row.link.text: row for row in links if row.link.chip is not None}
    assert counted["Qualified leads delivered"].link.spoken.endswith("Nov, Counted")
    at_account = [row for row in links if row.link.chip is None]
    at_account[0].setFocus()
    measured.press(Key.Key_Return)
    assert page.key == at_account[0].link.leads_to
    measured.press(Key.Key_Left, ALT)
    assert page.key == "L-23010"
    again = other.findChildren(LinkRow)
    next(row for row in again if row.link.text == "Acceptance rate").click()
    measured.settle()
    assert measured.window.current_page == "commitments"
    measured.press(Key.Key_Left, ALT)
    measured.press(Key.Key_Left, ALT)
    assert measured.window.current_page == "plan"


def test_a_lead_is_copied_as_text_and_a_touch_leads_to_its_import_and_back(
    measured: WholeWindow,
) -> None:
    measured.session.show_lead("L-23010")
    measured.settle()
    page = lead(measured)
    measured.press(Key.Key_C, CTRL | SHIFT)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Nina Tanaka\nL-23010 · Cedarmotion SE")
    assert "Grade B first touch\t1 business day\tMissed by 11 h" in text
    assert text.count("\n") > page.model.rowCount()
    assert "\nCounts in\nGrade B first touch\tNovember\tMissed\n" in text
    page.table.table.setFocus()
    page.table.select_row(0)
    measured.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == page.model.row_at(0).spoken
    measured.press(Key.Key_Return)
    results = measured.page
    assert isinstance(results, ResultsPage)
    assert results.imports.model.rows[results.imports.table.table.currentIndex().row()].file == (
        "activities.csv"
    )
    measured.press(Key.Key_Left, ALT)
    assert lead(measured).key == "L-23010"
    # A click into the navigation is another way; nothing is come back to from there.
    measured.go_to(2)
    assert not measured.window.actions_.back.isEnabled()


def test_what_would_tell_more_is_said_and_a_lead_that_is_gone_too(
    whole: WholeWindow, tmp_path: Path, agreement_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Name,Created Date\nL1,Ada,2026-11-03 10:00\n", "utf-8")
    session, batch = whole.session, list[int]()
    with Workspace.open(str(agreement_path)) as beside:
        prepared = prepare(beside, ImportRequest(path), Silent())
    session.execute(AcceptImport(prepared), done=batch.append)
    whole.qtbot.waitUntil(lambda: bool(batch))
    session.show_lead("L1")
    whole.settle()
    page = lead(whole)
    inspector = page.inspector()
    assert inspector is not None
    hints = "\n".join(said_in(inspector))
    for words in ("A file of activities would add", "A file of campaigns", "handed over"):
        assert words in hints
    assert page.no_clock.isVisible()
    assert page.clock_card.height() < 120  # no higher than its words, however short the table
    session.execute(UndoImport(batch[0]))
    whole.qtbot.waitUntil(page.no_lead.isVisible)
    assert whole.window.notices.notice.text.startswith("This lead is no longer known")
    page.no_lead.acted.emit()
    assert whole.window.current_page == "scoreboard"
