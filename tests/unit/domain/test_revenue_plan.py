"""What an agreement plans revenue to come from, and who stands for each number."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.revenue_plan import leader_of, revenue_plan

Table = tuple[str, dict[str, Any]]
PERIOD = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
STAGES: list[Table] = [
    ("stage", {"key": "mql", "name": "Qualified", "abbreviation": "MQL", "kind": "gate",
               "party": "marketing", "next": ["sal"]}),
    ("stage", {"key": "sal", "kind": "gate", "party": "sales", "next": ["sql"]}),
    ("stage", {"key": "sql", "kind": "gate", "party": "sales", "next": ["won"]}),
    ("stage", {"key": "won", "kind": "inventory", "party": "shared"}),
]  # fmt: skip


def agreed(*tables: Table, period: dict[str, date] = PERIOD) -> Agreement:
    header = {"period": period, "currency": "EUR", "handover_stage": "mql"}
    clauses = {}
    for kind, table in (("agreement", header), *STAGES, *tables):
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


def assumption(key: str, quantity: str, value: float | None, **more: Any) -> Table:
    given = {} if value is None else {"value": value}
    return "assumption", {"key": key, "quantity": quantity, **given, **more}


def promise(**more: Any) -> Table:
    stated = {"key": "leads", "party": "marketing", "measure": "count", "from": "entered.mql",
              "target": ">= 100"}  # fmt: skip
    return "commitment", stated | more


def rate(key: str, value: float) -> Table:
    return assumption(key, "stage rate", value)


def objective(key: str, target: str, **more: Any) -> Table:
    return "objective", {"key": key, "party": "shared", "horizon": "quarter", "target": target,
                         **more}  # fmt: skip


def test_an_empty_agreement_plans_nothing() -> None:
    plan = revenue_plan(agreed())
    assert (plan.target, plan.leads, plan.accepted, plan.rate) == (None, None, None, None)
    assert (plan.cycle, plan.deal_size, plan.segments) == (None, None, ())
    assert plan.event == "handed_over_at"


def test_rates_lead_from_the_promise_to_customers() -> None:
    rates = [rate("mql-to-sal", 0.5), rate("sal-to-sql", 0.5), rate("sql-to-won", 0.25)]
    plan = revenue_plan(agreed(promise(), *rates))
    assert plan.leads == 100
    assert plan.event == "entered.mql"
    assert plan.accepted == ("sal", Fraction(1, 2))
    assert plan.rate == Fraction(1, 8)
    assert (plan.leads_party, plan.accepted_party, plan.rate_party) == (
        "marketing", "marketing", "sales",
    )  # fmt: skip


def test_who_promises_a_rate_stands_for_it() -> None:
    accepted = promise(key="acceptance", party="sales", measure="share", target=">= 50 %",
                       of=[{"field": "decision", "op": "is", "value": "accepted"}])  # fmt: skip
    won = promise(key="won", party="shared", measure="share", target=">= 10 %",
                  of=[{"field": "outcome", "op": "is", "value": "won"}],
                  **{"from": "entered.sal"})  # fmt: skip
    plan = revenue_plan(agreed(promise(), accepted, won))
    assert (plan.accepted_party, plan.rate_party) == ("sales", "shared")
    assert plan.rate == Fraction(1, 10)
    mixed = revenue_plan(
        agreed(promise(), accepted, rate("sal-to-sql", 0.5), rate("sql-to-won", 1))
    )
    assert mixed.rate_party == "sales"


def test_a_way_from_the_handover_is_taken_without_a_promise() -> None:
    plan = revenue_plan(agreed(rate("mql-to-sal", 0.5), rate("sal-to-won", 0.5)))
    assert (plan.leads, plan.accepted) == (None, ("sal", Fraction(1, 2)))


def test_the_promise_whose_rates_lead_to_customers_comes_first() -> None:
    early = promise(key="early", **{"from": "created_at"})
    plan = revenue_plan(agreed(early, promise(), rate("mql-to-won", 0.5)))
    assert plan.event == "entered.mql"
    assert revenue_plan(agreed(early, promise())).event == "created_at"


def test_a_rate_out_of_no_stage_is_of_both() -> None:
    early = promise(**{"from": "created_at"})
    rates = [rate("lead-to-opportunity", 0.5), rate("opportunity-to-won", 0.5)]
    plan = revenue_plan(agreed(early, *rates))
    assert (plan.accepted_party, plan.rate_party) == ("shared", "shared")
    through = [rate("lead-to-sal", 0.5), rate("sal-to-opportunity", 0.5), rates[1]]
    assert revenue_plan(agreed(early, *through)).rate_party == "shared"


@pytest.mark.parametrize(
    ("tables", "target"),
    [
        ([assumption("goal", "revenue target", 500)], 500),
        ([assumption("goal", "revenue target", None), objective("a", ">= 9 EUR")], 9),
        ([promise(key="r", measure="sum", field="revenue", target=">= 700 EUR",
                  **{"from": "closed_at"})], 700),
        ([objective("a", ">= 9 EUR"), objective("b", ">= 5")], 9),
        ([objective("a", ">= 9 EUR"), objective("b", ">= 5 EUR")], None),
        ([objective("a", ">= 9 EUR"), objective("b", ">= 5 EUR"),
          promise(key="r", measure="sum", field="revenue", target=">= 700 EUR",
                  **{"from": "closed_at"})], None),
        ([objective("a", ">= 9 EUR", horizon="year")], None),
        ([objective("a", ">= 9 EUR", party="sales")], None),
        ([("objective", {"key": "a", "party": "shared", "horizon": "quarter"})], None),
    ],
)  # fmt: skip
def test_the_target_is_assumed_else_the_one_shared_goal_else_promised(
    tables: list[Table], target: int | None
) -> None:
    assert revenue_plan(agreed(*tables)).target == target


def test_an_agreement_of_a_year_looks_for_goals_of_a_year() -> None:
    year = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    goals = [objective("a", ">= 9 EUR", horizon="year"), objective("b", ">= 5 EUR")]
    assert revenue_plan(agreed(*goals, period=year)).target == 9


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Days from hand-over to contract", "handed_over_at"),
        ("Days of an MQL to contract", "entered.mql"),
        ("Length of a deal", "opportunity_at"),
        ("", "opportunity_at"),
    ],
)
def test_cycle_days_count_from_where_their_name_says(name: str, start: str) -> None:
    plan = revenue_plan(agreed(assumption("cycle", "cycle days", 30, name=name)))
    assert plan.cycle is not None
    assert plan.cycle_start == start


def test_without_a_handover_stage_no_stage_is_looked_for() -> None:
    bare = read_clause("agreement", {"period": PERIOD})
    cycle = read_clause("assumption", assumption("cycle", "cycle days", 30, name="MQL days")[1])
    agreement = Agreement("Q4", {("agreement", ""): bare, ("assumption", "cycle"): cycle})
    assert revenue_plan(agreement).cycle_start == "opportunity_at"


LARGE: list[Table] = [
    ("segment", {"key": "large"}),
    assumption("size", "deal size", 100),
    assumption("large", "Deal  size", 250, segment="large"),
    promise(key="large-leads", segment="large", target=">= 25"),
]


def test_segments_need_promised_leads_and_a_deal_size_of_their_own() -> None:
    plan = revenue_plan(agreed(promise(), *LARGE))
    assert [(each.segment, each.share, each.deal_size) for each in plan.segments] == [
        ("large", Fraction(1, 4), Fraction(250)),
        ("", Fraction(3, 4), Fraction(50)),
    ]
    assert revenue_plan(agreed(promise(), *LARGE[:3])).segments == ()
    assert revenue_plan(agreed(promise(), *LARGE[:2], LARGE[3])).segments == ()
    assert revenue_plan(agreed(*LARGE)).segments == ()


def test_segments_that_leave_nothing_for_the_others_are_not_parted() -> None:
    most = promise(key="large-leads", segment="large", target=">= 60")
    assert revenue_plan(agreed(promise(), *LARGE[:3], most)).segments == ()
    every = promise(key="large-leads", segment="large", target=">= 100")
    assert revenue_plan(agreed(promise(), *LARGE[:3], every)).segments == ()


def test_a_party_is_led_by_the_one_who_leads_it() -> None:
    def person(key: str, **more: str) -> Table:
        return "person", {"key": key, "party": "sales", "role": "leader", **more}

    assert leader_of("sales", agreed(person("a"), person("b", role="ops"))) == "a"
    assert leader_of("sales", agreed(person("a"), person("b"))) is None
    assert leader_of("marketing", agreed(person("a"))) is None
