"""Backwards from customers to leads, forwards from leads to customers, and what a point brings.

needed(stage) = ⌈needed(next) ÷ rate⌉, in exact fractions; expected(next) = expected(stage) × rate,
unrounded: needs round up, an expectation is not rounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from alignment_desktop.domain.funnel_way import Way, WayStep
from alignment_desktop.values import dataclass

POINT = Fraction(1, 100)
MOST = 2**53
"""Nobody has or needs more leads, customers or money; what comes to more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class PointMore:
    """What one percentage point more of a rate brings.

    Attributes:
        step: The step as it is.
        gain: How many customers more; of all that are expected, in exact fractions.
    """

    step: WayStep
    gain: Fraction


def needed_customers(revenue: Fraction, deal_size: Fraction) -> int:
    """How many customers it takes: ⌈revenue ÷ deal size⌉."""
    return math.ceil(revenue / deal_size)


def needed_before(count: int, rate: Fraction) -> int:
    """How many leads it takes so that so many go on: ⌈count ÷ rate⌉."""
    return math.ceil(count / rate)


def lead_worth(deal_size: Fraction, rate: Fraction) -> Fraction:
    """What one lead is worth: deal size × the share of leads that become customers."""
    return deal_size * rate


def leading_steps(way: Way, at: str | None = None) -> dict[str, WayStep]:
    """The step out of each stage by which its leads are counted up to a stage.

    That is the step that counts where it leads there, else that to the next stage. A rate of 0
    leads nowhere.

    Args:
        way: The way and its rates.
        at: The stage; where customers are where None.
    """
    end = way.end if at is None else at
    found: dict[str, WayStep] = {}
    for start in reversed(way.stages[: way.stages.index(end)] if end in way.stages else ()):
        for steps in (way.steps, way.next):
            step = steps.get(start)
            if step is not None and step.rate > 0 and (step.end == end or step.end in found):
                found[start] = step
                break
    return found


def backwards(way: Way, count: int, at: str | None = None) -> dict[str, int]:
    """How many leads are needed in each stage so that so many come to one.

    Args:
        way: The way and its rates.
        count: How many are to come there.
        at: The stage; where customers are where None.

    Returns:
        By stage up to that one; stages from which no rate leads there are left out.
    """
    needed = {way.end if at is None else at: count}
    for start, step in leading_steps(way, at).items():
        needed[start] = needed_before(needed[step.end], step.rate)
    return needed


def forwards(way: Way, given: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """How many leads come to each stage.

    Args:
        way: The way and its rates.
        given: How many come to a stage, by stage, where that is known; the others follow from it.

    Returns:
        By stage; stages before those given are left out, as are those that no rate leads to.
    """
    return _forwards(way, leading_steps(way), given)


def _forwards(
    way: Way, leading: Mapping[str, WayStep], given: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    carried: dict[str, Fraction] = {}
    counts_on: str | None = None
    for key in way.stages:
        if key in given:
            found[key] = given[key]
        elif key in carried:
            found[key] = carried[key]
        if key not in found:
            continue
        step, near = leading.get(key), way.next.get(key)
        if step is not None and counts_on in (None, key):
            # What lies between the stages of such a step follows one by one, and leads no further.
            counts_on = step.end
            carried[step.end] = found[key] * step.rate
        if near is not None:
            carried.setdefault(near.end, found[key] * near.rate)
    return found


def rate_between(way: Way, start: str) -> Fraction | None:
    """The share of the leads of a stage that become customers; None where it is not known."""
    return forwards(way, {start: Fraction(1)}).get(way.end)


def one_point_more(way: Way, sources: Sequence[Mapping[str, Fraction]]) -> list[PointMore]:
    """What one point more of each rate brings in customers, the most first.

    A rate that is stated over several stages is shown by its parts where all of them are known: one
    point more of a part lifts the whole as many times as it lifts the part. A rate stays at 100 %.

    Args:
        way: The way and its rates.
        sources: What comes to which stages, each as `forwards` takes it: the campaigns.
    """
    leading = leading_steps(way)
    base = expected_customers(way, sources, leading)
    found = []
    for step in leading.values():
        for part in _parts(way, step):
            times = min(part.rate + POINT, Fraction(1)) / part.rate
            lifted = {**leading, step.start: replace(step, rate=step.rate * times)}
            gain = expected_customers(way, sources, lifted) - base
            if gain > 0:
                found.append(PointMore(part, gain))
    return sorted(found, key=lambda one: -one.gain)


def _parts(way: Way, step: WayStep) -> list[WayStep]:
    """The steps from stage to stage that a step is made of, where all are known; else itself."""
    first, last = way.stages.index(step.start), way.stages.index(step.end)
    inside = [way.next.get(key) for key in way.stages[first:last]]
    parts = [each for each in inside if each is not None and each.rate > 0]
    return parts if len(parts) == len(inside) else [step]


def expected_customers(
    way: Way,
    sources: Sequence[Mapping[str, Fraction]],
    leading: Mapping[str, WayStep] | None = None,
) -> Fraction:
    """How many customers come of all sources together, unrounded.

    Args:
        way: The way and its rates.
        sources: What comes to which stages, each as `forwards` takes it.
        leading: By which steps leads are counted; as `leading_steps` says where None.
    """
    steps = leading_steps(way) if leading is None else leading
    nothing = Fraction(0)
    return sum((_forwards(way, steps, each).get(way.end, nothing) for each in sources), nothing)
