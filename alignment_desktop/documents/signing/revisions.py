"""The revisions of a file, byte by byte: what was exported, and what each signer added.

Each revision stands behind the one before; every byte of it belongs to an object that its table
names, to that table, or is white space between them. So no two programs read it differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from alignment_desktop.documents.signing.object_tables import CLOSING, Entry, Table, tables_of
from alignment_desktop.documents.signing.pdf_syntax import (
    WHITE,
    Reference,
    Written,
    decoded,
    read_object,
    read_value,
)
from alignment_desktop.documents.signing.refusals import Refused, changed, unreadable
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

_MOST_UNPACKED = 256 * 1024 * 1024
_BEGIN = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)(?:\r\n|\n|\r)(?:%[^\r\n]{0,64}(?:\r\n|\n|\r))?")
_LINE_END = re.compile(rb"\r\n|\n|\r|")
_CUT_OFF = re.compile(rb"[\x00\t\n\x0c\r ]*\d+ \d+ obj")


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


class SignedFile:
    """A file, as it was after each of its revisions.

    Attributes:
        content: Its bytes.
        revisions: From the first to the last.
        faults: Bytes that belong to none of its revisions.

    Raises:
        Refused: It is damaged, or written in a way in which nobody signs.
    """

    def __init__(self, content: bytes, watch: Callable[[], None]) -> None:
        self.content = content
        self._watch = watch
        self._values: dict[tuple[int, int], Any] = {}
        self._packed: dict[tuple[int, int], list[tuple[int, Any]]] = {}
        self.faults: list[Refused] = []
        self._left = _MOST_UNPACKED
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
            if entry.generation:
                return None
            if entry.packed:
                found = self._unpacked(where, entry.at)
                if entry.place >= len(found) or found[entry.place][0] != number:
                    raise unreadable(f"object {number}")
                self._values[key] = found[entry.place][1]
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
        return self._unpack(found)

    def numbers(self, revision: int) -> Iterator[int]:
        """The numbers of all objects that one revision wrote."""
        yield from self.revisions[revision].entries

    def _unpack(self, found: Written) -> bytes:
        """What a stream holds, as long as the file does not unpack to more than anybody reads."""
        assert found.stream is not None
        content = decoded(self.content[slice(*found.stream)], found.value)
        self._left -= len(content)
        if self._left < 0:
            raise unreadable("size")
        return content

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
        content = self._unpack(found)
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
        if b"/Linearized" in content[:1024]:
            # Nobody who signs writes so: it was all written anew.
            raise changed(Problem("verify-saved-anew"))
        made: list[Revision] = []
        start, after = begun.end(), 0
        for table in tables_of(content, self._watch):
            closing = CLOSING.match(content, table.end)
            if closing is None or int(closing[1]) != table.at or table.at < start:
                raise unreadable("startxref")
            line_end = _LINE_END.match(content, closing.end())
            assert line_end is not None
            if table.hybrid:
                self.faults.append(changed(Problem("verify-two-tables")))
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

    def _written(self, table: Table, start: int, end: int) -> dict[int, Written]:
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
            if (found.number, found.generation) != (number, table.entries[number].generation):
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
                named.setdefault(entry.at, []).append((entry.place, number))
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
