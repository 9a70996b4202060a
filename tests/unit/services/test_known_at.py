"""Figures as they were after an import: later imports and withdrawals are unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress, Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.domain.settling import Moved
from alignment_desktop.frames import Kind
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.imported_batches import RestoreImport, UndoImport
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.measuring import Question, leads_of, measured
from alignment_desktop.services.metrics import MetricsQuestion, measured_metrics
from alignment_desktop.services.newest_knowledge import agreement_at
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.settling import settling
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

TEXT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }
calendar = "berlin"

[[calendar]]
key = "berlin"
timezone = "Europe/Berlin"

[[commitment]]
key = "volume"
party = "marketing"
measure = "count"
from = "created_at"
target = ">= 3"
every = "period"

[[commitment]]
key = "touched"
party = "sales"
measure = "within"
from = "created_at"
to = "first_touch_at"
limit = "2 days"
target = ">= 90 %"
every = "period"
"""
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def workspace(database: str, tmp_path: Path) -> Iterator[Workspace]:
    """Three imports: the second is undone after the third, which corrects the first."""
    at = datetime(2026, 10, 1, 8, tzinfo=UTC)
    with Workspace.new(database, by=NOBODY, at=at) as made:
        made.execute(ApplyText(TEXT), by=NOBODY, at=at)
        bring(made, tmp_path, "2026-10-20", "L1,2026-10-02,2026-10-03\nL2,2026-10-05,\n")
        second = bring(made, tmp_path, "2026-11-20", "L3,2026-10-06,2026-10-07\n")
        bring(made, tmp_path, "2026-12-20", "L2,2026-10-05,2026-10-06\nL4,2026-10-09,\n")
        made.execute(UndoImport(second), by=NOBODY, at=datetime(2026, 12, 22, tzinfo=UTC))
        yield made


def bring(workspace: Workspace, folder: Path, as_of: str, rows: str) -> int:
    file = folder / f"{as_of}.csv"
    file.write_text(f"Lead ID,Created Date,First Touch Date\n{rows}", encoding="utf-8")
    at = datetime.fromisoformat(as_of).replace(hour=12, tzinfo=UTC)
    prepared = prepare(workspace, ImportRequest(file, kind=Kind.LEADS, data_as_of=as_of))
    return workspace.execute(AcceptImport(prepared), by=NOBODY, at=at)


class Ended:
    """A monitor that wants everything to stop."""

    def report(self, _progress: Progress) -> None:
        raise Cancelled


def figures(workspace: Workspace, known_at: int | None) -> tuple[str, float | None, float | None]:
    """The default as-of, the volume, and the share of leads that were touched in time."""
    found = measured(workspace, Question(known_at=known_at), now=NOW)
    volume, touched = (each.periods[0].value for each in found.commitments)
    return found.as_of.text, volume, touched


def test_what_came_after_an_import_is_unknown(workspace: Workspace, tmp_path: Path) -> None:
    assert figures(workspace, None) == ("2026-12-20", 3, 2 / 3)
    assert figures(workspace, 1) == ("2026-10-20", 2, 1 / 2)
    # The second import was undone only after the third had come: it counts as it did then.
    assert figures(workspace, 2) == ("2026-11-20", 3, 2 / 3)
    assert figures(workspace, 3) == ("2026-12-20", 4, 3 / 4)
    rows, _ = leads_of(workspace, Question(commitment="touched", known_at=2), now=NOW)
    assert [(row.lead_id, row.state) for row in rows] == [
        ("L1", "kept"), ("L2", "missed"), ("L3", "kept"),
    ]  # fmt: skip
    found = measured_metrics(
        workspace, MetricsQuestion(Question(known_at=2)), now=NOW, monitor=Silent()
    )
    assert found.as_of.text == "2026-11-20"
    # One that is imported while another is undone does not know that one.
    fourth = bring(workspace, tmp_path, "2027-01-20", "L5,2026-10-12,2026-10-13\n")
    at = datetime(2027, 2, 1, tzinfo=UTC)
    workspace.execute(RestoreImport(2), by=NOBODY, at=at)
    assert figures(workspace, fourth) == ("2027-01-20", 4, 3 / 4)
    assert figures(workspace, None) == ("2027-01-20", 5, 4 / 5)
    with pytest.raises(Problem) as caught:
        measured(workspace, Question(known_at=9), now=NOW)
    assert caught.value.code == "unknown-batch"


def test_the_agreement_that_is_asked_is_that_of_the_moment_then(
    workspace: Workspace,
) -> None:
    later = TEXT.replace('"Q4"', '"Q1"').replace("2026-10-01", "2026-12-15")
    later = later.replace("end = 2026-12-31", "end = 2027-03-31")
    workspace.execute(ApplyText(later), by=NOBODY, at=datetime(2026, 12, 23, tzinfo=UTC))
    assert agreement_at(workspace, None, now=NOW) == "Q1"
    assert agreement_at(workspace, None, known_at=1, now=NOW) == "Q4"


def test_a_scoreboard_tells_how_its_figures_moved(workspace: Workspace) -> None:
    board = scoreboard(sources_of(workspace, now=NOW), View(), Silent())
    found = settling(workspace, board, "touched", now=NOW, monitor=Silent())
    assert found is not None
    assert [(step.batch, step.figure and step.figure.value) for step in found.steps] == [
        (1, 1 / 2), (2, 2 / 3), (3, 3 / 4), (None, 2 / 3),
    ]  # fmt: skip
    assert found.steps[1].file == "2026-11-20.csv"
    assert found.moved is None  # the quarter was not over at any of them
    assert settling(workspace, board, "touched", now=NOW, monitor=Silent()) is found
    fresh = scoreboard(sources_of(workspace, now=NOW), View(), Silent())
    with pytest.raises(Cancelled):
        settling(workspace, fresh, "touched", now=NOW, monitor=Ended())


def test_late_rows_that_move_a_full_figure_are_told(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, "2027-01-04", "L4,2026-10-09,2026-10-10\n")
    bring(workspace, tmp_path, "2027-01-15", "L5,2026-12-30,2026-12-31\n")
    bring(workspace, tmp_path, "2027-02-20", "L6,2026-12-30,\n")
    board = scoreboard(sources_of(workspace, now=NOW), View(), Silent())
    found = settling(workspace, board, "volume", now=NOW, monitor=Silent())
    assert found is not None
    assert found.moved == Moved(1, 1)
