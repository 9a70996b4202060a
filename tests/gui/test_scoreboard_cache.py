"""Scoreboards that several pages ask for: worked out once, handed to all, gone with a change."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.measured_board import MeasuredBoard


class Asker:
    """A page that keeps what it is told."""

    def __init__(self, scoreboards: ScoreboardCache, name: str) -> None:
        self._scoreboards, self._name = scoreboards, name
        self.scoreboards: list[MeasuredBoard] = []
        self.problems: list[Problem] = []

    def ask(self, view: View) -> None:
        self._scoreboards.ask(self._name, view, self.scoreboards.append, self.problems.append)


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def test_two_pages_that_ask_for_the_same_get_the_very_same(
    qtbot: QtBot, sample_session: Session
) -> None:
    scoreboards = ScoreboardCache(sample_session)
    first, second, late = (Asker(scoreboards, name) for name in ("first", "second", "late"))
    first.ask(View())
    second.ask(View())
    wait(qtbot, lambda: bool(first.scoreboards and second.scoreboards))
    assert first.scoreboards[0] is second.scoreboards[0]
    late.ask(View())
    wait(qtbot, lambda: bool(late.scoreboards))
    assert late.scoreboards[0] is first.scoreboards[0]
    assert not sample_session.busy


def test_a_later_question_takes_the_place_of_the_same_askers_earlier_one(
    qtbot: QtBot, sample_session: Session
) -> None:
    scoreboards = ScoreboardCache(sample_session)
    hasty, patient = Asker(scoreboards, "hasty"), Asker(scoreboards, "patient")
    patient.ask(View())
    hasty.ask(View())
    hasty.ask(View("2026-10"))
    hasty.ask(View("2026-11"))
    wait(qtbot, lambda: bool(hasty.scoreboards and patient.scoreboards))
    qtbot.waitUntil(lambda: not sample_session.busy)
    assert [each.board.period for each in hasty.scoreboards] == ["2026-11"]
    assert [each.board.period for each in patient.scoreboards] == [None]


def test_after_a_change_nothing_old_is_handed_out(qtbot: QtBot, sample_session: Session) -> None:
    scoreboards = ScoreboardCache(sample_session)
    asker = Asker(scoreboards, "page")
    asker.ask(View())
    wait(qtbot, lambda: bool(asker.scoreboards))
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(UndoImport(1))
    asker.ask(View())
    wait(qtbot, lambda: len(asker.scoreboards) == 2)
    assert [each.board.batches for each in asker.scoreboards] == [5, 4]


def test_a_period_that_there_is_not_is_told_to_who_asked(
    qtbot: QtBot, sample_session: Session
) -> None:
    asker = Asker(ScoreboardCache(sample_session), "page")
    asker.ask(View("2031-01"))
    wait(qtbot, lambda: bool(asker.problems))
    assert asker.problems[0].code == "no-such-period"
