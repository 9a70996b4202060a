"""How figures move as later imports come: each state of them, and by how much they still moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.values import dataclass

SETTLING_DAYS = 14
"""For so many days after the first full figure it is looked at what imports still change."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the days that are looked at came to.

    Attributes:
        value: The figure; None where there was none.
        word: What came of the promise, one of `verdicts.WORDS`.
        eligible: The leads, rows or durations that it is made of.
        kept: None, as `missed` is, for measures that are no share.
        missed: Late, or due and not done.
    """

    value: float | None
    word: str
    eligible: int
    kept: int | None = None
    missed: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What was known of a commitment after an import.

    Attributes:
        at: When the import came, in the agreement's zone.
        figure: What the days came to; None where the commitment was not measured.
        periods: What each of its periods came to, the oldest first.
        batch: The import's number; None: as it stands now, where an import was undone since.
        file: The name of its file.
    """

    at: datetime
    figure: Standing | None
    periods: tuple[PeriodFigure, ...]
    batch: int | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """By how much full figures still moved.

    Attributes:
        most: The largest distance from the first full figure of a period, in its unit.
        periods: In how many periods that could be seen: those with another import in time.
    """

    most: float
    periods: int


@dataclass(frozen=True, slots=True)
class Settling:
    """How the figure of one commitment moved as imports came.

    Attributes:
        key: The commitment.
        unit: Of the figure.
        target: What it is held against; None where no target speaks of these leads.
        every: How long each of its periods is.
        steps: The imports that changed the figure, or what it is made of, the first one first.
        moved: By how much imports still moved full figures; None where that is not known.
        value: The figure as it stands.
    """

    key: str
    unit: str | None
    target: Target | None
    every: str
    steps: tuple[State, ...]
    moved: Moved | None
    value: float | None


def steps(states: Sequence[State]) -> tuple[State, ...]:
    """The states by which the figure, or what it is made of, changed; first the one it began with.

    Args:
        states: What was known after each import, the earliest first.
    """
    found: list[State] = []
    for state in states:
        if state.figure is None and not found:
            continue
        if not found or found[-1].figure != state.figure:
            found.append(state)
    return tuple(found)


def moved(states: Sequence[State], *, from_first: bool) -> Moved | None:
    """By how much imports moved figures soon after these were first known of a period that is over.

    Imports of one day belong together, such as leads and the activities with them: what was known
    at its end counts.

    Args:
        states: What was known after each import, the earliest first.
        from_first: Whether the first state is that of the first import of all; else a period that
            is over in it may have been so earlier, and tells nothing.

    Returns:
        None where no period had another import within `SETTLING_DAYS` of its first full figure.
    """
    first: dict[str, tuple[datetime, float]] = {}
    seen: dict[str, float] = {}
    passed: set[str] = set()
    days = {state.at.date(): state for state in states}
    for number, state in enumerate(days.values()):
        for figure in state.periods:
            if not figure.is_over or figure.value is None or figure.period in passed:
                continue
            if figure.period not in first:
                if number == 0 and not from_first:
                    passed.add(figure.period)
                else:
                    first[figure.period] = state.at, figure.value
                continue
            since, value = first[figure.period]
            if state.at - since <= timedelta(days=SETTLING_DAYS):
                distance = abs(figure.value - value)
                seen[figure.period] = max(seen.get(figure.period, 0.0), distance)
    return Moved(max(seen.values()), len(seen)) if seen else None
