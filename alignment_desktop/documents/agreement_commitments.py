"""The part of an agreement's document about what the parties promise each other."""

from __future__ import annotations

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_fields import further
from alignment_desktop.documents.glossary_links import GlossaryLinks, anchor
from alignment_desktop.documents.pages import Anchored, Heading, Layout
from alignment_desktop.documents.pdf_tables import grid, party_cell
from alignment_desktop.documents.phrases import Phrases
from alignment_desktop.documents.typography import SEMIBOLD, markup, paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import COMMITMENT, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.phrasing.commitments import (
    counting_text,
    leads_text,
    near_text,
    promise_text,
)
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.language import NONE
from alignment_desktop.phrasing.targets import target_text

_ALWAYS_SAID = (
    "name", "party", "measure", "target", "targets", "at_risk", "every", "segment", "if_missed",
    "note",
)  # fmt: skip
_NEVER_SAID = ("pause", "calendar_by", "parts")


def commitments_section(
    agreement: Agreement, words: Phrases, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """All promises in one table, then how each is counted."""
    links.begin_section()
    commitments = agreement.commitments
    if not commitments:
        return []
    counts = {owner: sum(each.party == owner for each in commitments.values()) for owner in OWNERS}
    rows = [
        [
            party_cell(each.party, words(f"party-{each.party}")),
            [
                links.paragraph(display_name(each), "cell-name"),
                paragraph(leads_text(each, agreement, words.language), "cell-muted"),
            ],
            promise_text(each, agreement, words.language),
            links.paragraph(each.if_missed or NONE, "cell-muted"),
        ]
        for each in commitments.values()
    ]
    header = [words("who"), words("commitment"), words("target"), words("if-missed")]
    story: list[Flowable] = [
        links.paragraph(words("commitments-lead", **counts), "body"),
        grid(header, rows, (0.13, 0.31, 0.26, 0.3), layout.width),
        Heading(words("counted-heading"), "heading", "counted", 1, layout),
    ]
    cells = [
        [
            Anchored(markup(display_name(each), SEMIBOLD), "cell-name", anchor("commitment", key)),
            [
                links.paragraph(counting_text(each, agreement, words.language), "cell"),
                paragraph(_terms(each, words), "cell-muted"),
                *further(COMMITMENT, each, agreement, words, *_said(each)),
            ],
        ]
        for key, each in commitments.items()
    ]
    story.append(paragraph(words("how-judged"), "body"))
    header = [words("commitment"), words("counted")]
    story.append(grid(header, cells, (0.3, 0.7), layout.width))
    return story


def _said(commitment: Commitment) -> tuple[str, ...]:
    """The fields that the tables say, some of them as parts of sentences."""
    takes = [key for key in commitment.measured_by.takes if key not in _NEVER_SAID]
    return (*_ALWAYS_SAID, *takes)


def _terms(commitment: Commitment, words: Phrases) -> str:
    """Per which period, other targets, from where it is at risk, and the note."""
    parts = [
        words(f"every-{commitment.every}"),
        _other_targets(commitment, words),
        near_text(commitment, words.language),
    ]
    return " · ".join(part for part in (*parts, commitment.note) if part)


def _other_targets(commitment: Commitment, words: Phrases) -> str:
    return "; ".join(
        f"{period_text(label, words.language)} "
        f"{target_text(target, words.language, business=commitment.business)}"
        for label, target in commitment.targets
    )
