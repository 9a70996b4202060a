"""What a review may say, each statement with a case on either side of what makes it true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alignment_desktop.domain.campaign_results import (
    DOUBLE_DOWN,
    FIX,
    KEEP,
    NO_PLAN,
    RUNS,
    STOP,
    CampaignResult,
    Outcome,
)
from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.review_findings import (
    CUSTOMERS,
    NOT_KEPT,
    PROMISES,
    REVENUE,
    SLIPPED,
    STATED,
    STAYED,
    STAYED_IMPROVING,
    WORSENED,
    Kpi,
    Miss,
    ReviewFindings,
    course,
    is_improving,
    review_findings,
)
from alignment_desktop.domain.scoreboard import Board, Headline, ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure
from tests.scoreboard_lines import MONTHS, NINETY, line, period

KEPT = line("kept", name="Feedback")
MISSED = line("missed", name="First touch")
SHORT = line("at_risk", name="Acceptance")


def board(*lines: ScoreLine, headlines: tuple[Headline, ...] = ()) -> Board:
    return Board(
        label="2026-Q4", organisation="Northwind", currency="EUR", period=None,
        start=date(2026, 10, 1), end=date(2026, 12, 31), as_of="2027-01-04", segment=None,
        periods=(), segments=(), batches=1, lines=lines, headlines=headlines,
    )  # fmt: skip


def found(*lines: ScoreLine, headlines: tuple[Headline, ...] = ()) -> ReviewFindings:
    return review_findings(board(*lines, headlines=headlines))


def by_month(
    *values: float, status: str = "missed", wide: float = 0.0, **more: object
) -> ScoreLine:
    """A share by month, each month with an interval that reaches so far to both sides."""
    target = more.get("target", NINETY)
    assert isinstance(target, Target)
    periods = tuple(
        PeriodFigure(
            period=label, target=target, value=value, status="missed",
            low=value - wide, high=value + wide,
        )
        for label, value in zip(MONTHS, values, strict=False)
    )  # fmt: skip
    return replace(line(**more), every="month", periods=periods)


def test_slipped_is_lower_and_worse_and_a_time_that_got_longer_worsened() -> None:
    assert course(replace(MISSED, before=Reading(0.9))) == SLIPPED
    assert course(replace(MISSED, before=Reading(0.8))) == NOT_KEPT
    wide = replace(MISSED, low=0.8, high=0.92, before=Reading(0.9, 0.84, 0.94))
    assert course(wide) == NOT_KEPT
    slower = replace(
        MISSED, unit="seconds", target=Target.parse("<= 2 hours"), value=8_100.0,
        before=Reading(6_600.0),
    )  # fmt: skip
    assert course(slower) == WORSENED


def test_improving_is_told_by_the_last_period_beside_the_first() -> None:
    # Each is better, and only the last lies beyond what the first may have been by chance.
    assert is_improving(by_month(0.50, 0.55, 0.70, wide=0.1))
    assert not is_improving(by_month(0.50, 0.55, 0.58, wide=0.1))


def test_a_period_that_runs_or_has_no_figure_says_nothing_of_improving() -> None:
    first, second = period("missed", 0.5), period("missed", 0.7, label="2026-11")
    running = period("missed", 0.1, label="2026-12", is_over=False)
    nothing = period("no_data", None, label="2026-12")
    for last in (running, nothing):
        assert is_improving(replace(line(), every="month", periods=(first, second, last)))
    assert not is_improving(replace(line(), every="month", periods=(first, running)))


def test_stayed_is_every_period_and_improving_each_better_than_the_one_before() -> None:
    assert course(by_month(0.80, 0.84, 0.88)) == STAYED_IMPROVING
    assert course(by_month(0.80, 0.84, 0.84)) == STAYED
    assert course(by_month(0.80, 0.84, 0.88, wide=0.1)) == STAYED
    assert course(by_month(0.80, 0.84, 0.88, before=Reading(0.9))) == SLIPPED
    assert course(by_month(0.80)) == NOT_KEPT
    kept_once = by_month(0.80, 0.95, 0.88)
    second = replace(kept_once.periods[1], status="kept")
    mended = replace(kept_once, periods=(kept_once.periods[0], second, kept_once.periods[2]))
    assert course(mended) == NOT_KEPT
    running = replace(kept_once.periods[2], is_over=False)
    assert course(replace(kept_once, periods=(*kept_once.periods[:2], running))) == NOT_KEPT
    limit = Target.parse("<= 10 %")
    assert course(by_month(0.30, 0.24, 0.18, target=limit)) == STAYED_IMPROVING
    assert course(by_month(0.18, 0.24, 0.30, target=limit)) == STAYED


def test_months_with_targets_of_their_own_are_not_set_against_each_other() -> None:
    rising = by_month(0.80, 0.84, 0.88)
    last = replace(rising.periods[2], target=Target.parse(">= 95 %"))
    assert course(replace(rising, periods=(*rising.periods[:2], last))) == STAYED


def test_the_one_to_fix_is_the_only_miss_that_is_not_getting_better() -> None:
    better = replace(SHORT, before=Reading(0.8))
    rising = by_month(0.80, 0.84, 0.88)
    assert _name(found(KEPT, MISSED).to_fix) == "First touch"
    assert _name(found(KEPT, MISSED, better, rising).to_fix) == "First touch"
    assert found(KEPT, better).to_fix is None
    assert found(KEPT, MISSED, SHORT).to_fix is None
    assert found(MISSED).to_fix is None


def test_stakes_speak_of_misses_in_a_row() -> None:
    twice = by_month(0.80, 0.84)
    assert [miss.line.name for miss in found(KEPT, MISSED, twice).in_a_row] == ["First touch"]
    assert found(KEPT, MISSED).in_a_row == ()


def test_of_those_that_got_worse_the_one_missed_by_most_is_named() -> None:
    mild = replace(SHORT, before=Reading(0.9))
    worst = replace(MISSED, value=0.6, before=Reading(0.9))
    bad = replace(MISSED, name="Bad", before=Reading(0.9))
    no_target = replace(bad, name="None", target=None)
    assert _name(found(KEPT, mild, bad, worst, SHORT).named) == "First touch"
    assert _name(found(KEPT, mild, SHORT).named) == "Acceptance"
    assert found(KEPT, SHORT, MISSED).named is None
    assert _name(found(KEPT, SHORT).named) == "Acceptance"
    assert found(KEPT, no_target, MISSED).named is None
    assert [miss.is_improving for miss in found(MISSED, replace(SHORT, before=Reading(0.8))).misses]


def _name(miss: Miss | None) -> str:
    assert miss is not None
    return miss.line.name


def test_promises_stand_by_party_with_what_changed() -> None:
    ours = replace(KEPT, party="shared", before=Reading(0.8))
    theirs = replace(MISSED, before=Reading(0.86, 0.8, 0.9))
    rows = found(ours, theirs).promises
    assert [row.line.party for row in rows] == ["sales", "shared"]
    assert rows[0].change == pytest.approx(-0.006)
    assert rows[0].is_better is None  # the intervals overlap
    assert (rows[1].is_better, rows[1].marks) == (True, ("kept",))
    assert found(KEPT).promises[0].change is None


def won(**more: object) -> Headline:
    plain = Headline(
        code="won", value=1_800_000.0, unit="EUR", part=50, whole=53,
        counts={"planned_customers": 70}, plan=2_100_000.0,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_the_plan_comes_first_against_target_and_the_days_before() -> None:
    past = won(value=1_200_000.0, whole=37)
    kept = Headline(
        code="kept", value=None, unit=None, part=1, whole=2, counts={}, change=1.0,
        before=Headline(code="kept", value=None, unit=None, part=0, whole=2, counts={}),
    )  # fmt: skip
    stated = line("at_risk", name="Coverage", measure="figure", unit=None, value=2.8)
    stated = replace(stated, target=Target.parse(">= 3"), before=Reading(3.1))
    told = found(KEPT, MISSED, headlines=(kept, won(before=past, change=600_000.0)))
    revenue, customers, promises = told.kpis
    assert [kpi.code for kpi in told.kpis] == [REVENUE, CUSTOMERS, PROMISES]
    assert revenue.growth == 0.5
    assert revenue.of_plan == pytest.approx(0.857, abs=0.001)
    assert (revenue.counted, revenue.whole) == (50, 53)
    assert (customers.value, customers.change, customers.plan) == (53, 16, 70)
    assert (promises.value, promises.whole, promises.change) == (1, 2, 1.0)
    coverage = found(KEPT, stated, headlines=(kept, won())).kpis[2]
    assert (coverage.code, coverage.name, coverage.is_better) == (STATED, "Coverage", False)


def test_what_is_not_known_is_not_compared() -> None:
    running = found(KEPT, headlines=(won(before=won(), change=None),))
    assert [kpi.change for kpi in running.kpis] == [None, None, None]
    assert running.kpis[0].growth is None
    assert running.kpi(STATED) is None
    assert found(KEPT, headlines=(won(value=None),)).kpi(REVENUE) is None
    assert found(headlines=(won(plan=None, counts={}),)).kpis[0].of_plan is None
    no_figure = line("no_data", measure="figure", unit=None, value=None)
    assert found(no_figure).kpis == ()
    alone = line("kept", measure="figure", unit=None, value=3.2)
    assert found(alone).kpis[0].before is None


def test_a_change_is_for_the_better_as_its_target_asks() -> None:
    limit = Target.parse("<= 5")
    assert Kpi(code=STATED, value=4, before=5, target=limit).is_better
    assert Kpi(code=STATED, value=5, before=5, target=limit).is_better is None
    assert Kpi(code=REVENUE, value=5, before=4).is_better
    assert Kpi(code=REVENUE, value=5, before=0).growth is None


@pytest.mark.parametrize(
    ("actual", "is_over", "verdict"),
    [
        (120.0, True, DOUBLE_DOWN), (119.0, True, KEEP), (90.0, True, KEEP), (89.0, True, FIX),
        (50.0, True, FIX), (49.0, True, STOP), (200.0, False, RUNS), (None, True, NO_PLAN),
    ],
)  # fmt: skip
def test_a_campaign_is_judged_once_it_is_over(
    actual: float | None, is_over: bool, verdict: str
) -> None:
    outcomes = (Outcome("pipeline", 100, actual), Outcome("customers", 100, 1))
    its = CampaignResult(key="c", name="C", outcomes=outcomes, is_over=is_over)
    assert its.verdict == verdict
    assert Outcome("leads", None, 3).of_plan is None


def test_the_miss_that_the_paragraph_speaks_of_comes_first() -> None:
    better = replace(SHORT, before=Reading(0.8))
    several = found(KEPT, better, MISSED)
    assert [_name(each) for each in several.named_first] == ["First touch", "Acceptance"]
    assert found(KEPT).named_first == ()
