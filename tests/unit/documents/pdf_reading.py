"""What a reader of a PDF sees of it: texts, bookmarks, links, and what its bytes name."""

from __future__ import annotations

import re
import zlib

import pypdfium2
import pypdfium2.raw as pdfium


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, blanks made single."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            reader = page.get_textpage()
            texts.append(" ".join(reader.get_text_bounded().split()))
            reader.close()
            page.close()
        return texts
    finally:
        document.close()


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of each bookmark."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index() + 1)
            for mark in document.get_toc()
        ]
    finally:
        document.close()


def link_count(pdf: bytes) -> int:
    """How many places of the document lead somewhere."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        count = 0
        for page in document:
            for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
                annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
                count += pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_LINK
                pdfium.FPDFPage_CloseAnnot(annotation)
            page.close()
        return count
    finally:
        document.close()


def page_sizes(pdf: bytes) -> set[tuple[int, int]]:
    """The sizes that pages have, in whole points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sizes = (document.get_page_size(at) for at in range(len(document)))
        return {(round(width), round(height)) for width, height in sizes}
    finally:
        document.close()


def metadata(pdf: bytes) -> dict[str, str]:
    """What the file says of itself."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: dict[str, str] = document.get_metadata_dict()
        return found
    finally:
        document.close()


def streams(pdf: bytes) -> list[bytes]:
    """Every stream of the file that is packed in a way we write."""
    import base64

    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        data = match[1].strip()
        try:
            if data.endswith(b"~>"):
                data = (
                    base64.a85decode(data, adobe=False)
                    if data[:2] == b"<~"
                    else base64.a85decode(data.removesuffix(b"~>"))
                )
            found.append(zlib.decompress(data))
        except (ValueError, zlib.error):
            found.append(data)
    return found
