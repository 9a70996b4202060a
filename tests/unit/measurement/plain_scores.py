"""A second, plain reading of the rules of scoring: one lead, exact numbers, no columns."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.invented_leads import InventedLead
from alignment_desktop.domain.scoring import ScoringRule
from tests.measuring import Row


class PlainScore:
    """What the rules make of one lead at a moment.

    Args:
        agreement: Whose rules count.
        lead: Its values; moments are aware.
        activities: Everybody's, told apart by `lead_id`.
        at: The moment; what is later is not known.
    """

    def __init__(self, agreement: Agreement, lead: Row, activities: list[Row], at: datetime):
        self._at = at
        self._known = {
            name: value
            for name, value in lead.items()
            if value is not None and not (isinstance(value, datetime) and value > at)
        }
        self._done = [
            each
            for each in activities
            if each["lead_id"] == lead["lead_id"] and each["at"] <= at and each["kind"]
        ]
        said = {
            name.removeprefix("own:"): value.isoformat() if isinstance(value, datetime) else value
            for name, value in self._known.items()
        }
        self._lead = InventedLead(said, agreement.campaigns_called, agreement.timezone)
        self.points: dict[str, Fraction] = {}
        for key, rule in agreement.rules.items():
            points = self._points(rule)
            if points is not None:
                self.points[key] = points
        sides = {key: rule.side for key, rule in agreement.rules.items()}
        self.fit = self._sum(sides, "fit")
        self.score = self._sum(sides, "engagement")
        self.grade = self._grade(agreement)
        self.threshold = self._threshold(agreement)

    def _points(self, rule: ScoringRule) -> Fraction | None:
        if not self._lead.meets(rule.where):
            return None
        times, newest = Fraction(1), self._known.get(rule.since)
        if rule.activity:
            mine = [
                each["at"]
                for each in self._done
                if each["kind"].strip().lower() == rule.activity.strip().lower()
            ]
            times, newest = Fraction(len(mine)), max(mine, default=None)
        elif rule.count:
            number = self._known.get(rule.count, 0)
            times = Fraction(str(number)) if number != "many" else Fraction(0)
        if times == 0:
            return None
        points = Fraction(str(rule.points)) * times
        if rule.cap is not None:
            most = abs(Fraction(str(rule.cap)))
            points = max(-most, min(most, points))
        if rule.decay is not None and rule.decay.days and newest is not None:
            length = timedelta(days=1) / timedelta(microseconds=1) * Fraction(str(rule.decay.days))
            age = Fraction((self._at - newest) // timedelta(microseconds=1))
            runs = max(0, int(age // length))
            points *= (1 - Fraction(str(rule.decay.percent)) / 100) ** runs
        return points

    def _sum(self, sides: dict[str, str], side: str) -> Fraction:
        return sum((self.points[key] for key in self.points if sides[key] == side), Fraction())

    def _grade(self, agreement: Agreement) -> str | None:
        best: tuple[Fraction, str] | None = None
        for key, grade in agreement.grades.items():
            if grade.from_ is not None:
                bound = Fraction(str(grade.from_))
                if self.fit >= bound and (best is None or bound > best[0]):
                    best = bound, key
        if best is not None:
            return best[1]
        return next((key for key, grade in agreement.grades.items() if grade.from_ is None), None)

    def _threshold(self, agreement: Agreement) -> str | None:
        best: tuple[Fraction | None, str] | None = None
        for key, each in agreement.thresholds.items():
            low = None if each.score.from_ is None else Fraction(str(each.score.from_))
            high = None if each.score.to is None else Fraction(str(each.score.to))
            graded = self.grade in [name.strip().lower() for name in each.grades]
            if (each.grades and not graded) or (low is not None and self.score < low):
                continue
            if high is not None and self.score >= high:
                continue
            better = best is None or (low is not None and (best[0] is None or low > best[0]))
            if better:
                best = low, key
        return None if best is None else best[1]
