"""One stream of a compound file (OLE2), the container of .xls workbooks.

Layout from [MS-CFB]: a header, sectors of 512 or 4,096 bytes that are chained by a table of next
sectors, and a directory of 128-byte entries. Streams under 4,096 bytes lie in sectors of 64 bytes
inside the root entry's own stream.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from alignment_desktop.domain.problems import Problem

_LAST_REGULAR = 0xFFFFFFFA
_MINI_SECTOR, _MINI_CUTOFF = 64, 4096
_ENTRY = 128
_ROOT, _STREAM = 5, 2


class CompoundFile:
    """The sectors of a compound file, followed with care: chains may lead anywhere."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of a file.

        Raises:
            struct.error, Problem: Where it is damaged.
        """
        self._data = data
        self._shift: int = struct.unpack_from("<H", data, 30)[0]
        if self._shift not in (9, 12):
            raise Problem("file-damaged")
        directory, _, _, mini_table = struct.unpack_from("<4I", data, 48)
        self._next = self._table_of_next()
        self._mini_next = _numbers(self._chain(mini_table))
        entries = self._chain(directory)
        self._entries = [entries[at : at + _ENTRY] for at in range(0, len(entries), _ENTRY)]

    def stream(self, *names: str) -> bytes | None:
        """The content of the first of `names` that is there."""
        for name in names:
            for entry in self._entries:
                if len(entry) == _ENTRY and entry[66] == _STREAM and _name(entry) == name.upper():
                    return self._content(entry)
        return None

    def _content(self, entry: bytes) -> bytes:
        start, size = struct.unpack_from("<2I", entry, 116)
        if size >= _MINI_CUTOFF:
            return self._chain(start)[:size]
        root = next(each for each in self._entries if each[66] == _ROOT)
        small = self._chain(struct.unpack_from("<I", root, 116)[0])
        places = _followed(start, self._mini_next)
        return b"".join(small[at * _MINI_SECTOR : (at + 1) * _MINI_SECTOR] for at in places)[:size]

    def _table_of_next(self) -> Sequence[int]:
        """Sector → the next of its chain; the list of the table's own sectors comes in parts."""
        own = list(struct.unpack_from("<109I", self._data, 76))
        further, seen = struct.unpack_from("<I", self._data, 68)[0], set()
        while further < _LAST_REGULAR and further not in seen:
            seen.add(further)
            *more, further = _numbers(self._sector(further)) or [_LAST_REGULAR]
            own += more
        return _numbers(b"".join(self._sector(each) for each in own if each < _LAST_REGULAR))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(each) for each in _followed(start, self._next))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) << self._shift
        return self._data[at : at + (1 << self._shift)]


def _followed(start: int, following: Sequence[int]) -> list[int]:
    """The sectors of a chain; a chain that is longer than the table leads in a circle.

    Raises:
        Problem: `file-damaged`.
    """
    chain: list[int] = []
    while start < len(following):
        chain.append(start)
        if len(chain) > len(following):
            raise Problem("file-damaged")
        start = following[start]
    return chain


def _numbers(data: bytes) -> list[int]:
    count = len(data) // 4
    return list(struct.unpack_from(f"<{count}I", data))


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace").upper()
