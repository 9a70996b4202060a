"""The part of an agreement's document about what the parties promise each other."""

from __future__ import annotations

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_fields import further, result_text, sentence
from alignment_desktop.documents.agreement_summary import page_of, promise_markup
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.glossary_links import GlossaryLinks, anchor
from alignment_desktop.documents.pages import Anchored, Heading, Layout
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import (
    REGULAR,
    SEMIBOLD,
    marked_up,
    markup,
    paragraph,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import COMMITMENT, clause_name, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.commitments import counting_text, leads_text, near_text
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.promises import promise_sentence, result_rank
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.words.language import Language

_ALWAYS_SAID = (
    "name", "party", "measure", "target", "targets", "at_risk", "every", "segment", "if_missed",
    "note",
)  # fmt: skip
_SHARES = (0.06, 0.72, 0.22)


def commitments_section(
    document: AgreementDocument, links: GlossaryLinks, layout: Layout, section: str
) -> list[Flowable]:
    """Each promise by itself, by party, business results first.

    Args:
        document: What is shown.
        links: Of words that are defined.
        layout: What is known of the pages.
        section: The number of the section, which numbers of promises begin with.
    """
    links.begin_section()
    agreement, words = document.shown, document.words
    if not agreement.commitments:
        return []
    by_party = {
        owner: sorted(
            (each for each in agreement.commitments.values() if each.party == owner),
            key=result_rank,
        )
        for owner in OWNERS
    }
    counts = words.listed(
        words.say(f"agreement.commitments-by-{owner}", count=len(own))
        for owner, own in by_party.items()
        if own
    )
    lead = words.agreement.commitments_lead(counts=counts, page=page_of("counting", layout))
    story: list[Flowable] = [links.paragraph(lead, "prose")]
    number = 0
    for owner, own in by_party.items():
        if not own:
            continue
        rows = []
        for each in own:
            number += 1
            rows.append(_row(each, f"{section}.{number}", document, links))
        heading = choice_text(owner, words)
        if owner == "shared":
            heading = words.agreement.commitments_of_both()
        story.append(Heading(heading, "heading", f"promises.{owner}", 1, layout))
        story.append(grid([], rows, _SHARES, layout.width))
    return story


def _row(
    it: Commitment, number: str, document: AgreementDocument, links: GlossaryLinks
) -> list[Flowable | list[Flowable]]:
    words, agreement = document.words, document.shown
    return [
        paragraph(number, "quiet"),
        _terms(it, agreement, words, links, document),
        _goal(it, words),
    ]


def _terms(
    it: Commitment,
    agreement: Agreement,
    words: Language,
    links: GlossaryLinks,
    document: AgreementDocument,
) -> list[Flowable]:
    its = words.agreement
    name = f'<font name="{SEMIBOLD}">{markup(display_name(it), SEMIBOLD)}</font>'
    cell: list[Flowable] = [Anchored(name, "item", anchor("commitment", it.key))]
    clause = clause_name(COMMITMENT, it.key)
    if clause in document.changed:
        changed = its.changed_in_draft()
        if document.version is not None:
            changed = its.changed_in(number=document.version)
        result = document.amends.results.get(clause) if document.amends else None
        if result is not None:
            changed = its.changed_with_result(changed=changed, result=result_text(result, words))
        cell.append(paragraph(changed, "cell-shared"))
    promise = promise_sentence(it, agreement, words)
    text = its.promise_of_both(promise=promise)
    if it.party != "shared":
        text = its.promise_of(party=choice_text(it.party, words), promise=promise)
    cell.append(marked_up(promise_markup(text, REGULAR, links.markup), "item"))
    missed = links.markup(sentence(it.if_missed) or its.no_consequence(), REGULAR)
    label = f'<font name="{SEMIBOLD}">{markup(its.if_missed(), SEMIBOLD)}</font>'
    cell.append(marked_up(f"{label} {missed}", "item"))
    counted = f"{its.counted_by()} {counting_text(it, agreement, words)}"
    cell.append(links.paragraph(counted, "quiet"))
    parts = [
        leads_text(it, agreement, words),
        words.say(f"paper.every-{it.every}"),
        _other_targets(it, words),
        near_text(it, words),
        it.note,
    ]
    cell.append(paragraph(" · ".join(part for part in parts if part), "quiet"))
    return [*cell, *further(COMMITMENT, it, agreement, words, *_said(it))]


def _goal(it: Commitment, words: Language) -> list[Flowable]:
    """The target at a glance, and its limit of time below it."""
    goal = target_text(it.target, words, business=it.business)
    cell: list[Flowable] = [paragraph(goal, "item-goal")]
    if it.limit is not None:
        cell.append(paragraph(limit_text(it.limit, words), "quiet-right"))
    return cell


def _said(commitment: Commitment) -> tuple[str, ...]:
    """The fields that the texts say, some of them as parts of sentences."""
    return (*_ALWAYS_SAID, *commitment.measured_by.takes)


def _other_targets(commitment: Commitment, words: Language) -> str:
    return "; ".join(
        f"{period_text(label, words)} {target_text(target, words, business=commitment.business)}"
        for label, target in commitment.targets
    )
