"""Somebody else writes while something is dragged on a picture: nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.documents.score_cells import cell_key
from alignment_desktop.domain.calendar import Calendar, Shift
from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.domain.score_matrix import score_matrix
from alignment_desktop.gui.pages.cadence.cadence_picture import CadencePicture
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE
from alignment_desktop.gui.pages.funnel.funnel_picture import FunnelPicture
from alignment_desktop.gui.pages.plan.plan_picture import PlanPicture
from alignment_desktop.gui.pages.scoring.scoring_picture import ScoringPicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.page_list import page_of_kind
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import by
from tests.gui.clause_desk import Select, select_fixture, unmeasured_fixture

__all__ = ["select_fixture", "unmeasured_fixture"]

FIFTY, OFFICE = ("campaign", "fifty-accounts"), ("calendar", "berlin-office")
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
Colleague = Callable[[Command[Any]], None]


@pytest.fixture
def colleague(qtbot: QtBot, sample_address: str, sample_session: Session) -> Colleague:
    """The facilitator at another desk; the window sees at once what is done there."""

    def does(command: Command[Any]) -> None:
        with Workspace.open(sample_address) as workspace:
            workspace.execute(command, by=by("marketing"), at=datetime.now(UTC))
        with qtbot.waitSignal(sample_session.changed):
            sample_session.look()
        qtbot.waitUntil(lambda: not sample_session.busy)

    return does


def pictured(qtbot: QtBot, select: Select, session: Session, name: str) -> Any:
    session.views.remember(page_of_kind(name.partition(".")[0]), PICTURE)
    page = select(session, name)
    qtbot.waitUntil(lambda: page.picture is not None and not session.busy)
    return page.picture


def grip_at(picture: Any, key: str, part: str) -> QPoint:
    grips = picture.drawing.grips
    found = next(each for each in grips if (each.key, each.part) == (key, part))
    return QPoint(round(found.x + found.width / 2), round(found.y + found.height / 2))


def test_days_that_a_colleague_gives_a_campaign_are_not_dragged_away(
    qtbot: QtBot, select: Select, sample_session: Session, colleague: Colleague
) -> None:
    session = sample_session
    picture = cast(PlanPicture, pictured(qtbot, select, session, "campaign.fifty-accounts"))
    chart = picture.chart

    def theirs(start: str) -> None:
        clause = session.draft.agreement.clauses[FIFTY]
        colleague(EditClause(*FIFTY, {**write_clause(clause), "start": start}, None))

    def start() -> date | None:
        return cast(Campaign, session.draft.agreement.clauses[FIFTY]).start

    at = grip_at(chart, "campaign.fifty-accounts", "whole")
    qtbot.mousePress(chart, LEFT, pos=at)
    qtbot.mouseMove(chart, at + QPoint(60, 0))
    assert chart.dragging
    theirs("2026-10-20")
    assert not chart.dragging
    qtbot.mouseRelease(chart, LEFT, pos=at + QPoint(60, 0))
    # The same for arrows that are not stored yet.
    chart.setFocus()
    chart.show_current("campaign.fifty-accounts")
    chart._pause.setInterval(60_000)
    qtbot.keyClick(chart, Qt.Key.Key_Right, SHIFT)
    theirs("2026-10-22")
    chart.settle()
    qtbot.waitUntil(lambda: not session.busy)
    assert start() == date(2026, 10, 22)


def test_hours_that_a_colleague_writes_are_not_dragged_away(
    qtbot: QtBot, select: Select, sample_session: Session, colleague: Colleague
) -> None:
    session = sample_session
    picture = cast(CadencePicture, pictured(qtbot, select, session, "calendar.berlin-office"))
    week = picture.hours.week
    clause = cast(Calendar, session.draft.agreement.clauses[OFFICE])
    first = clause.hours[0][0]
    at = grip_at(week, f"mon {first.start} {first.end}", "end")
    table = write_clause(clause)
    hours = dict(cast("dict[str, object]", table["hours"])) | {"mon": ["10:00-12:00"]}
    for moves in (True, False):
        qtbot.mousePress(week, LEFT, pos=at)
        if moves:
            qtbot.mouseMove(week, at + QPoint(30, 0))
            assert week.dragging
        colleague(EditClause(*OFFICE, {**table, "hours": hours}, None))
        qtbot.mouseMove(week, at + QPoint(40, 0))
        qtbot.mouseRelease(week, LEFT, pos=at + QPoint(40, 0))
        qtbot.waitUntil(lambda: not session.busy)
        now = cast(Calendar, session.draft.agreement.clauses[OFFICE]).hours[0]
        if moves:
            assert now == (Shift(600, 720),)
            at = grip_at(week, "mon 600 720", "end")
            hours = hours | {"mon": ["08:00-09:00"]}
        else:
            assert now == (Shift(480, 540),)


def test_a_stage_that_a_colleague_takes_out_is_let_go(
    qtbot: QtBot, select: Select, sample_session: Session, colleague: Colleague
) -> None:
    session = sample_session
    colleague(AddClause("stage", {"name": "Extra", "next": ["won"]}, None))
    picture = cast(FunnelPicture, pictured(qtbot, select, session, "stage.extra"))
    at = grip_at(picture.map, "extra", "whole")
    qtbot.mousePress(picture.map, LEFT, pos=at)
    qtbot.mouseMove(picture.map, at - QPoint(100, 0))
    assert picture.map.dragging
    before = session.draft.revision
    colleague(RemoveClauses([("stage", "extra")], None))
    qtbot.mouseRelease(picture.map, LEFT, pos=at - QPoint(100, 0))
    picture.lead_stage("extra", "won")
    picture.lead_stage("won", "extra")
    qtbot.waitUntil(lambda: not session.busy)
    assert session.draft.revision == before + 1


def test_a_menu_of_a_cell_acts_on_the_cell_that_it_was_opened_on(
    qtbot: QtBot, select: Select, sample_session: Session, colleague: Colleague
) -> None:
    session = sample_session
    picture = cast(ScoringPicture, pictured(qtbot, select, session, "threshold.grade-b-today"))
    menu = picture.action_menu(cell_key(2, 0))
    before = session.draft.agreement
    colleague(AddClause("grade", {"key": "s", "from": 95}, None))
    action = next(each for each in menu.actions() if each.text().startswith("Call today"))
    action.trigger()
    qtbot.waitUntil(lambda: not session.busy)

    def cells(agreement: Any) -> dict[tuple[str, int], str | None]:
        matrix = score_matrix(agreement.grades.values(), agreement.thresholds.values())
        return {
            (row.grade, at): each
            for row, held in zip(matrix.rows, matrix.thresholds, strict=True)
            for at, each in enumerate(held)
        }

    was, now = cells(before), cells(session.draft.agreement)
    changed = {key: now.get(key) for key, each in was.items() if now.get(key) != each}
    assert changed == {("c", 0): "grade-b-today"}


def test_an_old_notice_undoes_only_what_it_tells_of(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    session = sample_session
    session.set_seat("sales")
    told: list[Notice] = []
    session.noticed.connect(told.append)
    picture = cast(PlanPicture, pictured(qtbot, select, session, "campaign.fifty-accounts"))
    picture.chart.setFocus()
    picture.chart.show_current("campaign.fifty-accounts")
    qtbot.keyClick(picture.chart, Qt.Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: bool(told) and not session.busy)
    with qtbot.waitSignal(session.changed):
        session.execute(AddClause("term", {"name": "Later"}, "sales"))
    assert told[0].act is not None
    told[0].act()
    qtbot.waitUntil(lambda: not session.busy)
    assert ("term", "later") in session.draft.agreement.clauses
