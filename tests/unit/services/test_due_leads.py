"""What is overdue, due today and due soon on the sample, as one would find it lead by lead."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import Pick, View
from alignment_desktop.services.due_leads import due_leads, due_listed
from alignment_desktop.services.lead_workbook import save_listed
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.measuring import Question, leads_of
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace

NOW = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
AS_OF = "2026-11-12T10:00"
TODAY = date(2026, 11, 12)


@pytest.fixture(scope="module")
def workspace(
    sample_original: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    copy = shutil.copy(sample_original, tmp_path_factory.mktemp("due") / "sample.alignment")
    with Workspace.open(str(copy)) as opened:
        yield opened


@pytest.fixture(scope="module")
def measured(workspace: Workspace) -> MeasuredBoard:
    return scoreboard(sources_of(workspace, now=NOW, as_of=AS_OF), View(), Silent())


def waiting(workspace: Workspace, measured: MeasuredBoard) -> dict[str, list[tuple[str, str]]]:
    """Leads and promises by list, found by walking through the rows that the command lists."""
    zone = ZoneInfo(measured.bench.zone)
    ends = datetime.combine(TODAY + timedelta(days=1), time(), zone)
    found: dict[str, list[tuple[str, str]]] = {"overdue": [], "today": [], "soon": []}
    for line in measured.board.lines:
        if line.measure not in ("within", "attempts"):
            continue
        rows, _ = leads_of(workspace, Question(commitment=line.key, as_of=AS_OF), now=NOW)
        for row in rows:
            lead = (row.lead_id, line.name)
            if row.state == "missed" and row.to is None and line.measure == "within":
                found["overdue"].append(lead)
            elif row.state == "open" and row.due is not None and row.due < ends:
                found["today"].append(lead)
            elif row.state == "open" and row.due and row.due < ends + timedelta(days=3):
                found["soon"].append(lead)
    return found


def test_each_list_holds_the_leads_that_wait(workspace: Workspace, measured: MeasuredBoard) -> None:
    wanted, parties = waiting(workspace, measured), {line.party for line in measured.board.lines}
    for each in due_leads(measured):
        shown = due_listed(measured, Pick(due=each.when), most=10_000)
        assert sorted((lead.lead_id, lead.promise) for lead in shown.leads) == sorted(
            wanted[each.when]
        )
        assert each.count == shown.count == sum(each.parties.values())
        assert set(each.parties) <= parties
        due = [lead.due for lead in shown.leads if lead.due is not None]
        assert due == sorted(due)
    assert all(wanted[when] for when in ("overdue", "today"))


def test_a_list_is_saved_with_the_promise_and_the_moment(
    measured: MeasuredBoard, tmp_path: Path
) -> None:
    path, pick = tmp_path / "overdue.xlsx", Pick(due="overdue")
    assert save_listed(path, measured, pick) == due_listed(measured, pick).count
    header, first, *_ = openpyxl.load_workbook(path)["Leads"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert row["Commitment"] in [line.name for line in measured.board.lines]
    assert isinstance(row["Due (Europe/Berlin)"], datetime)
