"""Promises in words, as a reader sees them."""

from __future__ import annotations

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.phrasing.promises import END, STRONG, promise_sentence
from alignment_desktop.words.language import Language


def plain_promise(
    commitment: Commitment, agreement: Agreement, language: Language, *, short: bool = False
) -> str:
    """What is promised, without the marks around its figures."""
    text = promise_sentence(commitment, agreement, language, short=short)
    return text.replace(STRONG, "").replace(END, "")
