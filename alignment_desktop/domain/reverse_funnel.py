"""The reverse funnel: from the revenue wanted back to the leads that it takes."""

from __future__ import annotations

import math
from fractions import Fraction

from alignment_desktop.domain.plan_check import Part, PlanCheck
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Needed:
    """How many are needed at one step, counted from the revenue backwards.

    Attributes:
        by: The deal size that revenue is divided by, or the rate of the step.
        count: How many it takes, rounded up.
    """

    by: Part
    count: int


def needed(check: PlanCheck) -> tuple[Needed, ...]:
    """Customers first, then the leads before each rate, up to the leads that are promised.

    needed(customers) = ⌈wanted revenue ÷ deal size⌉, then needed(stage) = ⌈needed(next) ÷ rate⌉,
    in exact fractions.

    Returns:
        Empty where a number is missing, or a rate of 0 brings nobody on.
    """
    target = check.target
    if target is None or check.summed or not check.expected:
        return ()
    _, *rates, deal = check.expected
    if any(rate.value <= 0 for rate in rates):
        return ()
    count = math.ceil(Fraction(target) / Fraction(deal.value))
    steps = [Needed(deal, count)]
    for rate in reversed(rates):
        count = math.ceil(count / Fraction(rate.value))
        steps.append(Needed(rate, count))
    return tuple(steps)
