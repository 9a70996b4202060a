"""The scale on which a limit or a target is tried: its steps, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from alignment_desktop.domain.limits import LONGEST, SECONDS, Limit, Unit
from alignment_desktop.domain.measures import ValueKind
from alignment_desktop.domain.targets import PERCENT, Target
from alignment_desktop.values import dataclass

_STEPS = tuple(Decimal(each) for each in ("0.25", "0.5", "1", "2", "5", "10", "25", "50", "100"))
_SHARED_OUT = 8
_REACH, _FURTHEST = 2, 10
"""How far it reaches in what was promised: as drawn, and by key."""
_FINE = 40
"""Into so many steps, or up to five times as many, an amount without such steps is shared out."""
_AROUND = Decimal("1.1")
"""How much farther than what was measured a scale is drawn."""
_WHOLE_POINTS = 20
"""From so many per cent on a target is tried in whole points."""
_OF_NOTHING = Decimal(10)
"""Where the scale of a target of nothing ends, where nothing was measured either."""
_CENT, _FINEST = Decimal("0.01"), Decimal("0.0001")
_LARGEST = Decimal(10**15 - 1)
"""No target has more digits."""


@dataclass(frozen=True, slots=True)
class TrialScale:
    """Amounts that may be tried, in the unit of what was promised.

    Attributes:
        step: From one to the next.
        drawn: Where the drawn scale ends.
        most: The largest that may be tried.
        least: The smallest that may be tried.
        start: Where the drawn scale begins.
        snap: From one to the next where a place is pointed at; 0: as `step`.
    """

    step: Decimal
    drawn: Decimal
    most: Decimal
    least: Decimal
    start: Decimal = Decimal(0)
    snap: Decimal = Decimal(0)

    def amount_at(self, part: float) -> Decimal:
        """The amount nearest to a place on the drawn scale, which is a part of it from 0 to 1."""
        inside = Decimal(str(min(max(part, 0.0), 1.0)))
        amount = self.start + (self.drawn - self.start) * inside
        return self._held(amount, self.snap or self.step)

    def moved(self, amount: Decimal, steps: int) -> Decimal:
        """The amount so many steps on, or back: those between two steps go to the next one."""
        return self._held(amount + self.step * steps, self.step)

    def part_of(self, amount: Decimal) -> float:
        """Where on the drawn scale an amount stands; at its end where it lies beyond."""
        part = float((amount - self.start) / (self.drawn - self.start))
        return min(max(part, 0.0), 1.0)

    def _held(self, amount: Decimal, step: Decimal) -> Decimal:
        steps = (amount / step).quantize(Decimal(1), ROUND_HALF_UP)
        return min(max(steps * step, self.least), self.most).normalize()


def scale_of_limit(limit: Limit) -> TrialScale | None:
    """The scale on which a limit is tried, as a histogram of it is drawn; None for no time."""
    if not limit.amount:
        return None
    longest = Decimal(LONGEST) / SECONDS[limit.unit]
    least = Decimal(1) if limit.counts_open_days else _STEPS[0]
    return _scale_of_time(limit.amount, least, longest)


def scale_of_target(
    target: Target, kind: ValueKind, measured: Iterable[float] = ()
) -> TrialScale | None:
    """The scale on which a target is tried; None of a time that is none.

    Args:
        target: What was promised.
        kind: What its figure is: a share is tried on its whole scale, a time taken as its
            histogram is drawn, all else in round steps.
        measured: What is shown on the same scale, in the unit of the target.
    """
    if kind is ValueKind.SHARE:
        return TrialScale(Decimal(1), Decimal(100), Decimal(100), _least(target, Decimal(1)))
    amount = target.amount
    if kind is ValueKind.DURATION or target.unit == "seconds":
        return _scale_of_time(amount, _STEPS[0], amount * _FURTHEST) if amount > 0 else None
    shown = [amount_of(value, target) for value in measured]
    ends = [amount * _REACH, *(each * _AROUND for each in shown), Decimal(0)]
    low, high = min(ends), max(ends)
    if low == high:
        high = _OF_NOTHING
    half = (high - low) / _REACH
    size = abs(amount) or half
    step = _step_of(size, target, kind)
    most = min(max(size * _FURTHEST, high), _LARGEST)
    least = _least(target, step) if low == 0 else max(min(-size * _FURTHEST, low), -_LARGEST)
    # Where much more was measured than was promised, places lie further apart than keys go.
    return TrialScale(step, high, most, least, low, _step_of(max(size, half), target, kind))


def _step_of(size: Decimal, target: Target, kind: ValueKind) -> Decimal:
    """The step that suits an amount: whole ones of a count, points of per cent, round sums."""
    if kind is ValueKind.COUNT:
        return _round_step(size, (1, 5), Decimal(1))
    if target.unit_text == PERCENT and size >= _WHOLE_POINTS:
        return Decimal(1)
    money = target.unit not in (None, "share")
    return _round_step(size, (1, 2, 5), _CENT if money else _FINEST)


def amount_of(value: float, target: Target) -> Decimal:
    """A measured value as a number that its target is written with: 0.9 is 90 of per cent."""
    amount = Decimal(str(value))
    if target.unit_text == PERCENT:
        return 100 * amount
    return amount / SECONDS[Unit(target.unit_text)] if target.unit == "seconds" else amount


def _least(target: Target, step: Decimal) -> Decimal:
    """Nothing at all is promised at the most, and never at the least."""
    return Decimal(0) if target.op == "<=" or target.amount < step else step


def _scale_of_time(amount: Decimal, least: Decimal, longest: Decimal) -> TrialScale:
    fitting = [each for each in _STEPS if least <= each <= amount / _SHARED_OUT]
    step = max(fitting, default=least)
    return TrialScale(step, amount * _REACH, min(amount * _FURTHEST, longest), step)


def _round_step(size: Decimal, digits: tuple[int, ...], finest: Decimal) -> Decimal:
    """The largest round step of which an amount has `_FINE` at least."""
    wanted = size / _FINE
    ten = Decimal(1).scaleb(wanted.adjusted())
    return max(max(digit for digit in digits if digit * ten <= wanted) * ten, finest)
