"""The metrics page on the sample workspace, and without results."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QPushButton

from alignment_desktop.gui.models.metrics import MetricsModel
from alignment_desktop.gui.pages.metrics.metrics import MetricsPage
from alignment_desktop.gui.pages.metrics.metrics_inspector import MetricsInspector
from alignment_desktop.services.agreeing import ApplyText
from tests.gui.whole_window import CTRL, WholeWindow, measured_fixture, whole_fixture

__all__ = ["measured_fixture", "whole_fixture"]

COLUMN = MetricsModel.Column


def shown(whole: WholeWindow) -> tuple[MetricsPage, MetricsInspector]:
    whole.show("metrics")
    page = whole.page
    assert isinstance(page, MetricsPage)
    return page, cast(MetricsInspector, page.inspector())


def cells(page: MetricsPage, key: str) -> list[str]:
    model = page.model
    row = model.row_of(key)
    return [str(model.index(row, column).data()) for column in COLUMN][:-1]


def choose(whole: WholeWindow, button: QPushButton, words: str) -> None:
    menu = button.menu()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    whole.settle()


def test_each_figure_stands_beside_its_periods_and_what_it_is_made_of(
    measured: WholeWindow,
) -> None:
    page, inspector = shown(measured)
    QAbstractItemModelTester(page.model)
    headings = [page.model.heading(column) for column in COLUMN]
    assert headings[2:6] == ["October", "November", "December", "FY27 Q1"]
    assert cells(page, "win-rate") == [
        "Win rate", "in the period", "22.0%", "34.0%", "35.9%", "30.6%", "53 of 173",
    ]  # fmt: skip
    assert cells(page, "conversion.mql")[1] == "of its leads"
    assert page.subtitle == "as of 4 Jan 2027, 09:00 CET"
    page.table.select_row(page.model.row_of("win-rate"))
    assert (inspector.name.text(), inspector.figure.text()) == ("Win rate", "30.6%")
    assert inspector.stands_on.text() == "53 of 173, 95% between 24.2% and 37.9%"
    assert inspector.formula.text() == "won ÷ (won + lost)"
    assert inspector.sources.text() == "Closing and outcome"
    assert inspector.periods.text().splitlines()[0].startswith("July: 33.3%, 2 of 6")
    assert not inspector.trend.isHidden()
    assert inspector.campaigns.isHidden()
    page.table.select_row(page.model.row_of("lead-value-delivered"))
    assert "fewer than 30 leads" in inspector.notes.text()


def test_credit_is_compared_by_another_rule_and_periods_are_changed(measured: WholeWindow) -> None:
    page, inspector = shown(measured)
    page.table.select_row(page.model.row_of("campaign-conversion"))
    first = inspector.campaigns.text()
    assert "sourced" in first
    assert page.compared.isHidden()
    choose(measured, page.credit_button, "Credit: Even")
    assert not page.compared.isHidden()
    assert inspector.key == "campaign-conversion"
    assert inspector.campaigns.text() != first
    choose(measured, page.every_button, "By quarter")
    assert page.model.heading(COLUMN.SECOND) == "FY26 Q4"
    assert page.table.table.isColumnHidden(COLUMN.THIRD)  # it is the whole agreement


def test_the_table_is_copied_and_found_by_the_palette(measured: WholeWindow) -> None:
    page, inspector = shown(measured)
    page.take_keyboard()
    measured.press(Qt.Key.Key_C, CTRL)
    head, *rows = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Metric", "Basis", "October"]
    assert len(rows) == page.model.rowCount()
    measured.press(Qt.Key.Key_Down)
    assert inspector.key == "new-mqls"
    offers = [offer.text for offer in page.offers()]
    assert offers == ["Copy the metrics", "By week", "By month", "By quarter"]
    measured.show("overview")
    measured.press(Qt.Key.Key_K, CTRL)
    measured.type("metrics")
    measured.press(Qt.Key.Key_Return)
    assert measured.window.current_page == "metrics"


def test_an_edit_of_the_agreement_is_measured_anew(measured: WholeWindow) -> None:
    page, inspector = shown(measured)
    page.table.select_row(page.model.row_of("coverage"))
    assert inspector.figure.text() == "10.07×"
    measured.session.execute(ApplyText('[attribution]\nrule = "last touch"\n'))
    measured.settle()
    assert inspector.key == "coverage"


def test_without_results_the_page_says_what_will_be_here(whole: WholeWindow) -> None:
    page, inspector = shown(whole)
    assert page.no_results.isVisible()
    assert not page.every_button.isEnabled()
    assert inspector.name.text() == "Nothing selected"
    page.no_results.acted.emit()
    whole.settle()
    assert whole.window.current_page == "results"


def test_the_leads_behind_the_very_figure_are_listed_and_opened(measured: WholeWindow) -> None:
    page, inspector = shown(measured)
    row = page.model.row_of("win-rate")
    page.table.select_row(row)
    leads = inspector.leads
    assert not leads.isHidden()
    leads.numerator_button.click()
    measured.settle()
    assert leads.list.title.text() == "53 leads count · FY27 Q1, the first 50"
    # Enter on a month lists those of the month.
    page.table.table.setCurrentIndex(page.model.index(row, COLUMN.THIRD))
    page.table.table.setFocus()
    measured.press(Qt.Key.Key_Return)
    december = inspector.periods.text().splitlines()[-1]  # "December: 35.9%, 23 of 64, 95% …"
    whole = december.split(", ")[1].split(" of ")[1]
    assert leads.list.title.text().startswith(f"of {whole} leads · December 2026")
    assert inspector.trace.text() == "As of 4 Jan 2027, 09:00 CET · agreement version 1 · 5 imports"
    leads.list.opened.emit(*(leads.list.model.keys[0], leads.list.model.keys))
    measured.settle()
    assert measured.window.current_page == "lead"


def test_a_metric_of_spend_offers_no_leads(measured: WholeWindow) -> None:
    page, inspector = shown(measured)
    page.table.select_row(page.model.row_of("spend"))
    assert inspector.leads.isHidden()
