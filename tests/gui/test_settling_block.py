"""How a figure moved as imports came, beside it on the scoreboard of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.frames import Kind
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage
from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.session import present_moment
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY
from tests.gui.whole_window import WholeWindow, shown_window


@pytest.fixture
def measured(
    qapp: QApplication, qtbot: QtBot, settings: QSettings, sample_path: Path, tmp_path: Path
) -> Iterator[WholeWindow]:
    """The window on the sample, into which a late file was imported."""
    late = tmp_path / "late.csv"
    late.write_text("Lead ID,MQL Date\nL-99999,2026-12-10\n", encoding="utf-8")
    with Workspace.open(str(sample_path)) as workspace:
        prepared = prepare(workspace, ImportRequest(late, kind=Kind.LEADS))
        workspace.execute(AcceptImport(prepared), by=NOBODY, at=present_moment())
    with shown_window(qapp, qtbot, settings, str(sample_path)) as window:
        yield window


def test_later_imports_are_listed_and_lead_to_the_import(measured: WholeWindow) -> None:
    session = measured.session
    measured.show("scoreboard")
    page = measured.page
    assert isinstance(page, ScoreboardPage)
    page.select("commitment.qualified-leads")
    measured.settle()
    inspector = page.inspector()
    assert isinstance(inspector, ScoreboardInspector)
    block = inspector.settling
    assert not block.isHidden()
    assert "late.csv" in block.steps.text()
    last = block.steps.text().split("<br>")[-1]
    number = int(last.split('"')[1])
    # What is undone since leaves the figure as it was, and says so.
    session.execute(UndoImport(number))
    measured.settle()
    assert block.steps.text().split("<br>")[-1].startswith("Since an import was undone")
    block.steps.linkActivated.emit(str(number))
    measured.settle()
    results = measured.page
    assert isinstance(results, ResultsPage)
    assert results.imports.table.current_key() == str(number)
