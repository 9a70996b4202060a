"""The revisions of a file, byte by byte: what was exported, and what each signer added.

Each revision stands behind the one before; every byte of it belongs to an object that its table
names, to that table, or is white space between them. So no two programs read it differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from alignment_desktop.documents.signing.pdf_syntax import (
    WHITE,
    Name,
    Reference,
    Written,
    decoded,
    read_object,
    read_value,
)
from alignment_desktop.documents.signing.refusals import Refused, changed, unreadable
from alignment_desktop.domain.problems import Problem

_MOST_OBJECTS = 400_000
_MOST_REVISIONS = 40
_BEGIN = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)(?:\r\n|\n|\r)(?:%[^\r\n]{0,64}(?:\r\n|\n|\r))?")
_CLOSING = re.compile(
    rb"[\x00\t\n\x0c\r ]*startxref[\x00\t\n\x0c\r ]+(\d{1,12})[\x00\t\n\x0c\r ]+%%EOF"
)
_LINE_END = re.compile(rb"\r\n|\n|\r|")
_TABLE = re.compile(rb"xref[\x00\t\x0c ]*(?:\r\n|\n|\r)")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10})[ ]*(?:\r\n|\n|\r)")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_TRAILER = re.compile(rb"[\x00\t\n\x0c\r ]*trailer")
_CUT_OFF = re.compile(rb"[\x00\t\n\x0c\r ]*\d+ \d+ obj")


class Entry(NamedTuple):
    """Where an object is: at a byte, or in a stream of objects, and the how manyth there."""

    packed: bool
    at: int
    index: int


@dataclass(frozen=True)
class Revision:
    """What was added to a file at one time.

    Attributes:
        start: Its first byte.
        marker: Where its end is marked; a signature covers all up to here at least.
        end: Where it ends.
        entries: Where its objects are, by number.
        freed: The objects that it takes away.
        trailer: What its table says of the whole file.
        written: The objects that stand in it by themselves.
    """

    start: int
    marker: int
    end: int
    entries: Mapping[int, Entry]
    freed: frozenset[int]
    trailer: Mapping[str, Any]
    written: Mapping[int, Written]


class _Table(NamedTuple):
    """A table of objects, with where it stands."""

    at: int
    end: int
    entries: dict[int, Entry]
    freed: frozenset[int]
    trailer: dict[str, Any]
    stream: Written | None


class SignedFile:
    """A file, as it was after each of its revisions.

    Attributes:
        content: Its bytes.
        revisions: From the first to the last.
        faults: Bytes that belong to none of its revisions.

    Raises:
        Refused: It is damaged.
    """

    def __init__(self, content: bytes, watch: Callable[[], None]) -> None:
        self.content = content
        self._watch = watch
        self._values: dict[tuple[int, int], Any] = {}
        self._packed: dict[tuple[int, int], list[tuple[int, Any]]] = {}
        self.faults: list[Refused] = []
        self.revisions = self._read()

    @property
    def last(self) -> int:
        """The number of the last revision."""
        return len(self.revisions) - 1

    def defined(self, number: int, revision: int) -> int | None:
        """In which revision an object was last written, as of one; None where it is not there."""
        for each in range(revision, -1, -1):
            if number in self.revisions[each].entries:
                return each
            if number in self.revisions[each].freed:
                return None
        return None

    def value(self, value: Any, revision: int) -> Any:
        """What a value is, as of a revision, where it may refer to another object."""
        for _ in range(10):
            if type(value) is not Reference:
                return value
            value = self.object(value.number, revision)
        raise unreadable("references in a circle")

    def object(self, number: int, revision: int) -> Any:
        """The value of an object, of a stream its dictionary; None where it is not there."""
        where = self.defined(number, revision)
        if where is None:
            return None
        key = (where, number)
        if key not in self._values:
            entry = self.revisions[where].entries[number]
            if entry.packed:
                found = self._unpacked(where, entry.at)
                if entry.index >= len(found) or found[entry.index][0] != number:
                    raise unreadable(f"object {number}")
                self._values[key] = found[entry.index][1]
            else:
                self._values[key] = self.revisions[where].written[number].value
        return self._values[key]

    def written(self, number: int, revision: int) -> Written | None:
        """An object that stands by itself; None for one in a stream of objects, or none."""
        where = self.defined(number, revision)
        return None if where is None else self.revisions[where].written.get(number)

    def stream(self, number: int, revision: int) -> bytes | None:
        """What a stream holds, unpacked; None where the object is none."""
        found = self.written(number, revision)
        if found is None or found.stream is None:
            return None
        return decoded(self.content[slice(*found.stream)], found.value)

    def numbers(self, revision: int) -> Iterator[int]:
        """The numbers of all objects that one revision wrote."""
        yield from self.revisions[revision].entries

    def _unpacked(self, revision: int, container: int) -> list[tuple[int, Any]]:
        key = (revision, container)
        if key not in self._packed:
            self._watch()
            self._packed[key] = self._read_packed(revision, container)
        return self._packed[key]

    def _read_packed(self, revision: int, container: int) -> list[tuple[int, Any]]:
        found = self.revisions[revision].written.get(container)
        if found is None or found.stream is None or found.value.get("Type") != "ObjStm":
            raise unreadable(f"stream of objects {container}")
        count, first = found.value.get("N"), found.value.get("First")
        if type(count) is not int or type(first) is not int or "Extends" in found.value:
            raise unreadable(f"stream of objects {container}")
        content = decoded(self.content[slice(*found.stream)], found.value)
        heading = content[:first].split()
        if len(heading) != 2 * count or not all(each.isdigit() for each in heading):
            raise unreadable(f"stream of objects {container}")
        made = []
        at = first
        for number, offset in zip(heading[::2], heading[1::2], strict=True):
            start = first + int(offset)
            if content[at:start].strip(WHITE) or start < at:
                raise unreadable(f"stream of objects {container}")
            value, at = read_value(content, start)
            made.append((int(number), value))
        if content[at:].strip(WHITE):
            raise unreadable(f"stream of objects {container}")
        return made

    def _read(self) -> tuple[Revision, ...]:
        content = self.content
        begun = _BEGIN.match(content)
        if begun is None:
            raise unreadable("header")
        made: list[Revision] = []
        start, after = begun.end(), 0
        for table in self._tables():
            closing = _CLOSING.match(content, table.end)
            if closing is None or int(closing[1]) != table.at or table.at < start:
                raise unreadable("startxref")
            line_end = _LINE_END.match(content, closing.end())
            assert line_end is not None
            written = self._written(table, start, closing.end())
            made.append(
                Revision(
                    after,
                    closing.end(),
                    line_end.end(),
                    table.entries,
                    table.freed,
                    table.trailer,
                    written,
                )
            )
            start = after = line_end.end()
        self._nothing_behind(start)
        self.revisions = tuple(made)
        for at, revision in enumerate(made):
            self._require_whole(at, revision)
        return self.revisions

    def _tables(self) -> list[_Table]:
        """The tables of objects, the first revision's first."""
        closing = self.content.rfind(b"startxref")
        found = None if closing < 0 else _CLOSING.match(self.content, closing)
        if found is None:
            # Cut off within its last words, or never a whole file.
            raise Refused("damaged", Problem("verify-cut-off"))
        tables: list[_Table] = []
        at = int(found[1])
        count = 0
        while True:
            self._watch()
            table = self._table(at)
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

    def _table(self, at: int) -> _Table:
        if _TABLE.match(self.content, at):
            table = self._plain_table(at)
        else:
            table = self._table_stream(at)
        trailer = table.trailer
        if "Encrypt" in trailer:
            raise Refused("damaged", Problem("verify-encrypted"))
        if "XRefStm" in trailer:
            self.faults.append(changed(Problem("verify-two-tables")))
        size = trailer.get("Size")
        largest = max([*table.entries, *table.freed], default=0)
        if type(size) is not int or largest >= size or type(trailer.get("Root")) is not Reference:
            raise unreadable("trailer")
        return table

    def _plain_table(self, at: int) -> _Table:
        content = self.content
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
                end = row.end()
                if row[3] == b"f":
                    freed.add(number)
                elif int(row[2]):
                    raise unreadable("generation")
                else:
                    entries[number] = Entry(False, int(row[1]), 0)
        trailer = _TRAILER.match(content, end)
        if trailer is None:
            raise unreadable("trailer")
        value, end = read_value(content, trailer.end())
        if not isinstance(value, dict):
            raise unreadable("trailer")
        return _Table(at, end, entries, frozenset(freed), value, None)

    def _table_stream(self, at: int) -> _Table:
        found = read_object(self.content, at)
        about = found.value
        if found.stream is None or about.get("Type") != "XRef":
            raise unreadable("table of objects")
        rows = decoded(self.content[slice(*found.stream)], about)
        widths = about.get("W")
        if not isinstance(widths, list) or len(widths) != 3:
            raise unreadable("table of objects")
        if not all(type(each) is int and 0 <= each <= 8 for each in widths) or not sum(widths):
            raise unreadable("table of objects")
        ranges = about.get("Index", [0, about.get("Size")])
        if not isinstance(ranges, list) or len(ranges) % 2:
            raise unreadable("table of objects")
        if not all(type(each) is int and 0 <= each <= 10**9 for each in ranges):
            raise unreadable("table of objects")
        width = sum(widths)
        if sum(ranges[1::2]) * width != len(rows):
            raise unreadable("table of objects")
        entries: dict[int, Entry] = {}
        freed: set[int] = set()
        place = 0
        one, two = widths[0], widths[0] + widths[1]
        for first, count in zip(ranges[::2], ranges[1::2], strict=True):
            for number in range(first, first + count):
                row = rows[place : place + width]
                place += width
                sort = int.from_bytes(row[:one], "big") if one else 1
                where = int.from_bytes(row[one:two], "big")
                rest = int.from_bytes(row[two:], "big")
                if number in entries or number in freed or sort > 2 or (sort == 1 and rest):
                    raise unreadable("table of objects")
                if sort == 0:
                    freed.add(number)
                else:
                    entries[number] = Entry(sort == 2, where, rest)
        return _Table(at, found.end, entries, frozenset(freed), about, found)

    def _written(self, table: _Table, start: int, end: int) -> dict[int, Written]:
        """The objects of a revision; what is between them but white space is a fault."""
        content = self.content
        made: dict[int, Written] = {}
        places = sorted(
            (entry.at, number) for number, entry in table.entries.items() if not entry.packed
        )
        at = start
        for place, number in places:
            if place == table.at:
                break
            if not at <= place < table.at:
                raise unreadable(f"place of object {number}")
            self._require_white(at, place)
            found = read_object(content, place)
            if found.number != number:
                raise unreadable(f"object {number}")
            made[number] = found
            at = found.end
        self._require_white(at, table.at)
        if table.stream is not None:
            listed = [number for place, number in places if place >= table.at]
            if listed not in ([], [table.stream.number]):
                raise unreadable("place of an object")
            made[table.stream.number] = table.stream
        elif any(place >= table.at for place, _ in places):
            raise unreadable("place of an object")
        return made

    def _require_white(self, start: int, end: int) -> None:
        if self.content[start:end].strip(WHITE):
            self.faults.append(changed(Problem("verify-bytes-between")))

    def _require_whole(self, at: int, revision: Revision) -> None:
        """That each stream of objects holds those that the table names, and no other."""
        named: dict[int, list[tuple[int, int]]] = {}
        for number, entry in revision.entries.items():
            if entry.packed:
                named.setdefault(entry.at, []).append((entry.index, number))
        for number, found in revision.written.items():
            packs = isinstance(found.value, dict) and found.value.get("Type") == "ObjStm"
            if packs and found.stream is not None and number not in named:
                self.faults.append(changed(Problem("verify-bytes-between")))
        for container, places in named.items():
            inside = [number for number, _ in self._unpacked(at, container)]
            if [number for _, number in sorted(places)] != inside:
                self.faults.append(changed(Problem("verify-bytes-between")))

    def _nothing_behind(self, end: int) -> None:
        rest = self.content[end:]
        if not rest:
            return
        if _CUT_OFF.match(rest) and not rest.rstrip(WHITE).endswith((b"endobj", b"%%EOF")):
            raise Refused("damaged", Problem("verify-cut-off"))
        self.faults.append(changed(Problem("verify-bytes-behind")))


def is_dictionary(value: Any, sort: str = "") -> bool:
    """Whether a value is a dictionary, of a type where one is named."""
    return isinstance(value, dict) and (not sort or value.get("Type") == Name(sort))
