"""The reverse funnel: wanted revenue ÷ deal size ÷ rates, rounded up at each step."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alignment_desktop.domain.plan_check import Part, PlanCheck
from alignment_desktop.domain.reverse_funnel import needed


def part(unit: str, value: str) -> Part:
    return Part(unit, Decimal(value), "A number", ("assumption", "a"))


LEADS, DEAL, WANTED = part("leads", "100"), part("money", "30000"), part("money", "1890000")


def test_it_goes_from_revenue_over_customers_to_leads() -> None:
    accepted, won = part("share", "0.65"), part("share", "0.09")
    steps = needed(PlanCheck((LEADS, accepted, won, DEAL), (WANTED,)))
    assert [(step.by, step.count) for step in steps] == [(DEAL, 63), (won, 700), (accepted, 1077)]


def test_each_step_is_rounded_up_and_never_by_a_hair() -> None:
    steps = needed(PlanCheck((LEADS, part("share", "0.1"), DEAL), (part("money", "90000"),)))
    assert [step.count for step in steps] == [3, 30]
    steps = needed(PlanCheck((LEADS, part("share", "0.1"), DEAL), (part("money", "90000.01"),)))
    assert [step.count for step in steps] == [4, 40]


@pytest.mark.parametrize(
    "check",
    [
        PlanCheck((LEADS, DEAL), ()),
        PlanCheck((), (WANTED,)),
        PlanCheck((DEAL,), (WANTED,), summed=True),
        PlanCheck((LEADS, part("share", "0"), DEAL), (WANTED,)),
    ],
    ids=["no target", "no chain", "campaigns alone", "a rate of nought"],
)
def test_where_a_number_is_missing_nothing_is_needed(check: PlanCheck) -> None:
    assert needed(check) == ()
