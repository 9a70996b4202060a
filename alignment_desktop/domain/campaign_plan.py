"""What the campaigns of a plan are to bring and may cost, against what is wanted and what there is.

All of it is worked out in exact fractions, in the agreement's currency and for its whole period.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import (
    ASSUMPTION,
    BUDGET,
    REVENUE_TARGET,
    SOURCED_SHARE,
    quantities,
    quantity_of,
)
from alignment_desktop.domain.campaign_results import MONEY_RESULTS
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.metrics import horizon_of
from alignment_desktop.domain.plan import Assumption, Campaign, Initiative, Objective
from alignment_desktop.domain.revenue_plan import revenue_plan
from alignment_desktop.values import dataclass

_NAMED_BY = (
    ("pipeline", ("pipeline",)),
    ("revenue", ("revenue",)),
    ("customers", ("customer",)),
    ("opportunities", ("opportunit",)),
    ("mqls", ("qualified lead", "mql")),
    ("leads", ("lead",)),
)
"""By which words the name of an objective says what it is about, the first that fits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What campaigns are expected to bring of what is wanted of them.

    Attributes:
        segment: Whose customers; empty: of no single one.
        expected: The revenue that its campaigns are expected to bring.
        wanted: What they are to bring; None where nobody says it.
    """

    segment: str
    expected: Fraction
    wanted: Fraction | None

    @property
    def short(self) -> Fraction:
        """How much is missing; 0 where nothing is, or nobody says how much is wanted."""
        if self.wanted is None:
            return Fraction(0)
        return max(self.wanted - self.expected, Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """The sums of a plan.

    Attributes:
        target: The revenue wanted of everything; None where the agreement does not say it.
        customers: How many it takes at the deal size, rounded up; None without either.
        deal_size: The revenue of a customer; None where it is not said.
        share: The share of the target that campaigns are to bring; 1 where none is assumed.
        all: What all campaigns bring, and are to bring.
        segments: The same of those for single segments and then of the others, in the order of the
            agreement; those that neither have a campaign nor a target are left out.
        unstated: How many campaigns say nothing of revenue.
        campaigns_cost: The budgets of campaigns.
        initiatives_cost: Those of initiatives.
        budget: What may be spent; None where the agreement does not say it.
    """

    target: Fraction | None
    customers: int | None
    deal_size: Fraction | None
    share: Fraction
    all: Wanted
    segments: tuple[Wanted, ...]
    unstated: int
    campaigns_cost: Fraction
    initiatives_cost: Fraction
    budget: Fraction | None

    @property
    def planned(self) -> Fraction:
        """What is planned to be spent."""
        return self.campaigns_cost + self.initiatives_cost

    @property
    def free(self) -> Fraction | None:
        """What is left of the budget, below 0 where more is planned; None without one."""
        return None if self.budget is None else self.budget - self.planned

    @property
    def short_segments(self) -> tuple[Wanted, ...]:
        """The segments whose campaigns bring too little."""
        return tuple(each for each in self.segments if each.short)


def campaign_plan(agreement: Agreement) -> CampaignPlan:
    """The sums of an agreement's plan, as it stands: what is only proposed is in none of them.

    Campaigns are to bring target × sourced share. What those of one segment are to bring is stated
    by an assumption of a revenue target for that segment, × the same share; the others what is left
    of it. Without such an assumption nothing is said of single segments: campaigns for everybody
    bring customers of each.
    """
    plan = revenue_plan(agreement)
    share, _ = quantities(agreement).one(SOURCED_SHARE, share=True)
    part = Fraction(share.value) if share else Fraction(1)
    campaigns = list(agreement.campaigns.values())
    budget, _ = quantities(agreement).one(BUDGET)
    wanted = None if plan.target is None else plan.target * part
    deal = plan.deal_size
    initiatives = cast("Iterable[Initiative]", agreement.of_kind("initiative").values())
    return CampaignPlan(
        target=plan.target,
        customers=math.ceil(plan.target / deal) if plan.target is not None and deal else None,
        deal_size=deal,
        share=part,
        all=Wanted("", _revenue(campaigns), wanted),
        segments=_by_segment(agreement, wanted, part),
        unstated=sum(each.expected.revenue is None for each in campaigns),
        campaigns_cost=Fraction(campaign_budget(agreement) or 0),
        initiatives_cost=_sum(each.budget for each in initiatives),
        budget=Fraction(budget.value) if budget else None,
    )


def campaign_budget(agreement: Agreement) -> Decimal | None:
    """What all campaigns may cost together; None where none says."""
    budgets = [each.budget for each in agreement.campaigns.values() if each.budget is not None]
    return sum((Decimal(str(each)) for each in budgets), Decimal(0)) if budgets else None


def exact(value: float) -> Fraction:
    """A number just as it is written: 0.1 is a tenth."""
    return Fraction(str(value))


def _sum(values: Iterable[float | None]) -> Fraction:
    return sum((exact(value) for value in values if value is not None), Fraction(0))


def _revenue(campaigns: Iterable[Campaign]) -> Fraction:
    return _sum(each.expected.revenue for each in campaigns)


def _by_segment(
    agreement: Agreement, wanted: Fraction | None, share: Fraction
) -> tuple[Wanted, ...]:
    stated: dict[str, Fraction] = {}
    for clause in agreement.of_kind(ASSUMPTION).values():
        one = cast(Assumption, clause)
        if one.segment and one.value is not None and quantity_of(one) == REVENUE_TARGET:
            stated.setdefault(one.segment, exact(one.value) * share)
    found = []
    for segment in (*agreement.segments, ""):
        own = [each for each in agreement.campaigns.values() if each.segment == segment]
        its = stated.get(segment)
        if not segment and stated and wanted is not None:
            its = max(wanted - sum(stated.values()), Fraction(0))
        if own or its:
            found.append(Wanted(segment, _revenue(own), its))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Hoped:
    """What campaigns are expected to bring towards an objective.

    Attributes:
        value: How much.
        result: Of what: one of `campaign_results.RESULTS`.
        segment: Of whose campaigns alone it is the sum; empty: of all.
        campaigns: Of how many it is the sum.
        at_least: Whether campaigns for everybody may bring more of that segment.
    """

    value: Fraction
    result: str
    segment: str
    campaigns: int
    at_least: bool


def hoped(objective: Objective, agreement: Agreement) -> Hoped | None:
    """What the campaigns are expected to bring towards an objective; None where that is not said.

    The objective's name says what it is about, and for which segment; its unit and its horizon, the
    quarter or the year that the agreement runs for, have to fit.
    """
    target = objective.target
    name = " ".join(objective.name.casefold().split())
    result = next((each for each, words in _NAMED_BY if any(word in name for word in words)), "")
    if target is None or target.op != ">=" or not result:
        return None
    if objective.horizon != horizon_of(agreement):
        return None
    if target.unit != (agreement.header.currency if result in MONEY_RESULTS else None):
        return None
    segment = next(
        (key for key, one in agreement.segments.items() if display_name(one).casefold() in name),
        "",
    )
    stated = [
        each for each in agreement.campaigns.values() if getattr(each.expected, result) is not None
    ]
    own = [each for each in stated if not segment or each.segment == segment]
    others = any(not each.segment for each in stated)
    if not own:
        return None
    value = _sum(getattr(each.expected, result) for each in own)
    return Hoped(value, result, segment, len(own), bool(segment) and others)
