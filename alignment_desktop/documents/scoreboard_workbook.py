"""The scoreboard as an Excel workbook: figures are numbers, in formats that show their unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.figures import WHOLE, digits_beside
from alignment_desktop.phrasing.verdicts import judged_text, verdict_text
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import Language, capital
from alignment_desktop.words.language import language as language_of

_SHARE, _DURATION, _COUNT = "0.0%", "[h]:mm:ss", "#,##0"
_DAY = 86_400
# Codes of the headings of columns, with the widths of the columns.
_LEADS = {"met": 9, "not-met": 9, "open": 9, "counted": 9, "excluded": 9}
_COLUMNS = {
    "owner": 12, "commitment": 34, "period": 12, "status": 15, "judged": 24, "periods-kept": 9,
    "periods-judged": 9, "target": 14, "actual": 14, "unit": 10, "attainment": 12, **_LEADS,
    "low": 10, "high": 10,
}  # fmt: skip
_OF_PERIODS = {
    "owner": 12, "commitment": 34, "period": 12, "status": 15, "target": 14, "actual": 14, **_LEADS,
}  # fmt: skip
_OF_PAST = {"owner": 12, "commitment": 34, "period": 12, "actual": 14}
_OF_FUNNEL = {"stage": 28, "owner": 12, "reached": 22, "share-before": 26, "entered": 12}
_ABOUT = {"what": 22, "value": 60}


@dataclass(frozen=True, slots=True)
class _Cell:
    value: str | float | int | datetime | None
    format: str = ""


def write_scoreboard(path: Path, board: Board, language: str = ENGLISH) -> None:
    """Writes a scoreboard; an older file at `path` is replaced.

    Sheets: the commitments, the periods that they are judged by, the figures of the last periods,
    the funnel where there is one, and what the figures stand on. Durations are fractions of a day
    shown in hours, shares are numbers from 0 to 1.

    Args:
        path: Where to; the folder must exist.
        board: What to write.
        language: The code of the agreement's language.

    Raises:
        Problem: `output-folder-missing`, `output-refused`; what was at `path` is still there then.
    """
    import openpyxl

    words = language_of(language)
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = (
        ("scoreboard", _COLUMNS, [_line(line, words) for line in board.lines]),
        ("periods", _OF_PERIODS, [row for line in board.lines for row in _periods(line, words)]),
        ("past", _OF_PAST, [row for line in board.lines for row in _past(line, words)]),
        ("funnel", _OF_FUNNEL, _stages(board, words)),
        ("about", _ABOUT, _about(board, words)),
    )
    for name, columns, rows in sheets:
        if rows or name == "scoreboard":
            _sheet(book, name, columns, rows, words)
    with replacing(path, ENDING) as temporary:
        temporary.write_bytes(content_of(book))


def _sheet(
    book: Any,
    name: str,
    columns: Mapping[str, int],
    rows: Iterable[Sequence[_Cell]],
    words: Language,
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(words.say(f"scoreboard.sheet-{name}"))
    for column, (code, width) in enumerate(columns.items(), start=1):
        head = sheet.cell(1, column, _heading(code, words))
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


def _heading(code: str, words: Language) -> str:
    """What a column, or a line of facts, is called: as everywhere, or as in this workbook alone."""
    everywhere = f"headings.{code}"
    return words.say(everywhere if words.has(everywhere) else f"scoreboard.{code}")


def _figure(value: float | None, unit: str | None, target: Target | None = None) -> _Cell:
    """A figure as a number: durations in days, as a sheet keeps them.

    Beside its target it is shown with the digits that it takes to be on its side of it.
    """
    if value is None:
        return _Cell(None)
    whole = unit is None and value == round(value)
    digits = {"share": 1, "seconds": 0}.get(unit or "", 0 if whole else 2)
    if target is not None:
        digits = digits_beside(value, unit, target, digits)
    decimals = f".{'0' * digits}" if digits else ""
    if unit == "share":
        return _Cell(value, f"0{decimals}%")
    if unit == "seconds":
        return _Cell(value / _DAY, f"{_DURATION}{decimals}")
    return _Cell(value, f'{_COUNT}{decimals} "{unit}"' if unit else f"{_COUNT}{decimals}")


def _line(line: ScoreLine, words: Language) -> list[_Cell]:
    unit = (
        words.say(f"scoreboard.unit-{line.unit}")
        if line.unit in ("share", "seconds")
        else line.unit or ""
    )
    target = line.target.value if line.target else None
    verdict = line.verdict
    return [
        _Cell(choice_text(line.party, words)),
        _Cell(line.name),
        _Cell(line.period),
        _Cell(capital(verdict_text(verdict.word, words))),
        _Cell(capital(judged_text(line, words))),
        _Cell(verdict.kept, _COUNT),
        _Cell(verdict.judged, _COUNT),
        _figure(target, line.unit),
        _figure(line.value, line.unit, line.target),
        _Cell(unit),
        _figure(line.attainment, "share", WHOLE),
        *_leads(line),
        _figure(line.low, "share", line.target),
        _figure(line.high, "share", line.target),
    ]


def _leads(counted: ScoreLine | PeriodFigure) -> list[_Cell]:
    """How many leads met what was promised; blank for measures that are no share."""
    numbers = (counted.kept, counted.missed, counted.open, counted.eligible, counted.excluded)
    return [_Cell(number, _COUNT) for number in numbers]


def _periods(line: ScoreLine, words: Language) -> list[list[_Cell]]:
    """The periods that a promise is judged by, where it has several."""
    if len(line.periods) < 2:
        return []
    return [
        [
            _Cell(choice_text(line.party, words)),
            _Cell(line.name),
            _Cell(each.period),
            _Cell(capital(verdict_text(each.word, words))),
            _figure(each.target.value, line.unit),
            _figure(each.value, line.unit, each.target),
            *_leads(each),
        ]
        for each in line.periods
    ]


def _past(line: ScoreLine, words: Language) -> list[list[_Cell]]:
    return [
        [
            _Cell(choice_text(line.party, words)),
            _Cell(line.name),
            _Cell(label),
            _figure(value, line.unit),
        ]
        for label, value in zip(line.history_labels, line.history, strict=True)
    ]


def _stages(board: Board, words: Language) -> list[list[_Cell]]:
    rows = []
    before: int | None = None
    for stage in board.stages:
        share = stage.reached / before if before else None
        rows.append(
            [
                _Cell(stage.name),
                _Cell(choice_text(stage.party, words)),
                _Cell(stage.reached, _COUNT),
                _Cell(share, _SHARE),
                _Cell(stage.entered, _COUNT),
            ]
        )
        before = stage.reached
    return rows


def _about(board: Board, words: Language) -> list[list[_Cell]]:
    facts = {
        "organisation": board.organisation,
        "agreement": board.label,
        "period": board.period or words.scoreboard.whole(),
        "from": board.start.isoformat(),
        "to": board.end.isoformat(),
        "as-of": board.as_of,
        "segment": dict(board.segments).get(board.segment or "", words.scoreboard.all_leads()),
        "imports": str(board.batches),
    }
    return [[_Cell(_heading(code, words)), _Cell(value)] for code, value in facts.items() if value]
