"""The part of an agreement's document about what the parties promise each other."""

from __future__ import annotations

from reportlab.platypus import Flowable

from alignment_desktop.documents import in_words
from alignment_desktop.documents.glossary_links import GlossaryLinks, anchor
from alignment_desktop.documents.pages import Anchored, Heading, Layout
from alignment_desktop.documents.phrases import Phrases
from alignment_desktop.documents.tables import grid, party_cell
from alignment_desktop.documents.typography import SEMIBOLD, markup, paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import OWNERS, display_name
from alignment_desktop.domain.commitments import Commitment


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
                paragraph(in_words.leads_text(each, agreement, words), "cell-muted"),
            ],
            in_words.promise_text(each),
            links.paragraph(each.if_missed or in_words.NONE, "cell-muted"),
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
                links.paragraph(in_words.counting_text(each, agreement, words), "cell"),
                paragraph(_terms(each, words), "cell-muted"),
            ],
        ]
        for key, each in commitments.items()
    ]
    header = [words("commitment"), words("counted")]
    story.append(grid(header, cells, (0.3, 0.7), layout.width))
    return story


def _terms(commitment: Commitment, words: Phrases) -> str:
    """Per which period, other targets, from where it is at risk, and the note."""
    parts = [words(f"every-{commitment.every}"), _other_targets(commitment, words)]
    if commitment.at_risk:
        parts.append(words("warning-text", share=f"{100 * commitment.at_risk:g} %"))
    return " · ".join(part for part in (*parts, commitment.note) if part)


def _other_targets(commitment: Commitment, words: Phrases) -> str:
    return "; ".join(
        f"{in_words.period_text(label, words)} {in_words.target_text(target)}"
        for label, target in commitment.targets
    )
