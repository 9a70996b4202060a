"""The scales on which limits and targets are tried: round steps, within what can be promised."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from alignment_desktop.domain.limits import LONGEST, SECONDS, Limit, Unit
from alignment_desktop.domain.measures import ValueKind
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.trial_scales import TrialScale, scale_of_limit, scale_of_target


@pytest.mark.parametrize(
    ("limit", "step", "drawn", "most"),
    [
        ("4 business hours", "0.5", "8", "40"),
        ("90 minutes", "10", "180", "900"),
        ("1 business day", "1", "2", "10"),
        ("10 business days", "1", "20", "100"),
        ("1 hour", "0.25", "2", "10"),
        ("900 weeks", "100", "1800", "9000"),
    ],
)
def test_a_limit_is_tried_in_round_steps(limit: str, step: str, drawn: str, most: str) -> None:
    found = scale_of_limit(Limit.parse(limit))
    assert found == TrialScale(Decimal(step), Decimal(drawn), Decimal(most), Decimal(step))


def test_no_limit_is_tried_that_could_not_be_promised() -> None:
    longest = LONGEST // SECONDS[Unit.WEEK]
    found = scale_of_limit(Limit.parse(f"{longest} weeks"))
    assert found is not None
    assert found.most == Decimal(LONGEST) / SECONDS[Unit.WEEK]
    assert scale_of_limit(Limit.parse("0 hours")) is None


SHARE, TIME = ValueKind.SHARE, ValueKind.DURATION
COUNT, AMOUNT, STATED = ValueKind.COUNT, ValueKind.AMOUNT, ValueKind.STATED


@pytest.mark.parametrize(
    ("target", "kind", "measured", "scale"),
    [
        (">= 95 %", SHARE, [2.0], ("1", "100", "100", "1")),
        ("<= 5 %", SHARE, [], ("1", "100", "100", "0")),
        ("<= 2 hours", TIME, [999.0], ("0.25", "4", "20", "0.25")),
        ("<= 2 hours", STATED, [], ("0.25", "4", "20", "0.25")),
        (">= 12", COUNT, [3.0], ("1", "24", "120", "1")),
        (">= 200", COUNT, [150.0, 210.0], ("5", "400", "2000", "5")),
        (">= 400", COUNT, [], ("10", "800", "4000", "10")),
        (">= 400", COUNT, [20_000.0], ("10", "22000", "22000", "10")),
        ("<= 0", COUNT, [], ("1", "10", "50", "0")),
        (">= 2400000 EUR", AMOUNT, [2.62e6], ("50000", "4800000", "24000000", "50000")),
        ("<= 95 EUR", AMOUNT, [], ("2", "190", "950", "0")),
        ("<= 0.30 EUR", AMOUNT, [], ("0.01", "0.6", "3", "0")),
        (">= 3", AMOUNT, [], ("0.05", "6", "30", "0.05")),
        (">= 110 %", STATED, [1.2], ("1", "220", "1100", "1")),
        ("<= 2.5 %", STATED, [0.03], ("0.05", "5", "25", "0")),
        (">= 0.0001", STATED, [], ("0.0001", "0.0002", "0.001", "0.0001")),
    ],
)
def test_a_target_is_tried_in_steps_that_suit_its_unit(
    target: str, kind: ValueKind, measured: list[float], scale: tuple[str, ...]
) -> None:
    found = scale_of_target(Target.parse(target), kind, measured)
    assert found is not None
    assert replace(found, snap=Decimal(0)) == TrialScale(*map(Decimal, scale))


def test_places_lie_further_apart_than_steps_where_much_more_was_measured() -> None:
    found = scale_of_target(Target.parse(">= 400"), COUNT, [20_000.0])
    assert found is not None
    assert found.amount_at(0.5) == 11_000
    assert found.amount_at(0.0303) == 700
    assert found.moved(Decimal(400), 1) == 410


def test_a_figure_below_nothing_is_drawn_on_both_sides_of_it() -> None:
    found = scale_of_target(Target.parse(">= -5"), STATED, [-10.0, 3.0])
    assert found is not None
    assert (found.start, found.drawn, found.least) == (
        Decimal(-11),
        Decimal("3.3"),
        Decimal(-50),
    )
    assert found.part_of(Decimal(-50)) == 0.0
    assert found.moved(Decimal(-5), -1) == Decimal("-5.1")


def test_no_time_and_no_more_digits_than_a_target_has_are_tried() -> None:
    assert scale_of_target(Target.parse("<= 0 hours"), TIME) is None
    large = scale_of_target(Target.parse(f">= {10**15 - 1}"), AMOUNT)
    assert large is not None
    assert large.moved(large.most, 1) == large.most == 10**15 - 1


def test_places_and_steps_lead_to_amounts_and_back() -> None:
    scale = TrialScale(Decimal("0.5"), Decimal(8), Decimal(40), Decimal("0.5"))
    assert scale.amount_at(0.76) == Decimal(6)
    assert scale.amount_at(-3) == Decimal("0.5")  # nobody promises no time at all
    assert scale.amount_at(2) == Decimal(8)
    assert scale.moved(Decimal(4), 1) == Decimal("4.5")
    assert scale.moved(Decimal(4), -10) == Decimal("0.5")
    assert scale.moved(Decimal("4.1"), 1) == Decimal("4.5")
    assert scale.moved(Decimal(39), 10) == Decimal(40)
    assert scale.part_of(Decimal(6)) == 0.75
    assert scale.part_of(Decimal(20)) == 1.0
