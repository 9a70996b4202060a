"""Whether what a document prints is what it carries as data."""

from __future__ import annotations

import re

from alignment_desktop.documents.pdf_opening import loaded, opened
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_freezing import carried_hash
from alignment_desktop.phrasing.promises import END, STRONG, promise_sentence
from alignment_desktop.words.language import language

_MOST_PAGES = 1000
_FIGURE = re.compile(f"{STRONG}([^{END}]*){END}")
# White space, and what stands for a hyphen where a line ends.
_SPACES = re.compile("[\\s\u00ad\u200b\u2060\ufffe\x02]+")


def content_matches(content: bytes, agreement: str) -> bool:
    """Whether a document prints the agreement that it carries.

    The hash over all clauses is printed in full, and so is every figure that is promised.

    Args:
        content: The document.
        agreement: The agreement that it carries, as text.
    """
    try:
        printed = _squeezed(_printed(content))
        read = read_text(agreement)
        carried = Agreement(read.label or "", dict(read.clauses)).with_full_names()
        words = language(carried.header.language or "en")
        figures = {
            _squeezed(figure)
            for commitment in carried.commitments.values()
            for figure in _FIGURE.findall(promise_sentence(commitment, carried, words))
        }
        return carried.content_hash in printed and all(each in printed for each in figures)
    except Problem:
        return False


def review_matches(content: bytes, review: str) -> bool:
    """Whether a document prints the hash of the review's data that it carries.

    Args:
        content: The document.
        review: The data that it carries, as text.
    """
    try:
        own = carried_hash(review)
        return own is not None and own in _squeezed(_printed(content))
    except Problem:
        return False


def _printed(content: bytes) -> str:
    """The text of all pages."""
    texts = []
    with opened(content) as document:
        if len(document) > _MOST_PAGES:
            raise Problem("no-pdf")
        for number in range(len(document)):
            with loaded(document, number) as page:
                if page is None:
                    continue
                reader = page.get_textpage()
                try:
                    texts.append(reader.get_text_range())
                finally:
                    reader.close()
    return "\n".join(texts)


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text)
