"""Targets as people type them: what they leave out is filled in, what says nothing is refused.

Files state a target whole, and `Target.parse` and `Measure.fitting` say which of them are none.
Whoever types one into a field leaves out what goes without saying; what is typed by mistake is
refused there, where a file is only warned of it.
"""

from __future__ import annotations

from decimal import Decimal

from alignment_desktop.domain.limits import UNIT_NAMES
from alignment_desktop.domain.measures import Measure, ValueKind
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import PERCENT, Target
from alignment_desktop.values import dataclass

AT_LEAST, AT_MOST = ">=", "<="
_COSTS = frozenset({"spend", "cost"})
"""Fields of leads, campaigns and customers of which less is better."""


@dataclass(frozen=True, slots=True)
class TargetField:
    """What a target is typed for.

    Attributes:
        standing: The target that stands there; None for a new one, which is also one that stood for
            a figure of another kind.
        measure: How the figure is measured; None where nothing says so, as of an objective.
        field: The field whose values the measure adds up; empty where it adds up none.
        business: Whether only business time counts.
    """

    standing: Target | None = None
    measure: Measure | None = None
    field: str = ""
    business: bool = False

    def usual_op(self, unit: str = "") -> str:
        """What a new target of a unit means: of durations and costs at most, else at least."""
        measure = self.measure
        if measure is None:
            return AT_MOST if _is_time(unit) else AT_LEAST
        cost = measure.value is ValueKind.AMOUNT and self.field in _COSTS
        return AT_MOST if cost or measure.value is ValueKind.DURATION else AT_LEAST

    def completed(self, op: str, amount: Decimal, unit: str) -> tuple[str, str]:
        """Sign and unit of what was typed, where it leaves them out those of what stands.

        Args:
            op: `>=`, `<=`, or empty.
            amount: The number.
            unit: As it was typed; empty where it was not.

        Returns:
            Sign and unit; of a share between nought and one no unit, as it is written so.
        """
        standing = self.standing
        if standing is not None and unit and _is_time(unit) != _is_time(standing.unit_text):
            standing = None  # a figure of another kind is meant
        if not unit:
            own = PERCENT if self.measure is not None and self.measure.is_share else ""
            unit = own if standing is None else standing.unit_text
            if unit == PERCENT and 0 < amount < 1:
                unit = ""
        return op or (self.usual_op(unit) if standing is None else standing.op), unit

    def require_sense(self, target: Target) -> None:
        """Refuses what nobody means who types it, though a file may state it.

        Raises:
            Problem: `target-above-whole`, `target-needs-unit`, and those of `Measure.fitting`.
        """
        measure, standing = self.measure, self.standing
        if measure is None:
            return
        if measure.is_above_whole(measure.fitting(target, business=self.business)):
            raise Problem("target-above-whole", value=str(target))
        bare = standing is not None and not standing.unit_text
        if measure.value is ValueKind.DURATION and not target.unit_text and not bare:
            code = "target-needs-open-hours" if self.business else "target-needs-unit"
            raise Problem(code, value=str(target))


def _is_time(unit: str) -> bool:
    return unit.lower().removesuffix("s") in UNIT_NAMES
