"""The faces that documents are set in: our own, those of other scripts, the computer's own.

A character is looked for in the face that was asked for, then in the shipped faces of other
scripts, and last among the fonts of the computer. A face is opened when it is first needed.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from alignment_desktop.documents.pdf.system_faces import system_face
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import resource_path

_TWIN = {
    "AlignmentInterTabular-Regular": "AlignmentInter-Regular",
    "AlignmentInterTabular-SemiBold": "AlignmentInter-SemiBold",
}
"""Faces with tabular digits hold Western letters only: for others their plain twin steps in."""
_HEAVY = ("-SemiBold", "-Bold", "-Medium")
_LOCK = Lock()


class Face:
    """A font file, opened for shaping.

    Attributes:
        name: What it is called in files.
        data: The file.
        index: Which font of a collection it is.
        upem: Units of its design to one em.
        font: For HarfBuzz.
        own: Whether it is one of ours, in which text is set first.
    """

    def __init__(self, name: str, path: Path, index: int = 0, *, own: bool = False) -> None:
        """Opens the file.

        Raises:
            Problem: `typeface-missing`.
        """
        import uharfbuzz as hb

        try:
            self.data = path.read_bytes()
        except OSError:
            raise Problem("typeface-missing", file=str(path)) from None
        self.name, self.index, self.own = name, index, own
        self.hb_face = hb.Face(self.data, index)
        if not self.hb_face.glyph_count or not self.hb_face.unicodes:
            raise Problem("typeface-missing", file=str(path))
        self.font: Any = hb.Font(self.hb_face)
        self.upem = int(self.hb_face.upem)
        self._codes = frozenset(each for each in self.hb_face.unicodes if not is_private(each))
        self._advances: dict[int, float] = {}

    def has(self, code: int) -> bool:
        """Whether it has a glyph for a character."""
        return code in self._codes

    @cached_property
    def _characters(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for code in sorted(self._codes):
            found.setdefault(self.font.get_nominal_glyph(code) or 0, chr(code))
        return found

    def has_all(self, text: str) -> bool:
        """Whether it has a glyph for every character of a text."""
        return self._codes.issuperset(map(ord, text))

    def character(self, glyph: int) -> str:
        """The character that a glyph shows without shaping; empty: none."""
        return self._characters.get(glyph, "")

    @cached_property
    def weightless(self) -> int:
        """A glyph that takes no room, though it has an outline; 0: it has none."""
        for code in (0x200D, 0x200C, 0x200F, 0x200E):
            glyph = int(self.font.get_nominal_glyph(code) or 0)
            if glyph and not self.advance(glyph):
                return glyph
        return 0

    def advance(self, glyph: int) -> float:
        """How far a glyph moves on, in thousandths of an em."""
        known = self._advances.get(glyph)
        if known is None:
            known = self.font.get_glyph_h_advance(glyph) * 1000 / self.upem
            self._advances[glyph] = known
        return known


@cache
def _face(name: str) -> Face:
    return Face(name, resource_path(f"fonts/{name}.ttf"), own=True)


def face(name: str) -> Face:
    """One of our own faces by its name.

    Raises:
        Problem: `typeface-missing`.
    """
    with _LOCK:
        return _face(name)


def is_heavy(name: str) -> bool:
    """Whether a face is bolder than a fallback, which have one weight only."""
    return name.endswith(_HEAVY)


@cache
def _fallback(name: str) -> Face:
    return Face(name, resource_path(f"fonts/fallback/{name}-Regular.ttf"))


@cache
def _coverage() -> dict[str, tuple[list[int], list[int]]]:
    """Of each face the first and the last of each range of characters."""
    path = resource_path("fonts/fallback/coverage.toml")
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise Problem("typeface-missing", file=str(path)) from None
    found: dict[str, tuple[list[int], list[int]]] = {}
    for name, text in written.items():
        starts, ends = [], []
        for part in text.split():
            first, _, last = part.partition("-")
            starts.append(int(first, 16))
            ends.append(int(last or first, 16))
        found[name] = starts, ends
    return found


def _covering(code: int) -> Iterator[str]:
    for name, (starts, ends) in _coverage().items():
        at = bisect_right(starts, code) - 1
        if at >= 0 and code <= ends[at]:
            yield name


@cache
def _system(name: str, path: Path, index: int) -> Face:
    return Face(name, path, index)


@lru_cache(maxsize=20_000)
def _fallback_for(code: int) -> Face | None:
    for name in _covering(code):
        return _fallback(name)
    return system_face(code, _system)


def face_for(code: int, wanted: str, before: Face | None = None) -> Face | None:
    """The face that shows a character.

    Args:
        code: The character.
        wanted: The face that the text is set in.
        before: The face of the character before, which is kept where it can be.

    Returns:
        None: no face on this computer has it.

    Raises:
        Problem: `typeface-missing`.
    """
    if is_private(code):
        return None
    own = face(wanted)
    if own.has(code):
        return own
    twin = _TWIN.get(wanted)
    if twin is not None and face(twin).has(code):
        return face(twin)
    if before is not None and not before.own and before.has(code):
        return before
    with _LOCK:
        return _fallback_for(code)


def is_private(code: int) -> bool:
    """Whether what a character looks like is agreed among some only."""
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000


def face_with(codes: tuple[int, ...]) -> Face | None:
    """A shipped face of another script that has all of these characters, as a letter and marks."""
    with _LOCK:
        for name in _covering(codes[0]):
            found = _fallback(name)
            if all(found.has(code) for code in codes):
                return found
    return None
