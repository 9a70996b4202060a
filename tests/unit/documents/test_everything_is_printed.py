"""Whatever both parties consent to stands in the document that they sign, and in the text."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest

from alignment_desktop.documents import agreement_pdf as document
from alignment_desktop.documents.agreement_pdf import SECTIONS, agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.domain.agreement_text import read_text, write_text
from alignment_desktop.domain.clauses import KINDS
from tests.agreements import agreement_of
from tests.markers import Markers, said

MADE = datetime(2026, 10, 5, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def markers() -> Markers:
    return Markers()


def printed(markers: Markers) -> str:
    made = agreement_pdf(AgreementDocument(markers.agreement, MADE, version=1))
    with pdfium.PdfDocument(io.BytesIO(made)) as pages:
        return " ".join(page.get_textpage().get_text_range() for page in pages)


def test_every_field_of_every_kind_is_printed(markers: Markers) -> None:
    text = printed(markers)
    missing = {name: words for name, words in markers.words.items() if not said(words, text)}
    assert missing == {}


def test_every_field_of_every_kind_is_read_back_from_its_text(markers: Markers) -> None:
    agreement = markers.agreement
    assert agreement_of(read_text(write_text(agreement))).clauses == agreement.clauses


def test_every_kind_has_its_section() -> None:
    assert {spec.section for spec in KINDS.values()} <= {*SECTIONS, "header"}


def test_a_kind_that_no_section_knows_is_printed_with_all_that_it_says(
    markers: Markers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "PRINTED", document.PRINTED - {"term", "reason"})
    text = printed(markers)
    for name, words in markers.words.items():
        if name.startswith(("term.", "reason.")):
            assert said(words, text), name
