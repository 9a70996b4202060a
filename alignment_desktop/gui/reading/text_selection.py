"""Text that is selected on the pages of a document, from one letter to another."""

from __future__ import annotations

from collections.abc import Mapping

from alignment_desktop.documents.page_values import PageText
from alignment_desktop.values import dataclass

_HYPHENS = "\x02\ufffe\u00ad"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place between two letters.

    Attributes:
        page: Counted from 0.
        letter: The letter that it stands before.
    """

    page: int
    letter: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What lies between two places, whichever of them comes first."""

    anchor: Place
    end: Place

    def on_page(self, page: int, text: PageText) -> tuple[int, int]:
        """The first letter on a page, and the one after the last; the same where there is none."""
        first, last = sorted((self.anchor, self.end))
        start = first.letter if page == first.page else 0
        end = min(last.letter, len(text.text)) if page == last.page else len(text.text)
        return (start, end) if first.page <= page <= last.page else (0, 0)

    def text(self, texts: Mapping[int, PageText]) -> str:
        """What it says, with the hyphens left out that stand only because a line ends."""
        first, last = sorted((self.anchor, self.end))
        pieces = []
        for page in range(first.page, last.page + 1):
            if page in texts:
                start, end = self.on_page(page, texts[page])
                pieces.append(texts[page].text[start:end].replace("\r\n", "\n"))
        whole = "\n".join(pieces)
        for hyphen in _HYPHENS:
            whole = whole.replace(f"{hyphen}\n", "").replace(hyphen, "")
        return whole


def letter_at(text: PageText, x: float, y: float) -> int:
    """The letter that a point of a page lies nearest before, in points; 0 where there is none."""
    best, found = None, 0
    for at in range(len(text.text)):
        left, top, right, bottom = text.box(at)
        if right <= left:
            continue
        down = max(top - y, y - bottom, 0.0)
        across = max(left - x, x - right, 0.0)
        # Of several lines the one at this height counts, however far its letters are.
        far = (down, across)
        if best is None or far < best:
            best, found = far, at if x < (left + right) / 2 else at + 1
            if far == (0.0, 0.0):
                break
    return found


def is_on_letter(text: PageText, x: float, y: float) -> bool:
    """Whether a letter stands at a point, or so near that it is meant."""
    return any(
        left - 2 <= x <= right + 2 and top <= y <= bottom
        for left, top, right, bottom in map(text.box, range(len(text.text)))
        if right > left
    )


def word_around(text: PageText, letter: int) -> tuple[int, int]:
    """The first letter of the word at a letter, and the one after its last."""
    start = end = min(letter, max(len(text.text) - 1, 0))
    while start > 0 and not text.text[start - 1].isspace():
        start -= 1
    while end < len(text.text) and not text.text[end].isspace():
        end += 1
    return start, end
