"""Things done in turns: in their order, with the window's own events between them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.importing.turns import Turns


def test_each_thing_has_a_turn_of_its_own_in_which_others_are_heard(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    turns = Turns(owner)

    def first() -> None:
        told.append("first")
        QTimer.singleShot(0, lambda: told.append("heard"))

    turns.add(first, lambda: told.append("second"))
    turns.add(lambda: told.append("third"))
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 4)
    assert [each for each in told if each != "heard"] == ["first", "second", "third"]
    assert told.index("heard") < 3


def test_what_is_more_urgent_comes_before_what_waits(qtbot: QtBot) -> None:
    owner, told = QObject(), list[int]()
    turns = Turns(owner)
    turns.add(lambda: turns.add_first(lambda: told.append(1), lambda: told.append(2)))
    turns.add(lambda: told.append(3))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [1, 2, 3]
