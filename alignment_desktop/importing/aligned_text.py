"""Text whose columns are aligned by spaces, as consoles and old systems print tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from alignment_desktop.importing.cells import pieces_of
from alignment_desktop.importing.text_records import Dialect, Records, RecordsSeen

_MOST_LINES = 1_000
_GAP = re.compile(r"\S  +\S")
_WORD = re.compile(r"\S+")
_LONGEST = 4_000

Span = tuple[int, int | None]
"""Where a column begins, and where the next one does; None for the last."""


def aligned_columns(lines: Iterator[str]) -> list[Span]:
    """The columns of an aligned table, by the places that are blank in all of its lines.

    Lines without a gap are titles, and are not looked at.

    Returns:
        Nothing where the lines are not aligned in at least two columns, or there is but one.
    """
    filled = bytearray()
    count = 0
    for line in islice(lines, _MOST_LINES):
        text = line.rstrip()
        if "\t" in text or len(text) > _LONGEST:
            return []
        if not _GAP.search(text):
            continue
        count += 1
        filled.extend(bytes(max(0, len(text) - len(filled))))
        for word in _WORD.finditer(text):
            filled[word.start() : word.end()] = b"x" * (word.end() - word.start())
    if count < 2:
        return []
    # A single blank may be between two words of one column.
    ends = [gap.end() for gap in re.finditer(rb"\0\0+", bytes(filled)) if gap.start()]
    return list(zip([0, *ends], [*ends, None], strict=True)) if ends else []


def aligned_records(lines: Iterable[str], spans: list[Span]) -> Records:
    """The records of an aligned table; a line with a word across a gap has one field."""
    about = RecordsSeen()

    def noted() -> Iterator[tuple[int, list[str]]]:
        for number, line in enumerate(lines, start=1):
            text = line.rstrip()
            fields = [text[start:end] for start, end in spans]
            crossing = any(
                text[start - 1 : start].strip() or text[start - 2 : start - 1].strip()
                for start, _ in spans[1:]
            )
            row = [text] if crossing else [field.strip() for field in fields]
            if about.add(number, row):
                yield number, row

    pieces = list(pieces_of(noted()))
    return Records(pieces, about.frame(), Dialect(aligned=True))
