"""The plan as a picture: its figures, and campaigns that are dragged on their timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.charts.geometry import Grip, Rect
from alignment_desktop.domain.plan import Campaign, Content
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.campaign_block import CampaignBlock
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE
from alignment_desktop.gui.pages.plan.plan_page import PlanPage
from alignment_desktop.gui.pages.plan.plan_picture import PlanPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import StatCard
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.editing import AddClause

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
FIFTY, STORY = "campaign.fifty-accounts", "content.litware-story"


def shown(
    qtbot: QtBot, session: Session, switch: ThemeSwitch, icons: Icons
) -> tuple[PlanPage, PlanPicture]:
    session.views.remember("plan", PICTURE)
    page = PlanPage(session, switch, icons)
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    qtbot.waitUntil(lambda: page.picture is not None and not session.busy)
    return page, cast(PlanPicture, page.picture)


def campaign(session: Session, key: str = "fifty-accounts") -> Campaign:
    return session.draft.agreement.campaigns[key]


def grip(picture: PlanPicture, key: str, part: str) -> Grip:
    grips = picture.chart.drawing.grips
    return next(each for each in grips if (each.key, each.part) == (key, part))


def drag(qtbot: QtBot, picture: PlanPicture, held: Grip, days: int) -> None:
    """Drags by so many days, over the chart's own scale."""
    chart = picture.chart
    whole = next(each for each in chart.drawing.regions if each.key == FIFTY)
    day = whole.width / 75  # 5 October to 18 December
    start = QPoint(round(held.x + held.width / 2), round(held.y + held.height / 2))
    qtbot.mousePress(chart, LEFT, pos=start)
    qtbot.mouseMove(chart, start + QPoint(round(days * day / 2), 3))
    qtbot.mouseMove(chart, start + QPoint(round(days * day), 3))
    qtbot.mouseRelease(chart, LEFT, pos=start + QPoint(round(days * day), 3))


def test_a_campaign_is_moved_and_stretched_and_undone(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    session.set_seat("sales", "cso")
    session.execute(TakeBackConsent("sales", [FIFTY, STORY]))
    qtbot.waitUntil(lambda: not session.busy)
    session.set_seat("marketing", "cmo")
    page, picture = shown(qtbot, session, switch, icons)
    chart = picture.chart

    drag(qtbot, picture, grip(picture, FIFTY, "whole"), 7)
    qtbot.waitUntil(lambda: campaign(session).start == date(2026, 10, 12))
    assert campaign(session).end == date(2026, 12, 25)
    assert page.card.current_key() == FIFTY
    assert page.clause_inspector.shown == ("campaign", "fifty-accounts")
    qtbot.waitUntil(lambda: session.can_undo and not session.busy)
    session.undo()
    qtbot.waitUntil(lambda: campaign(session).start == date(2026, 10, 5) and not session.busy)

    drag(qtbot, picture, grip(picture, FIFTY, "end"), -14)
    qtbot.waitUntil(lambda: campaign(session).end == date(2026, 12, 4) and not session.busy)
    assert campaign(session).start == date(2026, 10, 5)

    # Three arrows in a row are one edit, and one step to undo.
    revision = session.draft.revision
    for _ in range(3):
        qtbot.keyClick(chart, Key.Key_Right, Held.ShiftModifier)
    assert any("8 Oct" in str(shape) for shape in chart.drawing.shapes)
    qtbot.waitUntil(lambda: campaign(session).start == date(2026, 10, 8) and not session.busy)
    assert session.draft.revision == revision + 1
    every = Held.ShiftModifier | Held.ControlModifier | Held.AltModifier
    qtbot.keyClick(chart, Key.Key_Left, every)
    qtbot.waitUntil(lambda: campaign(session).start == date(2026, 10, 7) and not session.busy)
    assert campaign(session).end == date(2026, 12, 7)

    # Escape gives up what is being dragged.
    held = grip(picture, FIFTY, "whole")
    at = QPoint(round(held.x + 40), round(held.y + 5))
    qtbot.mousePress(chart, LEFT, pos=at)
    qtbot.mouseMove(chart, at + QPoint(90, 0))
    qtbot.keyClick(chart, Key.Key_Escape)
    qtbot.mouseRelease(chart, LEFT, pos=at + QPoint(90, 0))
    assert campaign(session).start == date(2026, 10, 7)

    # Content goes by the day on which it is due.
    held = grip(picture, STORY, "whole")
    qtbot.mouseClick(chart, LEFT, pos=QPoint(round(held.x + 5), round(held.y + 9)))
    qtbot.keyClick(chart, Key.Key_Right, Held.ShiftModifier | Held.ControlModifier)

    def due() -> date | None:
        return cast(Content, session.draft.agreement.of_kind("content")["litware-story"]).due

    qtbot.waitUntil(lambda: due() == date(2026, 11, 27) and not session.busy)


def test_what_both_agreed_is_proposed_and_stands_beside_in_the_proposers_colour(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    session.set_seat("sales", "cso")
    _, picture = shown(qtbot, session, switch, icons)
    drag(qtbot, picture, grip(picture, FIFTY, "whole"), 3)
    qtbot.waitUntil(lambda: bool(session.news.discussion.open_for(session.draft.id)))
    qtbot.waitUntil(lambda: not session.busy)
    assert campaign(session).start == date(2026, 10, 5)
    dashed = [
        shape
        for shape in picture.chart.drawing.shapes
        if isinstance(shape, Rect) and shape.outline and shape.outline.dashed
    ]
    assert [shape.outline.colour for shape in dashed if shape.outline] == ["sales"]
    assert "Sales proposes it" in picture.chart.accessibleDescription()

    # The facilitator changes it at once, and is told whose yes that takes.
    session.set_seat("facilitator")
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    drag(qtbot, picture, grip(picture, "campaign.year-end-offer", "start"), 7)
    offer = "year-end-offer"
    qtbot.waitUntil(lambda: campaign(session, offer).start == date(2026, 11, 23))
    qtbot.waitUntil(lambda: bool(said) and not session.busy)
    assert said == ["Year-end offer is changed. Marketing and Sales no longer agree to it."]


def test_cards_objectives_and_what_is_wrong_with_days(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    for key, days in (
        ("back", {"start": date(2026, 11, 2), "end": date(2026, 10, 1)}),
        ("someday", {}),
        ("gone", {"start": date(2025, 1, 1), "end": date(2025, 2, 1)}),
    ):
        session.execute(AddClause("campaign", {"key": key, "name": key, **days}, None))
    page, picture = shown(qtbot, session, switch, icons)
    said = [each.accessibleName() for each in picture.stats.findChildren(StatCard)]
    assert said[0].startswith("Revenue target, 70 customers: €2.1M")
    assert said[1] == "Expected from campaigns: €1.68M. €210,000 short of €1.89M"
    qtbot.waitUntil(lambda: "spent by" in picture.stats.findChildren(StatCard)[2].accessibleName())
    told = picture.chart.accessibleDescription()
    assert "back: ends on 1 Oct 2026, before it starts on 2 Nov 2026" in told
    assert "no dates yet" in told
    assert "gone: 1 Jan – 1 Feb 2025" in told

    # What has no place is dragged onto the weeks, or put there by an arrow, and has days then.
    chart, pill = picture.chart, grip(picture, "campaign.someday", "place")
    start = QPoint(round(pill.x + 9), round(pill.y + 9))
    aside = QPoint(20, start.y())
    for to in (aside, QPoint(round(chart.width() / 2), 60)):
        qtbot.mousePress(chart, LEFT, pos=start)
        qtbot.mouseMove(chart, start + QPoint(40, -20))
        assert any("· someday" in str(shape) for shape in chart.drawing.shapes)
        qtbot.mouseMove(chart, to)
        qtbot.mouseRelease(chart, LEFT, pos=to)
    qtbot.waitUntil(lambda: campaign(session, "someday").start is not None)
    begun, ended = campaign(session, "someday").start, campaign(session, "someday").end
    assert begun is not None
    assert ended == begun + timedelta(days=13)
    assert date(2026, 11, 1) < begun < date(2026, 12, 1)
    qtbot.waitUntil(lambda: not session.busy)
    chart.show_current("campaign.gone")
    assert chart.can_nudge
    for arrow in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
        qtbot.keyClick(chart, arrow, Held.ShiftModifier)
    qtbot.waitUntil(lambda: campaign(session, "gone").start == date(2026, 10, 1))
    assert campaign(session, "gone").end == date(2026, 11, 1)

    model, column = picture.model, picture.model.Column
    at = model.row_of("objective.enterprise-pipeline")
    assert model.index(at, column.EXPECTED).data() == "≥ €1.4M"

    # The selection of the table of objectives is the page's; Enter goes to the inspector.
    picture.objectives.select_row(at)
    assert page.card.current_key() == "objective.enterprise-pipeline"
    page.select(FIFTY)
    assert picture.chart.current_key == FIFTY
    block = page.clause_inspector.findChild(CampaignBlock)
    assert block is not None
    assert block.chain.accessibleDescription().startswith("Leads: 160; MQLs: 120, 75%")
    assert block.chain_words.text() == "€8.08 of revenue for each €1 · €1,733 an opportunity"
    assert [row.text() for row in block.content.rows] == ["Customer story: Litware"]
    qtbot.waitUntil(lambda: "worth a call" in block.says.text())
    assert "46 returned: Not now 18, No need 12 and Not the decision maker 8" in block.says.text()
    others = "1 audience, 4 segments, 2 sides, 2 stakes and attribution"
    assert picture.also.text() == f"Also in this plan: {others}"
    page.select(STORY)
    assert [row.text() for row in block.users.rows] == ["Fifty accounts"]
    picture.table_button.click()
    assert page.picture is None

    # A further campaign lies in the weeks at once, where it can be dragged.
    page.selection_actions.add("campaign")
    qtbot.waitUntil(lambda: "new-campaign" in session.draft.agreement.campaigns)
    assert campaign(session, "new-campaign").start == session.draft.agreement.header.period.start


def test_the_keyboard_in_the_table_of_objectives_selects_nothing_by_itself(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    page, picture = shown(qtbot, sample_session, switch, icons)
    name = f"segment.{next(iter(sample_session.draft.agreement.segments))}"
    page.select(name)
    table = picture.objectives.table
    table.selectionModel().clearCurrentIndex()
    with qtbot.waitActive(page):
        page.activateWindow()
    table.setFocus()
    # As when a button of the inspector went out of sight and handed the keyboard on.
    assert table.hasFocus()
    assert table.currentIndex().isValid()
    assert page.card.current_key() == name
    qtbot.keyClick(table, Key.Key_Down)
    assert page.card.current_key().startswith("objective.")
