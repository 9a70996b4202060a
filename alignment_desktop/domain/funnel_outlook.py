"""What an agreement's funnel comes to: needed backwards from revenue, expected of its campaigns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from math import prod

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import (
    DEAL_SIZE,
    AssumedValue,
    InputNeed,
    MissingInput,
    quantities,
)
from alignment_desktop.domain.capacity import check_capacity
from alignment_desktop.domain.funnel_arithmetic import (
    MOST,
    PointMore,
    backwards,
    expected_customers,
    forwards,
    lead_worth,
    needed_customers,
    one_point_more,
    rate_between,
)
from alignment_desktop.domain.funnel_way import Way, WayStep, way_of
from alignment_desktop.domain.month_plan import (
    MonthRevenue,
    Shortfall,
    campaign_source,
    lead_times,
    months_of,
    qualifying_stage,
    shortfall_of,
)
from alignment_desktop.domain.plan_check import Part, check_plan, stage_of
from alignment_desktop.domain.revenue_plan import revenue_plan
from alignment_desktop.values import dataclass

_NOT_OF_REVENUE = frozenset({InputNeed.LEADS, InputNeed.RATE})
"""What a check of promises lacks that revenue and the deal size do not need."""


@dataclass(frozen=True, slots=True)
class TimeForLeads:
    """How many leads of a stage sales has time for.

    Attributes:
        stage: The stage at which they are handed over.
        leads: How many, rounded down.
        times: With so many attempts for each.
    """

    stage: str
    leads: int
    times: int


@dataclass(frozen=True)
class FunnelOutlook:
    """What the funnel of an agreement comes to.

    Attributes:
        way: The way to customers and its rates.
        wanted: The numbers whose product is the revenue wanted; empty where one is missing.
        deal: The deal size; None where it is not assumed.
        customers: How many customers it takes; None where revenue or deal size is missing.
        needed: By stage: how many leads are needed; empty likewise.
        expected: By stage: how many leads the campaigns bring.
        sources: How many campaigns say what they bring.
        months: Needed and expected revenue by month; empty where a number is missing.
        shortfall: What the month that is short of most lacks; None where none is short.
        gains: What one point more of each rate brings, the most first.
        worth: By stage: what one lead is worth.
        measured: By stage whose rate is agreed: what that came to on the imported leads.
        time: How many leads sales has time for; None where that is not known.
        lacks: What is to be done so that needs are known; of rates only the last that is missing.
    """

    way: Way
    wanted: tuple[Part, ...] = ()
    deal: AssumedValue | None = None
    customers: int | None = None
    needed: Mapping[str, int] = field(default_factory=dict)
    expected: Mapping[str, Fraction] = field(default_factory=dict)
    sources: int = 0
    months: tuple[MonthRevenue, ...] = ()
    shortfall: Shortfall | None = None
    gains: tuple[PointMore, ...] = ()
    worth: Mapping[str, Fraction] = field(default_factory=dict)
    measured: Mapping[str, Fraction] = field(default_factory=dict)
    time: TimeForLeads | None = None
    lacks: tuple[MissingInput, ...] = ()

    @property
    def overrated(self) -> tuple[WayStep, ...]:
        """The steps whose agreed rate is above what it came to."""
        steps = (self.way.steps[key] for key in self.way.stages if key in self.measured)
        return tuple(step for step in steps if step.rate > self.measured[step.start])

    @property
    def brings(self) -> Fraction | None:
        """The share of the needed customers that the campaigns bring; None: not known."""
        if not self.customers or not self.sources or self.way.end not in self.expected:
            return None
        return self.expected[self.way.end] / self.customers

    def money(self, gain: PointMore) -> Fraction | None:
        """What one point more brings in revenue; None where no deal size is assumed."""
        return None if self.deal is None else gain.gain * Fraction(self.deal.value)


def funnel_outlook(
    agreement: Agreement, rates: Mapping[str, Fraction], stays: Mapping[str, Fraction]
) -> FunnelOutlook:
    """What an agreement's funnel comes to.

    Args:
        agreement: Whose stages, assumptions, promises and campaigns count.
        rates: By stage: the measured share that goes on; used where the agreement states none.
        stays: By stage: the measured median days of a stay.
    """
    way, plan, check = way_of(agreement, rates), revenue_plan(agreement), check_plan(agreement)
    deal, no_deal = quantities(agreement).one(DEAL_SIZE, positive=True)
    sources = [campaign_source(each, way, agreement) for each in agreement.campaigns.values()]
    sources = [each for each in sources if each]
    expected: dict[str, Fraction] = defaultdict(Fraction)
    for source in sources:
        for key, count in forwards(way, source).items():
            expected[key] += count
    no_target = [each for each in check.lacks if each.want not in _NOT_OF_REVENUE]
    lacks = list(dict.fromkeys((*(() if check.wanted else no_target), *no_deal)))
    found = FunnelOutlook(
        way, check.wanted, deal, expected=dict(expected), sources=len(sources),
        gains=tuple(each for each in one_point_more(way, sources) if each.gain <= MOST),
        measured=_measured(way, rates),
        time=_time(agreement, way),
        lacks=tuple(lacks),
    )  # fmt: skip
    if deal is None or not way.stages:
        return found
    size = Fraction(deal.value)
    shares = {key: rate_between(way, key) for key in way.stages}
    worth = {key: lead_worth(size, share) for key, share in shares.items() if share is not None}
    if check.target is None:
        return replace(found, worth=worth)
    wanted = Fraction(check.target)
    customers = needed_customers(wanted, size)
    if customers > MOST:
        return replace(found, worth=worth)
    needed = {key: count for key, count in backwards(way, customers).items() if count <= MOST}
    missing = [key for key in way.stages if key not in needed]
    if missing:
        lacks.append(MissingInput(InputNeed.RATE, missing[-1]))
    times = lead_times(agreement, plan, stays)
    months: tuple[MonthRevenue, ...] = ()
    shortfall = None
    if expected_customers(way, sources):
        months = tuple(months_of(agreement, way, times, wanted, size))
        qualify = qualifying_stage(agreement, way)
        shortfall = shortfall_of(months, way, times, qualify, size)
    return replace(
        found, worth=worth, customers=customers, needed=needed, months=months,
        shortfall=shortfall, lacks=tuple(lacks),
    )  # fmt: skip


def _time(agreement: Agreement, way: Way) -> TimeForLeads | None:
    check = check_capacity(agreement)
    if check.load is None or check.leads is None:
        return None
    stage = stage_of(agreement.commitments[check.load.promise].from_, agreement)
    return TimeForLeads(stage, check.leads, check.load.times) if stage in way.stages else None


def _measured(way: Way, rates: Mapping[str, Fraction]) -> dict[str, Fraction]:
    found = {}
    for start, step in way.steps.items():
        inside = way.stages[way.stages.index(start) : way.stages.index(step.end)]
        if step.said_by is not None and all(key in rates for key in inside):
            found[start] = prod((rates[key] for key in inside), start=Fraction(1))
    return found
