"""Documents say what is a heading, a table, a list, a figure and a link."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from reportlab.platypus import Flowable, Spacer

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.documents.canvas_charts import Chart
from alignment_desktop.documents.pages import Furniture, Heading, Layout, build
from alignment_desktop.documents.pdf.archive import Attachment
from alignment_desktop.documents.pdf_tables import bullets, grid, pairs
from alignment_desktop.documents.typography import marked_up, paragraph
from tests.unit.documents.pdf_reading import (
    Element,
    attachments,
    catalogue,
    page_texts,
    structure,
    unmarked,
)

FURNITURE = Furniture(
    "Report <A> & B",
    "Its subject",
    "Northwind",
    "left",
    "middle",
    "{page} of {total}",
    "DRAFT",
    datetime(2026, 1, 1, tzinfo=UTC),
    attachments=(Attachment("data.toml", b"a = 1", "application/toml", "Its data"),),
)


def story(layout: Layout) -> list[Flowable]:
    width = layout.width
    return [
        Heading("The title", "review-title", "top", 0, layout),
        Heading("A part", "heading", "part", 1, layout),
        marked_up('See <a href="#top"><u color="#112233">the title</u></a> above.', "body"),
        grid(["Name", "Count"], [["One", ""], ["Two", [paragraph("2", "cell")]]], (1, 1), width),
        pairs([("Rule", "Equal shares")], width),
        *bullets(["First", "Second"]),
        Chart(bars([Bar("Ads", 3, "marketing"), Bar("Fairs", 2, "marketing")], 300)),
        grid([], [["left", "middle", "right"]], (1, 1, 1), width),
        Heading("The next section", "section", "next", 0, layout),
        Spacer(0, 10),
        grid(["Row", "Text"], [[str(at), "text"] for at in range(80)], (1, 1), width),
    ]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return build(FURNITURE, story)


@pytest.fixture(scope="module")
def root(pdf: bytes) -> Element:
    return structure(pdf)


def test_headings_have_levels_and_none_is_left_out(root: Element) -> None:
    levels = [kid.role for kid in root.kids if kid.role.startswith("H")]
    assert levels == ["H1", "H2", "H2"]


def test_a_table_has_heads_and_goes_on_over_pages_as_one(root: Element, pdf: bytes) -> None:
    assert len(page_texts(pdf)) > 2
    small, large = root.all("Table")
    assert small.outline() == "Table(TR(TH TH) TR(TD(P) TD) TR(TD(P) TD(P)))"
    assert len(large.all("TR")) == 81
    assert len(large.all("TH")) == 2


def test_names_with_what_they_stand_for_and_points_are_lists(root: Element) -> None:
    definitions, points = root.all("L")
    assert definitions.outline() == "L(LI(Lbl LBody(P)))"
    assert points.outline() == "L(LI(LBody(P)) LI(LBody(P)))"


def test_what_only_stands_side_by_side_is_no_table(root: Element) -> None:
    (layout,) = root.all("Div")
    assert layout.outline() == "Div(P P P)"


def test_a_figure_says_its_data(root: Element) -> None:
    (figure,) = root.all("Figure")
    assert "Ads" in figure.alternative
    assert "3" in figure.alternative


def test_a_link_is_an_element_with_its_words(root: Element) -> None:
    (link,) = root.all("Link")
    assert (link.contents, link.links) == (1, 1)


def test_what_has_no_place_in_the_structure_is_an_ornament(pdf: bytes) -> None:
    assert unmarked(pdf) == []


def test_the_file_says_what_it_is_and_carries_its_data(pdf: bytes) -> None:
    assert attachments(pdf) == {"data.toml": b"a = 1"}
    metadata = catalogue(pdf)["metadata"]
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Report &lt;A&gt; &amp; B" in metadata
