"""Pages of a PDF as pictures, whole or in parts, for showing a document on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from alignment_desktop.documents.page_values import Part, Picture
from alignment_desktop.documents.pdf_opening import loaded, opened

_WHITE = (255, 255, 255, 255)


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
    """Width and height of each page in points.

    Raises:
        Problem: As `pdf_opening.opened`.
    """
    with opened(pdf) as document:
        return sizes_of(document)


def sizes_of(document: pypdfium2.PdfDocument) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    return tuple(document.get_page_size(number) for number in range(len(document)))


def pixels_of(length: float, scale: float) -> int:
    """How many device pixels a page's width or height takes; at least one."""
    return max(round(length * scale), 1)


def pictures(pdf: bytes, numbers: Iterable[int], scale: float) -> Iterator[PagePicture]:
    """The pages of these numbers, one after the other.

    Args:
        pdf: The document.
        numbers: Pages, counted from 0.
        scale: Pixels a point.

    Raises:
        Problem: As `pdf_opening.opened`.
    """
    sizes = page_sizes(pdf)
    for number in numbers:
        width, height = (pixels_of(length, scale) for length in sizes[number])
        for picture in parts(pdf, [Part(number, scale, 0, 0, width, height)]):
            pixels = picture.pixels or b"\xff" * (4 * width * height)
            yield PagePicture(number, width, height, pixels)


def parts(pdf: bytes, wanted: Sequence[Part], password: str = "") -> Iterator[Picture]:
    """Parts of pages, one after the other; others may read PDFs between two pages.

    Args:
        pdf: The document.
        wanted: The parts; those of one page that follow each other cost less.
        password: What opens the document.

    Raises:
        Problem: As `pdf_opening.opened`.
    """
    for number, group in groupby(wanted, key=lambda part: part.page):
        drawn: list[Picture] = []
        with opened(pdf, password) as document, loaded(document, number) as page:
            for part in group:
                pixels = None if page is None else _pixels(page, part)
                drawn.append(Picture(part, pixels))
        yield from drawn


def _pixels(page: pypdfium2.PdfPage, part: Part) -> bytes | None:
    try:
        return _drawn(page, part)
    except pypdfium2.PdfiumError:
        return None


def _drawn(page: pypdfium2.PdfPage, part: Part) -> bytes:
    width, height = (pixels_of(length, part.scale) for length in page.get_size())
    bitmap = pypdfium2.PdfBitmap.new_native(part.width, part.height, pdfium.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect(_WHITE, 0, 0, part.width, part.height)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page, -part.left, -part.top, width, height, 0, pdfium.FPDF_ANNOT
        )
        return _rows(bitmap)
    finally:
        bitmap.close()


def _rows(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """The picture without what stands between its rows."""
    line = bitmap.width * 4
    data = bytes(bitmap.buffer)
    if bitmap.stride == line:
        return data
    return b"".join(
        data[at : at + line] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
    )
