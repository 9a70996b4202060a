"""Texts that differ in their bytes alone: composed and decomposed letters, invisible signs."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
"""Pattern of signs that come with copied texts and that nobody sees."""
_INVISIBLE = re.compile(INVISIBLE)


def composed(text: str) -> str:
    """A text with its letters composed, without invisible signs, and trimmed."""
    if text.isascii():
        return text.strip()
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()
