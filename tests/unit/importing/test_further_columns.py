"""Further columns read as numbers and dates, by the rules of the file that they stand in."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from alignment_desktop.frames import READ
from alignment_desktop.importing.cells import Cell
from alignment_desktop.importing.checking import Checked
from tests.unit.importing.checked_sheets import Percent, checked, told

IDS = 'kind = "leads"\nrecognise = false\n{rules}\n[columns]\nID = "lead_id"\n'


def sheet(rules: str, *cells: Cell, **others: Cell) -> Checked:
    """A sheet of leads with the further column X, and others that are the same in each row."""
    rows = [(f"L{at}", cell, *others.values()) for at, cell in enumerate(cells, start=1)]
    return checked(IDS.format(rules=rules), ("ID", "X", *others), *rows)


def days(result: Checked, name: str = "X") -> list[date | None]:
    found = result.frame.get_column(f"read:day:{name}", default=None)
    return [None] * result.frame.height if found is None else found.to_list()


def numbers(result: Checked, name: str = "X") -> list[float | None]:
    found = result.frame.get_column(f"read:number:{name}", default=None)
    return [None] * result.frame.height if found is None else found.to_list()


FIFTH, ELEVENTH = date(2026, 11, 5), date(2026, 5, 11)


def test_what_is_no_date_is_none_and_the_column_tells_the_order() -> None:
    result = sheet("", "abc", "31.10.2026", "05.11.2026", "")
    assert days(result) == [None, date(2026, 10, 31), FIFTH, None]
    assert result.frame["own:X"].to_list() == ["abc", "31.10.2026", "05.11.2026", None]
    assert len(result.warnings) == len(result.problems) == 0


@pytest.mark.parametrize(
    ("rules", "text", "day"),
    [
        ('dates = "day first"', "05.11.2026", FIFTH),
        ('dates = "month first"', "05/11/2026", ELEVENTH),
        ('dates = "month first"', "05/11/26 14:30", ELEVENTH),
        ('dates = "year first"', "26-11-05", FIFTH),
        ('dates = "year first"', "2026-11-05 10:00", FIFTH),
        ("", "5. November 2026", FIFTH),
        ("", "Thu, 5 Nov 2026", FIFTH),
        ("", "5 août 2026", date(2026, 8, 5)),
        ("", "20261105", FIFTH),
        ("", "2026-11-05T23:30:00Z", date(2026, 11, 6)),
        ('timezone = "America/New_York"', "2026-11-05T02:30:00Z", date(2026, 11, 4)),
    ],
)
def test_a_date_is_read_by_the_rules_of_its_file(rules: str, text: str, day: date) -> None:
    assert days(sheet(rules, text)) == [day]


def test_a_year_that_stands_last_is_read_whatever_comes_first_elsewhere() -> None:
    assert days(sheet('dates = "year first"', "2026-01-02", "05.11.2026", "31.10.2026")) == [
        date(2026, 1, 2),
        FIFTH,
        date(2026, 10, 31),
    ]
    unclear = sheet('dates = "year first"', "05.11.2026")
    assert days(unclear) == [None]
    assert told(unclear.warnings) == [(2, "X", "further-dates-unclear", "none")]


def test_where_two_readings_fit_the_rest_of_the_file_decides_else_a_warning_tells_it() -> None:
    assert days(sheet("", "05.11.2026", Signed="31.10.2026")) == [FIFTH]
    mapped = checked(
        IDS.format(rules="") + 'Seen = "created_at"', ("ID", "Seen", "X"),
        ("L1", "10/31/2026", "05/11/2026"),
    )  # fmt: skip
    assert days(mapped) == [ELEVENTH]
    unclear = sheet("", "", "05.11.2026", "2026-11-05")
    assert days(unclear) == [None, None, FIFTH]
    assert told(unclear.warnings) == [(3, "X", "further-dates-unclear", "none")]
    assert unclear.warnings[0].facts["value"] == "05.11.2026"


def test_moments_keep_their_instant_and_a_day_is_its_first() -> None:
    result = sheet("", date(2026, 11, 5), "16.11.2026 09:30", datetime(2026, 11, 7, 8))
    assert result.frame["read:moment:X"].to_list() == [
        datetime(2026, 11, 4, 23, tzinfo=UTC),
        datetime(2026, 11, 16, 8, 30, tzinfo=UTC),
        datetime(2026, 11, 7, 7, tzinfo=UTC),
    ]


def test_a_number_is_a_date_only_among_dates() -> None:
    assert days(sheet("", 46_331, "5.11.2026", "31.10.2026"))[0] == FIFTH
    for cells in ((46_331, 46_332), ("46331",), ("20261105", "7"), ("many",), (True,)):
        assert days(sheet("", *cells)) == [None] * len(cells)


@pytest.mark.parametrize(
    ("rules", "text", "number"),
    [
        ('decimal = ","', "1.234", 1234.0),
        ('decimal = "."', "1,234", 1234.0),
        ("", "1.234,50 €", 1234.5),
        ("", "1,234.50", 1234.5),
        ("", "12,5", 12.5),
        ("", "99,9 %", 0.999),
        ("", "0,00001 %", 1e-7),
        ("", "1 234,5", 1234.5),
        ("", "(12,5)", -12.5),
        ("", "12 Main St", None),
    ],
)
def test_a_number_is_read_by_the_rules_of_its_file(
    rules: str, text: str, number: float | None
) -> None:
    assert numbers(sheet(rules, text, "1,5" if rules.endswith('","') else "7"))[0] == number


def test_numbers_that_fit_two_readings_are_none_and_told_unless_the_file_decides() -> None:
    assert numbers(sheet("", "1.234", "1,5")) == [1234.0, 1.5]
    assert numbers(sheet("", "1.234", Size="1,5"))[0] == 1234.0
    unclear = sheet("", "few", "1.234", 1.234, "7")
    assert numbers(unclear) == [None, None, 1.234, 7.0]
    assert told(unclear.warnings) == [(3, "X", "further-numbers-unclear", "none")]
    both = sheet("", "1.5", "1,5", "1.234")
    assert numbers(both) == [1.5, 1.5, None]


def test_what_texts_tell_by_themselves_is_not_kept_twice() -> None:
    result = sheet("", "7", "-3", "25%", "", "few", Share=Percent(0.25), Size=1.5, Note="hello")
    assert [name for name in result.frame.columns if name.startswith(READ)] == []


def test_rows_that_are_settled_keep_what_they_mean() -> None:
    result = checked(
        IDS.format(rules='repeats = "last by At"'), ("ID", "At", "X"),
        ("L1", "2026-01-02", "5,5"), ("L1", "2026-01-01", "7,5"), ("L1", "2026-01-02", "5,5"),
    )  # fmt: skip
    assert (result.frame.height, numbers(result)) == (1, [5.5])


def test_activities_have_no_conditions_and_nothing_is_kept_beside_them() -> None:
    result = checked(
        'kind = "activities"\n[columns]\nID = "lead_id"\nAt = "at"', ("ID", "At", "X"),
        ("L1", "2026-11-05", "31.10.2026"),
    )  # fmt: skip
    assert isinstance(result.frame, pl.DataFrame)
    assert not [name for name in result.frame.columns if name.startswith(READ)]
