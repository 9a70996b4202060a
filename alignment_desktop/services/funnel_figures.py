"""What the imported quarter says of the stages: counts, rates, days, and where leads go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.funnel import ImportedQuarter, StageFigures
from alignment_desktop.domain.periods import days_before
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.funnel import FunnelReader
from alignment_desktop.services.measuring import Question, request_of

if TYPE_CHECKING:
    from alignment_desktop.domain.funnel import Funnel
    from alignment_desktop.services.workspace import Workspace

_DAY = 86_400
_MOST_BACK = 8
"""So many periods are looked back for leads."""


def imported_quarter(workspace: Workspace, label: str | None, *, now: datetime) -> ImportedQuarter:
    """What the imports say of the stages of an agreement's draft.

    The days are the agreement's own where they are over at as-of, else those of the same length
    before; where nobody came to any stage then, the last ones before in which somebody did.

    Args:
        workspace: Where they are.
        label: Which agreement; the newest where None.
        now: The moment that counts where no import says one.

    Raises:
        Problem: `workspace-damaged`, where what they stand on is.
    """
    agreement = workspace.draft(label).agreement
    asked = request_of(workspace, Question(label=label), now)
    if asked.evidence.leads.frame.is_empty():
        return ImportedQuarter()
    reader = FunnelReader(Workbench(replace(asked, versions=(VersionInForce(agreement),))))
    known = reader.as_of.day or reader.as_of.moment.astimezone(ZoneInfo(asked.zone)).date()
    days: tuple[date, date] | None = (agreement.header.period.start, agreement.header.period.end)
    running: ImportedQuarter | None = None
    for _ in range(_MOST_BACK):
        if days is None:
            break
        found = reader.funnel(*days)
        if any(each.entered for each in found.stages if each.stage):
            quarter = ImportedQuarter(*days, _figures(found))
            if days[1] <= known:
                return quarter
            running = running or quarter
        days = days_before(*days)
    return running or ImportedQuarter()


def _figures(found: Funnel) -> dict[str, StageFigures]:
    return {
        each.stage: StageFigures(
            each.entered,
            dict(each.left),
            Fraction(each.gone_on, each.entered)
            if each.gone_on is not None and each.entered
            else None,
            None if each.median_seconds is None else Fraction(each.median_seconds) / _DAY,
        )
        for each in found.stages
        if each.stage
    }
