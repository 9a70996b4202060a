"""Sheets of campaigns and of figures: each row has its period, each number its unit."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from datetime import date, datetime

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.mapping import parse_mapping
from tests.unit.importing.checked_sheets import Percent, WithSign, checked, told

CAMPAIGNS = 'kind = "campaigns"\n[columns]\nName = "campaign"\nSpend = "spend"\n'


def test_a_mapping_gives_the_columns_of_months_to_fields_of_campaigns() -> None:
    mapping = """kind = "campaigns"
[columns]
"Name" = "campaign"
"2026-10" = "spend"
"2026-10 (2)" = "clicks"
"2026-11" = "spend"
"""
    names = ("Name", "2026-10", "2026-10", "2026-11")
    result = checked(mapping, names, ("A", "5", "50", "6"), ("B", "", "9", ""))
    assert result.frame.select("campaign", "start", "spend", "clicks").rows() == [
        ("A", date(2026, 10, 1), 5.0, 50.0),
        ("B", date(2026, 10, 1), None, 9.0),
        ("A", date(2026, 11, 1), 6.0, None),
    ]
    for wrong in (mapping.replace("campaigns", "leads"), mapping.replace('"2026-11"', '"Later"')):
        with pytest.raises(Problem, match=r"mapping-(two-columns|unknown-field)"):
            parse_mapping(wrong)


def test_two_columns_of_one_month_for_one_field_are_refused() -> None:
    columns = '"KPI" = "figure"\n"2026-10" = "value"\n"2026-10 (2)" = "value"\n'
    with pytest.raises(Problem, match="mapping-two-columns"):
        checked(
            f'kind = "figures"\n[columns]\n{columns}',
            ("KPI", "2026-10", "2026-10"),
            ("A", "5", "6"),
        )


def test_a_campaign_row_has_a_period() -> None:
    result = checked(
        CAMPAIGNS + 'Month = "period"',
        ("Name", "Month", "Spend"),
        ("A", "2026-10", "5"),
        ("A", "Nov 2026", "6"),
        ("B", "", "7"),
        ("C", datetime(2026, 10, 1), "8"),
    )
    assert result.frame.select("campaign", "start", "end").rows() == [
        ("A", date(2026, 10, 1), date(2026, 10, 31)),
        ("A", date(2026, 11, 1), date(2026, 11, 30)),
        ("C", date(2026, 10, 1), date(2026, 10, 31)),
    ]
    assert told(result.problems) == [(4, "Month", "no-period", "row")]


def test_campaigns_without_any_period_are_refused() -> None:
    with pytest.raises(Problem, match="period-column-missing"):
        checked(CAMPAIGNS, ("Name", "Spend"), ("A", "5"))


def test_figures_need_no_unit() -> None:
    result = checked(
        'kind = "figures"\n[columns]\nFigure = "figure"\nPeriod = "period"\nValue = "value"',
        ("Figure", "Period", "Value"),
        ("a", "2026-10", "95 %"),
        ("b", "2026-10", "95"),
    )
    assert result.frame["value"].to_list() == [0.95, 95]


def test_figures_in_per_cent_are_divided_by_a_hundred() -> None:
    result = checked(
        'kind = "figures"\n[columns]\nFigure = "figure"\nPeriod = "period"\nValue = "value"\n'
        'Unit = "unit"',
        ("Figure", "Period", "Value", "Unit"),
        ("a", "2026-10", "95 %", ""),
        ("b", "2026-10", 95.0, "%"),
        ("c", "2026-10", "95%", "%"),
        ("d", "2026-10", 95.0, "EUR"),
        ("e", "2026-10", Percent(0.95), "%"),
        ("f", "2026-10", Percent(0.95), ""),
        ("g", "2026-10", WithSign(95.0), "pour cent"),
        ("h", "2026-10", "(5%)", "%"),
    )
    assert result.frame["value"].to_list() == [0.95, 0.95, 0.95, 95, 0.95, 0.95, 0.95, -0.05]
