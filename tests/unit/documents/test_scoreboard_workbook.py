"""The scoreboard's workbook: figures stay numbers that a spreadsheet can go on with."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from alignment_desktop.documents.scoreboard_workbook import ScoreboardSheets, write_scoreboard
from alignment_desktop.domain.funnel import StageBalance
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import Board, ScoreLine, StageCount
from alignment_desktop.domain.targets import Target
from tests.scoreboard_lines import months, period
from tests.unit.documents.pdf_reading import page_texts


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
             history=(0.9, 0.96), history_labels=("2026-11", "2026-12")),
        line("Speed", "<= 2 hours", 5400.0),
        line("Pipeline", ">= 2400000 EUR", 2484700.0),
        line("Coverage", ">= 3", 2.8),
        line("Nothing", None, None, periods=(period("no_target", None),)),
        line("By month", ">= 90%", 0.95, every="month", kept=95, missed=5, open=0, eligible=100,
             periods=months(["kept", "missed", "kept"])),
    ),
    stages=(
        StageCount(key="mql", name="MQL", party="marketing", reached=200),
        StageCount(key="sal", name="SAL", party="sales", reached=50),
    ),
)  # fmt: skip
BALANCES = {
    "mql": StageBalance(stage="mql", start=30, entered=210, left=(("sal", 220),), end=20),
}


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    path = tmp_path / "board.xlsx"
    write_scoreboard(path, ScoreboardSheets(board=BOARD, balances=BALANCES))
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows()
    names = [cell.value for cell in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_figures_are_numbers_in_the_format_of_their_unit(book: openpyxl.Workbook) -> None:
    rows = rows_of(book["Scoreboard"])
    shown = [(row["Actual"].value, row["Actual"].number_format) for row in rows]
    assert shown[0] == (0.96, "0.0%")
    assert shown[2] == (2484700, '#,##0 "EUR"')
    assert shown[3] == (2.8, "#,##0.00")
    assert shown[4][0] is None
    assert rows[1]["Target"].value == timedelta(hours=2)
    assert rows[1]["Target"].number_format == "[h]:mm:ss"
    assert [row["Operator"].value for row in rows[:2]] == ["≥", "≤"]
    assert rows[0]["Leads not met"].value == 4


def test_a_figure_beside_its_target_shows_on_which_side_it_lies(tmp_path: Path) -> None:
    near = (line("Win rate", ">= 10%", 0.09977), line("Speed", "<= 2 hours", 7200.25))
    path = tmp_path / "near.xlsx"
    write_scoreboard(path, ScoreboardSheets(board=replace(BOARD, lines=near)))
    rows = rows_of(openpyxl.load_workbook(path)["Scoreboard"])
    assert [row["Actual"].number_format for row in rows] == ["0.00%", "[h]:mm:ss.0"]


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
    periods = [row[1:8] for row in book["Periods"].iter_rows(min_row=2, values_only=True)]
    assert periods[-3:] == [
        ("By month", "2026-01", "Kept", "≥", 0.9, 0.5, "share"),
        ("By month", "2026-02", "Missed", "≥", 0.9, 0.5, "share"),
        ("By month", "2026-03", "Kept", "≥", 0.9, 0.5, "share"),
    ]
    assert [row[0] for row in periods[:2]] == ["=Grade A", "Speed"]


def test_a_name_that_looks_like_a_formula_stays_a_name(book: openpyxl.Workbook) -> None:
    cell = book["Scoreboard"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Grade A", "s", True)
    assert book["Scoreboard"].print_title_rows == "$1:$1"


def test_a_name_with_signs_that_no_sheet_can_hold_is_written_without_them(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    odd = line("Speed\x07\x1b \ufffe of " + "x" * 40_000, ">= 3", 2.0)
    write_scoreboard(path, ScoreboardSheets(board=replace(BOARD, lines=(odd,))))
    name = str(openpyxl.load_workbook(path)["Scoreboard"]["B2"].value)
    assert name.startswith("Speed  of xxx")
    assert name.endswith("x …")


def test_past_periods_and_funnel_stand_on_sheets_of_their_own(book: openpyxl.Workbook) -> None:
    past = [row[2:4] for row in book["Past periods"].iter_rows(min_row=2, values_only=True)]
    assert past == [("2026-11", 0.9), ("2026-12", 0.96)]
    funnel = list(book["Funnel"].iter_rows(min_row=2, values_only=True))
    assert funnel == [
        ("MQL", "Marketing", 200, None, 210, 30, 220, 20),
        ("SAL", "Sales", 50, 0.25, 0, 0, 0, 0),
    ]


def test_the_workbook_says_what_it_stands_on(book: openpyxl.Workbook) -> None:
    facts = dict(book["About"].iter_rows(min_row=2, values_only=True))
    assert facts["As of"] == "4 Jan 2027"
    assert facts["From"] == datetime(2026, 10, 1)  # noqa: DTZ001
    assert facts["Segment"] == "Large firms"
    assert facts["Period"] == "whole agreement"


def test_each_table_has_a_name_is_printed_whole_and_its_verdicts_take_their_colour_by_their_word(
    book: openpyxl.Workbook,
) -> None:
    places = {name: made.attr_text for name, made in book.defined_names.items()}
    assert places["Scoreboard_table"] == "'Scoreboard'!$A$1:$S$7"
    assert places["Past_periods_table"] == "'Past periods'!$A$1:$E$3"
    assert book["Periods"].print_area == "'Periods'!$A$1:$M$9"
    assert book["Periods"].oddHeader.left.text == "Northwind · Scoreboard · 1 Oct – 31 Dec 2026"
    (place,) = book["Scoreboard"].conditional_formatting
    words = {rule.formula[0]: rule.dxf.font.color.rgb[-6:] for rule in place.rules}
    assert (str(place.sqref), words['"Missed"'], words['"Kept"']) == ("D2:D7", "B42318", "166B3B")


def test_charts_are_native_and_stand_on_the_cells(book: openpyxl.Workbook) -> None:
    charts = {sheet.title: sheet._charts for sheet in book}
    (attainment,), (past,), (funnel,) = (
        charts[name] for name in ("Scoreboard", "Past periods", "Funnel")
    )
    assert attainment.series[0].val.numRef.f == "'Scoreboard'!$L$2:$L$7"
    assert past.series[0].val.numRef.f == "'Past periods'!$D$2:$D$3"
    assert funnel.series[0].cat.numRef.f == "'Funnel'!$A$2:$A$3"
    assert not any(chart.x_axis.delete for chart in (attainment, past, funnel))


def test_the_same_scoreboard_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        write_scoreboard(path, ScoreboardSheets(board=BOARD, balances=BALANCES))
    assert one.read_bytes() == other.read_bytes()
    assert openpyxl.load_workbook(one).properties.creator == "Northwind"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_values_and_shows_each_whole(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    write_scoreboard(
        path,
        ScoreboardSheets(
            board=replace(BOARD, lines=(*BOARD.lines, line("_x0041_ & co", ">= 3", 2.0)))
        ),
    )
    home = (tmp_path / "home").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = " ".join(page_texts((tmp_path / "board.pdf").read_bytes()))
    assert "###" not in shown
    for text in ("=Grade A", "_x0041_ & co", "96.0%", "1:30:00", "2,484,700 EUR", "2.80", "≥"):
        assert text in shown
    assert "How far each promise came" in shown


def test_sheets_without_content_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "bare.xlsx"
    write_scoreboard(
        path, ScoreboardSheets(board=replace(BOARD, lines=(), stages=(), segment=None))
    )
    assert openpyxl.load_workbook(path).sheetnames == ["Scoreboard", "About"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="output-folder-missing"):
        write_scoreboard(tmp_path / "nowhere" / "board.xlsx", ScoreboardSheets(board=BOARD))


def test_reasons_have_a_sheet_each_and_the_moment_names_its_zone(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    shown = ScoreboardSheets(
        board=replace(BOARD, as_of="2027-01-04T09:00:00+01:00"),
        timezone="Europe/Berlin",
        returns=(("Not now", 3), ("", 1)),
        lost=(("Price", 2),),
    )
    write_scoreboard(path, shown)
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book["Return reasons"].iter_rows()]
    assert rows == [
        ["Reason", "Number", "Share"],
        ["Not now", 3, 0.75],
        ["No return reason", 1, 0.25],
    ]
    assert book["Loss reasons"]["A2"].value == "Price"
    about = dict(row[:2] for row in book["About"].iter_rows(values_only=True))
    assert about["As of"] == "4 Jan 2027, 09:00 CET"
