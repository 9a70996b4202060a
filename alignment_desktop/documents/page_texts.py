"""The outline, texts and links of a PDF, with the places where they stand on its pages."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from alignment_desktop.documents.page_values import (
    Bookmark,
    Box,
    Contents,
    Link,
    PageText,
    Spot,
)
from alignment_desktop.documents.pdf_opening import loaded, opened
from alignment_desktop.documents.preview import sizes_of

_FINE = 64  # steps in a point, as PDFium says where a place is in whole pixels
_FAR = 1000
_DEEPEST = 12
"""Levels of an outline; one that names itself as its part would have no end."""
_AT_ONCE = 4
"""Pages that are read before others may use PDFium: opening a long document takes a while too."""
_SURROGATES = range(0xD800, 0xE000)


class _Turn:
    """From a page's own places to those of the page as it is shown: turned and cropped."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        width, height = (round(length * _FINE) for length in page.get_size())

        def shown(x: float, y: float) -> tuple[float, float]:
            to_x, to_y = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, to_x, to_y)
            return to_x.value / _FINE, to_y.value / _FINE

        self._x, self._y = shown(0, 0)
        (right_x, right_y), (up_x, up_y) = shown(_FAR, 0), shown(0, _FAR)
        self._across = (right_x - self._x) / _FAR, (right_y - self._y) / _FAR
        self._up = (up_x - self._x) / _FAR, (up_y - self._y) / _FAR

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is shown."""
        return (
            self._x + x * self._across[0] + y * self._up[0],
            self._y + x * self._across[1] + y * self._up[1],
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a box is shown."""
        (x, y), (other_x, other_y) = self.point(left, bottom), self.point(right, top)
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def contents(pdf: bytes, password: str = "") -> Contents:
    """How many pages there are, how large, and the outline.

    Raises:
        Problem: As `pdf_opening.opened`.
    """
    with opened(pdf, password) as document:
        marks = tuple(
            Bookmark(
                mark.level, " ".join(mark.get_title().split()), _spot(document, mark.get_dest())
            )
            for mark in document.get_toc(max_depth=_DEEPEST)
        )
        return Contents(sizes_of(document), marks)


def page_texts(pdf: bytes, numbers: Iterable[int], password: str = "") -> Iterator[PageText]:
    """The texts and links of pages, one after the other; a damaged page has none.

    Raises:
        Problem: As `pdf_opening.opened`.
    """
    left = list(numbers)
    while left:
        few, left = left[:_AT_ONCE], left[_AT_ONCE:]
        found = []
        with opened(pdf, password) as document:
            for number in few:
                with loaded(document, number) as page:
                    none = PageText("", array("f"))
                    found.append(none if page is None else _text(document, page))
        yield from found


def _text(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> PageText:
    turn = _Turn(page)
    reader = page.get_textpage()
    try:
        count = reader.count_chars()
        letters, places = [], array("f", bytes(16 * count))
        rect = pdfium.FS_RECTF()
        for at in range(count):
            code = pdfium.FPDFText_GetUnicode(reader, at)
            letters.append("\N{REPLACEMENT CHARACTER}" if code in _SURROGATES else chr(code))
            if pdfium.FPDFText_IsGenerated(reader, at) == 1:
                continue
            if pdfium.FPDFText_GetLooseCharBox(reader, at, rect):
                box = turn.box(rect.left, rect.bottom, rect.right, rect.top)
                places[4 * at : 4 * at + 4] = array("f", box)
        return PageText("".join(letters), places, tuple(_links(document, page, turn)))
    finally:
        reader.close()


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[Link]:
    at, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, at, link):
        if not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        box = turn.box(rect.left, rect.bottom, rect.right, rect.top)
        to = pdfium.FPDFLink_GetDest(document, link)
        action = pdfium.FPDFLink_GetAction(link)
        kind = pdfium.FPDFAction_GetType(action) if action else None
        if not to and kind == pdfium.PDFACTION_GOTO:
            to = pdfium.FPDFAction_GetDest(document, action)
        if to:
            spot = _spot(document, pypdfium2.PdfDest(to, document))
            if spot is not None:
                yield Link(box, spot)
        elif kind == pdfium.PDFACTION_URI:
            address = _address(document, action)
            if address:
                yield Link(box, address=address)


def _address(document: pypdfium2.PdfDocument, action: object) -> str:
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.raw[: max(length - 1, 0)].decode("utf-8", "replace")


def _spot(document: pypdfium2.PdfDocument, to: pypdfium2.PdfDest | None) -> Spot | None:
    """Where a destination is, on the page as it is shown; None where it is on no page."""
    page = None if to is None else to.get_index()
    if to is None or page is None or not 0 <= page < len(document):
        return None
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    told = pdfium.FPDFDest_GetLocationInPage(to.raw, has_x, has_y, has_zoom, x, y, zoom)
    if not told or not has_y.value:
        return Spot(page)
    with loaded(document, page) as shown:
        if shown is None:
            return Spot(page)
        _, top = _Turn(shown).point(x.value, y.value)
        return Spot(page, min(max(top, 0.0), shown.get_height()))
