"""A code page that was guessed is kept in a profile, and read by it next month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.services.import_looks import Choices, look, read_workbook
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
MAPPING = 'kind = "leads"\n[columns]\n"Lead ID" = "lead_id"\n"Název" = "account"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=NOW) as made:
        yield made


def accounts(workspace: Workspace, request: ImportRequest) -> list[str]:
    return prepare(workspace, request).checked.frame["account"].to_list()


def test_a_profile_keeps_the_code_page_that_was_guessed(
    workspace: Workspace, tmp_path: Path
) -> None:
    october, november = tmp_path / "october.csv", tmp_path / "november.csv"
    october.write_bytes("Lead ID,Název\n1,Dvořák\n2,Černý\n".encode("cp1250"))
    # That `ø` and `ř` are one byte is all that November tells, so that alone it is read otherwise.
    november.write_bytes("Lead ID,Název\n3,Jiřina\n".encode("cp1250"))
    assert accounts(workspace, ImportRequest(november, mapping=MAPPING)) == ["Jiøina"]
    request = ImportRequest(october, mapping=MAPPING, profile="crm")
    workspace.execute(AcceptImport(prepare(workspace, request)), by=NOBODY, at=NOW)
    assert accounts(workspace, ImportRequest(november, profile="crm")) == ["Jiřina"]
    # Nobody need name the profile that fits.
    assert accounts(workspace, ImportRequest(november)) == ["Jiřina"]
    seen = look(workspace, read_workbook(november), Choices(), Silent())
    assert seen.prepared is not None
    assert seen.prepared.checked.frame["account"].to_list() == ["Jiřina"]


def test_a_mapping_states_the_code_page_of_names_and_cells(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Lead ID,Název\n3,Jiřina\n".encode("cp852"))
    prepared = prepare(workspace, ImportRequest(path, mapping='encoding = "cp852"\n' + MAPPING))
    assert prepared.checked.frame["account"].to_list() == ["Jiřina"]
    assert (prepared.workbook.encoding, len(prepared.warnings)) == ("cp852", 0)
