"""Reads the values of a PDF strictly: what two programs could read in two ways is no value.

Readers of PDF are lenient, each in its own way, and what one passes over another shows. A signed
file is therefore read by these rules alone: no comments inside values, no key twice in a
dictionary, no other generation than 0, and streams exactly as long as they say.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from alignment_desktop.documents.signing.refusals import unreadable
from alignment_desktop.values import dataclass

WHITE = b"\x00\t\n\x0c\r "
"""What may stand between the objects of a file."""
_DEEPEST = 60
_KEPT = 10_000
"""So many names and references are kept: a file has the same few again and again."""
_LARGEST_STREAM = 32 * 1024 * 1024
_LARGEST_TABLE = 8 * 1024 * 1024
_W = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_TOKEN = re.compile(
    _W + rb"*(?:"
    rb"(\d{1,10}" + _W + rb"+\d{1,5}" + _W + rb"+R" + _END + rb")"  # 1: a reference
    rb"|/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)"  # 2: a name
    rb"|([+-]?\d{1,18}" + _END + rb")"  # 3: a whole number
    rb"|([+-]?(?:\d{1,18}\.\d{0,18}|\.\d{1,18})" + _END + rb")"  # 4: a number
    rb"|(<<)"  # 5
    rb"|(>>)"  # 6
    rb"|(\[)"  # 7
    rb"|(\])"  # 8
    rb"|<([0-9A-Fa-f\x00\t\n\x0c\r ]*)>"  # 9: a string in hex
    rb"|\(([^()\\]*(?:\\[\x00-\xff][^()\\]*)*)\)"  # 10: a string
    rb"|(true|false|null)" + _END +  # 11
    rb"|(\()"  # 12: a string with parentheses in it
    rb")"
)  # fmt: skip
_HEADER = re.compile(rb"(\d{1,10})" + _W + rb"+(\d{1,5})" + _W + rb"+obj" + _END)
_STREAM = re.compile(_W + rb"*stream(?:\r\n|\n)")
_AFTER_STREAM = re.compile(rb"(?:\r\n|\n|\r)?endstream" + _END)
_END_OF_OBJECT = re.compile(_W + rb"*endobj" + _END)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\x00-\xff])", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\x0c"}
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Reference(NamedTuple):
    """Another object, by its number."""

    number: int


@dataclass(frozen=True)
class Written:
    """An object as it stands in a file.

    Attributes:
        number: Its number.
        generation: Its generation.
        value: What it is; of a stream, its dictionary.
        start: Where it begins.
        end: Where it ends, after `endobj`.
        stream: From where to where its stream goes, as it is stored; None where it has none.
    """

    number: int
    generation: int
    value: Any
    start: int
    end: int
    stream: tuple[int, int] | None


def read_value(content: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends.

    Raises:
        Refused: `damaged`.
    """
    # What is open around the list or dictionary that is being read, and whether it is one.
    stack: list[list[Any]] = []
    kinds: list[bool] = []
    items: list[Any] = []
    match = _TOKEN.match
    while True:
        found = match(content, at)
        if found is None:
            raise unreadable(f"byte {at}")
        at = found.end()
        which = found.lastindex or 0
        if which in _OPENING:
            if len(stack) >= _DEEPEST:
                raise unreadable(f"depth, byte {at}")
            stack.append(items)
            kinds.append(which == _OPENING[0])
            items = []
            continue
        value: Any
        if which in _CLOSING:
            if not kinds or kinds.pop() is not (which == _CLOSING[0]):
                raise unreadable(f"byte {at}")
            value = _dictionary(items, at) if which == _CLOSING[0] else items
            items = stack.pop()
        elif which == _WITH_PARENTHESES:
            value, at = _nested(content, at)
        else:
            value = _MADE[which](found[which])
        if not stack:
            return value, at
        items.append(value)


@lru_cache(_KEPT)
def _reference(written: bytes) -> Reference:
    number, generation, _ = written.split()
    if int(generation):
        raise unreadable(f"generation of {number.decode()}")
    return Reference(int(number))


@lru_cache(_KEPT)
def _name(written: bytes) -> Name:
    if b"#" in written:
        written = _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), written)
    return Name(written.decode("latin-1"))


def _string(written: bytes) -> bytes:
    return _unescaped(written) if b"\\" in written else written


def _dictionary(items: Sequence[Any], at: int) -> dict[str, Any]:
    keys = items[::2]
    if len(items) % 2 or not all(type(key) is Name for key in keys):
        raise unreadable(f"dictionary, byte {at}")
    made = dict(zip(keys, items[1::2], strict=True))
    if len(made) != len(keys):
        raise unreadable(f"key, byte {at}")
    return made


def _from_hex(written: bytes) -> bytes:
    digits = written.translate(None, WHITE)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(written: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        said = found[1]
        if said.isdigit() and said[:1] < b"8":
            return bytes([int(said, 8) & 0xFF])
        if said in (b"\n", b"\r", b"\r\n"):
            return b""
        return _ESCAPED.get(said, said)

    return _ESCAPE.sub(meant, written)


def _nested(content: bytes, at: int) -> tuple[bytes, int]:
    """A string with parentheses in it, from behind its first one."""
    start, depth = at, 1
    for found in re.compile(rb"\\[\x00-\xff]|[()]", re.DOTALL).finditer(content, at):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
            if not depth:
                return _unescaped(content[start : found.start()]), found.end()
    raise unreadable(f"string, byte {start}")


_OPENING, _CLOSING, _WITH_PARENTHESES = (5, 7), (6, 8), 12
_MADE: Mapping[int, Callable[[bytes], Any]] = {
    1: _reference,
    2: _name,
    3: int,
    4: float,
    9: _from_hex,
    10: _string,
    11: _WORDS.__getitem__,
}


def read_object(content: bytes, at: int) -> Written:
    """The object that begins exactly at a place.

    Raises:
        Refused: `damaged`.
    """
    header = _HEADER.match(content, at)
    if header is None:
        raise unreadable(f"object, byte {at}")
    value, end = read_value(content, header.end())
    stream = None
    begun = _STREAM.match(content, end)
    if begun is not None:
        length = value.get("Length") if isinstance(value, dict) else None
        if type(length) is not int or not 0 <= length <= len(content) - begun.end():
            raise unreadable(f"length of a stream, byte {at}")
        stream = (begun.end(), begun.end() + length)
        closed = _AFTER_STREAM.match(content, stream[1])
        if closed is None:
            raise unreadable(f"length of a stream, byte {at}")
        end = closed.end()
    closed = _END_OF_OBJECT.match(content, end)
    if closed is None:
        raise unreadable(f"end of an object, byte {end}")
    return Written(int(header[1]), int(header[2]), value, at, closed.end(), stream)


def decoded(stored: bytes, about: dict[str, Any]) -> bytes:
    """What a stream holds; only what this program, and those that sign, pack things with.

    Raises:
        Refused: `damaged`, also where it unpacks to too much.
    """
    filters = about.get("Filter")
    parameters = about.get("DecodeParms")
    if isinstance(filters, list):
        if len(filters) > 1:
            raise unreadable("filters of a stream")
        filters = filters[0] if filters else None
        if isinstance(parameters, list):
            parameters = parameters[0] if len(parameters) == 1 else None
    if filters is None or not stored:
        return stored
    if filters != "FlateDecode":
        raise unreadable("filter of a stream")
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(stored, _LARGEST_STREAM)
    except zlib.error:
        raise unreadable("a packed stream") from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise unreadable("size of a stream")
    if not parameters:
        return unpacked
    if not isinstance(parameters, dict):
        raise unreadable("parameters of a stream")
    return _unpredicted(unpacked, parameters)


def _unpredicted(packed: bytes, parameters: dict[str, Any]) -> bytes:
    """Undoes the differences between rows in which tables of objects are written."""
    predictor = parameters.get("Predictor", 1)
    if predictor == 1:
        return packed
    columns = parameters.get("Columns", 1)
    plain = (parameters.get("Colors", 1), parameters.get("BitsPerComponent", 8)) == (1, 8)
    if type(columns) is not int or not 0 < columns < 100 or predictor not in range(10, 16):
        raise unreadable("parameters of a stream")
    if not plain or len(packed) > _LARGEST_TABLE or len(packed) % (columns + 1):
        raise unreadable("rows of a stream")
    above = bytearray(columns)
    rows = []
    for at in range(0, len(packed), columns + 1):
        sort, row = packed[at], bytearray(packed[at + 1 : at + 1 + columns])
        if sort == 1:
            for place in range(1, columns):
                row[place] = (row[place] + row[place - 1]) & 0xFF
        elif sort == 2:
            for place in range(columns):
                row[place] = (row[place] + above[place]) & 0xFF
        elif sort:
            raise unreadable("rows of a stream")
        rows.append(row)
        above = row
    return b"".join(rows)
