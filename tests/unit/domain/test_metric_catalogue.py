"""The catalogue of metrics, the revenue target, and how credit is shared out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.credit import EVEN, FIRST, LAST, POSITION, RULES, credit_rule, shares
from alignment_desktop.domain.metrics import CATALOGUE, METRICS, mql_stage, revenue_target
from alignment_desktop.domain.problems import Problem
from alignment_desktop.words.language import language

QUARTER = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}


def agreement(*tables: tuple[str, dict[str, Any]], **header: Any) -> Agreement:
    every = [("agreement", {"period": QUARTER, "currency": "EUR", **header}), *tables]
    clauses = {}
    for kind, table in every:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


def stage(key: str, party: str, kind: str) -> tuple[str, dict[str, Any]]:
    return "stage", {"key": key, "party": party, "kind": kind}


def objective(key: str, horizon: str, target: str, party: str = "shared") -> Any:
    return "objective", {"key": key, "horizon": horizon, "target": target, "party": party}


def assumption(key: str, value: float | None) -> Any:
    stated = {} if value is None else {"value": value}
    return "assumption", {"key": key, "quantity": "Revenue  target", **stated}


def code(problem: pytest.ExceptionInfo[Problem]) -> str:
    return problem.value.code


def test_every_metric_has_its_words() -> None:
    words = language("en")
    for metric in CATALOGUE:
        for table in ("names", "definitions", "formulas"):
            assert words.has(f"metrics.{table}.{metric.code}"), metric.code
    assert METRICS["win-rate"].key() == "win-rate"
    assert METRICS["conversion"].key("mql") == "conversion.mql"
    assert METRICS["conversion"].fields("sal", "mql") == ("entered.sal",)
    assert METRICS["new-mqls"].fields("", "mql") == ("entered.mql",)
    assert METRICS["stale"].fields("", "mql") == ()


def test_an_mql_enters_the_hand_over_stage_else_the_last_that_marketing_vouches_for() -> None:
    stages = (
        stage("raw", "marketing", "inventory"),
        stage("aql", "marketing", "gate"),
        stage("mql", "marketing", "sla"),
        stage("sal", "sales", "sla"),
    )
    assert mql_stage(agreement(*stages)) == "mql"
    assert mql_stage(agreement(*stages, handover_stage="aql")) == "aql"
    assert mql_stage(agreement(stages[0], stages[3])) == ""


def test_the_revenue_target_is_assumed_or_else_a_shared_objective() -> None:
    own = objective("q", "quarter", ">= 100 EUR")
    others = (
        objective("y", "year", ">= 400 EUR"),
        objective("s", "quarter", ">= 50 EUR", "sales"),
        objective("d", "quarter", ">= 70 USD"),
        objective("c", "quarter", "<= 80 EUR"),
    )
    assert revenue_target(agreement(own, *others)) == 100
    assert revenue_target(agreement(own, *others, period=YEAR)) == 400
    assert revenue_target(agreement(own, assumption("a", 250.5), assumption("b", None))) == 250.5
    with pytest.raises(Problem) as nothing:
        revenue_target(agreement(*others))
    with pytest.raises(Problem) as two:
        revenue_target(agreement(own, objective("r", "quarter", ">= 1 EUR")))
    with pytest.raises(Problem) as several:
        revenue_target(agreement(own, assumption("a", 1), assumption("b", 2)))
    assert (code(nothing), code(two), code(several)) == (
        "no-revenue-target", "several-revenue-targets", "several-revenue-targets",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "touches", "credit"),
    [
        (FIRST, "abc", {"a": 1}),
        (LAST, "abc", {"c": 1}),
        (EVEN, "abc", {"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}),
        (EVEN, "aba", {"a": Fraction(2, 3), "b": Fraction(1, 3)}),
        (POSITION, "a", {"a": 1}),
        (POSITION, "ab", {"a": Fraction(1, 2), "b": Fraction(1, 2)}),
        (POSITION, "abc", {"a": Fraction(2, 5), "b": Fraction(1, 5), "c": Fraction(2, 5)}),
        (POSITION, "abba", {"a": Fraction(4, 5), "b": Fraction(1, 5)}),
        (EVEN, "", {}),
    ],
)
def test_credit_by_hand(rule: str, touches: str, credit: dict[str, Fraction]) -> None:
    assert shares(rule, list(touches)) == credit


@settings(max_examples=30)
@given(st.sampled_from(RULES), st.lists(st.sampled_from("abcd"), min_size=1, max_size=40))
def test_shares_of_credit_sum_to_the_whole(rule: str, touches: list[str]) -> None:
    found = shares(rule, touches)
    assert sum(found.values()) == 1
    assert all(each > 0 for each in found.values())
    assert set(found) <= set(touches)


def test_the_agreement_says_who_gets_credit_and_another_rule_may_be_asked_for() -> None:
    agreed = agreement(("attribution", {"rule": "last touch"}))
    assert credit_rule(agreed, None) == LAST
    asked = ("First Touch", "first", "position-based", "POSITION", "even")
    assert [credit_rule(agreed, each) for each in asked] == [FIRST, FIRST, POSITION, POSITION, EVEN]
    with pytest.raises(Problem) as unknown:
        credit_rule(agreed, "loudest")
    with pytest.raises(Problem) as unagreed:
        credit_rule(agreement(), None)
    assert (code(unknown), code(unagreed)) == ("unknown-credit-rule", "no-attribution")


def test_metrics_of_tables_and_of_other_metrics_have_no_leads_behind_them() -> None:
    without = {each.code for each in CATALOGUE if not each.has_leads}
    assert {"spend", "velocity", "cost-per-lead", "customer-profit"} <= without
    assert without.isdisjoint({"new-leads", "win-rate", "speed-to-lead", "revenue"})
