"""The scale on which a limit or a target is tried: its steps, and how far it reaches."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from alignment_desktop.domain.limits import LONGEST, SECONDS, Limit
from alignment_desktop.domain.targets import PERCENT, Target
from alignment_desktop.values import dataclass

_STEPS = tuple(Decimal(each) for each in ("0.25", "0.5", "1", "2", "5", "10", "25", "50", "100"))
_SHARED_OUT = 8
_REACH, _FURTHEST = 2, 10
"""How far it reaches in what was promised: as drawn, and by key."""


@dataclass(frozen=True, slots=True)
class TrialScale:
    """Amounts that may be tried, in the unit of what was promised.

    Attributes:
        step: From one to the next.
        drawn: Where the drawn scale ends; it begins at nothing.
        most: The largest that may be tried.
    """

    step: Decimal
    drawn: Decimal
    most: Decimal

    def amount_at(self, part: float) -> Decimal:
        """The amount nearest to a place on the drawn scale, which is a part of it from 0 to 1."""
        return self._held(self.drawn * Decimal(str(min(max(part, 0.0), 1.0))))

    def moved(self, amount: Decimal, steps: int) -> Decimal:
        """The amount so many steps on, or back: those between two steps go to the next one."""
        return self._held(amount + self.step * steps)

    def part_of(self, amount: Decimal) -> float:
        """Where on the drawn scale an amount stands; at its end where it lies beyond."""
        return min(float(amount / self.drawn), 1.0)

    def _held(self, amount: Decimal) -> Decimal:
        steps = (amount / self.step).quantize(Decimal(1), ROUND_HALF_UP)
        return min(max(steps * self.step, self.step), self.most).normalize()


def scale_of_limit(limit: Limit) -> TrialScale | None:
    """The scale on which a limit is tried, as a histogram of it is drawn; None for no time."""
    if not limit.amount:
        return None
    longest = Decimal(LONGEST) / SECONDS[limit.unit]
    least = Decimal(1) if limit.counts_open_days else _STEPS[0]
    return _scale(limit.amount, least, longest)


def scale_of_target(target: Target) -> TrialScale | None:
    """The scale on which a target is tried; None of what is neither a share nor a time."""
    if target.unit_text == PERCENT:
        return TrialScale(Decimal(1), Decimal(100), Decimal(100))
    if target.unit != "seconds" or not target.amount:
        return None
    return _scale(target.amount, _STEPS[0], target.amount * _FURTHEST)


def _scale(amount: Decimal, least: Decimal, longest: Decimal) -> TrialScale:
    fitting = [each for each in _STEPS if least <= each <= amount / _SHARED_OUT]
    step = max(fitting, default=least)
    return TrialScale(step, amount * _REACH, min(amount * _FURTHEST, longest))
