"""Opens a PDF to read it, one thread at a time, and says in words what cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from alignment_desktop.domain.problems import Problem

# PDFium must be used by one thread at a time.
_LOCK = Lock()


@contextmanager
def opened(pdf: bytes, password: str = "") -> Iterator[pypdfium2.PdfDocument]:
    """A document, which is closed afterwards; no other is open meanwhile.

    Raises:
        Problem: `no-pdf`, `pdf-asks-password`, `pdf-wrong-password`.
    """
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf, password=password or None)
        except pypdfium2.PdfiumError as error:
            # PDFium may still tell the error of a document before this one.
            protected = error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in pdf
            if not protected:
                raise Problem("no-pdf") from error
            code = "pdf-wrong-password" if password else "pdf-asks-password"
            raise Problem(code) from error
        try:
            if not len(document):
                raise Problem("no-pdf")
            yield document
        finally:
            document.close()


@contextmanager
def loaded(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage | None]:
    """A page, counted from 0, which is closed afterwards; None where it is damaged."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        yield page
    finally:
        page.close()
