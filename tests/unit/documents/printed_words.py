"""The words of a PDF as they stand on its pages: how large, in what ink, on what ground."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_PAPER = "#FFFFFF"
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Printed:
    """A piece of text on a page.

    Attributes:
        text: What it says.
        page: On which page, from 1.
        size: Of its letters, in points.
        is_bold: Whether it is set bold.
        ink: Its colour.
        ground: The colour that was painted last where its middle is.
    """

    text: str
    page: int
    size: float
    is_bold: bool
    ink: str
    ground: str

    @property
    def is_large(self) -> bool:
        """Whether WCAG calls it large: 18 points, or 14 in bold."""
        return self.size >= (14 if self.is_bold else 18)


def printed_words(pdf: bytes) -> Iterator[Printed]:
    """Every piece of text that is seen."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            yield from _of_page(page, number)


def _of_page(page: pypdfium2.PdfPage, number: int) -> Iterator[Printed]:
    reader = page.get_textpage()
    grounds: list[tuple[_Box, str]] = []
    for shape in page.get_objects(max_depth=2):
        box = shape.get_bounds()
        if shape.type == pdfium.FPDF_PAGEOBJ_PATH and _is_filled(shape):
            grounds.append((box, _colour(shape)))
        if shape.type == pdfium.FPDF_PAGEOBJ_TEXT:
            text = _text(shape, reader)
            if text.strip():
                yield Printed(text, number, _size(shape), _is_bold(shape), _colour(shape),
                              _under(box, grounds))  # fmt: skip


def _under(box: _Box, grounds: list[tuple[_Box, str]]) -> str:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for (left, bottom, right, top), colour in reversed(grounds):
        if left <= x <= right and bottom <= y <= top:
            return colour
    return _PAPER


def _is_filled(shape: pypdfium2.PdfObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape.raw, mode, stroke)
    return bool(mode.value != pdfium.FPDF_FILLMODE_NONE)


def _colour(shape: pypdfium2.PdfObject) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(shape.raw, red, green, blue, alpha)
    return f"#{red.value:02X}{green.value:02X}{blue.value:02X}"


def _text(shape: pypdfium2.PdfObject, reader: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(shape.raw, reader.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(
        shape.raw, reader.raw, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length
    )
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _size(shape: pypdfium2.PdfObject) -> float:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(shape.raw, size)
    matrix = shape.get_matrix()
    return round(size.value * math.hypot(matrix.c, matrix.d), 2)


def _is_bold(shape: pypdfium2.PdfObject) -> bool:
    return bool(pdfium.FPDFFont_GetWeight(pdfium.FPDFTextObj_GetFont(shape.raw)) >= 700)
