"""The first page of a review: the plan, then the promises, the funnel, and what changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import cast

from reportlab.platypus import Flowable, Spacer, Table

from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.period_marks import PITCH, Mark, mark_heads, period_marks
from alignment_desktop.documents.canvas_charts import Chart
from alignment_desktop.documents.pages import Heading, Layout, Together
from alignment_desktop.documents.pdf_tables import bullets, grid, party_cell
from alignment_desktop.documents.review_charts import funnel_chart
from alignment_desktop.documents.review_plan_sentences import before_text, funnel_text, kpi_texts
from alignment_desktop.documents.review_records import edited_note, edited_or
from alignment_desktop.documents.review_sentences import (
    counts_text,
    headline,
    lead_text,
    promised_text,
)
from alignment_desktop.documents.review_sources import RESTATED
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.typography import SMALLEST, colour, paragraph
from alignment_desktop.domain.review_findings import Kpi, PromiseRow
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import (
    known_at_text,
    long_days_text,
    period_text,
)
from alignment_desktop.phrasing.figures import change_text, figure_beside
from alignment_desktop.phrasing.verdicts import (
    TONES,
    judged_text,
    short_judged_text,
    span_of,
    verdict_text,
)
from alignment_desktop.words.language import Language

_MOST_CHANGES = 3
"""So many decisions are told on the first page; all of them stand further on."""
_MOST_MARKS = 6
"""Of more periods than these the count alone is told."""
_NAME_SHARE, _MARKS_SHARE = 0.26, 0.11
"""Of the width, for the names of promises and for three marks; more take it from the names."""
_BESIDE_MARKS = 14.0
"""Room between the last mark and what stands beside it."""


def first_page(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """What an executive reads first, and may be all that one reads."""
    return [
        *_opening(document, words, layout),
        *_kpis(document, words, layout),
        *_promises(document, words, layout),
        *_changes(document, words, layout),
        *_funnel(document, words, layout),
    ]


def blank_page(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """What will be here, where nothing has been imported."""
    its = words.review
    shown = [its.will_plan(), its.will_promises(), its.will_misses(), its.will_campaigns()]
    contents = document.written.contents
    title = edited_or(contents.headline, headline(document.findings, words))
    return [
        paragraph(kind_text(document, words), "organisation"),
        Heading(title, "review-title", "findings", 0, layout),
        paragraph(edited_or(contents.paragraph, its.will_be()), "lead"),
        *edited_note(document, words),
        Spacer(0, 6),
        *bullets(shown, "body"),
    ]


def kind_text(document: ReviewDocument, words: Language) -> str:
    """What the document is: `Northwind · Quarterly review · FY27 Q1, 1 October – …`."""
    board = document.board
    period = period_text(document.period, words, year=True)
    days = long_days_text(board.start, board.end, words)
    kind = words.review.kind(period=period, days=days)
    if document.quarterly:
        kind = words.review.kind_quarter(period=period, days=days)
    if not board.organisation:
        return kind
    return words.review.kind_own(organisation=board.organisation, kind=kind)


def _opening(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    findings, contents = document.findings, document.written.contents
    title = edited_or(contents.headline, headline(findings, words))
    story: list[Flowable] = [
        paragraph(kind_text(document, words), "organisation"),
        Heading(title, "review-title", "findings", 0, layout),
    ]
    groups = {key: each.bars[0] for key, each in document.behind.items() if each.bars}
    lead = edited_or(contents.paragraph, lead_text(document.board, findings, words, groups))
    if lead:
        story.append(paragraph(lead, "lead"))
    return [*story, *edited_note(document, words), Spacer(0, 8)]


def _kpis(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    kpis = document.findings.kpis
    if not kpis:
        return []
    cells = [_kpi(kpi, document, words) for kpi in kpis]
    shares = [1.0] * len(cells)
    table = cast(Table, grid([], [cells], shares, layout.width, structure="layout"))
    ink = colour("line")
    table.setStyle(
        [
            ("LEFTPADDING", (1, 0), (-1, -1), 10),
            ("LINEABOVE", (0, 0), (-1, 0), 1, colour("text")),
            ("LINEAFTER", (0, 0), (-2, -1), 0.5, ink),
        ]
    )
    return [table]


def _kpi(kpi: Kpi, document: ReviewDocument, words: Language) -> list[Flowable]:
    value, name, plan, change = kpi_texts(kpi, document.board, words)
    cell: list[Flowable] = [paragraph(value, "kpi"), paragraph(name, "cell-name")]
    if plan:
        cell.append(paragraph(plan, "cell-muted"))
    if change:
        cell.append(paragraph(change, f"cell-{_tone(kpi.is_better)}"))
    return cell


def _tone(is_better: bool | None) -> str:
    return "neutral" if is_better is None else "kept" if is_better else "missed"


def _promises(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    rows = document.findings.promises
    if not rows:
        return []
    months = _months(rows, words)
    cells: list[list[str | Flowable]] = []
    for _, party in groupby(rows, key=lambda row: row.line.party):
        for at, row in enumerate(party):
            owner = row.line.party
            who = party_cell(owner, choice_text(owner, words)) if at == 0 else ""
            cells.append([who, *_promise(row, document, words)])
    its, heads = words.review, words.headings
    past = document.board.before
    # A month is named without its year here, where there is little room.
    label = period_text(past.label, words) if past else ""
    compared = label or before_text(document.board, words)
    header: list[str | Flowable] = [
        "", its.promise(), heads.target(), heads.actual(),
        Chart(mark_heads(months, SMALLEST), 1.0) if months else "", its.judged(),
        its.versus(days=compared) if compared else "",
    ]  # fmt: skip
    most = max((len(row.marks) for row in rows if _is_marked(row)), default=0)
    marked = max(_MARKS_SHARE, (most * PITCH + _BESIDE_MARKS) / layout.width)
    name = _NAME_SHARE - (marked - _MARKS_SHARE)
    shares = (0.105, name, 0.13, 0.095, marked, 0.175, 0.125)
    return [
        Heading(counts_text(document.board.lines, words), "heading", "board", 1, layout),
        grid(header, cells, shares, layout.width, right=(2, 3, 6), tight=True),
        paragraph(_legend(document, words, layout), "note"),
    ]


def _promise(row: PromiseRow, document: ReviewDocument, words: Language) -> list[str | Flowable]:
    line = row.line
    figure = figure_beside(line.value, line.unit, line.target, words)
    tone = TONES.get(line.verdict.word, "neutral")
    change = "" if row.change is None else change_text(row.change, line.unit, words)
    judged = short_judged_text(line, words) if _is_marked(row) else judged_text(line, words)
    return [
        paragraph(line.name, "cell"),
        paragraph(
            promised_text(line, words, business=line.key in document.business), "cell-figure-muted"
        ),
        paragraph(figure, "cell-figure-strong"),
        Chart(_marks(row, words), 1.0) if _is_marked(row) else "",
        paragraph(judged, f"cell-{tone}"),
        paragraph(change, f"cell-change-{_tone(row.is_better)}") if change else "",
    ]


def _is_marked(row: PromiseRow) -> bool:
    return 0 < len(row.marks) <= _MOST_MARKS


def _marks(row: PromiseRow, words: Language) -> Drawing:
    return period_marks(
        [
            Mark(
                period_text(each.period, words),
                verdict_text(each.word, words),
                each.word,
                TONES.get(each.word, "neutral"),
            )
            for each in row.line.periods
        ]
    )


def _months(rows: Sequence[PromiseRow], words: Language) -> list[str]:
    """The months above the marks, where every promise by month has the same ones."""
    runs = {
        tuple(each.period for each in row.line.periods)
        for row in rows
        if row.line.every == "month" and len(row.marks) > 1 and _is_marked(row)
    }
    return [period_text(label, words) for label in next(iter(runs))] if len(runs) == 1 else []


def _legend(document: ReviewDocument, words: Language, layout: Layout) -> str:
    """How promises are judged, in what changes are told, and that figures are restated."""
    told = [words.review.board_note()]
    if any(row.change is not None for row in document.findings.promises):
        told.append(words.review.points_note())
    count = len(document.restated)
    if count:
        # The first pass does not know the page yet.
        page = next((str(each.page) for each in layout.headings if each.key == RESTATED), "")
        told.append(words.review.restated_see(count, count=words.number(count), page=page))
    return " ".join(told)


def _funnel(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    board, stages = document.board, document.board.stages
    if len(stages) < 2 or not stages[0].reached:
        return []
    heading = funnel_text(board, document.findings, words)
    note = words.review.funnel_note(
        span=words.say(f"review.span-{span_of(board.start, board.end)}"),
        day=known_at_text(board.as_of, document.timezone, words),
    )
    return [
        Together(
            [
                Heading(heading, "heading", "funnel", 1, layout),
                Spacer(0, 2),
                funnel_chart(board, words, layout.width),
                paragraph(note, "note"),
            ]
        )
    ]


def _changes(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    decisions = document.written.contents.decisions[:_MOST_CHANGES]
    if not decisions:
        return []
    texts = [paragraph(each.text, "cell") for each in decisions]
    cells = [[paragraph(words.review.changes(), "cell-name"), texts]]
    return [grid([], cells, (0.19, 0.81), layout.width)]
