"""Finds words in the texts of pages, whatever their case, accents, ligatures and line ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from alignment_desktop.values import dataclass

_LINE_HYPHENS = "\x02\ufffe\u00ad"
"""How a hyphen is given that stands only because the line ends there."""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Where something was found.

    Attributes:
        page: Counted from 0.
        start: Its first letter on the page.
        end: The letter after its last one.
    """

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text as it is compared, with the letter of the text that each of its letters is of."""

    text: str
    letters: tuple[int, ...]

    def hits(self, page: int, wanted: str) -> Iterator[Hit]:
        """Where a folded text stands in it, from the first to the last.

        Args:
            page: The page that it is of.
            wanted: What `folded` made of what is sought; where it is empty, it is nowhere.
        """
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            yield Hit(page, self.letters[at], self.letters[end - 1] + 1)
            at = self.text.find(wanted, end)


def folded(text: str) -> FoldedText:
    """A text in small letters without accents, with single blanks between its words."""
    out: list[str] = []
    letters: list[int] = []
    joins = False
    for at, letter in enumerate(text):
        if letter in _LINE_HYPHENS:
            joins = True
        elif letter.isspace():
            if not joins and out and out[-1] != " ":
                out.append(" ")
                letters.append(at)
        else:
            joins = False
            for piece in unicodedata.normalize("NFKD", letter).casefold():
                if not unicodedata.combining(piece):
                    out.append(piece)
                    letters.append(at)
    return FoldedText("".join(out), tuple(letters))


def sought(text: str) -> str:
    """What is typed into a search, as it is compared."""
    return folded(text).text.strip()
