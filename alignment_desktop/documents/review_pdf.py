"""The review as a PDF: headings state what was found, figures show what they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.charts.bullet import Bullet, bullet
from alignment_desktop.charts.funnel import FunnelStage, funnel
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
from alignment_desktop.documents.phrases import Phrases, phrases
from alignment_desktop.documents.review_sources import sources_section
from alignment_desktop.documents.review_values import PeriodFigure, ReviewDocument, tally
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.commitments import DURATION_MEASURES
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.phrasing.days import long_days_text, period_text, stated_text
from alignment_desktop.phrasing.figures import figure_text, short_text
from alignment_desktop.phrasing.language import NONE
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.phrasing.targets import target_text

_TONES = {"kept": "kept", "at_risk": "at_risk", "missed": "missed"}
_BULLET, _SPARK = 72.0, 50.0
_CHART_SCALE, _FUNNEL_HEIGHT = 0.72, 118.0


def review_pdf(document: ReviewDocument) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises:
        Problem: `characters-not-printable`, `too-long-for-a-page`.
    """
    words = phrases("review", document.language or "en")
    return build(_furniture(document, words), lambda layout: _story(document, words, layout))


def _known(board: Board, words: Phrases) -> dict[str, str]:
    """Which days it is about, and what it knows of them."""
    return {
        "days": long_days_text(board.start, board.end, words.language),
        "as_of": stated_text(board.as_of, words.language),
    }


def _furniture(document: ReviewDocument, words: Phrases) -> Furniture:
    board = document.board
    version = words("foot-draft")
    if document.version is not None:
        version = words("foot-version", number=document.version)
    period = period_text(document.period, words.language, year=True)
    named = {"organisation": board.organisation, "period": period}
    files = len({source.sha256 for source in document.sources})
    leads = words.language.number(document.leads)
    return Furniture(
        title=words("title", **named).removesuffix(": "),
        subject=words("subject", **_known(board, words)),
        author=board.organisation,
        left=words("foot", version=version, **named).removeprefix(" · "),
        middle=words("foot-middle-one" if files == 1 else "foot-middle", files=files, leads=leads),
        page=words("page", page="{page}", total="{total}"),
        draft="" if document.version is not None else words("draft-band"),
        made=document.made,
        paper=document.paper,
        language=document.language or "en",
    )


def _story(document: ReviewDocument, words: Phrases, layout: Layout) -> Sequence[Flowable]:
    story = [
        *_opening(document, words, layout),
        *_scoreboard(document, words, layout),
        *_funnel(document.board, words, layout),
    ]
    for party in OWNERS:
        story += _party(party, document, words, layout)
    story += _returns(document, words, layout)
    story += [Spacer(0, 22), half_a_page(document.paper)]
    story += sources_section(document, words, layout)
    return story


def _opening(document: ReviewDocument, words: Phrases, layout: Layout) -> list[Flowable]:
    board = document.board
    period = period_text(document.period, words.language, year=True)
    kind = words("kind-quarter" if document.quarterly else "kind", period=period)
    lead = [words("lead-days", **_known(board, words))]
    for party in OWNERS:
        its = tally(_of(board, party))
        if its.judged:
            name = words(f"subject-{party}")
            lead.append(words("lead-party", party=name, kept=its.kept, judged=its.judged))
    undecided = tally(board.lines).undecided
    if undecided:
        names = words.language.listed([line.name for line in undecided])
        lead.append(words("lead-undecided", count=len(undecided), names=names))
    return [
        paragraph(kind, "organisation"),
        Heading(_headline(board, words), "review-title", "findings", 0, layout),
        paragraph(" ".join(lead), "lead"),
        Spacer(0, 8),
    ]


def _headline(board: Board, words: Phrases) -> str:
    whole = tally(board.lines)
    if not whole.judged:
        return words("headline-nothing")
    if whole.worst is None:
        return words("headline-one" if whole.judged == 1 else "headline-all", judged=whole.judged)
    name = whole.worst.name
    if not whole.kept:
        return words("headline-none", judged=whole.judged, name=name)
    return words("headline-some", kept=whole.kept, judged=whole.judged, name=name)


def _of(board: Board, party: str) -> tuple[ScoreLine, ...]:
    return tuple(line for line in board.lines if line.party == party)


def _scoreboard(document: ReviewDocument, words: Phrases, layout: Layout) -> list[Flowable]:
    lines = document.board.lines
    if not lines:
        return []
    rows = [
        [
            party_cell(line.party, words(f"party-{line.party}")),
            paragraph(line.name, "cell-name"),
            _target(line, document, words),
            paragraph(short_text(line.value, line.unit, words.language), "cell-figure-strong"),
            Chart(_bullet(line, words)),
            _trend(line, document.figures.get(line.key, ())),
            _status(line.status, words),
        ]
        for line in lines
    ]
    names = ("who", "commitment", "target", "actual", "attainment", "trend", "status")
    header = [words(name) for name in names]
    shares = (0.105, 0.23, 0.17, 0.13, 0.185, 0.12, 0.105)
    return [
        Heading(_counts(document.board, words), "heading", "board", 1, layout),
        grid(header, rows, shares, layout.width, right=(2, 3)),
        paragraph(words("board-note"), "note"),
    ]


def _counts(board: Board, words: Phrases) -> str:
    """How many promises were kept, nearly kept and missed, in one line."""
    told = ("kept", "at_risk", "missed", "open", "too_few", "no_data", "no_target")
    counts = {status: sum(line.status == status for line in board.lines) for status in told}
    said = [words(f"board-{status}", count=count) for status, count in counts.items() if count]
    total = len(board.lines)
    name = "board-one" if total == 1 else "board"
    return words(name, total=total, counts=words.language.listed(said))


def _target(line: ScoreLine, document: ReviewDocument, words: Phrases) -> str:
    business = line.key in document.business
    return target_text(line.target, words.language, business=business) if line.target else NONE


def _status(status: str, words: Phrases) -> Flowable:
    return paragraph(words(f"status-{status}"), f"cell-{_TONES.get(status, 'neutral')}")


def _bullet(line: ScoreLine, words: Phrases) -> Drawing:
    tone = _TONES.get(line.status, "neutral")
    text = f"{short_text(line.value, line.unit, words.language)}: {words(f'status-{line.status}')}"
    return bullet(Bullet(line.attainment, tone, text), _BULLET, height=11, thickness=6)


def _trend(line: ScoreLine, figures: Sequence[PeriodFigure]) -> Flowable | str:
    if sum(value is not None for value in line.history) < 2:
        return NONE
    goal = Target(figures[-1].target.value) if figures else None
    return Chart(sparkline(line.history, _SPARK, 12, "muted", goal, stroke=1.0))


def _funnel(board: Board, words: Phrases, layout: Layout) -> list[Flowable]:
    stages = board.stages
    if len(stages) < 2 or not stages[0].reached:
        return []
    shown = []
    for at, stage in enumerate(stages):
        onward = stages[at + 1].reached if at + 1 < len(stages) else 0
        rate = measured_share_text(onward / stage.reached, words.language) if stage.reached else ""
        last = at + 1 == len(stages)
        shown.append(FunnelStage(stage.name, stage.reached, stage.party, "" if last else rate))
    heading = words(
        "funnel",
        reached=words.language.number(stages[-1].reached),
        first=words.language.number(stages[0].reached),
        stage=stages[-1].name,
    )
    drawing = funnel(shown, layout.width / _CHART_SCALE, _FUNNEL_HEIGHT)
    return [
        Together(
            [
                Heading(heading, "heading", "funnel", 1, layout),
                Spacer(0, 4),
                Chart(drawing, _CHART_SCALE),
                paragraph(words("funnel-note"), "note"),
            ]
        )
    ]


def _party(party: str, document: ReviewDocument, words: Phrases, layout: Layout) -> list[Flowable]:
    lines = _of(document.board, party)
    if not lines:
        return []
    its = tally(lines)
    name = words(f"subject-{party}")
    if not its.judged:
        heading = words("party-none-judged", party=name)
    elif its.worst is None:
        kind = "party-one" if its.judged == 1 else "party-all"
        heading = words(kind, party=name, judged=its.judged)
    else:
        heading = words(
            "party-some",
            party=name,
            kept=its.kept,
            judged=its.judged,
            name=its.worst.name,
            when=_when(document.figures.get(its.worst.key, ()), words),
        )
    story: list[Flowable] = [
        Spacer(0, 16),
        Heading(heading, "section", f"party.{party}", 0, layout),
    ]
    story += [Together(_finding(line, document, words, layout)) for line in lines]
    return story


def _when(figures: Sequence[PeriodFigure], words: Phrases) -> str:
    """In which of several periods it slipped; nothing where that says no more."""
    judged = [figure for figure in figures if figure.value is not None]
    for status in ("missed", "at_risk"):
        slipped = [figure for figure in judged if figure.status == status]
        if slipped and len(judged) > 1:
            names = [period_text(figure.period, words.language) for figure in slipped]
            return words("in-periods", periods=words.language.listed(names))
    return ""


def _finding(
    line: ScoreLine, document: ReviewDocument, words: Phrases, layout: Layout
) -> list[Flowable]:
    heading = words(
        f"finding-{line.status}",
        name=line.name,
        value=short_text(line.value, line.unit, words.language),
        target=_target(line, document, words),
    )
    story: list[Flowable] = [
        Heading(heading, "heading", f"finding.{line.key}", 1, layout),
        paragraph(" ".join(_figures(line, words)), "body"),
    ]
    if line.status in ("missed", "at_risk") and line.if_missed:
        text = words("agreed", text=line.if_missed.rstrip("."))
        story.append(paragraph(text, "body"))
    figures = document.figures.get(line.key, ())
    if len(figures) > 1:
        story.append(_periods(figures, words, layout, business=line.key in document.business))
    return story


def _figures(line: ScoreLine, words: Phrases) -> list[str]:
    """What the figure is made of: its denominator first."""
    if line.kept is None or line.missed is None:
        kind = "duration" if line.measure in DURATION_MEASURES else line.measure
        return [
            words(f"figures-{kind}", eligible=words.language.number(line.eligible)),
            *_left_out(line, words),
        ]
    counted = line.kept + line.missed
    counts = {"kept": line.kept, "counted": counted, "missed": line.missed}
    numbers = {name: words.language.number(count) for name, count in counts.items()}
    said = [words("figures-share", **numbers)]
    if line.open:
        said.append(words("figures-open", open=words.language.number(line.open)))
    said += _left_out(line, words)
    if line.low is not None and line.high is not None:
        low, high = (figure_text(each, "share", words.language) for each in (line.low, line.high))
        said.append(words("figures-interval", low=low, high=high))
    if line.status == "too_few":
        said.append(words("figures-too-few", counted=counted))
    return said


def _left_out(line: ScoreLine, words: Phrases) -> list[str]:
    return (
        [words("figures-excluded", excluded=words.language.number(line.excluded))]
        if line.excluded
        else []
    )


def _periods(
    figures: Sequence[PeriodFigure], words: Phrases, layout: Layout, *, business: bool
) -> Flowable:
    share = figures[0].kept is not None
    rows = []
    for figure in figures:
        made_of = [figure.kept, figure.missed, figure.open] if share else [figure.eligible]
        rows.append(
            [
                period_text(figure.period, words.language),
                target_text(figure.target, words.language, business=business),
                short_text(figure.value, figure.target.unit, words.language),
                *(words.language.number(count or 0) for count in made_of),
                words.language.number(figure.excluded),
                _status(figure.status, words),
            ]
        )
    names = ["kept", "missed", "open"] if share else ["counted"]
    header = [words(name) for name in ("period", "target", "actual", *names, "excluded", "status")]
    spare = [0.09] * len(names)
    shares = (0.18, 0.19, 0.15, *spare, 0.1, 0.15)
    right = tuple(range(1, 4 + len(names)))
    return grid(header, rows, shares, layout.width, right=right)


def _returns(document: ReviewDocument, words: Phrases, layout: Layout) -> list[Flowable]:
    returns = document.returns
    if not returns:
        return []
    total = sum(count for _, count in returns)
    entries = [
        Bar(reason or words("returns-none"), count, "marketing" if reason else "missed")
        for reason, count in returns
    ]
    heading = words("returns", name=entries[0].label, count=entries[0].count, total=total)
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
