"""Pages of a PDF as pictures, for showing a document before it is exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import pypdfium2

# PDFium must be used by one thread at a time.
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a picture.

    Attributes:
        number: The page, counted from 0.
        width: In pixels.
        height: In pixels.
        pixels: Rows of four bytes a pixel: blue, green, red, and one that says nothing.
    """

    number: int
    width: int
    height: int
    pixels: bytes


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def pictures(pdf: bytes, numbers: Iterable[int], scale: float) -> Iterator[PagePicture]:
    """The pages of these numbers, one after the other.

    Args:
        pdf: The document.
        numbers: Pages, counted from 0.
        scale: Pixels a point.
    """
    for number in numbers:
        with _opened(pdf) as document:
            page = document[number]
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            packed = _rows(bitmap)
            width, height = bitmap.width, bitmap.height
            bitmap.close()
            page.close()
        yield PagePicture(number, width, height, packed)


def _rows(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """The picture without what stands between its rows."""
    line = bitmap.width * 4
    data = bytes(bitmap.buffer)
    if bitmap.stride == line:
        return data
    return b"".join(
        data[at : at + line] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
    )


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
