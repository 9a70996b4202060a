"""Every metric by hand, on a handful of leads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.metric_figures import MetricEntry, MetricFigure, MetricResult
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.measurement.metric_rows import first_day
from alignment_desktop.measurement.metrics import measure_metrics
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import OFFICE, Row, asked, at

STAGES: tuple[Row, ...] = (
    {"key": "raw", "party": "marketing", "next": ["mql"]},
    {"key": "mql", "name": "Qualified", "party": "marketing", "kind": "sla",
     "next": ["sal", "recycled"], "where": [{"field": "grade", "op": "in", "value": ["A", "B"]}]},
    {"key": "sal", "party": "sales", "next": ["recycled"]},
    {"key": "recycled", "kind": "detour", "next": ["mql"]},
)  # fmt: skip


def agreement(*tables: tuple[str, Row], calendar: str = "", **header: Any) -> Agreement:
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    header |= {"calendar": calendar} if calendar else {}
    every: list[tuple[str, Row]] = [
        ("agreement", {"period": period, "currency": "EUR", **header}),
        ("calendar", OFFICE),
        *(("stage", each) for each in STAGES),
        *tables,
    ]
    clauses = {}
    for kind, table in every:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


class Figures:
    """What the library says of some evidence."""

    def __init__(
        self, its: Agreement, *, every: str = "period", credit: str | None = None, **more: Any
    ) -> None:
        self.request: Request = asked(VersionInForce(its), **more)
        self.bench = Workbench(self.request)
        results = measure_metrics(self.bench, every, credit, Silent())
        self.results: dict[str, MetricResult] = {each.key: each for each in results}

    def of(self, key: str) -> MetricFigure:
        return self.results[key].totals[0].figure

    def values(self, key: str) -> list[float | None]:
        return [entry.figure.value for entry in self.results[key].totals]

    def parts(self, key: str) -> tuple[Any, ...]:
        figure = self.of(key)
        return figure.value, figure.numerator, figure.denominator

    def groups(self, key: str) -> list[MetricEntry]:
        return [entry for entry in self.results[key].entries if entry.by is not None]

    def notes(self, key: str) -> list[str]:
        return [note.code for note in self.results[key].notes]


def test_counts_are_of_what_happened_in_the_period_by_its_own_date() -> None:
    its = agreement(calendar="office", handover_stage="mql")
    leads = [
        {"created_at": at(9, 30), "entered.mql": at(10, 1), "opportunity_at": at(10, 2),
         "closed_at": at(11, 3), "outcome": "won"},
        {"created_at": at(10, 31, 22.5), "entered.mql": at(12, 31, 23.5),
         "opportunity_at": None, "closed_at": at(11, 4), "outcome": "lost"},
        # A date of a file that lies east: written 1 Nov, an instant of 31 Oct here.
        {"created_at": at(10, 31, 15), "created_at.day": date(2026, 11, 1)},
    ]  # fmt: skip
    found = Figures(its, leads=leads, every="month")
    assert found.values("new-leads") == [1, 1, 0]
    assert found.values("new-mqls") == [1, 0, 0]
    assert found.values("new-opportunities") == [1, 0, 0]
    assert found.values("new-customers") == [0, 1, 0]
    assert found.parts("new-leads") == (1, 1, None)
    assert found.results["new-leads"].unit is None


def test_shares_stand_on_their_numerator_and_denominator_with_an_interval() -> None:
    its = agreement(("grade", {"key": "a"}))
    leads: list[Row] = [
        {"created_at": at(10, 1), "closed_at": at(12, 1), "outcome": "won", "grade": "A",
         "decision": "accepted", "decided_at": at(10, 5), "handed_over_at": at(10, 3),
         "first_touch_at": at(10, 4)},
        {"created_at": at(10, 2), "closed_at": at(12, 2), "outcome": "lost", "grade": "b ",
         "decision": "returned", "decided_at": at(10, 6), "handed_over_at": at(10, 4)},
        {"created_at": at(10, 3), "grade": "a", "handed_over_at": at(10, 5),
         "decided_at": at(10, 7), "recycled_at": at(10, 8), "renurtured_at": at(11, 1),
         "opportunity_at": at(11, 2)},
        {"created_at": at(9, 3), "recycled_at": at(10, 8), "opportunity_at": at(10, 1),
         "closed_at": at(9, 4), "outcome": "won"},
        # What is known by its date alone came afterwards only on another date.
        {"recycled_at": at(10, 9), "opportunity_at": at(10, 8, 22), "opportunity_at.day":
         date(2026, 10, 9)},
        {"recycled_at": at(10, 9), "opportunity_at": at(10, 9, 22), "opportunity_at.day":
         date(2026, 10, 10)},
    ]  # fmt: skip
    found = Figures(its, leads=leads)
    assert found.parts("lead-to-sale") == (pytest.approx(1 / 3), 1, 3)
    assert found.parts("win-rate") == (0.5, 1, 2)
    assert found.parts("return-rate") == (0.5, 1, 2)
    assert found.parts("acceptance-rate") == (0.5, 1, 2)
    assert found.parts("follow-up.a") == (0.5, 1, 2)
    assert found.parts("follow-up.b") == (0.0, 0, 1)
    assert found.parts("renurture") == (0.25, 1, 4)
    assert found.parts("recycled-conversion") == (0.5, 2, 4)
    win = found.of("win-rate")
    assert win.low == pytest.approx(0.0945, abs=1e-4)
    assert win.high == pytest.approx(0.9055, abs=1e-4)
    assert found.results["win-rate"].unit == "share"
    nobody = Figures(its, leads=leads, first=date(2026, 7, 1), last=date(2026, 7, 31))
    assert nobody.of("win-rate") == MetricFigure(None, 0, 0)


def test_stages_are_gone_on_from_left_and_entered_with_defects() -> None:
    leads: list[Row] = [
        {"created_at": at(10, 1, 8), "entered.raw": at(10, 1, 8), "entered.mql": at(10, 2, 8),
         "entered.sal": at(10, 3, 8), "grade": "A"},
        {"created_at": at(10, 1), "entered.mql": at(10, 2, 8), "recycled_at": at(10, 2, 9),
         "grade": "D"},
        # Won comes after every stage; entering a stage again begins anew.
        {"created_at": at(10, 1), "entered.mql": at(10, 5, 8), "closed_at": at(10, 6, 8),
         "outcome": "won", "grade": "B"},
        {"created_at": at(10, 1), "entered.mql": at(10, 9), "entered.sal": at(10, 3), "grade": ""},
    ]  # fmt: skip
    found = Figures(agreement(), leads=leads)
    assert found.parts("conversion.mql") == (0.5, 2, 4)
    assert found.parts("time-in.mql") == (86_400, None, 3)
    assert found.results["time-in.mql"].unit == "seconds"
    assert found.parts("conversion.raw") == (1.0, 1, 1)
    assert found.parts("conversion.recycled") == (0.0, 0, 1)
    assert found.parts("defects.mql") == (0.5, 2, 4)
    assert "defects.sal" not in found.results
    blind = Figures(agreement(), leads=[{"created_at": at(10, 1)}])
    assert (blind.of("conversion.sal"), blind.notes("conversion.sal")) == (
        MetricFigure(), ["metric-not-imported"],
    )  # fmt: skip


def test_speed_to_lead_counts_open_hours_where_there_is_a_calendar() -> None:
    leads: list[Row] = [
        {"handed_over_at": at(10, 2, 14), "first_touch_at": at(10, 5, 8)},  # Friday 16:00 here
        {"handed_over_at": at(10, 5, 8), "first_touch_at": at(10, 5, 7)},  # backwards
        {"handed_over_at": at(10, 5, 8), "first_touch_at": None},
    ]
    assert Figures(agreement(calendar="office"), leads=leads).parts("speed-to-lead") == (
        2 * 3600, None, 1,
    )  # fmt: skip
    assert Figures(agreement(), leads=leads).parts("speed-to-lead") == (66 * 3600, None, 1)


def test_leads_in_play_at_the_end_of_a_period_have_an_owner_and_are_not_stale() -> None:
    leads: list[Row] = [
        {"lead_id": "a", "created_at": at(10, 5), "owner": None},
        {"lead_id": "b", "created_at": at(10, 5), "owner": " "},
        {"lead_id": "c", "created_at": at(10, 5), "owner": "Ada", "recycled_at": at(11, 8)},
        {"lead_id": "d", "created_at": at(10, 5), "outcome": "won", "closed_at": at(11, 9)},
        {"lead_id": "e", "created_at": at(10, 5), "outcome": "lost"},
        {"lead_id": "f", "created_at": at(11, 20)},
        {"lead_id": "g"},
    ]
    called = [{"lead_id": "a", "at": at(11, 15)}]
    found = Figures(agreement(), leads=leads, activities=called, every="month", as_of="2026-11-30")
    assert found.values("unassigned") == [3, 3, None]  # December has not begun
    first = Figures(agreement(), leads=leads, every="month", as_of="2026-12-01")
    assert first.values("unassigned") == [3, 3, 3]
    assert found.values("stale") == [0, 1, None]  # b
    assert found.notes("unassigned") == found.notes("stale") == ["metric-leads-undated"]  # g
    dated = Figures(agreement(), leads=leads[:-1])
    assert dated.notes("unassigned") == dated.notes("stale") == []
    quiet = Figures(agreement(), leads=leads, every="month", as_of="2026-11-30")
    assert quiet.values("stale") == [0, 2, None]
    bare = Figures(agreement(), leads=[{"owner": "Ada"}])
    assert bare.notes("stale") == bare.notes("unassigned") == ["metric-not-imported"]
    blind = Figures(agreement(), leads=[{"created_at": at(10, 5), "outcome": "won"}, {}])
    assert (blind.of("stale").value, first_day(bare.bench)) == (0, None)
    empty = Figures(agreement(), leads=[{"created_at": None}])
    assert first_day(empty.bench) is None


def test_the_thirty_days_end_at_as_of_where_the_period_has_not_ended() -> None:
    leads: list[Row] = [{"created_at": datetime(2026, 10, 5, 9, tzinfo=UTC), "owner": None}]
    just = Figures(agreement(), leads=leads, as_of="2026-11-04T09:00:00Z")
    not_yet = Figures(agreement(), leads=leads, as_of="2026-11-04T08:59:59Z")
    assert (just.of("stale").value, not_yet.of("stale").value) == (1, 0)


def test_money_is_added_up_by_its_own_date() -> None:
    leads: list[Row] = [
        {"opportunity_at": at(10, 1), "amount": 0.1, "closed_at": at(11, 30, 12), "outcome": "won",
         "revenue": 300.0},
        {"opportunity_at": at(10, 2), "amount": 0.7, "closed_at": at(12, 1), "outcome": "won"},
        {"opportunity_at": at(11, 2), "amount": None, "closed_at": at(12, 2), "outcome": "lost",
         "revenue": 5.0},
        {"opportunity_at": at(12, 5), "opportunity_at.day": date(2026, 12, 5), "amount": 1.0,
         "closed_at": at(12, 5, 18), "outcome": "won", "revenue": 100.0},
        {"opportunity_at": at(12, 20), "closed_at": at(12, 10), "outcome": "won", "amount": 1.0,
         "revenue": 50.0},
    ]  # fmt: skip
    campaigns = [
        {"campaign": "A", "start": date(2026, 10, 1), "end": date(2026, 10, 31), "spend": 90.0},
        {"campaign": "A", "start": date(2026, 11, 1), "end": date(2026, 11, 30), "spend": None},
        {"campaign": "A", "start": date(2026, 9, 30), "end": date(2026, 10, 30), "spend": 7.0},
    ]
    found = Figures(agreement(), leads=leads, campaigns=campaigns)
    assert found.parts("pipeline") == (2.8, 2.8, None)
    assert found.parts("revenue") == (450.0, 450.0, None)
    assert found.parts("spend") == (90.0, 90.0, None)
    assert found.parts("deal-size") == (150.0, 450, 3)
    assert found.parts("cycle-days") == (60.0, None, 3)  # the last is backwards: left out
    assert found.results["cycle-days"].unit == "days"
    assert found.results["revenue"].unit == "EUR"
    assert found.parts("cost-per-opportunity") == (18.0, 90, 5)
    assert found.parts("cost-per-customer") == (22.5, 90, 4)
    assert found.of("cost-per-lead") == MetricFigure()
    assert found.notes("cost-per-lead") == ["metric-not-imported"]
    velocity = found.of("velocity")
    assert velocity.value == pytest.approx(5 * 0.8 * 150 / 60)
    early = Figures(agreement(), leads=leads, campaigns=campaigns, as_of="2026-09-30")
    assert early.of("velocity") == MetricFigure()
    assert early.parts("cost-per-customer") == (None, 90, 0)
    assert early.results["deal-size"].totals[0].figure == MetricFigure(None, 0, 0)


def test_coverage_is_what_is_open_for_what_is_left_to_win() -> None:
    target = ("assumption", {"key": "t", "quantity": "revenue target", "value": 1000})
    leads: list[Row] = [
        {"opportunity_at": at(9, 1), "amount": 400.0},
        {"opportunity_at": at(10, 1), "amount": 300.0, "closed_at": at(11, 1), "outcome": "won",
         "revenue": 200.0},
        {"opportunity_at": at(10, 1), "amount": 50.0, "outcome": "lost"},
        {"opportunity_at": at(12, 1), "amount": 800.0, "closed_at": at(12, 20), "outcome": "won",
         "revenue": 900.0},
        {"opportunity_at": at(7, 1), "amount": 1.0, "closed_at": at(8, 1), "outcome": "won",
         "revenue": 5000.0},
    ]  # fmt: skip
    found = Figures(agreement(target), leads=leads, every="month")
    figures = [entry.figure for entry in found.results["coverage"].totals]
    assert [(each.value, each.numerator, each.denominator) for each in figures] == [
        (0.7, 700, 1000),
        (0.5, 400, 800),
        (None, 400.0, -100.0),
    ]
    assert found.notes("coverage") == ["nothing-left-to-win"]
    assert found.results["coverage"].notes[0].facts == {"period": "2026-12", "metric": "coverage"}
    unplanned = Figures(agreement(), leads=leads)
    assert unplanned.notes("coverage") == ["no-revenue-target"]


def test_customers_bring_a_profit_and_stay_for_years() -> None:
    customers: list[Row] = [
        {"account": "A", "since": date(2022, 12, 31), "ended": date(2024, 12, 30),
         "revenue": 1000.0, "cost": 400.0},
        {"account": "B", "since": date(2025, 1, 1), "ended": None, "revenue": 500.0, "cost": 300.0},
        {"account": "C", "since": date(2027, 1, 1), "ended": None, "revenue": 9.0, "cost": 1.0},
        {"account": "D", "since": date(2025, 1, 1), "ended": None, "revenue": None, "cost": 1.0},
    ]  # fmt: skip
    found = Figures(agreement(), customers=customers)
    assert found.parts("customer-profit") == (400.0, 800, 2)
    days = 731 + 730
    years = 731 / 365.25
    assert found.parts("lifetime-value") == (
        pytest.approx(800 / (days / 365.25) * years), None, 2,
    )  # fmt: skip
    assert found.notes("lifetime-value") == []
    young = Figures(agreement(), customers=[customers[1] | {"ended": date(2027, 2, 1)}])
    assert young.of("lifetime-value").value == pytest.approx(200)
    assert young.notes("lifetime-value") == ["lifetime-so-far"]
    without_end = [{name: each[name] for name in each if name != "ended"} for each in customers[2:]]
    none = Figures(agreement(), customers=without_end)
    assert none.parts("customer-profit") == (None, 0, 0)
    assert none.parts("lifetime-value") == (None, None, 0)
    costless = [{"account": "A", "since": date(2025, 1, 1), "revenue": 1.0}]
    assert Figures(agreement(), customers=costless).notes("customer-profit") == [
        "metric-not-imported"
    ]


def test_lead_value_is_that_of_the_new_mqls_and_small_sources_are_told() -> None:
    leads: list[Row] = [
        *({"source": "Web", "outcome": "won", "revenue": 100.0} for _ in range(15)),
        *({"source": "Web", "outcome": "lost"} for _ in range(15)),
        {"source": "Fair", "outcome": "won", "revenue": 131.0, "entered.mql": at(10, 5)},
        {"source": "web", "entered.mql": at(10, 6)},
        {"source": "web", "entered.mql": at(9, 6)},
    ]
    found = Figures(agreement(), leads=leads)
    assert found.of("lead-value-delivered").value == pytest.approx(50 + (1631 / 16) * 16 / 31)
    assert found.notes("lead-value-delivered") == ["lead-value-of-all"]
    one = Figures(agreement(), leads=[each for each in leads if each["source"] != "Fair"])
    assert one.notes("lead-value-delivered") == []
    undecided = Figures(agreement(), leads=[leads[-2] | {"outcome": None, "revenue": None}])
    assert undecided.of("lead-value-delivered").value is None
    assert undecided.notes("lead-value-delivered") == ["no-lead-value"]


def test_campaigns_share_the_credit_for_leads_by_the_rule_agreed_or_asked_for() -> None:
    its = agreement(
        ("attribution", {"rule": "first touch"}), ("campaign", {"key": "fair", "name": "The Fair"})
    )
    leads: list[Row] = [
        {"lead_id": "a", "created_at": at(10, 5), "campaign": "other", "opportunity_at": at(11, 1),
         "closed_at": at(12, 1), "outcome": "won"},
        {"lead_id": "b", "created_at": at(10, 5), "campaign": "ads", "closed_at": at(10, 20),
         "outcome": "lost"},
        {"lead_id": "c", "created_at": at(10, 5), "campaign": " "},
        {"lead_id": "d", "created_at": at(9, 5), "campaign": "ads"},
        {"lead_id": "e", "created_at": at(10, 5), "campaign": "Ads"},
    ]  # fmt: skip
    activities: list[Row] = [
        {"lead_id": "a", "at": at(10, 10), "campaign": "ADS"},
        {"lead_id": "a", "at": at(10, 4), "campaign": "fair"},
        {"lead_id": "a", "at": at(11, 2), "campaign": "late"},
        {"lead_id": "b", "at": at(10, 21), "campaign": "late"},  # the lead's own stands for it
        {"lead_id": "b", "at": at(10, 19), "campaign": ""},
        {"lead_id": "e", "at": at(10, 6), "campaign": "the fair"},
    ]

    def shown(found: Figures) -> list[Any]:
        return [
            (each.segment, each.figure.numerator, each.figure.denominator, each.figure.sourced,
             each.figure.influenced)
            for each in found.groups("campaign-conversion")
        ]  # fmt: skip

    first = Figures(its, leads=leads, activities=activities)
    assert first.parts("campaign-conversion") == (pytest.approx(1 / 3), 1, 3)
    assert shown(first) == [("ads", 0, 1, 1, 2), ("The Fair", 1, 2, 1, 2)]
    even = Figures(its, leads=leads, activities=activities, credit="even")
    assert even.parts("campaign-conversion") == (pytest.approx(1 / 3), 1, 3)
    assert shown(even) == [("ads", 0.5, 1.5, 1, 2), ("The Fair", 0.5, 1.5, 1, 2)]
    with pytest.raises(Problem, match="unknown-credit-rule"):
        Figures(its, leads=leads, credit="loudest")
    unagreed = Figures(agreement(), leads=leads, activities=activities)
    assert unagreed.notes("campaign-conversion") == ["no-attribution"]
    nameless = [{"lead_id": "a", "created_at": at(10, 5), "outcome": "won"}]
    assert Figures(its, leads=nameless).notes("campaign-conversion") == ["metric-not-imported"]
    only = Figures(its, leads=nameless, activities=activities)
    assert shown(only)[-1] == ("The Fair", 1, 1, 1, 1)
    timeless = [{"lead_id": "b", "campaign": "x"}]
    assert shown(Figures(its, leads=leads, activities=timeless))[0][0] == "ads"


def test_dates_alone_are_compared_by_date_in_the_zone_of_their_own_file() -> None:
    # 01:00 of 9 October in Berlin is still the 8th in New York, whose file says 9 October.
    its = agreement(("attribution", {"rule": "last touch"}))
    before, newyork = at(10, 8, 23), {"day": date(2026, 10, 9), "at": at(10, 9, 4)}
    leads: list[Row] = [
        {"lead_id": "a", "created_at": at(10, 1), "recycled_at": before,
         "opportunity_at": newyork["at"], "opportunity_at.day": newyork["day"]},
        {"lead_id": "b", "created_at": at(10, 1), "opportunity_at": before, "outcome": "won",
         "closed_at": newyork["at"], "closed_at.day": newyork["day"], "revenue": 1.0},
    ]  # fmt: skip
    activities: list[Row] = [{"lead_id": "a", "at": before, "campaign": "fair"}]
    found = Figures(its, leads=leads, activities=activities)
    assert found.of("recycled-conversion").value == 1
    assert found.of("cycle-days").value == pytest.approx(5 / 24)
    assert [each.segment for each in found.groups("campaign-conversion")] == ["fair"]


def test_a_date_alone_is_an_event_of_its_own_day_wherever_its_file_comes_from() -> None:
    # 1 December begins in Tokyo while it is still November in Berlin.
    came = {"created_at": at(10, 19, 15), "created_at.day": date(2026, 10, 20)}
    touched = {"first_touch_at": at(11, 30, 15), "first_touch_at.day": date(2026, 12, 1)}
    leads: list[Row] = [{"lead_id": "a", **came, **touched}, {"lead_id": "b", **came}]
    called = [{"lead_id": "b", "at": at(11, 30, 15), "at.day": date(2026, 12, 1)}]
    found = Figures(agreement(), leads=leads, activities=called, every="month", as_of="2026-12-05")
    assert found.values("stale") == [0, 2, 0]
    assert first_day(found.bench) == date(2026, 10, 20)


def test_touches_of_a_date_alone_lie_before_only_on_an_earlier_date() -> None:
    its = agreement(("attribution", {"rule": "last touch"}))
    leads: list[Row] = [
        {"lead_id": "a", "created_at": at(10, 5), "outcome": None, "opportunity_at": at(10, 9)},
        {"lead_id": "b", "outcome": "won", "created_at": at(10, 5)},
    ]
    activities: list[Row] = [
        {"lead_id": "a", "at": at(10, 8, 22), "at.day": date(2026, 10, 9), "campaign": "same"},
        {"lead_id": "a", "at": at(10, 7, 22), "at.day": date(2026, 10, 8), "campaign": "before"},
        {"lead_id": "b", "at": at(10, 30), "at.day": date(2026, 10, 30), "campaign": "open"},
    ]
    found = Figures(its, leads=leads, activities=activities)
    assert [each.segment for each in found.groups("campaign-conversion")] == ["before", "open"]


def test_figures_are_divided_by_the_values_of_a_field() -> None:
    leads: list[Row] = [
        {"created_at": at(10, 1), "region": "EMEA", "opportunity_at": at(10, 1),
         "closed_at": at(10, 11), "outcome": "won", "revenue": 100.0, "amount": 1.0},
        {"created_at": at(10, 2), "region": " emea ", "opportunity_at": at(10, 2)},
        {"created_at": at(10, 3), "region": None, "closed_at": at(10, 4), "outcome": "lost"},
    ]  # fmt: skip
    found = Figures(agreement(), leads=leads, by="region")
    assert [(each.segment, each.figure.value) for each in found.groups("new-leads")] == [
        ("", 1), ("EMEA", 2),
    ]  # fmt: skip
    assert {each.by for each in found.groups("new-leads")} == {"region"}
    velocity = [(each.segment, each.figure.value) for each in found.groups("velocity")]
    assert velocity == [("", None), ("EMEA", pytest.approx(2 * 1 * 100 / 10))]
    unknown = Figures(agreement(), leads=leads, by="planet")
    assert unknown.groups("new-leads") == []
    assert unknown.notes("new-leads") == ["metrics-by-not-imported"]


def test_nothing_imported_gives_no_figure_and_says_what_is_missing() -> None:
    found = Figures(agreement())
    assert all(each.figure == MetricFigure() for each in found.results["win-rate"].entries)
    assert {note for each in found.results for note in found.notes(each)} == {
        "metric-not-imported", "no-attribution",
    }  # fmt: skip
    bare = Agreement("Q4", {name: each for name, each in agreement().clauses.items()
                            if name[0] != "stage"})  # fmt: skip
    assert Figures(bare).notes("new-mqls") == ["no-mql-stage"]
    graded = Figures(
        agreement(("grade", {"key": "a"})), leads=[{"grade": f"g{n}"} for n in range(13)]
    )
    assert [key for key in graded.results if key.startswith("follow-up")] == ["follow-up.a"]


@pytest.mark.parametrize(("as_of", "known"), [
    ("2026-10-09", 0), ("2026-10-10T00:00:00+02:00", 1), ("2026-10-09T23:59:59+02:00", 0),
    ("2026-10-10", 1),
])  # fmt: skip
def test_what_happens_at_the_very_moment_is_known_and_at_the_end_of_a_day_is_not(
    as_of: str, known: int
) -> None:
    leads: list[Row] = [
        {"created_at": at(10, 1), "closed_at": at(10, 9, 22), "outcome": "won", "revenue": 1.0}
    ]
    found = Figures(agreement(calendar="office"), leads=leads, as_of=as_of)
    assert (found.of("new-customers").value, found.of("revenue").value) == (known, known)
    assert found.of("lead-to-sale").numerator == known
