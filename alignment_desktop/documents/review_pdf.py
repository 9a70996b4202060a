"""The review as a PDF: headings state what was found, figures show what they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.documents.agreement_signatures import signatures
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.documents.logo_pictures import logo_says, printable
from alignment_desktop.documents.pages import (
    Furniture,
    Heading,
    Layout,
    Together,
    build,
    half_a_page,
)
from alignment_desktop.documents.pdf.archive import Attachment
from alignment_desktop.documents.pdf.directions import is_rtl_language
from alignment_desktop.documents.pdf_tables import grid, party_cell
from alignment_desktop.documents.review_behind import (
    behind_promise,
    bridge_section,
    metrics_section,
)
from alignment_desktop.documents.review_charts import miss_charts
from alignment_desktop.documents.review_first_page import blank_page, first_page
from alignment_desktop.documents.review_records import records_sections
from alignment_desktop.documents.review_sentences import (
    campaigns_text,
    consequence_text,
    figures_text,
    finding_text,
    known_text,
    lines_of,
    outcome_text,
    party_text,
    reasons_text,
)
from alignment_desktop.documents.review_sources import PROVENANCE, restated_section, sources_section
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.campaign_results import RESULTS
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.review_freezing import REVIEW_FILE
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.verdicts import NO_DATA
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import TONES, periods_text, verdict_text
from alignment_desktop.words.language import NONE, Language, language


def review_pdf(document: ReviewDocument) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises:
        Problem: `typeface-missing`, `too-long-for-a-page`.
    """
    words = language(document.language or "en")
    return build(_furniture(document, words), lambda layout: _story(document, words, layout))


def _furniture(document: ReviewDocument, words: Language) -> Furniture:
    board = document.board
    version = words.review.foot_draft()
    if document.version is not None:
        version = words.review.foot_version(number=document.version)
    period = period_text(document.period, words, year=True)
    known = known_text(board, document.timezone, words)
    named = {"organisation": board.organisation, "period": period}
    files = len({source.sha256 for source in document.sources})
    leads = words.number(document.leads)
    return Furniture(
        title=words.review.title(**named).removesuffix(": "),
        subject=words.review.subject(**known),
        author=board.organisation,
        left=words.review.foot(version=version, **named).removeprefix(" · "),
        middle=_foot_hash(document, words)
        or words.review.foot_middle(files, as_of=known["as_of"], files=files, leads=leads),
        page=words.paper.page(page="{page}", total="{total}"),
        draft="" if document.version is not None else words.review.draft_band(),
        made=document.made,
        paper=document.paper,
        language=document.language or "en",
        rtl=is_rtl_language(words.code),
        attachments=_attached(document, words),
        logo=None if document.logo is None else printable(document.logo),
        logo_says=logo_says(board.organisation, words),
    )


def _foot_hash(document: ReviewDocument, words: Language) -> str:
    """The number and the hash of a frozen review; empty where it is not frozen."""
    frozen = document.frozen
    if frozen is None:
        return ""
    begin = frozen.content_hash[:8]
    return words.review.foot_frozen(number=frozen.number, hash=f"{begin[:4]} {begin[4:]}")


def _attached(document: ReviewDocument, words: Language) -> tuple[Attachment, ...]:
    if document.frozen is None:
        return ()
    content = document.frozen.text.encode("utf-8")
    return (Attachment(REVIEW_FILE, content, "application/json", words.review.attached()),)


def _story(document: ReviewDocument, words: Language, layout: Layout) -> Sequence[Flowable]:
    if not document.sources:
        story = blank_page(document, words, layout)
        story += records_sections(document, words, layout)
        story += [Spacer(0, 22), *sources_section(document, words, layout)]
        return [*story, *_signatures(document, words, layout)]
    story = first_page(document, words, layout)
    story += bridge_section(document, words, layout)
    story += metrics_section(document, words, layout)
    for party in OWNERS:
        story += _party(party, document, words, layout)
    story += _stakes(document, words, layout)
    story += records_sections(document, words, layout)
    story += _reasons(document.returns, "returns", words, layout)
    story += _reasons(document.lost, "lost", words, layout)
    story += _campaigns(document, words, layout)
    story += _next_targets(document, words, layout)
    story += [Spacer(0, 22), half_a_page(document.paper)]
    story += restated_section(document, words, layout)
    story += sources_section(document, words, layout)
    story += _signatures(document, words, layout)
    return story


def _signatures(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """What of a frozen review is signed, and the fields to sign in."""
    frozen = document.frozen
    if frozen is None:
        return []
    its = words.review
    signed = AgreementDocument(frozen.agreement, document.made, version=document.version)
    section = Together(
        [
            Heading(its.signatures(), "section", "signatures", 0, layout),
            paragraph(its.signatures_lead(number=frozen.number, file=REVIEW_FILE), "body"),
            paragraph(frozen.content_hash, "quiet"),
            *signatures(signed, layout).parts,
        ]
    )
    return [Spacer(0, 22), section]


def _party(party: str, document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    lines = lines_of(document.board, party)
    if not lines:
        return []
    heading = party_text(party, lines, words)
    ordered = sorted(lines, key=lambda line: not line.verdict.is_broken)
    findings = [_finding(line, document, words, layout) for line in ordered]
    # The heading stays with the first finding.
    findings[0].insert(0, Heading(heading, "section", f"party.{party}", 0, layout))
    return [Spacer(0, 16), *(Together(finding) for finding in findings)]


def _finding(
    line: ScoreLine, document: ReviewDocument, words: Language, layout: Layout
) -> list[Flowable]:
    board, business = document.board, line.key in document.business
    heading = finding_text(line, board, words, business=business)
    title = Heading(heading, "heading", f"finding.{line.key}", 1, layout)
    if _is_bare(line):
        return [title]
    story: list[Flowable] = [
        title,
        paragraph(
            figures_text(
                line,
                board,
                document.meets.get(line.key, ""),
                words,
                page=_page_of(PROVENANCE, layout),
                near=document.near.get(line.key, "") if line.verdict.is_broken else "",
                supplier=document.suppliers.get(line.key, ""),
            ),
            "body",
        ),
    ]
    story += miss_charts(line, document, words, layout.width)
    story += behind_promise(line, document, words, layout.width)
    consequence = consequence_text(line, document.owners.get(line.party, ""), words)
    if consequence:
        story.append(paragraph(consequence, "body"))
    if len(line.periods) > 1:
        story.append(_periods(line, words, layout, business=business))
    return story


def _is_bare(line: ScoreLine) -> bool:
    """Whether nothing was counted of a promise, now or before, so that its word says all."""
    words = {line.verdict.word, *(figure.word for figure in line.periods)}
    left_out = line.excluded or any(figure.excluded for figure in line.periods)
    return words == {NO_DATA} and line.before is None and not left_out


def _page_of(key: str, layout: Layout) -> str:
    """The page on which a heading stands; empty in the first pass, which does not know it."""
    return next((str(each.page) for each in layout.headings if each.key == key), "")


def _periods(line: ScoreLine, words: Language, layout: Layout, *, business: bool) -> Flowable:
    share = line.kept is not None
    language = words
    rows = []
    for figure in line.periods:
        made_of = [figure.kept, figure.missed, figure.open] if share else [figure.eligible]
        value = figure_beside(figure.value, figure.target.unit, figure.target, language)
        tone = TONES.get(figure.word, "neutral")
        rows.append(
            [
                period_text(figure.period, language),
                target_text(figure.target, language, business=business),
                value,
                *(language.number(count or 0) for count in made_of),
                language.number(figure.excluded),
                paragraph(verdict_text(figure.word, language), f"cell-{tone}"),
            ]
        )
    its = words.review
    counts = [words.headings.counted()]
    if share:
        kept_and_missed = (
            words.say(f"review.{each}-{line.measure}") for each in ("kept", "missed")
        )
        counts = [*kept_and_missed, its.open()]
    header = [
        words.headings.period(),
        words.headings.target(),
        words.headings.actual(),
        *counts,
        its.excluded(),
        words.headings.status(),
    ]
    spare = [0.09] * len(counts)
    shares = (0.18, 0.19, 0.15, *spare, 0.1, 0.15)
    right = tuple(range(1, 4 + len(counts)))
    return grid(header, rows, shares, layout.width, right=right)


def _stakes(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """What was put at stake, where promises were not kept in two or more periods in a row."""
    runs = document.findings.in_a_row
    if not runs or not document.stakes:
        return []
    its = words.review
    told = [
        its.with_word(name=miss.line.name, word=periods_text(miss.in_a_row, miss.line.every, words))
        for miss in runs
    ]
    rows = [[paragraph(name, "cell-name"), text] for name, text in document.stakes]
    count = words.number(len(runs))
    return [
        Spacer(0, 16),
        Heading(its.stakes(len(runs), count=count), "section", "stakes", 0, layout),
        paragraph(its.stakes_of(names=words.listed(told)), "body"),
        grid([its.stake(), its.stake_text()], rows, (0.28, 0.72), layout.width),
    ]


def _reasons(
    reasons: Sequence[tuple[str, int]], kind: str, words: Language, layout: Layout
) -> list[Flowable]:
    """Why leads came back, or why deals were lost: `returns` or `lost`."""
    if not reasons:
        return []
    none = words.say(f"review.{kind}-none")
    token = "marketing" if kind == "returns" else "sales"
    entries = [
        Bar(reason or none, count, token if reason else "missed") for reason, count in reasons
    ]
    drawing = bars(entries, layout.width / PAPER_SCALE * 0.8)
    return [
        Spacer(0, 16),
        Together(
            [
                Heading(reasons_text(reasons, kind, words), "section", kind, 0, layout),
                Spacer(0, 4),
                Chart(drawing),
            ]
        ),
    ]


def _campaigns(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """What was planned of each campaign, and what came of it."""
    if not document.campaigns:
        return []
    currency = document.board.currency
    rows: list[list[str | Flowable]] = []
    for each in document.campaigns:
        cells = [outcome_text(outcome, currency, words) for outcome in each.outcomes]
        verdict = words.say(f"review.campaign-{each.verdict}")
        rows.append([paragraph(each.name, "cell-name"), *cells, paragraph(verdict, "cell-muted")])
    its = words.review
    columns = [words.say(f"review.outcome-{name}") for name in RESULTS]
    header = [its.campaign(), *columns, words.headings.status()]
    shares = (0.18, 0.1, 0.1, 0.095, 0.15, 0.125, 0.15, 0.1)
    return [
        Spacer(0, 16),
        Heading(campaigns_text(document.campaigns, words), "section", "campaigns", 0, layout),
        grid(header, rows, shares, layout.width, right=tuple(range(1, 7))),
        paragraph(its.campaigns_note(), "note"),
    ]


def _next_targets(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """The promises of the agreement that follows beside those of this one."""
    if not document.next_targets:
        return []
    rows: list[list[str | Flowable]] = [
        [
            party_cell(each.party, choice_text(each.party, words)),
            each.name,
            target_text(each.now, words, business=each.business) if each.now else NONE,
            target_text(each.then, words, business=each.business),
        ]
        for each in document.next_targets
    ]
    its = words.review
    header = ["", its.promise(), its.target_now(), its.target_next()]
    return [
        Spacer(0, 16),
        Heading(its.next_heading(), "section", "next", 0, layout),
        grid(header, rows, (0.13, 0.47, 0.2, 0.2), layout.width, right=(2, 3)),
    ]
