"""What looks different between two PDFs, though no word may be another."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from alignment_desktop.documents.picture_comparison import PictureComparison, compared_pictures
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from tests.pdf_samples import pdf_of

LINES = [["The first page"], ["The second page"]]


def pdf_with_box(page: int, pages: int = 2) -> bytes:
    """The same pages, one of them with a square 100 points from the left and upper edge."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(pages):
        canvas.drawString(72, A4[1] - 112, LINES[number][0])
        if number == page:
            canvas.rect(100, A4[1] - 120, 20, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def compared(old: bytes, new: bytes) -> PictureComparison:
    return compared_pictures(old, new, Silent())


def test_pages_that_look_the_same_have_no_differences() -> None:
    assert compared(pdf_of(LINES), pdf_of(LINES)) == PictureComparison()


def test_what_was_drawn_is_boxed_where_it_is() -> None:
    (mark,) = compared(pdf_of(LINES), pdf_with_box(1)).changed
    assert mark.page == 1
    assert mark.box == pytest.approx((100, 100, 120, 120), abs=6)


def test_a_page_that_the_other_lacks_or_of_another_size_differs_as_a_whole() -> None:
    assert [mark.page for mark in compared(pdf_of(LINES), pdf_of(LINES[:1])).changed] == [1]
    letter = compared(pdf_of(LINES[:1]), pdf_of(LINES[:1], LETTER)).changed
    assert [mark.box[:2] for mark in letter] == [(0.0, 0.0)]


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Problem, match="no-pdf"):
        compared(pdf_of(LINES), b"%PDF-1.7 and nothing more")
