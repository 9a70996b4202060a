"""Tables as spreadsheets put them on the clipboard: cells divided by tabs, rows by line breaks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from alignment_desktop.values import dataclass

MOST_ROWS = 2_000
"""So many rows are read at once; they are looked through before they are taken."""
_LONGEST_CELL = 20_000_000
_QUOTED = frozenset('\t\n\r"')


@dataclass(frozen=True, slots=True)
class TabbedTable:
    """A table that was read.

    Attributes:
        rows: Its rows without those that say nothing, each with its number, counted from 1.
        left_out: How many rows were not read as there are too many.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    left_out: int = 0


def read_tabbed(text: str) -> TabbedTable:
    """The table that a text holds; a cell in quotation marks may have tabs and several lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    # An odd mark belongs to the words: it would swallow all that follows it.
    marked = text.count('"') % 2 == 0
    rows: list[tuple[int, tuple[str, ...]]] = []
    left_out = 0
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        source = io.StringIO(text, newline="")
        lines = (
            csv.reader(source, delimiter="\t")
            if marked
            else csv.reader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) <= MOST_ROWS:
                rows.append((number, tuple(cell.strip() for cell in cells)))
            else:
                left_out += 1
    finally:
        csv.field_size_limit(before)
    return TabbedTable(tuple(rows), left_out)


def write_tabbed(rows: Iterable[Sequence[str]]) -> str:
    """A table as a text, as spreadsheets take it from the clipboard."""
    return "".join("\t".join(_written(cell) for cell in row) + "\n" for row in rows)


def _written(cell: str) -> str:
    """A cell; one with tabs, line breaks or quotation marks stands in such marks."""
    if _QUOTED.isdisjoint(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def one_line(text: str) -> str:
    """A text on one line: line breaks and tabs become spaces."""
    return " ".join(text.split())
