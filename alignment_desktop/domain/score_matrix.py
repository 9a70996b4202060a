"""The matrix of scoring: a row for each grade, a column for each run of scores, an action in each.

Nothing of it is stated as such: rows come from the grades, columns from the bounds of thresholds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoring import (
    Grade,
    Scores,
    Threshold,
    grades_by_rank,
    thresholds_by_rank,
)
from alignment_desktop.values import dataclass

NO_GRADE = ""
"""The row of leads that no grade holds for."""
Action = tuple[str, str]
"""The name of a threshold and what it says is done; several thresholds may say the same."""


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A row of the matrix.

    Attributes:
        grade: What the grade is called, in lower case; `NO_GRADE` where none holds.
        low: From how many points of fit it holds; None: from the lowest, or no clause says.
        high: Below how many; None: up to the highest, or no clause says.
        stated: Whether there is a clause of that grade.
        reached: Whether any fit leads there: of two grades with one bound only the first is.
    """

    grade: str
    low: float | None = None
    high: float | None = None
    stated: bool = False
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A column: scores from `low`, included, to `high`, not included; None: without a bound."""

    low: float | None = None
    high: float | None = None

    def holds(self, score: float) -> bool:
        """Whether a score lies in it."""
        above = self.low is None or score >= self.low
        return above and (self.high is None or score < self.high)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many leads, and how many of them were won."""

    leads: int = 0
    won: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.leads + other.leads, self.won + other.won)

    @property
    def share(self) -> float | None:
        """The share that was won; None of no leads."""
        return self.won / self.leads if self.leads else None


@dataclass(frozen=True)
class ScoreMatrix:
    """Grades by scores.

    Attributes:
        rows: The highest grade first, then grades that only thresholds name, leads without one.
        bands: The lowest scores first.
        thresholds: By row and band the key of the threshold that holds there; None: none does.
    """

    rows: tuple[GradeRow, ...]
    bands: tuple[Band, ...]
    thresholds: tuple[tuple[str | None, ...], ...]

    def row_of(self, grade: str | None) -> int | None:
        """The row of a grade; None where it has none."""
        wanted = folded(grade or NO_GRADE)
        found = (at for at, row in enumerate(self.rows) if row.grade == wanted)
        return next(found, None)

    def band_of(self, score: float) -> int:
        """The band in which a score lies."""
        return next(at for at, band in enumerate(self.bands) if band.holds(score))

    @property
    def edges(self) -> tuple[float, ...]:
        """The bounds between bands, the lowest first."""
        return tuple(band.low for band in self.bands if band.low is not None)


def score_matrix(grades: Iterable[Grade], thresholds: Iterable[Threshold]) -> ScoreMatrix:
    """The matrix that grades and thresholds make."""
    tried = thresholds_by_rank(thresholds)
    rows = (*_rows(list(grades), tried), GradeRow(NO_GRADE))
    bands = _bands(tried)
    cells = tuple(tuple(_key(_holder(tried, row.grade, band)) for band in bands) for row in rows)
    return ScoreMatrix(rows, bands, cells)


def actions(thresholds: Iterable[Threshold]) -> dict[Action, tuple[str, ...]]:
    """What is done with leads, in the order of the agreement; and the thresholds that say so."""
    found: dict[Action, tuple[str, ...]] = {}
    for each in thresholds:
        done = each.name, each.action
        found[done] = (*found.get(done, ()), each.key)
    return found


def threshold_for(
    thresholds: Iterable[Threshold], grade: str | None, score: float
) -> Threshold | None:
    """The threshold that holds for a grade and a score; None where none does."""
    wanted = folded(grade or NO_GRADE)
    tried = thresholds_by_rank(thresholds)
    return next((each for each in tried if _takes(each, wanted, score)), None)


def grade_for(grades: Iterable[Grade], fit: float) -> str | None:
    """The key of the grade that so many points of fit give; None where none holds."""
    bounds, below = grades_by_rank(grades)
    return next((key for bound, key in bounds if fit >= bound), below)


def with_edge(thresholds: Iterable[Threshold], edge: float, to: float) -> dict[str, Threshold]:
    """The thresholds that change where a bound between two bands moves, by key.

    Raises:
        Problem: `bound-out-of-order`, where it would pass the bound of another band.
    """
    given = list(thresholds)
    edges = score_matrix((), given).edges
    _require_between(edges, edge, to)
    moved = {}
    for each in given:
        low, high = (to if bound == edge else bound for bound in (each.score.from_, each.score.to))
        if Scores(from_=low, to=high) != each.score:
            moved[each.key] = replace(each, score=Scores(from_=low, to=high))
    return moved


def with_limit(grades: Iterable[Grade], key: str, to: float) -> Grade:
    """A grade with another bound.

    Raises:
        Problem: `bound-out-of-order`, where it would pass the bound of another grade.
    """
    given = {each.key: each for each in grades}
    bounds, _ = grades_by_rank(given.values())
    own = given[key].from_
    assert own is not None  # only a grade with a bound has one to be moved
    _require_between([bound for bound, _ in reversed(bounds)], own, to)
    return replace(given[key], from_=to)


@dataclass(frozen=True)
class CellEdits:
    """What thresholds have to say so that a cell has another action.

    Attributes:
        changed: Thresholds that change, by key.
        added: Further ones; their keys are those of the ones that they are copies of.
    """

    changed: tuple[Threshold, ...] = ()
    added: tuple[Threshold, ...] = ()


def with_action(
    grades: Sequence[Grade], thresholds: Sequence[Threshold], row: int, band: int, action: str
) -> CellEdits:
    """The fewest edits of thresholds after which one cell has the action of another threshold.

    Each way is tried on the matrix; the first one counts that changes this very cell and no other.

    Args:
        grades: The grades of the agreement.
        thresholds: Its thresholds, in its order.
        row: The cell's row in `score_matrix`.
        band: Its band there.
        action: The key of the threshold whose action it is to have.

    Raises:
        Problem: `cell-not-settable`, where no such way is known.
    """
    matrix = score_matrix(grades, thresholds)
    given = {each.key: each for each in thresholds}
    held = matrix.thresholds[row][band]
    wished = _action(given[action])
    if held is not None and _action(given[held]) == wished:
        return CellEdits()
    found = []
    for target in (each.key for each in thresholds if _action(each) == wished):
        cell = _Cell(matrix, thresholds, row, band, target)
        found += [next(filter(cell.sets, cell.ways()), None)]
    ways = [edits for edits in found if edits is not None]
    if not ways:
        raise Problem("cell-not-settable")
    # A further clause is more to read than a change of one that is there.
    return min(ways, key=lambda edits: len(edits.changed) + 2 * len(edits.added))


class _Cell:
    """A cell, and the ways to give it another action."""

    def __init__(
        self,
        matrix: ScoreMatrix,
        thresholds: Sequence[Threshold],
        row: int,
        band: int,
        action: str,
    ) -> None:
        given = {each.key: each for each in thresholds}
        held = matrix.thresholds[row][band]
        self._matrix = matrix
        self._given = given
        self._row = row
        self._band = matrix.bands[band]
        self.grade = matrix.rows[row].grade
        self.holder = given[held] if held is not None else None
        self.target = given[action]

    def ways(self) -> Iterator[CellEdits]:
        """From the smallest to the largest."""
        holder, grade, band = self.holder, self.grade, self._band
        run = Scores(from_=band.low, to=band.high)
        more = replace(self.target, grades=self._and_this(self.target))
        wide = replace(self.target, score=self._widened(self.target.score))
        own = replace(self.target, grades=(grade.upper(),), score=run)
        yield CellEdits((more,))
        yield CellEdits((wide,))
        if holder is None:
            yield CellEdits(added=(own,))
            return
        less = replace(holder, grades=self._others(holder))
        short = replace(holder, score=self._shortened(holder.score))
        for gives in (less, short):
            yield CellEdits((gives,))
        for gives in (less, short):
            for takes in (more, wide):
                yield CellEdits((takes, gives))
        yield CellEdits(added=(own,))
        for gives in (less, short):
            yield CellEdits((gives,), (own,))
        yield CellEdits((less,), (own, *self._rest(holder)))
        yield CellEdits((replace(holder, name=self.target.name, action=self.target.action),))

    def sets(self, edits: CellEdits) -> bool:
        """Whether after edits this cell has the action wished, and every other the one it had."""
        changed = {each.key: each for each in edits.changed}
        if any(not _possible(each) for each in (*edits.changed, *edits.added)):
            return False
        before = thresholds_by_rank(self._given.values())
        after = [changed.get(key, each) for key, each in self._given.items()]
        after = thresholds_by_rank([*after, *edits.added])
        runs = _bands([*before, *after])
        for at, row in enumerate(self._matrix.rows):
            for run in runs:
                here = at == self._row and self._within(run)
                wanted = self.target if here else _holder(before, row.grade, run)
                if _action(_holder(after, row.grade, run)) != _action(wanted):
                    return False
        return True

    def _within(self, run: Band) -> bool:
        own = Scores(from_=self._band.low, to=self._band.high)
        return _spans(own, run)

    def _and_this(self, target: Threshold) -> tuple[str, ...]:
        if _graded(target, self.grade):
            return target.grades
        return (*target.grades, self.grade.upper())

    def _others(self, holder: Threshold) -> tuple[str, ...]:
        named = holder.grades or [row.grade.upper() for row in self._matrix.rows if row.grade]
        # None left means every grade, which is found to be no way then.
        return tuple(name for name in named if folded(name) != self.grade)

    def _widened(self, score: Scores) -> Scores:
        if score.from_ is not None and score.from_ == self._band.high:
            return replace(score, from_=self._band.low)
        if score.to is not None and score.to == self._band.low:
            return replace(score, to=self._band.high)
        return score

    def _shortened(self, score: Scores) -> Scores:
        if score.from_ == self._band.low and self._band.high is not None:
            return replace(score, from_=self._band.high)
        if score.to == self._band.high and self._band.low is not None:
            return replace(score, to=self._band.low)
        return score

    def _rest(self, holder: Threshold) -> Iterator[Threshold]:
        """What the holder keeps in this row, on both sides of the cell."""
        low, high = holder.score.from_, holder.score.to
        for run in (Scores(from_=low, to=self._band.low), Scores(from_=self._band.high, to=high)):
            if _bottom(run.from_) < _top(run.to) and (run.from_, run.to) != (low, high):
                yield replace(holder, grades=(self.grade.upper(),), score=run)


def _possible(threshold: Threshold) -> bool:
    """Whether a threshold can be stated: no grade is called nothing, and its scores are some."""
    return "" not in threshold.grades and _bottom(threshold.score.from_) < _top(threshold.score.to)


def _require_between(bounds: Sequence[float], own: float, to: float) -> None:
    at = bounds.index(own)
    low = bounds[at - 1] if at else -math.inf
    high = bounds[at + 1] if at + 1 < len(bounds) else math.inf
    if not low < to < high:
        raise Problem("bound-out-of-order", value=to)


def _rows(grades: Sequence[Grade], thresholds: Iterable[Threshold]) -> Iterator[GradeRow]:
    bounds, below = grades_by_rank(grades)
    reached = [key for _, key in bounds]
    highs = [math.inf, *(bound for bound, _ in bounds)]
    for (low, key), high in zip(bounds, highs, strict=False):
        yield GradeRow(key, low, None if high == math.inf else high, stated=True)
    if below is not None:
        reached.append(below)
        yield GradeRow(below, None, bounds[-1][0] if bounds else None, stated=True)
    for each in grades:
        if each.key not in reached:
            yield GradeRow(each.key, each.from_, stated=True, reached=False)
    known = {each.key for each in grades}
    named = sorted({folded(name) for each in thresholds for name in each.grades} - known)
    for name in named:
        yield GradeRow(name, reached=not grades)


def _bands(thresholds: Iterable[Threshold]) -> tuple[Band, ...]:
    runs = [each.score for each in thresholds]
    edges = sorted({edge for run in runs for edge in (run.from_, run.to) if edge is not None})
    return tuple(Band(low, high) for low, high in pairwise((None, *edges, None)))


def _holder(tried: Iterable[Threshold], grade: str, band: Band) -> Threshold | None:
    """Which of thresholds in their order holds in a cell; none of their bounds lies inside it."""
    return next((each for each in tried if _graded(each, grade) and _spans(each.score, band)), None)


def _spans(run: Scores, band: Band) -> bool:
    return _bottom(run.from_) <= _bottom(band.low) and _top(band.high) <= _top(run.to)


def _takes(threshold: Threshold, grade: str, score: float) -> bool:
    run = Band(threshold.score.from_, threshold.score.to)
    return _graded(threshold, grade) and run.holds(score)


def _graded(threshold: Threshold, grade: str) -> bool:
    return not threshold.grades or grade in map(folded, threshold.grades)


def _bottom(bound: float | None) -> float:
    return -math.inf if bound is None else bound


def _top(bound: float | None) -> float:
    return math.inf if bound is None else bound


def _key(threshold: Threshold | None) -> str | None:
    return threshold.key if threshold is not None else None


def _action(threshold: Threshold | None) -> Action | None:
    return (threshold.name, threshold.action) if threshold is not None else None
