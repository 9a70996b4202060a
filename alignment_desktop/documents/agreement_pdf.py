"""The agreement as a PDF: a first page that is enough for an executive, then every clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable, PageBreak, Spacer
from typing_extensions import override

from alignment_desktop.documents.agreement_commitments import commitments_section
from alignment_desktop.documents.agreement_consent import consent_section
from alignment_desktop.documents.agreement_fields import derived_parts
from alignment_desktop.documents.agreement_funnel import funnel_section, words_section
from alignment_desktop.documents.agreement_people import people_section
from alignment_desktop.documents.agreement_plan import plan_section
from alignment_desktop.documents.agreement_work import cadence_section, scoring_section
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import (
    FOOT,
    PAPERS,
    TOP,
    Furniture,
    Heading,
    Layout,
    Together,
    build,
    half_a_page,
    height_of,
)
from alignment_desktop.documents.pdf.archive import Attachment
from alignment_desktop.documents.pdf_tables import grid, party_cell
from alignment_desktop.documents.typography import (
    BOLD,
    REGULAR,
    colour,
    marked_up,
    markup,
    paragraph,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.domain.clauses import PARTIES, Person, display_name
from alignment_desktop.domain.consent import Consents
from alignment_desktop.domain.plan import Stake
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.commitments import promise_text
from alignment_desktop.phrasing.days import long_day_text, long_days_text
from alignment_desktop.words.language import Language, language

SECTIONS = ("people", "plan", "words", "funnel", "commitments", "scoring", "cadence", "consent")
"""The parts of the document, in order."""
PRINTED = frozenset(
    {
        "agreement", "attribution", "person", "calendar", "segment", "audience", "side",
        "objective", "initiative", "campaign", "content", "stake", "term", "stage", "reason",
        "assumption", "rule", "threshold", "meeting", "commitment",
    }
)  # fmt: skip
"""The kinds of clause that the sections print in ways of their own."""
_IN_ONE_VIEW = ("commitments", "consent")
"""What is not begun where less than half a page is left for it."""
_MOST_PROMISES, _MOST_STAKES = 14, 3
_WORTH_CONTENTS = 3
"""So many sections make a page of contents worth turning."""


@dataclass(frozen=True)
class AgreementDocument:
    """What an agreement's document shows.

    Attributes:
        agreement: A frozen version, or the draft.
        made: The moment that the file carries: of freezing, or of the draft's export.
        version: The number of the frozen version; None for a draft.
        since: The day from which the version is in force; None for the first.
        consents: Who agrees to what, for a draft.
        paper: `a4` or `letter`.
    """

    agreement: Agreement
    made: datetime
    version: int | None = None
    since: date | None = None
    consents: Consents = field(default_factory=Consents)
    paper: str = "a4"

    @property
    def title(self) -> str:
        """What the document is called."""
        return self.agreement.header.title or self.words.agreement.untitled()

    @property
    def words(self) -> Language:
        """Its words, in the language of the agreement where there is one for it."""
        return language(self.agreement.header.language or "en")

    @property
    def frozen_on(self) -> date:
        """The day of freezing, in the agreement's own zone."""
        return self.made.astimezone(ZoneInfo(self.agreement.timezone)).date()


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
        middle=words.agreement.foot_hash(hash=_grouped(agreement.content_hash[:8])),
        page=words.paper.page(page="{page}", total="{total}"),
        draft=words.agreement.draft_band() if draft else "",
        made=document.made,
        paper=document.paper,
        language=header.language or "en",
        attachments=(
            Attachment(
                "agreement.toml",
                write_text(agreement).encode("utf-8"),
                "application/toml",
                words.agreement.attached(),
            ),
        ),
    )


def _grouped(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _story(document: AgreementDocument, layout: Layout) -> Sequence[Flowable]:
    agreement, words = document.agreement, document.words
    links = GlossaryLinks(agreement)
    parts: dict[str, list[Flowable]] = {
        "people": people_section(agreement, words, links, layout),
        "plan": plan_section(agreement, words, links, layout),
        "words": words_section(agreement, words, layout),
        "funnel": funnel_section(agreement, words, links, layout),
        "commitments": commitments_section(agreement, words, links, layout),
        "scoring": scoring_section(agreement, words, links, layout),
        "cadence": cadence_section(agreement, words, links, layout),
        "consent": consent_section(
            agreement,
            words,
            layout,
            document.consents,
            frozen=None
            if document.version is None
            else (document.version, document.frozen_on, document.since),
        ),
    }
    for name in SECTIONS:
        parts[name] += derived_parts(name, PRINTED, agreement, words, links, layout)
    shown = [name for name in SECTIONS if parts[name]]
    story: list[Flowable] = [*_one_page(document, layout, shown), PageBreak()]
    if len(shown) >= _WORTH_CONTENTS:
        story += [*_contents(words, layout), PageBreak()]
    for number, name in enumerate(shown, start=1):
        if number > 1:
            story.append(Spacer(0, 22))
        if name in _IN_ONE_VIEW:
            story.append(half_a_page(document.paper))
        title = f"agreement.section-{name}"
        if name == "consent" and document.version is None:
            title = "agreement.section-consent-draft"
        heading = Heading(words.say(title), "section", f"section.{name}", 0, layout, number=number)
        story += [heading, *parts[name]]
    return story


def _one_page(document: AgreementDocument, layout: Layout, shown: Sequence[str]) -> list[Flowable]:
    """The first page with as many promises as it holds beside who stands for them."""
    room = PAPERS[document.paper][1] - TOP - FOOT
    for promises in range(_MOST_PROMISES, 0, -1):
        story = _first_page(document, layout, shown, promises)
        if sum(height_of(part, layout.width) for part in story) <= room:
            break
    return story


def _first_page(
    document: AgreementDocument, layout: Layout, shown: Sequence[str], promises: int
) -> list[Flowable]:
    words, agreement = document.words, document.agreement
    header = agreement.header
    days = long_days_text(header.period.start, header.period.end, words)
    named = {"label": agreement.label, "days": days}
    subtitle = words.agreement.subtitle_draft(**named)
    if document.version is not None:
        subtitle = words.agreement.subtitle_version(**named, number=document.version)
    story: list[Flowable] = [_TwoColours(), Spacer(0, 34)]
    if header.organisation:
        story.append(paragraph(header.organisation, "organisation"))
    story += [
        paragraph(document.title, "title"),
        paragraph(subtitle, "subtitle"),
        Spacer(0, 16),
        paragraph(words.agreement.lead(), "lead"),
        Spacer(0, 8),
        *_consent_state(document),
        Spacer(0, 10),
        _promises(agreement, words, layout, shown, promises),
        *_at_stake(agreement, words),
        Spacer(0, 20),
        Together([_signers(agreement, words, layout)]),
    ]
    return story


def _consent_state(document: AgreementDocument) -> list[Flowable]:
    words, agreement = document.words, document.agreement
    count = len(agreement.clauses)
    if document.version is not None:
        day = long_day_text(document.frozen_on, words)
        text = words.agreement.version_agreed(count, count=count, number=document.version, day=day)
        return [paragraph(text, "cell-kept")]
    missing = document.consents.missing(agreement.clauses)
    if not missing:
        return [paragraph(words.agreement.both_agree(count, count=count), "cell-kept")]
    lines: list[Flowable] = []
    for party in PARTIES:
        wanting = sum(its == party for _, its in missing)
        if wanting:
            name = choice_text(party, words)
            text = words.agreement.missing(count, party=name, missing=wanting, count=count)
            lines.append(paragraph(text, "cell-at_risk"))
    return lines


def _promises(
    agreement: Agreement, words: Language, layout: Layout, shown: Sequence[str], most: int
) -> Flowable:
    commitments = list(agreement.commitments.values())
    if not commitments:
        return paragraph(words.agreement.no_promises(), "cell-muted")
    rows: list[list[str | Flowable]] = [
        [
            party_cell(each.party, choice_text(each.party, words)),
            paragraph(display_name(each), "cell"),
            promise_text(each, agreement, words),
        ]
        for each in commitments[:most]
    ]
    more = len(commitments) - most
    if more > 0:
        section = shown.index("commitments") + 1
        rows.append(["", words.agreement.more_promises(count=more, section=section), ""])
    header = [
        words.headings.who(),
        words.agreement.on_one_page(),
        words.headings.target(),
    ]
    return grid(header, rows, (0.14, 0.44, 0.42), layout.width, right=(2,))


def _at_stake(agreement: Agreement, words: Language) -> list[Flowable]:
    stakes = [cast(Stake, clause) for clause in agreement.of_kind("stake").values()]
    if not stakes:
        return []
    story: list[Flowable] = [paragraph(words.agreement.at_stake(), "head"), Spacer(0, 3)]
    for stake in stakes[:_MOST_STAKES]:
        name = markup(display_name(stake), BOLD)
        text = f'<font name="{BOLD}">{name}.</font> {markup(stake.text, REGULAR)}'
        story.append(marked_up(text, "cell"))
        story.append(Spacer(0, 3))
    return story


def _signers(agreement: Agreement, words: Language, layout: Layout) -> Flowable:
    """Who stands for each party, the sponsor last."""
    people = [cast(Person, clause) for clause in agreement.of_kind("person").values()]
    columns: list[list[Flowable]] = []
    for party in PARTIES:
        leaders = [one for one in people if one.party == party and one.role == "leader"]
        heading = words.agreement.for_party(party=choice_text(party, words))
        columns.append(_signer(heading, f"cell-{party}", leaders, words))
    sponsors = [one for one in people if one.role == "sponsor"]
    if sponsors:
        columns.append(_signer(words.agreement.sponsor(), "cell-shared", sponsors, words))
    return grid([], [columns], [1] * len(columns), layout.width)


def _signer(heading: str, role: str, people: Sequence[Person], words: Language) -> list[Flowable]:
    cell: list[Flowable] = [paragraph(heading, role)]
    if not people:
        cell.append(paragraph(words.agreement.no_leader(), "cell-muted"))
    for person in people[:2]:
        cell.append(paragraph(display_name(person), "signer"))
        if person.title:
            cell.append(paragraph(person.title, "cell-muted"))
    return cell


def _contents(words: Language, layout: Layout) -> list[Flowable]:
    rows: list[list[Flowable]] = []
    sections = [heading for heading in layout.headings if heading.level == 0]
    for number, heading in enumerate(sections, start=1):
        link = '<a href="#{}">{}</a>'
        cells = [link.format(heading.key, text) for text in (number, markup(heading.text))]
        page = paragraph(str(heading.page), "contents-page")
        rows.append([*(marked_up(cell, "contents") for cell in cells), page])
    story: list[Flowable] = [paragraph(words.agreement.contents(), "section"), Spacer(0, 4)]
    if rows:
        story.append(grid([], rows, (0.05, 0.85, 0.1), layout.width))
    return [
        *story,
        Spacer(0, 18),
        paragraph(words.agreement.how_to_read(), "heading"),
        paragraph(words.agreement.how_to_read_text(), "body"),
    ]


class _TwoColours(Flowable):
    """The mark at the head of the first page: both parties' colours side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = 92.0, 5.0

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    @override
    def draw(self) -> None:
        half = self.width / 2
        for at, party in enumerate(PARTIES):
            self.canv.setFillColor(colour(party))
            self.canv.rect(at * half, 0, half, self.height, stroke=0, fill=1)
