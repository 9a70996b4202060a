"""What lies behind the figures of a review on paper: misses, clocks, the bridge, key metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.charts.bridge import FOOT, bridge, scale_of
from alignment_desktop.charts.geometry import SMALL
from alignment_desktop.charts.group_bars import group_bars
from alignment_desktop.charts.split_clock import split_clock
from alignment_desktop.documents.behind_values import BridgeBehind, MetricRow
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.documents.pages import Heading, Layout, Together
from alignment_desktop.documents.pdf_tables import grid, party_cell
from alignment_desktop.documents.review_plan_sentences import before_text
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.phrasing.money import short_money_text
from alignment_desktop.phrasing.verdicts import span_of
from alignment_desktop.words.language import Language

_SHARE = 0.75
"""Of the width: what a chart of rows takes, whose columns would stand too far apart else."""
_BRIDGE = 250.0
_BRIDGE_SCALE = PAPER_SCALE * SMALL / 12
"""The names of its bars are the smallest text that it has; so they are that of paper."""
_NAMES = 22.0
"""The height of these names."""
_TONES = {"kept": "kept", "missed": "missed"}
_ROOM = 4.0


def behind_promise(
    line: ScoreLine, document: ReviewDocument, words: Language, width: float
) -> list[Flowable]:
    """Where its misses concentrate, who had its clock, and who paused it late; often nothing."""
    behind = document.behind.get(line.key)
    if behind is None:
        return []
    wide, story = width / PAPER_SCALE * _SHARE, list[Flowable]()
    if behind.misses:
        story.append(paragraph(words.misses.where(), "cell-name"))
        if behind.bars:
            drawing = group_bars(behind.bars, wide, behind.heads)
            caption = words.misses.where_of(name=line.name)
            story.append(Chart(replace(drawing, caption=caption)))
        story.append(Spacer(0, _ROOM / 2))
        story.append(paragraph(behind.misses, "note"))
        story += [paragraph(each, "note") for each in behind.reasons]
    if behind.clocks:
        drawing = split_clock(behind.clocks, wide, line.party)
        caption = words.clocks.who_had_of(name=line.name)
        story += [
            Spacer(0, _ROOM),
            paragraph(words.clocks.who_had(), "cell-name"),
            Chart(replace(drawing, caption=caption)),
            Spacer(0, _ROOM),
        ]
    if behind.pauses:
        story.append(paragraph(behind.pauses, "note"))
    return [Spacer(0, _ROOM), *story, Spacer(0, _ROOM)]


def bridge_section(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """From planned to actual revenue in its parts, each with its owner; empty where unknown."""
    behind = document.bridge
    if behind is None:
        return []
    its, steps = words.bridge, behind.steps
    bars = [replace(step, facts=(), owner="") for step in steps]
    drawing = bridge(bars, layout.width / _BRIDGE_SCALE, _BRIDGE, heads=its.bridge_of())
    # What stands below the bars in the window is a table here, which has room for it.
    drawing = replace(drawing, height=_BRIDGE - FOOT + _NAMES, caption=its.bridge_of())
    scale = scale_of(steps)
    notes = list(behind.notes)
    if scale.is_cut:
        amount = short_money_text(scale.low, behind.currency, words)
        notes.insert(0, words.review.sentence(text=_capital(its.scale(amount=amount))))
    story: list[Flowable] = [Heading(behind.finding, "section", "bridge", 0, layout)]
    if behind.balance:
        story.append(paragraph(behind.balance, "body"))
    story += [
        Chart(drawing, _BRIDGE_SCALE),
        _parts(behind, words, layout),
        paragraph(f"{its.counted()} {behind.sum}.", "note"),
    ]
    if notes:
        story.append(paragraph(" ".join(notes), "note"))
    return [Spacer(0, 16), Together(story)]


def _parts(behind: BridgeBehind, words: Language, layout: Layout) -> Flowable:
    """Each part with its amount, its figures, and its owner."""
    its = words.review
    rows = [
        [
            paragraph(step.name, "cell-name"),
            paragraph(step.shown, f"cell-change-{_TONES.get(step.colour, 'neutral')}"),
            came,
            planned,
            party_cell(step.owner_colour, step.owner),
        ]
        for step, (came, planned) in zip(behind.steps[1:-1], behind.parts, strict=True)
    ]
    header = [
        words.bridge.part(),
        words.bridge.amount(),
        words.headings.actual(),
        its.planned(),
        words.headings.owner(),
    ]
    shares = (0.17, 0.17, 0.22, 0.22, 0.22)
    return grid(header, rows, shares, layout.width, right=(1, 2, 3))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def metrics_section(document: ReviewDocument, words: Language, layout: Layout) -> list[Flowable]:
    """The key metrics: what happened in the days, then what became of their leads."""
    metrics, board, its = document.metrics, document.board, words.review
    if not (metrics.snapshot or metrics.cohort):
        return []
    span = words.say(f"review.span-{span_of(board.start, board.end)}")
    days = before_text(board, words) if metrics.as_old else ""
    story: list[Flowable] = [
        Spacer(0, 16),
        Heading(its.metrics(), "section", "metrics", 0, layout),
    ]
    tables = (
        (its.metrics_snapshot(span=span), "metrics.snapshot", metrics.snapshot, ""),
        (
            its.metrics_cohort(span=span),
            "metrics.cohort",
            metrics.cohort,
            its.metrics_as_old(days=days, day=metrics.as_old) if days else "",
        ),
    )
    for title, key, rows, note in tables:
        if rows:
            story.append(Heading(title, "heading", key, 1, layout))
            story.append(_table(rows, days, words, layout))
            said = [its.metrics_note()] if days else []
            story.append(paragraph(" ".join([*said, *filter(None, [note])]), "note"))
    return story


def _table(rows: Sequence[MetricRow], days: str, words: Language, layout: Layout) -> Flowable:
    its = words.review
    header = [its.metric(), its.metric_formula(), its.metric_of(), words.headings.actual()]
    shares: tuple[float, ...] = (0.25, 0.32, 0.25, 0.18)
    if days:
        header += [days, its.versus(days=days)]
        shares = (0.21, 0.25, 0.19, 0.115, 0.115, 0.12)
    cells = [
        [
            paragraph(row.name, "cell-name"),
            paragraph(row.formula, "cell-muted"),
            paragraph(row.stands_on, "cell-figure-muted"),
            paragraph(row.value, "cell-figure-strong"),
            *([row.before, row.change] if days else []),
        ]
        for row in rows
    ]
    return grid(header, cells, shares, layout.width, right=tuple(range(2, len(header))))
