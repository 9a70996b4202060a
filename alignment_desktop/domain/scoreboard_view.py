"""What part of an agreement a scoreboard shows: all that the window knows when it asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """What part of the agreement a scoreboard shows.

    Attributes:
        period: The label of one period; None for the whole agreement.
        segment: The key of one segment; None for all leads.
    """

    period: str | None = None
    segment: str | None = None
