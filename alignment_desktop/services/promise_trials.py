"""A line of the scoreboard as if another limit or target had been promised."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import ClauseId, json_table
from alignment_desktop.domain.clauses import COMMITMENT, write_clause
from alignment_desktop.domain.measures import Pooling
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.trial_scales import TrialScale, scale_of_limit, scale_of_target
from alignment_desktop.measurement.trials import Trials, in_words, stating
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.scoreboard import line_tried
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.domain.limits import Limit
    from alignment_desktop.domain.scoreboard import ScoreLine
    from alignment_desktop.measurement.request import Workbench
    from alignment_desktop.measurement.results import CommitmentResult

_NO_TARGET = Target.parse(">= 0")


@dataclass(frozen=True, slots=True)
class Tried:
    """Other words of a commitment; what is None stands as it was promised.

    Attributes:
        limit: Another limit.
        target: Another target.
        period: The label of the one period whose own target is meant; empty: that of all which
            have none of their own.
    """

    limit: Limit | None = None
    target: Target | None = None
    period: str = ""

    def table(self, agreement: Agreement, key: str) -> dict[str, object]:
        """The commitment in these words, whole, as an edit of it takes them."""
        return json_table(write_clause(self._in(agreement.commitments[key])))

    def changes(self, agreement: Agreement, clause_id: ClauseId) -> bool:
        """Whether an agreement has the commitment, in other words than these."""
        kind, key = clause_id
        standing = agreement.commitments.get(key) if kind == COMMITMENT else None
        return standing is not None and self._in(standing) != standing

    def _in(self, standing: Commitment) -> Commitment:
        return in_words(standing, self.limit, self.target, self.period)


@dataclass(frozen=True, slots=True)
class Promised:
    """What of a commitment can be tried, and on which scales.

    Attributes:
        limit: Its limit; None where its figure does not hang on one that can be drawn.
        limit_scale: Of the limit.
        target: Its target, or that of one of its periods; None where these leads have none.
        target_scale: Of the target.
        period: The label of the one period whose own target that is; empty: it is that of all
            which have none of their own.
        each: How long the periods are, each of which is held against the target, where their sum
            is shown; empty: it is the very figure that is held against it.
    """

    limit: Limit | None = None
    limit_scale: TrialScale | None = None
    target: Target | None = None
    target_scale: TrialScale | None = None
    period: str = ""
    each: str = ""

    @classmethod
    def by(cls, commitment: Commitment | None, line: ScoreLine) -> Promised:
        """That of a commitment, as it is stated, behind a line of the scoreboard."""
        if commitment is None or line.target is None:
            return cls()
        measure = commitment.measured_by
        limit = commitment.limit if measure.has_clock and measure.takes_time else None
        limit_scale = scale_of_limit(limit) if limit is not None else None
        if limit_scale is None:
            limit = None
        stated = _stated_target(commitment, line)
        if stated is None:
            return cls(limit, limit_scale)
        target, period = stated
        each = commitment.every if _adds_up(line) else ""
        figures = [figure.value for figure in line.periods]
        if not each:
            figures.append(line.value)
        known = [figure for figure in figures if figure is not None]
        scale = scale_of_target(target, measure.value, known)
        if scale is None:
            return cls(limit, limit_scale)
        return cls(limit, limit_scale, target, scale, period, each)


def _adds_up(line: ScoreLine) -> bool:
    """Whether its figure is the sum of several periods, and its target that of theirs."""
    return line.measured_by.pooling is Pooling.ADDED and len(line.periods) > 1


def _stated_target(commitment: Commitment, line: ScoreLine) -> tuple[Target, str] | None:
    """The target that a line is held against, and the period that has it of its own, if one does.

    None where a sum stands beside targets that all periods have of their own.
    """
    own = dict(commitment.targets)
    if _adds_up(line):
        others = [figure.target for figure in line.periods if figure.period not in own]
        return (others[-1], "") if others else None
    measured = line.measured_by.pooling is Pooling.MEASURED and line.periods
    label = line.periods[-1].period if measured else line.period
    assert line.target is not None
    return line.target, label if label in own else ""


class PromiseTrials:
    """Tries limits and targets of one commitment over the days of a scoreboard.

    What is tried goes the same way as what is shown, so that both are one reckoning; the leads are
    judged and sorted by the first trial, and counted by each.

    Args:
        measured: The scoreboard.
        key: The commitment's key.
    """

    def __init__(self, measured: MeasuredBoard, key: str) -> None:
        self._measured, self._key = measured, key
        self._trials: dict[Hashable, Trials] = {}

    def line(self, tried: Tried) -> ScoreLine | None:
        """The line as if these words had been promised all along; None where there is none.

        Targets that single periods have of their own stand, unless one of them is what is tried.
        """

        def measuring(bench: Workbench) -> list[CommitmentResult]:
            result = self._trials_of(bench).stated(bench.request)
            return [result] if result is not None else []

        source = self._measured.source or self._measured.bench
        asked = stating(source.request, self._key, tried.limit, tried.target, tried.period)
        measured = replace(self._measured, source=source.asking(asked))
        return line_tried(measured, self._key, measuring)

    def _trials_of(self, bench: Workbench) -> Trials:
        request = bench.request
        stated = tuple(
            _without_tried(each.agreement.commitments.get(self._key)) for each in request.versions
        )
        asked = (request.first, request.last, request.period, request.pooled, stated)
        if asked not in self._trials:
            self._trials[asked] = Trials(bench, self._key)
        return self._trials[asked]


def _without_tried(commitment: Commitment | None) -> Commitment | None:
    """A commitment without the words that may be tried."""
    if commitment is None:
        return None
    return replace(commitment, limit=None, target=_NO_TARGET, targets=())
