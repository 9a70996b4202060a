"""The review as a PDF: headings state what was found, figures show what they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.charts.bullet import Bullet, bullet
from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.sparkline import Target, sparkline
from alignment_desktop.documents.canvas_charts import Chart
from alignment_desktop.documents.pages import (
    Furniture,
    Heading,
    Layout,
    Together,
    build,
    half_a_page,
)
from alignment_desktop.documents.pdf_tables import grid, party_cell
from alignment_desktop.documents.review_charts import funnel_chart, miss_charts
from alignment_desktop.documents.review_records import edited_note, edited_or, records_sections
from alignment_desktop.documents.review_sentences import (
    consequence_text,
    counts_text,
    figures_text,
    finding_text,
    headline,
    known_text,
    lead_text,
    lines_of,
    party_text,
    promised_text,
    returns_text,
)
from alignment_desktop.documents.review_sources import sources_section
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import (
    TONES,
    apart_text,
    bar_tone,
    judged_text,
    verdict_text,
)
from alignment_desktop.words.language import NONE, Language, language

_BULLET, _SPARK = 54.0, 46.0
_CHART_SCALE = 0.72


def review_pdf(document: ReviewDocument) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises:
        Problem: `characters-not-printable`, `too-long-for-a-page`.
    """
    words = language(document.language or "en")
    return build(_furniture(document, words), lambda layout: _story(document, words, layout))


def _furniture(document: ReviewDocument, words: Language) -> Furniture:
    board = document.board
    version = words.review.foot_draft()
    if document.version is not None:
        version = words.review.foot_version(number=document.version)
    period = period_text(document.period, words, year=True)
    named = {"organisation": board.organisation, "period": period}
    files = len({source.sha256 for source in document.sources})
    leads = words.number(document.leads)
    return Furniture(
        title=words.review.title(**named).removesuffix(": "),
        subject=words.review.subject(**known_text(board, words)),
        author=board.organisation,
        left=words.review.foot(version=version, **named).removeprefix(" · "),
        middle=words.review.foot_middle(files, files=files, leads=leads),
        page=words.paper.page(page="{page}", total="{total}"),
        draft="" if document.version is not None else words.review.draft_band(),
        made=document.made,
        paper=document.paper,
        language=document.language or "en",
    )


def _story(document: ReviewDocument, words: Language, layout: Layout) -> Sequence[Flowable]:
    story = [
        *_opening(document, words, layout),
        *_scoreboard(document, words, layout),
        *_funnel(document.board, words, layout),
    ]
    for party in OWNERS:
        story += _party(party, document, words, layout)
    story += _returns(document, words, layout)
    story += records_sections(document, words, layout)
    story += [Spacer(0, 22), half_a_page(document.paper)]
    story += sources_section(document, words, layout)
    return story


def _opening(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    board = document.board
    period = period_text(document.period, words, year=True)
    contents = document.written.contents
    kind = words.review.kind(period=period)
    if document.quarterly:
        kind = words.review.kind_quarter(period=period)
    return [
        paragraph(kind, "organisation"),
        Heading(
            edited_or(contents.headline, headline(board, words)),
            "review-title",
            "findings",
            0,
            layout,
        ),
        paragraph(edited_or(contents.paragraph, lead_text(board, OWNERS, words)), "lead"),
        *edited_note(document, words),
        Spacer(0, 8),
    ]


def _scoreboard(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    lines = document.board.lines
    if not lines:
        return []
    rows = [
        [
            party_cell(line.party, choice_text(line.party, words)),
            paragraph(line.name, "cell-name"),
            _target(line, document, words),
            _judged(line, words),
            paragraph(_figure(line, words), "cell-figure-strong"),
            Chart(_bullet(line, words)),
            _trend(line),
        ]
        for line in lines
    ]
    its, heads = words.review, words.headings
    header = [
        heads.who(), heads.commitment(), heads.target(), its.judged(), heads.actual(),
        heads.attainment(), its.trend(),
    ]  # fmt: skip
    shares = (0.095, 0.215, 0.115, 0.24, 0.09, 0.135, 0.11)
    return [
        Heading(counts_text(lines, words), "heading", "board", 1, layout),
        grid(header, rows, shares, layout.width, right=(2, 4)),
        paragraph(words.review.board_note(), "note"),
    ]


def _judged(line: ScoreLine, words: Language) -> list[Flowable]:
    """What came of it by its periods, and below it those that were not kept or not judged."""
    tone = TONES.get(line.verdict.word, "neutral")
    cell: list[Flowable] = [paragraph(judged_text(line, words), f"cell-{tone}")]
    apart = apart_text(line, words)
    return [*cell, paragraph(apart, "cell-muted")] if apart else cell


def _figure(line: ScoreLine, words: Language) -> str:
    return figure_beside(line.value, line.unit, line.target, words)


def _target(line: ScoreLine, document: ReviewDocument, words: Language) -> str:
    return promised_text(line, words, business=line.key in document.business)


def _bullet(line: ScoreLine, words: Language) -> Drawing:
    text = f"{_figure(line, words)}: {judged_text(line, words)}"
    return bullet(Bullet(line.attainment, bar_tone(line), text), _BULLET, height=11, thickness=6)


def _trend(line: ScoreLine) -> Flowable | str:
    if sum(value is not None for value in line.history) < 2:
        return NONE
    goal = Target(line.periods[-1].target.value) if line.periods else None
    return Chart(sparkline(line.history, _SPARK, 12, "muted", goal, stroke=1.0))


def _funnel(board: Board, words: Language, layout: Layout) -> list[Flowable]:
    stages = board.stages
    if len(stages) < 2 or not stages[0].reached:
        return []
    heading = words.review.funnel(
        reached=words.number(stages[-1].reached),
        first=words.number(stages[0].reached),
        stage=stages[-1].name,
    )
    return [
        Together(
            [
                Heading(heading, "heading", "funnel", 1, layout),
                Spacer(0, 4),
                funnel_chart(board, words, layout.width),
                paragraph(words.review.funnel_note(), "note"),
            ]
        )
    ]


def _party(party: str, document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    lines = lines_of(document.board, party)
    if not lines:
        return []
    heading = party_text(party, lines, words)
    findings = [_finding(line, document, words, layout) for line in lines]
    # The heading stays with the first finding.
    findings[0].insert(0, Heading(heading, "section", f"party.{party}", 0, layout))
    return [Spacer(0, 16), *(Together(finding) for finding in findings)]


def _finding(
    line: ScoreLine, document: ReviewDocument, words: Language, layout: Layout
) -> list[Flowable]:
    board, business = document.board, line.key in document.business
    heading = finding_text(line, board, words, business=business)
    story: list[Flowable] = [
        Heading(heading, "heading", f"finding.{line.key}", 1, layout),
        paragraph(figures_text(line, board, document.meets.get(line.key, ""), words), "body"),
    ]
    story += miss_charts(line, document, words, layout.width)
    consequence = consequence_text(line, words)
    if consequence:
        story.append(paragraph(consequence, "body"))
    if len(line.periods) > 1:
        story.append(_periods(line, words, layout, business=business))
    return story


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


def _returns(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    returns = document.returns
    if not returns:
        return []
    entries = [
        Bar(reason or words.review.returns_none(), count, "marketing" if reason else "missed")
        for reason, count in returns
    ]
    heading = returns_text(returns, words)
    drawing = bars(entries, layout.width / _CHART_SCALE * 0.8)
    return [
        Spacer(0, 16),
        Together(
            [
                Heading(heading, "section", "returns", 0, layout),
                Spacer(0, 4),
                Chart(drawing, _CHART_SCALE),
            ]
        ),
    ]
