"""What the imported quarter says of the stages: counts, rates, days, and where leads go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.periods import days_before
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.funnel import FunnelReader
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.funnel import Funnel
    from alignment_desktop.services.workspace import Workspace

_DAY = 86_400
_MOST_BACK = 8
"""So many periods are looked back for leads."""


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What happened to the leads of a stage in some days.

    Attributes:
        entered: How many came to it.
        went: By stage: how many left to it.
        rate: Of those that came, the share that has gone on towards a customer; None where nothing
            lies onward, or none came.
        days: The median days of the stays that ended; None where none did.
    """

    entered: int
    went: Mapping[str, int]
    rate: Fraction | None
    days: Fraction | None


@dataclass(frozen=True)
class ImportedQuarter:
    """The stages in the last days of the agreement's length that are over and have leads.

    Attributes:
        first: Their first day; None where no leads were imported.
        last: Their last day.
        stages: By key; empty where no leads were imported.
    """

    first: date | None = None
    last: date | None = None
    stages: Mapping[str, StageFigures] = field(default_factory=dict)

    @property
    def rates(self) -> dict[str, Fraction]:
        """By stage: the share that has gone on."""
        return {key: each.rate for key, each in self.stages.items() if each.rate is not None}

    @property
    def stays(self) -> dict[str, Fraction]:
        """By stage: the median days of a stay."""
        return {key: each.days for key, each in self.stages.items() if each.days is not None}


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
