"""What is read from right to left begins at the right, and so do pages in such a language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_summary import TwoColours
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pages import SIDE, Furniture, Layout, build
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import colour, paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Days, Header
from tests.unit.documents.pdf_reading import page_texts

MADE = datetime(2026, 1, 1, tzinfo=UTC)
LEFT_TO_RIGHT = Furniture("T", "", "", "Foot", "", "{page} / {total}", "Band", MADE)
RIGHT_TO_LEFT = replace(LEFT_TO_RIGHT, language="he", rtl=True)
HEBREW = "אין תקציב לרבעון הזה, ראו Acme GmbH ו"
NORTHWIND = "شركة ريح الشمال"
ARABIC = (
    "يلتزم فريق التسويق بتسليم العملاء المؤهلين إلى فريق المبيعات خلال يومي عمل، "
    "ويلتزم فريق المبيعات بالرد عليهم قبل نهاية اليوم الثاني"
)


def story(layout: Layout) -> list[Flowable]:
    rows: list[list[str]] = [[HEBREW, "Beta", "12"], ["Alpha", ARABIC[:40], "345"]]
    return [
        TwoColours(),
        paragraph(ARABIC, "prose"),
        paragraph("English", "body"),
        grid(["Name", "Word", "Figure"], rows, (0.5, 0.3, 0.2), layout.width, right=(2,)),
    ]


@pytest.fixture(scope="module")
def usual() -> bytes:
    return build(LEFT_TO_RIGHT, story)


@pytest.fixture(scope="module")
def turned() -> bytes:
    return build(RIGHT_TO_LEFT, story)


@contextmanager
def first_page(pdf: bytes) -> Iterator[Any]:
    with pdfium.PdfDocument(pdf) as pages:
        yield pages[0]


def edges(pdf: bytes, text: str) -> tuple[float, float]:
    """Where a text begins and ends from the left of the page: the last, as a foot comes first."""
    with first_page(pdf) as page:
        found = page.get_textpage()
        first = found.get_text_range().rindex(text)
        boxes = [found.get_charbox(at, loose=True) for at in range(first, first + len(text))]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def width() -> float:
    return LEFT_TO_RIGHT.size[0]


def test_a_sentence_of_mainly_such_letters_begins_at_the_right_of_its_room(usual: bytes) -> None:
    # Its style keeps some room at the right, so that no line is long.
    assert edges(usual, "المبيعات بالرد")[1] == pytest.approx(width() - SIDE - 86, abs=1)
    assert edges(usual, "English")[0] == pytest.approx(SIDE, abs=1)


def test_so_it_does_in_a_cell_beside_others_that_begin_at_the_left(usual: bytes) -> None:
    column = LEFT_TO_RIGHT.width / 2
    assert edges(usual, "אין")[1] == pytest.approx(SIDE + column - 4, abs=1.5)
    assert edges(usual, "Alpha")[0] == pytest.approx(SIDE, abs=1)


def test_a_foreign_name_within_it_stands_where_it_is_said(usual: bytes) -> None:
    last, name = edges(usual, "ראו"), edges(usual, "Acme")
    assert name[1] < last[0] < edges(usual, "אין")[0]


def test_a_page_in_such_a_language_is_the_other_way_round(usual: bytes, turned: bytes) -> None:
    # The first column stands at the right, figures end at the left, and so does the page's number.
    for text in ("Name", "Figure", "345", "1 / 1", "Foot", "Band", "English"):
        left, right = edges(usual, text)
        assert edges(turned, text) == pytest.approx((width() - right, width() - left), abs=1)


def test_the_mark_of_the_parties_begins_with_sales_there_too(usual: bytes, turned: bytes) -> None:
    sales = tuple(round(each * 255) for each in colour("sales").rgb())
    for pdf, x in ((usual, SIDE + 10), (turned, width() - SIDE - 10)):
        with first_page(pdf) as page:
            picture = page.render().to_pil().convert("RGB")
        column = [picture.getpixel((round(x), y)) for y in range(picture.height)]
        assert sales in column


def test_it_is_read_in_the_order_of_what_it_says(usual: bytes, turned: bytes) -> None:
    for pdf in (usual, turned):
        assert "Name Word Figure" in page_texts(pdf)[0]


def test_readers_are_told_in_which_direction_pages_follow(usual: bytes, turned: bytes) -> None:
    assert direction(usual) is None
    assert direction(turned) == "/R2L"


def direction(pdf: bytes) -> str | None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = opened.Root.ViewerPreferences.get("/Direction")
        return None if found is None else str(found)


def test_a_page_whose_sentences_are_english_stays_as_it_is_whatever_its_agreement_says() -> None:
    """There is no catalogue of Arabic sentences: those that are there begin at the left."""
    days = Days(start=date(2026, 10, 1), end=date(2026, 12, 31))
    header = Header(language="ar", organisation=NORTHWIND, title="Agreed", period=days)
    pdf = agreement_pdf(AgreementDocument(Agreement("Q1", {("agreement", ""): header}), MADE))
    assert direction(pdf) is None
    assert edges(pdf, "Agreed")[0] == pytest.approx(SIDE, abs=2)
    # So does the name above the title, which is no sentence.
    assert edges(pdf, NORTHWIND)[0] == pytest.approx(SIDE, abs=2)
