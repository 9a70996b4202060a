"""Measured commitments as values, and the JSON that commands print of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.late_pauses import PauseOpener
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PartResult:
    """One part of the way of the leads of a period.

    Attributes:
        from_: The moment at which it begins.
        to: The moment at which it ends.
        median: The median of its known seconds; None where there are none.
        p90: What nine of ten of them keep.
        counted: How many leads passed both moments.
    """

    from_: str
    to: str
    median: float | None
    p90: float | None
    counted: int


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
        until: The last day of the commitment, where the period ends with it.
        parts: Its time part by part; None where the commitment does not divide it.
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
    until: date | None = None
    parts: tuple[PartResult, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentResult:
    """One commitment, measured.

    Attributes:
        key: Its key.
        measure: How it counts.
        target: What it must reach where a period says nothing else.
        periods: In order; each total is followed by the values of the field asked for.
        notes: Why there is no figure, where there is none.
        until: The last day on which it was in force; None where it still is.
        pauses: Who opened its pauses, where it has any.
    """

    key: str
    measure: str
    target: Target
    periods: tuple[PeriodResult, ...]
    notes: tuple[Problem, ...] = ()
    until: date | None = None
    pauses: tuple[PauseOpener, ...] | None = None


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One lead behind a figure.

    Attributes:
        lead_id: The lead's key.
        state: `kept`, `missed`, `open`, `excluded`; None for measures without kept and missed.
        from_: When it counts, in the agreement's zone; a day where a day was written.
        to: When it stopped, likewise; None where unknown or not applicable.
        due: When its limit runs out; None likewise.
        paused: Seconds that were taken out of its clock; None where nothing pauses it.
        parts: Its seconds part by part, None for a part not known, none without a
            stop; None where its commitment does not divide it.
    """

    lead_id: str
    state: str | None
    from_: datetime | date
    to: datetime | date | None
    due: datetime | None
    paused: float | None = None
    parts: tuple[float | None, ...] | None = None

    def to_json(self) -> dict[str, object]:
        """The row as `leads --json` prints it."""
        shown: dict[str, object] = {
            "lead_id": self.lead_id,
            "state": self.state,
            "from": self.from_.isoformat(),
            "to": self.to and self.to.isoformat(),
            "due": self.due and self.due.isoformat(),
        }
        if self.paused is not None:
            shown["paused"] = self.paused
        if self.parts is not None:
            shown["parts"] = list(self.parts)
        return shown


def to_json(as_of: AsOf, results: Sequence[CommitmentResult]) -> dict[str, object]:
    """What `measure --json` prints."""
    return {"as_of": as_of.instant, "commitments": [_commitment(result) for result in results]}


def _commitment(result: CommitmentResult) -> dict[str, object]:
    shown: dict[str, object] = {
        "key": result.key,
        "measure": result.measure,
        "target": _target(result.target),
    }
    if result.until is not None:
        shown["until"] = result.until.isoformat()
    if result.pauses is not None:
        shown["pauses"] = [
            {"by": each.by, "opened": each.opened, "late": each.late} for each in result.pauses
        ]
    return shown | {"periods": [_period(entry) for entry in result.periods]}


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
    if entry.until is not None:
        shown["until"] = entry.until.isoformat()
    if entry.parts is not None:
        shown["parts"] = [
            {
                "from": each.from_,
                "to": each.to,
                "median": each.median,
                "p90": each.p90,
                "counted": each.counted,
            }
            for each in entry.parts
        ]
    figures = ("eligible", "kept", "missed", "open", "excluded", "value", "low", "high", "status")
    return shown | {name: getattr(entry, name) for name in figures}


def _target(target: Target) -> dict[str, object]:
    return {"op": target.op, "value": target.value, "unit": target.unit}
