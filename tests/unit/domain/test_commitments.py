from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import write_fields
from alignment_desktop.domain.measures import MEASURES, each_measure
from alignment_desktop.domain.problems import Problem
from tests.agreements import commitments

CONDITION = {"field": "grade", "op": "is", "value": "A"}
EXAMPLES: dict[str, dict[str, Any]] = {
    "count": {"from": "created_at", "target": ">= 1"},
    "sum": {"from": "created_at", "field": "lead_value", "target": ">= 1 EUR"},
    "share": {"from": "created_at", "of": [CONDITION], "target": ">= 1 %"},
    "within": {
        "from": "handed_over_at", "to": "first_touch_at", "limit": "1 hour", "target": ">= 0.9",
    },
    "attempts": {"from": "handed_over_at", "limit": "3 days", "times": 4, "target": ">= 90 %"},
    "median": {"from": "created_at", "to": "closed_at", "target": "<= 20 days"},
    "p90": {"from": "created_at", "to": "entered.sal-2", "target": "<= 2 hours", "business": True},
    "filled": {"from": "created_at", "field": "email", "target": ">= 90 %"},
    "ratio": {"field": "revenue", "per": "spend", "table": "campaigns", "target": ">= 3"},
    "figure": {"figure": "NPS", "target": ">= 40"},
}  # fmt: skip


def commitment(measure: str, **changes: Any) -> Commitment:
    table = {"key": "c", "measure": measure, **EXAMPLES[measure], **changes}
    return Commitment.from_mapping({name: v for name, v in table.items() if v is not None})


def refused(measure: str, **changes: Any) -> tuple[str, object]:
    with pytest.raises(Problem) as caught:
        commitment(measure, **changes)
    return caught.value.code, caught.value.facts["field"]


@given(st.data(), st.sampled_from(sorted(MEASURES)))
def test_a_commitment_written_down_reads_back_the_same(data: st.DataObject, measure: str) -> None:
    one = Commitment.from_mapping(data.draw(commitments(measure)))
    assert Commitment.from_mapping(write_fields(one)) == one


@pytest.mark.parametrize(
    ("measure", "table", "key"),
    [(each.name, each.table, key) for each in each_measure() for key in each.needs],
)
def test_a_measure_is_refused_without_a_key_that_it_needs(
    measure: str, table: str, key: str
) -> None:
    given = EXAMPLES[measure] | {name: None for name in ("table",) if not table}
    if "from" in MEASURES[measure].over(table).needs:
        given = {"from": "created_at"} | given
    assert refused(measure, **given | {key: None}) == ("measure-needs", key)


@pytest.mark.parametrize(
    ("measure", "key", "empty"),
    [("sum", "field", ""), ("share", "of", []), ("figure", "figure", "")],
)
def test_a_needed_key_without_content_counts_as_missing(
    measure: str, key: str, empty: object
) -> None:
    assert refused(measure, **{key: empty}) == ("measure-needs", key)


def test_a_ratio_of_leads_needs_to_know_which_leads() -> None:
    assert refused("ratio", table="leads") == ("measure-needs", "from")
    assert commitment("ratio", table=None, **{"from": "closed_at"}).table == "leads"


@pytest.mark.parametrize(
    ("measure", "target", "code"),
    [
        ("within", ">= 95", "target-not-a-share"),
        ("filled", ">= 5 EUR", "target-not-a-share"),
        ("median", ">= 5 %", "target-not-a-time"),
        ("p90", "<= 2 days", "target-not-a-time"),
        ("count", ">= 5 %", "target-not-a-count"),
        ("count", ">= 5 EUR", "target-not-a-count"),
        ("sum", ">= 5 days", "target-not-an-amount"),
        ("ratio", ">= 5 hours", "target-not-an-amount"),
    ],
)
def test_a_target_must_fit_its_measure(measure: str, target: str, code: str) -> None:
    assert refused(measure, target=target) == (code, "target")
    assert refused(measure, every="month", targets={"2026-10": target}) == (
        code,
        "targets.2026-10",
    )


def test_a_target_of_a_period_goes_before_the_general_one() -> None:
    one = commitment("within", every="month", targets={"2026-12": ">= 0.8"})
    assert str(one.target_of("2026-12")) == ">= 80 %"
    assert str(one.target_of("2026-11")) == ">= 90 %"


@pytest.mark.parametrize(
    ("every", "label", "code"),
    [
        ("month", "2026-13", "unreadable-period"),
        ("month", "2026-W40", "period-of-other-length"),
        ("week", "2026-10", "period-of-other-length"),
        ("quarter", "2026-10", "period-of-other-length"),
    ],
)
def test_the_label_of_a_target_must_name_a_period_of_that_length(
    every: str, label: str, code: str
) -> None:
    assert refused("count", every=every, targets={label: ">= 1"}) == (code, f"targets.{label}")


def test_a_whole_period_may_be_called_anything() -> None:
    assert commitment("count", targets={"Autumn": ">= 2"}).target_of("Autumn").value == 2
    assert commitment("count", every="quarter", targets={"FY27 Q1": ">= 2"}).every == "quarter"


def test_measures_know_whether_they_count_keeps_and_run_clocks() -> None:
    measures = {name: commitment(name).measured_by for name in MEASURES}
    assert [name for name, one in measures.items() if one.is_share] == [
        "share", "within", "attempts", "filled",
    ]  # fmt: skip
    assert [name for name, one in measures.items() if one.has_clock] == ["within", "attempts"]


@pytest.mark.parametrize("event", ["", "grade", "entered.", "entered.MQL", "closed_at ", 1, None])
def test_only_an_event_can_start_a_clock(event: object) -> None:
    with pytest.raises(Problem) as caught:
        Commitment.from_mapping({"key": "c", "measure": "count", "from": event, "target": ">= 1"})
    assert (caught.value.code, caught.value.facts["field"]) == ("not-an-event", "from")
