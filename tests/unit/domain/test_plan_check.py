"""The plan check: promised leads × rates × deal size, against the revenue that is wanted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.assumptions import (
    DEAL_SIZE,
    REVENUE_TARGET,
    SOURCED_SHARE,
    InputNeed,
    MissingInput,
)
from alignment_desktop.domain.plan_check import check_plan
from alignment_desktop.paths import resource_path
from tests.agreements import agreement_of

LEADS = """
[[commitment]]
key = "leads"
name = "Qualified leads"
party = "marketing"
measure = "count"
from = "entered.mql"
target = ">= 100"
every = "month"
"""
STAGES = """
[[stage]]
key = "mql"
name = "Marketing Qualified Lead"
abbreviation = "MQL"
next = ["sal", "gone", "nowhere"]
[[stage]]
key = "sal"
next = ["customer"]
[[stage]]
key = "customer"
[[stage]]
key = "gone"
kind = "detour"
"""


def share(key: str, start: str, of: str, target: str = ">= 50 %", more: str = "") -> str:
    return (
        f'[[commitment]]\nkey = "{key}"\nmeasure = "share"\nfrom = "entered.{start}"\n'
        f'of = [{of}]\ntarget = "{target}"\nevery = "month"\n{more}\n'
    )


ACCEPTED = share("accepted", "mql", '{ field = "decision", op = "is", value = "accepted" }')
WON = share("won", "sal", '{ field = "outcome", op = "is", value = "won" }', ">= 10 %")


def assumption(key: str, quantity: str, value: str, name: str = "") -> str:
    called = f'name = "{name}"\n' if name else ""
    return f'[[assumption]]\nkey = "{key}"\n{called}quantity = "{quantity}"\nvalue = {value}\n'


DEAL = assumption("deal", "deal size", "20000")
TARGET = assumption("target", "revenue target", "400000")
WHOLE = LEADS + STAGES + ACCEPTED + WON + DEAL + TARGET


def agreement(text: str, header: str = "") -> Agreement:
    start = '[agreement]\nlabel = "Q4"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    return agreement_of(read_text(f'{start}currency = "EUR"\n{header}\n{text}'))


def test_the_sample_reaches_its_target_by_what_it_promises() -> None:
    sample = Path(resource_path("templates/sample/agreement.en.toml")).read_text("utf-8")
    found = check_plan(agreement_of(read_text(sample)))
    assert [(part.name, part.value) for part in found.expected] == [
        ("Qualified leads delivered", 1120),
        ("Acceptance rate", Decimal("0.65")),
        ("Win rate of accepted leads", Decimal("0.09")),
        ("Average deal", 30000),
    ]
    assert found.revenue == 1_965_600
    assert found.target == 1_890_000
    assert found.reaches


def test_leads_that_are_accepted_and_won_bring_the_deal_size() -> None:
    found = check_plan(agreement(WHOLE))
    assert found.revenue == 300_000
    assert found.target == 400_000
    assert found.reaches is False
    assert [part.unit for part in found.expected] == ["leads", "share", "share", "money"]
    assert found.lacks == ()
    handed_over = LEADS.replace("entered.mql", "handed_over_at")
    same = check_plan(agreement(WHOLE.replace(LEADS, handed_over), 'handover_stage = "mql"'))
    assert same.revenue == 300_000
    assert check_plan(agreement(WHOLE.replace(LEADS, handed_over))).revenue is None


def test_of_rates_by_month_the_lowest_counts() -> None:
    less = WON.replace('every = "month"', 'every = "month"\ntargets = { "2026-12" = ">= 5 %" }')
    assert check_plan(agreement(WHOLE.replace(WON, less))).revenue == 150_000


def test_the_sourced_share_of_the_target_is_what_our_leads_must_bring() -> None:
    found = check_plan(agreement(WHOLE + assumption("share", "sourced share", "0.75")))
    assert found.target == 300_000
    assert found.reaches


def test_rates_are_also_told_by_the_stages_they_lead_to() -> None:
    to_sal = share("into-sal", "mql", '{ field = "entered.sal", op = "is not blank" }')
    assert check_plan(agreement(WHOLE.replace(ACCEPTED, to_sal))).revenue == 300_000
    to_customer = share("all", "mql", '{ field = "entered.customer", op = "is not blank" }')
    text = LEADS + STAGES + to_customer + DEAL + TARGET
    assert check_plan(agreement(text)).revenue == 3_000_000


@pytest.mark.parametrize(
    "rate",
    [
        assumption("mql-to-sal", "Stage rate", "0.4"),
        assumption("first", "stage rate", "0.4", "MQL → sal"),
        assumption("first", "stage rate", "0.4", "Marketing qualified lead to SAL"),
    ],
)
def test_assumed_rates_name_two_stages_and_come_before_promised_ones(rate: str) -> None:
    assert check_plan(agreement(WHOLE + rate)).revenue == 240_000


@pytest.mark.parametrize(
    "rate",
    [
        assumption("mql-to-sal", "stage rate", "1.4"),
        assumption("mql-to-sal", "stage rate", "0.4").replace("value = 0.4\n", ""),
        assumption("mql-to-nowhere", "stage rate", "0.4"),
        assumption("mql", "stage rate", "0.4"),
    ],
)
def test_rates_that_are_none_or_lead_nowhere_are_left_aside(rate: str) -> None:
    assert check_plan(agreement(WHOLE + rate)).revenue == 300_000


@pytest.mark.parametrize(
    "other",
    [
        ACCEPTED.replace(">= 50 %", "<= 50 %"),
        ACCEPTED.replace('every = "month"', 'every = "month"\nsegment = "big"'),
        ACCEPTED.replace('"accepted" }', '"returned" }'),
        ACCEPTED.replace("entered.mql", "created_at"),
        ACCEPTED.replace("of = [", 'of = [{ field = "grade", op = "is", value = "A" }, '),
    ],
)
def test_shares_of_some_leads_or_of_something_else_are_no_step(other: str) -> None:
    found = check_plan(agreement(WHOLE.replace(ACCEPTED, other)))
    assert found.revenue is None
    assert found.reaches is None
    assert found.lacks == (MissingInput(InputNeed.RATE, "mql"),)


def test_a_circle_of_rates_ends() -> None:
    back = assumption("sal-to-mql", "stage rate", "0.4")
    assert check_plan(agreement(WHOLE.replace(WON, back))).lacks == (
        MissingInput(InputNeed.RATE, "mql"),
    )


def test_without_rates_the_campaigns_say_what_is_expected() -> None:
    campaigns = (
        '[[campaign]]\nkey = "one"\nexpected = { revenue = 300000 }\n'
        '[[campaign]]\nkey = "two"\nexpected = { revenue = 150000.5 }\n'
        '[[campaign]]\nkey = "three"\n'
    )
    found = check_plan(agreement(campaigns + TARGET))
    assert found.summed
    assert (found.revenue, found.reaches) == (Decimal("450000.5"), True)
    assert not check_plan(agreement(campaigns + WHOLE)).summed


def test_a_promised_total_of_revenue_is_a_target_where_none_is_assumed() -> None:
    total = (
        '[[commitment]]\nkey = "revenue"\nmeasure = "sum"\nfield = "revenue"\n'
        'from = "created_at"\ntarget = ">= 90000 EUR"\nevery = "month"\n'
    )
    without = WHOLE.replace(TARGET, "")
    assert check_plan(agreement(without + total)).target == 270_000
    assert check_plan(agreement(WHOLE + total)).target == 400_000
    for other in (
        total.replace("EUR", "USD"),
        total.replace("revenue", "cost"),
        total.replace(">=", "<="),
        total + 'segment = "big"\n',
    ):
        found = check_plan(agreement(without + other))
        assert found.lacks == (MissingInput(InputNeed.ASSUMPTION, REVENUE_TARGET),)


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        (WHOLE.replace(LEADS, ""), MissingInput(InputNeed.LEADS)),
        (WHOLE.replace(LEADS, LEADS + 'segment = "big"\n'), MissingInput(InputNeed.LEADS)),
        (WHOLE.replace(DEAL, ""), MissingInput(InputNeed.ASSUMPTION, DEAL_SIZE)),
        (WHOLE.replace("20000", "0"), MissingInput(InputNeed.VALUE, DEAL_SIZE, "deal")),
        (WHOLE.replace("400000", "0"), MissingInput(InputNeed.VALUE, REVENUE_TARGET, "target")),
        (
            WHOLE + assumption("share", "sourced share", "75"),
            MissingInput(InputNeed.VALUE, SOURCED_SHARE, "share"),
        ),
    ],
)
def test_what_is_missing_is_named_with_the_clause_to_mend(text: str, lack: MissingInput) -> None:
    found = check_plan(agreement(text))
    assert found.lacks == (lack,)
    assert found.reaches is None


def test_an_empty_agreement_lacks_everything() -> None:
    found = check_plan(agreement(""))
    assert found.lacks == (
        MissingInput(InputNeed.LEADS),
        MissingInput(InputNeed.ASSUMPTION, REVENUE_TARGET),
    )
    assert (found.revenue, found.target) == (None, None)


def test_the_one_shared_objective_is_a_target_where_none_is_assumed() -> None:
    goal = '[[objective]]\nkey = "won"\nname = "Won"\nparty = "shared"\ntarget = ">= 400000 EUR"\n'
    other = goal.replace('"won"', '"more"')
    promised = (
        '[[commitment]]\nkey = "revenue"\nmeasure = "sum"\nfield = "revenue"\n'
        'from = "closed_at"\ntarget = ">= 300000"\nevery = "period"\n'
    )
    found = check_plan(agreement(goal + promised))
    assert found.target == 400_000
    assert found.wanted[0].clause_id == ("objective", "won")
    assert check_plan(agreement(goal + other + promised)).target is None
    assert check_plan(agreement(goal.replace("400000", "0") + promised)).target == 300_000
