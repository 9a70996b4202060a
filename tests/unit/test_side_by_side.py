"""Work goes on for a few things ahead, and what it gives comes in their order."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from alignment_desktop.side_by_side import at_once, side_by_side


def test_results_come_in_the_order_of_the_things_though_some_take_longer() -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.05 if number == 0 else 0)
        return 10 * number

    assert list(side_by_side(slow_first, range(9))) == [10 * number for number in range(9)]


def test_only_a_few_things_are_taken_before_their_turn() -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    results = side_by_side(str, things())
    assert next(results) == "0"
    assert taken <= at_once() + 1


def test_what_one_raises_comes_in_its_turn_and_ends_the_work() -> None:
    results = side_by_side(lambda number: 6 // number, [3, 2, 0, 1])
    assert [next(results), next(results)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(results)
