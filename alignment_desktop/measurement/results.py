"""Measured commitments as values, and the JSON that commands print of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodResult:
    """One commitment in one period, in total or for one value of a field.

    Attributes:
        period: The label.
        start: First day, clipped.
        end: Last day, clipped.
        eligible: For shares kept + missed + open; else the leads, rows or durations used.
        kept: None, as `missed`, `open`, `low` and `high` are, for measures that are no share.
        missed: Late, or due and not done.
        open: Not due yet.
        excluded: Left out, and listed.
        value: In the unit of the target; None where there is none.
        low: Lower end of the 95 % interval; None where nothing counts.
        high: Upper end.
        status: See `status.status_of`.
        is_over: Whether the period has ended at the as-of moment.
        goal: The target it is held against.
        target: The same, where it is not the commitment's.
        by: The field of `segment`; None in totals.
        segment: The value that its leads have in `by`; empty for blank.
    """

    period: str
    start: date
    end: date
    eligible: int = 0
    kept: int | None = None
    missed: int | None = None
    open: int | None = None
    excluded: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    status: str = "no_data"
    is_over: bool = True
    goal: Target
    target: Target | None = None
    by: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentResult:
    """One commitment, measured.

    Attributes:
        key: Its key.
        measure: How it counts.
        target: What it must reach where a period says nothing else.
        periods: In order; each total is followed by the values of the field asked for.
        notes: Why there is no figure, where there is none.
    """

    key: str
    measure: str
    target: Target
    periods: tuple[PeriodResult, ...]
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One lead behind a figure.

    Attributes:
        lead_id: The lead's key.
        state: `kept`, `missed`, `open`, `excluded`; None for measures without kept and missed.
        from_: When it counts, in the agreement's zone; a day where a day was written.
        to: When it stopped, likewise; None where unknown or not applicable.
        due: When its limit runs out; None likewise.
    """

    lead_id: str
    state: str | None
    from_: datetime | date
    to: datetime | date | None
    due: datetime | None

    def to_json(self) -> dict[str, object]:
        """The row as `leads --json` prints it."""
        return {
            "lead_id": self.lead_id,
            "state": self.state,
            "from": self.from_.isoformat(),
            "to": self.to and self.to.isoformat(),
            "due": self.due and self.due.isoformat(),
        }


def to_json(as_of: AsOf, results: Sequence[CommitmentResult]) -> dict[str, object]:
    """What `measure --json` prints."""
    return {"as_of": as_of.instant, "commitments": [_commitment(result) for result in results]}


def _commitment(result: CommitmentResult) -> dict[str, object]:
    return {
        "key": result.key,
        "measure": result.measure,
        "target": _target(result.target),
        "periods": [_period(entry) for entry in result.periods],
    }


def _period(entry: PeriodResult) -> dict[str, object]:
    shown: dict[str, object] = {
        "period": entry.period,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
    }
    if entry.by is not None:
        shown |= {"by": entry.by, "segment": entry.segment}
    if entry.target is not None:
        shown["target"] = _target(entry.target)
    figures = ("eligible", "kept", "missed", "open", "excluded", "value", "low", "high", "status")
    return shown | {name: getattr(entry, name) for name in figures}


def _target(target: Target) -> dict[str, object]:
    return {"op": target.op, "value": target.value, "unit": target.unit}
