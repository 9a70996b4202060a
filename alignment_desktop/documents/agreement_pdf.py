"""The agreement as a PDF: a first page that is enough for an executive, then every clause."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreak, Spacer

from alignment_desktop.documents.agreement_changes import changes_page
from alignment_desktop.documents.agreement_commitments import commitments_section
from alignment_desktop.documents.agreement_consent import consent_section
from alignment_desktop.documents.agreement_counting import counting_page
from alignment_desktop.documents.agreement_fields import derived_parts
from alignment_desktop.documents.agreement_funnel import funnel_section, words_section
from alignment_desktop.documents.agreement_people import people_section
from alignment_desktop.documents.agreement_plan import plan_section
from alignment_desktop.documents.agreement_summary import first_page
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.agreement_work import cadence_section, scoring_section
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.logo_pictures import logo_says, printable
from alignment_desktop.documents.pages import (
    Furniture,
    Heading,
    Layout,
    build,
    half_a_page,
)
from alignment_desktop.documents.pdf.archive import Attachment
from alignment_desktop.documents.pdf.directions import is_rtl_language
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import marked_up, markup, paragraph
from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.phrasing.days import long_days_text
from alignment_desktop.words.language import Language

SECTIONS = ("people", "plan", "words", "funnel", "commitments", "scoring", "cadence", "consent")
"""The parts of the document, in order."""
PRINTED = frozenset(
    {
        "agreement", "attribution", "person", "calendar", "segment", "audience", "side",
        "objective", "initiative", "campaign", "content", "stake", "term", "stage", "reason",
        "assumption", "rule", "grade", "threshold", "meeting", "example", "commitment",
    }
)  # fmt: skip
"""The kinds of clause that the sections print in ways of their own."""
_IN_ONE_VIEW = ("commitments", "consent")
"""What is not begun where less than half a page is left for it."""
_WORTH_CONTENTS = 3
"""So many sections make a page of contents worth turning."""


def agreement_pdf(document: AgreementDocument) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises:
        Problem: `typeface-missing`, `too-long-for-a-page`.
    """
    return build(_furniture(document), lambda layout: _story(document, layout))


def _furniture(document: AgreementDocument) -> Furniture:
    words, agreement = document.words, document.agreement
    header = agreement.header
    draft = document.version is None
    names = {
        "organisation": header.organisation,
        "title": document.title,
        "label": agreement.label,
        "number": document.version,
    }
    agreed = not document.consents.missing(agreement.clauses)
    band = words.agreement.agreed_draft_band if agreed else words.agreement.draft_band
    left = words.agreement.foot_draft(**names) if draft else words.agreement.foot_version(**names)
    return Furniture(
        title=f"{document.title}, {agreement.label}",
        subject=words.agreement.subject(
            organisation=header.organisation,
            label=agreement.label,
            days=long_days_text(header.period.start, header.period.end, words),
        ).removeprefix(" · "),
        author=header.organisation,
        left=left.removeprefix(" · "),
        middle=_foot_hash(document),
        page=words.paper.page(page="{page}", total="{total}"),
        draft=band() if draft else "",
        made=document.made,
        paper=document.paper,
        language=header.language or "en",
        rtl=is_rtl_language(words.code),
        logo=None if document.logo is None else printable(document.logo),
        logo_says=logo_says(header.organisation, words),
        attachments=(
            Attachment(
                "agreement.toml",
                write_text(agreement).encode("utf-8"),
                "application/toml",
                words.agreement.attached(),
            ),
        ),
    )


def _foot_hash(document: AgreementDocument) -> str:
    its = document.words.agreement
    own = _grouped(document.agreement.content_hash[:8])
    if document.amends is None:
        return its.foot_hash(hash=own)
    before = _grouped(document.amends.agreement.content_hash[:8])
    return its.foot_amends(hash=own, before=before)


def _grouped(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _story(document: AgreementDocument, layout: Layout) -> Sequence[Flowable]:
    agreement, words = document.shown, document.words
    links = GlossaryLinks(agreement)
    parts: dict[str, list[Flowable]] = {
        "people": people_section(agreement, words, links, layout),
        "plan": plan_section(agreement, words, links, layout),
        "words": words_section(agreement, words, layout),
        "funnel": funnel_section(agreement, words, links, layout),
        "commitments": commitments_section(document, links, layout, _number_of(layout)),
        "scoring": scoring_section(agreement, words, links, layout),
        "cadence": cadence_section(agreement, words, links, layout),
        "consent": consent_section(document, layout),
    }
    for name in SECTIONS:
        parts[name] += derived_parts(name, PRINTED, agreement, words, links, layout)
    shown = [name for name in SECTIONS if parts[name]]
    story = _front(document, layout, shown)
    for number, name in enumerate(shown, start=1):
        if number > 1:
            story.append(Spacer(0, 22))
        short = name == "consent" and document.version is not None
        if name in _IN_ONE_VIEW and not short:
            story.append(half_a_page(document.paper))
        title = f"agreement.section-{name}"
        if name == "consent" and document.version is None:
            title = "agreement.section-consent-draft"
        heading = Heading(words.say(title), "section", f"section.{name}", 0, layout, number=number)
        story += [heading, *parts[name]]
    return story


def _number_of(layout: Layout) -> str:
    """The number of the section of promises, as the pass before found it."""
    sections = [each.key for each in layout.headings if each.key.startswith("section.")]
    key = "section.commitments"
    return str(sections.index(key) + 1) if key in sections else ""


def _front(document: AgreementDocument, layout: Layout, shown: Sequence[str]) -> list[Flowable]:
    """What stands before the sections: changes, the first page, contents, how we count."""
    story: list[Flowable] = []
    if document.amends is not None:
        story += [*changes_page(document, layout), PageBreak()]
    story += [*first_page(document, layout, signed=document.amends is None), PageBreak()]
    if len(shown) >= _WORTH_CONTENTS:
        story += [*_contents(document.words, layout, shown), PageBreak()]
    if document.agreement.commitments:
        story += [*counting_page(document, layout), PageBreak()]
    return story


def _contents(words: Language, layout: Layout, shown: Sequence[str]) -> list[Flowable]:
    rows: list[list[Flowable]] = []
    number = 0
    for heading in layout.headings:
        if heading.level:
            continue
        numbered = heading.key.startswith("section.")
        number += numbered
        link = '<a href="#{}">{}</a>'
        texts = (str(number) if numbered else "", markup(heading.text))
        cells = [
            marked_up(link.format(heading.key, text) if text else "", "contents") for text in texts
        ]
        rows.append([*cells, paragraph(str(heading.page), "contents-page")])
    story: list[Flowable] = [paragraph(words.agreement.contents(), "section"), Spacer(0, 4)]
    if rows:
        story.append(grid([], rows, (0.05, 0.85, 0.1), layout.width))
    text = words.agreement.how_to_read_plain()
    if "words" in shown:
        text = words.agreement.how_to_read_text(section=shown.index("words") + 1)
    return [
        *story,
        Spacer(0, 18),
        paragraph(words.agreement.how_to_read(), "heading"),
        paragraph(text, "prose"),
    ]
