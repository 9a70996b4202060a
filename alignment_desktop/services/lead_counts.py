"""In which figures one lead counts: of which commitment, in which period, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.attainment import leads_behind
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.measurement.results import LeadRow
    from alignment_desktop.services.lead_standing import LeadClock


@dataclass(frozen=True, slots=True)
class LeadCount:
    """A figure in which a lead counts.

    Attributes:
        commitment: Whose figure it is.
        period: The label of the period.
        state: `kept`, `missed`, `open`, `excluded`; None where it is only counted.
    """

    commitment: Commitment
    period: str
    state: str | None

    def to_json(self) -> dict[str, object]:
        """As `lead --json` prints it."""
        return {"commitment": self.commitment.key, "period": self.period, "state": self.state}


def counts_of(request: Request, key: str, clocks: Sequence[LeadClock]) -> Iterator[LeadCount]:
    """Every figure in which a lead counts, in the order of the agreement.

    Args:
        request: With the evidence of that lead alone.
        key: What the lead is known by.
        clocks: What became of it in the promises that have clocks.
    """
    for plan in request.plans():
        commitment = plan.printed
        if not commitment.measured_by.counts_leads:
            continue
        if commitment.measured_by.has_clock:
            rows = [each.row for each in clocks if each.commitment.key == commitment.key]
        else:
            rows = _rows(request, commitment, key)
        for row in rows:
            day = row.from_.date() if isinstance(row.from_, datetime) else row.from_
            periods = (period for period, _ in plan.periods if period.start <= day <= period.end)
            yield from (LeadCount(commitment, period.label, row.state) for period in periods)


def _rows(request: Request, commitment: Commitment, key: str) -> list[LeadRow]:
    try:
        return [row for row in leads_behind(request, commitment.key)[0] if row.lead_id == key]
    except Problem:
        return []  # A field that nobody has imported lets the lead count in no figure.
