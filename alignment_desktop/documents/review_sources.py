"""The last page of a review: the imports its figures stand on, and what was left out."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.documents.pages import Heading, Layout
from alignment_desktop.documents.pdf_tables import bullets, grid, named
from alignment_desktop.documents.review_plan_sentences import before_text
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.scoreboard import THESE
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import known_at_text, moment_text
from alignment_desktop.words.language import NONE, Language

PROVENANCE = "provenance"
"""The key of the heading above where figures come from."""
RESTATED = "restated"
"""The key of the heading above figures that were others before."""


def sources_section(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """As-of moment, version, files with their rows and hashes, and the leads left out."""
    content_hash = document.content_hash[:16]
    version = words.review.provenance_draft(hash=content_hash)
    if document.version is not None:
        version = words.review.provenance_version(number=document.version, hash=content_hash)
    story: list[Flowable] = [Heading(words.review.provenance(), "section", PROVENANCE, 0, layout)]
    if document.sources:
        as_of = known_at_text(document.board.as_of, document.timezone, words)
        story.append(paragraph(words.review.provenance_lead(as_of=as_of), "body"))
    story.append(paragraph(version, "body"))
    story += [paragraph(text, "body") for text in _by_which_promises(document, words)]
    if document.frozen is not None:
        content_hash, number = document.frozen.content_hash, document.frozen.number
        text = words.review.provenance_frozen(number=number, hash=content_hash)
        story.append(paragraph(text, "body"))
    story.append(_files(document, words, layout))
    if document.withdrawn:
        story.append(paragraph(words.review.withdrawn(count=document.withdrawn), "body"))
    left_out = [line for line in document.board.lines if line.excluded]
    if left_out:
        story.append(paragraph(words.review.excluded_lead(), "body"))
        rows = [[line.name, words.number(line.excluded)] for line in left_out]
        header = [words.headings.commitment(), words.review.excluded()]
        story.append(grid(header, rows, (0.8, 0.2), layout.width, right=(1,)))
    elif document.sources:
        story.append(paragraph(words.review.excluded_none(), "body"))
    return story


def restated_section(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """The figures that the review showed otherwise when it went out before."""
    if not document.restated:
        return []
    title = Heading(words.review.restated(), "section", RESTATED, 0, layout)
    return [title, *bullets(document.restated, "body"), Spacer(0, 10)]


def _files(document: ReviewDocument, words: Language, layout: Layout) -> Flowable:
    if not document.sources:
        return paragraph(words.review.provenance_none(), "body")
    zone = ZoneInfo(document.timezone)
    rows = [
        [
            str(source.number),
            named(source.file, source.sheet),
            choice_text(source.kind, words),
            words.number(source.rows),
            words.number(source.problems),
            moment_text(source.imported_at.astimezone(zone), words),
            known_at_text(source.data_as_of, document.timezone, words)
            if source.data_as_of
            else NONE,
            f"{source.sha256[:12]}\N{NO-BREAK SPACE}…",
        ]
        for source in document.sources
    ]
    its, heads = words.review, words.headings
    header = [
        "", heads.file(), heads.kind(), heads.rows(), its.cells(), heads.imported(),
        its.data_as_of(), its.hash(),
    ]  # fmt: skip
    shares = (0.03, 0.185, 0.11, 0.085, 0.1, 0.185, 0.15, 0.155)
    return grid(header, rows, shares, layout.width, right=(3, 4))


def _by_which_promises(document: ReviewDocument, words: Language) -> list[str]:
    """By whose words figures of days before the agreement are counted, and what was kept then."""
    board, its = document.board, words.review
    past = board.before
    if past is None or not past.promises:
        return []
    days = before_text(board, words)
    kept = next((each.before for each in board.headlines if each.code == "kept"), None)
    if past.promises == THESE or kept is None:
        return [its.before_by_these(days=days)]
    part, whole = words.number(kept.part), words.number(kept.whole)
    return [its.before_by_its_own(days=days, kept=part, judged=whole)]
