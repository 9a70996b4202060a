"""What the scoreboard would say with an import, before it is stored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import ScoreLine, View
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.import_outlook import outlook
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }
calendar = "berlin"

[[calendar]]
key = "berlin"
timezone = "Europe/Berlin"

[[stage]]
key = "mql"
kind = "gate"
abbreviation = "MQL"

[[commitment]]
key = "touch"
name = "First touch"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "1 days"
target = ">= 90 %"
every = "month"

[[commitment]]
key = "mqls"
name = "Qualified leads"
party = "marketing"
measure = "count"
from = "entered.mql"
target = ">= 2"
every = "month"
"""
FIRST = """Lead ID,Created Date,First Touch,MQL Date
L-1,2026-10-05 09:12,2026-10-05 10:00,2026-10-05 09:20
L-2,2026-10-06 10:00,,2026-10-06 10:10
"""
SECOND = """Lead ID,Created Date,First Touch,MQL Date
L-2,2026-10-06 10:00,2026-10-06 11:00,2026-10-06 10:10
L-3,2026-11-03 10:00,2026-11-09 11:00,2026-11-03 10:10
"""


@pytest.mark.parametrize(
    ("as_of", "second_at"),
    [
        (None, AT),
        ("2026-11-15", AT),
        # The clock of the computer was set back: the log still tells the time of the change before.
        (None, datetime(2026, 11, 3, 11, tzinfo=UTC)),
    ],
)
def test_it_is_what_the_scoreboard_says_afterwards(
    tmp_path: Path, as_of: str | None, second_at: datetime
) -> None:
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=AT) as workspace:
        workspace.execute(ApplyText(TEXT), by=NOBODY, at=AT)
        before = said(workspace)
        for name, text, at in (("first", FIRST, AT), ("second", SECOND, second_at)):
            file = tmp_path / f"{name}.csv"
            file.write_text(text, encoding="utf-8")
            request = ImportRequest(file, data_as_of=as_of if name == "second" else "2026-10-31")
            prepared = prepare(workspace, request)
            found = outlook(workspace, prepared, Silent(), now=at)
            assert found.label == "Q4"
            assert said(workspace, at) == before  # nothing is stored
            assert {line.now.key: facts(line.now) for line in found.lines if line.now} == before
            workspace.execute(AcceptImport(prepared), by=NOBODY, at=at)
            after = said(workspace, at)
            assert {line.after.key: facts(line.after) for line in found.lines} == after
            assert after != before
            before = after


def said(workspace: Workspace, now: datetime = AT) -> dict[str, tuple[object, ...]]:
    board = scoreboard(sources_of(workspace, now=now), View(), Silent()).board
    return {line.key: facts(line) for line in board.lines}


def facts(line: ScoreLine) -> tuple[object, ...]:
    counts = line.value, line.low, line.eligible, line.kept, line.missed, line.open, line.excluded
    return *counts, line.target, line.periods, line.verdict


def test_it_tells_the_days_that_a_file_names_and_whether_the_agreement_has_any(
    tmp_path: Path,
) -> None:
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=AT) as workspace:
        workspace.execute(ApplyText(TEXT), by=NOBODY, at=AT)
        told = []
        for text in (
            FIRST,
            "Lead ID,Created Date\nL-1,2021-03-31 23:30Z\nL-2,2021-02-01\n",
            "Lead ID,Lead Source\nL-1,Web\n",
        ):
            file = tmp_path / "leads.csv"
            file.write_text(text, encoding="utf-8")
            prepared = prepare(workspace, ImportRequest(file))
            found = outlook(workspace, prepared, Silent(), now=AT)
            assert (found.first, found.last) == (date(2026, 10, 1), date(2026, 12, 31))
            told.append((found.dated, found.inside))
    assert told == [
        ((date(2026, 10, 5), date(2026, 10, 6)), True),
        ((date(2021, 2, 1), date(2021, 4, 1)), False),
        (None, False),
    ]
