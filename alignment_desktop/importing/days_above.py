"""The days that a report states above its table, in one line or in one for each end."""

from __future__ import annotations

from datetime import date

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import CellKind, kind_column, text_column
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import read_date
from alignment_desktop.importing.header_words import readings
from alignment_desktop.importing.periods import Days, read_period, read_range
from alignment_desktop.importing.placing import SheetCells

_COMMENT = "#/ \t"


def texts_above(cells: SheetCells) -> list[str]:
    """The texts above a sheet's header row, column by column."""
    above = cells.sheet.frame.filter(pl.col(ROW) < cells.header_row)
    found: list[str] = []
    for place_ in range((above.width - 1) // 2):
        kind, text = kind_column(place_), text_column(place_)
        # Not the whole frame for each column: a sheet may have thousands of them.
        told = above.select(kind, text).filter(pl.col(kind) == int(CellKind.TEXT))
        found += told[text].drop_nulls().to_list()
    return found


def days_above(cells: SheetCells, context: ImportContext) -> Days | None:
    """The period that lines above the table state: `July 1, 2025 - …`, `Start date: 20261001`."""
    texts = [text.strip(_COMMENT) for text in texts_above(cells)]
    for text in texts:
        if days := _days_in(text, context):
            return days
    first, last = _stated(texts, "start"), _stated(texts, "end")
    return Days(first, last) if first and last and first <= last else None


def _days_in(text: str, context: ImportContext) -> Days | None:
    """The period that a line states, alone or after a colon: `Month: October 2026`."""
    for part in (text, text.rpartition(": ")[2]):
        days = read_range(part) or read_period(part, context)
        if days:
            return days
    return None


def _stated(texts: list[str], end: str) -> date | None:
    """The day that a line calls the first or the last one."""
    for text in texts:
        label, _, said = text.partition(":")
        if any(end in reading for reading in readings(label)):
            written = read_date(said.strip(), None) if said.strip() else None
            if written:
                return written.moment.date()
    return None
