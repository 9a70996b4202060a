"""The scoreboard as an Excel workbook: figures are numbers, in formats that show their unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

from alignment_desktop.documents.behind_sheets import (
    BRIDGE_COLUMNS,
    METRIC_COLUMNS,
    MISS_COLUMNS,
    bridge_chart,
    bridge_rows,
    metric_rows,
    miss_rows,
)
from alignment_desktop.documents.behind_values import BridgeLine, MetricLine, MissedGroup
from alignment_desktop.documents.output_files import replacing
from alignment_desktop.documents.report_sheets import (
    COUNT,
    DAY,
    DURATION,
    SHARE,
    ReportSheet,
    SheetCell,
    SheetChart,
    add_chart,
    add_table,
)
from alignment_desktop.documents.workbook import ENDING, content_of
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.funnel import StageBalance
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import WORDS, PeriodFigure
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import days_text, known_at_text
from alignment_desktop.phrasing.figures import WHOLE, digits_beside
from alignment_desktop.phrasing.verdicts import TONES, bar_tone, judged_text, verdict_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import Language, capital
from alignment_desktop.words.language import language as language_of

_DAY_SECONDS = 86_400
# Codes of the headings of columns.
_COUNTED = ("met", "not-met", "open", "counted", "excluded")
_COLUMNS = (
    "owner", "commitment", "period", "status", "judged", "periods-kept", "periods-judged",
    "operator", "target", "actual", "unit", "attainment", *_COUNTED, "low", "high",
)  # fmt: skip
_OF_PERIODS = (
    "owner", "commitment", "period", "status", "operator", "target", "actual", "unit", *_COUNTED,
)  # fmt: skip
_OF_PAST = ("owner", "commitment", "period", "actual", "unit")
_OF_FUNNEL = ("stage", "owner", "reached", "share-before", "entered", "at-start", "left", "at-end")
_OF_REASONS = ("reason", "how-many", "share-of-all")
_ABOUT = ("what", "value")
_SIGNS = {">=": "≥", "<=": "≤"}
_MOST_LINES = 8
"""So many lines can be told apart in one chart."""


@dataclass(frozen=True, kw_only=True)
class ScoreboardSheets:
    """What a workbook of a scoreboard shows.

    Attributes:
        board: The scoreboard.
        language: The code of the agreement's language.
        timezone: The agreement's, in which the moment that figures stand on is told.
        returns: How many leads came back, by reason, the most first; an empty reason: none given.
        lost: How many deals were lost, likewise.
        balances: What came into each stage and left it in the days of the board, by its key.
        agreement: Names the stages of metrics; None where there are none to name.
        metrics: The metric library in the days of the board.
        misses: The groups in which the misses of promises concentrate, promise by promise.
        bridge: Plan, the parts that lead to actual, and actual; empty where they are not known.
    """

    board: Board
    language: str = ENGLISH
    timezone: str = "UTC"
    returns: tuple[tuple[str, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    balances: Mapping[str, StageBalance] = field(default_factory=dict)
    agreement: Agreement | None = None
    metrics: tuple[MetricLine, ...] = ()
    misses: tuple[MissedGroup, ...] = ()
    bridge: tuple[BridgeLine, ...] = ()


def write_scoreboard(path: Path, shown: ScoreboardSheets) -> None:
    """Writes a scoreboard; an older file at `path` is replaced.

    Sheets: the commitments, the periods that they are judged by, the figures of the last periods,
    the funnel, the reasons for returns and losses, the metric library, misses by group and the gap
    bridge where there are any, and what the figures stand on. Durations are fractions of a day
    shown in hours, shares are numbers from 0 to 1. The same scoreboard gives the same bytes.

    Args:
        path: Where to; the folder must exist.
        shown: What to write.

    Raises:
        Problem: `output-folder-missing`, `output-refused`; what was at `path` is still there then.
    """
    import openpyxl

    board, words = shown.board, language_of(shown.language)
    book = openpyxl.Workbook()
    book.remove(book.active)
    days = days_text(board.start, board.end, words)
    header = words.scoreboard.header(organisation=board.organisation, days=days)
    tones = {capital(verdict_text(word, words)): TONES.get(word, "neutral") for word in WORDS}
    sheets = (
        ("scoreboard", _COLUMNS, [_line(line, words) for line in board.lines]),
        ("periods", _OF_PERIODS, [row for line in board.lines for row in _periods(line, words)]),
        ("past", _OF_PAST, [row for line in board.lines for row in _past(line, words)]),
        ("funnel", _OF_FUNNEL, _stages(shown, words)),
        ("returns", _OF_REASONS, _reasons(shown.returns, "returns", words)),
        ("lost", _OF_REASONS, _reasons(shown.lost, "lost", words)),
        ("metrics", METRIC_COLUMNS, _metrics(shown, words)),
        ("misses", MISS_COLUMNS, miss_rows(shown.misses, words)),
        ("bridge", BRIDGE_COLUMNS, bridge_rows(shown.bridge, words)),
        ("about", _ABOUT, _about(board, shown.timezone, words)),
    )
    charts = {
        "scoreboard": _attainment_chart(board, words),
        "past": _past_chart(board, words),
        "funnel": _funnel_chart(board, words),
        "bridge": bridge_chart(shown.bridge, words),
    }
    for name, columns, rows in sheets:
        if not rows and name != "scoreboard":
            continue
        status = columns.index("status") + 1 if "status" in columns else 0
        headings = [_heading(code, words) for code in columns]
        table = ReportSheet(words.say(f"scoreboard.sheet-{name}"), headings, rows, status)
        sheet = add_table(book, table, tones, header)
        chart = charts.get(name)
        if chart is not None:
            add_chart(sheet, chart)
    book.properties.title, book.properties.creator = header, board.organisation
    with replacing(path, ENDING) as temporary:
        temporary.write_bytes(content_of(book))


def _metrics(shown: ScoreboardSheets, words: Language) -> list[list[SheetCell]]:
    return [] if shown.agreement is None else metric_rows(shown.metrics, shown.agreement, words)


def _heading(code: str, words: Language) -> str:
    """What a column, or a line of facts, is called: as everywhere, or as in this workbook alone."""
    everywhere = f"headings.{code}"
    return words.say(everywhere if words.has(everywhere) else f"scoreboard.{code}")


def _figure(value: float | None, unit: str | None, target: Target | None = None) -> SheetCell:
    """A figure as a number: durations in days, as a sheet keeps them.

    Beside its target it is shown with the digits that it takes to be on its side of it.
    """
    if value is None:
        return SheetCell(None)
    digits = {"share": 1, "seconds": 0}.get(unit or "", 0 if value == round(value) else 2)
    if target is not None:
        digits = digits_beside(value, unit, target, digits)
    decimals = f".{'0' * digits}" if digits else ""
    if unit == "share":
        return SheetCell(value, f"0{decimals}%")
    if unit == "seconds":
        return SheetCell(value / _DAY_SECONDS, f"{DURATION}{decimals}")
    return SheetCell(value, f'{COUNT}{decimals} "{unit}"' if unit else f"{COUNT}{decimals}")


def _sign(target: Target | None) -> SheetCell:
    return SheetCell(_SIGNS[target.op] if target else None)


def _unit(line: ScoreLine, words: Language) -> SheetCell:
    if line.unit in ("share", "seconds"):
        return SheetCell(words.say(f"scoreboard.unit-{line.unit}"))
    return SheetCell(line.unit or (line.target.word if line.target else "") or None)


def _line(line: ScoreLine, words: Language) -> list[SheetCell]:
    target = line.target.value if line.target else None
    verdict = line.verdict
    return [
        SheetCell(choice_text(line.party, words)),
        SheetCell(line.name),
        SheetCell(line.period),
        SheetCell(capital(verdict_text(verdict.word, words))),
        SheetCell(capital(judged_text(line, words))),
        SheetCell(verdict.kept, COUNT),
        SheetCell(verdict.judged, COUNT),
        _sign(line.target),
        _figure(target, line.unit),
        _figure(line.value, line.unit, line.target),
        _unit(line, words),
        _figure(line.attainment, "share", WHOLE),
        *_leads(line),
        _figure(line.low, "share", line.target),
        _figure(line.high, "share", line.target),
    ]


def _leads(counted: ScoreLine | PeriodFigure) -> list[SheetCell]:
    """How many leads met what was promised; blank for measures that are no share."""
    numbers = (counted.kept, counted.missed, counted.open, counted.eligible, counted.excluded)
    return [SheetCell(number, COUNT) for number in numbers]


def _periods(line: ScoreLine, words: Language) -> list[list[SheetCell]]:
    """The periods that a promise is judged by."""
    return [
        [
            SheetCell(choice_text(line.party, words)),
            SheetCell(line.name),
            SheetCell(each.period),
            SheetCell(capital(verdict_text(each.word, words))),
            _sign(each.target),
            _figure(each.target.value, line.unit),
            _figure(each.value, line.unit, each.target),
            _unit(line, words),
            *_leads(each),
        ]
        for each in line.periods
    ]


def _past(line: ScoreLine, words: Language) -> list[list[SheetCell]]:
    return [
        [
            SheetCell(choice_text(line.party, words)),
            SheetCell(line.name),
            SheetCell(label),
            _figure(value, line.unit),
            _unit(line, words),
        ]
        for label, value in zip(line.history_labels, line.history, strict=True)
    ]


def _stages(shown: ScoreboardSheets, words: Language) -> list[list[SheetCell]]:
    rows = []
    before: int | None = None
    for stage in shown.board.stages:
        share = stage.reached / before if before else None
        balance = shown.balances.get(stage.key, StageBalance(stage=stage.key))
        books = balance.entered, balance.start, balance.gone, balance.end
        rows.append(
            [
                SheetCell(stage.name),
                SheetCell(choice_text(stage.party, words)),
                SheetCell(stage.reached, COUNT),
                SheetCell(share, SHARE),
                *(SheetCell(count, COUNT) for count in books),
            ]
        )
        before = stage.reached
    return rows


def _reasons(
    reasons: Sequence[tuple[str, int]], kind: str, words: Language
) -> list[list[SheetCell]]:
    """Why leads came back, or why deals were lost: `returns` or `lost`."""
    total = sum(count for _, count in reasons)
    return [
        [
            SheetCell(reason or words.say(f"review.{kind}-none")),
            SheetCell(count, COUNT),
            SheetCell(count / total, SHARE),
        ]
        for reason, count in reasons
    ]


def _about(board: Board, timezone: str, words: Language) -> list[list[SheetCell]]:
    segment = dict(board.segments).get(board.segment or "", words.scoreboard.all_leads())
    facts: dict[str, str | int | date] = {
        "organisation": board.organisation,
        "agreement": board.label,
        "period": board.period or words.scoreboard.whole(),
        "from": board.start,
        "to": board.end,
        "as-of": known_at_text(board.as_of, timezone, words),
        "segment": segment,
        "imports": board.batches,
    }
    return [
        [SheetCell(_heading(code, words)), SheetCell(value, DAY if isinstance(value, date) else "")]
        for code, value in facts.items()
        if value
    ]


def _attainment_chart(board: Board, words: Language) -> SheetChart | None:
    """How far each promise came, beside one another; none where no figure is known."""
    if not any(line.attainment is not None for line in board.lines):
        return None
    rows = (2, len(board.lines) + 1)
    column = _COLUMNS.index("attainment") + 1
    return SheetChart(
        words.scoreboard.chart_attainment(),
        (_COLUMNS.index("commitment") + 1, *rows),
        [(_heading("attainment", words), column, *rows)],
        [bar_tone(line) for line in board.lines],
        "0%",
    )


def _past_chart(board: Board, words: Language) -> SheetChart | None:
    """The shares over the last periods, of promises that share these; none where there are none."""
    runs: dict[tuple[str, ...], list[tuple[ScoreLine, int]]] = {}
    row = 2
    for line in board.lines:
        if line.unit == "share" and sum(value is not None for value in line.history) > 1:
            runs.setdefault(line.history_labels, []).append((line, row))
        row += len(line.history)
    if not runs:
        return None
    labels, lines = max(runs.items(), key=lambda run: len(run[1]))
    drawn = lines[:_MOST_LINES]
    last = len(labels) - 1
    colours = ("sales", "marketing", "accent", "kept", "at_risk", "missed", "neutral", "faint")
    return SheetChart(
        words.scoreboard.chart_past(),
        (_OF_PAST.index("period") + 1, drawn[0][1], drawn[0][1] + last),
        [(line.name, _OF_PAST.index("actual") + 1, begin, begin + last) for line, begin in drawn],
        colours[: len(drawn)],
        "0%",
        lines=True,
    )


def _funnel_chart(board: Board, words: Language) -> SheetChart | None:
    rows = (2, len(board.stages) + 1)
    return SheetChart(
        words.scoreboard.chart_funnel(),
        (_OF_FUNNEL.index("stage") + 1, *rows),
        [(_heading("reached", words), _OF_FUNNEL.index("reached") + 1, *rows)],
        [stage.party for stage in board.stages],
        COUNT,
    )
