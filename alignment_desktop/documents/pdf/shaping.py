"""From text to glyphs: which face, which glyph, how far apart; cached word by word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from alignment_desktop.documents.pdf.faces import Face, face, face_for, face_with, is_heavy
from alignment_desktop.values import dataclass

_REMEMBERED = 20_000
_JOINING = {0x200C, 0x200D, 0xFE0E, 0xFE0F, 0x20E3}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0xE0020, 0xE0080)
_BOX, _NARROW_BOX = 900.0, 700.0
_PLAIN = {"kern": True, "liga": False, "clig": False, "calt": False}
_FIGURES = {**_PLAIN, "kern": False}

_LACKING: ContextVar[dict[str, None] | None] = ContextVar("lacking", default=None)


@contextmanager
def noting_lacking() -> Iterator[dict[str, None]]:
    """Collects the characters that no face has while documents are made within."""
    found: dict[str, None] = {}
    token = _LACKING.set(found)
    try:
        yield found
    finally:
        _LACKING.reset(token)


@dataclass(slots=True, eq=False)
class Glyphs:
    """Glyphs of one face, in the order in which they stand from left to right.

    Attributes:
        text: What they show, in the order in which it is read.
        face: Their face; None: a box with the character's number stands for it.
        heavy: Whether the face asked for is bolder than this one.
        numbers: The glyphs.
        advances: How far each moves on, in thousandths of an em.
        offsets: Where each is drawn aside of its place, likewise; None: nowhere.
        clusters: Of each glyph, the place in `text` of the first character that it shows.
        width: Of all, in thousandths of an em.
    """

    text: str
    face: Face | None
    heavy: bool
    numbers: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...] | None
    clusters: tuple[int, ...]
    width: float
    _code: str | None = None

    @property
    def code(self) -> str:
        """As a PDF shows them, glyphs and what is moved between them; offsets not among it."""
        if self._code is None:
            assert self.face is not None
            self._code = _code(self.numbers, self.advances, self.face)
        return self._code


def _clings(code: int) -> bool:
    """Whether a character goes with the one before it."""
    return (
        code in _JOINING
        or code in _SKIN_TONES
        or code in _FLAGS
        or 0xFE00 <= code <= 0xFE0F
        or unicodedata.category(chr(code)) in ("Mn", "Me", "Mc")
    )


def _runs(text: str, wanted: str) -> list[tuple[Face | None, str]]:
    """The text divided into runs of one face."""
    own = face(wanted)
    if text and own.has_all(text):
        return [(own, text)]
    runs: list[tuple[Face | None, str]] = []
    for character in text:
        code = ord(character)
        before = runs[-1][0] if runs else None
        if runs and _clings(code):
            last = runs[-1][1]
            if before is None or before.has(code) or (code in _JOINING and code != 0x20E3):
                runs[-1] = before, last + character
                continue
            both = face_with((ord(last[-1]), code))
            if both is not None:
                if len(last) > 1:
                    runs[-1] = before, last[:-1]
                    runs.append((both, last[-1] + character))
                else:
                    runs[-1] = both, last + character
                continue
        its = face_for(code, wanted, before)
        if its is None:
            runs.append((None, character))
        elif runs and before is its:
            runs[-1] = its, runs[-1][1] + character
        else:
            runs.append((its, character))
    return runs


@lru_cache(maxsize=_REMEMBERED)
def shaped(text: str, wanted: str, rtl: bool = False) -> tuple[Glyphs, ...]:
    """A word, or a part of it in one direction, as glyphs, in the order in which it is read.

    Args:
        text: Without line breaks.
        wanted: The name of the face that it is to be set in.
        rtl: Whether it is read from right to left.

    Raises:
        Problem: `typeface-missing`.
    """
    heavy = is_heavy(wanted)
    return tuple(
        _boxed(run) if its is None else _shaped(run, its, heavy and not its.own, wanted, rtl)
        for its, run in _runs(text, wanted)
    )


def _boxed(character: str) -> Glyphs:
    width = _BOX if ord(character) > 0xFFFF else _NARROW_BOX
    return Glyphs(character, None, False, (0,), (width,), None, (0,), width)


def _shaped(text: str, its: Face, heavy: bool, wanted: str, rtl: bool) -> Glyphs:
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    features = None if not its.own else _FIGURES if "Tabular" in wanted else _PLAIN
    hb.shape(its.font, buffer, features)
    by = 1000 / its.upem
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    advances = tuple(place.x_advance * by for place in places)
    offsets = None
    if any(place.x_offset or place.y_offset for place in places):
        offsets = tuple((place.x_offset * by, place.y_offset * by) for place in places)
    return Glyphs(
        text,
        its,
        heavy,
        tuple(info.codepoint for info in infos),
        advances,
        offsets,
        tuple(info.cluster for info in infos),
        sum(advances),
    )


def _code(numbers: tuple[int, ...], advances: tuple[float, ...], its: Face) -> str:
    """The inside of a TJ operator's array; it takes what it is given from the advance."""
    parts: list[str] = []
    hexadecimal: list[str] = []
    for number, advance in zip(numbers, advances, strict=True):
        hexadecimal.append(f"{number:04X}")
        back = its.advance(number) - advance
        if abs(back) > 0.01:
            parts.append(f"<{''.join(hexadecimal)}>{back:.6g}")
            hexadecimal = []
    if hexadecimal:
        parts.append(f"<{''.join(hexadecimal)}>")
    return "".join(parts)


def part_of(glyphs: Glyphs, start: int, end: int) -> Glyphs | None:
    """A stretch of glyphs, where each is one letter that stands by itself; else None."""
    its = glyphs.face
    if its is None or not its.own or glyphs.offsets is not None:
        return None
    if glyphs.clusters != tuple(range(len(glyphs.text))):
        return None
    numbers, advances = glyphs.numbers[start:end], glyphs.advances[start:end]
    return Glyphs(
        glyphs.text[start:end],
        its,
        glyphs.heavy,
        numbers,
        advances,
        None,
        tuple(range(end - start)),
        sum(advances),
    )


def note_lacking(character: str) -> None:
    """Says that a box was drawn in place of a character."""
    found = _LACKING.get()
    if found is not None:
        found[character] = None
