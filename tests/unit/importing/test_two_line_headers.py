"""Column names over two lines: periods above what is counted in them, or below."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.locating import complete
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.recognise import recognise
from tests.unit.importing.spreadsheet_files import read_here

CONTEXT = ImportContext(zone="Europe/Berlin")
OCTOBER, JANUARY = date(2026, 10, 1), date(2027, 1, 1)
ROWS = "Webinar,10,4,12,5\nFair,7,2,9,3\n"


def checked(folder: Path, text: str, mapping: str = "") -> Checked:
    path = folder / "campaigns.csv"
    path.write_text(text, "utf-8")
    workbook = read_here(path)
    given = parse_mapping(mapping) if mapping else recognise(workbook, CONTEXT).mapping
    located = complete(workbook, given, CONTEXT)
    return check(located.sheet, located.mapping, CONTEXT)


@pytest.mark.parametrize(
    "head",
    [
        ",Q4 2026,,Q1 2027,\nCampaign,Leads,MQLs,Leads,MQLs",
        "Campaign,Q4 2026,,Q1 2027,\n,Leads,MQLs,Leads,MQLs",
        "Campaign,Q4 2026 Leads,Q4 2026 MQLs,Q1 2027 Leads,Q1 2027 MQLs",
        "Campaign,Leads (Q4 2026),MQLs (Q4 2026),Leads (Q1 2027),MQLs (Q1 2027)",
        "Campaign,Leads,MQLs,Leads,MQLs\n,Q4 2026,Q4 2026,Q1 2027,Q1 2027",
    ],
)
def test_each_count_belongs_to_the_period_that_it_stands_with(tmp_path: Path, head: str) -> None:
    result = checked(tmp_path, f"{head}\n{ROWS}")
    assert result.frame.select("campaign", "start", "leads", "mqls").rows() == [
        ("Webinar", OCTOBER, 10, 4),
        ("Fair", OCTOBER, 7, 2),
        ("Webinar", JANUARY, 12, 5),
        ("Fair", JANUARY, 9, 3),
    ]
    assert not len(result.problems)
    assert result.rows == 2


def test_names_that_are_there_once_belong_to_the_period_above_them_too(tmp_path: Path) -> None:
    head = ",Oct 2026,,Jan 2027,\nCampaign,Leads,MQLs,Opportunities,Spend"
    result = checked(tmp_path, f"{head}\n{ROWS}")
    assert result.frame.select("campaign", "start", "leads", "opportunities", "spend").rows() == [
        ("Webinar", OCTOBER, 10, None, None),
        ("Fair", OCTOBER, 7, None, None),
        ("Webinar", JANUARY, None, 12, 5),
        ("Fair", JANUARY, None, 9, 3),
    ]
    assert "Oct 2026 Leads" in result.columns


def test_months_below_a_year_and_a_name_above_its_months(tmp_path: Path) -> None:
    figures = checked(tmp_path, ",2026,,2027,\nFigure,Nov,Dec,Jan,Feb\nNew ARR,1,2,3,4\n")
    assert figures.frame["start"].to_list() == [
        date(2026, 11, 1), date(2026, 12, 1), JANUARY, date(2027, 2, 1),
    ]  # fmt: skip
    spend = checked(tmp_path, "Campaign,Spend,\n,Oct 2026,Jan 2027\nFair,7,2\n")
    assert spend.frame.select("campaign", "start", "spend").rows() == [
        ("Fair", OCTOBER, 7),
        ("Fair", JANUARY, 2),
    ]


def test_a_sum_over_the_periods_is_not_counted_in_each(tmp_path: Path) -> None:
    text = "Campaign,Spend,Leads Oct 2026,Leads Jan 2027\nFair,99,7,2\n"
    result = checked(tmp_path, text)
    assert result.columns["Spend"] == "Spend"
    assert result.frame["leads"].to_list() == [7, 2]
    columns = {"Campaign": "campaign", "Spend": "spend", "Leads Oct 2026": "leads"}
    mapping = 'kind = "campaigns"\n[columns]\n' + "".join(
        f'"{name}" = "{field}"\n' for name, field in columns.items()
    )
    with pytest.raises(Problem, match="period-column-missing"):
        checked(tmp_path, text, mapping)


@pytest.mark.parametrize(
    ("above", "names"),
    [
        # Which year is meant nobody says: the names keep what is said, and are no fields.
        (",Q4,,Q1,", ["Q4 Leads", "Q4 MQLs", "Q1 Leads", "Q1 Wins"]),
        (",2026,,2027,", ["2026 Leads", "2026 MQLs", "2027 Leads", "2027 Wins"]),
        ("Report,Q4 2026,,,", ["Leads", "MQLs", "Leads (2)", "Wins"]),
    ],
)
def test_only_a_line_of_periods_is_a_first_line_of_names(
    tmp_path: Path, above: str, names: list[str]
) -> None:
    path = tmp_path / "campaigns.csv"
    path.write_text(f"{above}\nCampaign,Leads,MQLs,Leads,Wins\n{ROWS}", "utf-8")
    assert list(headers(read_here(path).sheets[0], 2)) == ["Campaign", *names]


@pytest.mark.parametrize("above", [",2026,,2027,", "Owner:,Anna,,Period:,Q4 2026"])
def test_years_above_columns_that_are_no_parts_of_them_say_nothing(
    tmp_path: Path, above: str
) -> None:
    path = tmp_path / "campaigns.csv"
    path.write_text(f"{above}\nCampaign,Leads,MQLs,Spend,Wins\n{ROWS}", "utf-8")
    names = list(headers(read_here(path).sheets[0], 2))
    assert names == ["Campaign", "Leads", "MQLs", "Spend", "Wins"]
