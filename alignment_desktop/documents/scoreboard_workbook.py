"""The scoreboard as an Excel workbook: figures are numbers, in formats that show their unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alignment_desktop.documents.output_files import replacing
from alignment_desktop.documents.workbook import (
    ENDING,
    HEADER_FILL,
    content_of,
    for_print,
    writable,
)
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.phrasing.language import capital, language
from alignment_desktop.phrasing.verdicts import judged_text, verdict_text

_PARTIES = {"sales": "Sales", "marketing": "Marketing", "shared": "Shared"}
_SHARE, _DURATION, _COUNT = "0.0%", "[h]:mm:ss", "#,##0"
_DAY = 86_400
_LEADS = ("Leads met", "Leads not met", "Leads open", "Counted", "Excluded")
_LEADS_WIDTHS = (9, 9, 9, 9, 9)
_HEADER = (
    "Owner", "Commitment", "Period", "Status", "Judged", "Periods kept", "Periods judged",
    "Target", "Actual", "Unit", "Attainment", *_LEADS, "95 % from", "95 % to",
)  # fmt: skip
_WIDTHS = (12, 34, 12, 15, 24, 9, 9, 14, 14, 10, 12, *_LEADS_WIDTHS, 10, 10)
_PERIODS_HEADER = ("Owner", "Commitment", "Period", "Status", "Target", "Actual", *_LEADS)
_PERIODS_WIDTHS = (12, 34, 12, 15, 14, 14, *_LEADS_WIDTHS)


@dataclass(frozen=True, slots=True)
class _Cell:
    value: str | float | int | datetime | None
    format: str = ""


def write_scoreboard(path: Path, board: Board) -> None:
    """Writes a scoreboard; an older file at `path` is replaced.

    Sheets: the commitments, the periods that they are judged by, the figures of the last periods,
    the funnel where there is one, and what the figures stand on. Durations are fractions of a day
    shown in hours, shares are numbers from 0 to 1.

    Args:
        path: Where to; the folder must exist.
        board: What to write.

    Raises:
        Problem: `output-folder-missing`, `output-refused`; what was at `path` is still there then.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    _sheet(book, "Scoreboard", _HEADER, map(_line, board.lines), _WIDTHS)
    periods = [row for line in board.lines for row in _periods(line)]
    if periods:
        _sheet(book, "Periods", _PERIODS_HEADER, periods, _PERIODS_WIDTHS)
    past = [row for line in board.lines for row in _past(line)]
    if past:
        header = ("Owner", "Commitment", "Period", "Actual")
        _sheet(book, "Past periods", header, past, (12, 34, 12, 14))
    if board.stages:
        titles = ("Stage", "Owner", "Came so far (cohort)", "Share of the stage before", "Entered")
        _sheet(book, "Funnel", titles, _stages(board), (28, 12, 22, 26, 12))
    _sheet(book, "About", ("What", "Value"), _about(board), (22, 60))
    with replacing(path, ENDING) as temporary:
        temporary.write_bytes(content_of(book))


def _sheet(
    book: Any,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[_Cell]],
    widths: Sequence[int],
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for column, (title, width) in enumerate(zip(header, widths, strict=True), start=1):
        head = sheet.cell(1, column, title)
        head.font, head.fill = Font(bold=True), PatternFill("solid", start_color=HEADER_FILL)
        head.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for at, row in enumerate(rows, start=2):
        for column, cell in enumerate(row, start=1):
            written = sheet.cell(at, column)
            written.value = writable(cell.value)
            if isinstance(cell.value, str):
                # openpyxl would take text that begins with "=" for a formula.
                written.data_type = "s"
                written.alignment = Alignment(vertical="top", wrap_text=True)
            if cell.format:
                written.number_format = cell.format
    sheet.freeze_panes = "A2"
    for_print(sheet)


def _figure(value: float | None, unit: str | None) -> _Cell:
    """A figure as a number: durations in days, as a sheet keeps them."""
    if value is None:
        return _Cell(None)
    if unit == "share":
        return _Cell(value, _SHARE)
    if unit == "seconds":
        return _Cell(value / _DAY, _DURATION)
    if unit:
        return _Cell(value, f'#,##0.00 "{unit}"')
    return _Cell(value, _COUNT if value == round(value) else "#,##0.00")


def _line(line: ScoreLine) -> list[_Cell]:
    unit = {"share": "share", "seconds": "hours", None: ""}.get(line.unit, line.unit)
    target = line.target.value if line.target else None
    verdict = line.verdict
    return [
        _Cell(_PARTIES[line.party]),
        _Cell(line.name),
        _Cell(line.period),
        _Cell(capital(verdict_text(verdict.word, language()))),
        _Cell(capital(judged_text(line, language()))),
        _Cell(verdict.kept, _COUNT),
        _Cell(verdict.judged, _COUNT),
        _figure(target, line.unit),
        _figure(line.value, line.unit),
        _Cell(unit),
        _Cell(line.attainment, _SHARE),
        *_leads(line),
        _Cell(line.low, _SHARE),
        _Cell(line.high, _SHARE),
    ]


def _leads(counted: ScoreLine | PeriodFigure) -> list[_Cell]:
    """How many leads met what was promised; blank for measures that are no share."""
    numbers = (counted.kept, counted.missed, counted.open, counted.eligible, counted.excluded)
    return [_Cell(number, _COUNT) for number in numbers]


def _periods(line: ScoreLine) -> list[list[_Cell]]:
    """The periods that a promise is judged by, where it has several."""
    if len(line.periods) < 2:
        return []
    return [
        [
            _Cell(_PARTIES[line.party]),
            _Cell(line.name),
            _Cell(each.period),
            _Cell(capital(verdict_text(each.word, language()))),
            _figure(each.target.value, line.unit),
            _figure(each.value, line.unit),
            *_leads(each),
        ]
        for each in line.periods
    ]


def _past(line: ScoreLine) -> list[list[_Cell]]:
    return [
        [_Cell(_PARTIES[line.party]), _Cell(line.name), _Cell(label), _figure(value, line.unit)]
        for label, value in zip(line.history_labels, line.history, strict=True)
    ]


def _stages(board: Board) -> list[list[_Cell]]:
    rows = []
    before: int | None = None
    for stage in board.stages:
        share = stage.reached / before if before else None
        rows.append(
            [
                _Cell(stage.name),
                _Cell(_PARTIES[stage.party]),
                _Cell(stage.reached, _COUNT),
                _Cell(share, _SHARE),
                _Cell(stage.entered, _COUNT),
            ]
        )
        before = stage.reached
    return rows


def _about(board: Board) -> list[list[_Cell]]:
    segment = dict(board.segments).get(board.segment or "", "all leads")
    facts = {
        "Organisation": board.organisation,
        "Agreement": board.label,
        "Period": board.period or "whole agreement",
        "From": board.start.isoformat(),
        "To": board.end.isoformat(),
        "As of": board.as_of,
        "Segment": segment,
        "Imports": str(board.batches),
    }
    return [[_Cell(name), _Cell(value)] for name, value in facts.items() if value]
