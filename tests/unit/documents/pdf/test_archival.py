"""Every document keeps PDF/A-3a and PDF/UA-1 by veraPDF's rules, where those can be had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.minutes_pdf import minutes_pdf
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.paths import resource_path
from tests.unit.documents import test_agreement_pdf, test_minutes_pdf
from tests.unit.documents.pdf import test_letters
from tests.unit.documents.test_review_pdf import review  # noqa: F401  # a fixture
from tools import check_archival

LACKING = check_archival.missing()


@pytest.mark.slow
@pytest.mark.skipif(bool(LACKING), reason=f"this computer lacks {LACKING}")
def test_every_document_is_archival_and_accessible(
    tmp_path: Path,
    review: ReviewDocument,  # noqa: F811  # the fixture that is imported
) -> None:
    files = []
    for name, content in documents(review).items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        files.append(path)
    kept, text = check_archival.verdict(files)
    assert kept, text


def documents(shown: ReviewDocument) -> dict[str, bytes]:
    """The agreement, plain and with names in other scripts, the review and the minutes."""
    path = resource_path("templates/sample/agreement.en.toml")
    text = path.read_text(encoding="utf-8")
    made = {"agreement": _agreement(text), "review": review_pdf(shown)}
    made["minutes"] = minutes_pdf(test_minutes_pdf.DOCUMENT)
    for script in ("Chinese", "Arabic", "Hebrew", "Hindi", "Korean", "Vietnamese", "Emoji"):
        words = test_letters.TEXTS[script]
        made[f"agreement-{script}"] = _agreement(text.replace("Northwind", words))
        other = replace(shown, board=replace(shown.board, organisation=words))
        made[f"review-{script}"] = review_pdf(other)
    return made


def _agreement(text: str) -> bytes:
    agreement = test_agreement_pdf.agreement_of(text)
    document = AgreementDocument(
        agreement, test_agreement_pdf.MADE, version=3, since=date(2026, 10, 1)
    )
    return agreement_pdf(document)
