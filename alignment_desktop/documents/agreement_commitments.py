"""The part of an agreement's document about what the parties promise each other."""

from __future__ import annotations

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_fields import further
from alignment_desktop.documents.glossary_links import GlossaryLinks, anchor
from alignment_desktop.documents.pages import Anchored, Heading, Layout
from alignment_desktop.documents.pdf_tables import grid, party_cell
from alignment_desktop.documents.typography import SEMIBOLD, markup, paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import COMMITMENT, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.commitments import (
    counting_text,
    leads_text,
    near_text,
    promise_text,
)
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.words.language import NONE, Language

_ALWAYS_SAID = (
    "name", "party", "measure", "target", "targets", "at_risk", "every", "segment", "if_missed",
    "note",
)  # fmt: skip
_NEVER_SAID = ("pause", "calendar_by", "parts")


def commitments_section(
    agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """All promises in one table, then how each is counted."""
    links.begin_section()
    commitments = agreement.commitments
    if not commitments:
        return []
    counts = {owner: sum(each.party == owner for each in commitments.values()) for owner in OWNERS}
    rows = [
        [
            party_cell(each.party, choice_text(each.party, words)),
            [
                links.paragraph(display_name(each), "cell-name"),
                paragraph(leads_text(each, agreement, words), "cell-muted"),
            ],
            promise_text(each, agreement, words),
            links.paragraph(each.if_missed or NONE, "cell-muted"),
        ]
        for each in commitments.values()
    ]
    header = [
        words.headings.who(),
        words.headings.commitment(),
        words.headings.target(),
        words.agreement.if_missed(),
    ]
    story: list[Flowable] = [
        links.paragraph(words.agreement.commitments_lead(**counts), "body"),
        grid(header, rows, (0.13, 0.31, 0.26, 0.3), layout.width),
        Heading(words.agreement.counted_heading(), "heading", "counted", 1, layout),
    ]
    cells = [
        [
            Anchored(markup(display_name(each), SEMIBOLD), "cell-name", anchor("commitment", key)),
            [
                links.paragraph(counting_text(each, agreement, words), "cell"),
                paragraph(_terms(each, words), "cell-muted"),
                *further(COMMITMENT, each, agreement, words, *_said(each)),
            ],
        ]
        for key, each in commitments.items()
    ]
    story.append(paragraph(words.agreement.how_judged(), "body"))
    header = [words.headings.commitment(), words.headings.counted()]
    story.append(grid(header, cells, (0.3, 0.7), layout.width))
    return story


def _said(commitment: Commitment) -> tuple[str, ...]:
    """The fields that the tables say, some of them as parts of sentences."""
    takes = [key for key in commitment.measured_by.takes if key not in _NEVER_SAID]
    return (*_ALWAYS_SAID, *takes)


def _terms(commitment: Commitment, words: Language) -> str:
    """Per which period, other targets, from where it is at risk, and the note."""
    parts = [
        words.say(f"paper.every-{commitment.every}"),
        _other_targets(commitment, words),
        near_text(commitment, words),
    ]
    return " · ".join(part for part in (*parts, commitment.note) if part)


def _other_targets(commitment: Commitment, words: Language) -> str:
    return "; ".join(
        f"{period_text(label, words)} {target_text(target, words, business=commitment.business)}"
        for label, target in commitment.targets
    )
