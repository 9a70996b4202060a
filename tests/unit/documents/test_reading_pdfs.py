"""What is read from a PDF to show it: sizes, outline, texts with places, links, pictures."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.lib.pagesizes import LETTER

from alignment_desktop.documents.page_texts import contents, page_texts
from alignment_desktop.documents.page_values import Part
from alignment_desktop.documents.preview import parts
from alignment_desktop.domain.problems import Problem
from tests.pdf_samples import ADDRESS, linked_pdf, pdf_of

LINKED = linked_pdf()


def test_pages_and_outline_are_known_once_a_document_is_opened() -> None:
    found = contents(LINKED)
    assert [tuple(map(round, size)) for size in found.sizes] == [(595, 842), (792, 612), (595, 842)]
    assert [(mark.level, mark.title) for mark in found.bookmarks] == [
        (0, "Who we are"),
        (1, "What we promise"),
    ]
    assert [mark.spot and mark.spot.page for mark in found.bookmarks] == [0, 2]


def test_letters_have_their_places_on_the_page_as_it_is_shown() -> None:
    first, _, turned = page_texts(LINKED, range(3))
    start = first.text.index("Our")
    left, top, _, bottom = first.box(start)
    assert left == pytest.approx(72, abs=0.5)
    assert top < 152 < bottom
    assert len(first.lines(0, len("Go to the third page"))) == 1
    # Turned clockwise by a quarter: upwards is to the right.
    assert turned.text == "Turned"
    assert turned.box(0)[1] == pytest.approx(72, abs=0.5)
    assert turned.box(1)[1] > turned.box(0)[1]


def test_links_lead_to_pages_and_out_of_the_document() -> None:
    (first,) = page_texts(LINKED, [0])
    inside, outside = first.links
    assert inside.spot is not None
    assert (inside.spot.page, inside.address) == (2, "")
    assert (outside.spot, outside.address) == (None, ADDRESS)


def test_a_page_is_drawn_in_parts_that_fit_together() -> None:
    pdf = pdf_of([["A line of text"]], LETTER)
    (whole,) = parts(pdf, [Part(0, 1.0, 0, 0, 612, 792)])
    assert len(whole.pixels or b"") == 4 * 612 * 792
    upper, lower = parts(pdf, [Part(0, 1.0, 0, 0, 612, 400), Part(0, 1.0, 0, 400, 612, 392)])
    assert (upper.pixels or b"") + (lower.pixels or b"") == whole.pixels


def test_a_damaged_page_is_told_from_an_empty_one() -> None:
    broken = pdf_of([["one"], ["two"]]).replace(b"/Type /Page\n", b"/Type /Pogo\n", 1)
    found = list(parts(broken, [Part(page, 0.2, 0, 0, 10, 10) for page in range(2)]))
    assert [picture.part.page for picture in found] == [0, 1]
    texts = list(page_texts(broken, range(2)))
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("pdf", "password", "code"),
    [
        (b"", "", "no-pdf"),
        (b"PK\x03\x04 a workbook", "", "no-pdf"),
        (pdf_of([["x"]])[:300], "", "no-pdf"),
        (pdf_of([["x"]], password="sesame"), "", "pdf-asks-password"),
        (pdf_of([["x"]], password="sesame"), "salami", "pdf-wrong-password"),
    ],
)
def test_what_cannot_be_opened_says_why(pdf: bytes, password: str, code: str) -> None:
    with pytest.raises(Problem) as told:
        contents(pdf, password)
    assert told.value.code == code


def test_a_document_without_pages_is_none() -> None:
    empty = pypdfium2.PdfDocument.new()
    out = io.BytesIO()
    empty.save(out)
    empty.close()
    with pytest.raises(Problem) as told:
        contents(out.getvalue())
    assert told.value.code == "no-pdf"


def test_a_password_opens_what_is_protected() -> None:
    assert contents(pdf_of([["x"]], password="sesame"), "sesame").sizes
