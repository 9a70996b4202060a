"""The rows of a sheet that are no data: titles, repeated headers, totals and small print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.report_rows import LeftOut
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet
    from alignment_desktop.services.importing import Prepared

_TOLD = 50  # rows whose words are kept; nobody reads more
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that is no data.

    Attributes:
        row: Its number, as a spreadsheet shows it.
        reason: Why, as a `LeftOut`.
        text: Its words.
    """

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOutRows:
    """The rows of a sheet that are no data; blank ones are not worth a word.

    Attributes:
        counts: Reason and how many, in the order of the sheet.
        first: The first some dozen of them.
    """

    counts: tuple[tuple[str, int], ...] = ()
    first: tuple[LeftOutRow, ...] = ()

    def __len__(self) -> int:
        """How many they are."""
        return sum(count for _, count in self.counts)


def left_out_rows(sheet: RawSheet, prepared: Prepared) -> LeftOutRows:
    """The rows of a checked sheet that are no data."""
    out = [(row, reason) for row, reason in prepared.checked.left_out if reason != LeftOut.BLANK]
    words = _words(sheet, [row for row, _ in out[:_TOLD]])
    return LeftOutRows(
        counts=tuple(Counter(reason for _, reason in out).items()),
        first=tuple(LeftOutRow(row, reason, words.get(row, "")) for row, reason in out[:_TOLD]),
    )


def _words(sheet: RawSheet, rows: list[int]) -> dict[int, str]:
    wanted = sheet.frame.filter(pl.col(ROW).is_in(rows))
    texts = wanted.select(ROW, pl.col("^text\\..*$").str.strip_chars())
    return {
        row: " · ".join(cell for cell in cells if cell)[:_LONGEST]
        for row, *cells in texts.iter_rows()
    }
