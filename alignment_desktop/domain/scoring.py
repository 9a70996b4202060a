"""The clauses of scoring: which leads get points, and what is done with which scores."""

from __future__ import annotations

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
    """Points for a lead that meets conditions."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    side: str = f.of(f.choice("fit", "engagement"), "fit")
    where: tuple[Condition, ...] = f.of(f.CONDITIONS, ())
    points: float = f.of(f.NUMBER, 0)
    cap: float | None = f.of(f.NUMBER, None)
    decay: Decay | None = f.of(f.table_of(Decay), None)


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
