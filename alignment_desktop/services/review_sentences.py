"""Headline and paragraph of a review as its figures say them, before anybody edits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.documents import review_sentences
from alignment_desktop.domain.review_entries import HEADLINE, PARAGRAPH
from alignment_desktop.domain.review_findings import review_findings
from alignment_desktop.services.review_behind import first_group
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.services.measured_board import MeasuredBoard


@dataclass(frozen=True, slots=True)
class Generated:
    """What the figures say.

    Attributes:
        headline: In one line.
        paragraph: In a few sentences.
    """

    headline: str
    paragraph: str

    def of(self, sort: str) -> str:
        """One of the two, `headline` or `paragraph`."""
        return {HEADLINE: self.headline, PARAGRAPH: self.paragraph}[sort]


def generated(measured: MeasuredBoard) -> Generated:
    """The sentences of a review, in the agreement's language, as its document prints them."""
    words = language(measured.request.newest.header.language or ENGLISH)
    board = measured.board
    findings = review_findings(board)
    return Generated(
        review_sentences.headline(findings, words),
        review_sentences.lead_text(board, findings, words, first_group(measured, findings, words)),
    )
