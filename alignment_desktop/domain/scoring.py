"""The clauses of scoring: which leads get points, and what is done with which scores."""

from __future__ import annotations

import math
from collections.abc import Iterable

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """So many percent of the points are lost every so many days."""

    percent: float = f.of(f.number_between(0, 100))
    days: float = f.of(f.number_between(0, 100_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRule(f.Ruled):
    """Points for a lead that meets conditions, once or for each thing that it did.

    With `activity` the points count for each of its activities of that kind, with `count` times
    the number in that field. `since` names the moment of the newest, from which they decay.
    """

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    side: str = f.of(f.choice("fit", "engagement"), "fit")
    where: tuple[Condition, ...] = f.of(f.CONDITIONS, ())
    activity: str = f.of(f.TEXT, "")
    count: str = f.of(f.LEAD_FIELD, "")
    since: str = f.of(f.LEAD_FIELD, "")
    points: float = f.of(f.NUMBER, 0)
    cap: float | None = f.of(f.NUMBER, None)
    decay: Decay | None = f.of(f.table_of(Decay), None)

    @property
    def has_newest(self) -> bool:
        """Whether it names a moment from which its points can decay."""
        return bool(self.activity.strip() or self.since.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(f.Ruled):
    """A grade, which holds from so many points of fit on; one grade has no such bound."""

    key: str = f.of(f.OWN_KEY)
    from_: float | None = f.of(f.NUMBER, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """A run of scores; `from` is included, `to` is not."""

    from_: float | None = f.of(f.NUMBER, None)
    to: float | None = f.of(f.NUMBER, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(f.Ruled):
    """What to do with leads of these grades and scores."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    grades: tuple[str, ...] = f.of(f.TEXTS, ())
    score: Scores = f.of(f.table_of(Scores), Scores())
    action: str = f.of(f.LONG_TEXT, "")


def grades_by_rank(grades: Iterable[Grade]) -> tuple[list[tuple[float, str]], str | None]:
    """From how many points each grade holds, the highest first; and the grade below them all.

    Of several grades with one bound, or with none, the first in the agreement counts.

    Returns:
        The bounds with the keys of their grades, and the key of the grade without one, or None.
    """
    bounds: dict[float, str] = {}
    below = None
    for grade in grades:
        if grade.from_ is not None:
            bounds.setdefault(grade.from_, grade.key)
        elif below is None:
            below = grade.key
    return sorted(bounds.items(), reverse=True), below


def thresholds_by_rank(thresholds: Iterable[Threshold]) -> list[Threshold]:
    """The thresholds in the order in which they are tried; the first that holds counts.

    The highest `score.from` comes first, those without one last, equal ones as they were written.
    """

    def rank(threshold: Threshold) -> float:
        bound = threshold.score.from_
        return math.inf if bound is None else -bound

    return sorted(thresholds, key=rank)
