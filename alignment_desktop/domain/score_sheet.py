"""How one lead comes to its grade and score: the rules that fired, and what it lacks for more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.invented_leads import InventedLead
from alignment_desktop.domain.score_matrix import grade_for, threshold_for
from alignment_desktop.domain.scoring import ScoringRule, grades_by_rank, thresholds_by_rank
from alignment_desktop.values import dataclass

_DIGITS = 13
"""Sums are rounded to so many digits: 0.1 and 0.2 reach a bound of 0.3, whatever floats say."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class RulePoints:
    """What one rule gave a lead.

    Attributes:
        key: The rule's key.
        points: How many points, after cap and decay.
        times: How often what it counts was there; 1 where it counts nothing.
        left: The share that decay left of them.
    """

    key: str
    points: float
    times: float = 1.0
    left: float = 1.0


@dataclass(frozen=True, slots=True)
class StepUp:
    """What a lead lacks to be treated otherwise.

    Attributes:
        side: `fit` or `engagement`: which points it lacks.
        points: How many of them.
        threshold: The key of the threshold that would then hold.
    """

    side: str
    points: float
    threshold: str


@dataclass(frozen=True)
class ScoreSheet:
    """What the rules of an agreement make of one lead.

    Attributes:
        rules: The rules that gave it points, in the agreement's order.
        fit: The points of the fit rules.
        grade: The key of its grade; None where none holds.
        score: The points of the engagement rules.
        threshold: The key of the threshold that holds; None where none does.
        steps: What it lacks for the next action, by score and by grade, where there is one.
    """

    rules: tuple[RulePoints, ...]
    fit: float
    grade: str | None
    score: float
    threshold: str | None
    steps: tuple[StepUp, ...] = ()

    def of_side(self, side: str, agreement: Agreement) -> list[RulePoints]:
        """The rules of a side that gave points."""
        return [each for each in self.rules if agreement.rules[each.key].side == side]


def score_sheet(agreement: Agreement, fired: Iterable[RulePoints]) -> ScoreSheet:
    """What follows from the rules that fired."""
    rules = tuple(fired)
    fit, score = (_sum(rules, agreement, side) for side in ("fit", "engagement"))
    grade = grade_for(agreement.grades.values(), fit)
    held = threshold_for(agreement.thresholds.values(), grade, score)
    key = held.key if held is not None else None
    steps = tuple(_steps(agreement, fit, grade, score, key))
    return ScoreSheet(rules, fit, grade, score, key, steps)


def asked_fields(agreement: Agreement) -> tuple[str, ...]:
    """The fields of leads that the rules ask for, in the order in which they do."""
    names = (
        name.strip()
        for rule in agreement.rules.values()
        for name in (*(each.field for each in rule.where), rule.count, rule.since)
    )
    return tuple(dict.fromkeys(name for name in names if name))


def asked_activities(agreement: Agreement) -> tuple[str, ...]:
    """The kinds of activity that the rules count, in the order in which they do."""
    kinds = (rule.activity.strip() for rule in agreement.rules.values())
    return tuple({folded(kind): kind for kind in kinds if kind}.values())


def fading_activities(agreement: Agreement) -> tuple[str, ...]:
    """Those of them whose points fade, so that it matters when the newest was."""
    fading = {folded(rule.activity) for rule in agreement.rules.values() if rule.decay is not None}
    return tuple(kind for kind in asked_activities(agreement) if folded(kind) in fading)


def fired_rules(
    agreement: Agreement,
    lead: InventedLead,
    at: datetime,
    done: Mapping[str, tuple[float, datetime | None]] | None = None,
) -> Iterator[RulePoints]:
    """The rules that fire for a lead that somebody made up.

    Args:
        agreement: Whose rules.
        lead: The lead.
        at: The moment of the score, from which points decay.
        done: By kind of activity how many it had, and the moment of the newest where one is said.
    """
    had = {folded(kind): each for kind, each in (done or {}).items()}
    for key, rule in agreement.rules.items():
        times, newest = 1.0, None
        if rule.count.strip():
            times = lead.number(rule.count) or 0.0
        if rule.since.strip():
            newest = lead.moment(rule.since)
        if rule.activity.strip():
            times, newest = had.get(folded(rule.activity), (0.0, None))
        if times and lead.meets(rule.where):
            left = _left(rule, at, newest)
            yield RulePoints(key, capped_points(rule, times) * left, times, left)


def capped_points(rule: ScoringRule, times: float) -> float:
    """The points of a rule before they decay."""
    points = rule.points * times
    if rule.cap is None:
        return points
    return max(-abs(rule.cap), min(points, abs(rule.cap)))


def _left(rule: ScoringRule, at: datetime, newest: datetime | None) -> float:
    if rule.decay is None or not rule.decay.days or newest is None:
        return 1.0
    runs = math.floor((at - newest).total_seconds() / (rule.decay.days * _DAY))
    return float((1 - rule.decay.percent / 100) ** max(runs, 0))


def _sum(rules: Iterable[RulePoints], agreement: Agreement, side: str) -> float:
    total = sum(each.points for each in rules if agreement.rules[each.key].side == side)
    return float(f"{total:.{_DIGITS}g}")


def _steps(
    agreement: Agreement, fit: float, grade: str | None, score: float, held: str | None
) -> Iterator[StepUp]:
    thresholds = thresholds_by_rank(agreement.thresholds.values())
    bounds = {
        bound
        for each in thresholds
        for bound in (each.score.from_, each.score.to)
        if bound is not None and bound > score
    }
    for bound in sorted(bounds):
        then = threshold_for(thresholds, grade, bound)
        if then is not None and then.key != held:
            yield StepUp("engagement", bound - score, then.key)
            break
    limits, _ = grades_by_rank(agreement.grades.values())
    for limit, key in reversed(limits):
        then = threshold_for(thresholds, key, score)
        if limit > fit and then is not None and then.key != held:
            yield StepUp("fit", limit - fit, then.key)
            break
