"""The matrix of an agreement as it is drawn: its words, and how many leads stand in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import add

from alignment_desktop.charts import score_matrix as chart
from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import clause_name, display_name
from alignment_desktop.domain.score_matrix import (
    NO_GRADE,
    Band,
    GradeRow,
    ScoreMatrix,
    Tally,
    actions,
    score_matrix,
    threshold_for,
)
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.phrasing.scores import (
    action_text,
    band_text,
    grade_text,
    leads_text,
    leads_won_text,
    limits_text,
    short_band_text,
    won_text,
)
from alignment_desktop.words.language import Language

_EDGE = "edge."
_LEVELS = 4
Tallies = Sequence[Sequence[Tally]]
"""By row and band of a matrix."""


def drawn_matrix(
    agreement: Agreement,
    language: Language,
    width: float,
    tallies: Tallies | None = None,
    mark: chart.MatrixMark | None = None,
    proposed: Agreement | None = None,
) -> Drawing:
    """The matrix of an agreement.

    Args:
        agreement: With its grades and thresholds.
        language: In whose words.
        width: Of the drawing.
        tallies: How many leads stand in each cell; None: nobody knows.
        mark: What is pointed out; None: nothing ever is.
        proposed: The agreement with all that is proposed; None: nothing is.
    """
    matrix = score_matrix(agreement.grades.values(), agreement.thresholds.values())
    its = language.scores
    levels = action_levels(agreement)
    shown = [at for at in range(len(matrix.rows)) if _is_shown(matrix, at, tallies)]
    most = max((each.share or 0.0 for row in tallies or () for each in row), default=0.0)
    rows = []
    for at in shown:
        row = matrix.rows[at]
        own = None if tallies is None else tallies[at]
        made = chart.MatrixRow(
            grade_text(row, language),
            limits_text(row, language),
            tuple(
                _cell(
                    agreement,
                    matrix,
                    at,
                    band,
                    levels,
                    language,
                    own[band] if own is not None else None,
                    most,
                )
                for band in range(len(matrix.bands))
            ),
            _limit(row),
        )
        if proposed is not None:
            made = _with_proposed(made, agreement, proposed, matrix, at, language)
        if own is not None:
            total = _sum(own)
            made = replace(made, leads=leads_text(total, language), share=won_text(total, language))
        rows.append(made)
    columns = [
        _column(
            matrix.bands[at],
            None if tallies is None else [row[at] for row in tallies],
            language,
            first=not at,
        )
        for at in range(len(matrix.bands))
    ]
    legend = _legend(agreement, matrix, levels, language, tallies)
    words = its.grade(), its.all(), its.totals()
    drawing = chart.score_matrix(rows, columns, legend, width, words, mark)
    return replace(drawing, caption=its.caption())


def _with_proposed(
    made: chart.MatrixRow,
    agreement: Agreement,
    proposed: Agreement,
    matrix: ScoreMatrix,
    at: int,
    language: Language,
) -> chart.MatrixRow:
    """A row that says what would be otherwise as it is proposed."""
    then = score_matrix(proposed.grades.values(), proposed.thresholds.values())
    row = matrix.rows[at]
    other = then.row_of(row.grade)
    limits = limits_text(then.rows[other], language) if other is not None else ""
    cells = []
    for cell, band, held in zip(made.cells, matrix.bands, matrix.thresholds[at], strict=True):
        # A score of the band; of one without bounds on both sides it is the nearest whole one.
        score = band.low if band.low is not None else (band.high or 0.0) - 1
        wished = threshold_for(proposed.thresholds.values(), row.grade, score)
        was = action_text(agreement.thresholds[held] if held is not None else None, language)
        now = action_text(wished, language)
        if now != was:
            told = language.scores.cell_proposed(cell=cell.told, action=now)
            cell = replace(cell, proposed=now, told=told)
        cells.append(cell)
    changed = limits if limits != made.limits else ""
    return replace(made, cells=tuple(cells), proposed=changed)


def cell_key(row: int, band: int) -> str:
    """What the region of a cell is called."""
    return f"cell.{row}.{band}"


def cell_of(key: str) -> tuple[int, int] | None:
    """Row and band of a cell's region; None of another one."""
    name, _, rest = key.partition(".")
    if name != "cell":
        return None
    row, _, band = rest.partition(".")
    return int(row), int(band)


def edge_key(edge: float) -> str:
    """What the grip of a bound between two runs of scores is called."""
    return f"{_EDGE}{float(edge)!r}"


def edge_of(key: str) -> float | None:
    """The bound that a grip drags; None where it drags something else."""
    return float(key.removeprefix(_EDGE)) if key.startswith(_EDGE) else None


def action_levels(agreement: Agreement) -> Mapping[str | None, int]:
    """How urgent each threshold's action is, by key: 0 the first of the agreement, 3 the last."""
    done = list(actions(agreement.thresholds.values()).values())
    levels: dict[str | None, int] = {None: _LEVELS}
    for at, keys in enumerate(done):
        level = min(at, _LEVELS - 2)
        if at and at == len(done) - 1:
            level = _LEVELS - 1
        levels |= dict.fromkeys(keys, level)
    return levels


def _is_shown(matrix: ScoreMatrix, at: int, tallies: Tallies | None) -> bool:
    """Leads without a grade have a row where there are some, or where there is no other."""
    if matrix.rows[at].grade != NO_GRADE or len(matrix.rows) == 1:
        return True
    return tallies is not None and bool(_sum(tallies[at]).leads)


def _column(
    band: Band, tallies: Sequence[Tally] | None, language: Language, *, first: bool
) -> chart.MatrixColumn:
    its, name = language.scores, band_text(band, language)
    made = chart.MatrixColumn(
        its.score_band(range=name) if first and band != Band() else name,
        short_band_text(band, language),
        edge_key(band.low) if band.low is not None else "",
    )
    if tallies is None:
        return made
    total = _sum(tallies)
    number, share = number_text(total.leads, language), won_text(total, language)
    return replace(
        made,
        total=leads_won_text(total, language),
        short_total=its.short_total(number=number, share=share),
    )


def _limit(row: GradeRow) -> str:
    if not row.stated or not row.reached or row.low is None:
        return ""
    return clause_name("grade", row.grade)


def _cell(
    agreement: Agreement,
    matrix: ScoreMatrix,
    row: int,
    band: int,
    levels: Mapping[str | None, int],
    language: Language,
    tally: Tally | None,
    most: float,
) -> chart.MatrixCell:
    its = language.scores
    held = matrix.thresholds[row][band]
    name = action_text(agreement.thresholds[held] if held is not None else None, language)
    told = its.cell(
        grade=grade_text(matrix.rows[row], language),
        range=band_text(matrix.bands[band], language),
        action=name,
    )
    made = chart.MatrixCell(cell_key(row, band), name, levels[held], told)
    if tally is None:
        return made
    told = its.cell_leads(cell=told, leads=leads_won_text(tally, language))
    return replace(
        made,
        told=told,
        leads=leads_text(tally, language),
        count=number_text(tally.leads, language),
        share=won_text(tally, language),
        part=(tally.share or 0.0) / most if most else 0.0,
    )


def _legend(
    agreement: Agreement,
    matrix: ScoreMatrix,
    levels: Mapping[str | None, int],
    language: Language,
    tallies: Tallies | None,
) -> list[chart.MatrixAction]:
    found = []
    for (_, does), keys in actions(agreement.thresholds.values()).items():
        total = ""
        if tallies is not None:
            its = [
                tally
                for held, row in zip(matrix.thresholds, tallies, strict=True)
                for key, tally in zip(held, row, strict=True)
                if key in keys
            ]
            total = leads_won_text(_sum(its), language)
        name = display_name(agreement.thresholds[keys[0]])
        found.append(chart.MatrixAction(name, levels[keys[0]], does, total))
    return found


def _sum(tallies: Sequence[Tally]) -> Tally:
    return reduce(add, tallies, Tally())
