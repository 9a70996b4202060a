"""The session: changes, questions, trouble, undo and redo reach the window, and no thread stays."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.changes import Changed, Changes
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.gui.job_runner import Working
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.agreeing import Agree, Freeze, TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY
from tests.gui.conftest import NOW, ticking

TERM = {"name": "Ideal customer", "definition": "Whom we both want."}


def _changed(qtbot: QtBot, session: Session, command: Command[object]) -> Changes:
    with qtbot.waitSignal(session.changed) as told:
        session.execute(command)
    changes = told.args[0]
    assert isinstance(changes, Changes)
    return changes


def test_a_change_is_read_again_before_it_is_told(qtbot: QtBot, session: Session) -> None:
    seen = []
    session.changed.connect(lambda _changes: seen.append(session.draft.agreement.clauses))
    results: list[tuple[str, str]] = []
    with qtbot.waitSignal(session.changed) as told:
        session.execute(AddClause("term", TERM, "sales"), done=results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert told.args == [
        Changes(frozenset({Changed.AGREEMENT, Changed.CONSENT}), session.news.revision)
    ]
    assert results == [("term", "ideal-customer")]
    assert ("term", "ideal-customer") in seen[0]
    assert session.draft.consents.of(("term", "ideal-customer")) == {"sales"}


def test_a_refused_command_is_told_once_and_changes_nothing(qtbot: QtBot, session: Session) -> None:
    before = session.draft.agreement.content_hash
    with qtbot.waitSignal(session.noticed) as told:
        session.execute(EditClause("agreement", "", {"period": "soon"}, "sales"))
    notice = told.args[0]
    assert isinstance(notice, Notice)
    assert notice.wrong
    assert notice.text.startswith("period")
    assert session.draft.agreement.content_hash == before
    assert not session.can_undo


def test_who_asks_for_it_gets_the_trouble_instead_of_the_notice(
    qtbot: QtBot, session: Session
) -> None:
    problems: list[Problem] = []
    notices: list[Notice] = []
    session.noticed.connect(notices.append)
    session.execute(RemoveClauses([("term", "nowhere")], "sales"), failed=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert problems[0].code == "clause-gone"
    assert notices == []


def test_answers_arrive_in_the_windows_thread_and_are_worked_out_in_another(
    qtbot: QtBot, session: Session
) -> None:
    worked: list[threading.Thread] = []
    answered: list[tuple[threading.Thread, str]] = []

    def question(workspace: Workspace, _monitor: Monitor) -> str:
        worked.append(threading.current_thread())
        return workspace.draft().agreement.label

    session.ask(
        "label", question, lambda label: answered.append((threading.current_thread(), label))
    )
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [(threading.main_thread(), session.draft.agreement.label)]
    assert worked[0] is not threading.main_thread()
    assert QThread.currentThread() is session.thread()


def test_a_later_question_of_the_same_topic_takes_the_place_of_an_earlier_one(
    qtbot: QtBot, session: Session
) -> None:
    begun, go = threading.Event(), threading.Event()
    answers: list[str] = []
    stopped = threading.Event()

    def slow(_workspace: Workspace, monitor: Monitor) -> str:
        begun.set()
        go.wait(10)
        try:
            monitor.report(Progress(1, 2, "reading"))
        finally:
            stopped.set()
        return "slow"

    session.ask("figures", slow, answers.append)
    assert begun.wait(10)  # a question that was not begun is dropped without being asked
    session.ask("figures", lambda _workspace, _monitor: "quick", answers.append)
    go.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert stopped.wait(10)
    QApplication.processEvents()
    assert answers == ["quick"]


def test_a_cancelled_question_is_never_answered(qtbot: QtBot, session: Session) -> None:
    go = threading.Event()
    answers: list[str] = []

    def slow(_workspace: Workspace, _monitor: Monitor) -> str:
        go.wait(10)
        return "slow"

    session.ask("figures", slow, answers.append)
    session.cancel("figures")
    go.set()
    session.ask("other", lambda _workspace, _monitor: "other", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["other"]


def test_questions_held_back_are_asked_when_they_are_released_unless_they_were_cancelled(
    qtbot: QtBot, session: Session
) -> None:
    answers: list[int] = []
    session.hold_questions()
    session.ask("two", lambda _workspace, _monitor: 2, answers.append)
    session.ask("one", lambda _workspace, _monitor: 1, answers.append)
    session.cancel("two")
    QApplication.processEvents()
    assert answers == []
    session.release_questions()
    qtbot.waitUntil(lambda: answers == [1])


def test_long_work_shows_after_half_a_second_and_goes_away(qtbot: QtBot, session: Session) -> None:
    go = threading.Event()
    shown: list[Working | None] = []
    session.working.connect(shown.append)

    def slow(_workspace: Workspace, monitor: Monitor) -> None:
        monitor.report(Progress(3, 10, "reading"))
        go.wait(10)

    session.ask("file", slow, lambda _result: None)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [Working("file", "Reading the file", 3, 10)]
    go.set()
    qtbot.waitUntil(lambda: shown[-1] is None)


def test_who_asked_hears_that_the_user_stopped_the_work(qtbot: QtBot, session: Session) -> None:
    begun, go = threading.Event(), threading.Event()
    problems: list[Problem] = []
    notices: list[Notice] = []
    answers: list[None] = []
    session.noticed.connect(notices.append)

    def slow(_workspace: Workspace, monitor: Monitor) -> None:
        monitor.report(Progress(1, 2, "reading"))
        begun.set()
        go.wait(10)
        monitor.report(Progress(2, 2, "reading"))

    for failed in (problems.append, None):
        begun.clear()
        go.clear()
        session.ask("file", slow, answers.append, failed)
        assert begun.wait(10)
        session.stop("file")
        go.set()
        with qtbot.waitSignal(session.settled):
            pass
    assert [problem.code for problem in problems] == ["work-stopped"]
    assert notices == [Notice("Stopped; nothing was changed.")]
    assert answers == []


def test_what_the_store_has_done_before_it_hears_of_the_stop_is_told(
    qtbot: QtBot, session: Session
) -> None:
    begun, go = threading.Event(), threading.Event()

    class Deaf:
        def run(self, _workspace: Workspace, _by: Actor, _at: datetime) -> int:
            begun.set()
            go.wait(10)
            return 7

    results: list[int] = []
    session.execute(Deaf(), done=results.append)
    assert begun.wait(10)
    session.stop("Deaf")
    go.set()
    qtbot.waitUntil(lambda: results == [7])


def test_unexpected_trouble_is_logged_and_told_once(
    qtbot: QtBot, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    notices: list[Notice] = []
    session.noticed.connect(notices.append)
    after: list[int] = []

    def broken(_workspace: Workspace, _monitor: Monitor) -> None:
        raise ZeroDivisionError("by nought")

    with caplog.at_level(logging.ERROR):
        for topic in ("a", "b"):
            session.ask(topic, broken, lambda _result: None)
        qtbot.waitUntil(lambda: len(caplog.records) == 2)
        session.ask("c", lambda _workspace, _monitor: 1, after.append)
        qtbot.waitUntil(lambda: bool(after))
    assert [notice.wrong for notice in notices] == [True]
    assert "by nought" in notices[0].text
    assert "Traceback" in caplog.text


def test_an_edit_is_undone_and_done_again(qtbot: QtBot, session: Session) -> None:
    session.set_seat("sales")
    start = session.draft
    _changed(qtbot, session, AddClause("term", TERM, "sales"))
    edit = EditClause("term", "ideal-customer", {**TERM, "definition": "Other"}, "sales")
    _changed(qtbot, session, edit)
    end = session.draft
    assert session.undo_text == "Undo: edit “Ideal customer”"
    for _ in range(2):
        with qtbot.waitSignal(session.changed):
            session.undo()
    assert session.draft.agreement.content_hash == start.agreement.content_hash
    assert session.draft.consents == start.consents
    assert not session.can_undo
    assert session.redo_text == "Redo: add “Ideal customer”"
    for _ in range(2):
        with qtbot.waitSignal(session.changed):
            session.redo()
    assert session.draft.agreement.content_hash == end.agreement.content_hash
    assert session.draft.consents == end.consents
    assert not session.can_redo


def test_a_new_change_after_an_undo_leaves_nothing_to_do_again(
    qtbot: QtBot, session: Session
) -> None:
    session.set_seat("sales")
    _changed(qtbot, session, AddClause("term", TERM, "sales"))
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert session.can_redo
    _changed(qtbot, session, Agree("sales", None))
    assert not session.can_redo


def test_a_frozen_version_cannot_be_undone_but_what_came_before_can(
    qtbot: QtBot, session: Session
) -> None:
    _changed(qtbot, session, Agree("sales", None))
    _changed(qtbot, session, Agree("marketing", None))
    assert Changed.VERSIONS in _changed(qtbot, session, Freeze()).kinds
    assert session.undo_text == "Undo: agree to “Header”"
    assert session.news.versions == 1


def test_consent_is_taken_back(qtbot: QtBot, session: Session) -> None:
    _changed(qtbot, session, Agree("sales", None))
    assert _changed(qtbot, session, TakeBackConsent("sales", ["agreement"])).kinds == {
        Changed.CONSENT
    }
    assert session.draft.consents.of(("agreement", "")) == frozenset()


def test_another_programs_change_arrives_as_ones_own(
    qtbot: QtBot, session: Session, blank_address: str
) -> None:
    with Workspace.open(blank_address) as other:
        other.execute(AddClause("term", TERM, "marketing"), by=NOBODY, at=datetime.now(UTC))
    with qtbot.waitSignal(session.changed) as told:
        session.look()
    assert told.args[0].kinds == {Changed.AGREEMENT, Changed.CONSENT}
    assert ("term", "ideal-customer") in session.draft.agreement.clauses
    # It is not ours to undo.
    assert not session.can_undo


def test_a_look_that_finds_nothing_new_tells_nothing(qtbot: QtBot, session: Session) -> None:
    told: list[Changes] = []
    session.changed.connect(told.append)
    session.look()
    answers: list[int] = []
    session.execute(Agree("sales", []), done=lambda agreed: answers.append(len(agreed.names)))
    qtbot.waitUntil(lambda: answers == [0])
    assert told == []


def test_what_a_colleague_changed_since_is_not_undone(
    qtbot: QtBot, session: Session, blank_address: str
) -> None:
    session.set_seat("sales")
    _changed(qtbot, session, AddClause("term", TERM, "sales"))
    with Workspace.open(blank_address) as other:
        edit = EditClause("term", "ideal-customer", {"definition": "Theirs"}, "marketing")
        other.execute(edit, by=NOBODY, at=datetime.now(UTC))
    with qtbot.waitSignal(session.noticed) as told:
        session.undo()
    notice = told.args[0]
    assert notice.wrong
    assert "“Ideal customer” was changed again since" in notice.text
    assert not session.can_undo


@contextmanager
def _in_use(address: str) -> Iterator[sqlite3.Connection]:
    """Another program is changing the workspace, until it is told to end."""
    with closing(sqlite3.connect(address, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def _waits_for_others(working: Working | None) -> bool:
    return working is not None and working.stoppable and "another program" in working.text


def test_a_change_waits_for_another_program_and_is_made_then(
    qtbot: QtBot, session: Session, blank_address: str
) -> None:
    with _in_use(blank_address) as other:
        with qtbot.waitSignal(session.working, check_params_cb=_waits_for_others, timeout=60_000):
            session.execute(AddClause("term", TERM, "sales"))
        with qtbot.waitSignal(session.changed):
            other.execute("ROLLBACK")
    assert ("term", "ideal-customer") in session.draft.agreement.clauses


def test_waiting_for_another_program_can_be_stopped(
    qtbot: QtBot, session: Session, blank_address: str
) -> None:
    with _in_use(blank_address):
        with qtbot.waitSignal(session.working, check_params_cb=_waits_for_others, timeout=60_000):
            session.execute(AddClause("term", TERM, "sales"))
        with qtbot.waitSignal(session.noticed) as told:
            session.stop("AddClause")
    assert told.args[0].text == "Stopped; nothing was changed."
    assert ("term", "ideal-customer") not in session.draft.agreement.clauses
    _changed(qtbot, session, AddClause("term", TERM, "sales"))


def test_closing_does_not_wait_for_another_program(qtbot: QtBot, blank_address: str) -> None:
    opened = Session(Workspace.open(blank_address), poll=0, clock=ticking())
    with _in_use(blank_address):
        with qtbot.waitSignal(opened.working, check_params_cb=_waits_for_others, timeout=60_000):
            opened.execute(AddClause("term", TERM, "sales"))
        opened.close()
    opened.deleteLater()
    with Workspace.open(blank_address) as workspace:
        assert ("term", "ideal-customer") not in workspace.draft().agreement.clauses


def test_a_clock_that_ran_backwards_is_told_with_the_first_change(
    qtbot: QtBot, blank_address: str
) -> None:
    clock = {"now": NOW}
    notices: list[Notice] = []
    session = Session(Workspace.open(blank_address), clock=lambda: clock["now"], poll=0)
    session.noticed.connect(notices.append)
    try:
        for days in (3, 5, 0):
            clock["now"] = NOW - timedelta(days)
            _changed(qtbot, session, AddClause("term", {"name": f"{days} ago"}, "sales"))
        assert [notice.text.partition(" says ")[0] for notice in notices] == [
            "This computer's clock"
        ]
        assert not notices[0].wrong
    finally:
        session.close()


def test_the_seat_says_who_edits(qtbot: QtBot, session: Session) -> None:
    assert session.party is None
    with qtbot.waitSignal(session.seat_changed) as told:
        session.set_seat("marketing")
    assert told.args == [Seat("marketing")]
    assert session.party == "marketing"


def test_closing_waits_for_what_runs_and_answers_nothing_any_more(
    qapp: QApplication, blank_address: str
) -> None:
    opened = Session(Workspace.open(blank_address), poll=0, clock=ticking())
    ran = threading.Event()
    answers: list[int] = []

    def question(_workspace: Workspace, _monitor: Monitor) -> int:
        ran.set()
        return 1

    opened.ask("one", question, answers.append)
    assert ran.wait(10)
    opened.close()
    QApplication.processEvents()
    assert answers == []
    assert not [each for each in threading.enumerate() if each.name.startswith("compute")]
    opened.deleteLater()


class _Passed:
    """A command that changes nothing, and tells when its turn has come in the store's thread."""

    def __init__(self) -> None:
        self.turn = threading.Event()

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> None:
        self.turn.set()
        raise Problem("nothing-to-freeze", number=1)


def test_what_changes_during_a_look_is_looked_for_again(
    qtbot: QtBot, session: Session, blank_address: str
) -> None:
    session.look()
    passed = _Passed()
    session.execute(passed, failed=lambda _problem: None)
    assert passed.turn.wait(30)  # the look has seen nothing, and the window has not heard so yet
    with Workspace.open(blank_address) as theirs:
        theirs.execute(AddClause("term", TERM, "marketing"), by=NOBODY, at=NOW)
    with qtbot.waitSignal(session.changed):
        session.look()
    assert ("term", "ideal-customer") in session.draft.agreement.clauses
