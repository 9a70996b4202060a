"""What an import would do, looked at from choice to choice while the file is read once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.frames import Kind
from alignment_desktop.services.import_looks import (
    Choices,
    Look,
    SheetLook,
    look,
    read_workbook,
    sheets_of,
)
from alignment_desktop.services.importing import AcceptImport
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
DEALS = "Title of the report\nDeal No,Won Date,Amount\nD-1,03.04.2026,10\nD-2,05.06.2026,20\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=NOW) as made:
        yield made


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


def looked(workspace: Workspace, path: Path, choices: Choices) -> Look:
    return look(workspace, read_workbook(path), choices, Silent())


def test_what_is_unclear_about_a_sheet_is_part_of_the_look(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Created Date\nL-1,03/04/2026\n", encoding="utf-8")
    unclear = looked(workspace, path, Choices())
    assert unclear.prepared is None
    assert unclear.trouble is not None
    assert unclear.trouble.code == "dates-unclear"
    assert unclear.rows == 1
    settled = looked(workspace, path, Choices(dates="month first"))
    assert settled.trouble is None
    assert settled.preview is not None
    created = [column.field for column in settled.preview.columns].index("created_at")
    assert str(settled.preview[0].values[created]) == "2026-03-04"


def test_a_chosen_header_row_gives_the_columns_their_names(
    workspace: Workspace, deals: Path
) -> None:
    seen = looked(workspace, deals, Choices(kind=Kind.LEADS, header_row=2))
    assert [column.name for column in seen.columns] == ["Deal No", "Won Date", "Amount"]
    assert seen.top[0] == (1, ("Title of the report", "", ""))


def test_a_column_that_gives_a_field_overrules_what_every_row_was_said_to_have(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "won.csv"
    path.write_text(
        "Lead ID,Won Date,Result\nL-1,2026-04-03,won\nL-2,2026-04-04,lost\n", encoding="utf-8"
    )
    columns = {"Lead ID": "lead_id", "Won Date": "closed_at", "Result": "outcome"}
    seen = looked(workspace, path, Choices(columns=columns))
    assert seen.trouble is None
    assert seen.prepared is not None
    assert seen.prepared.checked.frame["outcome"].to_list() == ["won", "lost"]


def test_a_word_that_is_no_moment_is_trouble_and_not_an_end(
    workspace: Workspace, deals: Path
) -> None:
    seen = looked(workspace, deals, Choices(header_row=2, data_as_of="soon"))
    assert seen.trouble is not None
    assert seen.trouble.code == "unreadable-moment"


def test_two_columns_for_one_field_are_trouble(workspace: Workspace, deals: Path) -> None:
    twice = {"Won Date": "closed_at", "Amount": "closed_at"}
    seen = looked(workspace, deals, Choices(kind=Kind.LEADS, header_row=2, columns=twice))
    assert seen.trouble is not None
    assert seen.trouble.code == "mapping-two-columns"


def test_a_remembered_mapping_can_be_left_aside(workspace: Workspace, deals: Path) -> None:
    columns = {"Deal No": "opportunity_id", "Won Date": None, "Amount": "revenue"}
    first = looked(
        workspace,
        deals,
        Choices(kind=Kind.LEADS, header_row=2, columns=columns, remember="Deals"),
    )
    assert first.prepared is not None
    workspace.execute(AcceptImport(first.prepared), by=NOBODY, at=NOW)
    again = looked(workspace, deals, Choices(again=True))
    assert (again.proposal.used, again.columns[2].field) == ("Deals", "revenue")
    aside = looked(workspace, deals, Choices(again=True, profile=""))
    assert aside.proposal.used is None
    assert aside.columns[2].field != "revenue"


def test_a_file_without_rows_cannot_be_looked_at(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    path.write_text("\n\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        looked(workspace, path, Choices())
    assert caught.value.code in {"sheet-empty", "file-empty"}


def test_sheets_are_named_or_numbered_and_know_whether_they_are_here(
    workspace: Workspace, deals: Path
) -> None:
    workbook = read_workbook(deals)
    assert sheets_of(workspace, workbook) == (SheetLook("1", 4, hidden=False, imported=False),)
    seen = looked(workspace, deals, Choices(dates="day first"))
    assert seen.prepared is not None
    workspace.execute(AcceptImport(seen.prepared), by=NOBODY, at=NOW)
    assert sheets_of(workspace, workbook)[0].imported


def test_words_that_mean_blank_can_be_chosen(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Lead Source\nL-1,unknown\nL-2,Web\n", encoding="utf-8")
    assert "n/a" in looked(workspace, path, Choices()).blank
    seen = looked(workspace, path, Choices(blank=("unknown",)))
    assert seen.blank == ("unknown",)
    assert seen.prepared is not None
    assert seen.prepared.checked.frame["source"].to_list() == [None, "Web"]


def test_words_of_a_status_that_are_no_stages_are_kept_and_ask_nobody(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Status\nL-1,Closed Won\nL-2,Working\nL-3,Closed Lost\n", "utf-8")
    outcome, stage = looked(workspace, path, Choices()).words
    assert [(each.field, {word.state for word in each.words}) for each in (outcome, stage)] == [
        ("outcome", {"known"}),
        ("stage", {"aside"}),
    ]
    assert all(word.is_settled for word in stage.words)
