"""An agreement carried forward: the same clauses for other days, with what is dated moved along."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import HEADER, KINDS, Clause, Days, clause_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import Holds
from alignment_desktop.domain.periods import later_label
from alignment_desktop.domain.plan import Campaign, Content, Initiative
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

_DATED = (Initiative, Campaign, Content)
"""The clauses whose days belong to their agreement's period; holidays and calendars do not."""
_DAYS_A_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True)
class Move:
    """How far days are moved from one period to another.

    Attributes:
        days: The days from the start of the one to the start of the other.
        months: The whole months that these are; None where they are none.
    """

    days: int
    months: int | None

    @classmethod
    def between(cls, old: date, new: date) -> Move:
        """The move by which the day `old` becomes `new`."""
        months = (new.year - old.year) * 12 + new.month - old.month
        return cls((new - old).days, months if _later(old, months) == new else None)

    def day(self, day: date) -> date:
        """A day, moved; by whole months the last day of a month stays the last of its month.

        Raises:
            ValueError: No calendar reaches there.
            OverflowError: Likewise.
        """
        if self.months is None:
            return day + timedelta(days=self.days)
        return _later(day, self.months)

    def label(self, label: str) -> str:
        """The label of a week, month or quarter, moved by the most fitting number of these.

        Any other label stays.

        Raises:
            ValueError: No calendar reaches there.
            OverflowError: Likewise.
        """
        months = round(self.days / _DAYS_A_MONTH) if self.months is None else self.months
        return later_label(label, months=months, weeks=round(self.days / 7))


@dataclass(frozen=True)
class Carried:
    """An agreement that begins with the clauses of another.

    Attributes:
        agreement: The agreement.
        moved: The clauses whose days or labels were moved.
    """

    agreement: Agreement
    moved: tuple[ClauseId, ...]


def carried(agreement: Agreement, label: str, start: date, end: date) -> Carried:
    """The agreement for other days, under another label.

    Args:
        agreement: The one that is carried forward.
        label: What the new one is called.
        start: The first day of its period.
        end: Its last day, included.

    Raises:
        Problem: `end-before-start`; `moved-too-far`, with the `clause`, where no calendar reaches
            as far as one of its days would be moved.
    """
    if end < start:
        raise Problem("end-before-start", start=start.isoformat(), end=end.isoformat())
    header = agreement.header
    move = Move.between(header.period.start, start)
    clauses: dict[ClauseId, Clause] = {}
    moved = []
    for clause_id, clause in agreement.clauses.items():
        try:
            clauses[clause_id] = _moved(clause_id[0], clause, move, agreement.label, label)
        except (ValueError, OverflowError):
            raise Problem("moved-too-far", clause=clause_name(*clause_id)) from None
        if clauses[clause_id] != clause:
            moved.append(clause_id)
    clauses[HEADER, ""] = replace(header, period=Days(start=start, end=end))
    return Carried(Agreement(label, clauses), tuple(moved))


def _moved(kind: str, clause: Clause, move: Move, old_label: str, new_label: str) -> Clause:
    if isinstance(clause, Commitment):
        # What is counted once over the whole period is called as the agreement is.
        whole = {old_label: new_label} if clause.every == "period" else {}
        targets = ((whole.get(each) or move.label(each), target) for each, target in clause.targets)
        return replace(clause, targets=tuple(targets))
    if not isinstance(clause, _DATED):
        return clause
    days = (spec.name for spec in KINDS[kind].fields if spec.holds is Holds.DAY)
    if isinstance(clause, Content):
        # What is to be done anew is not delivered yet.
        clause = replace(clause, delivered=None)
    stated = {name: getattr(clause, name) for name in days}
    moved = {name: move.day(day) for name, day in stated.items() if day is not None}
    return cast(Clause, replace(cast(Any, clause), **moved))


def _later(day: date, months: int) -> date:
    """The day so many months later; the last of a month becomes the last of a month."""
    counted = day.year * 12 + day.month - 1 + months
    year, month = counted // 12, counted % 12 + 1
    last = _last_day(year, month)
    is_last = day.day == _last_day(day.year, day.month)
    return date(year, month, last if is_last else min(day.day, last))


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]
