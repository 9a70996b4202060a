"""Where a sheet's column names stand, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import CellKind, text_column
from alignment_desktop.importing.letters import composed
from alignment_desktop.importing.periods import is_part_of_year, is_period_label, is_year
from alignment_desktop.importing.record_faults import named_fields

if TYPE_CHECKING:
    import polars as pl

    from alignment_desktop.importing.workbook import RawSheet

ROWS_LOOKED_AT = 60
"""A header further down than this has to be named by the mapping."""
_FIGURES = re.compile(r"[\W\d_]*")
_LISTING = 3
"""A column with this many different column names below one another lists names: a dictionary."""

_ALIKE = 0.9
"""Names above the best that look like names as much as this share of those."""

Recogniser = Callable[[str], str | None]
"""Gives the field that a column name stands for, or None."""


def width(frame: pl.DataFrame) -> int:
    """How many columns of the sheet the frame holds."""
    return (frame.width - 1) // 2


def find_header_row(sheet: RawSheet, recognise: Recogniser) -> int | None:
    """Number of the row with the column names, by how many of its cells are such names.

    Returns:
        The row's number as a spreadsheet shows it; None where the sheet is empty.
    """
    frame = sheet.frame.head(ROWS_LOOKED_AT)
    rows = [_texts(frame, index) for index in range(frame.height)]
    known = [[recognise(text) if text else None for text in texts] for texts in rows]
    listings = {
        column
        for column in range(width(frame))
        if len({fields[column] for fields in known if fields[column]}) >= _LISTING
    }
    hits = [
        {name for column, name in enumerate(fields) if name and column not in listings}
        for fields in known
    ]
    scores = [4 * len(hits[at]) + _looks(frame, at, texts) for at, texts in enumerate(rows)]
    if not scores:
        return None
    best = scores.index(max(scores))
    # Boards repeat other names among their rows: of names as good the first are the table's.
    alike = (
        at
        for at in range(best)
        if len(hits[at]) >= _LISTING and scores[at] >= _ALIKE * scores[best]
    )
    best = next(alike, best)
    if best + 1 < len(rows) and _is_second_line(rows[best], rows[best + 1]):
        best += 1
    return int(frame[ROW][best])


def _is_second_line(first: list[str | None], second: list[str | None]) -> bool:
    """Whether the row below names stands for the periods into which they are divided.

    What is not divided, such as the names of campaigns, has nothing there, as no data would.
    """
    named = [text for name, text in zip(first, second, strict=True) if name]
    return _is_band(second) and not all(named)


def headers(sheet: RawSheet, header_row: int) -> dict[str, int]:
    """The names of a sheet's columns, each with the position of its column.

    A name that stands there more than once has the one above it in front, where the row above
    groups the columns: `Created` above `Date` and `By` makes `Created Date`. Where that row holds
    periods, every name has its period in front: `Q4 2026` above `Leads` and `MQLs` makes `Q4 2026
    Leads`, and the year 2026 above `Oct` makes `Oct 2026`; what has no name in such a header has
    the one above it. What is there again all the same gets ` (2)` after it. A column with values
    but without a name is called by its letter (`Column C`); one with neither is left out. Fields
    of delimited text beyond those of the record with the names are no column.

    Raises:
        Problem: `header-row-blank` where that row holds nothing.
    """
    frame = sheet.frame
    found = frame[ROW].index_of(header_row)
    if found is None:
        raise Problem("header-row-blank", row=str(header_row), sheet=sheet_words(sheet))
    below = frame.slice(found + 1)
    names: dict[str, int] = {}
    twins: dict[str, int] = {}
    texts = _texts(frame, found)[: named_fields(sheet, header_row)]
    above = _above(frame, found, len(texts))
    groups = _groups(texts, above)
    two_lines = any(groups) or _is_band(texts)
    for column, text in enumerate(texts):
        name = composed(text) if text else ""
        if name and groups[column]:
            name = _joined(groups[column], name)
        if not name and two_lines:
            name = above[column]
        if not name:
            if below[text_column(column)].null_count() == below.height:
                continue
            name = f"Column {column_letters(column)}"
        names[_unused(name, names, twins)] = column
    return names


def _above(frame: pl.DataFrame, found: int, count: int) -> list[str]:
    """The texts right above the names; all empty where that row is blank, or there is none."""
    if not found or frame[ROW][found - 1] != frame[ROW][found] - 1:
        return [""] * count
    return [composed(text) if text else "" for text in _texts(frame, found - 1)[:count]]


def _groups(texts: list[str | None], above: list[str]) -> list[str]:
    """Per column the group above it by which its own name is told from others; else empty."""
    own = [composed(text).casefold() if text else "" for text in texts]
    groups: list[str] = []
    for text in above:
        groups.append(text or (groups or [""])[-1])
    times = Counter(own)
    twice = [bool(name) and times[name] > 1 for name in own]
    if _is_band(texts):
        return [group if name else "" for group, name in zip(groups, own, strict=True)]
    if _is_band(above):
        # A year says nothing of columns that are no parts of it.
        divided = any(twice) or any(map(is_part_of_year, own))
        if divided or not all(is_year(text) for text in above if text):
            return [group if name else "" for group, name in zip(groups, own, strict=True)]
    named = {(group, name) for group, name, again in zip(groups, own, twice, strict=True) if again}
    # A title above names no groups: then its names would still be there twice.
    if len(named) < sum(twice) or "" in {group for group, _ in named}:
        return [""] * len(texts)
    return [group if again else "" for group, again in zip(groups, twice, strict=True)]


def _is_band(texts: Sequence[str | None]) -> bool:
    """Whether a row holds periods and nothing else, at least two of them."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(map(is_period_label, filled))


def _joined(group: str, name: str) -> str:
    """A name with the group above it, as a period is written where both are parts of one."""
    return f"{name} {group}" if is_year(group) and is_part_of_year(name) else f"{group} {name}"


def sheet_words(sheet: RawSheet) -> str:
    """How a sentence names the sheet."""
    return f'sheet "{sheet.name}"' if sheet.name else "the file"


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _unused(name: str, names: dict[str, int], twins: dict[str, int]) -> str:
    """The name, or the first of its numbered twins that is free; `twins` has the last given."""
    if name not in names:
        return name
    number = twins.get(name, 1) + 1
    while f"{name} ({number})" in names:
        number += 1
    twins[name] = number
    return f"{name} ({number})"


def _texts(frame: pl.DataFrame, index: int) -> list[str | None]:
    """A row's texts; a sheet may have 16,384 columns, so they are not fetched one by one."""
    return list(frame.row(index)[1::2])


def _looks(frame: pl.DataFrame, index: int, texts: list[str | None]) -> float:
    """How much a row looks like names: many different texts, few figures."""
    words: set[str] = set()
    kinds = frame.row(index)[2::2]
    others = 0
    for column, text in enumerate(texts):
        if text is None:
            continue
        named = kinds[column] == CellKind.TEXT and not _FIGURES.fullmatch(text)
        if named and text.strip().casefold() not in words:
            words.add(text.strip().casefold())
        else:
            others += 1
    return len(words) - others
