"""Searching a document: every place where the words stand, and the one that is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from alignment_desktop.gui.reading.page_marks import Highlight, Look
from alignment_desktop.gui.reading.page_scroll import PageScroll

if TYPE_CHECKING:
    from alignment_desktop.documents.text_search import Hit


class Search(QObject):
    """Finds words in the document that a view shows.

    Attributes:
        changed: More was found, or another place is looked at.
    """

    changed = Signal()

    def __init__(self, view: PageScroll) -> None:
        super().__init__(view)
        self._view = view
        self._reading = view.reading
        self._wanted = ""
        self._hits: dict[int, tuple[Hit, ...]] = {}
        self._current: Hit | None = None
        view.highlights.append(self._marks)
        self._reading.read.connect(self._go_on)
        self._reading.opened.connect(self._begin)

    @property
    def searches(self) -> bool:
        """Whether something is sought."""
        return bool(self._wanted)

    @property
    def complete(self) -> bool:
        """Whether every page was looked through."""
        return len(self._hits) == self._view.page_count

    @property
    def count(self) -> int:
        """In how many places it was found so far."""
        return sum(map(len, self._hits.values()))

    @property
    def number(self) -> int:
        """Which of these is looked at, counted from 1; 0: none."""
        if self._current is None:
            return 0
        page = self._current.page
        before = sum(len(hits) for at, hits in self._hits.items() if at < page)
        return before + self._hits[page].index(self._current) + 1

    def find(self, text: str) -> None:
        """Looks for a text, whatever its case and accents; for nothing where it is empty."""
        from alignment_desktop.documents.text_search import sought

        wanted = sought(text)
        if wanted != self._wanted:
            self._wanted = wanted
            self._begin()

    def step(self, direction: int) -> None:
        """Looks at the next place (1) or the one before (-1); after the last comes the first."""
        hits = [hit for page in sorted(self._hits) for hit in self._hits[page]]
        if not hits:
            return
        at = (self.number - 1 + direction) % len(hits) if self._current is not None else 0
        self._look_at(hits[at])

    def _begin(self) -> None:
        self._hits.clear()
        self._current = None
        if self._wanted:
            count, first = self._view.page_count, max(self._view.page - 1, 0)
            self._reading.want_texts("search", [*range(first, count), *range(first)])
            self._go_on()
        else:
            self._reading.want_texts("search", [])
            self._tell()

    def _go_on(self) -> None:
        """Looks through the pages whose text arrived meanwhile."""
        if not self._wanted:
            return
        for page, text in self._reading.folded.items():
            if page not in self._hits:
                self._hits[page] = tuple(text.hits(page, self._wanted))
        if self._current is None:
            self._look_at_first()
        self._tell()

    def _look_at_first(self) -> None:
        """Looks at the first place from the page in sight on, once all pages up to it are known."""
        count, first = self._view.page_count, max(self._view.page - 1, 0)
        for page in (*range(first, count), *range(first)):
            hits = self._hits.get(page)
            if hits is None:
                return
            if hits:
                self._look_at(hits[0])
                return

    def _look_at(self, hit: Hit) -> None:
        self._current = hit
        boxes = self._reading.texts[hit.page].lines(hit.start, hit.end)
        if boxes:
            self._view.show_box(hit.page, boxes[0])
        self._tell()

    def _tell(self) -> None:
        self._view.viewport().update()
        self.changed.emit()

    def _marks(self, page: int) -> Iterator[Highlight]:
        text = self._reading.texts.get(page)
        if text is None:
            return
        for hit in self._hits.get(page, ()):
            look = Look.CURRENT_HIT if hit == self._current else Look.HIT
            yield Highlight(look, text.lines(hit.start, hit.end))
