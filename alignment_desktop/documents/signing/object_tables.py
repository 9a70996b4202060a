"""The tables that say where the objects of a file are: one for each revision, in either form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from alignment_desktop.documents.signing.pdf_syntax import (
    Reference,
    Written,
    decoded,
    read_object,
    read_value,
)
from alignment_desktop.documents.signing.refusals import Refused, unreadable
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import DAMAGED

CLOSING = re.compile(
    rb"[\x00\t\n\x0c\r ]*startxref[\x00\t\n\x0c\r ]+(\d{1,12})[\x00\t\n\x0c\r ]+%%EOF"
)
_MOST_OBJECTS = 400_000
_MOST_REVISIONS = 40
_TABLE = re.compile(rb"xref[\x00\t\x0c ]*(?:\r\n|\n|\r)")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10})[ ]*(?:\r\n|\n|\r)")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_TRAILER = re.compile(rb"[\x00\t\n\x0c\r ]*trailer")
_FREE, _PACKED = 0, 2


class Entry(NamedTuple):
    """Where an object is: at a byte, or in a stream of objects, and the how manyth there.

    What is of another generation than 0 is never referred to: such a reference cannot be read.
    """

    packed: bool
    at: int
    place: int = 0
    generation: int = 0


class Table(NamedTuple):
    """A table of objects, with where it stands.

    Attributes:
        at: Its first byte.
        end: Where it ends.
        entries: Where the objects are, by number.
        freed: The objects that it takes away.
        trailer: What it says of the whole file.
        stream: The object that it is, where it is one.
    """

    at: int
    end: int
    entries: dict[int, Entry]
    freed: frozenset[int]
    trailer: dict[str, Any]
    stream: Written | None

    @property
    def hybrid(self) -> bool:
        """Whether it names a second table beside it."""
        return "XRefStm" in self.trailer


def tables_of(content: bytes, watch: Callable[[], None]) -> list[Table]:
    """The tables of a file, the first revision's first.

    Raises:
        Refused: `damaged`.
    """
    closing = content.rfind(b"startxref")
    found = None if closing < 0 else CLOSING.match(content, closing)
    if found is None:
        # Cut off within its last words, or never a whole file.
        raise Refused(DAMAGED, Problem("verify-cut-off"))
    tables: list[Table] = []
    at = int(found[1])
    count = 0
    while True:
        watch()
        table = _table(content, at)
        tables.append(table)
        count += len(table.entries)
        if len(tables) > _MOST_REVISIONS or count > _MOST_OBJECTS:
            raise unreadable("size")
        before = table.trailer.get("Prev")
        if before is None:
            return tables[::-1]
        if type(before) is not int or not 0 < before < at:
            raise unreadable("Prev")
        at = before


def _table(content: bytes, at: int) -> Table:
    plain = _TABLE.match(content, at) is not None
    table = _plain_table(content, at) if plain else _table_stream(content, at)
    trailer = table.trailer
    if "Encrypt" in trailer:
        raise Refused(DAMAGED, Problem("verify-encrypted"))
    size = trailer.get("Size")
    largest = max([*table.entries, *table.freed], default=0)
    if type(size) is not int or largest >= size or type(trailer.get("Root")) is not Reference:
        raise unreadable("trailer")
    return table


def _plain_table(content: bytes, at: int) -> Table:
    begun = _TABLE.match(content, at)
    assert begun is not None
    end = begun.end()
    entries: dict[int, Entry] = {}
    freed: set[int] = set()
    while section := _SECTION.match(content, end):
        end = section.end()
        first, count = int(section[1]), int(section[2])
        for number in range(first, first + count):
            row = _ROW.match(content, end)
            if row is None or number in entries or number in freed:
                raise unreadable("table of objects")
            if len(entries) + len(freed) >= _MOST_OBJECTS:
                raise unreadable("size")
            end = row.end()
            if row[3] == b"f":
                freed.add(number)
            else:
                entries[number] = Entry(False, int(row[1]), generation=int(row[2]))
    trailer = _TRAILER.match(content, end)
    if trailer is None:
        raise unreadable("trailer")
    value, end = read_value(content, trailer.end())
    if not isinstance(value, dict):
        raise unreadable("trailer")
    return Table(at, end, entries, frozenset(freed), value, None)


def _table_stream(content: bytes, at: int) -> Table:
    found = read_object(content, at)
    about = found.value
    if found.stream is None or about.get("Type") != "XRef":
        raise unreadable("table of objects")
    rows = decoded(content[slice(*found.stream)], about)
    widths = _counts(about.get("W"), 8)
    ranges = _counts(about.get("Index", [0, about.get("Size")]), 10**9)
    width = sum(widths)
    if len(widths) != 3 or len(ranges) % 2 or not width or sum(ranges[1::2]) * width != len(rows):
        raise unreadable("table of objects")
    if sum(ranges[1::2]) > _MOST_OBJECTS:
        raise unreadable("size")
    numbers = [
        number
        for first, count in zip(ranges[::2], ranges[1::2], strict=True)
        for number in range(first, first + count)
    ]
    if len(set(numbers)) != len(numbers):
        raise unreadable("table of objects")
    entries: dict[int, Entry] = {}
    freed: set[int] = set()
    one, two = widths[0], widths[0] + widths[1]
    for at_row, number in enumerate(numbers):
        row = rows[at_row * width : (at_row + 1) * width]
        sort = int.from_bytes(row[:one], "big") if one else 1
        where, rest = int.from_bytes(row[one:two], "big"), int.from_bytes(row[two:], "big")
        if sort == _FREE:
            freed.add(number)
        elif sort == _PACKED:
            entries[number] = Entry(True, where, place=rest)
        elif sort == 1:
            entries[number] = Entry(False, where, generation=rest)
        else:
            raise unreadable("table of objects")
    return Table(at, found.end, entries, frozenset(freed), about, found)


def _counts(value: Any, most: int) -> list[int]:
    right = isinstance(value, list) and all(
        type(each) is int and 0 <= each <= most for each in value
    )
    if not right:
        raise unreadable("table of objects")
    return list(value)
