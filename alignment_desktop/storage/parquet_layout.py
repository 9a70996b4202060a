"""What a Parquet file says of itself before it is unpacked: columns, rows, and bytes once unpacked.

Whoever made the file wrote these numbers, and a reader reserves memory by them. The footer and
the header of every page are read here, a few bytes each; nothing is unpacked. The format is
https://github.com/apache/parquet-format, in Thrift's compact protocol.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = b"PAR1"
_DEEPEST = 12
"""Levels of structures and lists within each other; the format itself needs ten."""
_REPEATED = 2
_CODECS = frozenset({0, 6})
"""Not compressed, and Zstandard: nothing else is ever written here."""
_DATA, _DICTIONARY, _DATA_2 = 0, 2, 3
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _TEXT, _LIST, _SET, _MAP, _STRUCT = range(1, 13)

_Fields = dict[int, Any]


class LayoutError(ValueError):
    """The bytes are no Parquet file as this program writes them."""


@dataclass(frozen=True, slots=True)
class ParquetLayout:
    """What a file holds.

    Attributes:
        columns: The names of its columns, none of them nested.
        rows: Of every column.
        unpacked_bytes: What all its pages come to once they are unpacked.
    """

    columns: tuple[str, ...]
    rows: int
    unpacked_bytes: int


def layout_of(data: bytes) -> ParquetLayout:
    """Reads footer and page headers, and holds the one against the other.

    Raises:
        LayoutError: It is no such file, a column is nested, or its numbers contradict each other.
    """
    try:
        return _layout(data)
    except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
        # Of another shape than the format has.
        raise LayoutError(str(error)) from error


def _layout(data: bytes) -> ParquetLayout:
    footer = _footer(data)
    columns = tuple(_columns(footer[2]))
    rows = unpacked = 0
    for group in footer[4]:
        chunks, height = group[1], _count(group[3])
        if len(chunks) != len(columns):
            raise LayoutError("a group of rows lacks columns")
        rows += height
        unpacked += sum(_unpacked(data, chunk, height) for chunk in chunks)
    if rows != _count(footer[3]):
        raise LayoutError("the groups have other rows than the whole")
    return ParquetLayout(columns, rows, unpacked)


def _footer(data: bytes) -> _Fields:
    length = int.from_bytes(data[-8:-4], "little")
    start, end = len(data) - 8 - length, len(data) - 8
    if data[:4] != _MAGIC or data[-4:] != _MAGIC or start < len(_MAGIC):
        raise LayoutError("no Parquet file")
    return _Compact(data, start, end).structure()


def _columns(schema: list[_Fields]) -> Iterator[str]:
    root, *leaves = schema
    if _count(root.get(5, 0)) != len(leaves):
        raise LayoutError("columns are nested")
    for leaf in leaves:
        if leaf.get(5) or leaf.get(3) == _REPEATED:
            raise LayoutError("columns are nested")
        yield leaf[4].decode()


def _unpacked(data: bytes, chunk: _Fields, rows: int) -> int:
    """The bytes to which the pages of one column come; the header of each is read."""
    about = chunk[3]
    if chunk.get(1) or about[4] not in _CODECS or _count(about[5]) != rows:
        raise LayoutError("a column lies elsewhere, is packed otherwise, or has other rows")
    # Where there is no dictionary, some write an offset of zero, at which no page can lie.
    place = min(filter(None, (_count(about[9]), _count(about.get(11, 0)))))
    end = place + _count(about[7])
    if end > len(data):
        raise LayoutError("a column lies outside the file")
    values = unpacked = 0
    while place < end:
        header = _Compact(data, place, end)
        page = header.structure()
        unpacked += _count(page[2])
        values += _values(page)
        place = header.place + _count(page[3])
    if place != end or values != rows:
        raise LayoutError("the pages of a column have other rows than the column")
    return unpacked


def _values(page: _Fields) -> int:
    kind = page[1]
    if kind == _DICTIONARY:
        return 0
    return _count(page[{_DATA: 5, _DATA_2: 8}[kind]][1])


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise LayoutError("no number of things")
    return value


class _Compact:
    """Reads Thrift's compact protocol; no number in it makes anything larger than its bytes.

    Attributes:
        place: The next byte that is read.
    """

    def __init__(self, data: bytes, place: int, end: int) -> None:
        self.place = place
        self._data = data
        self._end = end

    def structure(self, depth: int = 0) -> _Fields:
        """The next structure: its fields by number."""
        fields: _Fields = {}
        number = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            number = number + step if step else self._signed()
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if depth > _DEEPEST:
            raise LayoutError("nested too deeply")
        if kind in (_I16, _I32, _I64):
            return self._signed()
        if kind == _TEXT:
            return self._taken(self._unsigned())
        if kind == _STRUCT:
            return self.structure(depth + 1)
        if kind in (_LIST, _SET):
            return self._list(depth + 1)
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind == _DOUBLE:
            return struct.unpack("<d", self._taken(8))
        raise LayoutError("a value of an unknown kind")

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        size, kind = head >> 4, head & 15
        if size == 15:
            size = self._unsigned()
        return [self._value(kind, depth) for _ in range(size)]

    def _byte(self) -> int:
        if self.place >= self._end:
            raise LayoutError("cut short")
        byte = self._data[self.place]
        self.place += 1
        return byte

    def _taken(self, size: int) -> bytes:
        if size > self._end - self.place:
            raise LayoutError("cut short")
        self.place += size
        return self._data[self.place - size : self.place]

    def _unsigned(self) -> int:
        number = shift = 0
        while (byte := self._byte()) & 0x80:
            number |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                raise LayoutError("a number of too many bytes")
        return number | byte << shift

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 ^ -(number & 1)
