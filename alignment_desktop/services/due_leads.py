"""The leads that wait to be dealt with: overdue, due today, due within the next days, by party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.scoreboard import DUE_SOON, DUE_TODAY, OVERDUE, Pick
from alignment_desktop.frames import IDENTITY, LEAD_KEY
from alignment_desktop.measurement.as_of import INSTANT, midnight, moment_literal
from alignment_desktop.measurement.attainment import judged_leads
from alignment_desktop.measurement.lead_states import MISSED, OPEN
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.scoreboard_leads import (
    MOST,
    Listed,
    known_of,
    shown_leads,
    with_names,
)
from alignment_desktop.values import dataclass

SOON = 3
"""Days after today in which what is due is warned of: so many bring a Friday to its Monday."""
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    IDENTITY: pl.String,
    LEAD_KEY: pl.String,
    "from": INSTANT,
    "to": INSTANT,
    "due": INSTANT,
    "state": pl.String,
    "promise": pl.String,
    "party": pl.String,
    "when": pl.String,
}


@dataclass(frozen=True, slots=True)
class DueLeads:
    """How many clocks are overdue or soon due.

    Attributes:
        when: `overdue`, `today` or `soon`.
        count: How many clocks; a lead has one in each promise that speaks of it.
        parties: How many of them are each party's, where it has any.
    """

    when: str
    count: int
    parties: Mapping[str, int]


def due_leads(measured: MeasuredBoard) -> tuple[DueLeads, ...]:
    """How many clocks of a scoreboard are overdue, due today and due soon, in this order.

    Overdue is what missed its limit and has not stopped; due today, what still runs and whose limit
    runs out by the end of the day of the scoreboard's moment; due soon, in the `SOON` days after.
    """
    clocks = _clocks(measured)
    found = []
    for when in (OVERDUE, DUE_TODAY, DUE_SOON):
        rows = clocks.filter(pl.col("when") == when)
        counted = rows.group_by("party").len().sort("party")
        found.append(DueLeads(when, rows.height, dict(counted.iter_rows())))
    return tuple(found)


def due_listed(measured: MeasuredBoard, pick: Pick, *, most: int = MOST) -> Listed:
    """The leads of one of these lists, what is due first before the rest.

    Args:
        measured: The scoreboard.
        pick: Which list, as `due`.
        most: How many to list.
    """
    rows = due_picked(measured, pick)
    return Listed(shown_leads(rows, most), rows.height)


def due_picked(measured: MeasuredBoard, pick: Pick) -> pl.DataFrame:
    """All leads of one of these lists, as `with_names` gives them, in the same order."""
    rows = _clocks(measured).filter(pl.col("when") == pick.due)
    leads = measured.bench.leads
    known = leads.select(IDENTITY, *known_of(leads))
    return with_names(
        rows.join(known, on=IDENTITY, how="left").sort("due", LEAD_KEY, "promise", nulls_last=True)
    )


def _clocks(measured: MeasuredBoard) -> pl.DataFrame:
    """Every clock that waits, judged once for a scoreboard."""
    if measured.due:
        return measured.due[0]
    bench, board = measured.bench, measured.board
    today = bench.as_of.moment.astimezone(ZoneInfo(bench.zone)).date()
    ends, later = (
        moment_literal(midnight(today + timedelta(days=days), bench.zone)) for days in (1, 1 + SOON)
    )
    due, running = pl.col("due"), pl.col("state") == OPEN
    parts = [pl.DataFrame(schema=_SCHEMA)]
    for line in board.lines:
        if not line.measured_by.times_leads or not line.measured_by.has_clock:
            continue
        asked = bench.asking(replace(bench.request, only=line.key, by=None, period=line.period))
        (plan,) = asked.request.plans()
        leads, _ = judged_leads(asked, plan)
        # Without a moment that stops it, as with attempts, nobody knows whether it still waits.
        stops = plan.printed.measured_by.takes_time
        late = (pl.col("state") == MISSED) & pl.col("to").is_null() & pl.lit(stops)
        waiting = leads.with_columns(
            pl.lit(line.name).alias("promise"),
            pl.lit(line.party).alias("party"),
            pl.when(late).then(pl.lit(OVERDUE))
            .when(running & (due < ends)).then(pl.lit(DUE_TODAY))
            .when(running & (due < later)).then(pl.lit(DUE_SOON))
            .alias("when"),
        )  # fmt: skip
        parts.append(waiting.filter(pl.col("when").is_not_null()).select(list(_SCHEMA)))
    measured.due.append(pl.concat(parts))
    return measured.due[0]
