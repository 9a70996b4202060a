"""Several files wait in a list, and come from a watched folder; what is known comes in unasked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt

from alignment_desktop.gui.importing.folder_watch import FolderWatch
from alignment_desktop.gui.importing.step_pages import FINISH
from alignment_desktop.gui.importing.watch_memory import Watched, WatchMemory
from alignment_desktop.gui.session import Session
from tests.gui.import_desk import LEADS, Desk

KNOWN = LEADS.replace("Perhaps", "Returned")


def states(desk: Desk) -> dict[str, str]:
    """The files of the list, and how they stand."""
    return {row.file: row.check.text for row in desk.page.files.view.model.rows}


def remember(desk: Desk, folder: Path) -> None:
    """Imports a file whose mapping is remembered."""
    folder.mkdir(exist_ok=True)
    first = folder / "october.csv"
    first.write_text(KNOWN, encoding="utf-8")
    desk.drop(first)
    desk.go_to(FINISH)
    desk.assistant.pages.finish.remember.setText("Weekly report")
    desk.press_next()
    desk.until(lambda: len(desk.page.batches) == 1)


def test_several_files_wait_in_a_list_and_known_ones_come_in_with_one_press(
    desk: Desk, tmp_path: Path
) -> None:
    remember(desk, tmp_path / "before")
    texts = {
        "november.csv": KNOWN.replace("L-", "M-"),
        "december.csv": KNOWN.replace("L-", "N-"),
        "doubtful.csv": LEADS.replace("L-", "O-"),
        "deals.csv": "Deal ID,Amount\n1,2\n",
        "again.csv": KNOWN,
        "empty.csv": "",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk.page.take_files([tmp_path / name for name in texts])
    page = desk.page
    desk.until(
        lambda: page.files.view.isVisible() and "being looked at" not in states(desk).values()
    )
    assert states(desk) == {
        "november.csv": "ready",
        "december.csv": "ready",
        "doubtful.csv": "needs a look",
        "deals.csv": "needs a look",
        "again.csv": "unchanged",
        "empty.csv": "problem",
    }
    reasons = {row.file: row.reason for row in page.files.view.model.rows}
    assert reasons["doubtful.csv"] == "2 rows with a problem"
    # Beside the list stands the file that is selected, not the last import.
    side = page.files.side
    assert side.isVisible()
    assert side.name.text() == "november.csv"
    assert side.facts.text() == "Leads · 3 rows · read like Weekly report"
    page.files.view.table.select_row(2)
    assert (side.name.text(), side.reason.text()) == ("doubtful.csv", "2 rows with a problem")
    page.files.view.table.select_row(0)
    assert page.files.ready_button.text() == "Import the 2 that are ready"
    desk.qtbot.mouseClick(page.files.ready_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: bool(desk.notices) and desk.notices[-1].text == "2 files are imported.")
    assert states(desk)["november.csv"] == "imported"
    desk.until(lambda: len(page.batches) == 3)
    undo = desk.notices[-1].act
    assert undo is not None
    undo()
    desk.until(lambda: states(desk)["december.csv"] == states(desk)["november.csv"] == "ready")
    # The rest is looked through, one after the other.
    desk.qtbot.mouseClick(page.files.look_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.assistant.busy)
    assert "doubtful.csv" in page.subtitle
    assert "1 more to come" in page.subtitle
    desk.until_looked()
    desk.qtbot.mouseClick(page.close_button, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(page.close_button, Qt.MouseButton.LeftButton)
    assert page.files.view.isVisible()
    page.files.view.table.select_row(0)
    desk.qtbot.mouseClick(page.files.view.remove_button, Qt.MouseButton.LeftButton)
    assert "november.csv" not in states(desk)
    desk.qtbot.mouseClick(page.files.back_button, Qt.MouseButton.LeftButton)
    assert page.imports.isVisible()
    assert page.files.list_button.text() == "4 files wait"
    # One that is taken off the list while it is read once more does not come in.
    page.files.waiting.import_ready()
    page.files.waiting.remove(tmp_path / "december.csv")
    desk.until(lambda: not page.files.waiting.importing)
    assert "december.csv" not in states(desk)
    # Nor does one that has the same bytes as another of the list.
    (tmp_path / "twin.csv").write_bytes((tmp_path / "december.csv").read_bytes())
    page.files.waiting.add([tmp_path / "december.csv", tmp_path / "twin.csv"])
    desk.until(
        lambda: [states(desk)[name] for name in ("december.csv", "twin.csv")] == ["ready"] * 2
    )
    page.files.waiting.import_ready()
    desk.until(lambda: desk.notices[-1].text == "december.csv is imported.")
    desk.until(lambda: states(desk)["twin.csv"] == states(desk)["december.csv"] == "imported")


def test_new_files_in_the_watched_folder_come_into_the_list_and_known_ones_by_themselves(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    remember(desk, folder)
    files = desk.page.files
    files.watch._timer.setInterval(1)
    desk.qtbot.mouseClick(files.list_button, Qt.MouseButton.LeftButton)
    files.watch_folder(folder)
    assert str(folder) in files.view.watched.text()
    (folder / "november.csv").write_text(KNOWN.replace("L-", "M-"), encoding="utf-8")
    # What was imported before is nothing new.
    desk.until(lambda: states(desk) == {"november.csv": "ready"})
    assert not any("wait" in notice.text for notice in desk.notices)
    # One that is written on is looked at once more.
    with (folder / "november.csv").open("a", encoding="utf-8") as more:
        more.write("M-9;2026-10-08 11:30;Search;Returned;\n")
    desk.until(lambda: [each.rows for each in files.waiting.files] == [4])
    files.view.unasked.click()
    (folder / "december.csv").write_text(KNOWN.replace("L-", "N-"), encoding="utf-8")
    desk.until(lambda: states(desk).get("december.csv") == "imported")
    assert states(desk)["november.csv"] == "ready"
    desk.until(lambda: len(desk.page.batches) == 2)
    # The same bytes under another name are not imported twice.
    (folder / "copy.csv").write_bytes((folder / "december.csv").read_bytes())
    desk.qtbot.mouseClick(files.back_button, Qt.MouseButton.LeftButton)
    (folder / "other.csv").write_text("Quux,Frob\n1,2\n", encoding="utf-8")
    desk.until(lambda: states(desk).get("other.csv") == "needs a look")
    desk.until(lambda: desk.notices[-1].text == "2 files wait to be imported.")
    show = desk.notices[-1].act
    assert show is not None
    show()
    assert files.view.isVisible()
    assert "copy.csv" not in states(desk)
    assert len(desk.page.batches) == 2
    # What somebody drops is listed whatever it is, and waits for a press.
    (tmp_path / "dropped.csv").write_text(KNOWN.replace("L-", "P-"), encoding="utf-8")
    files.waiting.add([tmp_path / "dropped.csv", folder / "copy.csv"])
    desk.until(lambda: not files.waiting.looking)
    assert (states(desk)["dropped.csv"], states(desk)["copy.csv"]) == ("ready", "unchanged")
    assert not files.waiting.importing
    desk.qtbot.mouseClick(files.view.leave_button, Qt.MouseButton.LeftButton)
    assert desk.session.watching.watched(desk.session.news.identity) == Watched()
    assert "No folder is watched" in files.view.watched.text()


def test_a_file_that_is_still_written_waits(session: Session) -> None:
    watch = FolderWatch(session)
    told: list[object] = []
    watch.appeared.connect(told.append)
    path = Path("leads.csv")
    for size in (1, 2, 2, 2):
        watch._take({path: (size, size)})
    assert told == [(path,)]
    watch._take({path: (3, 3)})
    watch._take({path: (3, 3)})
    assert told == [(path,), (path,)]
    # Gone and back, and where a folder is watched anew, it is told once more.
    for _ in range(2):
        watch._take({})
        watch._take({path: (3, 3)})
        watch._take({path: (3, 3)})
    assert told == [(path,)] * 4
    watch.watch(None)
    watch._take({path: (3, 3)})
    assert told == [(path,)] * 4
    watch._take({path: (3, 3)})
    assert told == [(path,)] * 5
    watch.watch(None)


def test_the_watched_folder_is_remembered_for_each_workspace(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    memory = WatchMemory(settings)
    memory.remember("one", Watched(tmp_path, unasked=True))
    assert WatchMemory(settings).watched("one") == Watched(tmp_path, unasked=True)
    assert WatchMemory(settings).watched("two") == Watched()
    memory.remember("one", Watched())
    assert WatchMemory(settings).watched("one") == Watched()
