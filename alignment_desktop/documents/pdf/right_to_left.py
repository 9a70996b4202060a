"""Draws text that is read from right to left so that readers of a PDF find its words.

They take the letters of a page from left to right and turn such words around themselves, letter by
letter: so each code must say one letter, even where two are one glyph, and no text may stand beside
it in the order of reading. (That order is said by the structure.) Points over and under letters are
left out of what is found, as those who search leave them out.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.documents.pdf.font_embedding import FaceUse
    from alignment_desktop.documents.pdf.line_breaking import Piece

_UNSAID = "/Span <</ActualText <FEFF>>> BDC"


def rightward(piece: Piece, use: FaceUse, x: float, y: float) -> list[str]:
    """The operators of a piece, from left to right, and then of the points over its letters.

    Args:
        piece: What to draw.
        use: What is used of its face.
        x: Where it begins.
        y: Its base line.
    """
    glyphs, by = piece.glyphs, piece.look.size / 1000
    text = glyphs.text.replace("\u00a0", " ")
    starts = sorted(set(glyphs.clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    letters_at = set(_letters(glyphs.clusters, glyphs.advances).values())
    made: list[str] = []
    points: list[str] = []
    rise = pen = 0.0
    for at, (number, cluster) in enumerate(zip(glyphs.numbers, glyphs.clusters, strict=True)):
        right, up = glyphs.offsets[at] if glyphs.offsets else (0.0, 0.0)
        advance = glyphs.advances[at]
        part = text[cluster : ends[cluster]]
        if at not in letters_at:
            code = use.code_of(number, use.face.character(number) or part)
            place = f"1 0 0 1 {x + (pen + right) * by:.3f} {y + up * by:.3f} Tm"
            points.append(f"{place} <{code:04X}> Tj")
            if advance:
                made.append(f"[{-advance:.6g}] TJ")
        else:
            if up != rise:
                made.append(f"{up * by:.4g} Ts")
                rise = up
            before = f"{-right:.6g}" if right else ""
            after = use.face.advance(number) - advance + right
            made.append(_letter(use, number, _said(part) or part, before, after))
        pen += advance
    if rise:
        made.append("0 Ts")
    return [*made, _UNSAID, *points, "EMC"] if points else made


def _letter(use: FaceUse, number: int, letters: str, before: str, after: float) -> str:
    """A glyph that says its last letter, and unseen ones after it that say those before."""
    unseen = use.face.weightless
    moved = f"{after:.6g}" if abs(after) > 0.01 else ""
    if len(letters) == 1 or not unseen:
        said = _shape(letters, number, use) if len(letters) == 1 else letters
        return f"[{before}<{use.code_of(number, said):04X}>{moved}] TJ"
    shown = f"[{before}<{use.code_of(number, letters[-1]):04X}>{moved}] TJ"
    codes = (use.code_of(unseen, letter) for letter in reversed(letters[:-1]))
    return f"{shown} 3 Tr <{''.join(f'{code:04X}' for code in codes)}> Tj 0 Tr"


def _letters(clusters: tuple[int, ...], advances: tuple[float, ...]) -> dict[int, int]:
    """Of each cluster the place of the glyph that is its letter, not a point over it."""
    found: dict[int, int] = {}
    for at, (cluster, advance) in enumerate(zip(clusters, advances, strict=True)):
        if cluster not in found or advance > advances[found[cluster]]:
            found[cluster] = at
    return found


def _said(part: str) -> str:
    return "".join(each for each in part if unicodedata.category(each) not in ("Mn", "Cf"))


def _shape(letter: str, number: int, use: FaceUse) -> str:
    """A bracket says what it looks like: readers turn it around."""
    if unicodedata.mirrored(letter):
        return use.face.character(number) or letter
    return letter
