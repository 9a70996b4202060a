"""A scoreboard of one segment: which leads and which stated figures it speaks of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import ScoreLine, View
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


def lines(folder: Path, text: str, file: Path, segment: str) -> tuple[ScoreLine, ScoreLine]:
    """The one commitment of an agreement with one file imported: of all, and of a segment."""
    with Workspace.new(str(folder / "team.align"), by=NOBODY, at=NOW) as workspace:
        workspace.execute(ApplyText(text), by=NOBODY, at=NOW)
        prepared = prepare(workspace, ImportRequest(path=file))
        workspace.execute(AcceptImport(prepared), by=NOBODY, at=NOW)
        sources = sources_of(workspace, now=NOW)
        (whole,) = scoreboard(sources, View(), Silent()).board.lines
        (narrow,) = scoreboard(sources, View(segment=segment), Silent()).board.lines
    return whole, narrow


def test_a_stated_figure_stays_that_of_its_month_and_of_its_segment(tmp_path: Path) -> None:
    text = """
        [agreement]
        period = { start = 2026-10-01, end = 2026-12-31 }
        [[segment]]
        key = "enterprise"
        where = [{ field = "employees", op = ">=", value = 1000 }]
        [[segment]]
        key = "dach"
        where = [{ field = "region", op = "is", value = "DACH" }]
        [[commitment]]
        key = "coverage"
        measure = "figure"
        figure = "Coverage"
        segment = "enterprise"
        every = "month"
        target = ">= 3"
    """
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "figure,start,end,segment,value\n"
        "Coverage,2026-10-01,2026-10-31,enterprise,3.1\n"
        "Coverage,2026-11-01,2026-11-30,enterprise,2.9\n"
        "Coverage,2026-11-01,2026-11-30,dach,1.7\n"
    )
    line, of_dach = lines(tmp_path, text, figures, "dach")
    assert (line.period, line.value) == ("2026-11", 2.9)
    assert [each.value for each in line.periods] == [3.1, 2.9, None]
    assert (of_dach.period, of_dach.value) == ("2026-11", 1.7)


def test_a_segment_with_alternatives_narrows_a_commitment_that_has_its_own(tmp_path: Path) -> None:
    text = """
        [agreement]
        period = { start = 2026-10-01, end = 2026-12-31 }
        [[segment]]
        key = "large"
        where = [{ field = "employees", op = ">=", value = 1000 }]
        [[segment]]
        key = "abroad"
        any = [
            [{ field = "region", op = "is", value = "APAC" }],
            [{ field = "region", op = "is", value = "EMEA" }],
        ]
        [[commitment]]
        key = "volume"
        measure = "count"
        from = "created_at"
        segment = "large"
        any = [
            [{ field = "grade", op = "is", value = "A" }],
            [{ field = "grade", op = "is", value = "B" }],
        ]
        target = ">= 1"
    """
    leads = tmp_path / "leads.csv"
    leads.write_text(
        "Lead ID,Created Date,Employees,Region,Grade\n"
        "L-1,2026-10-05,5000,APAC,A\n"
        "L-2,2026-10-05,5000,EMEA,B\n"
        "L-3,2026-10-05,5000,DACH,A\n"
        "L-4,2026-10-05,5000,EMEA,C\n"
        "L-5,2026-10-05,5,EMEA,A\n"
    )
    whole, narrow = lines(tmp_path, text, leads, "abroad")
    assert (whole.value, narrow.value) == (3, 2)
