"""What campaigns are to bring and may cost, against what is wanted; and the chain of one."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import pytest

from alignment_desktop.domain.campaign_chain import chain_of
from alignment_desktop.domain.campaign_plan import campaign_plan, hoped
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.plan import Campaign, Objective
from tests.unit.domain.test_revenue_plan import Table, agreed, assumption, objective

ENTERPRISE: Table = ("segment", {"key": "enterprise", "name": "Enterprise"})


def same(found: object, expected: object) -> bool:
    """Whether both are equal; whole numbers are as good as fractions."""
    return found == expected


def campaign(key: str, segment: str = "", budget: float | None = None, **expected: float) -> Table:
    table = {"key": key, "name": key.capitalize(), "expected": expected}
    given = {} if budget is None else {"budget": budget}
    return "campaign", table | given | ({"segment": segment} if segment else {})


def test_an_empty_plan_has_no_sums() -> None:
    plan = campaign_plan(agreed())
    assert same((plan.target, plan.customers, plan.budget, plan.free), (None, None, None, None))
    assert same((plan.planned, plan.all.expected, plan.all.wanted, plan.all.short), (0, 0, None, 0))
    assert same((plan.segments, plan.short_segments, plan.share), ((), (), 1))


def test_campaigns_against_their_share_of_the_target() -> None:
    plan = campaign_plan(
        agreed(
            assumption("target", "revenue target", 2_100_000),
            assumption("deal", "Deal  size", 30_500),
            assumption("share", "sourced share", 0.9),
            assumption("budget", "budget", 100_000.1),
            campaign("webinars", budget=60_000.1, revenue=1_000_000.1),
            campaign("fairs", budget=30_000, revenue=600_000),
            campaign("guide"),
            ("initiative", {"key": "owners", "budget": 15_000}),
        )
    )
    assert same((plan.target, plan.customers, plan.share), (2_100_000, 69, Fraction(9, 10)))
    assert plan.all.wanted == 1_890_000
    assert plan.all.short == Fraction("289999.9")
    assert plan.unstated == 1
    assert same((plan.campaigns_cost, plan.initiatives_cost), (Fraction("90000.1"), 15_000))
    assert plan.free == -5_000
    assert [(each.segment, each.wanted) for each in plan.segments] == [("", None)]
    assert plan.short_segments == ()


def test_segments_with_a_target_of_their_own_leave_the_rest_to_the_others() -> None:
    own = assumption("own", "revenue target", 1_000_000, segment="enterprise")
    without = assumption("blank", "revenue target", None, segment="enterprise")
    other = assumption("size", "deal size", 60_000, segment="enterprise")
    sums = (own, without, other, campaign("accounts", "enterprise", revenue=970_000))
    everybody = campaign("webinars", revenue=1_200_000)
    target = assumption("target", "revenue target", 2_100_000)
    plan = campaign_plan(agreed(ENTERPRISE, target, *sums, everybody))
    assert same(
        [(each.segment, each.wanted, each.short) for each in plan.segments],
        [("enterprise", 1_000_000, 30_000), ("", 1_100_000, 0)],
    )
    assert [each.segment for each in plan.short_segments] == ["enterprise"]
    # The first of several counts, and both parts are what campaigns are to bring.
    second = assumption("second", "revenue target", 5, segment="enterprise")
    half = assumption("share", "sourced share", 0.5)
    shared = campaign_plan(agreed(ENTERPRISE, target, half, *sums, second, everybody))
    assert same([each.wanted for each in shared.segments], [500_000, 550_000])
    # Without a target of all nothing is said of the others.
    alone = campaign_plan(agreed(ENTERPRISE, *sums))
    found = [(each.segment, each.wanted) for each in alone.segments]
    assert same(found, [("enterprise", 1_000_000)])
    assert campaign_plan(agreed(ENTERPRISE, target, everybody)).segments[0].segment == ""


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("Revenue from new customers", ">= 2100000 EUR", (1_570_000, "revenue", False)),
        ("Enterprise pipeline", ">= 2400000 EUR", (1_400_000, "pipeline", True)),
        ("Enterprise revenue", ">= 1000 EUR", (970_000, "revenue", True)),
        ("New opportunities", ">= 30", (30, "opportunities", False)),
        ("Qualified leads", ">= 30", None),
        ("Pipeline", ">= 30", None),
        ("Pipeline", "<= 30 EUR", None),
        ("Happiness", ">= 30", None),
    ],
)
def test_what_an_objective_may_hope_for(
    name: str, target: str, expected: tuple[int, str, bool] | None
) -> None:
    agreement = agreed(
        ENTERPRISE,
        campaign("accounts", "enterprise", pipeline=1_400_000, opportunities=30, revenue=970_000),
        campaign("webinars", revenue=600_000, pipeline=1_000_000),
        objective("one", target, name=name),
    )
    one = cast(Objective, agreement.of_kind("objective")["one"])
    found = hoped(one, agreement)
    told = (int(found.value), found.result, found.at_least) if found else None
    assert told == expected


def test_an_objective_of_another_horizon_or_without_target_has_no_expectation() -> None:
    agreement = agreed(campaign("webinars", leads=3), objective("one", ">= 3", name="Leads"))
    for table in ({"horizon": "year", "target": ">= 3"}, {}):
        one = read_clause("objective", {"key": "two", "name": "Leads", **table})
        assert hoped(cast(Objective, one), agreement) is None


def test_the_chain_of_a_campaign() -> None:
    stated: dict[str, float] = {
        "leads": 240, "mqls": 150, "opportunities": 30, "pipeline": 1_350_000,
        "customers": 9, "revenue": 520_000,
    }  # fmt: skip
    one = read_clause("campaign", campaign("accounts", "", 52_000, **stated)[1])
    chain = chain_of(cast(Campaign, one))
    assert [(each.result, each.rate, each.is_money) for each in chain.steps] == [
        ("leads", None, False),
        ("mqls", Fraction(5, 8), False),
        ("opportunities", Fraction(1, 5), False),
        ("pipeline", 45_000, True),
        ("customers", None, False),
        ("revenue", Fraction(520_000, 9), True),
    ]
    assert same((chain.cost, chain.returns), (Fraction(52_000, 30), 10))


def test_a_chain_without_numbers_or_of_none() -> None:
    for table in (campaign("one"), campaign("one", budget=10, leads=0, opportunities=0)):
        chain = chain_of(cast(Campaign, read_clause(*table)))
        assert (chain.cost, chain.returns) == (None, None)
        assert all(each.rate is None for each in chain.steps)
    free = chain_of(cast(Campaign, read_clause(*campaign("one", budget=0, revenue=5))))
    assert free.returns is None
