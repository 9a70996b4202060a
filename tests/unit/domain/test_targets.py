from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from tests.agreements import counts, money, shares, times


@pytest.mark.parametrize(
    ("text", "op", "value", "unit", "again"),
    [
        (">= 95 %", ">=", 0.95, "share", ">= 95 %"),
        (">=2100000 EUR", ">=", 2_100_000.0, "EUR", ">= 2100000 EUR"),
        ("<= 20 days", "<=", 1_728_000.0, "seconds", "<= 20 days"),
        ("<=1DAY", "<=", 86_400.0, "seconds", "<= 1 day"),
        ("<= 2 DAYS", "<=", 172_800.0, "seconds", "<= 2 days"),
        (" ≥ 0.950 ", ">=", 0.95, None, ">= 0.95"),
        ("≤ 90 Minutes", "<=", 5_400.0, "seconds", "<= 90 minutes"),
        (">= -0", ">=", 0.0, None, ">= 0"),
        (">= 400", ">=", 400.0, None, ">= 400"),
    ],
)
def test_a_target_is_read_as_people_write_it(
    text: str, op: str, value: float, unit: str | None, again: str
) -> None:
    target = Target.parse(text)
    assert (target.op, target.value, target.unit, str(target)) == (op, value, unit, again)


@pytest.mark.parametrize(
    "text",
    ["", "95 %", "> 95 %", ">= %", ">= 95 percent", ">= 1e5", ">= 5 eur", ">= 5 €", ">= 5 moons",
     ">= 2,100,000 EUR", ">= nan", ">= " + "9" * 400, None, 95, [">= 95 %"], ">= 95 % %"],
)  # fmt: skip
def test_what_is_no_target_is_refused(text: object) -> None:
    with pytest.raises(Problem) as caught:
        Target.parse(text)
    assert (caught.value.code, caught.value.facts) == ("unreadable-target", {"value": text})


@given(shares | counts | money | times)
def test_a_target_written_down_reads_back_the_same(text: str) -> None:
    target = Target.parse(text)
    assert Target.parse(str(target)) == target
    assert str(Target.parse(str(target))) == str(target)


def test_a_share_may_be_written_in_percent_or_as_a_number_up_to_one() -> None:
    assert str(Target.parse(">= 0.95").as_share()) == ">= 95 %"
    assert Target.parse(">= 0.95").as_share() == Target.parse(">= 95.0 %").as_share()
    assert Target.parse("<= 1").as_share().value == 1


@pytest.mark.parametrize("text", [">= 95", ">= 1.01", ">= -0.1", ">= 0.5 EUR", "<= 1 day"])
def test_another_number_is_no_share(text: str) -> None:
    with pytest.raises(Problem, match="target-not-a-share"):
        Target.parse(text).as_share()


def test_a_target_is_met_when_the_value_is_just_there() -> None:
    assert Target.parse(">= 95 %").is_met_by(380 / 400)
    assert not Target.parse(">= 95 %").is_met_by(379 / 400)
    assert Target.parse("<= 1 day").is_met_by(86_400)
    assert not Target.parse("<= 1 day").is_met_by(86_400.5)


def test_a_figure_is_nearly_enough_from_its_share_of_the_target_on() -> None:
    assert Target.parse(">= 95 %").near_bound(0.95) == Decimal("0.9025")
    assert Target.parse("<= 2 hours").near_bound(0.8) == 9_000
    assert Target.parse(">= 95 %").near_bound(0) is None
