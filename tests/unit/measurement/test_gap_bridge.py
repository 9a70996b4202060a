"""The gap bridge: parts that sum exactly, owe nothing to an order, and name what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.measurement.gap_bridge import (
    CONVERSION,
    DEAL_SIZE,
    MIX,
    QUALITY,
    SPEED,
    UNEXPLAINED,
    VOLUME,
    Factor,
    Shares,
    part_gap,
    shapley,
)

CHAIN = (VOLUME, QUALITY, SPEED, CONVERSION, DEAL_SIZE)
NUMBERS = st.fractions(min_value=0, max_value=9, max_denominator=12)


def in_all_orders(
    plan: Mapping[str, Fraction], actual: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """What each factor adds to the product when it moves, averaged over every order, one by one."""
    orders = list(permutations(plan))
    added = dict.fromkeys(plan, Fraction(0))
    for order in orders:
        now = dict(plan)
        for name in order:
            before = product(now.values())
            now[name] = actual[name]
            added[name] += product(now.values()) - before
    return {name: amount / len(orders) for name, amount in added.items()}


def product(values: Iterable[Fraction]) -> Fraction:
    result = Fraction(1)
    for value in values:
        result *= value
    return result


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=5, max_size=5))
def test_each_part_is_its_mean_over_all_orders_and_they_sum_exactly(
    pairs: list[tuple[Fraction, Fraction]],
) -> None:
    plan = {name: pair[0] for name, pair in zip(CHAIN, pairs, strict=True)}
    actual = {name: pair[1] for name, pair in zip(CHAIN, pairs, strict=True)}
    found = part_gap(
        product(plan.values()),
        product(actual.values()),
        {name: Factor(plan[name], actual[name]) for name in CHAIN},
    )
    assert found is not None
    assert found.parts == in_all_orders(plan, actual)
    assert sum(found.parts.values()) == found.actual - found.plan


@settings(max_examples=30, deadline=None)
@given(st.tuples(NUMBERS, NUMBERS), NUMBERS, NUMBERS, NUMBERS)
def test_mix_and_deal_size_are_told_apart_in_every_order(
    leads: tuple[Fraction, Fraction], large: Fraction, small: Fraction, grown: Fraction
) -> None:
    shares = Shares(
        (Factor(Fraction(1, 4), Fraction(1, 2)), Factor(Fraction(3, 4), Fraction(1, 2))),
        (Factor(large, grown), Factor(small, small)),
    )
    rest = dict.fromkeys(CHAIN, Factor(Fraction(1), Fraction(1)))
    planned = leads[0] * (large / 4 + small * 3 / 4)
    came = leads[1] * (grown / 2 + small / 2)
    found = part_gap(planned, came, rest | {VOLUME: Factor(*leads)}, shares)

    def worth(moved: frozenset[str]) -> Fraction:
        share = Fraction(1, 2) if MIX in moved else Fraction(1, 4)
        size = grown if DEAL_SIZE in moved else large
        return leads[VOLUME in moved] * (share * size + (1 - share) * small)

    added = dict.fromkeys((VOLUME, DEAL_SIZE, MIX), Fraction(0))
    for order in permutations(added):
        for at, name in enumerate(order):
            added[name] += worth(frozenset(order[: at + 1])) - worth(frozenset(order[:at]))
    assert found is not None
    for name, amount in added.items():
        assert found.parts[name] == amount / 6
    assert list(found.parts) == [*CHAIN, MIX]


def test_the_order_of_the_names_is_no_matter() -> None:
    def worth(moved: frozenset[str]) -> Fraction:
        return Fraction(len(moved) ** 2 + (3 if "a" in moved else 0))

    parts = shapley(["a", "b", "c"], worth)
    assert parts == shapley(["c", "a", "b"], worth)
    assert sum(parts.values()) == 12
    assert shapley([], worth) == {}


KNOWN = {
    VOLUME: Factor(Fraction(100), Fraction(120)),
    QUALITY: Factor(Fraction(1, 2), Fraction(1, 2)),
    SPEED: Factor(Fraction(1), Fraction(1)),
    CONVERSION: Factor(Fraction(1, 10), Fraction(1, 12)),
    DEAL_SIZE: Factor(Fraction(1_000), Fraction(1_000)),
}


def test_what_is_not_known_moves_nothing_and_joins_what_is_unexplained() -> None:
    whole = part_gap(Fraction(5_000), Fraction(5_000), KNOWN)
    assert whole is not None
    assert UNEXPLAINED not in whole.parts
    for lacking in (Factor(None, Fraction(1, 12)), Factor(Fraction(1, 10), None)):
        found = part_gap(Fraction(5_000), Fraction(5_000), KNOWN | {CONVERSION: lacking})
        assert found is not None
        assert CONVERSION not in found.parts
        assert found.parts[VOLUME] > 0
        assert found.parts[UNEXPLAINED] == -sum(
            amount for name, amount in found.parts.items() if name != UNEXPLAINED
        )


def test_a_target_beside_our_promises_leaves_what_they_do_not_make_unexplained() -> None:
    found = part_gap(Fraction(6_000), Fraction(5_000), KNOWN)
    assert found is not None
    assert found.parts[UNEXPLAINED] == -1_000


def test_without_a_target_the_promises_are_the_plan_where_they_are_whole() -> None:
    found = part_gap(None, Fraction(4_500), KNOWN | {CONVERSION: Factor(Fraction(1, 10), None)})
    assert found is not None
    assert found.plan == 5_000
    assert found.parts[UNEXPLAINED] == -1_500
    assert part_gap(None, Fraction(1), KNOWN | {SPEED: Factor(None, Fraction(1))}) is None


def test_where_nothing_is_known_all_is_unexplained() -> None:
    found = part_gap(Fraction(10), Fraction(4), dict.fromkeys(CHAIN, Factor(None, None)))
    assert found is not None
    assert found.parts == {UNEXPLAINED: Fraction(-6)}
