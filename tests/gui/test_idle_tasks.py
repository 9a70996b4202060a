"""Work in turns: the user is heard between its pieces, and a later one takes its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.idle_tasks import IdleTasks, TaskQueue


@pytest.fixture
def tasks(qapp: QObject) -> Iterator[IdleTasks]:
    made = IdleTasks(qapp)
    yield made
    made.deleteLater()


def counting(done: list[str], name: str, pieces: int) -> Iterator[None]:
    for number in range(pieces):
        done.append(f"{name}{number}")
        yield


def test_the_first_piece_is_done_at_once_and_the_others_let_the_user_in_between(
    tasks: IdleTasks, qtbot: QtBot
) -> None:
    done: list[str] = []
    QTimer.singleShot(0, tasks, lambda: done.append("a key"))
    with qtbot.waitSignal(tasks.ended):
        tasks.begin("page", counting(done, "piece", 3))
        assert (done, tasks.busy) == (["piece0"], True)
    assert done == ["piece0", "a key", "piece1", "piece2"]
    assert not tasks.busy


def test_later_work_of_the_same_topic_takes_the_place_of_the_earlier(
    tasks: IdleTasks, qtbot: QtBot
) -> None:
    done: list[str] = []
    with qtbot.waitSignal(tasks.ended):
        tasks.begin("page", counting(done, "old", 3))
        tasks.begin("page", counting(done, "new", 2))
    assert done == ["old0", "new0", "new1"]


def test_works_of_several_topics_take_turns(tasks: IdleTasks, qtbot: QtBot) -> None:
    done: list[str] = []
    with qtbot.waitSignal(tasks.ended):
        tasks.begin("table", counting(done, "row", 3))
        tasks.begin("chart", counting(done, "bar", 3))
    assert done == ["row0", "bar0", "row1", "bar1", "row2", "bar2"]


def test_who_cannot_wait_has_the_rest_done_at_once(tasks: IdleTasks) -> None:
    done: list[str] = []
    tasks.begin("page", counting(done, "piece", 3))
    tasks.finish("page")
    assert (done, tasks.busy) == (["piece0", "piece1", "piece2"], False)


def test_work_that_goes_wrong_is_over(tasks: IdleTasks) -> None:
    def wrong() -> Iterator[None]:
        yield
        raise ValueError("broken")

    tasks.begin("page", wrong())
    with pytest.raises(ValueError, match="broken"):
        tasks.finish("page")
    assert not tasks.busy


def test_things_in_order_have_a_turn_of_their_own_each_and_the_urgent_ones_come_first(
    tasks: IdleTasks, qtbot: QtBot
) -> None:
    done: list[str] = []
    order = TaskQueue(lambda pieces: tasks.begin("page", pieces))
    QTimer.singleShot(0, tasks, lambda: done.append("a key"))
    with qtbot.waitSignal(tasks.ended):
        order.add(lambda: order.add_first(lambda: done.append("urgent")))
        order.add(lambda: done.append("later"))
        assert done == []
    assert done == ["a key", "urgent", "later"]
    with qtbot.waitSignal(tasks.ended):
        order.add(lambda: done.append("again"))
    assert done[-1] == "again"


def test_what_is_left_when_all_is_over_is_never_done(tasks: IdleTasks, qtbot: QtBot) -> None:
    done: list[str] = []
    tasks.begin("page", counting(done, "piece", 3))
    tasks.stop_all()
    with qtbot.assertNotEmitted(tasks.ended, wait=50):
        pass
    assert (done, tasks.busy) == (["piece0"], False)
