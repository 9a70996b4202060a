"""Looks for signs in large blocks of bytes, all of them at once.

One search of this library for many signs takes less time than Python takes to look for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl


class ByteBlock:
    """A block of bytes that is searched several times.

    Attributes:
        block: The bytes.
    """

    def __init__(self, block: bytes) -> None:
        """Takes the block; each byte becomes a letter."""
        self.block = block
        self._text = pl.Series([block.decode("latin-1")])

    def has(self, pattern: str) -> bool:
        """Whether a pattern is found (see `pattern_of`)."""
        return bool(self._text.str.contains(pattern).item())


def pattern_of(signs: Iterable[bytes]) -> str:
    """The pattern that finds any of some signs."""
    return "|".join(re.escape(sign.decode("latin-1")) for sign in signs)
