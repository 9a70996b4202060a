"""Which way a figure went: said only where it moved, and where the figures bear it."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.direction import Reading, move


@pytest.mark.parametrize(
    ("before", "now", "op", "rose", "is_better", "slipped"),
    [
        (0.90, 0.85, ">=", False, False, True),
        (0.85, 0.90, ">=", True, True, False),
        (7_200.0, 8_100.0, "<=", True, False, False),
        (8_100.0, 7_200.0, "<=", False, True, False),
    ],
)
def test_only_what_is_lower_and_worse_slipped(
    before: float, now: float, op: str, rose: bool, is_better: bool, slipped: bool
) -> None:
    went = move(Reading(before), Reading(now), op)
    assert went is not None
    assert (went.rose, went.is_better, went.slipped) == (rose, is_better, slipped)


def test_what_is_equal_or_was_not_known_went_nowhere() -> None:
    assert move(Reading(0.9), Reading(0.9), ">=") is None
    assert move(None, Reading(0.9), ">=") is None


def test_shares_whose_intervals_overlap_widely_have_no_direction() -> None:
    now = Reading(0.85, 0.80, 0.90)
    assert move(Reading(0.89, 0.84, 0.93), now, ">=") is None
    assert move(Reading(0.91, 0.84, 0.95), now, ">=") is None  # it covers 85 %
    assert move(Reading(0.91, 0.88, 0.94), now, ">=") is not None
