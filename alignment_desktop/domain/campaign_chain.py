"""What is expected of one campaign, step by step: leads, opportunities, pipeline, revenue."""

from __future__ import annotations

from fractions import Fraction

from alignment_desktop.domain.campaign_plan import exact
from alignment_desktop.domain.campaign_results import MONEY_RESULTS, RESULTS
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain.

    Attributes:
        result: What it is: one of `campaign_results.RESULTS`.
        value: How much of it is expected.
        rate: The share of the step before that comes to it; of money after numbers, how much each
            of them brings. None: it is the first, or nothing can be said.
    """

    result: str
    value: Fraction
    rate: Fraction | None

    @property
    def is_money(self) -> bool:
        """Whether it is told in the agreement's currency."""
        return self.result in MONEY_RESULTS


@dataclass(frozen=True, slots=True)
class Chain:
    """What is expected of a campaign.

    Attributes:
        steps: Those that it states, in their order.
        cost: What an opportunity costs; None where budget or opportunities are not stated.
        returns: The revenue for each 1 of the budget; None likewise.
    """

    steps: tuple[Step, ...]
    cost: Fraction | None
    returns: Fraction | None


def chain_of(campaign: Campaign) -> Chain:
    """The chain of a campaign: what it states, with the rate from each step to the next one."""
    stated = {
        name: exact(value)
        for name in RESULTS
        if (value := getattr(campaign.expected, name)) is not None
    }
    steps: list[Step] = []
    for name, value in stated.items():
        before = steps[-1] if steps else None
        # How many customers a pipeline brings is no share of it.
        fits = before is not None and before.value and (not before.is_money or _money(name))
        steps.append(Step(name, value, value / before.value if before and fits else None))
    budget = None if campaign.budget is None else exact(campaign.budget)
    opportunities, revenue = stated.get("opportunities"), stated.get("revenue")
    cost = budget / opportunities if budget is not None and opportunities else None
    returns = revenue / budget if revenue is not None and budget else None
    return Chain(tuple(steps), cost, returns)


def _money(result: str) -> bool:
    return result in MONEY_RESULTS
