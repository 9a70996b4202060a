"""How delimited text is said to be written, where somebody said so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_FOUND = "-"


class TextForm(NamedTuple):
    """What is stated about a file of delimited text; None is to be found.

    Attributes:
        encoding: The code page, as Python names it.
        delimiter: The sign between the fields of a record.
    """

    encoding: str | None = None
    delimiter: str | None = None

    def words(self) -> tuple[str, str]:
        """As words without spaces, which `of` understands."""
        sign = self.delimiter.encode().hex() if self.delimiter else _FOUND
        return self.encoding or _FOUND, sign

    @classmethod
    def of(cls, words: Sequence[str]) -> TextForm:
        """What `words` stand for; nothing is stated where there are none."""
        encoding, sign = words or (_FOUND, _FOUND)
        return cls(
            None if encoding == _FOUND else encoding,
            None if sign == _FOUND else bytes.fromhex(sign).decode(),
        )


FOUND = TextForm()
"""Nothing is stated."""
