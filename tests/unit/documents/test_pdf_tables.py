from __future__ import annotations

from datetime import UTC, datetime

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


def test_a_table_higher_than_a_dozen_pages_shows_each_row_once() -> None:
    names = [f"row{number:03}" for number in range(30)]

    def story(layout: Layout) -> list[Flowable]:
        rows = [[name, Spacer(0, 400)] for name in names]
        heading = Heading("High", "heading", "high", 0, layout)
        return [heading, grid(["name", "room"], rows, (0.5, 0.5), layout.width)]

    text = " ".join(page_texts(build(FURNITURE, story)))
    assert [text.count(name) for name in names] == [1] * len(names)
