"""Parts of a PDF's pages as pictures, for showing a document on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from alignment_desktop.documents.page_values import Part, Picture
from alignment_desktop.documents.pdf_opening import loaded, opened

_WHITE = (255, 255, 255, 255)


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
        with opened(pdf, password) as document:
            # Fields are drawn by a part of PDFium of its own, signatures among them.
            if document.get_formtype() != pdfium.FORMTYPE_NONE:
                document.init_forms()
            with loaded(document, number) as page:
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
        place = -part.left, -part.top, width, height, 0, pdfium.FPDF_ANNOT
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *place)
        if page.formenv is not None:
            pdfium.FPDF_FFLDraw(page.formenv, bitmap, page, *place)
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
