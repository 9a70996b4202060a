"""Leads that entered a stage and do not meet what its definition asks of a lead in it."""

from __future__ import annotations

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Stage
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.funnel import in_days
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.values import dataclass

_MOST_SHARE, _FEWEST = 0.1, 5
"""More defects than this share, and at least so many, are worth a warning."""


@dataclass(frozen=True)
class StageDefects:
    """What entered a stage in the agreement's period.

    Attributes:
        stage: The stage's key.
        entered: How many leads entered it.
        defects: How many of them do not meet its conditions; they count all the same.
    """

    stage: str
    entered: int
    defects: int

    @property
    def is_remarkable(self) -> bool:
        """Whether these are more than a few that slipped through."""
        return self.defects >= _FEWEST and self.defects > _MOST_SHARE * self.entered


def stage_defects(bench: Workbench, agreement: Agreement) -> list[StageDefects]:
    """What entered each stage that has conditions; stages of which nothing is known are left out.

    Args:
        bench: The evidence, as it was known.
        agreement: Whose stages and period are meant.
    """
    found = []
    for key, stage in agreement.stages.items():
        if stage.where or stage.any:
            counted = _counted(bench, agreement, f"{ENTERED}{key}", stage)
            if counted is not None:
                found.append(StageDefects(key, *counted))
    return found


def _counted(
    bench: Workbench, agreement: Agreement, entry: str, stage: Stage
) -> tuple[int, int] | None:
    """Leads that entered the stage, and those of them that do not meet its conditions."""
    fields = bench.fields(Kind.LEADS, agreement)
    try:
        fields.require(entry)
        inside = _entered_in(bench, agreement, entry)
        asked = [*stage.where, *(each for group in stage.any for each in group)]
        if bench.scores_matter(agreement, asked):
            inside, fields = bench.scored_at(inside, agreement, entry)
        meets = holds_any(stage.where, stage.any, fields)
    except Problem:
        return None  # A field that nobody has imported tells neither for nor against a lead.
    defects = inside.select((~meets).sum()).item()
    return inside.height, int(defects)


def _entered_in(bench: Workbench, agreement: Agreement, entry: str) -> pl.DataFrame:
    """The leads that entered a stage in the agreement's period."""
    days = agreement.header.period
    return bench.leads.filter(in_days(entry, days.start, days.end, bench.zone))
