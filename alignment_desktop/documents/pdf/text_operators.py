"""Shaped text as operators of a page: glyphs by number, with their text where that is not plain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from alignment_desktop.documents.pdf.directions import has_rtl, levels, visual_order
from alignment_desktop.documents.pdf.faces import Face, is_private
from alignment_desktop.documents.pdf.line_breaking import Piece, pieces_of
from alignment_desktop.documents.pdf.markup import BREAK, Look, cleaned
from alignment_desktop.documents.pdf.right_to_left import rightward
from alignment_desktop.documents.pdf.shaping import note_lacking

if TYPE_CHECKING:
    from alignment_desktop.documents.pdf.font_embedding import FaceUse

_REMEMBERED = 10_000
_THICKER, _LEAST_THICKER = 0.022, 12.0
"""The line around a fallback's letters, in ems, where bolder ones were asked for.

Only from a size on, in points: on screens no line is thinner than a dot, and closes small letters.
"""
_BOX_FACE = "AlignmentInter-Regular"


@lru_cache(maxsize=200)
def rgb(colour: str) -> str:
    """`#rrggbb` as the operands of a colour."""
    digits = colour.removeprefix("0x").removeprefix("#")
    return " ".join(f"{int(digits[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))


@lru_cache(maxsize=_REMEMBERED)
def line_pieces(text: str, name: str, size: float, colour: str = "#000000") -> tuple[Piece, ...]:
    """One line of plain text as pieces from left to right.

    Raises:
        Problem: `typeface-missing`.
    """
    text = cleaned(text).replace("\n", " ").replace(BREAK, "")
    look = Look(name, size, colour)
    if not has_rtl(text):
        return tuple(pieces_of(text, look, 0))
    _, places = levels(text)
    pieces: list[tuple[int, Piece]] = []
    at = 0
    for stop in range(1, len(text) + 1):
        if stop == len(text) or places[stop] != places[at]:
            pieces += [(places[at], each) for each in pieces_of(text[at:stop], look, places[at])]
            at = stop
    return tuple(visual_order(pieces))


def width_of(text: str, name: str, size: float) -> float:
    """How wide a line of text is, in points.

    Raises:
        Problem: `typeface-missing`.
    """
    return sum(piece.width for piece in line_pieces(text, name, size))


def text_operators(
    pieces: Iterable[Piece], x: float, y: float, use: Callable[[Face], FaceUse]
) -> list[str]:
    """What draws pieces, in the order from left to right, on a base line.

    Args:
        pieces: The pieces.
        x: Where the first one begins, in points.
        y: The base line.
        use: Notes that the page uses a face, and says what is used of it.
    """
    text = _TextObject(y, use)
    for piece in pieces:
        text.add(piece, x)
        x += piece.width
    text.finish()
    return text.items


class _TextObject:
    """Operators of one line; pieces that look alike become one operator.

    Attributes:
        items: The operators, those that belong together in one.
    """

    def __init__(self, y: float, use: Callable[[Face], FaceUse]) -> None:
        self.items: list[str] = []
        self._y = y
        self._uses = use
        self._code: list[str] = []
        self._waiting: list[str] = []
        self._face = self._colour = ""
        self._heavy = False
        self._last: Piece | None = None
        self._use: FaceUse | None = None

    def add(self, piece: Piece, x: float) -> None:
        glyphs, look = piece.glyphs, piece.look
        if self._goes_on(piece):
            self._waiting.append(glyphs.code)
            return
        if glyphs.face is None:
            self.finish()
            self._box(piece, x)
            return
        use = self._uses(glyphs.face)
        if piece.level % 2:
            self._begin(piece, use.name, x)
            self._code += rightward(piece, use, x, self._y)
            return
        plain = use.note(glyphs)
        face = f"/{use.name} {look.size:.6g} Tf"
        simple = plain and glyphs.offsets is None and _is_thickened(piece) == self._heavy
        if self._waiting and simple and (face, look.colour) == (self._face, self._colour):
            self._wait(piece, use)
            return
        self._begin(piece, use.name, x)
        if simple:
            self._wait(piece, use)
            return
        if not plain:
            self._code.append(f"/Span <</ActualText {_text_string(glyphs.text)}>> BDC")
        self._code.append(_aside(piece) if glyphs.offsets else f"[{glyphs.code}] TJ")
        if not plain:
            self._code.append("EMC")

    def _wait(self, piece: Piece, use: FaceUse) -> None:
        self._last, self._use = piece, use
        self._waiting.append(piece.glyphs.code)

    def _goes_on(self, piece: Piece) -> bool:
        """Whether a piece plainly continues the one that waits, as most do."""
        last, glyphs = self._last, piece.glyphs
        return (
            bool(self._waiting)
            and last is not None
            and self._use is not None
            and piece.look is last.look
            and glyphs.face is last.glyphs.face
            and glyphs.heavy is last.glyphs.heavy
            and glyphs.offsets is None
            and piece.level % 2 == 0
            and self._use.note(glyphs)
        )

    def _begin(self, piece: Piece, name: str, x: float) -> None:
        """Goes to the place of a piece, with its face, colour and weight."""
        look = piece.look
        self._show()
        if not self._code:
            self._code.append("BT")
        face = f"/{name} {look.size:.6g} Tf"
        if face != self._face:
            self._code.append(face)
            self._face = face
        if look.colour != self._colour:
            self._code.append(f"{rgb(look.colour)} rg")
            self._colour = look.colour
        heavy = _is_thickened(piece)
        if heavy != self._heavy:
            self._heavy = heavy
            thick = f"2 Tr {look.size * _THICKER:.3f} w {rgb(look.colour)} RG"
            self._code.append(thick if self._heavy else "0 Tr")
        self._code.append(f"1 0 0 1 {x:.3f} {self._y:.3f} Tm")

    def _show(self) -> None:
        if self._waiting:
            self._code.append(f"[{''.join(self._waiting)}] TJ".replace("><", ""))
            self._waiting = []

    def finish(self) -> None:
        self._show()
        if self._code:
            if self._heavy:
                self._code.append("0 Tr")
            self._code.append("ET")
            self.items.append("\n".join(self._code))
        self._code = []
        self._face = self._colour = ""
        self._heavy = False

    def _box(self, piece: Piece, x: float) -> None:
        """A frame with the number of a character that no face has."""
        character, look = piece.glyphs.text, piece.look
        note_lacking(character)
        size = look.size
        digits = f"{ord(character):04X}"
        half = (len(digits) + 1) // 2
        rows = digits[:half], digits[half:]
        colour = rgb(look.colour)
        left, width = x + size * 0.06, piece.width - size * 0.12
        said = f"[U+{digits}]" if is_private(ord(character)) else character
        self.items.append(f"/Span <</ActualText {_text_string(said)}>> BDC")
        self.items.append(
            f"q {colour} RG {size * 0.05:.3f} w "
            f"{left:.3f} {self._y - size * 0.16:.3f} {width:.3f} {size * 0.94:.3f} re S Q"
        )
        for row, height in zip(rows, (0.38, -0.04), strict=True):
            room = sum(each.width for each in line_pieces(row, _BOX_FACE, size * 0.4))
            at = left + (width - room) / 2
            pieces = line_pieces(row, _BOX_FACE, size * 0.4, look.colour)
            self.items += text_operators(pieces, at, self._y + size * height, self._uses)
        self.items.append("EMC")


def _is_thickened(piece: Piece) -> bool:
    """Whether letters are drawn bolder than their face has them; not by what is unseen in them."""
    return piece.glyphs.heavy and piece.level % 2 == 0 and piece.look.size >= _LEAST_THICKER


def _aside(piece: Piece) -> str:
    """Operators of glyphs some of which are drawn aside of their place, as marks over letters."""
    glyphs, size = piece.glyphs, piece.look.size
    assert glyphs.face is not None
    assert glyphs.offsets is not None
    parts: list[str] = []
    rise = 0.0
    for number, advance, (right, up) in zip(
        glyphs.numbers, glyphs.advances, glyphs.offsets, strict=True
    ):
        if up != rise:
            parts.append(f"{up * size / 1000:.4g} Ts")
            rise = up
        back = glyphs.face.advance(number) - advance + right
        before = f"{-right:.6g}" if right else ""
        after = f"{back:.6g}" if abs(back) > 0.01 else ""
        parts.append(f"[{before}<{number:04X}>{after}] TJ")
    if rise:
        parts.append("0 Ts")
    return "\n".join(parts)


def _text_string(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
