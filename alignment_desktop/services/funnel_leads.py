"""The leads behind one number of the funnel: listed on the screen, or all of them in a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.documents.workbook import Cell, Table, write_tables
from alignment_desktop.frames import LEAD_KEY
from alignment_desktop.phrasing.fields import place_text
from alignment_desktop.services.lead_workbook import local_moment, who_cells, who_heads
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
    from alignment_desktop.services.funnel import FunnelReader


@dataclass(frozen=True, slots=True)
class FunnelPick:
    """One number of a funnel.

    Attributes:
        first: The first day of the funnel.
        last: The last day, included.
        stage: The stage.
        part: `start`, `entered`, `left` or `end`.
        cohort: Whether the funnel is that of the leads created in these days.
    """

    first: date
    last: date
    stage: str
    part: str
    cohort: bool = False


def listed(reader: FunnelReader, pick: FunnelPick, *, most: int = MOST) -> Listed:
    """The leads behind a number, in the order in which they came to the stage.

    Args:
        reader: The moves of all leads.
        pick: Which number.
        most: How many to list.
    """
    rows = _picked(reader, pick)
    return Listed(shown_leads(rows, most), rows.height)


def save_leads(path: Path, reader: FunnelReader, pick: FunnelPick) -> int:
    """Writes all leads behind a number into a workbook; says how many.

    Raises:
        Problem: Where `path` cannot be written to.
    """
    agreement, zone = reader.agreement_on(pick.last), reader.as_of.zone
    words = language_of(agreement.header.language or ENGLISH)
    its = words.funnel
    stage = place_text(pick.stage, agreement, words)
    header = [*who_heads(words), its.came_to(stage=stage, zone=zone), its.left_at(zone=zone)]
    rows: list[list[Cell]] = [
        [
            *who_cells(lead),
            local_moment(lead["since"], zone),
            local_moment(lead["stopped"], zone),
        ]
        for lead in _picked(reader, pick).iter_rows(named=True)
    ]
    write_tables(path, [Table(words.leads.sheet(), header, rows)])
    return len(rows)


def _picked(reader: FunnelReader, pick: FunnelPick) -> pl.DataFrame:
    leads = reader.leads_in(pick.first, pick.last, pick.stage, pick.part, cohort=pick.cohort)
    return with_names(leads.select(LEAD_KEY, "from", "to", *known_of(leads)))
