"""A stage's conditions tried on the imported leads, beside where these leads really came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_KEY, Kind
from alignment_desktop.measurement.as_of import INSTANT
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.scoreboard_leads import (
    MOST,
    Listed,
    known_of,
    shown_leads,
    with_names,
)
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace

_CREATED = "created_at"
_MEETS, _CAME = "…meets", "…came"


@dataclass(frozen=True)
class StageTrial:
    """What the conditions of a stage say of the imported leads.

    Attributes:
        leads: How many were judged.
        let_in: How many meet the conditions.
        came: How many came to the stage.
        only_met: Those that meet the conditions and did not come.
        only_came: Those that came and do not meet them.
    """

    leads: int
    let_in: int
    came: int
    only_met: Listed
    only_came: Listed


def try_stage(
    workspace: Workspace, key: str, label: str | None, *, now: datetime, most: int = MOST
) -> StageTrial:
    """Tries the conditions of a stage of the draft on every imported lead, as known at as-of.

    Args:
        workspace: Where agreement and leads are.
        key: The stage.
        label: Which agreement; the newest where None.
        now: The moment that counts where no import says one.
        most: How many leads to list of each kind.

    Raises:
        Problem: `no-leads-imported`; `field-not-imported`, where a condition reads a field that no
            file had.
    """
    agreement = workspace.draft(label).agreement
    asked = request_of(workspace, Question(label=label), now)
    bench = Workbench(replace(asked, versions=(VersionInForce(agreement),)))
    stage = agreement.stages[key]
    entry, leads, fields = f"{ENTERED}{key}", bench.leads, bench.fields(Kind.LEADS, agreement)
    if leads.is_empty():
        raise Problem("no-leads-imported")
    conditions = [*stage.where, *(each for group in stage.any for each in group)]
    if _CREATED in leads.columns and bench.scores_matter(agreement, conditions):
        leads, fields = bench.scored_at(
            leads, agreement, entry if entry in leads.columns else _CREATED
        )
    came = pl.col(entry).is_not_null() if entry in leads.columns else pl.lit(False)
    judged = leads.with_columns(
        holds_any(stage.where, stage.any, fields).fill_null(False).alias(_MEETS), came.alias(_CAME)
    )
    since = pl.col(_CREATED) if _CREATED in judged.columns else pl.lit(None, INSTANT)
    arrived = pl.coalesce(pl.col(entry), since) if entry in judged.columns else since

    def listed(which: pl.Expr) -> Listed:
        found = judged.filter(which)
        rows = found.select(
            LEAD_KEY, arrived.alias("from"), arrived.alias("to"), *known_of(found)
        ).sort("from", LEAD_KEY)
        return Listed(shown_leads(with_names(rows), most), found.height)

    return StageTrial(
        judged.height,
        int(judged.get_column(_MEETS).sum()),
        int(judged.get_column(_CAME).sum()),
        listed(pl.col(_MEETS) & ~pl.col(_CAME)),
        listed(~pl.col(_MEETS) & pl.col(_CAME)),
    )
