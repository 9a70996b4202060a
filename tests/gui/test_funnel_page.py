"""The funnel as a picture: stages moved and led by mouse and key, and back from revenue."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from alignment_desktop.charts.geometry import Grip, Text
from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.stage_block import StageBlock
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE
from alignment_desktop.gui.pages.funnel.funnel_page import FunnelPage
from alignment_desktop.gui.pages.funnel.funnel_picture import FunnelPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.place import Place
from alignment_desktop.services.editing import AddClause, EditClause
from alignment_desktop.services.moving import MoveClauses

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEY = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons) -> FunnelPage:
    sample_session.views.remember("funnel", PICTURE)
    made = FunnelPage(sample_session, switch, icons)
    qtbot.addWidget(made)
    made.resize(1000, 1300)
    made.show()
    picture = picture_of(made)
    qtbot.waitUntil(lambda: "2,088" in words_of(picture.map) and picture.months.chart.isVisible())
    return made


def picture_of(page: FunnelPage) -> FunnelPicture:
    picture = page.picture
    assert isinstance(picture, FunnelPicture)
    return picture


def words_of(chart: ChartView) -> list[str]:
    return [shape.text for shape in chart.drawing.shapes if isinstance(shape, Text)]


def grip(picture: FunnelPicture, key: str, part: str) -> Grip:
    return next(g for g in picture.map.drawing.grips if (g.key, g.part) == (key, part))


def middle(one: Grip) -> QPoint:
    return QPoint(round(one.x + one.width / 2), round(one.y + one.height / 2))


def drag(qtbot: QtBot, picture: FunnelPicture, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(picture.map, left, pos=start)
    qtbot.mouseMove(picture.map, QPoint((start.x() + end.x()) // 2, end.y()))
    qtbot.mouseMove(picture.map, end)
    qtbot.mouseRelease(picture.map, left, pos=end)


def test_what_is_needed_stands_over_what_the_campaigns_bring(
    qtbot: QtBot, sample_session: Session, page: FunnelPage
) -> None:
    picture = picture_of(page)
    backwards = words_of(picture.backwards.chart)
    for count in ("63", "700", "1,077", "1,210", "+133"):
        assert count in backwards
    assert "= 63 customers, then back at our rates" in picture.backwards.sum.text()
    assert "112%" in picture.backwards.brings.text()
    told = [region.text for region in picture.backwards.chart.drawing.regions]
    assert "1,077 needed = 700 ÷ 65% to SAL, agreed" in told[3]
    assert words_of(picture.points.chart)[0] == "SQO to Customer"
    assert picture.months.finding.text() == "€53,085 short in October"
    said = picture.months.sentence.text()
    assert said.startswith("2 customers, so 36 more MQLs. They had to qualify by 25 September")

    wanted: list[Place] = []
    sample_session.place_wanted.connect(wanted.append)
    picture.months.plan_button.click()
    qtbot.waitUntil(lambda: bool(wanted))
    made = sample_session.draft.agreement.campaigns[wanted[0].key]
    assert (made.name, made.expected.mqls) == ("Campaign for October", 36)
    picture.backwards.sum.linkActivated.emit("assumption.deal-size")
    qtbot.waitUntil(lambda: page.card.current_key() == "assumption.deal-size")

    # Whoever is led to an assumption without a number types it.
    table = {"key": "budget", "name": "Budget", "quantity": "budget"}
    sample_session.execute(AddClause("assumption", table, None))
    qtbot.waitUntil(lambda: ("assumption", "budget") in sample_session.draft.agreement.clauses)
    page.select("assumption.budget")
    qtbot.waitUntil(lambda: getattr(page.focusWidget(), "accessibleName", str)() == "Value")


def test_stages_are_moved_and_led_elsewhere_by_mouse_and_key(
    qtbot: QtBot, sample_session: Session, page: FunnelPage
) -> None:
    session, picture = sample_session, picture_of(page)
    session.set_seat("facilitator")
    chart = picture.map
    order = list(session.draft.agreement.stages)
    drag(qtbot, picture, middle(grip(picture, "sql", "whole")),
         middle(grip(picture, "inquiry", "whole")) - QPoint(20, 0))  # fmt: skip
    qtbot.waitUntil(lambda: list(session.draft.agreement.stages)[1] == "sql")
    qtbot.waitUntil(lambda: not session.busy)
    chart.show_current("sql")
    chart.setFocus()
    for _ in range(4):
        qtbot.keyClick(chart, _KEY.Key_Right, _ALT)
    qtbot.waitUntil(lambda: list(session.draft.agreement.stages) == order)

    def ways(key: str) -> tuple[str, ...]:
        return session.draft.agreement.stages[key].next

    corner = grip(picture, "lost", "way")
    drag(qtbot, picture, middle(corner), middle(grip(picture, "disqualified", "whole")))
    qtbot.waitUntil(lambda: ways("lost") == ("recycled", "disqualified"))
    qtbot.waitUntil(lambda: not session.busy)
    page.select("stage.sql")
    qtbot.waitUntil(lambda: chart.current_key == "sql")
    qtbot.keyClick(chart, _KEY.Key_L, _CTRL)
    assert "Choose with the arrows where Sales Qualified Lead leads to" in picture.hint.text()
    qtbot.keyClick(chart, _KEY.Key_Right)
    qtbot.keyClick(chart, _KEY.Key_Escape)
    assert "Drag a stage" in picture.hint.text()
    qtbot.keyClick(chart, _KEY.Key_L, _CTRL)
    qtbot.keyClick(chart, _KEY.Key_Right)
    qtbot.keyClick(chart, _KEY.Key_Right)
    assert page.card.current_key() == "stage.sql", "what is selected stays so meanwhile"
    qtbot.keyClick(chart, _KEY.Key_Return)
    qtbot.waitUntil(lambda: "customer" in ways("sql"))
    session.set_seat("marketing")
    drag(qtbot, picture, middle(grip(picture, "sal", "way")),
         middle(grip(picture, "lost", "whole")))  # fmt: skip
    qtbot.waitUntil(lambda: any("also to Lost" in r.text for r in chart.drawing.regions))
    assert "lost" not in ways("sal"), "what Sales agreed to stands until they accept"
    qtbot.waitUntil(lambda: not session.busy)
    drag(qtbot, picture, middle(grip(picture, "sal", "way")),
         middle(grip(picture, "sql", "whole")))  # fmt: skip
    qtbot.waitUntil(lambda: any("no longer to" in r.text for r in chart.drawing.regions))
    struck = [s for s in chart.drawing.shapes if getattr(s, "colour", "") == "missed"]
    assert struck
    assert "sql" in ways("sal")
    drag(qtbot, picture, middle(grip(picture, "sql", "way")), QPoint(3, 3))
    assert "customer" in ways("sql"), "let go over nothing, nothing is led anywhere"


def test_bad_ways_are_told_beside_the_map_and_many_stages_scroll(
    qtbot: QtBot, sample_session: Session, page: FunnelPage
) -> None:
    session, picture = sample_session, picture_of(page)
    for key, ways in (("lost", ["lost"]), ("raw-lead", ["inquiry"]), ("inquiry", ["raw-lead"])):
        stage = session.draft.agreement.stages[key]
        table = {**json_table(write_clause(stage)), "next": ways}
        session.execute(EditClause("stage", key, table, None, session.label))
    for at in range(17):
        table = {"key": f"more-{at}", "name": f"A stage with a long name {at}", "party": "sales"}
        session.execute(AddClause("stage", table, None))
    qtbot.waitUntil(lambda: len(session.draft.agreement.stages) == 28 and not session.busy)
    qtbot.waitUntil(lambda: "Lost leads to itself" in picture.trouble.text())
    assert "Inquiry goes round in a circle" in picture.trouble.text()
    assert picture.map.width() > picture.map_area.width()
    ids = [("stage", key) for key in ("more-3",)]
    session.execute(MoveClauses(ids, ("stage", "raw-lead"), session.label))
    qtbot.waitUntil(lambda: picture.map.drawing.regions[0].key == "more-3")


def test_a_stage_shows_its_examples_and_is_tested_on_the_imported_leads(
    qtbot: QtBot, sample_session: Session, page: FunnelPage
) -> None:
    session = sample_session
    page.select("stage.mql")
    block = page.clause_inspector.findChild(StageBlock)
    assert block is not None
    qtbot.waitUntil(lambda: not block.isHidden())
    assert "Write conditions" in block.result.text()
    assert not block.test_button.isEnabled()
    stage = session.draft.agreement.stages["mql"]
    where = [{"field": "grade", "op": "in", "value": ["A", "B"]}]
    table = {**json_table(write_clause(stage)), "where": where}
    session.execute(EditClause("stage", "mql", table, None, session.label))
    for key, verdict, grade in (("good", "in", "A"), ("odd", "in", "D"), ("poor", "out", "B")):
        said = {"key": key, "clause": "stage.mql", "verdict": verdict, "fields": {"grade": grade}}
        session.execute(AddClause("example", said, None))
    qtbot.waitUntil(lambda: "1 holds · 2 do not" in block.tally.text())
    rows = [each.text() for each in block.rows.findChildren(QLabel) if each.text()]
    assert "The conditions keep it out: grade A or B." in rows
    assert "The conditions let it in." in rows
    block.test_button.click()
    qtbot.waitUntil(lambda: "leads the conditions let" in block.result.text())
    assert isinstance(block.came_button, QPushButton)
    shown = [button for button in (block.met_button, block.came_button) if not button.isHidden()]
    shown[0].click()
    assert not block.list.isHidden()
    wanted: list[Place] = []
    session.place_wanted.connect(wanted.append)
    block.add_button.click()
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted[0].kind == "example"
