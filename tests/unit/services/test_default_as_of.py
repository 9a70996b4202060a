"""The moment that figures speak of where nobody names one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.frames import Kind
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.measuring import Question, measured
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
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    at = moment("2026-10-01 08")
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=at) as made:
        made.execute(ApplyText(TEXT), by=NOBODY, at=at)
        yield made


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)


def bring(
    workspace: Workspace, folder: Path, at: str, as_of: str | None = None, kind: Kind = Kind.LEADS
) -> int:
    """One import at the moment `at`; its number."""
    files = {
        Kind.LEADS: f"Lead ID,Created Date\n{at},2026-10-01\n",
        Kind.ACTIVITIES: f"Lead ID,Date,Type\n{at},2026-10-01,call\n",
    }
    file = folder / f"{kind}.csv"
    file.write_text(files[kind], encoding="utf-8")
    prepared = prepare(workspace, ImportRequest(file, kind=kind, data_as_of=as_of))
    return workspace.execute(AcceptImport(prepared), by=NOBODY, at=moment(at))


def default_as_of(workspace: Workspace) -> str:
    return measured(workspace, Question(), now=moment("2027-03-01 12")).as_of.text


def test_without_any_import_it_is_now(workspace: Workspace) -> None:
    assert default_as_of(workspace) == "2027-03-01T13:00:00+01:00"


def test_it_is_the_latest_that_any_import_of_leads_speaks_of(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, "2026-11-01 08", "2026-10-31")
    assert default_as_of(workspace) == "2026-10-31"
    # Older data that are imported later do not take it back.
    bring(workspace, tmp_path, "2026-11-02 08", "2026-10-15")
    assert default_as_of(workspace) == "2026-10-31"
    bring(workspace, tmp_path, "2026-11-03 08", "2026-11-02T17:00:00")
    assert default_as_of(workspace) == "2026-11-02T17:00:00+01:00"
    bring(workspace, tmp_path, "2026-11-04 08")
    assert default_as_of(workspace) == "2026-11-04T09:00:00+01:00"


def test_other_imports_count_only_where_no_leads_do(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, "2026-11-05 08", "2026-11-04", Kind.ACTIVITIES)
    assert default_as_of(workspace) == "2026-11-04"
    leads = bring(workspace, tmp_path, "2026-11-06 08", "2026-11-01")
    assert default_as_of(workspace) == "2026-11-01"
    workspace.execute(UndoImport(leads), by=NOBODY, at=moment("2026-11-07 08"))
    assert default_as_of(workspace) == "2026-11-04"


def test_a_clock_that_ran_backwards_never_makes_it(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, "2026-11-20 08", kind=Kind.ACTIVITIES)
    bring(workspace, tmp_path, "2026-11-05 08")
    assert default_as_of(workspace) == "2026-11-20T09:00:00+01:00"
    bring(workspace, tmp_path, "2026-11-21 08")
    assert default_as_of(workspace) == "2026-11-21T09:00:00+01:00"


@pytest.mark.parametrize(
    ("given", "as_of"),
    [
        ("2026-11-05T12:00:00", "2026-11-05T09:00:00+01:00"),
        ("2026-11-05T09:00:00", "2026-11-05T09:00:00+01:00"),
        ("2026-11-06", "2026-11-05T09:00:00+01:00"),
        ("2031-01-01", "2026-11-05T09:00:00+01:00"),
        # The day of the import itself is whole, although it is not over.
        ("2026-11-05", "2026-11-05"),
        ("2026-11-04", "2026-11-04"),
    ],
)
def test_nobody_knows_more_than_the_moment_of_import(
    workspace: Workspace, tmp_path: Path, given: str, as_of: str
) -> None:
    bring(workspace, tmp_path, "2026-11-05 08", given)
    assert default_as_of(workspace) == as_of


def test_the_day_of_import_is_that_of_the_agreements_zone(
    workspace: Workspace, tmp_path: Path
) -> None:
    # 23:00 UTC on the 4th is the 5th in Berlin.
    bring(workspace, tmp_path, "2026-11-04 23", "2026-11-05")
    assert default_as_of(workspace) == "2026-11-05"
