"""How the rows of a table of clauses are sorted by one of its columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from alignment_desktop.gui.inspector.editors import ungrouped
from alignment_desktop.gui.models.clause_table import ClauseRow, ClauseTableModel
from alignment_desktop.gui.painting.consent_mark import consent_text
from alignment_desktop.values import dataclass

SortKey = tuple[tuple[int, Decimal, str], ...]
"""Comes before another as its cell does; empty for a cell that says nothing."""

_NUMBER = re.compile(r"\d+(?:[.,'\u2019\u00a0\u202f]\d+)*")
_Column = ClauseTableModel.Column


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column rows are sorted.

    Attributes:
        column: The column of the table of clauses.
        descending: Whether the last one comes first.
    """

    column: int
    descending: bool = False

    def in_order(self, places: Sequence[int], keys: Sequence[SortKey]) -> list[int]:
        """Places of rows in the order in which their rows are shown.

        Those whose cell says nothing come last in either direction; equal ones stay in the
        agreement's own order.

        Args:
            places: The rows.
            keys: The key of every row, by its place.
        """
        said = [place for place in places if keys[place]]
        said.sort(key=lambda place: keys[place], reverse=self.descending)
        return [*said, *(place for place in places if not keys[place])]


def sort_key(row: ClauseRow, column: int) -> SortKey:
    """What a row is sorted by: the words of its cell, and the numbers in them as numbers."""
    match _Column(column):
        case _Column.OWNER:
            text = row.owner.text if row.owner else ""
        case _Column.NAME:
            text = row.name
        case _Column.CONTENT:
            text = row.content
        case _Column.APPLIES_TO:
            text = row.applies_to
        case _Column.CONSENT:
            text = consent_text(row.consent)
        case _:
            text = row.state.text
    return key_of_text(text)


def key_of_text(text: str) -> SortKey:
    """A text as it is sorted: without case and accents, `10` behind `9`, `1,200` behind `300`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each)).strip()
    parts: list[tuple[int, Decimal, str]] = []
    at = 0
    for found in _NUMBER.finditer(plain):
        parts += _words(plain[at : found.start()])
        number = ungrouped(found[0])
        if number is None:  # `2026.10.05` is no number, its parts are
            parts += [(0, Decimal(part), "") for part in re.findall(r"\d+", found[0])]
        else:
            parts.append((0, Decimal(number), ""))
        at = found.end()
    return (*parts, *_words(plain[at:]))


def _words(text: str) -> list[tuple[int, Decimal, str]]:
    return [(1, Decimal(0), text.strip())] if text.strip() else []
