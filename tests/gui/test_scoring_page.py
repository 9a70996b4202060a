"""The page of scoring as somebody uses it: cells, limits and bounds, one lead, and what it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.documents.score_cells import cell_key
from alignment_desktop.domain.proposals import Proposal
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.score_shift_block import ScoreShiftBlock
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE
from alignment_desktop.gui.pages.scoring.scoring_page import CLAUSE, TRY, ScoringPage
from alignment_desktop.gui.pages.scoring.scoring_picture import ScoringPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.editing import EditClause

SHIFT = Qt.KeyboardModifier.ShiftModifier
Show = Callable[[Session], tuple[ScoringPage, ScoringPicture]]


@pytest.fixture
def show(qtbot: QtBot, switch: ThemeSwitch, icons: Icons) -> Show:
    def make(session: Session) -> tuple[ScoringPage, ScoringPicture]:
        session.views.remember("scoring", PICTURE)
        page = ScoringPage(session, switch, icons)
        qtbot.addWidget(page)
        qtbot.addWidget(page.side)
        page.resize(900, 900)
        page.side.resize(336, 900)
        page.show()
        page.side.show()
        qtbot.waitUntil(lambda: page.picture is not None and not session.busy)
        picture = page.picture
        assert isinstance(picture, ScoringPicture)
        return page, picture

    return make


def labels_of(widget: QWidget) -> list[QLabel]:
    return [each for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def made_of(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def open_proposals(session: Session) -> list[Proposal]:
    its = session.news.discussion.of_agreement(session.draft.id)
    return [each for each in its if each.is_open]


def test_limits_bounds_and_actions_are_changed_on_the_matrix(
    qtbot: QtBot, sample_session: Session, show: Show
) -> None:
    session = sample_session
    session.set_seat("marketing")
    page, picture = show(session)
    matrix = picture.matrix
    qtbot.waitUntil(lambda: matrix.drawing.table[1][1] == "Call now 536 leads 1.5%")
    assert "Our rules give 2,029 of 2,029 graded leads" in picture.counts.text()
    assert matrix.accessibleDescription().startswith("What is done with which grade and score. A")

    # Arrows walk the cells, and the table's selection goes with them.
    matrix.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(matrix, key)
    assert matrix.current_key == cell_key(1, 0)
    assert page.card.current_key() == "threshold.grade-b-today"

    # Shift with arrows tries a limit: the matrix says at once what it would do.
    for _ in range(4):
        qtbot.keyClick(matrix, Qt.Key.Key_Up, SHIFT)
    assert picture.notes.text() == "Grade B from: 50 → 54. Enter keeps it, Escape gives it up."
    assert matrix.drawing.table[2][0] == "B (54 – 79)"
    assert matrix.drawing.table[2][1] == "Call today 316 leads 1.6%"
    qtbot.keyClick(matrix, Qt.Key.Key_Escape)
    assert matrix.drawing.table[2][1] == "Call today 706 leads 1.4%"
    for _ in range(40):
        qtbot.keyClick(matrix, Qt.Key.Key_Down, SHIFT)
    assert matrix.drawing.table[2][0] == "B (31 – 79)", "it stops before the next limit"
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(open_proposals(session)) == 1)
    (limit,) = open_proposals(session)
    assert (limit.clause, limit.proposed) == ("grade.b", {"key": "b", "from": 31})

    # The mouse drags a bound between two runs of scores; where it is let go, it is proposed.
    edge = next(grip for grip in matrix.drawing.grips if grip.key == "edge.85.0")
    at = QPoint(round(edge.x + edge.width / 2), round(edge.y + 8))
    QTest.mousePress(matrix, Qt.MouseButton.LeftButton, pos=at)
    for dx in (10, 16, 20):
        QTest.mouseMove(matrix, at + QPoint(dx, 0))
    assert matrix.drawing.table[0][2:4] == ("65 – 94", "95 and more")
    QTest.mouseRelease(matrix, Qt.MouseButton.LeftButton, pos=at + QPoint(20, 0))
    qtbot.waitUntil(lambda: len(open_proposals(session)) == 2)
    bound = open_proposals(session)[-1]
    assert bound.clause == "threshold.eager-b-now"
    assert bound.proposed is not None
    assert bound.proposed["score"] == {"from": 95}

    # Enter offers what can be done in a cell, and what is chosen changes just that cell.
    menu = picture.action_menu(cell_key(2, 0))
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert names[0] == "Call now: Call within 4 business hours"
    assert names[-1] == "Change the words of “Nurture”"
    next(action for action in menu.actions() if action.text().startswith("Call today")).trigger()
    qtbot.waitUntil(lambda: len(open_proposals(session)) > 2 and not session.busy)
    session.undo()
    qtbot.waitUntil(lambda: len(open_proposals(session)) == 2 and not session.busy)

    # Whose grades count is a choice of the agreement, too.
    picture.graded_by.buttons["own"].click()
    assert matrix.drawing.table[1][1].startswith("Call now 428 leads")
    picture.count_link.click()
    qtbot.waitUntil(lambda: open_proposals(session)[-1].kind == "agreement")

    # A rule is chosen in the list, and its proposal stands there.
    picture.rules.setFocus()
    qtbot.keyClick(picture.rules, Qt.Key.Key_Down)
    qtbot.keyClick(picture.rules, Qt.Key.Key_Down)
    assert page.card.current_key() == "rule.large-company"


def test_one_lead_is_tried_and_a_proposal_says_what_it_would_do(
    qtbot: QtBot, sample_session: Session, show: Show
) -> None:
    session = sample_session
    session.set_seat("marketing")
    page, picture = show(session)
    page.select("rule.contact-request")
    page.toggle_side()
    tried = page.side.tried
    assert page.side.shown == TRY
    qtbot.waitUntil(lambda: "L-23429" in tried.search.text())

    def said() -> str:
        return "\n".join(each.text() for each in labels_of(tried.result))

    qtbot.waitUntil(lambda: "A · 96.25, Call now" in said())
    assert "faded 15%" in said()
    assert "The CRM says A, score 100." in said()
    texts = [getattr(shape, "text", "") for shape in picture.matrix.drawing.shapes]
    assert "Jan Wilson" in texts, "its cell is marked"
    tried.search.setText("L-21713")
    qtbot.keyClick(tried.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tried.search.text().startswith("L-21713"))
    tried.search.clear()
    qtbot.keyClicks(tried.search, "wilson")
    qtbot.waitUntil(lambda: len(tried.hits) > 1)

    # One that is made up: the fields that the rules ask for, judged as they are typed.
    tried.whose.buttons["made-up"].click()
    tried.fields["employees"].setFocus()
    qtbot.keyClicks(tried.fields["employees"], "many")
    assert "number" in tried.trouble.text()
    tried.fields["employees"].clear()
    qtbot.keyClicks(tried.fields["employees"], "640")
    qtbot.keyClicks(tried.fields["industry"], "Energy")
    qtbot.keyClicks(tried.fields["Contact request"], "yes")
    assert not tried.trouble.isVisible()
    qtbot.waitUntil(lambda: "B · 40, Call today" in said())
    assert "45 points short of “Call now”" in said()
    assert "30 points of fit short of “Call now”" in said()

    # What another wording would do to that lead and to ours.
    table = {"name": "Asked for contact", "side": "engagement", "points": 90}
    where = [{"field": "Contact request", "op": "is", "value": "Yes"}]
    command = EditClause(
        "rule", "contact-request", {**table, "where": where}, "marketing", proposes=True
    )
    session.execute(command)
    page.toggle_side()
    assert page.side.shown == CLAUSE
    block = page.clause_inspector.findChild(ScoreShiftBlock)
    assert block is not None
    qtbot.waitUntil(lambda: "leads of FY27 Q1" in block.leads.text())
    assert block.lead.text() == "A lead made up would be B · 90, Call now."
    assert "from “Call today” to “Call now”" in block.leads.text()


def test_without_leads_the_picture_is_whole_and_what_is_odd_stands_beside_it(
    qtbot: QtBot, session: Session, show: Show
) -> None:
    text = """
    [[grade]]
    key = "a"
    from = 50
    [[grade]]
    key = "b"
    from = 50
    [[rule]]
    key = "calls"
    name = "Called us"
    side = "engagement"
    activity = "Call"
    points = 10
    decay = { percent = 50, days = 14 }
    [[rule]]
    key = "large"
    name = "Large"
    where = [{ field = "employees", op = ">=", value = 100 }]
    points = 50
    """
    session.execute(ApplyText(text))
    page, picture = show(session)
    # The first threshold is a press away, and begun in the inspector.
    qtbot.waitUntil(picture.threshold_link.isVisible)
    assert "No threshold says yet" in picture.notes.text()
    picture.threshold_link.click()
    qtbot.waitUntil(lambda: "threshold" in (page.clause_inspector.shown or ()))
    (key,) = session.draft.agreement.thresholds
    table = {"name": "Call now", "grades": ["A"]}
    session.execute(EditClause("threshold", key, table, None))
    qtbot.waitUntil(lambda: "Call now" in picture.matrix.drawing.as_text())
    assert not picture.threshold_link.isVisible()
    assert picture.matrix.drawing.table[1:] == (
        ("A (50 and more)", "Call now"),
        ("B (never reached)", "No action"),
    )
    assert "Grade B is never reached" in picture.notes.text()
    assert not picture.graded_by.isVisible()
    page.toggle_side()
    tried = page.side.tried
    qtbot.keyClicks(tried.fields["employees"], "200")
    texts = [getattr(shape, "text", "") for shape in picture.matrix.drawing.shapes]
    assert "A lead made up" in texts
    drawn = [row[:2] for row in picture.rules.drawing.table]
    assert ("Large", "+50") in drawn

    # What somebody did fades with the days since: 4 calls, the newest 28 days ago.
    qtbot.keyClicks(tried.fields["Call"], "4")
    assert "+40" in made_of(tried.result)
    assert tried.ages["Call"].accessibleName() == "Newest “Call”, days ago"
    qtbot.keyClicks(tried.ages["Call"], "28")
    assert "+10" in made_of(tried.result)
    assert any("faded 75%" in each for each in made_of(tried.result))
    qtbot.keyClicks(tried.ages["Call"], "000000")
    assert "from 0 to 36500" in tried.trouble.text()
