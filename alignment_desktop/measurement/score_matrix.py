"""How many leads stand in each cell of the matrix of grades and scores, and how many were won."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from alignment_desktop.domain.score_matrix import NO_GRADE, ScoreMatrix, Tally
from alignment_desktop.domain.scoring import ScoringRule
from alignment_desktop.measurement.scoring import FIT, GRADE, SCORE, points_column
from alignment_desktop.values import dataclass

WON = "won"
_LEADS, _ROW, _BAND = "leads", "row", "band"


@dataclass(frozen=True)
class Standing:
    """Leads by what decides their cell; leads that stand alike are one row.

    Attributes:
        frame: `fit` in points or null, `grade` as the file says it or null, `score` or null;
            `leads` and `won`, how many.
        by_fit: Whether grades follow from fit; else they are those of `grade`.
    """

    frame: pl.DataFrame
    by_fit: bool

    @property
    def total(self) -> Tally:
        """All of them."""
        return _tally(self.frame)


def standing(leads: pl.DataFrame, *, by_fit: bool) -> Standing:
    """Leads by what decides their cell.

    Args:
        leads: One row per lead: `fit`, `grade`, `score`, and `won`, whether a customer came of it.
        by_fit: Whether grades follow from fit; else they are those of `grade`.
    """
    decides = FIT if by_fit else GRADE
    other = GRADE if by_fit else FIT
    kept = {FIT: pl.Float64, GRADE: pl.String}
    grouped = leads.group_by(decides, SCORE).agg(
        pl.len().alias(_LEADS), pl.col(WON).sum().alias(WON)
    )
    grouped = grouped.with_columns(pl.lit(None, kept[other]).alias(other))
    return Standing(grouped.sort(decides, SCORE), by_fit)


def tallied(of: Standing, matrix: ScoreMatrix) -> tuple[tuple[Tally, ...], ...]:
    """What stands in each cell of a matrix, by row and band; leads without a score in none."""
    row = _row_of_fit(matrix) if of.by_fit else _row_of_grade(matrix)
    placed = of.frame.filter(pl.col(SCORE).is_not_null()).select(
        row.alias(_ROW), _band(matrix).alias(_BAND), _LEADS, WON
    )
    sums = placed.group_by(_ROW, _BAND).agg(pl.col(_LEADS).sum(), pl.col(WON).sum())
    found = {(at, band): Tally(leads, won) for at, band, leads, won in sums.iter_rows()}
    return tuple(
        tuple(found.get((at, band), Tally()) for band in range(len(matrix.bands)))
        for at in range(len(matrix.rows))
    )


def fired(leads: pl.DataFrame, rules: Iterable[ScoringRule]) -> dict[str, Tally]:
    """On how many leads each rule fired, and how many of those were won.

    Args:
        leads: One row per lead: the `points_column` of every rule, and `won`.
        rules: The rules.
    """
    return {
        rule.key: _tally(
            leads.filter(pl.col(points_column(rule.key)).is_not_null()).select(
                pl.lit(1).alias(_LEADS), WON
            )
        )
        for rule in rules
    }


def _tally(frame: pl.DataFrame) -> Tally:
    leads, won = frame.select(pl.col(_LEADS).sum(), pl.col(WON).sum()).row(0)
    return Tally(int(leads), int(won))


def _row_of_fit(matrix: ScoreMatrix) -> pl.Expr:
    bounds = [
        (row.low, at)
        for at, row in enumerate(matrix.rows)
        if row.stated and row.reached and row.low is not None
    ]
    below = next(
        (
            at
            for at, row in enumerate(matrix.rows)
            if row.stated and row.reached and row.low is None
        ),
        len(matrix.rows) - 1,
    )
    reached = [pl.when(pl.col(FIT) >= low).then(pl.lit(at)) for low, at in bounds]
    return pl.coalesce(*reached, pl.lit(below))


def _row_of_grade(matrix: ScoreMatrix) -> pl.Expr:
    named = {row.grade: at for at, row in enumerate(matrix.rows) if row.grade != NO_GRADE}
    last = len(matrix.rows) - 1
    folded = pl.col(GRADE).str.strip_chars().str.to_lowercase()
    return folded.replace_strict(named, default=last, return_dtype=pl.Int64)


def _band(matrix: ScoreMatrix) -> pl.Expr:
    above = [(pl.col(SCORE) >= edge).cast(pl.Int64) for edge in matrix.edges]
    return pl.sum_horizontal(pl.lit(0, pl.Int64), *above)
