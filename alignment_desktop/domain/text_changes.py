"""What changed within a text, word by word: what stays, what is struck out, what is new."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from alignment_desktop.values import dataclass

_SPACES = re.compile(r"(\s+)")
_OPENING = "([{„“‚‘«‹\"'¿¡"
_CLOSING = ")]}”’»›\"'.,;:!?…"
_MOST_PAIRS = 10_000
"""Pairs of equal words that are tried as beginnings of what stays; more would take too long."""
_ALIKE = 0.3
"""The part of the longer text that has to stay: below it, single words that both happen to use
would break the two into pieces that nobody can read."""


class Mark(StrEnum):
    """What became of a piece of a text."""

    KEPT = "kept"
    STRUCK = "struck"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of two texts.

    Attributes:
        mark: `KEPT` stands in both, `STRUCK` only in the old text, `NEW` only in the new one.
        text: What it says; never empty.
    """

    mark: Mark
    text: str


def text_changes(old: str, new: str) -> tuple[Span, ...]:
    """The two texts as one: what is struck out stands before what is new in its place.

    Kept and struck pieces together are the old text, kept and new ones the new text, letter by
    letter. Words are whole, with the punctuation beside them apart; spaces between two words
    belong to the change where both words change. Texts that have little in common are not mixed.
    """
    before, after = list(_words(old)), list(_words(new))
    same = min(len(before), len(after))
    head = next((at for at in range(same) if before[at] != after[at]), same)
    tail = 0
    while tail < same - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    middles = before[head : len(before) - tail], after[head : len(after) - tail]
    spans = [
        Span(Mark.KEPT, "".join(before[:head])),
        *_compared(*middles),
        Span(Mark.KEPT, "".join(before[len(before) - tail :])),
    ]
    kept = sum(_weight(span.text) for span in spans if span.mark is Mark.KEPT)
    if kept < _ALIKE * max(_weight(old), _weight(new)):
        spans = [Span(Mark.STRUCK, old), Span(Mark.NEW, new)]
    return tuple(_in_order(spans))


def _words(text: str) -> Iterator[str]:
    """Words, the punctuation before and after them, and the spaces between, in order."""
    for part in _SPACES.split(text):
        rest = part.lstrip(_OPENING)
        word = rest.rstrip(_CLOSING)
        pieces = part[: len(part) - len(rest)], word, rest[len(word) :]
        yield from filter(None, pieces)


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[Span]:
    common = _too_common(before, after)
    # A space is the same everywhere, so it stays only beside a word that does.
    matcher = difflib.SequenceMatcher(common.__contains__, before, after, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield Span(Mark.KEPT, "".join(before[start:end]))
        else:
            yield Span(Mark.STRUCK, "".join(before[start:end]))
            yield Span(Mark.NEW, "".join(after[new_start:new_end]))


def _too_common(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """What stays only beside something else that does: spaces, and in long texts common words."""
    counts, others = Counter(before), Counter(after)
    pairs = {word: count * others[word] for word, count in counts.items() if not word.isspace()}
    found = {word for word in others if word.isspace()}
    left = sum(pairs.values())
    for word in sorted(pairs, key=lambda word: (-pairs[word], word)):
        if left <= _MOST_PAIRS:
            break
        left -= pairs[word]
        found.add(word)
    return frozenset(found)


def _weight(text: str) -> int:
    return len(text) - text.count(" ")


def _in_order(spans: Iterable[Span]) -> Iterator[Span]:
    """The same with neighbours made one: kept, or struck and then new; none of them empty."""
    struck = new = kept = ""
    for span in spans:
        if span.mark is Mark.KEPT:
            if (struck or new) and span.text:
                yield from _present(Span(Mark.KEPT, kept), Span(Mark.STRUCK, struck))
                yield from _present(Span(Mark.NEW, new))
                struck = new = kept = ""
            kept += span.text
        elif span.mark is Mark.STRUCK:
            struck += span.text
        else:
            new += span.text
    ends = Span(Mark.KEPT, kept), Span(Mark.STRUCK, struck), Span(Mark.NEW, new)
    yield from _present(*ends)


def _present(*spans: Span) -> Iterator[Span]:
    return (span for span in spans if span.text)
