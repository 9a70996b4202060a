"""What the contract says of each measure, held against the catalogue."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.measures import (
    MEASURES,
    Counted,
    Measure,
    Pooling,
    ValueKind,
    each_measure,
    keys_of_measures,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target

KEYS = {
    "count": "from",
    "sum": "from field",
    "share": "from of settle?",
    "within": "from to limit pause? calendar_by? parts?",
    "attempts": "from limit times activity? pause? calendar_by?",
    "median": "from to business? pause? calendar_by? parts?",
    "p90": "from to business? pause? calendar_by? parts?",
    "filled": "from field",
    "ratio": "from field per table?",
    "ratio-campaigns": "field per table?",
    "figure": "figure supplier? unit?",
}


def those(**facts: object) -> set[str]:
    """The codes of the measures of which all these facts hold."""
    return {
        one.code
        for one in each_measure()
        if all(getattr(one, name) == fact for name, fact in facts.items())
    }


@pytest.mark.parametrize("one", each_measure(), ids=lambda one: one.code)
def test_a_measure_takes_the_keys_of_the_contract(one: Measure) -> None:
    assert " ".join([*one.needs, *(f"{key}?" for key in one.optional)]) == KEYS[one.code]
    conditions = () if one.code == "figure" else ("where", "any")
    assert one.takes == (*one.needs, *one.optional, *conditions)


def test_measures_are_offered_in_one_order_and_name_each_key_once() -> None:
    assert list(MEASURES) == [code for code in KEYS if code != "ratio-campaigns"]
    assert len(set(keys_of_measures())) == len(keys_of_measures())
    assert set(keys_of_measures()) == {key for one in each_measure() for key in one.takes}


def test_the_measure_of_a_name_may_be_another_one_for_each_table() -> None:
    ratio = MEASURES["ratio"]
    assert (ratio.over("leads"), ratio.over("campaigns").code) == (ratio, "ratio-campaigns")
    assert MEASURES["count"].over("campaigns") is MEASURES["count"]


def test_kinds_of_value_are_those_of_the_contract() -> None:
    assert those(value=ValueKind.SHARE) == {"share", "within", "attempts", "filled"}
    assert those(value=ValueKind.DURATION) == {"median", "p90"}
    assert those(value=ValueKind.COUNT) == {"count"}
    assert those(value=ValueKind.AMOUNT) == {"sum", "ratio", "ratio-campaigns"}
    assert {kind for kind in ValueKind if not kind.is_never_negative} == {
        ValueKind.AMOUNT, ValueKind.STATED,
    }  # fmt: skip


def test_clocks_waiting_and_pooling_are_those_of_the_contract() -> None:
    assert those(has_clock=True) == {"within", "attempts"}
    assert those(has_clock=True, takes_time=True) == {"within"}
    assert those(takes_time=True) == {"within", "median", "p90"}
    assert those(waits_for_its_end=True) == {"count", "sum", "ratio", "ratio-campaigns", "figure"}
    assert those(pooling=Pooling.ADDED) == {"count", "sum"}
    assert those(pooling=Pooling.NEVER) == {"figure"}
    assert those(counted=Counted.CAMPAIGNS) == {"ratio-campaigns"}
    assert those(counts_leads=False) == {"ratio-campaigns", "figure"}


@pytest.mark.parametrize(
    ("measure", "text"),
    [("median", "<= 20 hours"), ("count", ">= 400"), ("sum", ">= 2100000 EUR"), ("sum", ">= 3")],
)
def test_a_target_of_the_measures_own_unit_is_taken_as_it_is(measure: str, text: str) -> None:
    target = Target.parse(text)
    assert MEASURES[measure].fitting(target, business=False) == target


@pytest.mark.parametrize(
    ("measure", "text", "code"),
    [
        ("median", ">= 5 %", "target-not-a-time"),
        ("count", ">= 400 EUR", "target-not-a-count"),
        ("sum", "<= 20 hours", "target-not-an-amount"),
        ("share", "<= 20 hours", "target-not-a-share"),
    ],
)
def test_a_target_of_another_unit_says_nothing_of_a_measure(
    measure: str, text: str, code: str
) -> None:
    with pytest.raises(Problem) as trouble:
        MEASURES[measure].fitting(Target.parse(text), business=False)
    assert trouble.value.code == code
