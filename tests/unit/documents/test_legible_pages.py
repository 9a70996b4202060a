"""What is printed can be read: no text is too small, and each stands out from its ground."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument, Amendment, Why
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.targets import Target
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.minutes_documents import export_minutes
from alignment_desktop.services.review_documents import export_review
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.services.workspace import Workspace
from tests.contrast import contrast
from tests.sample_fixtures import MADE_AT
from tests.unit.documents.printed_words import Printed, printed_words
from tests.unit.documents.test_agreement_front import changed

MADE = datetime(2026, 10, 28, 14, 2, tzinfo=UTC)
DOCUMENTS = "amendment", "review", "minutes"


def _amendment() -> bytes:
    """A draft, with its band, of an amendment, with its marks."""
    read = read_text(sample_agreement_text())
    sample = Agreement(read.label or "", dict(read.clauses)).with_full_names()
    promise = "commitment", "qualified-leads"
    amended = changed(sample, promise, target=Target.parse(">= 420"))
    why = {"commitment.qualified-leads": (Why("marketing", "Daniel Okafor", "We can do more"),)}
    amends = Amendment(1, sample, "Review of October", why)
    return agreement_pdf(AgreementDocument(amended, MADE, amends=amends))


@pytest.fixture(scope="module")
def printed(sample_original: Path) -> Mapping[str, list[Printed]]:
    with Workspace.open(str(sample_original)) as workspace:
        review = export_review(workspace, Wanted(), now=MADE_AT).content
        minutes = export_minutes(workspace, Wanted(), now=MADE_AT, since=0).content
    made = _amendment(), review, minutes
    return {name: list(printed_words(pdf)) for name, pdf in zip(DOCUMENTS, made, strict=True)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_text_is_smaller_than_nine_points(
    printed: Mapping[str, list[Printed]], document: str
) -> None:
    assert len(printed[document]) > 20
    assert {each for each in printed[document] if each.size < 8.99} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_text_stands_out_from_what_is_painted_below_it(
    printed: Mapping[str, list[Printed]], document: str
) -> None:
    faint = {
        (each.ink, each.ground, each.text)
        for each in printed[document]
        if contrast(each.ink, each.ground) < (3.0 if each.is_large else 4.5)
    }
    assert faint == set()


def test_words_stand_on_more_than_paper(printed: Mapping[str, list[Printed]]) -> None:
    """Else nothing would be measured but black on white."""
    grounds = {each.ground for words in printed.values() for each in words}
    assert len(grounds) > 5
