"""Two imports of one kind are compared on the page of results, and the differences saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from alignment_desktop.frames import Kind
from tests.gui.import_desk import LEADS, Desk


def test_two_imports_of_one_kind_are_compared_and_the_differences_saved(
    desk: Desk, leads: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.csv"
    later.write_text(LEADS.replace("L-1", "L-9").replace("Search", "Fair", 1), encoding="utf-8")
    spend = tmp_path / "figures.csv"
    spend.write_text("Figure,Period,Value\nShare,2026-10,1\n", encoding="utf-8")
    for count, path in enumerate((leads, later, spend), start=1):
        desk.import_all(path)
        desk.until(partial(lambda wanted: len(desk.page.batches) == wanted, count))
    page = desk.page
    page.imports.table.select_row(0)
    assert page.batches[-1].kind == Kind.FIGURES
    assert not page.batch.others.isVisible()
    page.imports.table.select_row(2)
    others = page.batch.others
    assert [others.itemText(at) for at in range(others.count())] == [
        "Choose …",
        "import 2, later.csv",
    ]
    others.setCurrentIndex(1)
    others.activated.emit(1)
    comparison = page.comparison
    assert comparison.isVisible()
    desk.until(lambda: comparison.model.rowCount() == 3)
    assert comparison.heading.text() == "From import 1, leads.csv to import 2, later.csv"
    assert comparison.sentence.text() == "1 row added, 1 removed, 1 changed, 1 unchanged."
    columns = range(len(comparison.model.Column))
    rows = [[comparison.model.index(at, each).data() for each in columns] for at in range(3)]
    assert rows == [
        ["L-9", "added", "", "", ""],
        ["L-1", "removed", "", "", ""],
        ["L-2", "changed", "Source", "Search", "Fair"],
    ]
    comparison.shown.show_value("gone")
    comparison.shown.activated.emit(0)
    assert comparison.model.rowCount() == 1
    target = tmp_path / "differences.xlsx"
    comparison.save(target)
    desk.until(target.exists)
    sheet = openpyxl.load_workbook(target).active
    assert [cell.value for cell in sheet[4]] == ["L-2", "changed", "Source", "Search", "Fair"]
    desk.qtbot.mouseClick(comparison.close_button, Qt.MouseButton.LeftButton)
    assert page.imports.isVisible()
