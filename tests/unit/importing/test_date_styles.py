"""A column whose dates are written in two orders."""

from __future__ import annotations

from datetime import date

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.dates import DateOrder
from tests.unit.importing.checked_sheets import LEADS, checked, told


def test_dates_whose_sign_tells_another_order_are_turned_and_told() -> None:
    days = [
        "27/01/2026",
        "03/02/2026",
        "08-29-2026",
        "03-02-2026",
        "2026-12-05",
        "x-y",
        "28/01/2026",
    ]
    rows = [[f"L{number}", day, day] for number, day in enumerate(days)]
    mapping = LEADS + 'Day = "created_at"\n'
    result = checked(mapping, ["ID", "Day", "Kept"], *rows)
    read = [date(2026, 1, 27), date(2026, 2, 3), date(2026, 8, 29), date(2026, 3, 2)]
    assert result.frame["created_at.day"].to_list() == [
        *read,
        date(2026, 12, 5),
        None,
        date(2026, 1, 28),
    ]
    assert result.frame["read:day:Kept"].to_list() == [
        *read,
        date(2026, 12, 5),
        None,
        date(2026, 1, 28),
    ]
    assert told(result.warnings) == [(4, "Day", "dates-two-orders", "none")]
    assert (result.warnings[0].facts["value"], result.warnings[0].facts["rows"]) == (days[2], "2")
    assert told(result.problems) == [(7, "Day", "unreadable-date", "cell")]
    assert result.dates is None  # one order would misread next month's file

    stated = checked(f'dates = "day first"\n{mapping}', ["ID", "Day", "Kept"], *rows[:4])
    assert stated.frame["created_at.day"].to_list() == [*read[:2], None, date(2026, 2, 3)]
    assert told(stated.warnings) == [(4, "Day", "dates-contradict", "none")]
    assert stated.as_read.dates is DateOrder.DAY


def test_dates_of_one_sign_that_contradict_one_another_are_told() -> None:
    days = ["12/31/2026", "10/13/2026", "10/14/2026 09:00", "04/05/2026", "07/07/2026"]
    rows = [[f"L{number}", day] for number, day in enumerate([*days, "31/12/2026"])]
    result = checked(LEADS + 'Day = "created_at"\n', ["ID", "Day"], *rows)
    assert result.frame["created_at.day"].to_list()[3:] == [
        date(2026, 4, 5),
        date(2026, 7, 7),
        None,
    ]
    assert told(result.warnings) == [(7, "Day", "dates-contradict", "none")]
    assert result.warnings[0].facts["rows"] == "1"
    none_in_doubt = checked(LEADS + 'Day = "created_at"\n', ["ID", "Day"], *rows[:3], rows[5])
    assert told(none_in_doubt.warnings) == []


def test_a_table_of_names_with_a_blank_row_is_said_to_have_no_rows() -> None:
    with pytest.raises(Problem, match="sheet-without-rows"):
        checked(LEADS, ["ID", "Total"], ["", ""])
