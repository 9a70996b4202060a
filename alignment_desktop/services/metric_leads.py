"""The very leads behind a figure of the metric library: its numerator, its denominator."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.documents.workbook import Cell, Table, write_tables
from alignment_desktop.domain.metrics import METRICS, Made
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, LEAD_KEY
from alignment_desktop.measurement.lead_states import KEPT, MISSED
from alignment_desktop.measurement.metric_counts import ROWS
from alignment_desktop.measurement.metric_rows import MetricRows
from alignment_desktop.services.lead_workbook import who_cells, who_heads
from alignment_desktop.services.scoreboard_leads import (
    MOST,
    Listed,
    known_of,
    shown_leads,
    with_names,
)
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language as language_of

if TYPE_CHECKING:
    from alignment_desktop.services.metrics_board import MetricSources


@dataclass(frozen=True, slots=True)
class MetricPick:
    """One number of a metric.

    Attributes:
        code: The metric's, without the stage or grade.
        part: The stage or grade that it is of; empty: it is one.
        period: What its days are called.
        first: Their first day.
        last: Their last day, included.
        numerator: Whether only those are wanted that meet what the metric asks; of a metric that is
            no share both are the same leads.
    """

    code: str
    part: str
    period: str
    first: date
    last: date
    numerator: bool = False


def listed(sources: MetricSources, pick: MetricPick, *, most: int = MOST) -> Listed:
    """The leads behind a number, by their keys.

    Args:
        sources: What the metrics are made of.
        pick: Which number.
        most: How many to list.
    """
    rows = picked(sources, pick)
    return Listed(shown_leads(rows, most), rows.height)


def picked(sources: MetricSources, pick: MetricPick) -> pl.DataFrame:
    """All leads behind a number, as `scoreboard_leads.with_names` gives them.

    Args:
        sources: What the metrics are made of.
        pick: Which number.
    """
    bench = sources.bench
    days = Period(pick.period, pick.first, pick.last, pick.first, pick.last)
    try:
        rows = ROWS[pick.code](MetricRows(bench, [days]), pick.part)
    except Problem:
        return with_names(
            bench.leads.clear().select(LEAD_KEY, *_no_moments(), *known_of(bench.leads))
        )
    made = METRICS[pick.code].made
    if made is Made.SHARED:
        wanted = [KEPT] if pick.numerator else [KEPT, MISSED]
        rows = rows.filter(pl.col("state").is_in(wanted))
    elif made is not Made.COUNTED:
        rows = rows.filter(pl.col("number").is_not_null())
    known = bench.leads.select(IDENTITY, *known_of(bench.leads))
    found = rows.select(IDENTITY, LEAD_KEY, "state", *_no_moments())
    return with_names(found.join(known, on=IDENTITY, how="left").sort(LEAD_KEY))


def save_leads(path: Path, sources: MetricSources, pick: MetricPick) -> int:
    """Writes all leads behind a number into a workbook; says how many.

    Raises:
        Problem: Where `path` cannot be written to.
    """
    words = language_of(sources.request.newest.header.language or ENGLISH)
    rows: list[list[Cell]] = [
        list(who_cells(lead)) for lead in picked(sources, pick).iter_rows(named=True)
    ]
    write_tables(path, [Table(words.leads.sheet(), list(who_heads(words)), rows)])
    return len(rows)


def _no_moments() -> list[pl.Expr]:
    """Metrics have one moment each, which need not be the start of anything."""
    moment = pl.Datetime("us", "UTC")
    return [pl.lit(None, moment).alias(name) for name in ("from", "to")]
