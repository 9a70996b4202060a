"""The field in which one signs by hand, and the kinds of mark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.folder_memory import FolderMemory
from alignment_desktop.gui.signing.drawing_field import DrawingField
from alignment_desktop.gui.signing.mark_choice import DRAWN, IMAGE, MarkChoice
from alignment_desktop.gui.signing.signing_memory import KnownIdentity, SigningMemory
from alignment_desktop.gui.theme import ThemeSwitch

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def field(qtbot: QtBot, theme_switch: ThemeSwitch) -> DrawingField:
    made = DrawingField(theme_switch)
    qtbot.addWidget(made)
    made.resize(400, 100)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def draw(qtbot: QtBot, field: DrawingField, *points: tuple[int, int]) -> None:
    first, *others = (QPoint(*point) for point in points)
    qtbot.mousePress(field, LEFT, pos=first)
    for point in others:
        qtbot.mouseMove(field, point)
    qtbot.mouseRelease(field, LEFT, pos=QPoint(*points[-1]))


def test_strokes_are_taken_from_the_mouse_undone_and_cleared(
    qtbot: QtBot, field: DrawingField
) -> None:
    draw(qtbot, field, (40, 50), (80, 20), (500, -30))
    draw(qtbot, field, (200, 60))
    first, second = field.strokes
    # What is drawn beyond the edge ends at the edge.
    assert [pytest.approx(point) for point in first] == [(0.1, 0.5), (0.2, 0.2), (1.0, 0.0)]
    assert len(second) == 1
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert list(field.strokes) == [first]
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert list(field.strokes) == []


def test_the_keyboard_draws_too(qtbot: QtBot, field: DrawingField) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Right)
    assert list(field.strokes) == []
    qtbot.keyClick(field, Qt.Key.Key_Space)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    (stroke,) = field.strokes
    assert len(stroke) == 3
    assert stroke[0][0] < stroke[1][0] == stroke[2][0]
    assert stroke[2][1] < stroke[1][1]


def test_each_kind_of_mark_is_made_and_a_missing_one_is_none(
    qtbot: QtBot, theme_switch: ThemeSwitch
) -> None:
    choice = MarkChoice(theme_switch, FolderMemory(), lambda *_: None)
    qtbot.addWidget(choice)
    assert choice.mark is None
    choice.propose("Marie Lindner")
    choice.propose("Somebody else")
    assert choice.mark is not None
    assert choice.mark.typed == "Marie Lindner"
    choice.buttons[DRAWN].click()
    assert choice.mark is None
    draw(qtbot, choice.drawing, (20, 20), (60, 40))
    assert choice.mark is not None
    assert choice.mark.strokes == choice.drawing.strokes
    choice.buttons[IMAGE].click()
    choice.image_button.click()
    assert choice.mark is None


def test_what_was_used_last_is_remembered_without_its_secrets(settings: QSettings) -> None:
    memory = SigningMemory(settings)
    for name in ("a.p12", "b.p12", "a.p12"):
        memory.remember(KnownIdentity(name, "Marie Lindner", "sales"))
    assert [each.path for each in memory.identities()] == ["a.p12", "b.p12"]
    settings.setValue("signing/identities", "not JSON")
    assert memory.identities() == ()
