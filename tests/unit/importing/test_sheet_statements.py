"""What a sheet states beside its cells is followed or told: zones, thousands, names given twice."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from alignment_desktop.importing.checking import Checked
from alignment_desktop.importing.stated_zones import other_zone
from tests.unit.importing.checked_sheets import checked

DAY = "2026-10-13"
TIME = f"{DAY} 09:00"


def of_column(name: str, cell: str = TIME, *above: str, field: str = "created_at") -> Checked:
    mapping = f'kind = "leads"\n[columns]\nID = "lead_id"\n"{name}" = "{field}"\n'
    lines = [[text, ""] for text in above]
    return checked(mapping, *lines, ["ID", name], ["L1", cell])


def told(result: Checked) -> list[tuple[str, str]]:
    return [(each.code, each.facts["found"]) for each in result.warnings]


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("Created (UTC)", 9),
        ("created_at_gmt", 9),
        ("Created (UTC+02:00)", 7),
        ("Created (GMT-5)", 14),
        ("Created (UTC+05:30)", 7),
        ("Created (UTC+20)", 7),
        ("UTC offset of creation", 7),
        ("Created", 7),
    ],
)
def test_times_are_of_the_zone_that_their_column_is_called_by(name: str, hour: int) -> None:
    result = of_column(name)
    assert result.frame["created_at"].to_list() == [datetime(2026, 10, 13, hour, tzinfo=UTC)]
    assert told(result) == []


def test_days_without_a_time_stay_days_of_the_file_and_a_stated_zone_decides() -> None:
    of_day = of_column("Created (UTC)", DAY).frame["created_at"].to_list()
    assert of_day == [datetime(2026, 10, 12, 22, tzinfo=UTC)]
    mapping = 'timezone = "Asia/Tokyo"\n[columns]\nID = "lead_id"\n"Created (UTC)" = "created_at"\n'
    result = checked(mapping, ["ID", "Created (UTC)"], ["L1", TIME])
    assert result.frame["created_at"].to_list() == [datetime(2026, 10, 13, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("name", "above", "warnings"),
    [
        ("Created (PST)", [], [("zone-in-header", "PST")]),
        ("Created (CET)", [], []),
        ("Created", ["Time zone: America/New_York"], [("zone-above", "America/New_York")]),
        ("Created", ["Report", "Zeitzone: Europe/Berlin"], []),
        ("Created", ["Time zone: "], []),
    ],
)
def test_another_zone_that_the_file_states_is_told(
    name: str, above: list[str], warnings: list[tuple[str, str]]
) -> None:
    assert told(of_column(name, TIME, *above)) == warnings
    assert told(of_column(name, DAY, *above)) == []


@pytest.mark.parametrize(
    ("name", "zone", "other"),
    [
        ("Created (BST)", "Europe/London", ""),
        ("Created (CEST)", "Europe/Berlin", ""),
        ("Created AEST", "Australia/Sydney", ""),
        ("Created (EDT)", "America/New_York", ""),
        ("Created (BST)", "Europe/Berlin", "BST"),
        ("Created (EST)", "Australia/Sydney", "EST"),
    ],
)
def test_summer_time_of_either_half_of_the_earth_is_no_other_zone(
    name: str, zone: str, other: str
) -> None:
    assert other_zone(name, ZoneInfo(zone)) == other


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("All amounts in thousands of EUR", "in thousands"),
        ("Beträge in TEUR", "TEUR"),
        ("Montants en milliers d'euros", "en milliers"),
        ("Amounts in EUR", None),
        ("A thousand leads", None),
    ],
)
def test_thousands_that_the_file_speaks_of_are_told(text: str, found: str | None) -> None:
    result = of_column("Amount", "12", text, field="amount")
    assert result.frame["amount"].to_list() == [12]
    assert told(result) == ([("scale-above", found)] if found else [])
    assert told(of_column("Source", "12", text, field="source")) == []


def test_a_name_that_is_given_twice_is_told_where_the_columns_differ() -> None:
    mapping = 'kind = "leads"\n[columns]\nID = "lead_id"\nDate = "created_at"\n'
    twins = ["ID", "Date", "Date"]
    result = checked(mapping, twins, ["L1", DAY, "2026-10-14"])
    assert [(each.code, each.facts["other"]) for each in result.warnings] == [
        ("name-given-twice", "Date (2)")
    ]
    assert not checked(mapping, twins, ["L1", DAY, DAY]).warnings


def test_rows_in_several_currencies_are_told_where_none_is_stated() -> None:
    mapping = 'kind = "leads"\n[columns]\nID = "lead_id"\nAmount = "amount"\n'
    names = ["ID", "Amount", "Currency"]
    stated = checked(mapping, names, ["L1", "5", "EUR"], ["L2", "6", "USD"])
    assert told(stated) == [("rows-of-other-currency", "USD")]
