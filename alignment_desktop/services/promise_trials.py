"""A line of the scoreboard as if another limit or target had been promised."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import ClauseId, json_table
from alignment_desktop.domain.clauses import COMMITMENT, write_clause
from alignment_desktop.domain.measures import ValueKind
from alignment_desktop.domain.trial_scales import TrialScale, scale_of_limit, scale_of_target
from alignment_desktop.measurement.trials import Trials
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.measuring import stated_in
from alignment_desktop.services.scoreboard import line_tried
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.domain.limits import Limit
    from alignment_desktop.domain.scoreboard import ScoreLine
    from alignment_desktop.domain.targets import Target
    from alignment_desktop.measurement.request import Workbench
    from alignment_desktop.measurement.results import CommitmentResult


@dataclass(frozen=True, slots=True)
class Tried:
    """Other words of a commitment; what is None stands as it was promised.

    Attributes:
        limit: Another limit.
        target: Another target.
    """

    limit: Limit | None = None
    target: Target | None = None

    def table(self, agreement: Agreement, key: str) -> dict[str, object]:
        """The commitment in these words, whole, as an edit of it takes them."""
        return json_table(write_clause(self._in(agreement.commitments[key])))

    def changes(self, agreement: Agreement, clause_id: ClauseId) -> bool:
        """Whether an agreement has the commitment, in other words than these."""
        kind, key = clause_id
        standing = agreement.commitments.get(key) if kind == COMMITMENT else None
        return standing is not None and self._in(standing) != standing

    def _in(self, standing: Commitment) -> Commitment:
        return replace(
            standing, limit=self.limit or standing.limit, target=self.target or standing.target
        )


@dataclass(frozen=True, slots=True)
class Promised:
    """What of a commitment can be tried, and on which scales.

    Attributes:
        limit: Its limit; None where its figure does not hang on one that can be drawn.
        limit_scale: Of the limit.
        target: Its target; None where it is neither a share nor a time.
        target_scale: Of the target.
    """

    limit: Limit | None = None
    limit_scale: TrialScale | None = None
    target: Target | None = None
    target_scale: TrialScale | None = None

    @classmethod
    def by(cls, commitment: Commitment | None, target: Target | None) -> Promised:
        """That of a commitment, held against a target, as a line of the scoreboard is."""
        if commitment is None or target is None:
            return cls()
        measure = commitment.measured_by
        limit = commitment.limit if measure.has_clock and measure.takes_time else None
        limit_scale = scale_of_limit(limit) if limit is not None else None
        fits = measure.value in (ValueKind.SHARE, ValueKind.DURATION)
        target_scale = scale_of_target(target) if fits else None
        return cls(
            limit if limit_scale else None,
            limit_scale,
            target if target_scale else None,
            target_scale,
        )


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
        source = measured.source or measured.bench
        self._standing = stated_in(source.request.versions, key)

    def line(self, tried: Tried) -> ScoreLine | None:
        """The line as if these words had been promised all along; None where there is none.

        Targets that single periods have of their own stand.
        """

        def measuring(bench: Workbench) -> list[CommitmentResult]:
            result = self._trials_of(bench).result(
                limit=tried.limit, target=self._target(bench, tried)
            )
            return [result] if result is not None else []

        return line_tried(self._measured, self._key, measuring)

    def _target(self, bench: Workbench, tried: Tried) -> Target | None:
        """The target tried, unless these days are held against one that a period has of its own."""
        asked = stated_in(bench.request.versions, self._key)
        own = asked is None or self._standing is None or asked.target != self._standing.target
        return None if own else tried.target

    def _trials_of(self, bench: Workbench) -> Trials:
        request = bench.request
        stated = tuple(each.agreement.commitments.get(self._key) for each in request.versions)
        asked = (request.first, request.last, request.period, stated)
        if asked not in self._trials:
            self._trials[asked] = Trials(bench, self._key)
        return self._trials[asked]
