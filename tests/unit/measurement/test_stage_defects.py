"""Leads that entered a stage without meeting its conditions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.stage_defects import StageDefects, stage_defects
from tests.measuring import TOUCH, Row, agreement, asked, at

ENTRY = "entered.mql"


def with_stages(*stages: Row) -> Agreement:
    whole = agreement(TOUCH | {"limit": "2 days"})
    clauses = {("stage", each["key"]): read_clause("stage", each) for each in stages}
    return replace(whole, clauses={**whole.clauses, **clauses})


def defects(leads: list[Row], *stages: Row, as_of: str = "2027-01-04") -> list[StageDefects]:
    request = asked(TOUCH | {"limit": "2 days"}, leads=leads, as_of=as_of)
    return stage_defects(Workbench(request), with_stages(*stages))


def condition(field: str, *values: str) -> Row:
    return {"field": field, "op": "in", "value": list(values)}


def test_leads_that_entered_in_the_agreement_s_period_are_held_against_its_conditions() -> None:
    leads: list[Row] = [
        {"created_at": at(10, 5), ENTRY: at(10, 6), "grade": "A", "region": "EMEA"},
        {"created_at": at(10, 5), ENTRY: at(10, 6), "grade": "B", "region": None},
        {"created_at": at(10, 5), ENTRY: at(12, 31), "grade": "D", "region": "EMEA"},
        {"created_at": at(10, 5), ENTRY: at(9, 30), "grade": "D", "region": "EMEA"},
        {"created_at": at(10, 5), ENTRY: None, "grade": "D", "region": "EMEA"},
        # The next year has begun in Berlin.
        {"created_at": at(10, 5), ENTRY: at(12, 31, 23), "grade": "D", "region": "EMEA"},
    ]
    graded = {"key": "mql", "where": [condition("grade", "A", "B")]}
    assert defects(leads, graded) == [StageDefects("mql", 3, 1)]
    either = graded | {"any": [[condition("region", "EMEA")], [condition("region", "APAC")]]}
    assert defects(leads, either) == [StageDefects("mql", 3, 2)]
    assert defects(leads, graded, as_of="2026-11-01") == [StageDefects("mql", 2, 0)]


@pytest.mark.parametrize(
    "stage",
    [
        {"key": "mql"},
        {"key": "sal", "where": [condition("grade", "A")]},
        {"key": "mql", "where": [condition("Job title", "Student")]},
    ],
)
def test_a_stage_of_which_nothing_is_known_is_left_out(stage: Row) -> None:
    leads = [{"created_at": at(10, 5), ENTRY: at(10, 6), "grade": "A"}]
    assert defects(leads, stage) == []


@pytest.mark.parametrize(
    ("entered", "found", "remarkable"),
    [(49, 5, True), (50, 5, False), (10, 4, False), (1_000, 101, True), (5, 5, True)],
)
def test_more_than_a_tenth_and_at_least_five_are_remarkable(
    entered: int, found: int, remarkable: bool
) -> None:
    assert StageDefects("mql", entered, found).is_remarkable is remarkable
