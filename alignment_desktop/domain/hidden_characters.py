"""Characters that nobody sees, and that let a text be read otherwise than it is kept.

Marks of direction within a text of two scripts and joiners of emoji and of Persian are none: they
turn nothing round.
"""

from __future__ import annotations

import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""What commands a terminal; line breaks and tabs are none."""
_TURNS = "\u202a-\u202e\u2066-\u2069"
"""What sets the direction of the text behind it, or turns it round."""
_BREAKS = "\u2028\u2029"
HIDDEN = re.compile(f"[{_CONTROLS}{_TURNS}{_BREAKS}]")
"""Each of them, and what breaks a line where none is seen to end."""


_LINES = re.compile(r"[^\S\xa0\u202f]*[\t\n\v\f\r\x85\u2028\u2029]\s*")


def on_one_line(text: str) -> str:
    """A text whose line breaks and tabs are a space."""
    return text if text.isprintable() else _LINES.sub(" ", text)


def spelled_out(text: str) -> str:
    r"""A text in TOML or JSON with its hidden characters as `\u202e`, which both read as such."""
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def hides(value: object) -> bool:
    """Whether a text, or one of those in a list or table, holds a hidden character."""
    if isinstance(value, str):
        return not value.isascii() and HIDDEN.search(value) is not None
    if isinstance(value, dict):
        return any(hides(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(hides(each) for each in value)
