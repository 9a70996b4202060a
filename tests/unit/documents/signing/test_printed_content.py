"""What is printed is held against what is attached: the hash, and each figure that is promised."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reportlab.platypus import Flowable

from alignment_desktop.documents.pages import build
from alignment_desktop.documents.signing.printed_content import content_matches
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement_text import write_text
from tests.unit.documents.pdf.test_structure import FURNITURE
from tests.unit.documents.test_agreement_pdf import agreement_of

AGREEMENT = agreement_of(
    """
[agreement]
label = "Q4"
title = "Plan"
organisation = "Northwind"
period = { start = 2026-10-01, end = 2026-12-31 }
currency = "EUR"

[[commitment]]
key = "volume"
name = "Qualified leads delivered"
party = "marketing"
measure = "count"
from = "created_at"
every = "month"
target = ">= 417"
"""
)
TEXT = write_text(AGREEMENT)
HASH = AGREEMENT.content_hash


def printed(*lines: str) -> bytes:
    story: list[Flowable] = [paragraph(line, "body") for line in lines]
    return build(replace(FURNITURE, attachments=()), lambda _layout: list(story))


@pytest.mark.parametrize(
    ("lines", "matches"),
    [
        ((HASH, "Marketing promises to deliver 417 leads a month."), True),
        ((HASH, "Marketing promises to deliver 317 leads a month."), False),
        ((HASH[::-1], "Marketing promises to deliver 417 leads a month."), False),
    ],
)
def test_another_figure_or_another_hash_on_paper_is_seen(
    lines: tuple[str, ...], matches: bool
) -> None:
    assert content_matches(printed(*lines), TEXT) is matches


def test_attached_words_that_are_no_agreement_match_nothing() -> None:
    assert not content_matches(printed(HASH, "417"), "no agreement")
