"""The last step of an import: what is stored is what was looked through, and is told as it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from alignment_desktop.gui.importing.batch_rows import ImportsModel
from alignment_desktop.gui.importing.step_pages import COLUMNS, FINISH, VALUES
from tests.gui.import_desk import Desk

LEADS = "Lead ID;Created Date;Owner;Decision\nL-1;2026-10-05;Jörg;yes\nL-2;2026-10-06;Käthe;yes\n"


def test_a_file_that_changes_meanwhile_is_read_again_and_what_comes_of_it_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    path, its = tmp_path / "leads.csv", desk.assistant
    path.write_bytes(LEADS.encode("cp1252"))
    desk.drop(path)
    # A step that asks for something says so, and those that are done are marked.
    desk.go_to(VALUES)
    steps = [button.accessibleName() for button in its.steps._buttons]
    assert steps[2:4] == ["Columns, done", "Values, current step, needs you"]
    desk.mean("yes", "accepted")
    desk.go_to(FINISH)
    its.pages.finish.remember.setText("Weekly")
    path.write_bytes((LEADS + ";2026-10-07;Ann;yes\nL-3;2026-10-08;Bob;yes\n").encode("cp1252"))
    desk.press_next()
    desk.until(lambda: bool(desk.notices))
    assert desk.notices[-1].text.startswith("leads.csv has changed since we read it")
    desk.until_looked()
    assert its.step == COLUMNS
    assert not desk.page.batches
    # What was chosen still holds; only the row without an ID is left out, and the notice counts so.
    desk.go_to(FINISH)
    assert its.pages.finish.detail.text().startswith("1 row with a problem is left out.")
    its.pages.finish.remember.setText("Weekly")
    desk.press_next()
    desk.until(lambda: desk.notices[-1].text == "3 of the 4 rows of leads.csv are imported.")
    # What is chosen beside a remembered mapping is offered to be remembered with it.
    path.write_bytes(LEADS.replace("L-", "M-").encode("cp1252"))
    desk.drop(path)
    desk.go_to(FINISH)
    assert its.pages.finish.remember.text() == ""
    its.back()
    desk.choose("Owner", "region")
    desk.go_to(FINISH)
    assert its.pages.finish.remember.text() == "Weekly"
    desk.qtbot.mouseClick(desk.page.close_button, Qt.MouseButton.LeftButton)
    # An import that has only a warning does not look as if nothing was odd.
    odd = tmp_path / "odd.csv"
    odd.write_bytes("Lead ID;Created Date;Ort\nN-1;2026-10-05;Köln\n".encode("cp1252"))
    desk.import_all(odd)
    model = desk.page.imports.model
    desk.until(lambda: model.rowCount() == 2)
    found = [model.index(row, ImportsModel.Column.PROBLEMS).data() for row in (0, 1)]
    assert found == ["1 warning", "1"]
    desk.until(lambda: bool(desk.page.batch.warnings.text()))
    assert desk.page.batch.warnings.text().endswith("is read as Windows-1252")
