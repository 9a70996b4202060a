"""Figures that spreadsheets state, and totals of campaign rows: measures without leads.

Each adds up the rows of the periods that one version's words are for.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.stated_units import is_other_unit
from alignment_desktop.domain.targets import PERCENT
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.conditions import eligible
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.tally import Tally
from alignment_desktop.measurement.versions import Slice


def stated_rows(bench: Workbench, part: Slice, periods: list[Period]) -> dict[int, Tally]:
    """The row of each period that states the figure.

    Its days are those of the whole period, its segment is that of the commitment; of several rows
    the one stated last counts.

    Raises:
        Problem: `field-not-imported`, `figure-not-imported`, `no-such-segment`.
    """
    commitment, stated = part.commitment, bench.request.evidence.figures.frame
    segments = _names_of_segment(part)
    if not {"figure", "value"} <= set(stated.columns):
        raise Problem("field-not-imported", field="value" if stated.width else "figure")
    stated = stated.filter(_folded("figure") == folded(commitment.figure))
    if stated.is_empty():
        raise Problem("figure-not-imported", figure=commitment.figure)
    stated = stated.filter(
        pl.col("value").is_not_null() & _folded("segment").fill_null("").is_in(segments)
    )
    unit = pl.col("unit") if "unit" in stated.columns else pl.lit(None, pl.String)
    stated = stated.select("start", "end", "value", unit.alias("unit"))
    found = {}
    for index in part.periods:
        period = periods[index]
        days = (pl.col("start") == period.whole_start) & (pl.col("end") == period.whole_end)
        rows = stated.filter(days).select("value", "unit").rows()[-1:]
        found[index] = _stated(rows, commitment)
    return found


def _stated(rows: list[tuple[float, str | None]], commitment: Commitment) -> Tally:
    """What the last row of a period states; its unit has to be that of the target."""
    for value, unit in rows:
        if is_other_unit(unit, commitment.target):
            problem = Problem("figure-in-other-unit", figure=commitment.figure, found=unit)
            return Tally(notes=(problem,))
        if commitment.target.unit_text == PERCENT and value > 1:
            problem = Problem("figure-above-one", figure=commitment.figure, found=f"{value:g}")
            return Tally(1, numbers=pl.Series([value]), notes=(problem,))
        return Tally(1, numbers=pl.Series([value]))
    return Tally()


def _names_of_segment(part: Slice) -> list[str]:
    key = part.commitment.segment
    if not key:
        return [""]
    segment = part.agreement.segments.get(key)
    if segment is None:
        raise Problem("no-such-segment", segment=key)
    return [key, folded(segment.name) or key]


def campaign_rows(bench: Workbench, part: Slice, periods: list[Period]) -> dict[int, Tally]:
    """Campaign rows that meet the conditions, in the period in which their first day lies.

    Raises:
        Problem: `field-not-imported`, `no-such-segment`.
    """
    commitment = part.commitment
    fields = bench.fields(Kind.CAMPAIGNS, part.agreement)
    fields.require("start")
    rows = (
        bench.request.evidence.campaigns.frame.lazy()
        .filter(eligible(commitment, part.agreement, fields))
        .select(
            "start",
            number=fields.resolve(commitment.field).number,
            per=fields.resolve(commitment.per).number,
        )
        .collect()
    )
    found = {}
    for index in part.periods:
        period = periods[index]
        begins = max(period.start, part.since or date.min)
        ends = min(period.end, part.last or date.max)
        within = rows.filter(pl.col("start").is_between(begins, ends))
        found[index] = Tally(
            within.height,
            numbers=within.get_column("number").drop_nulls(),
            per=within.get_column("per").drop_nulls(),
        )
    return found


def _folded(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().str.to_lowercase()
