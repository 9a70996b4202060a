"""Who had the clock, and who paused it late, in the scoreboard's inspector and on a lead's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import Pick, View
from alignment_desktop.gui.pages.leads.lead_clocks import clock_lines
from alignment_desktop.gui.pages.leads.lead_rows import timed_lines
from alignment_desktop.gui.pages.scoreboard.clock_holders import pauses_said, split_rows
from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import user_language
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.lead_history import lead_history
from alignment_desktop.services.lead_workbook import save_listed
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.scoreboard_leads import detail
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

LEADS = """Lead ID,Created Date,Date Assigned,First Touch Date
L-1,2026-10-05 09:00,2026-10-05 13:00,2026-10-05 17:00
L-2,2026-10-05 09:00,2026-10-05 10:00,2026-10-05 11:00
L-3,2026-10-06 09:00,2026-10-06 11:00,2026-10-06 14:00
"""
ACTIVITIES = """Lead ID,Activity Date,Activity Type,Assigned To
L-3,2026-10-06 12:50,waiting,Weber
L-3,2026-10-06 13:50,answered,Weber
"""
NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)
PROMISE: dict[str, Any] = {
    "key": "touch", "name": "First touch", "party": "sales", "measure": "within",
    "from": "created_at", "to": "first_touch_at", "limit": "4 hours", "target": ">= 90 %",
    "pause": [["waiting", "answered"]], "parts": ["assigned_at"],
}  # fmt: skip


def test_the_inspector_and_the_lead_say_who_had_the_clock_and_who_paused_it_late(
    tmp_path: Path, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=NOW) as workspace:
        workspace.execute(AddClause("commitment", PROMISE, "sales"), by=NOBODY, at=NOW)
        for name, text in (("leads.csv", LEADS), ("activities.csv", ACTIVITIES)):
            file = tmp_path / name
            file.write_text(text, encoding="utf-8")
            prepared = prepare(workspace, ImportRequest(file), Silent())
            workspace.execute(AcceptImport(prepared), by=NOBODY, at=NOW)
        measured = scoreboard(sources_of(workspace, now=NOW), View(), Silent())
        history = lead_history(workspace, "L-3", as_of=None, label=None, now=NOW)
    found = detail(measured, "touch")
    late, in_time = split_rows(found)
    assert (late.name, late.time, late.parts) == (
        "Late", "8 h", ("assignment 4 h", "first touch 4 h"),
    )  # fmt: skip
    assert (in_time.name, in_time.time) == ("In time", "3 h")
    assert pauses_said(found) == (
        "Pauses opened in the last tenth of the limit: Weber 1 of 1. "
        "Fewer than 30 pauses say little about a person."
    )
    (clock,) = clock_lines(history, user_language())
    assert clock.ended == "Kept"
    assert "1 h paused" in clock.when
    assert "until assignment 2 h, then until first touch 2 h" in clock.when
    inspector = ScoreboardInspector(switch)
    qtbot.addWidget(inspector)
    inspector.resize(348, 840)
    line = measured.board.line("touch")
    assert line is not None
    inspector.show_line(line, measured.board, [])
    assert inspector.split.isHidden()
    inspector.show_detail(found)
    inspector.show()
    assert inspector.split.isVisible()
    assert inspector.late_pauses.isVisible()
    assert inspector.split.drawing.regions[0].text.startswith("Late 8 h: assignment")
    listed = inspector.list
    assert listed.model.untold() == ()
    row = listed.model.rows[0]
    assert (row.key, row.last, row.paused, row.parts) == ("L-1", "8 h", "–", "4 h + 4 h")
    shown = {at for at in listed.model.Column if not listed.table.table.isColumnHidden(at)}
    assert {listed.model.Column.PAUSED, listed.model.Column.PARTS} <= shown
    listed.model.show_leads(
        timed_lines([replace(found.leads[0], paused=None, parts=None)], False, user_language())
    )
    assert listed.model.untold() == (listed.model.Column.PAUSED, listed.model.Column.PARTS)
    book = tmp_path / "missed.xlsx"
    assert save_listed(book, measured, Pick("touch")) == 1
    header, lead = openpyxl.load_workbook(book).active.iter_rows(values_only=True)
    assert header[-3:] == (
        "Paused (hours)",
        "Until assignment (hours)",
        "Until first touch (hours)",
    )
    assert lead[-3:] == (timedelta(0), timedelta(hours=4), timedelta(hours=4))
    inspector.show_nothing()
    assert inspector.split_title.isHidden()
