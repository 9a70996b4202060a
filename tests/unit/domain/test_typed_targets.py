"""Targets as people type them: signs and units that go without saying, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alignment_desktop.domain.measures import MEASURES, RATIO
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.typed_targets import TargetField


def _field(
    measure: str = "", standing: str = "", *, field: str = "", business: bool = False
) -> TargetField:
    target = Target.parse(standing) if standing else None
    return TargetField(target, MEASURES.get(measure), field, business)


def _taken(asked: TargetField, op: str, number: str, unit: str) -> Target:
    op, unit = asked.completed(op, Decimal(number), unit)
    return Target.parse(f"{op} {number} {unit}")


@pytest.mark.parametrize(
    ("measure", "standing", "typed", "taken"),
    [
        ("share", ">= 95 %", ("", "85", ""), ">= 85 %"),
        ("share", ">= 95 %", ("<=", "85", ""), "<= 85 %"),
        ("share", ">= 95 %", ("", "0.9", ""), ">= 0.9"),
        ("share", "", ("", "85", ""), ">= 85 %"),
        ("share", "", ("", "0.9", ""), ">= 0.9"),
        ("within", "", ("", "100", "%"), ">= 100 %"),
        ("median", "", ("", "20", "days"), "<= 20 days"),
        ("median", ">= 2 hours", ("", "20", "days"), ">= 20 days"),
        ("p90", "<= 20 days", ("", "30", ""), "<= 30 days"),
        ("count", "", ("", "400", ""), ">= 400"),
        ("count", "<= 400", ("", "450", ""), "<= 450"),
        ("sum", ">= 2100000 EUR", ("", "2400000", ""), ">= 2400000 EUR"),
        ("", "", ("", "20", "days"), "<= 20 days"),
        ("", "", ("", "20", ""), ">= 20"),
        ("", ">= 400", ("", "20", "Days"), "<= 20 days"),
        ("", "<= 400", ("", "450", "EUR"), "<= 450 EUR"),
    ],
)
def test_what_is_left_out_is_what_stands_or_what_is_usual(
    measure: str, standing: str, typed: tuple[str, str, str], taken: str
) -> None:
    assert _taken(_field(measure, standing), *typed) == Target.parse(taken)


@pytest.mark.parametrize(
    ("measure", "field", "op"),
    [
        ("sum", "spend", "<="),
        ("sum", "revenue", ">="),
        ("ratio", "cost", "<="),
        ("ratio", "mqls", ">="),
        ("filled", "cost", ">="),
        ("figure", "", ">="),
        ("p90", "", "<="),
    ],
)
def test_costs_and_durations_are_to_be_at_most(measure: str, field: str, op: str) -> None:
    assert _field(measure, field=field).usual_op() == op
    assert TargetField(None, RATIO.over("campaigns"), "spend").usual_op() == "<="


@pytest.mark.parametrize(
    ("measure", "standing", "typed", "code"),
    [
        ("share", "", ">= 150 %", "target-above-whole"),
        ("within", ">= 95 %", "<= 101 %", "target-above-whole"),
        ("share", "", ">= 20 days", "target-not-a-share"),
        ("count", "", ">= 150 %", "target-not-a-count"),
        ("sum", "", ">= 20 days", "target-not-an-amount"),
        ("median", "", "<= 20 %", "target-not-a-time"),
        ("median", "", "<= 20", "target-needs-unit"),
        ("median", "<= 20 days", "<= 20", "target-needs-unit"),
    ],
)
def test_what_nobody_means_is_refused(measure: str, standing: str, typed: str, code: str) -> None:
    with pytest.raises(Problem) as told:
        _field(measure, standing).require_sense(Target.parse(typed))
    assert told.value.code == code


def test_where_open_hours_count_a_unit_of_theirs_is_asked_for() -> None:
    with pytest.raises(Problem) as told:
        _field("median", business=True).require_sense(Target.parse("<= 20"))
    assert told.value.code == "target-needs-open-hours"


@pytest.mark.parametrize(
    ("measure", "standing", "typed"),
    [
        ("share", "", ">= 100 %"),
        ("share", "", ">= 0.9"),
        ("count", "", ">= 400"),
        ("median", "", "<= 20 days"),
        ("median", "<= 7200", "<= 3600"),
        ("figure", "", ">= 150 %"),
        ("", "", ">= 150 %"),
    ],
)
def test_what_makes_sense_is_taken(measure: str, standing: str, typed: str) -> None:
    _field(measure, standing).require_sense(Target.parse(typed))
