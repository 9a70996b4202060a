"""Files and notices: where dialogs begin, what they propose, what is offered afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, QSettings, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.gui.file_choice import FileChoice, choose_new, choose_several
from alignment_desktop.gui.folder_memory import FolderMemory, Purpose, file_name
from alignment_desktop.gui.main_window import MainWindow
from alignment_desktop.gui.pages.agreement.agreement import AgreementPage
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.gui.window.screen_room import fitted
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
MakeWindow = Callable[[], MainWindow]


class Opened(QObject):
    """Takes note of the files that the system would open."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Agreement 2026-Q4 draft", "Agreement 2026-Q4 draft.pdf"),
        ("Agreement FY27/Q1 version 2", "Agreement FY27-Q1 version 2.pdf"),
        ('Leads: "hot" | <all>?', "Leads- -hot- - -all.pdf"),
        ("..", "file.pdf"),
        ("a" * 300, "a" * 120 + ".pdf"),
    ],
)
def test_proposed_names_are_such_as_every_system_takes(words: str, name: str) -> None:
    assert file_name(words, ".pdf") == name


def test_dialogs_begin_where_the_user_last_was_each_for_its_purpose(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    folders = {name: tmp_path / name for name in ("first", "exports", "imports", "workspaces")}
    for folder in folders.values():
        folder.mkdir()
    answers = {
        "Save": folders["exports"] / "review",
        "Import": folders["imports"] / "leads.csv",
        "Open": folders["workspaces"] / "plan.align",
    }

    def one(_parent: QWidget | None, title: str, start: str, _words: str) -> tuple[str, str]:
        asked.append(start)
        return str(answers[title]), ""

    def several(_parent: QWidget, title: str, start: str, _words: str) -> tuple[list[str], str]:
        asked.append(start)
        return [str(answers[title])], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", one)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", one)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", several)
    parent = QWidget()
    qtbot.addWidget(parent)
    first = str(folders["first"])
    for expected in (
        [first, first, f"{first}/review.pdf"],
        [*map(str, (folders["imports"], folders["workspaces"], folders["exports"] / "review.pdf"))],
    ):
        memory = FolderMemory(settings, first)  # as another start of the program has it
        asked.clear()
        choose_several(memory, parent, "Import", "")
        FileChoice(memory).existing("Open", "")
        made = choose_new(memory, parent, "Save", "review.pdf", "")
        assert made == folders["exports"] / "review.pdf"
        assert asked == expected
    folders["imports"].rmdir()
    assert FolderMemory(settings, first).folder(Purpose.IMPORT) == first


def test_who_thinks_better_of_it_changes_no_memory(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    parent = QWidget()
    qtbot.addWidget(parent)
    memory = FolderMemory(first=str(tmp_path))
    assert choose_new(memory, parent, "Save", "review.pdf", "") is None
    assert choose_several(memory, parent, "Import", "") == []
    assert memory.folder(Purpose.EXPORT) == memory.folder(Purpose.IMPORT) == str(tmp_path)


def test_a_file_that_was_saved_can_be_opened_and_shown_in_its_folder(
    whole: WholeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened
) -> None:
    target = tmp_path / "agreement.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    whole.show("agreement")
    page = whole.page
    assert isinstance(page, AgreementPage)
    whole.qtbot.waitUntil(page.export_button.isEnabled)
    whole.press(Qt.Key.Key_E, CTRL)
    notices = whole.window.notices
    whole.qtbot.waitUntil(lambda: notices.isVisible() and target.is_file())
    assert notices.open_button.isVisible()
    notices.open_button.click()
    notices.folder_button.click()
    assert opened.paths == [target, tmp_path]
    target.unlink()
    notices.open_button.click()
    assert notices.notice.text.startswith("agreement.pdf could not be opened")
    assert not notices.open_button.isVisible()


def test_notices_go_once_they_could_be_read_and_what_must_be_acted_on_stays() -> None:
    act: Callable[[], None] = lambda: None  # noqa: E731
    told = Notice("Three clauses are removed.", action="Undo", act=act)
    warned = Notice("This folder is synced by Dropbox.", wrong=True)
    long = Notice("So much to read. " * 100, wrong=True)
    assert 5_000 < told.shown_for < 20_000
    assert 5_000 < warned.shown_for < 20_000
    assert long.shown_for < 30_000
    assert Notice("Damaged.", True, "Save what is sound", act).shown_for == 0
    assert Notice("Nothing was changed.", wrong=True, stays=True).shown_for == 0


@pytest.mark.parametrize("wrong", [False, True])
def test_a_notice_is_closed_by_escape_and_by_a_click(
    make_window: MakeWindow, qtbot: QtBot, wrong: bool
) -> None:
    window = make_window()
    window.notify(Notice("It is damaged.", wrong, stays=True))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.notices.isVisible()
    window.notify(Notice("It is damaged.", wrong, stays=True))
    qtbot.mouseClick(window.notices, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert not window.notices.isVisible()


@pytest.mark.parametrize(
    ("room", "size"),
    [
        (QRect(0, 0, 1920, 1080), QSize(1440, 900)),
        (QRect(0, 28, 1280, 692), QSize(1264, 652)),
        (QRect(0, 0, 1440, 900), QSize(1424, 860)),
    ],
)
def test_a_window_is_no_larger_than_its_screen(room: QRect, size: QSize) -> None:
    assert fitted(QSize(1440, 900), room) == size
