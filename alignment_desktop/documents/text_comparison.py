"""What differs between the texts of two PDFs, word by word, with the places on their pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alignment_desktop.documents.page_values import Box, PageText
from alignment_desktop.domain.text_changes import Mark, text_changes

_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"\d+")
_HASHES = re.compile(r"\b[0-9a-f]{4,}\b")
_MARGIN = 0.09
"""The part of a page above and below in which running lines stand."""
_OFTEN = 0.5
"""On so many of the pages a running line stands."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a document.

    Attributes:
        text: What it says.
        page: Counted from 0.
        start: Its first letter on the page.
        end: The letter after its last one.
    """

    text: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A box on a page.

    Attributes:
        page: Counted from 0.
        box: In points.
    """

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PaperChange:
    """One change between two documents.

    Attributes:
        removed: What only the old one has, line by line; empty: nothing.
        added: What only the new one has, likewise.
        old: Where the change is in the old one, though nothing may be removed there.
        new: Likewise in the new one.
        old_words: What was removed.
        new_words: What was added.
    """

    removed: tuple[Marked, ...]
    added: tuple[Marked, ...]
    old: Marked | None
    new: Marked | None
    old_words: str
    new_words: str


@dataclass(frozen=True, slots=True)
class PaperComparison:
    """What differs between two documents.

    Attributes:
        changes: In the order of the documents.
        anchors: Places that say the same: in the old and in the new document, in pages from the
            beginning, such as 2.25 for a quarter down the third page. Both rise.
    """

    changes: tuple[PaperChange, ...]
    anchors: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PaperSide:
    """One of two documents.

    Attributes:
        texts: Of each page.
        heights: Of each page in points.
    """

    texts: Sequence[PageText]
    heights: Sequence[float]

    def words(self) -> list[Word]:
        """Its words, without the lines that run along the edges of its pages."""
        lines = [list(_edge_lines(text, height)) for text, height in self._pages]
        counts = Counter(says for page in lines for says in {says for says, _, _ in page})
        least = max(_OFTEN * len(lines), 2)
        return [
            Word(found[0], number, found.start(), found.end())
            for number, (text, _) in enumerate(self._pages)
            for found in _WORD.finditer(text.text)
            if not any(
                start <= found.start() < end and counts[says] >= least
                for says, start, end in lines[number]
            )
        ]

    def marks(self, words: Sequence[Word]) -> tuple[Marked, ...]:
        """Where words stand, those of one line together."""
        found: list[Marked] = []
        runs: list[tuple[int, int, int]] = []
        for word in words:
            between = ""
            if runs and runs[-1][0] == word.page and runs[-1][2] <= word.start:
                between = self.texts[word.page].text[runs[-1][2] : word.start]
            if between and between.isspace():
                runs[-1] = word.page, runs[-1][1], word.end
            else:
                runs.append((word.page, word.start, word.end))
        for page, start, end in runs:
            found += [Marked(page, box) for box in self.texts[page].lines(start, end)]
        return tuple(found)

    def place(self, marked: Marked) -> float:
        """Where something is, in pages from the beginning."""
        return marked.page + marked.box[1] / max(self.heights[marked.page], 1.0)

    @property
    def _pages(self) -> list[tuple[PageText, float]]:
        return list(zip(self.texts, self.heights, strict=True))


def compared(old: PaperSide, new: PaperSide) -> PaperComparison:
    """What differs between two documents."""
    sides = old, new
    words = old.words(), new.words()
    at = [0, 0]
    changes: list[PaperChange] = []
    anchors: list[tuple[float, float]] = []
    counters = [_Counter(each) for each in words]
    pending: tuple[list[Word], list[Word]] = ([], [])
    for span in text_changes(*(" ".join(word.text for word in each) for each in words)):
        taken = [
            counters[side].take(span.text) if span.mark is not other else []
            for side, other in ((0, Mark.NEW), (1, Mark.STRUCK))
        ]
        if span.mark is Mark.KEPT:
            _close(changes, sides, words, pending, at)
            pending = ([], [])
            anchors += _anchors(sides, taken)
            at = [counter.done for counter in counters]
        else:
            pending[0].extend(taken[0])
            pending[1].extend(taken[1])
    _close(changes, sides, words, pending, at)
    return PaperComparison(tuple(changes), tuple(_rising(anchors)))


class _Counter:
    """Follows the pieces of a joined text, and says which words each of them touches."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._ends: list[int] = []
        place = 0
        for word in words:
            place += len(word.text) + 1
            self._ends.append(place - 1)
        self._place = 0
        self.done = 0

    def take(self, text: str) -> list[Word]:
        """The words with letters in the next piece, in their order."""
        start, self._place = self._place, self._place + len(text)
        if text.isspace():
            return []
        # A piece may begin or end with the blank beside its words.
        start += len(text) - len(text.lstrip())
        end = self._place - (len(text) - len(text.rstrip()))
        first = bisect_right(self._ends, start)
        last = bisect_right(self._ends, end - 1)
        self.done = last + 1
        return list(self._words[first : last + 1])


def _close(
    changes: list[PaperChange],
    sides: tuple[PaperSide, PaperSide],
    words: tuple[list[Word], list[Word]],
    pending: tuple[list[Word], list[Word]],
    at: Sequence[int],
) -> None:
    """Takes down a change once the text goes on as before."""
    if not any(pending):
        return
    marks = [side.marks(own) for side, own in zip(sides, pending, strict=True)]
    places: list[Marked | None] = []
    for side, own, found, before in zip(sides, words, marks, at, strict=True):
        near = own[max(before - 1, 0) : max(before, 1)]
        places.append(next(iter(found or side.marks(near)), None))
    said = [" ".join(word.text for word in each) for each in pending]
    changes.append(PaperChange(marks[0], marks[1], places[0], places[1], said[0], said[1]))


def _anchors(
    sides: tuple[PaperSide, PaperSide], taken: Sequence[Sequence[Word]]
) -> Iterator[tuple[float, float]]:
    """Where words stand that are the same in both: of each line in the old one the first."""
    last = -1.0
    for old, new in zip(*taken, strict=False):
        places = [
            side.place(marked)
            for side, word in zip(sides, (old, new), strict=True)
            for marked in side.marks([word])[:1]
        ]
        if len(places) == 2 and places[0] != last:
            last = places[0]
            yield places[0], places[1]


def _rising(anchors: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    old = new = -1.0
    for left, right in anchors:
        if left > old and right > new:
            old, new = left, right
            yield left, right


def _edge_lines(text: PageText, height: float) -> Iterator[tuple[str, int, int]]:
    """The lines at the edges of a page: what they say but for numbers, and their letters."""
    start = 0
    for line in text.text.splitlines(keepends=True):
        end = start + len(line)
        boxes = text.lines(start, end)
        if boxes and all(
            box[3] < _MARGIN * height or box[1] > (1 - _MARGIN) * height for box in boxes
        ):
            yield _DIGITS.sub("#", _HASHES.sub("#", line)).strip(), start, end
        start = end
