"""Small PDFs that tests read and compare."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

ADDRESS = "https://example.org/terms?of=use"


def pdf_of(
    lines: Sequence[Sequence[str]], size: tuple[float, float] = A4, password: str = ""
) -> bytes:
    """A PDF with a page for each list of lines, 12 points high from 100 points below its top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=password or None)
    for page in lines:
        for at, line in enumerate(page):
            canvas.drawString(72, size[1] - 112 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def linked_pdf() -> bytes:
    """Three pages, the second landscape, the third turned by the PDF itself, with an outline."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("Who we are", "one", 0)
    canvas.drawString(72, A4[1] - 112, "Go to the third page")
    canvas.linkRect("", "three", (72, A4[1] - 115, 240, A4[1] - 97), thickness=0)
    canvas.drawString(72, A4[1] - 152, "Our terms")
    canvas.linkURL(ADDRESS, (72, A4[1] - 155, 240, A4[1] - 137), thickness=0)
    canvas.showPage()
    canvas.setPageSize(landscape(LETTER))
    canvas.drawString(72, 400, "Naïve résumé of the plan")
    canvas.showPage()
    canvas.setPageSize(A4)
    canvas.setPageRotation(90)
    canvas.bookmarkHorizontal("three", 0, 500)
    canvas.addOutlineEntry("What we promise", "three", 1)
    canvas.drawString(72, 500, "Turned")
    canvas.showPage()
    canvas.save()
    return out.getvalue()
