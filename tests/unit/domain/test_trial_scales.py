"""The scales on which limits and targets are tried: round steps, within what can be promised."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alignment_desktop.domain.limits import LONGEST, SECONDS, Limit, Unit
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
    assert found == TrialScale(Decimal(step), Decimal(drawn), Decimal(most))


def test_no_limit_is_tried_that_could_not_be_promised() -> None:
    longest = LONGEST // SECONDS[Unit.WEEK]
    found = scale_of_limit(Limit.parse(f"{longest} weeks"))
    assert found is not None
    assert found.most == Decimal(LONGEST) / SECONDS[Unit.WEEK]
    assert scale_of_limit(Limit.parse("0 hours")) is None


@pytest.mark.parametrize(
    ("target", "scale"),
    [
        (">= 95 %", ("1", "100", "100")),
        ("<= 2 hours", ("0.25", "4", "20")),
        (">= 400", None),
        (">= 3 EUR", None),
        ("<= 0 hours", None),
    ],
)
def test_a_target_is_tried_where_it_is_a_share_or_a_time(
    target: str, scale: tuple[str, str, str] | None
) -> None:
    wanted = TrialScale(*map(Decimal, scale)) if scale else None
    assert scale_of_target(Target.parse(target)) == wanted


def test_places_and_steps_lead_to_amounts_and_back() -> None:
    scale = TrialScale(Decimal("0.5"), Decimal(8), Decimal(40))
    assert scale.amount_at(0.76) == Decimal(6)
    assert scale.amount_at(-3) == Decimal("0.5")  # nobody promises no time at all
    assert scale.amount_at(2) == Decimal(8)
    assert scale.moved(Decimal(4), 1) == Decimal("4.5")
    assert scale.moved(Decimal(4), -10) == Decimal("0.5")
    assert scale.moved(Decimal("4.1"), 1) == Decimal("4.5")
    assert scale.moved(Decimal(39), 10) == Decimal(40)
    assert scale.part_of(Decimal(6)) == 0.75
    assert scale.part_of(Decimal(20)) == 1.0
