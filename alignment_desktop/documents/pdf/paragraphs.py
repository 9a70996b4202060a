"""Paragraphs: text of any script, broken into lines, drawn with its role, its links and lines."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from typing_extensions import override

from alignment_desktop.documents.pdf.directions import visual_order
from alignment_desktop.documents.pdf.line_breaking import (
    Line,
    Piece,
    Prepared,
    Word,
    lines_of,
    prepared,
    whole_lines,
)
from alignment_desktop.documents.pdf.markup import Look
from alignment_desktop.documents.pdf.structure import Node
from alignment_desktop.documents.pdf.text_operators import rgb

_ASCENT = 0.96875
_MIRRORED = {TA_LEFT: TA_RIGHT, TA_CENTER: TA_CENTER, TA_RIGHT: TA_LEFT}
_LEAST_LINES = 2
"""So many lines of a paragraph stand together at least where a page ends within it."""
_UNDER, _THROUGH, _THIN = -1.8, 0.28, 0.5


class Paragraph(Flowable):
    """Text set ragged.

    Args:
        text: Markup.
        style: Its face, size, leading, colour, alignment and spaces.
        role: What it is in the structure of the document.
    """

    def __init__(self, text: str, style: ParagraphStyle, role: str = "P") -> None:
        super().__init__()
        self.style = style
        self.role = role
        ready = prepared(text, _look(style))
        self._ready: Prepared = ready
        self._words: Sequence[Word] = ready.words
        self._broken: tuple[float, Sequence[Line]] = (-1.0, ())
        self._nodes: list[Node] = []  # shared by the parts of a paragraph that is divided

    @property
    def text(self) -> str:
        """What it says, without markup."""
        return self._ready.text

    def _lines(self, width: float) -> Sequence[Line]:
        if self._broken[0] != width:
            room = width - self.style.leftIndent - self.style.rightIndent
            self._broken = width, self._break(room)
        return self._broken[1]

    def _break(self, room: float) -> Sequence[Line]:
        """The lines of the text where each may be so many points wide."""
        if self._words is self._ready.words:
            return whole_lines(self._ready, room)
        return lines_of(self._words, room)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = len(self._lines(available_width)) * self.style.leading
        return self.width, self.height

    def minWidth(self) -> float:  # noqa: N802  # the renderer's name
        """The width of its longest word."""
        return max((word.width for word in self._words), default=0.0)

    def longest_word(self, most: float) -> float:
        """The width of its longest word, those aside that are wider than that."""
        return max((word.width for word in self._words if word.width <= most), default=0.0)

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        lines = self._lines(available_width)
        fit = int((available_height + 0.01) // self.style.leading)
        if fit >= len(lines):
            return [self]
        fit = min(fit, len(lines) - _LEAST_LINES)
        if fit < _LEAST_LINES:
            return []
        return [
            self._part(lines[:fit], available_width, copy.copy(self)),
            self._part(lines[fit:], available_width, self._continued()),
        ]

    def _continued(self) -> Paragraph:
        """A copy that is no place that bookmarks lead to."""
        made = Paragraph.__new__(Paragraph)
        made.__dict__.update(self.__dict__)
        return made

    def _part(self, lines: Sequence[Line], width: float, part: Paragraph) -> Paragraph:
        ends = Word("end", (), 0.0)
        words: list[Word] = []
        for line in lines:
            words += [*line.words, ends]
        part._words = words[:-1]
        part._broken = width, list(lines)
        # The renderer's note that the whole was put off until the next page; a part was not yet.
        part.__dict__.pop("_postponed", None)
        return part

    def _align(self) -> int:
        """Where its lines begin: right where it is read from there, or the page is.

        On a page that runs from right to left, what is set right elsewhere is set left. A label
        stays with what it is the label of.
        """
        align = int(self.style.alignment)
        if self.canv.rtl:
            return int(_MIRRORED[align])
        turned = self._ready.base and align == TA_LEFT and not self.style.is_label
        return int(TA_RIGHT) if turned else align

    def _indent(self) -> float:
        """The room at the left of its lines."""
        return float(self.style.rightIndent if self.canv.rtl else self.style.leftIndent)

    @override
    def draw(self) -> None:
        canvas = self.canv
        if canvas.silent:
            return
        style = self.style
        align = self._align()
        room = self.width - style.leftIndent - style.rightIndent
        y = self.height - _ASCENT * style.fontSize
        placed: list[tuple[str, list[Piece], float, float]] = []
        for line in self._lines(self.width):
            x = self._indent()
            if align != TA_LEFT:
                x += (room - line.width) / (2 if align == TA_CENTER else 1)
            for link, group in groupby(self._visual(line), key=lambda piece: piece.look.link):
                pieces = list(group)
                placed.append((link, pieces, x, y))
                x += sum(piece.width for piece in pieces)
            y -= style.leading
        for _, pieces, x, at in placed:
            for ground in _grounds(pieces, x, at):
                canvas.addLiteral(ground)
        self._draw_placed(canvas, placed)
        for _, pieces, x, at in placed:
            for stroke in _strokes(pieces, x, at):
                canvas.addLiteral(stroke)

    def _visual(self, line: Line) -> list[Piece]:
        pieces = [(piece.level, piece) for word in line.words for piece in word.pieces]
        if any(level for level, _ in pieces):
            return visual_order(pieces)
        return [piece for _, piece in pieces]

    def _draw_placed(
        self, canvas: Any, placed: Sequence[tuple[str, list[Piece], float, float]]
    ) -> None:
        if canvas.is_marked:
            for _, pieces, x, y in placed:
                canvas.draw_pieces(pieces, x, y)
            return
        node = self._node(canvas)
        for link, run in groupby(placed, key=lambda part: part[0]):
            parts = list(run)
            its = node.child("Link") if link else node
            with canvas.content(its):
                for _, pieces, x, y in parts:
                    canvas.draw_pieces(pieces, x, y)
            if link:
                said = "".join(piece.glyphs.text for _, pieces, _, _ in parts for piece in pieces)
                for _, pieces, x, y in parts:
                    width = sum(piece.width for piece in pieces)
                    size = pieces[0].look.size
                    box = (x, y - 0.25 * size, x + width, y + 0.9 * size)
                    canvas.link(its, link, said, box)

    def _node(self, canvas: Any) -> Node:
        if not self._nodes:
            node = canvas.element(self._role_on(canvas))
            if self._ready.is_turned and node is not canvas.parent:
                node.said = self.text
            self._nodes.append(node)
        return self._nodes[0]

    def _role_on(self, canvas: Any) -> str:
        if self.role.startswith("H") and self.role[1:].isdigit():
            found: str = canvas.heading_role(int(self.role[1:]))
            return found
        return self.role


def _grounds(pieces: Sequence[Piece], x: float, y: float) -> Iterator[str]:
    """The colours behind pieces that stand beside each other."""
    for (colour, size), group in groupby(
        pieces, key=lambda each: (each.look.ground, each.look.size)
    ):
        width = sum(piece.width for piece in group)
        if colour:
            box = f"{x:.3f} {y - 0.25 * size:.3f} {width:.3f} {1.2 * size:.3f} re"
            yield f"/Artifact BMC q {rgb(colour)} rg {box} f Q EMC"
        x += width


def _strokes(pieces: Sequence[Piece], x: float, y: float) -> Iterator[str]:
    """The lines under and through pieces that stand beside each other."""
    for (under, struck, colour, size), group in groupby(
        pieces,
        key=lambda each: (each.look.under, each.look.struck, each.look.colour, each.look.size),
    ):
        width = sum(piece.width for piece in group)
        if under:
            yield _stroke(under, x, x + width, y + _UNDER)
        if struck:
            yield _stroke(colour, x, x + width, y + _THROUGH * size)
        x += width


def _stroke(colour: str, left: float, right: float, y: float) -> str:
    line = f"{left:.3f} {y:.3f} m {right:.3f} {y:.3f} l S"
    return f"/Artifact BMC q {rgb(colour)} RG {_THIN} w {line} Q EMC"


@lru_cache(maxsize=200)
def _look(style: ParagraphStyle) -> Look:
    """How text of a style looks that nothing else is said of; styles are made once, and stay."""
    return Look(style.fontName, style.fontSize, _hex(style.textColor))


def _hex(colour: Any) -> str:
    return "#" + str(colour.hexval()).removeprefix("0x").lower()
