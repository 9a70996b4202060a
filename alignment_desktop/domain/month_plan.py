"""Revenue by month: what is needed, what the campaigns bring, and what is short by when.

What is wanted is spread as the agreement promises revenue by month, else evenly over its days. What
a campaign brings comes as evenly as it runs, and so many days later as leads take to a contract.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.capacity import labels_of
from alignment_desktop.domain.funnel_arithmetic import (
    backwards,
    expected_customers,
    needed_customers,
)
from alignment_desktop.domain.funnel_way import Way
from alignment_desktop.domain.measures import SUM
from alignment_desktop.domain.periods import Period, split
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.domain.plan_check import is_of_all, stage_of
from alignment_desktop.domain.revenue_plan import RevenuePlan
from alignment_desktop.values import dataclass

_OPPORTUNITY = "opportunity"
_MOST_DAYS = 36_500
"""No lead takes longer than a century to a contract."""
_LONGEST = 5 * 366
"""Up to so many days an agreement is planned by month."""


@dataclass(frozen=True, slots=True)
class MonthRevenue:
    """One month of the agreement.

    Attributes:
        label: Its label, such as `2026-12`.
        first: Its first day that the agreement runs.
        last: Its last one.
        needed: The revenue wanted in it.
        expected: The revenue that the campaigns bring in it.
        customers: How many customers are needed for that, rounded up.
        leads: How many leads have to qualify for these; None where no rate tells.
    """

    label: str
    first: date
    last: date
    needed: Fraction
    expected: Fraction
    customers: int
    leads: int | None

    @property
    def gap(self) -> Fraction:
        """What is expected beyond what is needed; below 0 where it is short."""
        return self.expected - self.needed


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What the month that is short of most lacks.

    Attributes:
        month: The month.
        customers: How many customers more it takes.
        stage: The stage at which leads qualify.
        leads: How many more have to come there; None where no rate tells.
        days: From there to a contract.
        by: The last day on which they can come there in time.
    """

    month: MonthRevenue
    customers: int
    stage: str
    leads: int | None
    days: int
    by: date


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """How long leads take from a stage to a contract.

    Attributes:
        stays: By stage: the median days that leads stay in it, where that is known.
        cycle: The days that the agreement assumes; None where it assumes none.
        cycle_start: The stage from which these count.
    """

    stays: Mapping[str, Fraction]
    cycle: Fraction | None = None
    cycle_start: str = ""

    def days(self, way: Way, stage: str) -> Fraction:
        """The days from entering a stage to a contract.

        The assumed days and the stays of the stages before; past where these days begin, and where
        none are assumed, the stays alone, which are never more than the assumed days.
        """
        stages = way.stages[:-1]
        if stage not in stages:
            return Fraction(0)
        at = stages.index(stage)
        begin = stages.index(self.cycle_start) if self.cycle_start in stages else 0
        if self.cycle is not None and at <= begin:
            return self.cycle + self._stay(stages[at:begin])
        rest = self._stay(stages[at:])
        return rest if self.cycle is None else min(rest, self.cycle)

    def _stay(self, stages: Sequence[str]) -> Fraction:
        return sum((self.stays.get(key, Fraction(0)) for key in stages), Fraction(0))


def lead_times(agreement: Agreement, plan: RevenuePlan, stays: Mapping[str, Fraction]) -> LeadTimes:
    """How long leads take, as the agreement assumes it and as it was measured."""
    if plan.cycle is None:
        return LeadTimes(stays)
    start = stage_of(plan.cycle_start, agreement)
    if start == "opportunity_at":
        start = _OPPORTUNITY
    return LeadTimes(stays, Fraction(plan.cycle.value), start)


def campaign_source(campaign: Campaign, way: Way, agreement: Agreement) -> dict[str, Fraction]:
    """What a campaign is expected to bring, by stage of the way; empty where it says nothing."""
    expected = campaign.expected
    stated = {
        way.stages[0] if way.stages else "": expected.leads,
        agreement.header.handover_stage: expected.mqls,
        _OPPORTUNITY: expected.opportunities,
        way.end: expected.customers,
    }
    return {
        key: Fraction(Decimal(str(value)))
        for key, value in stated.items()
        if value is not None and value >= 0 and key in way.stages
    }


def months_of(
    agreement: Agreement, way: Way, times: LeadTimes, wanted: Fraction, deal_size: Fraction
) -> list[MonthRevenue]:
    """The months of an agreement, with what is needed and expected in each.

    Args:
        agreement: Whose campaigns count.
        way: The way and its rates.
        times: How long leads take.
        wanted: The revenue that is wanted in the whole period.
        deal_size: What a customer brings.

    Returns:
        Empty where the agreement runs longer than anybody plans by month.
    """
    period = agreement.header.period
    if (period.end - period.start).days > _LONGEST:
        return []
    months = split("month", period.start, period.end)
    shares = _shares(agreement, months)
    brought = [Fraction(0)] * len(months)
    for campaign in agreement.campaigns.values():
        source = campaign_source(campaign, way, agreement)
        customers = expected_customers(way, [source])
        if not customers:
            continue
        days = times.days(way, next(key for key in way.stages if key in source))
        for at, share in enumerate(_spread(campaign, period.start, period.end, months, days)):
            brought[at] += customers * deal_size * share
    found = []
    for month, share, revenue in zip(months, shares, brought, strict=True):
        count = needed_customers(wanted * share, deal_size)
        leads = backwards(way, count).get(qualifying_stage(agreement, way))
        found.append(
            MonthRevenue(month.label, month.start, month.end, wanted * share, revenue, count, leads)
        )
    return found


def qualifying_stage(agreement: Agreement, way: Way) -> str:
    """The stage at which leads qualify: the hand-over's, else the first of the way."""
    handover = agreement.header.handover_stage
    return handover if handover in way.stages else next(iter(way.stages), "")


def _shares(agreement: Agreement, months: Sequence[Period]) -> list[Fraction]:
    """Which share of the revenue each month is to bring."""
    for one in agreement.commitments.values():
        total = one.measured_by is SUM and (one.field, one.target.op) == ("revenue", ">=")
        if total and is_of_all(one) and one.every == "month":
            amounts = [Fraction(one.target_of(label).amount) for label in labels_of(one, agreement)]
            whole = sum(amounts, Fraction(0))
            if whole > 0:
                return [amount / whole for amount in amounts]
    lengths = [(month.end - month.start).days + 1 for month in months]
    return [Fraction(days, sum(lengths)) for days in lengths]


def _spread(
    campaign: Campaign, start: date, end: date, months: Sequence[Period], days: Fraction
) -> list[Fraction]:
    """Which share of what a campaign brings in the agreement's days falls into each month.

    A campaign that ran before these days brought as much a day then.
    """
    first, last = campaign.start or start, campaign.end or end
    inside = _overlap(first, last, start, end)
    if not inside:
        return [Fraction(0)] * len(months)
    first, last = _days_later(first, days), _days_later(last, days)
    return [Fraction(_overlap(first, last, each.start, each.end), inside) for each in months]


def _days_later(day: date, days: Fraction | int) -> date:
    """The day so many days later, rounded up, as far as calendars reach."""
    there = day.toordinal() + max(min(math.ceil(days), _MOST_DAYS), -_MOST_DAYS)
    return date.fromordinal(max(min(there, date.max.toordinal()), 1))


def _overlap(first: date, last: date, start: date, end: date) -> int:
    """The days that two runs of days have in common."""
    return max((min(last, end) - max(first, start)).days + 1, 0)


def shortfall_of(
    months: Sequence[MonthRevenue], way: Way, times: LeadTimes, qualify: str, deal_size: Fraction
) -> Shortfall | None:
    """What the month that is short of most lacks; None where none is short.

    Args:
        months: As `months_of` gives them.
        way: The way and its rates.
        times: How long leads take.
        qualify: The stage at which leads qualify.
        deal_size: What a customer brings.
    """
    worst = min(months, key=lambda each: each.gap, default=None)
    if worst is None or worst.gap >= 0:
        return None
    customers = math.ceil(-worst.gap / deal_size)
    days = min(math.ceil(times.days(way, qualify)), _MOST_DAYS)
    leads = backwards(way, customers).get(qualify)
    return Shortfall(worst, customers, qualify, leads, days, _days_later(worst.last, -days))
