"""The preview of an import: every row, typed, and what is wrong with it in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from alignment_desktop.domain.progress import Cancelled, Progress, Silent
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.import_looks import Choices, look, read_workbook
from alignment_desktop.services.import_preview import PreviewRows
from alignment_desktop.services.imported_batches import batches
from alignment_desktop.services.importing import AcceptImport, Prepared, found_in
from alignment_desktop.services.problem_rows import save_found, save_problem_rows
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
LEADS = """Lead ID,Created Date,Amount,Note
L-1,2026-10-05,10,a
L-2,soon,about ten,b
,2026-10-07,12,c
L-4,2026-10-08,13,d
L-4,2026-10-08,13,d
"""
Previewed = Callable[[str], tuple[PreviewRows, Prepared]]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.new(str(tmp_path / "plan.align"), by=NOBODY, at=NOW) as made:
        yield made


@pytest.fixture
def previewed(workspace: Workspace, tmp_path: Path) -> Previewed:
    def preview(text: str) -> tuple[PreviewRows, Prepared]:
        path = tmp_path / "leads.csv"
        path.write_text(text, encoding="utf-8")
        seen = look(workspace, read_workbook(path), Choices(), Silent())
        assert seen.preview is not None
        assert seen.prepared is not None
        return seen.preview, seen.prepared

    return preview


def test_every_row_is_shown_with_its_number_and_its_typed_values(previewed: Previewed) -> None:
    rows, _ = previewed(LEADS)
    assert [column.field for column in rows.columns] == ["lead_id", "created_at", "amount", "Note"]
    assert [column.number for column in rows.columns] == [False, False, True, False]
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    assert rows[0].values == ("L-1", date(2026, 10, 5), 10.0, "a")


def test_a_cell_that_cannot_be_read_keeps_its_words_and_is_marked(previewed: Previewed) -> None:
    rows, _ = previewed(LEADS)
    assert rows[1].values == ("L-2", "soon", "about ten", "b")
    assert rows[1].marks == {1: "cell", 2: "cell"}
    assert rows.place_of(3, "Amount") == (1, 2)


def test_rows_that_are_left_out_or_said_twice_are_shown_as_they_stand(
    previewed: Previewed,
) -> None:
    rows, _ = previewed(LEADS)
    assert [row.fate for row in rows] == ["kept", "kept", "left out", "kept", "merged"]
    assert rows[2].values == (None, "2026-10-07", "12", "c")
    assert rows[2].marks == {0: "row"}


def test_what_is_not_shown_has_no_place(previewed: Previewed) -> None:
    rows, _ = previewed(LEADS)
    assert rows.place_of(1, "Amount") == (-1, 2)
    assert rows.place_of(99, "No such column") == (-1, -1)


def test_a_moment_is_shown_in_the_files_zone(previewed: Previewed) -> None:
    rows, _ = previewed("Lead ID,Created Date\nL-1,2026-10-05T09:12:00Z\n")
    assert str(rows[0].values[1]) == "2026-10-05 09:12:00+00:00"


def test_examples_are_a_date_that_can_be_turned_and_a_number_with_a_sign(
    previewed: Previewed,
) -> None:
    text = "Lead ID;Created Date;Amount\nL-0;soon;1\nL-1;13.10.2026;7\n;4.5.2026;8\n"
    rows, _ = previewed(text + "L-2;03.10.2026;1.234,50\nL-3;4.11.2026;9,5\n")
    assert rows.examples() == (("03.10.2026", date(2026, 10, 3)), ("1.234,50", 1234.5))
    rows, _ = previewed("Lead ID,Created Date\nL-1,13.10.2026\nL-1,13.10.2026\n")
    assert rows.examples() == (("13.10.2026", date(2026, 10, 13)),)
    assert previewed("Lead ID,Lead Source\nL-1,Web\n")[0].examples() == ()


def test_a_period_marks_its_first_day(workspace: Workspace, previewed: Previewed) -> None:
    rows, _ = previewed("Campaign,Month,Spend\nA,2026-10,10\nB,someday,12\n")
    assert [column.field for column in rows.columns] == ["campaign", "spend", "start", "end"]
    assert rows[1].marks == {2: "cell"} or rows[1].marks == {2: "row"}
    assert rows[1].fate == "left out"


def test_problems_are_kept_with_the_import_cell_by_cell(
    workspace: Workspace, previewed: Previewed, tmp_path: Path
) -> None:
    _, prepared = previewed(LEADS)
    workspace.execute(AcceptImport(prepared), by=NOBODY, at=NOW)
    (batch,) = batches(workspace)
    assert [(group.count, group.column, group.code) for group in batch.problems] == [
        (1, "Created Date", "unreadable-date"),
        (1, "Amount", "unreadable-number"),
        (1, "Lead ID", "no-key"),
    ]
    assert list(found_in(workspace, batch)) == list(prepared.checked.problems)
    path = tmp_path / "found.xlsx"
    save_found(workspace, batch, path, sentence, Silent())
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[0] == ("Row", "Column", "Problem", "Effect", "Code")
    assert [row[:2] for row in rows[1:]] == [(3, "Created Date"), (3, "Amount"), (4, "Lead ID")]
    assert "soon" in rows[1][2]


class Impatient:
    """Stops the work at its first report."""

    def report(self, progress: Progress) -> None:
        raise Cancelled


def test_saving_problem_rows_can_be_stopped_and_leaves_nothing(
    previewed: Previewed, tmp_path: Path
) -> None:
    _, prepared = previewed(LEADS)
    path = tmp_path / "problems.xlsx"
    with pytest.raises(Cancelled):
        save_problem_rows(prepared, path, sentence, Impatient())
    assert [each.name for each in tmp_path.glob("*problems*")] == []
