"""The gap bridge: what separates planned from actual revenue, split into its parts.

Revenue of a period is taken as a product of what leads to it:

    revenue = leads × share accepted × share of the arrivals that still close in the period
              × customers per accepted lead (timing taken out) × revenue per customer

with revenue per customer = Σ share of customers of a segment × its deal size. Each factor has a
planned value (`domain.revenue_plan`) and an actual one, so that the product of all actual ones is
the revenue won. All are snapshots: what happened in the agreement's period, whenever the lead came.

- volume: leads with the event of the promise in the period.
- quality: leads that entered the next stage in the period ÷ these leads.
- speed: 1 - (actual - planned days) ÷ days of the period. A deal that takes a day longer than
  planned moves a day's arrivals beyond the end of the period; planned it is 1.
- conversion: customers won in the period ÷ leads that entered the next stage ÷ speed.
- deal size: revenue ÷ customers won, by segment where the plan parts them.
- mix: each segment's share of the customers, where the plan parts them.

The amount of a part is its Shapley value: what the factor adds when it moves from planned to
actual, averaged over all orders in which the factors can move. So the amounts do not depend on an
order, and with exact fractions they sum to the difference of the two products. A factor that has no
planned or no actual value moves nothing: it is named, and what it would explain joins
`unexplained`, with what the planned factors make beside the stated target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, prod

from alignment_desktop.values import dataclass

VOLUME, QUALITY, SPEED, CONVERSION = "volume", "quality", "speed", "conversion"
DEAL_SIZE, MIX, UNEXPLAINED = "deal-size", "mix", "unexplained"
FACTORS = (VOLUME, QUALITY, SPEED, CONVERSION, DEAL_SIZE, MIX)

Worth = Callable[[frozenset[str]], Fraction]


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of revenue; None where it is not known.

    Attributes:
        plan: Its planned value.
        actual: Its actual value.
    """

    plan: Fraction | None
    actual: Fraction | None

    @property
    def is_known(self) -> bool:
        """Whether both are known, so that it can be told apart."""
        return self.plan is not None and self.actual is not None

    def value(self, *, moved: bool) -> Fraction:
        """The actual value where it has moved, else the planned one; the other where one lacks."""
        first, second = (self.actual, self.plan) if moved else (self.plan, self.actual)
        if first is not None:
            return first
        return Fraction(1) if second is None else second


@dataclass(frozen=True, slots=True)
class Shares:
    """What the segments bring to the revenue of a customer: shares of customers × deal sizes.

    Attributes:
        shares: Of each segment; they sum to 1.
        deal_sizes: Of each segment.
    """

    shares: tuple[Factor, ...]
    deal_sizes: tuple[Factor, ...]

    def value(self, *, moved: bool, mixed: bool) -> Fraction:
        """Revenue per customer with deal sizes and mix as they were planned, or as they became."""
        pairs = zip(self.shares, self.deal_sizes, strict=True)
        return sum(
            (share.value(moved=mixed) * size.value(moved=moved) for share, size in pairs),
            start=Fraction(0),
        )


@dataclass(frozen=True, slots=True)
class Parted:
    """A gap in its parts.

    Attributes:
        plan: Planned revenue.
        actual: Actual revenue.
        parts: Amounts by factor, those that are not known left out, and `unexplained` where it is
            not 0 or one is not known; they sum to actual - plan.
    """

    plan: Fraction
    actual: Fraction
    parts: Mapping[str, Fraction]


def part_gap(
    plan: Fraction | None,
    actual: Fraction,
    factors: Mapping[str, Factor],
    shares: Shares | None = None,
) -> Parted | None:
    """Splits what separates actual from planned revenue, as the module's words say.

    Args:
        plan: The stated target; None: what the planned factors make, where all but the mix are
            known.
        actual: Revenue won.
        factors: All of `FACTORS` but `mix`; the deal size is left aside where `shares` has it.
        shares: The segments, where the plan parts them.

    Returns:
        None where nothing says what was planned.
    """
    chain = [name for name in FACTORS if name in factors]
    if plan is None and not all(factors[name].plan is not None for name in chain):
        return None
    moving = [name for name in chain if factors[name].is_known]
    if shares is not None:
        moving = [name for name in moving if name != DEAL_SIZE] + [DEAL_SIZE, MIX]

    def worth(moved: frozenset[str]) -> Fraction:
        plain = [name for name in chain if shares is None or name != DEAL_SIZE]
        product = prod(
            (factors[name].value(moved=name in moved) for name in plain), start=Fraction(1)
        )
        if shares is None:
            return product
        return product * shares.value(moved=DEAL_SIZE in moved, mixed=MIX in moved)

    parts = shapley(moving, worth)
    goal = worth(frozenset()) if plan is None else plan
    rest = actual - goal - sum(parts.values(), start=Fraction(0))
    if rest or len(moving) < len(chain):
        parts[UNEXPLAINED] = rest
    return Parted(goal, actual, parts)


def shapley(names: Sequence[str], worth: Worth) -> dict[str, Fraction]:
    """What each adds to the worth of those that moved before it, averaged over all orders.

    Args:
        names: Who can move.
        worth: Of any of them that have moved.

    Returns:
        The parts, in the order of `names`; they sum to worth(all) - worth(none).
    """
    whole = factorial(len(names))
    known = {
        moved: worth(moved)
        for size in range(len(names) + 1)
        for moved in map(frozenset, combinations(names, size))
    }
    parts = {}
    for name in names:
        total = Fraction(0)
        for moved, value in known.items():
            if name not in moved:
                orders = factorial(len(moved)) * factorial(len(names) - len(moved) - 1)
                total += orders * (known[moved | {name}] - value)
        parts[name] = total / whole
    return parts
