"""What the user looks at in the metric library; nothing is loaded with it that measures."""

from __future__ import annotations

from alignment_desktop.values import dataclass

LENGTHS = ("week", "month", "quarter")
"""The lengths of the periods that can be shown beside one another."""


@dataclass(frozen=True, slots=True)
class MetricsView:
    """What the user looks at.

    Attributes:
        every: The length of the periods, one of `LENGTHS`.
        credit: The rule of attribution to compare with; that of the agreement where None.
    """

    every: str = "month"
    credit: str | None = None
