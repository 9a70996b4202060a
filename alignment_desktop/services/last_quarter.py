"""The last quarter of which the imported leads speak, and what a draft would make of its leads."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from alignment_desktop.domain.periods import Period, split
from alignment_desktop.services.measuring import Question, request_of

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.services.workspace import Workspace

CREATED = "created_at"
"""The field by which a lead belongs to a quarter."""


def last_quarter(request: Request, agreement: Agreement) -> Period:
    """The last whole quarter before the moment of which the leads speak."""
    day = request.as_of.moment.astimezone(ZoneInfo(agreement.timezone)).date()
    start = agreement.header.fiscal_year_start
    (this,) = split("quarter", day, day, fiscal_year_start=start)
    before = this.whole_start - timedelta(days=1)
    (last,) = split("quarter", before, before, fiscal_year_start=start)
    return last


class OfLastQuarter:
    """What is worked out on the last quarter's leads; the evidence is read once.

    Args:
        request: The evidence and its moment.
        agreement: The draft, for its quarters and its zone.
    """

    def __init__(self, request: Request, agreement: Agreement) -> None:
        self._request, self._agreement = request, agreement
        self._quarter = last_quarter(request, agreement)

    @classmethod
    def of(cls, workspace: Workspace, label: str | None, *, now: datetime) -> Self:
        """That of an agreement's draft.

        Args:
            workspace: Where the agreement and the leads are.
            label: Which agreement; the newest where None.
            now: The moment that counts where no import says one.

        Raises:
            Problem: `workspace-damaged`, where what it stands on is.
        """
        agreement = workspace.draft(label).agreement
        return cls(request_of(workspace, Question(label=label), now), agreement)
