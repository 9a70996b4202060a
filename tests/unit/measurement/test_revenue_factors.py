"""What revenue came of, beside the plan of the agreement that promised it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.revenue_plan import RevenuePlan, revenue_plan
from alignment_desktop.measurement.gap_bridge import (
    CONVERSION,
    DEAL_SIZE,
    FACTORS,
    QUALITY,
    SPEED,
    UNEXPLAINED,
    VOLUME,
    Factor,
    Shares,
    part_gap,
)
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.revenue_factors import (
    RETURNED,
    RevenueCame,
    factors,
    revenue_came,
    revenue_leads,
)
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import OFFICE, Row, asked, at

TABLES: list[tuple[str, Row]] = [
    ("agreement", {"currency": "EUR", "calendar": "office", "handover_stage": "mql"}),
    ("calendar", OFFICE),
    ("stage", {"key": "mql", "name": "MQL", "kind": "gate", "party": "marketing", "next": ["sal"]}),
    ("stage", {"key": "sal", "name": "SAL", "kind": "gate", "party": "sales", "next": ["won"]}),
    ("stage", {"key": "won", "name": "Won", "kind": "inventory"}),
    ("assumption", {"key": "goal", "quantity": "revenue target", "value": 2_000}),
    ("assumption", {"key": "size", "quantity": "deal size", "value": 100}),
    ("assumption", {"key": "cycle", "name": "Days", "quantity": "cycle days", "value": 10}),
    ("assumption", {"key": "mql-to-sal", "quantity": "stage rate", "value": 0.5}),
    ("assumption", {"key": "sal-to-won", "quantity": "stage rate", "value": 0.5}),
]
PROMISE: Row = {
    "key": "mqls", "party": "marketing", "measure": "count", "from": "entered.mql",
    "target": ">= 80",
}  # fmt: skip
LARGE_PROMISE: Row = PROMISE | {"key": "large-mqls", "segment": "large", "target": ">= 20"}
LARGE: list[tuple[str, Row]] = [
    ("segment", {"key": "large", "where": [{"field": "employees", "op": ">=", "value": 1000}]}),
    ("assumption", {"key": "large", "quantity": "deal size", "segment": "large", "value": 250}),
    ("commitment", LARGE_PROMISE),
]


def agreed(*more: tuple[str, Row], without: tuple[str, ...] = ()) -> Agreement:
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    clauses = {}
    for kind, table in (*TABLES, ("commitment", PROMISE), *more):
        if table.get("key") in without:
            continue
        stated = table | {"period": period} if kind == "agreement" else table
        clause = read_clause(kind, stated)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


def deal(revenue: float | None, days: float = 10, **more: Any) -> Row:
    closed = at(11, 20)
    return {
        "entered.mql": at(10, 10), "entered.sal": at(10, 12), "closed_at": closed,
        "opportunity_at": closed - timedelta(days=days), "outcome": "won", "revenue": revenue,
        "employees": 50.0, **more,
    }  # fmt: skip


def lead(**more: Any) -> Row:
    empty = dict.fromkeys(deal(1.0))
    return empty | {"entered.mql": at(10, 10)} | more


def looked_at(
    agreement: Agreement, leads: list[Row]
) -> tuple[RevenuePlan, RevenueCame, dict[str, Factor], Shares | None]:
    plan = revenue_plan(agreement)
    bench = Workbench(asked(VersionInForce(agreement), leads=leads))
    came = revenue_came(bench, agreement, plan)
    assert came is not None
    return plan, came, *factors(plan, came)


LEADS = [
    *(deal(120.0, 19.2) for _ in range(10)),
    *(lead(**{"entered.sal": at(10, 20)}) for _ in range(20)),
    *(lead() for _ in range(70)),
    deal(500.0) | {"closed_at": at(9, 30)},  # won before the period began
    lead(**{"entered.mql": at(9, 30)}),
]


def test_the_actual_factors_make_exactly_the_revenue_that_was_won() -> None:
    plan, came, found, shares = looked_at(agreed(), LEADS)
    assert shares is None
    assert (came.leads, came.accepted, came.won.customers) == (101, 31, 10)
    assert came.won.revenue == 1_200
    product = Fraction(1)
    for factor in found.values():
        product *= factor.value(moved=True)
    assert product == came.won.revenue
    assert found[VOLUME] == Factor(Fraction(80 * 1), Fraction(101))
    assert found[QUALITY] == Factor(Fraction(1, 2), Fraction(31, 101))
    assert found[DEAL_SIZE] == Factor(Fraction(100), Fraction(120))
    # Deals took 9.2 days longer than the 10 planned: a tenth of the 92 days slides out.
    assert found[SPEED] == Factor(Fraction(1), Fraction(9, 10))
    parted = part_gap(plan.target, came.won.revenue, found, shares)
    assert parted is not None
    assert sum(parted.parts.values()) == 1_200 - 2_000
    assert set(parted.parts) == set(found)


def test_each_part_is_counted_from_the_leads_that_it_lists() -> None:
    agreement, untimed = agreed(), deal(100.0) | {"opportunity_at": None}
    plan = revenue_plan(agreement)
    bench = Workbench(asked(VersionInForce(agreement), leads=[*LEADS, untimed]))
    leads, came = revenue_leads(bench, agreement, plan), revenue_came(bench, agreement, plan)
    assert leads is not None
    assert came is not None
    listed = {}
    for part in (*FACTORS, UNEXPLAINED):
        found = leads.behind(part)
        listed[part] = 0 if found is None else found.height
    assert listed == {part: came.behind(part) for part in listed}
    assert list(listed.values()) == [102, 32, 10, 11, 11, 11, 0]
    assert leads.behind(RETURNED) is None


def test_leads_that_came_back_are_listed_beside_those_that_went_on() -> None:
    day = {"decision": None, "decided_at": None}
    decided = [
        lead(decision=word, decided_at=at(10, on))
        for word, on in (("returned", 14), ("Returned", 15), ("accepted", 16))
    ]
    before = lead(decision="returned", decided_at=at(9, 30))
    agreement = agreed()
    bench = Workbench(asked(VersionInForce(agreement), leads=[*decided, before, lead() | day]))
    leads = revenue_leads(bench, agreement, revenue_plan(agreement))
    assert leads is not None
    returned = leads.behind(RETURNED)
    assert returned is not None
    assert returned.height == 2


def test_what_nobody_imported_is_not_known() -> None:
    bare = [{"closed_at": at(11, 1), "outcome": "won", "revenue": 100.0}]
    _, came, found, _ = looked_at(agreed(), bare)
    assert (came.leads, came.accepted, came.cycle) == (None, None, None)
    assert [came.behind(part) for part in (VOLUME, QUALITY, SPEED, DEAL_SIZE)] == [0, 0, 0, 1]
    assert [name for name, factor in found.items() if factor.is_known] == [DEAL_SIZE]
    agreement = agreed()
    bench = Workbench(asked(VersionInForce(agreement), leads=[{"created_at": at(10, 1)}]))
    assert revenue_came(bench, agreement, revenue_plan(agreement)) is None


def test_nothing_won_has_no_deal_size_and_no_speed() -> None:
    _, came, found, shares = looked_at(agreed(*LARGE), [lead(), deal(1.0, closed_at=None)])
    assert came.won.customers == 0
    assert shares is None
    assert not found[DEAL_SIZE].is_known
    assert not found[SPEED].is_known
    assert found[CONVERSION].actual == 0


def test_a_customer_without_a_revenue_counts_as_none_and_is_told() -> None:
    _, came, found, _ = looked_at(agreed(), [deal(100.0), deal(None)])
    assert (came.unvalued, came.won.customers) == (1, 2)
    assert found[DEAL_SIZE].actual == 50


def test_deals_that_take_more_than_the_whole_period_longer_say_nothing_of_speed() -> None:
    _, _, found, _ = looked_at(agreed(), [deal(100.0, 200)])
    assert found[SPEED].actual is None


def test_segments_are_parted_by_promised_leads_and_deal_sizes_of_their_own() -> None:
    leads = [
        deal(300.0, employees=5_000.0), deal(200.0, employees=1_000.0), deal(40.0), deal(60.0),
    ]  # fmt: skip
    plan, came, found, shares = looked_at(agreed(*LARGE), leads)
    # A quarter of the leads at 250; the others at what makes the mean of all 100.
    assert [(each.segment, each.share, each.deal_size) for each in plan.segments] == [
        ("large", Fraction(1, 4), Fraction(250)),
        ("", Fraction(3, 4), Fraction(50)),
    ]
    assert [each.customers for each in came.by_segment] == [2, 2]
    assert [each.revenue for each in came.by_segment] == [500, 100]
    assert shares is not None
    assert shares.value(moved=False, mixed=False) == 100
    assert shares.value(moved=True, mixed=True) == 150
    parted = part_gap(plan.target, came.won.revenue, found, shares)
    assert parted is not None
    assert sum(parted.parts.values()) == 600 - 2_000
    assert parted.parts["mix"] > 0
    assert parted.parts["deal-size"] == 0


def test_a_segment_without_its_field_or_its_clause_has_no_customers() -> None:
    leads = [deal(300.0)]
    del leads[0]["employees"]
    _, came, _, _ = looked_at(agreed(*LARGE), leads)
    assert [each.customers for each in came.by_segment] == [0, 1]
    _, came, _, _ = looked_at(agreed(*LARGE[1:]), [deal(300.0)])
    assert [each.customers for each in came.by_segment] == [0, 1]


def test_a_single_rate_to_customers_leaves_no_quality() -> None:
    rate = ("assumption", {"key": "mql-to-won", "quantity": "stage rate", "value": 0.2})
    plan, came, found, _ = looked_at(agreed(rate, without=("mql-to-sal", "sal-to-won")), LEADS)
    assert (plan.accepted, plan.rate, came.accepted) == (None, Fraction(1, 5), None)
    assert found[QUALITY] == Factor(None, None)
    assert found[CONVERSION].actual == Fraction(10, 101) / Fraction(9, 10)


def test_an_opportunity_stands_for_itself() -> None:
    rates: list[tuple[str, Row]] = [
        ("assumption", {"key": "lead-to-opportunity", "quantity": "stage rate", "value": 0.5}),
        ("assumption", {"key": "opportunity-to-won", "quantity": "stage rate", "value": 0.5}),
        ("commitment", PROMISE | {"key": "new", "from": "created_at"}),
    ]
    agreement = agreed(*rates, without=("mqls", "mql-to-sal", "sal-to-won"))
    plan, came, _, _ = looked_at(agreement, [deal(100.0, created_at=at(10, 5))])
    assert plan.accepted == ("opportunity_at", Fraction(1, 2))
    assert (came.leads, came.accepted) == (1, 1)


def test_a_rate_out_of_the_last_stage_leads_on_to_customers() -> None:
    last = ("stage", {"key": "sal", "kind": "inventory", "party": "sales"})
    onwards = ("assumption", {"key": "sal-to-customer", "quantity": "stage rate", "value": 0.25})
    plan = revenue_plan(agreed(last, onwards, without=("won", "sal-to-won")))
    assert (plan.accepted, plan.rate) == (("sal", Fraction(1, 2)), Fraction(1, 4))
    ends = revenue_plan(agreed(last, without=("won", "sal-to-won")))
    assert (ends.accepted, ends.rate) == (None, Fraction(1, 2))
