"""Which way a figure went since the days before; said only where the figures bear it."""

from __future__ import annotations

from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, with the 95 % interval of a share.

    Attributes:
        value: The figure.
        low: Lower end of the interval; None where the figure has none.
        high: Upper end.
    """

    value: float
    low: float | None = None
    high: float | None = None

    def covers(self, value: float) -> bool:
        """Whether `value` lies in the interval."""
        return self.low is not None and self.high is not None and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Move:
    """That a figure went up or down.

    Attributes:
        before: The figure of the days before.
        now: The figure.
        is_better: Whether the promise asks for that direction.
    """

    before: float
    now: float
    is_better: bool

    @property
    def rose(self) -> bool:
        """Whether the figure is higher than before."""
        return self.now > self.before

    @property
    def slipped(self) -> bool:
        """Whether the figure is lower than before, and worse for it."""
        return not self.rose and not self.is_better


def move(before: Reading | None, now: Reading, op: str) -> Move | None:
    """Which way a figure went.

    Args:
        before: The figure of the days before; None where there is none.
        now: The figure.
        op: What its target asks for: `>=` or `<=`.

    Returns:
        None where nothing is known of before, where both are equal, and where their intervals
        overlap so widely that one of the figures lies in the interval of the other.
    """
    if before is None or before.value == now.value:
        return None
    if before.covers(now.value) or now.covers(before.value):
        return None
    return Move(before.value, now.value, is_better=(now.value > before.value) == (op == ">="))
