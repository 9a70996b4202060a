"""The scoreboard's workbook: figures stay numbers that a spreadsheet can go on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from alignment_desktop.documents.scoreboard_workbook import write_scoreboard
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import Board, ScoreLine, StageCount
from alignment_desktop.domain.targets import Target
from tests.scoreboard_lines import months, period


def line(name: str, target: str | None, value: float | None, **more: object) -> ScoreLine:
    goal = Target.parse(target) if target else None
    plain = ScoreLine(
        key="c", name=name, party="sales", measure="within", period="FY27 Q1", target=goal,
        unit=goal.unit if goal else None, value=value, periods=(period("kept", value),),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


BOARD = Board(
    label="FY27 Q1", organisation="Northwind", currency="EUR", period=None,
    start=date(2026, 10, 1), end=date(2026, 12, 31), as_of="2027-01-04", segment="big",
    periods=(), segments=(("big", "Large firms"),), batches=2,
    lines=(
        line("=Grade A", ">= 95%", 0.96, kept=96, missed=4, open=0, eligible=100,
             history=(0.9, None), history_labels=("2026-11", "2026-12")),
        line("Speed", "<= 2 hours", 5400.0),
        line("Pipeline", ">= 2400000 EUR", 2484700.0),
        line("Coverage", ">= 3", 2.8),
        line("Nothing", None, None, periods=(period("no_target", None),)),
        line("By month", ">= 90%", 0.95, every="month", kept=95, missed=5, open=0, eligible=100,
             periods=months(["kept", "missed", "kept"])),
    ),
    stages=(
        StageCount(key="mql", name="MQL", party="marketing", reached=200, entered=210),
        StageCount(key="sal", name="SAL", party="sales", reached=50, entered=60),
    ),
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    path = tmp_path / "board.xlsx"
    write_scoreboard(path, BOARD)
    return openpyxl.load_workbook(path)


def test_figures_are_numbers_in_the_format_of_their_unit(book: openpyxl.Workbook) -> None:
    sheet = book["Scoreboard"]
    shown = [(sheet.cell(row, 9).value, sheet.cell(row, 9).number_format) for row in range(2, 7)]
    assert shown[0] == (0.96, "0.0%")
    assert shown[2] == (2484700, '#,##0.00 "EUR"')
    assert shown[3] == (2.8, "#,##0.00")
    assert shown[4][0] is None
    assert sheet["H3"].number_format == "[h]:mm:ss"  # 2 hours are a twelfth of a day
    assert sheet["M2"].value == 4


def test_a_figure_beside_its_target_shows_on_which_side_it_lies(tmp_path: Path) -> None:
    near = (line("Win rate", ">= 10%", 0.09977), line("Speed", "<= 2 hours", 7200.25))
    path = tmp_path / "near.xlsx"
    write_scoreboard(path, replace(BOARD, lines=near))
    sheet = openpyxl.load_workbook(path)["Scoreboard"]
    assert [sheet.cell(row, 9).number_format for row in (2, 3)] == ["0.00%", "[h]:mm:ss.0"]


def test_a_promise_by_month_is_judged_by_its_months_before_its_sum_is_shown(
    book: openpyxl.Workbook,
) -> None:
    header, *rows = book["Scoreboard"].iter_rows(values_only=True)
    by_month = dict(zip(header, rows[5], strict=True))
    assert (by_month["Status"], by_month["Judged"]) == ("Missed", "Kept in 2 of 3 months")
    assert (by_month["Periods kept"], by_month["Periods judged"]) == (2, 3)
    assert (by_month["Actual"], by_month["Leads met"]) == (0.95, 95)
    assert header.index("Judged") < header.index("Actual")
    assert dict(zip(header, rows[0], strict=True))["Judged"] == "Kept"
    periods = [row[1:6] for row in book["Periods"].iter_rows(min_row=2, values_only=True)]
    assert periods == [
        ("By month", "2026-01", "Kept", 0.9, 0.5),
        ("By month", "2026-02", "Missed", 0.9, 0.5),
        ("By month", "2026-03", "Kept", 0.9, 0.5),
    ]


def test_a_name_that_looks_like_a_formula_stays_a_name(book: openpyxl.Workbook) -> None:
    cell = book["Scoreboard"]["B2"]
    assert (cell.value, cell.data_type) == ("=Grade A", "s")
    assert book["Scoreboard"].print_title_rows == "$1:$1"


def test_a_name_with_signs_that_no_sheet_can_hold_is_written_without_them(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    odd = line("Speed\x07\x1b \ufffe of " + "x" * 40_000, ">= 3", 2.0)
    write_scoreboard(path, replace(BOARD, lines=(odd,)))
    name = str(openpyxl.load_workbook(path)["Scoreboard"]["B2"].value)
    assert name.startswith("Speed  of xxx")
    assert name.endswith("x …")


def test_past_periods_and_funnel_stand_on_sheets_of_their_own(book: openpyxl.Workbook) -> None:
    past = [row[2:] for row in book["Past periods"].iter_rows(min_row=2, values_only=True)]
    assert past == [("2026-11", 0.9), ("2026-12", None)]
    funnel = list(book["Funnel"].iter_rows(min_row=2, values_only=True))
    assert funnel == [("MQL", "Marketing", 200, None, 210), ("SAL", "Sales", 50, 0.25, 60)]


def test_the_workbook_says_what_it_stands_on(book: openpyxl.Workbook) -> None:
    facts = dict(book["About"].iter_rows(min_row=2, values_only=True))
    assert facts["As of"] == "2027-01-04"
    assert facts["Segment"] == "Large firms"
    assert facts["Period"] == "whole agreement"


def test_sheets_without_content_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "bare.xlsx"
    write_scoreboard(path, replace(BOARD, lines=(), stages=(), segment=None))
    assert openpyxl.load_workbook(path).sheetnames == ["Scoreboard", "About"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="output-folder-missing"):
        write_scoreboard(tmp_path / "nowhere" / "board.xlsx", BOARD)
