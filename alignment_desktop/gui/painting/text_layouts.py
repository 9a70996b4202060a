"""Wrapped text laid out once: layouts are remembered by text, width and font, within a bound."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from alignment_desktop.values import dataclass

LINE = 16.0
"""The distance of base lines at body size."""
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"
_WITHIN_WORD = re.compile(r"\w[-–/@]$")
_BEHIND_NAME = re.compile(r"(?<=\w)@")
_Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Text broken into lines for a width.

    Attributes:
        lines: From top to bottom.
        baseline: Where the first base line lies below the top of its line, in pixels.
    """

    lines: tuple[str, ...]
    baseline: float = 12.0

    @property
    def height(self) -> float:
        """In pixels."""
        return len(self.lines) * LINE


class TextLayouts:
    """Breaks text into lines, and remembers the last some thousand results."""

    def __init__(self, bound: int = 8192) -> None:
        self._bound = bound
        self._known: OrderedDict[_Key, LaidOut] = OrderedDict()

    def __len__(self) -> int:
        """How many layouts are remembered."""
        return len(self._known)

    def of(self, text: str, width: int, font: QFont) -> LaidOut:
        """The lines of a text in a width, in pixels."""
        key = (text, width, font.key())
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known
        metrics = QFontMetricsF(font)
        baseline = (LINE - metrics.height()) / 2 + metrics.ascent()
        made = LaidOut(_broken(text, width, font), baseline)
        self._known[key] = made
        if len(self._known) > self._bound:
            self._known.popitem(last=False)
        return made


def _broken(text: str, width: int, font: QFont) -> tuple[str, ...]:
    if "\n" not in text and QFontMetricsF(font).horizontalAdvance(text) <= width:
        return (text,)
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # An address that is too long for a line goes on behind its sign, not in the middle of a word.
    for paragraph in _BEHIND_NAME.sub(rf"\g<0>{_MAY_BREAK}", text).split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            start = line.textStart()
            words = paragraph[start : start + line.textLength()]
            lines.append(words.replace(_MAY_BREAK, "").rstrip())
        layout.endLayout()
        if not paragraph:
            lines.append("")
    return tuple(lines)


def in_one_line(lines: Sequence[str]) -> str:
    """Lines one behind the other; a word that was broken behind its hyphen is whole again."""
    parts = [line if _WITHIN_WORD.search(line) else f"{line} " for line in lines]
    return "".join(parts).rstrip()


@dataclass(frozen=True, slots=True)
class Struck:
    """The words with which a text begins that are struck out.

    Attributes:
        words: The words; empty: none.
        colour: In which they are painted.
    """

    words: str
    colour: QColor


def struck_in(lines: Sequence[str], words: str) -> list[int]:
    """How many letters of each line are struck out, where these words begin the text."""
    found, left = [], "".join(words.split())
    for line in lines:
        count = 0
        for at, letter in enumerate(line, 1):
            if not left.startswith(letter):
                if letter.isspace():
                    continue
                left = ""
                break
            left, count = left[1:], at
        found.append(count)
    return found


def paint_lines(
    painter: QPainter,
    box: QRectF,
    laid_out: LaidOut,
    font: QFont,
    colour: QColor,
    struck: Struck | None = None,
) -> None:
    """Paints lines from the left, in the middle of a box; those that do not fit are left out."""
    room = max(1, int(box.height() // LINE))
    lines = laid_out.lines[:room]
    if len(lines) < len(laid_out.lines):
        rest = in_one_line(laid_out.lines[room - 1 :])
        metrics = QFontMetricsF(font)
        lines = (*lines[:-1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width()))
    top = box.top() + (box.height() - len(lines) * LINE) / 2
    first = top + laid_out.baseline
    painter.setFont(font)
    painter.setPen(colour)
    counts = struck_in(lines, struck.words) if struck is not None else [0] * len(lines)
    for at, (line, count) in enumerate(zip(lines, counts, strict=True)):
        place = QPointF(box.left(), round(first + at * LINE))
        if struck is not None and count:
            place.setX(place.x() + _strike(painter, place, line[:count], struck.colour))
        painter.drawText(place, line[count:])


def _strike(painter: QPainter, place: QPointF, words: str, colour: QColor) -> float:
    """Paints words that are struck out; how wide they are."""
    painter.save()
    crossed = QFont(painter.font())
    crossed.setStrikeOut(True)
    painter.setFont(crossed)
    painter.setPen(colour)
    painter.drawText(place, words)
    painter.restore()
    return QFontMetricsF(crossed).horizontalAdvance(words)
