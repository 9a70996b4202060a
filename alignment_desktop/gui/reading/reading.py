"""A document that is being read: what is known of it, worked out beside the window as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from alignment_desktop.documents.page_values import Contents, PageText, Part
from alignment_desktop.gui.reading.tiles import MOST_BYTES, TileCache

if TYPE_CHECKING:
    from alignment_desktop.documents.text_search import FoldedText
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.reading.reading_memory import ReadingMemory

THUMB = 132
"""Pixels that a page is wide as a small picture, shown before the sharp one is there too."""
_MOST_SMALL = 32 * 2**20
"""Bytes of small pictures that are kept."""
_FILLED = 0.75
"""The part of the room for pictures that is asked for at once."""
_AT_ONCE = 3
"""Parts that are drawn at one request: the next one asks for what is in sight by then."""
_TEXTS_AT_ONCE = 12
_SHEET = QImage.Format.Format_RGB32


class Asks(Protocol):
    """What works something out beside the window, as the session does."""

    def ask(
        self,
        topic: str,
        question: Callable[..., Any],
        answer: Callable[[Any], None],
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Runs a question in another thread."""
        ...

    def cancel(self, topic: str) -> None:
        """Wants no answer any more."""
        ...


class ReadsDocuments(Asks, Protocol):
    """What a reader of documents needs besides: memory, and a way to tell what happened."""

    @property
    def reading(self) -> ReadingMemory:
        """How documents were read last."""
        ...

    def notify(self, text: str, *, wrong: bool = False) -> None:
        """Tells the user something in one plain sentence."""
        ...

    def sentence(self, problem: Problem) -> str:
        """What is wrong, where, and what to do."""
        ...


class Reading(QObject):
    """One document at a time.

    Attributes:
        opened: It can be shown; what was known of another one is forgotten.
        failed: Carries the `Problem` for which it cannot.
        drawn: Pictures arrived.
        read: Texts of more pages arrived.
    """

    opened = Signal()
    failed = Signal(object)
    drawn = Signal()
    read = Signal()

    def __init__(self, asks: Asks, topic: str, parent: QObject) -> None:
        """Has nothing to show yet.

        Args:
            asks: Works out what is needed.
            topic: What it is about, for nobody else to use.
            parent: What shows it.
        """
        super().__init__(parent)
        self._asks = asks
        self._topic = topic
        self.pdf = b""
        self.password = ""
        self.contents: Contents | None = None
        self.tiles = TileCache()
        self.thumbs = TileCache(_MOST_SMALL)
        self.damaged: set[int] = set()
        self.texts: dict[int, PageText] = {}
        self.folded: dict[int, FoldedText] = {}
        self._parts: dict[str, Sequence[Part]] = {}
        self._pages: dict[str, Sequence[int]] = {}
        # Small pictures are kept apart: large ones would else push them out.
        self._small: set[Part] = set()
        self._drawing = self._reading = False

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points; none while there is no document."""
        return () if self.contents is None else self.contents.sizes

    def show(self, pdf: bytes, password: str = "") -> None:
        """Opens another document; what is shown stays until it is there."""
        if self.contents is not None and (pdf, password) == (self.pdf, self.password):
            self._asks.cancel(self._topic)
            return

        def question(_workspace: object, _monitor: Monitor) -> Contents:
            from alignment_desktop.documents.page_texts import contents

            return contents(pdf, password)

        def answer(found: Contents) -> None:
            self._take(pdf, password, found)

        self._asks.ask(self._topic, question, answer, self._fail)

    def clear(self) -> None:
        """Shows no document."""
        self._asks.cancel(self._topic)
        self._take(b"", "", None)

    def want_parts(self, who: str, parts: Sequence[Part]) -> None:
        """Somebody needs pictures, the most urgent first, and none of what it needed before."""
        self._parts[who] = parts
        self._draw()

    def want_texts(self, who: str, pages: Sequence[int]) -> None:
        """Somebody needs the texts of pages, the most urgent first."""
        self._pages[who] = pages
        self._read()

    def thumb_part(self, page: int, ratio: float) -> Part:
        """The small picture of a page.

        Args:
            page: Counted from 0.
            ratio: Device pixels a pixel.
        """
        width, height = self.sizes[page]
        # A page that is long and narrow, as a receipt is, has room too.
        scale = THUMB * ratio / max(width, height / 2, 1)
        pixels = [max(round(length * scale), 1) for length in (width, height)]
        part = Part(page, scale, 0, 0, *pixels)
        self._small.add(part)
        return part

    def _take(self, pdf: bytes, password: str, found: Contents | None) -> None:
        self.pdf, self.password, self.contents = pdf, password, found
        self.tiles.clear()
        self.thumbs.clear()
        for kept in (self.damaged, self.texts, self.folded, self._parts, self._pages, self._small):
            kept.clear()
        # What runs now answers for a document that is gone, and is not waited for.
        self._drawing = self._reading = False
        self.opened.emit()

    def _fail(self, problem: Problem) -> None:
        self._take(b"", "", None)
        self.failed.emit(problem)

    def _lacking(self) -> Iterable[Part]:
        """What is not here yet; no more than can be kept, else it would be drawn without end."""
        room = MOST_BYTES * _FILLED
        for parts in self._parts.values():
            for part in parts:
                room -= 4 * part.width * part.height
                if room < 0:
                    return
                here = part in self.tiles or part in self.thumbs
                if not here and part.page not in self.damaged:
                    yield part

    def _draw(self) -> None:
        wanted = tuple(islice(self._lacking(), _AT_ONCE))
        if self._drawing or not wanted:
            return
        self._drawing = True
        pdf, password = self.pdf, self.password

        def question(_workspace: object, _monitor: Monitor) -> list[tuple[Part, QImage | None]]:
            from alignment_desktop.documents.preview import parts

            found: list[tuple[Part, QImage | None]] = []
            for picture in parts(pdf, wanted, password):
                image, part = None, picture.part
                if picture.pixels is not None:
                    rows = QImage(picture.pixels, part.width, part.height, 4 * part.width, _SHEET)
                    # The bytes belong to Python; the copy belongs to Qt.
                    image = rows.copy()
                found.append((part, image))
            return found

        self._asks.ask(f"{self._topic}-draw", question, partial(self._take_drawn, pdf))

    def _take_drawn(self, pdf: bytes, found: list[tuple[Part, QImage | None]]) -> None:
        if pdf is not self.pdf:
            return
        self._drawing = False
        for part, image in found:
            if image is None:
                self.damaged.add(part.page)
            else:
                (self.thumbs if part in self._small else self.tiles).put(part, image)
        self.drawn.emit()
        self._draw()

    def _read(self) -> None:
        lacking = (
            page for pages in self._pages.values() for page in pages if page not in self.texts
        )
        wanted = tuple(dict.fromkeys(islice(lacking, _TEXTS_AT_ONCE)))
        if self._reading or not wanted:
            return
        self._reading = True
        pdf, password = self.pdf, self.password

        def question(
            _workspace: object, _monitor: Monitor
        ) -> list[tuple[int, PageText, FoldedText]]:
            from alignment_desktop.documents.page_texts import page_texts
            from alignment_desktop.documents.text_search import folded

            texts = page_texts(pdf, wanted, password)
            return [
                (page, text, folded(text.text)) for page, text in zip(wanted, texts, strict=True)
            ]

        self._asks.ask(f"{self._topic}-read", question, partial(self._take_texts, pdf))

    def _take_texts(self, pdf: bytes, found: list[tuple[int, PageText, FoldedText]]) -> None:
        if pdf is not self.pdf:
            return
        self._reading = False
        for page, text, plain in found:
            self.texts[page] = text
            self.folded[page] = plain
        self.read.emit()
        self._read()
