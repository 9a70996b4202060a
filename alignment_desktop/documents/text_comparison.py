"""What differs between the texts of two PDFs, word by word, with the places on their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from alignment_desktop.documents.page_values import Box, PageText
from alignment_desktop.documents.word_alignment import aligned
from alignment_desktop.values import dataclass

_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"\d+")
_HASHES = re.compile(r"\b[0-9a-f]{4,}\b")
_MARGIN = 0.09
"""The part of a page above and below in which running lines stand."""
_EVERY = 8
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
        left_out = [
            [(start, end) for says, start, end in page if counts[says] >= least] for page in lines
        ]
        self._leave_out_repeated(left_out)
        return [
            Word(found[0], number, found.start(), found.end())
            for number, (text, _) in enumerate(self._pages)
            for found in _WORD.finditer(text.text)
            if not any(start <= found.start() < end for start, end in left_out[number])
        ]

    def _leave_out_repeated(self, left_out: list[list[tuple[int, int]]]) -> None:
        """Leaves out the headings of tables that go on from the page before."""
        before: set[str] = set()
        for number, text in enumerate(self.texts):
            lines = [
                (says.strip(), start, end)
                for says, start, end in _lines(text)
                if (start, end) not in left_out[number] and text.lines(start, end)
            ]
            if lines:
                top = min(lines, key=lambda line: text.lines(line[1], line[2])[0][1])
                if top[0] in before:
                    left_out[number].append(top[1:])
            before = {says for says, _, _ in lines}

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
    sides, words = (old, new), (old.words(), new.words())
    changes: list[PaperChange] = []
    anchors: list[tuple[float, float]] = []
    for piece in aligned(*([word.text for word in each] for each in words)):
        spans = piece.old, piece.new
        taken = [own[start:end] for own, (start, end) in zip(words, spans, strict=True)]
        if piece.same:
            anchors += _anchors(sides, taken)
            continue
        marks = [side.marks(own) for side, own in zip(sides, taken, strict=True)]
        # Where nothing is marked, the word before is where the change is.
        places = [
            next(iter(found or side.marks(own[max(start - 1, 0) : max(start, 1)])), None)
            for side, own, (start, _), found in zip(sides, words, spans, marks, strict=True)
        ]
        said = [" ".join(word.text for word in each) for each in taken]
        changes.append(PaperChange(marks[0], marks[1], places[0], places[1], said[0], said[1]))
    return PaperComparison(tuple(changes), tuple(_rising(anchors)))


def _anchors(
    sides: tuple[PaperSide, PaperSide], taken: Sequence[Sequence[Word]]
) -> Iterator[tuple[float, float]]:
    """Where words stand that are the same in both: some in each line are enough to scroll by."""
    last = -1.0
    for old, new in zip(*(words[::_EVERY] for words in taken), strict=True):
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
    for line, start, end in _lines(text):
        boxes = text.lines(start, end)
        if boxes and all(
            box[3] < _MARGIN * height or box[1] > (1 - _MARGIN) * height for box in boxes
        ):
            yield _DIGITS.sub("#", _HASHES.sub("#", line)).strip(), start, end


def _lines(text: PageText) -> Iterator[tuple[str, int, int]]:
    """Each line with its first letter and the one after its last."""
    start = 0
    for line in text.text.splitlines(keepends=True):
        yield line, start, start + len(line)
        start += len(line)
