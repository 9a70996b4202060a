from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given

from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.problems import Problem
from tests.agreements import conditions


@given(conditions())
def test_a_condition_written_down_reads_back_the_same(table: dict[str, Any]) -> None:
    condition = Condition.from_mapping(table)
    assert Condition.from_mapping(condition.to_mapping()) == condition


def test_whole_numbers_and_dates_have_one_spelling() -> None:
    whole = Condition.from_mapping({"field": " employees ", "op": ">=", "value": 1000.0})
    assert whole == Condition("employees", ">=", (1000,))
    assert isinstance(whole.values[0], int)
    day = {"field": "since", "op": "is", "value": date(2026, 10, 1)}
    assert Condition.from_mapping(day).values == ("2026-10-01",)
    moment = {"field": "at", "op": "<", "value": datetime(2026, 10, 1, 9, tzinfo=UTC)}
    assert Condition.from_mapping(moment).values == ("2026-10-01T09:00:00+00:00",)
    flag = {"field": "campaign.priority", "op": "is", "value": True}
    assert Condition.from_mapping(flag).values == (True,)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("grade is A", "condition-not-a-table"),
        ({"field": "a", "op": "is", "valeu": 1}, "unknown-field"),
        ({"op": "is", "value": 1}, "missing-field"),
        ({"field": " ", "op": "is", "value": 1}, "missing-field"),
        ({"field": 1, "op": "is", "value": 1}, "missing-field"),
        ({"field": "a", "value": 1}, "unknown-word"),
        ({"field": "a", "op": ["is"], "value": 1}, "unknown-word"),
        ({"field": "a", "op": "IS", "value": 1}, "unknown-word"),
        ({"field": "a", "op": "is"}, "condition-value"),
        ({"field": "a", "op": "is", "value": ["x"]}, "condition-value"),
        ({"field": "a", "op": "is", "value": time(9)}, "condition-value"),
        ({"field": "a", "op": "is blank", "value": 1}, "condition-value"),
        ({"field": "a", "op": "in", "value": "x"}, "condition-value"),
        ({"field": "a", "op": "in", "value": [["x"]]}, "condition-value"),
        ({"field": "a", "op": "between", "value": [1]}, "condition-value"),
        ({"field": "a", "op": "between", "value": 1}, "condition-value"),
        ({"field": "a", "op": "is", "value": float("nan")}, "not-a-number"),
        ({"field": "a", "op": "is", "value": float("inf")}, "not-a-number"),
        ({"field": "a", "op": "is", "value": 10**400}, "number-too-large"),
        ({"field": "a", "op": "is", "value": -(2**53) - 1}, "number-too-large"),
        ({"field": "a", "op": "is", "value": "\0"}, "unreadable-text"),
        ({"field": "a\x07", "op": "is", "value": 1}, "unreadable-text"),
    ],
)
def test_a_wrong_condition_is_refused(table: object, code: str) -> None:
    with pytest.raises(Problem) as caught:
        Condition.from_mapping(table)
    assert caught.value.code == code
