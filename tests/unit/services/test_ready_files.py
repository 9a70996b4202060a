"""A file that was ready is imported as it was looked at, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.waiting_files import look_at, prepare_ready, stamps_in
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MAPPING = 'kind = "leads"\n[columns]\n"Id" = "lead_id"\n"Created" = "created_at"\n'
OTHER = MAPPING.replace("created_at", "first_touch_at")
TEXT = "Id,Created\nL1,2026-10-05\n"


def imported(workspace: Workspace, path: Path, mapping: str, profile: str) -> None:
    request = ImportRequest(path, mapping=mapping, profile=profile)
    workspace.execute(AcceptImport(prepare(workspace, request)), by=NOBODY, at=NOW)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that remembers how a file is mapped."""
    with Workspace.new(str(tmp_path / "new.align"), by=NOBODY, at=NOW) as made:
        path = tmp_path / "october.csv"
        path.write_text(TEXT, encoding="utf-8")
        imported(made, path, MAPPING, "weekly")
        yield made


@pytest.fixture
def november(tmp_path: Path) -> Path:
    path = tmp_path / "november.csv"
    path.write_text(TEXT.replace("L1", "L2"), encoding="utf-8")
    return path


def test_a_file_that_became_another_one_since_is_not_imported(
    workspace: Workspace, november: Path
) -> None:
    ready = look_at(workspace, november, None, Silent())
    assert (ready.standing, ready.profile, ready.rows) == ("ready", "weekly", 1)
    assert prepare_ready(workspace, ready, None, Silent()).checked.rows == 1
    november.write_text(TEXT.replace("L1", "L3"), encoding="utf-8")
    with pytest.raises(Problem, match="file-changed-meanwhile"):
        prepare_ready(workspace, ready, None, Silent())


def test_a_file_that_another_mapping_fits_by_now_is_asked_about(
    workspace: Workspace, november: Path, tmp_path: Path
) -> None:
    ready = look_at(workspace, november, None, Silent())
    newer = tmp_path / "december.csv"
    newer.write_text(TEXT.replace("L1", "L4"), encoding="utf-8")
    imported(workspace, newer, OTHER, "daily")
    assert look_at(workspace, november, None, Silent()).profile == "daily"
    with pytest.raises(Problem, match="file-changed-meanwhile"):
        prepare_ready(workspace, ready, None, Silent())


def test_a_file_that_lacks_columns_of_a_remembered_mapping_is_told_of_and_waits(
    workspace: Workspace, november: Path
) -> None:
    columns = 'Ausgang = "outcome"\n"Who" = "owner"\n[values.outcome]\nJa = "won"\n'
    october = november.with_name("deals.csv")
    october.write_text("Id,Created,Ausgang,Who\nL1,2026-10-05,Ja,Ann\n", encoding="utf-8")
    imported(workspace, october, MAPPING + columns, "deals")
    november.write_text("Id,Made,Ausgang,Owner\nL2,5 May 2026,Ja,Bob\n", encoding="utf-8")
    assert look_at(workspace, november, None, Silent()).profile == ""
    november.write_text("Id,Created,Ausgang,Owner\nL2,5 May 2026,Ja,Bob\n", encoding="utf-8")
    assert look_at(workspace, november, None, Silent()).profile == ""
    prepared = prepare(workspace, ImportRequest(november))
    assert prepared.checked.frame.select("owner", "outcome").rows() == [("Bob", "won")]
    assert [(each.code, each.column) for each in prepared.warnings] == [
        ("profile-column-replaced", "Owner")
    ]
    november.write_text("Id,Created,Ausgang,X\nL2,5 May 2026,Ja,Bob\n", encoding="utf-8")
    (warning,) = prepare(workspace, ImportRequest(november)).warnings
    assert (warning.code, warning.facts["value"]) == ("profile-column-missing", "Who")


def test_a_folder_that_is_gone_and_a_file_that_is_gone_are_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="file-missing"):
        stamps_in(tmp_path / "nowhere")
    gone = look_at(workspace, tmp_path / "gone.csv", None, Silent())
    assert (gone.standing, gone.problem and gone.problem.code) == ("problem", "file-missing")
