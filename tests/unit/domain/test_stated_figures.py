"""Figures that a spreadsheet states: who reports them, and what they are written with."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.consistency import unused_fields
from alignment_desktop.domain.fields import write_fields
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from tests.measuring import agreement

COVERAGE: dict[str, object] = {
    "key": "coverage",
    "measure": "figure",
    "figure": "Coverage",
    "target": ">= 3",
    "targets": {"FY27 Q1": "<= 4"},
    "every": "quarter",
}
KNOWN: dict[str, object] = {**COVERAGE, "supplier": "ops", "unit": " × "}


def test_a_supplier_and_a_unit_are_kept_as_they_are_written() -> None:
    one = Commitment.from_mapping(KNOWN)
    assert (one.supplier, one.unit) == ("ops", "×")
    assert [one.target.word, one.targets[0][1].word] == ["×", "×"]
    assert write_fields(one) == {**KNOWN, "unit": "×"}


def test_what_a_target_asks_for_is_the_same_whatever_its_figure_is_written_with() -> None:
    one = Commitment.from_mapping(KNOWN)
    assert one.target == Target.parse(">= 3")
    assert hash(one.target) == hash(Target.parse(">= 3"))
    assert str(one.target) == ">= 3"


def test_a_commitment_without_them_says_nothing_of_them() -> None:
    one = Commitment.from_mapping({**COVERAGE, "unit": ""})
    assert (one.supplier, one.unit, one.target.word) == ("", "", "")
    assert write_fields(one) == COVERAGE


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("%", "unit-of-targets"),
        ("days", "unit-of-targets"),
        ("EUR", "unit-of-targets"),
        ("3x", "not-a-unit"),
        ("a\nb", "not-a-unit"),
        ("points of something rather long", "not-a-unit"),
        (3, "not-text"),
    ],
)
def test_what_is_no_unit_of_a_plain_number_is_refused(unit: object, code: str) -> None:
    with pytest.raises(Problem) as refused:
        Commitment.from_mapping({**COVERAGE, "unit": unit})
    assert (refused.value.code, refused.value.facts["field"]) == (code, "unit")


@pytest.mark.parametrize("targets", [{"target": ">= 3 %"}, {"targets": {"FY27 Q1": ">= 3 EUR"}}])
def test_a_target_with_a_unit_of_its_own_takes_no_other(targets: dict[str, object]) -> None:
    with pytest.raises(Problem) as refused:
        Commitment.from_mapping({**KNOWN, **targets})
    assert refused.value.code == "unit-said-twice"


def test_other_measures_take_no_notice_of_them_and_it_is_said() -> None:
    count = {
        "key": "count", "measure": "count", "from": "created_at", "target": ">= 3",
        "supplier": "ops", "unit": "×",
    }  # fmt: skip
    assert Commitment.from_mapping(count).target.word == ""
    (found,) = unused_fields(agreement(count))
    assert found.facts["fields"] == "supplier, unit"
