from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
from reportlab.platypus import Flowable, PageBreak, Spacer

from alignment_desktop.documents.pages import Furniture, Heading, Layout, build
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import paragraph
from tests.unit.documents.pdf_reading import page_texts

FURNITURE = Furniture("T", "", "", "", "", "{page}/{total}", "", datetime(2026, 1, 1, tzinfo=UTC))


def test_the_page_of_a_heading_within_a_cell_is_known() -> None:
    def story(layout: Layout) -> list[Flowable]:
        pages = ", ".join(f"{each.text} on page {each.page}" for each in layout.headings)
        heading = Heading("Inside", "heading", "inside", 0, layout)
        nested = grid([], [["", heading]], (0.5, 0.5), layout.width / 2)
        return [
            paragraph(pages, "body"),
            PageBreak(),
            grid([], [["beside", [paragraph("above", "cell"), nested]]], (0.5, 0.5), layout.width),
        ]

    assert "Inside on page 2" in page_texts(build(FURNITURE, story))[0]


def _lines(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded()).split("\r\n")


def test_a_heading_leaves_no_word_alone_on_its_last_line() -> None:
    text = (
        "Accept or return decision: kept in none of 3 months (92.3% over the quarter, "
        "promised ≥ 95%)"
    )

    def story(layout: Layout) -> list[Flowable]:
        return [Heading(text, "heading", "h", 0, layout), paragraph(text, "body")]

    first, last, *_ = _lines(build(FURNITURE, story))[1:]
    assert len(last) > len(first) / 2
    assert last.endswith("promised ≥ 95%)")


def test_a_column_is_not_narrower_than_one_of_its_words() -> None:
    def story(layout: Layout) -> list[Flowable]:
        cells = ["Kundenzufriedenheit", "a few short words", "1,680,000"]
        return [grid(["Was", "Name", "Betrag"], [cells], (0.05, 0.9, 0.05), layout.width)]

    text = page_texts(build(FURNITURE, story))[0]
    assert "Kundenzufriedenheit" in text
    assert "1,680,000" in text


def test_a_heading_with_little_below_stays_on_its_page() -> None:
    """What the next heading needs is not counted."""

    def story(layout: Layout) -> list[Flowable]:
        return [
            Spacer(0, 600),
            Heading("Short", "heading", "short", 0, layout),
            paragraph("One line.", "cell"),
            Heading("Next", "section", "next", 0, layout),
            Spacer(0, 300),
        ]

    first, second = page_texts(build(FURNITURE, story))
    assert "Short One line." in first
    assert "Next" in second


def test_a_table_higher_than_a_dozen_pages_shows_each_row_once() -> None:
    names = [f"row{number:03}" for number in range(30)]

    def story(layout: Layout) -> list[Flowable]:
        rows = [[name, Spacer(0, 400)] for name in names]
        heading = Heading("High", "heading", "high", 0, layout)
        return [heading, grid(["name", "room"], rows, (0.5, 0.5), layout.width)]

    text = " ".join(page_texts(build(FURNITURE, story)))
    assert [text.count(name) for name in names] == [1] * len(names)
