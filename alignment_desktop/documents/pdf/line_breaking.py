"""Paragraphs as lines: where a line may end, and which words stand on which line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from alignment_desktop.documents.pdf.directions import has_rtl, levels
from alignment_desktop.documents.pdf.markup import BREAK, Look, spans
from alignment_desktop.documents.pdf.shaping import Glyphs, part_of, shaped
from alignment_desktop.values import dataclass

_REMEMBERED = 10_000
_SLACK = 0.01
_TOKENS = re.compile(r"\n|[ ]+|\u200b|[^ \n\u200b]+")
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％‰,.!?:;)]}…·"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{$€£¥")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Glyphs with their look and the level of their direction; the width is in points."""

    glyphs: Glyphs
    look: Look
    level: int
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a line may not end within, or the blank between two, or a line break.

    Attributes:
        kind: `word`, `blank`, `break` (may end here), `end` (ends here).
        pieces: In the order in which they are read.
        width: In points.
    """

    kind: str
    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line: its words with the blanks between, and its width in points."""

    words: tuple[Word, ...]
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A paragraph shaped, not yet broken into lines.

    Attributes:
        words: All of it.
        base: The level of the whole; 1 where it is read from right to left.
        text: What it says.
        is_turned: Whether any of it stands on the page from right to left.
    """

    words: tuple[Word, ...]
    base: int
    text: str
    is_turned: bool


@lru_cache(maxsize=_REMEMBERED)
def prepared(markup: str, look: Look) -> Prepared:
    """A paragraph of markup, shaped.

    Raises:
        Problem: `typeface-missing`.
    """
    parts = spans(markup, look)
    text = "".join(part for part, _ in parts)
    base, places = levels(text) if has_rtl(text) else (0, ())
    return Prepared(tuple(_words(text, parts, places)), base, text, bool(places))


def _words(text: str, parts: Sequence[tuple[str, Look]], places: Sequence[int]) -> Iterator[Word]:
    looks = _Looks(parts)
    for match in _TOKENS.finditer(text):
        start, end = match.span()
        if text[start] == "\n":
            yield Word("end", (), 0.0)
        elif text[start] == BREAK:
            yield Word("break", (), 0.0)
        elif text[start] == " ":
            yield _word("blank", text, start, end, looks, places)
        else:
            at = start
            for stop in _breaks(text, start, end):
                if at > start:
                    yield Word("break", (), 0.0)
                yield _word("word", text, at, stop, looks, places)
                at = stop


class _Looks:
    """The look of each place of a text."""

    def __init__(self, parts: Sequence[tuple[str, Look]]) -> None:
        self._ends: list[int] = []
        self._looks: list[Look] = []
        at = 0
        for part, look in parts:
            at += len(part)
            self._ends.append(at)
            self._looks.append(look)
        self._at = 0

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Look]]:
        """The parts of one look between two places; asked for in the order of the text."""
        while self._ends[self._at] <= start:
            self._at += 1
        at = self._at
        while start < end:
            stop = min(end, self._ends[at])
            if stop > start:
                yield start, stop, self._looks[at]
            start = stop
            at += 1


def _word(kind: str, text: str, start: int, end: int, looks: _Looks, places: Sequence[int]) -> Word:
    pieces: list[Piece] = []
    for first, last, look in looks.within(start, end):
        for a, b, level in _of_one_level(first, last, places):
            pieces += pieces_of(text[a:b], look, level)
    return Word(kind, tuple(pieces), sum(piece.width for piece in pieces))


def _of_one_level(start: int, end: int, places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    if not places:
        yield start, end, 0
        return
    at = start
    for stop in range(start + 1, end + 1):
        if stop == end or places[stop] != places[at]:
            yield at, stop, places[at]
            at = stop


def pieces_of(text: str, look: Look, level: int) -> list[Piece]:
    """Text of one look and level as pieces, in the order in which they are read."""
    by = look.size / 1000
    return [
        Piece(glyphs, look, level, glyphs.width * by)
        for glyphs in shaped(text, look.face, bool(level % 2))
    ]


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Where a stretch without blanks may be divided: around Chinese and Japanese characters."""
    stretch = text[start:end]
    if not stretch.isascii() and any(map(_stands_alone, stretch)):
        for at in range(start + 1, end):
            before, after = text[at - 1], text[at]
            if (
                (_stands_alone(before) or _stands_alone(after))
                and after not in _NOT_FIRST
                and before not in _NOT_LAST
                and not unicodedata.combining(after)
                and not "\ufe00" <= after <= "\ufe0f"
            ):
                yield at
    yield end


def _stands_alone(character: str) -> bool:
    return ("\u2e80" <= character <= "\u9fff" and character not in "\u3000") or (
        "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or "\U00020000" <= character <= "\U0003ffff"
    )


@lru_cache(maxsize=_REMEMBERED)
def whole_lines(ready: Prepared, room: float) -> Sequence[Line]:
    """The lines of a whole paragraph: a document is laid out more than once."""
    return tuple(lines_of(ready.words, room))


def lines_of(words: Iterable[Word], room: float) -> list[Line]:
    """Words put on lines of at most `room` points; a word wider than that is divided."""
    lines: list[Line] = []
    line = _Filling()
    for word in words:
        if word.kind == "end":
            lines.append(line.taken())
        elif word.kind == "word":
            if line.words and line.width + line.blank + word.width > room + _SLACK:
                lines.append(line.taken())
            rest = word
            while rest.width > room + _SLACK:
                first, other = _divided(rest, room)
                if other is None:
                    break
                line.add(first)
                lines.append(line.taken())
                rest = other
            line.add(rest)
        else:
            line.pause(word)
    if line.words or not lines or line.begun:
        lines.append(line.taken())
    return lines


class _Filling:
    """A line that is being filled."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.pauses: list[Word] = []
        self.width = self.blank = 0.0
        self.begun = True

    def pause(self, word: Word) -> None:
        if self.words:
            self.pauses.append(word)
            self.blank += word.width

    def add(self, word: Word) -> None:
        self.words += [*self.pauses, word]
        self.width += self.blank + word.width
        self.pauses, self.blank = [], 0.0

    def taken(self) -> Line:
        line = Line(tuple(self.words), self.width)
        self.words, self.pauses = [], []
        self.width = self.blank = 0.0
        self.begun = False
        return line


def _divided(word: Word, room: float) -> tuple[Word, Word | None]:
    """A word's beginning that fits, at least one letter with its marks, and the rest."""
    taken: list[Piece] = []
    width = 0.0
    for at, piece in enumerate(word.pieces):
        if width + piece.width <= room:
            taken.append(piece)
            width += piece.width
            continue
        first, rest = _divided_piece(piece, room - width, must=not taken)
        taken += first
        others = (*rest, *word.pieces[at + 1 :])
        if not others:
            return word, None
        return (
            Word("word", tuple(taken), sum(each.width for each in taken)),
            Word("word", others, sum(each.width for each in others)),
        )
    return word, None


def _divided_piece(piece: Piece, room: float, *, must: bool) -> tuple[list[Piece], list[Piece]]:
    glyphs = piece.glyphs
    text, by = glyphs.text, piece.look.size / 1000
    starts = sorted(set(glyphs.clusters))
    widths: dict[int, float] = {}
    for cluster, advance in zip(glyphs.clusters, glyphs.advances, strict=True):
        widths[cluster] = widths.get(cluster, 0.0) + advance * by
    cut, width = 0, 0.0
    for at, start in enumerate(starts):
        width += widths[start]
        if width > room and not (must and at == 0):
            break
        cut = starts[at + 1] if at + 1 < len(starts) else len(text)
    stretches = ((0, cut), (cut, len(text)))
    first, rest = (_stretch(piece, start, end) if start < end else [] for start, end in stretches)
    return first, rest


def _stretch(piece: Piece, start: int, end: int) -> list[Piece]:
    """A part of a piece, shaped anew where letters depend on their neighbours."""
    part = part_of(piece.glyphs, start, end)
    if part is None:
        return pieces_of(piece.glyphs.text[start:end], piece.look, piece.level)
    return [Piece(part, piece.look, piece.level, part.width * piece.look.size / 1000)]
