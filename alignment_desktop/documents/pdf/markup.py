"""The small markup of documents: plain text with faces, colours, links, lines under and through."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from html import unescape

from alignment_desktop.documents.pdf.directions import EMBEDDINGS
from alignment_desktop.values import dataclass

_REMEMBERED = 10_000
_LIKE = {
    "\u2011": "-", "\t": " ", "\v": "\n", "\f": "\n", "\u0085": "\n", "\u2028": "\n",
    "\u2029": "\n", "\r": "\n",
}  # fmt: skip
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_UNSEEN = frozenset("\u2060\ufeff\u00ad\u200e\u200f\u061c") | EMBEDDINGS
"""What has no glyph: of these only joiners within other scripts change what is seen."""
BREAK = "\u200b"
"""A place where a line may end, without a blank."""
_NO_BREAK = "\u00a0"
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st",
}  # fmt: skip
_TOKEN = re.compile(r"<(/?)(\w+)([^>]*?)/?>|([^<]+)")
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text looks.

    Attributes:
        face: The name of its face.
        size: In points.
        colour: As `#rrggbb`.
        link: The place that it leads to; empty: to none.
        under: Colour of a line under it; empty: none.
        struck: Whether a line goes through it.
        ground: Colour behind it; empty: none.
    """

    face: str
    size: float
    colour: str
    link: str = ""
    under: str = ""
    struck: bool = False
    ground: str = ""


@lru_cache(maxsize=_REMEMBERED)
def cleaned(text: str) -> str:
    """Text as it is set: composed, odd blanks made plain, without what nobody sees.

    A pasted ligature becomes its letters, so that it is found by those who type them.
    """
    if text.isascii() and text.isprintable():
        return text
    characters: list[str] = []
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if character in _UNSEEN:
            continue
        if character in _JOINERS and (not characters or ord(characters[-1]) < 0x590):
            continue
        like = _LIKE.get(character) or _LIGATURES.get(character) or character
        if like not in (_NO_BREAK, "\n") and len(like) == 1:
            kind = unicodedata.category(like)
            if kind == "Zs":
                like = " " if character != "\u202f" and character != "\u2007" else _NO_BREAK
            elif kind == "Cc":
                continue
        characters.append(like)
    return "".join(characters)


def _changed(look: Look, tag: str, attributes: dict[str, str]) -> Look:
    if tag in ("font", "span"):
        return replace(
            look,
            face=attributes.get("name") or attributes.get("face") or look.face,
            size=float(attributes.get("size") or look.size),
            colour=_hex(attributes.get("color") or look.colour),
            ground=_hex(attributes["backColor"]) if "backColor" in attributes else look.ground,
        )
    if tag in ("a", "link"):
        return replace(
            look,
            link=attributes.get("href", "").removeprefix("#"),
            colour=_hex(attributes.get("color") or look.colour),
        )
    if tag == "u":
        return replace(look, under=_hex(attributes.get("color") or look.colour))
    if tag in ("strike", "s", "del"):
        return replace(look, struck=True)
    raise ValueError(f"the markup of documents has no <{tag}>")


def _hex(colour: str) -> str:
    return "#" + colour.removeprefix("0x").removeprefix("#").lower()


def spans(text: str, look: Look) -> tuple[tuple[str, Look], ...]:
    """Markup as pieces of plain text with their looks; a line break stays one.

    Raises:
        ValueError: A tag is unknown or out of place.
    """
    found: list[tuple[str, Look]] = []
    looks = [look]
    for closing, tag, attributes, plain in _TOKEN.findall(text):
        if plain:
            found.append((cleaned(unescape(plain)), looks[-1]))
        elif tag == "br":
            found.append(("\n", looks[-1]))
        elif closing:
            if len(looks) == 1:
                raise ValueError(f"</{tag}> closes nothing")
            looks.pop()
        else:
            named = {name: unescape(a or b) for name, a, b in _ATTRIBUTE.findall(attributes)}
            looks.append(_changed(looks[-1], tag, named))
    return tuple(found)
