"""The way to customers, backwards and forwards over it, and what each month needs and gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import InputNeed
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.funnel import ImportedQuarter, StageFigures
from alignment_desktop.domain.funnel_arithmetic import (
    backwards,
    forwards,
    lead_worth,
    needed_before,
    needed_customers,
    one_point_more,
    rate_between,
)
from alignment_desktop.domain.funnel_outlook import FunnelOutlook, TimeForLeads, funnel_outlook
from alignment_desktop.domain.funnel_way import (
    ITSELF,
    NO_WAY_OUT,
    Way,
    WayStep,
    main_way,
    stage_troubles,
    way_of,
)
from alignment_desktop.domain.month_plan import (
    LeadTimes,
    campaign_source,
    lead_times,
    months_of,
    qualifying_stage,
    shortfall_of,
)
from alignment_desktop.domain.plan_check import WON
from alignment_desktop.domain.revenue_plan import revenue_plan

Table = tuple[str, dict[str, Any]]
PERIOD = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
_SOME = settings(max_examples=60)


def stage(key: str, *ways: str, **more: Any) -> Table:
    return "stage", {"key": key, "next": list(ways), "party": "shared", **more}


def rate(key: str, value: float) -> Table:
    return "assumption", {"key": key, "quantity": "stage rate", "value": value}


def campaign(key: str, **more: Any) -> Table:
    return "campaign", {"key": key, **more}


def agreed(*tables: Table, **header: Any) -> Agreement:
    stated = {"period": PERIOD, "currency": "EUR", "handover_stage": "mql", **header}
    clauses = {}
    for kind, table in (("agreement", stated), *tables):
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


WHOLE = (
    stage("lead", "mql", "lost"),
    stage("mql", "sal", "lost"),
    stage("sal", "customer"),
    stage("customer"),
    stage("lost", "mql", kind="detour"),
)
HALF, TENTH, THIRD = Fraction(1, 2), Fraction(1, 10), Fraction(1, 3)


def way(*rates: Fraction | None) -> Way:
    keys = tuple(f"s{at}" for at in range(len(rates) + 1))
    steps = {
        keys[at]: WayStep(keys[at], keys[at + 1], each)
        for at, each in enumerate(rates)
        if each is not None
    }
    return Way(keys, steps, steps)


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ((), ()),
        ((stage("lost", kind="detour"),), ()),
        (WHOLE, ("lead", "mql", "sal", "customer")),
        ((stage("a"), stage("b"), stage("c")), ("a", "b", "c")),
        ((stage("a", "c"), stage("b", "c"), stage("c", "a")), ("a", "c")),
        ((stage("a", "b"), stage("b"), rate("b-to-customer", 0.2)), ("a", "b", WON)),
        ((stage("a", "lost"), stage("b"), stage("lost", kind="detour")), ("a", "b")),
        ((stage("a", "b"), stage("b", "a"), stage("customer")), ("a", "b", "customer")),
    ],
    ids=[
        "none",
        "detours alone",
        "up to customers",
        "nothing told",
        "beside",
        "beyond the last",
        "a detour alone",
        "round in a circle",
    ],
)
def test_the_way_goes_to_the_nearest_stage_onward(
    stages: tuple[Table, ...], found: tuple[str, ...]
) -> None:
    assert main_way(agreed(*stages)) == found
    assert way_of(agreed(*stages), {}).end == (found[-1] if found else "")


def test_what_is_agreed_counts_before_what_was_measured() -> None:
    agreement = agreed(*WHOLE, rate("mql-to-customer", 0.1), rate("lead-to-lost", 0.5))
    found = way_of(agreement, {"mql": HALF, "sal": THIRD})
    assert found.unknown == ("lead",)
    assert found.steps["mql"] == WayStep(
        "mql", "customer", TENTH, ("assumption", "mql-to-customer")
    )
    assert (found.next["mql"].rate, found.next["mql"].said_by) == (HALF, None)
    agreement = agreed(*WHOLE, rate("mql-to-sal", 0.1))
    found = way_of(agreement, {"mql": HALF})
    assert (found.next["mql"].rate, found.unknown) == (TENTH, ("lead", "sal"))


def test_a_circle_without_a_way_out_and_a_stage_that_leads_to_itself_are_found() -> None:
    assert stage_troubles(agreed(*WHOLE)) == {}
    won = agreed(stage("a", "b"), stage("b", "lost"), stage("lost", "b", kind="detour"))
    assert stage_troubles(won) == {}
    circle = agreed(stage("a", "b"), stage("b", "c"), stage("c", "b"), stage("d", "d", "gone"))
    assert stage_troubles(circle) == {
        "a": NO_WAY_OUT, "b": NO_WAY_OUT, "c": NO_WAY_OUT, "d": ITSELF,
    }  # fmt: skip


def test_worked_examples() -> None:
    assert needed_customers(Fraction(200_001), Fraction(30_000)) == 7
    assert needed_before(7, Fraction(5, 100)) == 140
    assert lead_worth(Fraction(160_000), Fraction(1, 100)) == 1_600
    assert backwards(way(THIRD, HALF), 7) == {"s2": 7, "s1": 14, "s0": 42}
    assert backwards(way(THIRD, HALF), 3, at="s1") == {"s1": 3, "s0": 9}
    assert backwards(way(None, HALF), 7) == {"s2": 7, "s1": 14}
    assert backwards(way(Fraction(0), HALF), 7) == {"s2": 7, "s1": 14}
    assert backwards(way(HALF), 7, at="elsewhere") == {"elsewhere": 7}


def test_a_rate_over_several_stages_counts_and_its_parts_follow() -> None:
    parts = way(HALF, HALF, THIRD)
    whole = Way(parts.stages, {**parts.steps, "s1": WayStep("s1", "s3", TENTH)}, parts.next)
    assert backwards(whole, 6) == {"s3": 6, "s2": 18, "s1": 60, "s0": 120}
    assert forwards(whole, {"s0": Fraction(120)}) == {"s0": 120, "s1": 60, "s2": 30, "s3": 6}
    assert forwards(whole, {"s1": Fraction(20), "s2": Fraction(90)})["s3"] == 2
    assert forwards(whole, {"s2": Fraction(90)}) == {"s2": 90, "s3": 30}
    assert rate_between(whole, "s0") == Fraction(1, 20)
    assert rate_between(way(HALF, None), "s0") is None


RATES = st.fractions(Fraction(1, 1000), 1, max_denominator=1000)


@st.composite
def ways(draw: st.DrawFn) -> Way:
    rates = draw(st.lists(RATES, min_size=1, max_size=8))
    plain = way(*rates)
    steps = dict(plain.steps)
    for start in plain.stages[:-2]:
        at = plain.stages.index(start)
        if draw(st.booleans()):
            end = draw(st.sampled_from(plain.stages[at + 1 :]))
            steps[start] = WayStep(start, end, draw(RATES))
    return Way(plain.stages, steps, plain.next)


@_SOME
@given(ways(), st.integers(0, 10_000), st.data())
def test_forwards_of_backwards_is_enough_and_every_rate_helps(
    found: Way, count: int, data: st.DataObject
) -> None:
    needs = backwards(found, count)
    first = found.stages[0]
    assert forwards(found, {first: Fraction(needs[first])})[found.end] >= count
    if needs[first]:
        assert forwards(found, {first: Fraction(needs[first]) - 1})[found.end] < count + len(needs)
    start = data.draw(st.sampled_from(sorted(found.steps)))
    step = found.steps[start]
    better = WayStep(start, step.end, data.draw(st.fractions(step.rate, 1)))
    raised = Way(found.stages, {**found.steps, start: better}, found.next)
    assert backwards(raised, count)[first] <= needs[first]
    one = {first: Fraction(1000)}
    assert forwards(raised, one)[found.end] >= forwards(found, one)[found.end]


def test_one_point_more_brings_most_where_the_rate_is_lowest() -> None:
    parts = way(Fraction(99, 100), HALF, TENTH)
    more = one_point_more(parts, [{"s0": Fraction(1000)}])
    base = 1000 * Fraction(99, 100) * HALF * TENTH
    assert [(one.step.start, one.gain) for one in more] == [
        ("s2", base / 10), ("s1", base / 50), ("s0", base / 99),
    ]  # fmt: skip
    assert [one.step.start for one in one_point_more(parts, [{"s2": Fraction(10)}])] == ["s2"]
    assert one_point_more(way(Fraction(1)), [{"s0": Fraction(10)}]) == []
    whole = Way(parts.stages, {"s0": WayStep("s0", "s3", TENTH)}, parts.next)
    assert [one.step.start for one in one_point_more(whole, [{"s0": Fraction(9)}])] == [
        "s2", "s1", "s0",
    ]  # fmt: skip
    lone = Way(parts.stages, whole.steps, {})
    assert [one.step.end for one in one_point_more(lone, [{"s0": Fraction(9)}])] == ["s3"]


RATED = (*WHOLE, rate("lead-to-mql", 0.5), rate("mql-to-sal", 0.5), rate("sal-to-customer", 0.1))


def monthly(agreement: Agreement, times: LeadTimes, wanted: int = 92_000) -> list[tuple[Any, ...]]:
    found = months_of(agreement, way_of(agreement, {}), times, Fraction(wanted), Fraction(1000))
    return [(each.label, each.needed, each.expected) for each in found]


def test_what_a_campaign_brings_comes_as_it_runs_and_so_many_days_later() -> None:
    agreement = agreed(
        *RATED,
        campaign("a", start=date(2026, 7, 1), end=date(2026, 10, 30), expected={"leads": 1200}),
        campaign("later", start=date(2027, 1, 1), expected={"leads": 1200}),
        campaign("silent", start=date(2026, 7, 1)),
    )
    # 30 customers in the 30 days of October, and one a day before.
    assert monthly(agreement, LeadTimes({})) == [
        ("2026-10", 31_000, 30_000), ("2026-11", 30_000, 0), ("2026-12", 31_000, 0),
    ]  # fmt: skip
    shifted = [row[2] for row in monthly(agreement, LeadTimes({}, Fraction(31), "lead"))]
    assert shifted == [31_000, 30_000, 0]


def test_what_is_wanted_follows_the_revenue_that_is_promised_by_month() -> None:
    promised = {"key": "won", "party": "sales", "measure": "sum", "from": "closed_at",
                "field": "revenue", "target": ">= 100 EUR", "targets": {"2026-12": ">= 200 EUR"},
                "every": "month"}  # fmt: skip
    agreement = agreed(*RATED, ("commitment", promised))
    assert [row[1] for row in monthly(agreement, LeadTimes({}), 400)] == [100, 100, 200]
    nothing = agreed(*RATED, ("commitment", {**promised, "target": ">= 0 EUR", "targets": {}}))
    assert [row[1] for row in monthly(nothing, LeadTimes({}), 92)] == [31, 30, 31]
    whole = agreed(*RATED, ("commitment", {**promised, "targets": {}, "every": "quarter"}))
    assert [row[1] for row in monthly(whole, LeadTimes({}), 92)] == [31, 30, 31]


@pytest.mark.parametrize(
    ("assumptions", "stays", "days"),
    [
        ((), {"lead": 2, "mql": 3, "sal": 4}, (9, 7, 4, 0)),
        (("Days from hand-over to contract",), {"lead": 2, "sal": 4}, (38, 36, 4, 0)),
        (("Days from hand-over to contract",), {"sal": 400}, (36, 36, 36, 0)),
        (("Days of a deal",), {"lead": 2}, (36, 2, 0, 0)),
    ],
    ids=["measured", "assumed", "never more", "from no stage of the way"],
)
def test_how_long_leads_take(
    assumptions: tuple[str, ...], stays: Mapping[str, int], days: tuple[int, ...]
) -> None:
    agreement = agreed(
        *RATED,
        *(("assumption", {"key": "c", "name": name, "quantity": "cycle days", "value": 36})
          for name in assumptions),
    )  # fmt: skip
    exact = {key: Fraction(value) for key, value in stays.items()}
    times = lead_times(agreement, revenue_plan(agreement), exact)
    found = way_of(agreement, {})
    if assumptions == ("Days of a deal",):
        assert times.cycle_start == "opportunity"
        assert times.days(found, "lead") == 36
        return
    assert tuple(times.days(found, key) for key in found.stages) == days


def test_the_month_that_is_short_of_most_says_what_it_lacks_and_by_when() -> None:
    start = date(2026, 10, 1)
    agreement = agreed(*RATED, campaign("a", start=start, expected={"leads": 40, "mqls": 1840}))
    found = way_of(agreement, {})
    source = campaign_source(agreement.campaigns["a"], found, agreement)
    assert source == {"lead": 40, "mql": 1840}
    times = LeadTimes({}, Fraction(20), "mql")
    months = months_of(agreement, found, times, Fraction(92_000), Fraction(1000))
    lacks = shortfall_of(months, found, times, "mql", Fraction(1000))
    assert lacks is not None
    assert (lacks.month.label, lacks.customers, lacks.leads) == ("2026-10", 20, 400)
    assert (lacks.days, lacks.by) == (20, date(2026, 10, 11))
    assert [(month.customers, month.leads) for month in months] == [(31, 620), (30, 600), (31, 620)]
    assert qualifying_stage(agreement, found) == "mql"
    assert qualifying_stage(agreed(*RATED, handover_stage="gone"), found) == "lead"
    assert shortfall_of(months[2:], found, times, "mql", Fraction(1000)) is None
    forever = agreed(*RATED, period={"start": start, "end": date(9999, 12, 31)})
    assert monthly(forever, times) == []
    assert shortfall_of([], found, times, "mql", Fraction(1000)) is None
    assert campaign_source(agreement.campaigns["a"], way_of(agreed(), {}), agreement) == {}


DEAL = ("assumption", {"key": "deal", "quantity": "deal size", "value": 1000})
TARGET = ("assumption", {"key": "target", "quantity": "revenue target", "value": 92_000})
SHARE = ("assumption", {"key": "share", "quantity": "sourced share", "value": 0.5})


def test_the_outlook_holds_what_is_needed_against_what_the_campaigns_bring() -> None:
    agreement = agreed(
        *RATED, DEAL, TARGET, SHARE,
        campaign("a", start=date(2026, 7, 1), expected={"leads": 920}),
        campaign("b", expected={"revenue": 5}),
    )  # fmt: skip
    found = funnel_outlook(agreement, {"lead": TENTH, "mql": HALF, "sal": THIRD}, {})
    assert [part.value for part in found.wanted] == [92_000, Decimal("0.5")]
    assert (found.customers, found.sources) == (46, 1)
    assert found.needed == {"customer": 46, "sal": 460, "mql": 920, "lead": 1840}
    assert found.expected["customer"] == 23
    assert found.brings == HALF
    assert found.worth == {"customer": 1000, "sal": 100, "mql": 50, "lead": 25}
    assert [found.money(gain) for gain in found.gains] == [2300, 460, 460]
    assert sum(month.needed for month in found.months) == 46_000
    assert found.shortfall is not None
    assert [step.start for step in found.overrated] == ["lead"]
    assert found.lacks == ()


@pytest.mark.parametrize(
    ("clauses", "lacks"),
    [
        (
            (*RATED,),
            [(InputNeed.ASSUMPTION, "revenue target"), (InputNeed.ASSUMPTION, "deal size")],
        ),
        ((*RATED, DEAL), [(InputNeed.ASSUMPTION, "revenue target")]),
        ((*RATED, TARGET), [(InputNeed.ASSUMPTION, "deal size")]),
        ((*WHOLE, TARGET, DEAL, rate("sal-to-customer", 0.1)), [(InputNeed.RATE, "mql")]),
        ((TARGET, DEAL), []),
    ],
    ids=["both", "no target", "no deal size", "a rate", "no stages"],
)
def test_what_the_outlook_lacks_is_named(
    clauses: tuple[Table, ...], lacks: list[tuple[InputNeed, str]]
) -> None:
    found: FunnelOutlook = funnel_outlook(agreed(*clauses), {}, {})
    assert [(each.want, each.what) for each in found.lacks] == lacks
    assert found.brings is None
    gains = one_point_more(way(HALF), [{"s0": Fraction(10)}])
    assert (found.money(gains[0]) is None) is (DEAL not in clauses)


def test_an_imported_quarter_gives_the_rates_and_stays_that_are_known() -> None:
    quarter = ImportedQuarter(
        PERIOD["start"], PERIOD["end"],
        {
            "mql": StageFigures(4, {"sal": 2}, HALF, Fraction(3)),
            "sal": StageFigures(0, {}, None, None),
        },
    )  # fmt: skip
    assert quarter.rates == {"mql": HALF}
    assert quarter.stays == {"mql": 3}


def test_sales_has_time_for_so_many_leads() -> None:
    """4 reps × 80 attempts × 20 days ÷ 6 attempts = 1,066 leads a month."""
    told = {"reps": 4, "hours": 80, "minutes per attempt": 3}
    assumed = [
        ("assumption", {"key": f"a{at}", "quantity": quantity, "value": value})
        for at, (quantity, value) in enumerate(told.items())
    ]
    leads = {"key": "leads", "party": "marketing", "measure": "count", "target": ">= 100"}
    calls = {"key": "calls", "party": "sales", "measure": "attempts", "times": 6,
             "limit": "10 days", "target": ">= 90 %"}  # fmt: skip

    def outlook(event: str, *more: Table) -> FunnelOutlook:
        promises = [("commitment", each | {"from": event}) for each in (leads, calls)]
        return funnel_outlook(agreed(*RATED, *promises, *more), {}, {})

    assert outlook("entered.mql", *assumed).time == TimeForLeads("mql", 1_066, 6)
    assert outlook("opportunity_at", *assumed).time is None
    assert outlook("entered.mql").time is None


@pytest.mark.parametrize(
    ("deal", "target", "days", "first", "needs"),
    [
        (1e-300, 92_000, 36, 0.5, {}),
        (9e15, 9e15, 36, 0.5, {"lead": 40, "mql": 20, "sal": 10, "customer": 1}),
        (1000, 92_000, 9e15, 1e-300, {"mql": 1840, "sal": 920, "customer": 92}),
    ],
)
def test_slips_of_the_pen_do_no_harm(
    deal: float, target: float, days: float, first: float, needs: dict[str, int]
) -> None:
    agreement = agreed(
        *WHOLE,
        rate("lead-to-mql", first), rate("mql-to-sal", 0.5), rate("sal-to-customer", 0.1),
        ("assumption", {**DEAL[1], "value": deal}), ("assumption", {**TARGET[1], "value": target}),
        ("assumption", {"key": "c", "name": "From hand-over", "quantity": "cycle days",
                        "value": days}),
        campaign("a", end=date(9999, 12, 31), expected={"leads": 9e15, "mqls": 920}),
        campaign("b", start=date(2026, 12, 1), end=date(2026, 11, 1), expected={"leads": -5}),
    )  # fmt: skip
    found = funnel_outlook(agreement, {}, {})
    assert found.needed == needs
    assert found.sources == 1
    if days > 36:
        assert found.shortfall is not None
        assert (found.shortfall.days, found.shortfall.by.year) == (36_500, 1926)
