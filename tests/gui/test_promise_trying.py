"""On the scoreboard another limit or target is tried, seen, and proposed or given up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.scoreboard import Pick
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch

Key = Qt.Key
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
ALL, NONE = "kept in all 3 months", "kept in none of 3 months"
NAME = "grade-a-first-touch"


def test_a_limit_and_a_target_are_tried_and_proposed_or_given_up(
    qtbot: QtBot, switch: ThemeSwitch, icons: Icons, sample_session: Session
) -> None:
    page = ScoreboardPage(
        sample_session, switch, icons, scoreboards=ScoreboardCache(sample_session)
    )
    inspector, tools = page.inspector(), page.header_tools()
    assert isinstance(inspector, ScoreboardInspector)
    assert tools is not None
    for widget in (page, tools, inspector):
        qtbot.addWidget(widget)
    page.resize(860, 840)
    inspector.resize(348, 840)
    page.show()
    inspector.show()
    page.select(f"commitment.{NAME}")
    trial, band, handle = inspector.trial, inspector.band, inspector.trial.limit_handle
    qtbot.waitUntil(lambda: inspector.key == NAME and handle.isVisible(), timeout=20_000)
    measured = inspector.pooled.text(), inspector.status.accessibleName()
    assert measured == ("97.2% over the quarter, promised ≥ 95%", "Kept in all 3 months")
    assert trial.bar.isVisible()
    assert not band.isVisible()
    assert handle.accessibleName() == "Limit: 4 business hours. Arrows try another one."
    assert QAccessible.queryAccessibleInterface(handle).role() == QAccessible.Role.Slider

    # Right and Left go by one step, with Shift by ten; figure, months and bars follow.
    handle.setFocus()
    QTest.keyClick(handle, Key.Key_Right)
    QTest.keyClick(handle, Key.Key_Right)
    QTest.keyClick(handle, Key.Key_Left)
    assert handle.accessibleName() == "Limit: 4.5 business hours. Arrows try another one."
    QTest.keyClick(handle, Key.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: band.figure.text() == "As if 0.5 business hours: 0.5%, " + NONE)
    assert band.standing.text() == (
        "As promised (4 business hours): 97.2%, kept in all 3 months. Nothing is changed yet."
    )
    assert inspector.status.accessibleName().startswith("As if: ")
    assert inspector.pooled.text() == "As if 0.5 business hours: 0.5% over the quarter"
    assert inspector.trend_title.text() == "As if 0.5 business hours: six periods"
    assert "as if 0.5 business hours" in trial.took.drawing.caption
    assert inspector.if_missed.isHidden()

    # Escape puts back what was promised.
    QTest.keyClick(handle, Key.Key_Escape)
    assert not band.isVisible()
    assert (inspector.pooled.text(), inspector.status.accessibleName()) == measured
    assert "as if" not in trial.took.drawing.caption

    # A click means the bar below.
    picked: list[object] = []
    inspector.picked.connect(picked.append)
    within = handle.mapFrom(trial.took, QPoint(round(trial.took.width() / 2) - 6, 60))
    QTest.mouseClick(handle, LEFT, pos=within)
    assert picked == [Pick(NAME, bin=7)]
    assert trial.tried is None

    # The mouse drags the limit along the bars, and the target along the bar.
    start = handle.rect().center()
    to = handle.mapFrom(trial.took, QPoint(round(trial.took.width() * 0.75), start.y()))
    QTest.mousePress(handle, LEFT, pos=start)
    QTest.mouseMove(handle, to)
    QTest.mouseRelease(handle, LEFT, pos=to)
    qtbot.waitUntil(lambda: band.figure.text() == "As if 6 business hours: 98.0%, " + ALL)
    QTest.keyClick(trial.target_handle, Key.Key_Right)
    both = "As if 6 business hours and ≥ 96%: 98.0%, " + ALL
    qtbot.waitUntil(lambda: band.figure.text() == both)
    assert [shape for shape in trial.bar.drawing.table[1] if "96%" in shape] == ["as if ≥ 96%"]
    QTest.keyClick(trial.target_handle, Key.Key_Left)
    assert band.keep_button.text() == "Keep 4 business hours"
    band.keep_button.click()
    assert trial.tried is None
    assert not band.isVisible()

    # What is tried is proposed by the one mechanism, and can be undone.
    QTest.keyClick(handle, Key.Key_Right)
    qtbot.waitUntil(lambda: band.figure.text().startswith("As if 4.5 business hours: 9"))
    assert band.propose_button.text() == "Propose 4.5 business hours"
    with qtbot.waitSignal(sample_session.changed):
        band.propose_button.click()
    proposed = sample_session.news.discussion.open_for(sample_session.draft.id)
    stated = sample_session.draft.agreement.commitments[NAME].limit
    assert ("commitment", NAME) in proposed or str(stated) == "4.5 business hours"
    qtbot.waitUntil(lambda: not band.isVisible())

    # So is a target of another unit: of a count its months are drawn, and held against it.
    qtbot.waitUntil(lambda: not sample_session.busy)  # the scoreboard is measured again
    page.select("commitment.qualified-leads")
    target = trial.target_handle
    qtbot.waitUntil(lambda: inspector.key == "qualified-leads" and target.isVisible())
    assert target.accessibleName() == "Target: ≥ 400 a month. Arrows try another one."
    assert trial.bar.drawing.table[1:] == (
        ("1,277", "promised ≥ 400 a month"),
        ("October", "453, kept"),
        ("November", "455, kept"),
    )
    assert trial.bar_title.text().endswith("Not drawn: December, held against another target.")
    target.setFocus()
    QTest.keyClick(target, Key.Key_Right, SHIFT)
    some = "As if ≥ 500 a month: 1,277, kept in 1 of 3 months"
    qtbot.waitUntil(lambda: band.figure.text() == some)
    assert ("November", "455, just short") in trial.bar.drawing.table
    assert "promised ≥ 320" in inspector.trend.drawing.caption  # December's own stands
    assert band.propose_button.text() == "Propose ≥ 500 a month"
    QTest.keyClick(target, Key.Key_Escape)
    assert trial.bar.drawing.table[1] == ("1,277", "promised ≥ 400 a month")
