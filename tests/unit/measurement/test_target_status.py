"""How a figure stands against its target."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement.status import Figure, Interval, status_of


def share(kept: int, missed: int) -> Figure:
    counted = kept + missed
    return Figure(kept / counted, counted, Interval.wilson(kept, counted))


def test_the_interval_is_that_of_the_contracts_example() -> None:
    interval = Interval.wilson(380, 400)
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.924, 0.967)


def test_the_interval_ends_where_nothing_or_everything_is_kept() -> None:
    assert Interval.wilson(0, 3).low == 0
    assert Interval.wilson(3, 3).high == 1
    assert Interval.wilson(3, 3).covers(1.0)


AT_LEAST = Target.parse(">= 95 %").as_share()


@pytest.mark.parametrize(
    ("figure", "at_risk", "status"),
    [
        (Figure(None), 0.9, "no_data"),
        (share(380, 20), 0, "kept"),
        (share(28, 1), 0, "kept"),
        (share(27, 2), 0.9, "too_few"),
        (share(28, 2), 0, "missed"),
        (share(28, 2), 0.9, "at_risk"),
        (share(5, 24), 0.9, "missed"),
        (share(361, 39), 0.95, "at_risk"),
        (share(360, 40), 0.95, "missed"),
        (Figure(0.5, is_open=True), 0.1, "open"),
        (Figure(0.95, is_open=True), 0.1, "kept"),
    ],
)
def test_the_first_that_applies_is_the_status(figure: Figure, at_risk: float, status: str) -> None:
    assert status_of(figure, AT_LEAST, at_risk) == status


@pytest.mark.parametrize(
    ("value", "status"), [(20.0, "kept"), (25.0, "at_risk"), (25.000001, "missed")]
)
def test_at_most_is_at_risk_up_to_the_target_divided(value: float, status: str) -> None:
    assert status_of(Figure(value), Target.parse("<= 20"), 0.8) == status


def test_the_product_with_the_target_is_exact() -> None:
    assert status_of(Figure(0.06), Target.parse(">= 0.2"), 0.3) == "at_risk"
    assert 0.3 * 0.2 <= 0.06
    assert status_of(Figure(0.66), Target.parse(">= 1.1"), 0.6) == "at_risk"
    assert 0.6 * 1.1 == 0.66
    assert status_of(Figure(0.57), Target.parse(">= 0.6"), 0.95) == "at_risk"
