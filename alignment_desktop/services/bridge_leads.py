"""The leads behind a part of the gap bridge: listed on the screen, or all of them in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.documents.workbook import Cell, Table, write_tables
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.revenue_plan import revenue_plan
from alignment_desktop.frames import LEAD_KEY
from alignment_desktop.measurement.gap_bridge import QUALITY, SPEED, VOLUME
from alignment_desktop.measurement.lead_breakdown import USED
from alignment_desktop.measurement.revenue_factors import RETURNED, revenue_leads
from alignment_desktop.services.bridging import reasons_called
from alignment_desktop.services.lead_workbook import local_moment, who_cells, who_heads
from alignment_desktop.services.scoreboard_leads import (
    MOST,
    Listed,
    known_of,
    shown_leads,
    with_names,
)
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language as language_of

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.request import Workbench

_REVENUE = "revenue"
_DAY_SECONDS = 86_400


def listed(bench: Workbench, part: str, *, most: int = MOST) -> Listed:
    """The leads that the actual value of a part is counted from, or those that came back.

    Leads that came are in the order in which they did; of speed the slowest customers are first, of
    the other parts those that brought most.

    Args:
        bench: The evidence that the bridge stands on.
        part: The key of the part, or `returned`.
        most: How many to list.
    """
    rows = _picked(bench, part)
    return Listed(shown_leads(rows, most), rows.height) if rows is not None else Listed((), 0)


def save_leads(path: Path, bench: Workbench, part: str) -> int:
    """Writes all leads behind a part into a workbook; says how many.

    Raises:
        Problem: Where `path` cannot be written to.
    """
    agreement, zone = bench.request.newest, bench.zone
    words = language_of(agreement.header.language or ENGLISH)
    its, came_only = words.bridge, part in (VOLUME, QUALITY, RETURNED)
    came = its.lead_came_back(zone=zone) if part == RETURNED else its.lead_came(zone=zone)
    header = [*who_heads(words), came]
    if part == RETURNED:
        header.append(its.lead_reason())
    if not came_only:
        currency = agreement.header.currency
        header += [its.lead_closed(zone=zone), its.lead_days(), its.lead_revenue(currency=currency)]
    found, rows = _picked(bench, part), list[list[Cell]]()
    for lead in found.iter_rows(named=True) if found is not None else ():
        row: list[Cell] = [*who_cells(lead), local_moment(lead["since"], zone)]
        if part == RETURNED:
            row.append(lead["reason"])
        if not came_only:
            used = lead[USED]
            days = None if used is None else used / _DAY_SECONDS
            row += [local_moment(lead["stopped"], zone), days, lead[_REVENUE]]
        rows.append(row)
    write_tables(path, [Table(words.leads.sheet(), header, rows)])
    return len(rows)


def _picked(bench: Workbench, part: str) -> pl.DataFrame | None:
    agreement = bench.request.newest
    leads = revenue_leads(bench, agreement, revenue_plan(agreement))
    found = leads.behind(part) if leads else None
    if found is None:
        return None
    if part == RETURNED:
        return with_names(_with_reason(found, agreement).sort("from", LEAD_KEY))
    if part in (VOLUME, QUALITY):
        rows = found.select(LEAD_KEY, "from", "to", *known_of(found)).sort("from", LEAD_KEY)
        return with_names(rows)
    first = USED if part == SPEED else _REVENUE
    shown = found.select(LEAD_KEY, "from", "to", USED, _REVENUE, *known_of(found))
    return with_names(shown.sort(first, LEAD_KEY, descending=[True, False], nulls_last=True))


def _with_reason(found: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """Leads that came back, with the reason in the words of its clause, else of the file."""
    told = pl.lit("")
    if "return_reason" in found.columns:
        stated = pl.col("return_reason").fill_null("").str.strip_chars()
        called = reasons_called(agreement, "return")
        names = {word: display_name(reason) for word, reason in called.items()}
        told = stated.str.to_lowercase().replace_strict(names, default=stated)
    return found.select(LEAD_KEY, "from", "to", *known_of(found), reason=told)
