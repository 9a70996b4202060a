"""The bridge from planned to actual revenue, above the funnel, with what lies behind each part."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.pages.results.against_plan import AgainstPlan
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.place import Place


@pytest.fixture
def plan(qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, tmp_path: Path) -> AgainstPlan:
    plan = AgainstPlan(
        sample_session, switch, ScoreboardCache(sample_session), lambda *_: tmp_path / "leads.xlsx"
    )
    for widget in (plan, plan.side):
        qtbot.addWidget(widget)
        widget.show()
    plan.resize(860, 900)
    plan.side.resize(340, 900)
    plan.refresh()
    qtbot.waitUntil(lambda: plan.bridge.card.isVisible(), timeout=20_000)
    return plan


def click(plan: AgainstPlan, name: str) -> None:
    chart = plan.bridge.card.chart
    region = next(each for each in chart.drawing.regions if each.text.startswith(name))
    at = QPointF(region.x + region.width / 2, region.y + 4).toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)


def test_the_card_says_how_far_plan_was_missed_and_draws_every_part(plan: AgainstPlan) -> None:
    card = plan.bridge.card
    assert card.finding.text() == "€300,050 short of plan; the largest part is conversion"
    assert card.balance.text() == (
        "Volume, speed and deal size add €516,754; quality, conversion and unexplained take "
        "€816,804."
    )
    assert card.notes.text().startswith("Mix: we do not promise leads")
    assert card.scale.text() == "scale starts at €1.3M"
    told = card.chart.accessibleDescription()
    assert "Volume: +€249,937, 1,277 leads, plan 1,120, Daniel Okafor" in told
    assert "Unexplained: −€134,400, sum €1.97M, plan €2.1M, Shared" in told
    assert "Actual: €1.8M, 53 customers" in told


def test_a_part_shows_how_it_is_counted_and_what_we_agreed_to_do(
    plan: AgainstPlan, qtbot: QtBot, sample_session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(plan.inspection_wanted):
        click(plan, "Conversion")
    side = plan.bridge.side
    assert plan.side.currentWidget() is side
    assert (side.name.text(), side.amount.text()) == ("Conversion", "−€614,612")
    assert side.facts.text() == "53 customers, 73 expected"
    assert "Price: 48" in side.why.accessibleDescription()
    assert "Show the saving before the price (for “Price”)" in side.remedies.text()
    assert side.sum.text().startswith(
        "€2,100,000 +\N{NO-BREAK SPACE}€249,937 −\N{NO-BREAK SPACE}€67,792"
    )
    assert side.sum.text().endswith("= €1,799,950")
    click(plan, "Quality")
    assert "Not now" in side.why.accessibleDescription()
    assert side.leads_button.text() == "List the 801 leads that moved on"
    # The leads that came back stand beside those that went on, each with its reason.
    assert side.returned_button.text() == "List the 484 returned leads"
    QTest.mouseClick(side.returned_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(side.list.isVisible, timeout=20_000)
    assert side.list.title.text().startswith("484 returned leads")
    model = side.list.model
    assert model.headerData(model.Column.LAST, Qt.Orientation.Horizontal) == "Reason"
    with qtbot.waitSignal(sample_session.place_wanted) as wanted:
        side.remedies.linkActivated.emit("stage.recycled")
    assert wanted.args == [Place(kind="stage", key="recycled")]
    click(plan, "Volume")
    assert side.why.isHidden()
    assert side.returned_button.isHidden()
    lines = side.list.model
    for name, button, title in (
        ("Volume", "List the 1,277 leads", "1,277 leads"),
        ("Speed", "List the 53 customers", "53 customers"),
        ("Deal size", "List the 53 customers", "53 customers"),
    ):
        click(plan, name)
        assert side.leads_button.text() == button
        assert side.list.isHidden()
        QTest.mouseClick(side.leads_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(side.list.isVisible, timeout=20_000)
        assert side.list.title.text().startswith(title)
        if name == "Volume":  # its day in the agreement's zone, whatever this computer's is
            assert lines.index(0, lines.Column.LAST).data() == "1 Oct"
    assert lines.headerData(lines.Column.LAST, Qt.Orientation.Horizontal) == "Revenue"
    assert lines.index(0, lines.Column.LAST).data().startswith("€")
    with qtbot.waitSignal(sample_session.noticed, timeout=20_000):
        QTest.mouseClick(side.list.export_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "leads.xlsx").exists()
    click(plan, "Unexplained")
    assert side.leads_button.isHidden()
    plan.show_stage("mql")
    assert plan.side.currentWidget() is plan.stage_side


def test_the_bridge_is_of_the_whole_agreement_and_not_of_its_months(
    plan: AgainstPlan, qtbot: QtBot
) -> None:
    plan.show_period("2026-10")
    qtbot.waitUntil(lambda: plan.bridge.card.isHidden(), timeout=20_000)
    click(plan, "Volume")  # nothing is left to lead to
    assert plan.side.currentWidget() is plan.stage_side


def test_a_workspace_without_results_shows_no_bridge(
    qtbot: QtBot, switch: ThemeSwitch, session: Session
) -> None:
    plan = AgainstPlan(session, switch, ScoreboardCache(session))
    for widget in (plan, plan.side):
        qtbot.addWidget(widget)
    with qtbot.waitSignal(plan.measured_changed, timeout=20_000):
        plan.refresh()
    assert plan.bridge.card.isHidden()
