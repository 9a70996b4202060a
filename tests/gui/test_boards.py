"""Scoreboards that several pages ask for: worked out once, handed to all, gone with a change."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard_view import View
from alignment_desktop.gui.boards import Boards
from alignment_desktop.gui.session import Session
from alignment_desktop.services.importing import UndoImport
from alignment_desktop.services.scoreboard import MeasuredBoard


class Asker:
    """A page that keeps what it is told."""

    def __init__(self, boards: Boards, name: str) -> None:
        self._boards, self._name = boards, name
        self.boards: list[MeasuredBoard] = []
        self.problems: list[Problem] = []

    def ask(self, view: View) -> None:
        self._boards.ask(self._name, view, self.boards.append, self.problems.append)


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def test_two_pages_that_ask_for_the_same_get_the_very_same(
    qtbot: QtBot, sample_session: Session
) -> None:
    boards = Boards(sample_session)
    first, second, late = (Asker(boards, name) for name in ("first", "second", "late"))
    first.ask(View())
    second.ask(View())
    wait(qtbot, lambda: bool(first.boards and second.boards))
    assert first.boards[0] is second.boards[0]
    late.ask(View())
    wait(qtbot, lambda: bool(late.boards))
    assert late.boards[0] is first.boards[0]
    assert not sample_session.busy


def test_a_later_question_takes_the_place_of_the_same_askers_earlier_one(
    qtbot: QtBot, sample_session: Session
) -> None:
    boards = Boards(sample_session)
    hasty, patient = Asker(boards, "hasty"), Asker(boards, "patient")
    patient.ask(View())
    hasty.ask(View())
    hasty.ask(View("2026-10"))
    hasty.ask(View("2026-11"))
    wait(qtbot, lambda: bool(hasty.boards and patient.boards))
    qtbot.waitUntil(lambda: not sample_session.busy)
    assert [each.board.period for each in hasty.boards] == ["2026-11"]
    assert [each.board.period for each in patient.boards] == [None]


def test_after_a_change_nothing_old_is_handed_out(qtbot: QtBot, sample_session: Session) -> None:
    boards = Boards(sample_session)
    asker = Asker(boards, "page")
    asker.ask(View())
    wait(qtbot, lambda: bool(asker.boards))
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(UndoImport(1))
    asker.ask(View())
    wait(qtbot, lambda: len(asker.boards) == 2)
    assert [each.board.batches for each in asker.boards] == [5, 4]


def test_a_period_that_there_is_not_is_told_to_who_asked(
    qtbot: QtBot, sample_session: Session
) -> None:
    asker = Asker(Boards(sample_session), "page")
    asker.ask(View("2031-01"))
    wait(qtbot, lambda: bool(asker.problems))
    assert asker.problems[0].code == "no-such-period"
