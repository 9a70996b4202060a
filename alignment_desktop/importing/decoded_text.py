"""The bytes of a text as UTF-8, piece by piece, without signs that stand for nothing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from alignment_desktop.values import dataclass

_PIECE = 1 << 22
"""Bytes of a piece; a line may be longer."""
_END_OF_FILE = b"\x1a"
"""With which DOS ended its files."""
_NUL = b"\0"
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])
"""Signs that stand for nothing in a table; in text of one or two bytes a letter they are no part
of any letter."""


@dataclass(frozen=True)
class Encoding:
    """How bytes become text.

    Attributes:
        name: A codec's name.
        start: Where the text starts, after a byte order mark.
        errors: The codec's error handler.
        other: Where it was guessed, the codec that is the next likely one; else empty.
    """

    name: str
    start: int = 0
    errors: str = "strict"
    other: str = ""


class DecodedText:
    """A text that can be gone through several times.

    Attributes:
        data: Its bytes.
        encoding: How they become text.
        removed: How many control characters were taken out, as far as it was gone through last.
    """

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        if encoding.name.startswith(("utf-16", "utf-32")):
            # Among bytes that come in twos, those of control characters are no letters of their
            # own.
            text = data[encoding.start :].decode(encoding.name, "replace")
            data, encoding = text.encode(), Encoding("utf-8")
        self.data = data.rstrip(_END_OF_FILE) if data.endswith(_END_OF_FILE) else data
        self.encoding = encoding
        self.removed = 0

    def __iter__(self) -> Iterator[bytes]:
        """The text in UTF-8, cut behind the ends of lines."""
        self.removed = 0
        strict = self.encoding.errors == "strict" and self.encoding.name == "utf-8"
        for raw in self._cut():
            sound = raw.translate(None, _CONTROLS)
            self.removed += len(raw) - len(sound)
            if not strict:
                text = sound.decode(self.encoding.name, self.encoding.errors)
                sound = text.encode(errors="replace")
            # Not before: a code page may write a letter with it.
            yield sound.replace(_NUL, b"") if _NUL in sound else sound

    def _cut(self) -> Iterator[bytes]:
        data, begin = self.data, self.encoding.start
        while begin < len(data):
            cut, stop = 0, begin
            while not cut:
                looked, stop = stop, min(stop + _PIECE, len(data))
                # Behind a carriage return at the very end a line feed may come.
                cut = (
                    len(data)
                    if stop == len(data)
                    else data.rfind(b"\n", looked, stop) + 1
                    or data.rfind(b"\r", max(begin, looked - 1), stop - 1) + 1
                )
            yield data[begin:cut]
            begin = cut

    @property
    def sound_data(self) -> bytes:
        """Its bytes without control characters."""
        return self.data.translate(None, _CONTROLS) if self.removed else self.data

    def lines(self) -> Iterator[str]:
        """Its lines, each with its end."""
        return lines_of(self)


def lines_of(pieces: Iterable[bytes]) -> Iterator[str]:
    """The lines of a text in UTF-8, each with its end."""
    for piece in pieces:
        yield from io.StringIO(piece.decode(), newline="")
