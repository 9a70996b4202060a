"""Comments, dividing lines and other tables are no rows of data, and are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment_desktop.importing.header_row import headers
from tests.unit.importing.checked_sheets import LEADS, checked
from tests.unit.importing.spreadsheet_files import Value, read_here
from tests.unit.importing.test_sheet_warnings import checked_sheet, checked_text

NAMES = "Lead ID,Created Date,Company\n"


@pytest.mark.parametrize(
    ("text", "left_out", "ids"),
    [
        (NAMES + "1,2026-10-05,a\n# page 2\n2,2026-10-06,b\n", {3: "comment"}, ["1", "2"]),
        (NAMES + "1,2026-10-05,a\n# a, b, c\n2,2026-10-06,b\n", {3: "comment"}, ["1", "2"]),
        (NAMES + "1,2026-10-05,a\n#2,2026-10-06,b\n3,2026-10-07,c\n", {}, ["1", "#2", "3"]),
        (NAMES + "#1,2026-10-05,a\n#2,2026-10-06,b\n", {}, ["#1", "#2"]),
        (
            NAMES + "-------,------------,-----\n1,2026-10-05,a\n2,2026-10-06,---\n",
            {2: "ruler"},
            ["1", "2"],
        ),
    ],
)
def test_comments_and_dividing_lines_are_left_out(
    tmp_path: Path, text: str, left_out: dict[int, str], ids: list[str]
) -> None:
    result = checked_text(tmp_path, text)
    assert dict(result.left_out) == left_out
    assert result.frame["lead_id"].to_list() == ids
    assert len(result.problems) == 0


@pytest.mark.parametrize(
    "other", ["Campaign,Start,Spend\nSpring,2026-10-01,5\n", "Email,Spend\n,5\n"]
)
def test_no_row_of_another_table_below_is_read_and_it_is_a_problem(
    tmp_path: Path, other: str
) -> None:
    result = checked_text(tmp_path, f"{NAMES}1,2026-10-05,a\n\n{other}")
    assert [(each.row, each.code, each.effect) for each in result.problems] == [
        (4, "another-table", "row")
    ]
    assert dict(result.left_out) == {4: "another-table", 5: "another-table"}
    assert result.frame["lead_id"].to_list() == ["1"]


def test_a_smaller_table_below_is_known_by_its_keys() -> None:
    def kept(*rows: list[str]) -> int:
        return len(checked(LEADS, names, *rows).frame)

    names = ["ID", "Made", "Source", "Company", "City"]
    rows = [[f"L-{n}", "2026-10-05", "Web", "a", "b"] for n in range(3)]
    below = [[""], ["Owner", "Target"], ["Ann", "5"]]
    result = checked(LEADS, names, *rows, *below)
    assert [(each.row, each.code) for each in result.problems] == [(6, "another-table")]
    assert len(result.frame) == 3
    assert kept(*rows, *below, ["L-9"]) == 6, "it has a row of the first table"
    assert kept(*rows, [""], ["Owner", *rows[0][1:]]) == 4, "it is as wide"
    assert kept(*rows, *below[1:]) == 5, "no blank row parts it"
    assert kept(*rows[:2], ["two", *rows[0][1:]], rows[2], *below) == 6, "keys are words"


def test_another_table_above_is_a_problem_too(tmp_path: Path) -> None:
    text = "Campaign,Spend,x\nSpring,5,x\n\n" + NAMES + "1,2026-10-05,a\n"
    result = checked_text(tmp_path, text)
    assert [(each.row, each.code) for each in result.problems] == [(1, "another-table")]


def test_values_after_a_blank_row_begin_no_other_table(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["Lead ID", "Source", "Stage"],
        ["L-1", "Email", "Campaign"],
        [None, None, None],
        ["L-2", "Email", "Campaign"],
        [None, None, None],
        ["Email", 5.0, None],
        [None, None, None],
        ["Lead ID", "Source", "Stage"],
    ]
    result = checked_sheet(tmp_path, rows)
    assert result.frame["lead_id"].to_list() == ["L-1", "L-2", "Email"]
    assert dict(result.left_out) == {8: "repeated-header"}


@pytest.mark.parametrize(
    ("above", "names"),
    [
        (",Created,,Closed,", ["Created Date", "Created By", "Closed Date", "Closed By"]),
        ("Title,,,,", ["Date", "By", "Date (2)", "By (2)"]),
        (",,,Closed,", ["Date", "By", "Date (2)", "By (2)"]),
        ("\n", ["Date", "By", "Date (2)", "By (2)"]),
    ],
)
def test_names_that_are_there_twice_are_told_by_the_groups_above_them(
    tmp_path: Path, above: str, names: list[str]
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(f"x,y,z,u,v\n{above}\nLead ID,Date,By,Date,By\n1,2,3,4,5\n", "utf-8")
    sheet = read_here(path).sheets[0]
    header = next(
        row for row, first in sheet.frame.select("row", "text.0").rows() if first == "Lead ID"
    )
    assert list(headers(sheet, header)) == ["Lead ID", *names]
