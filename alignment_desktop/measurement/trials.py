"""Another limit or target for one commitment: what it would come to, without measuring again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.attainment import blank_results, measure_at
from alignment_desktop.measurement.clock_time import ClockTime
from alignment_desktop.measurement.commitment_leads import starting_leads
from alignment_desktop.measurement.date_only import STOP
from alignment_desktop.measurement.lead_states import (
    EXCLUDED,
    KEPT,
    MISSED,
    OPEN,
    STATES,
    UNTIL,
    left_out,
    stopped_in_time,
    with_end,
)
from alignment_desktop.measurement.period_results import judged, result_of
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.results import CommitmentResult
from alignment_desktop.measurement.tally import Tally
from alignment_desktop.measurement.versions import Plan, Slice, VersionInForce

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from alignment_desktop.domain.limits import Limit
    from alignment_desktop.domain.periods import Period
    from alignment_desktop.domain.targets import Target

_WITHIN = "within"
_Counts = Counter[tuple[int, str]]
"""How many leads of a period (by its index) are in a state."""


class Trials:
    """Tries limits and targets of one commitment.

    The time that each clock used is worked out and sorted once; how many used no more than a limit
    is then found by binary search. Limits in business days are judged by their due moments, once
    for each number of days; measures other than `within` are measured once for each limit.

    Args:
        bench: The evidence, with the versions and days that are measured.
        key: The commitment.
    """

    def __init__(self, bench: Workbench, key: str) -> None:
        self._bench = bench.asking(replace(bench.request, only=key, by=None))
        self._key = key
        self._clocks: dict[tuple[int, bool, bool, bool], _Clocks] = {}
        self._measured: dict[Hashable, CommitmentResult] = {}

    def result(
        self, *, limit: Limit | None = None, target: Target | None = None
    ) -> CommitmentResult | None:
        """What the commitment would have come to, in every version that states it.

        Targets that single periods have of their own stand.

        Args:
            limit: The limit tried; that which stands where None.
            target: The target tried; that which stands where None.

        Returns:
            As `measure` gives it with these words, without the parts of a clock; what is noted
            beside a figure may be missing, but never why there is none. None where the commitment
            has no period in these days.

        Raises:
            Problem: `unknown-commitment`, `no-such-period`.
        """
        return self.stated(stating(self._bench.request, self._key, limit, target))

    def stated(self, request: Request) -> CommitmentResult | None:
        """The same in the words of a request that says otherwise what is tried, and nothing else.

        Args:
            request: Of the same days; its versions may state other limits and targets, those of
                single periods among them.

        Raises:
            Problem: `unknown-commitment`, `no-such-period`.
        """
        bench = self._bench.asking(replace(request, only=self._key, by=None))
        plan = next(iter(bench.request.plans()), None)
        if plan is None:
            return None
        if all(part.commitment.measure == _WITHIN for part in plan.slices):
            return self._counted(bench, plan)
        judging = _judging(plan)
        if judging not in self._measured:
            (self._measured[judging],) = measure_at(bench)
        return _held_against(bench, plan, self._measured[judging])

    def _counted(self, bench: Workbench, plan: Plan) -> CommitmentResult:
        periods = [period for period, _ in plan.periods]
        counts, without = _Counts(), set[int]()
        notes: list[Problem] = []
        for index, part in enumerate(plan.slices):
            try:
                counts += self._clocks_of(index, bench, part, periods).counted(part)
            except Problem as problem:
                without.update(part.periods)
                note = problem.with_facts(commitment=self._key)
                if (note.code, note.facts) not in [(each.code, each.facts) for each in notes]:
                    notes.append(note)
        entries = []
        for index, (blank, (_, commitment)) in enumerate(
            zip(blank_results(bench, plan), plan.periods, strict=True)
        ):
            kept, missed, still_open, excluded = (counts[index, state] for state in STATES)
            whole = kept + missed + still_open + excluded
            tally = Tally(whole, (kept, missed, still_open, excluded))
            entry = blank if index in without else result_of(blank, tally, commitment)
            entries.append(replace(entry, parts=None))
        printed = plan.printed
        return CommitmentResult(
            key=printed.key,
            measure=printed.measure,
            target=printed.target,
            periods=tuple(entries),
            notes=tuple(notes),
            until=plan.until,
        )

    def _clocks_of(
        self, index: int, bench: Workbench, part: Slice, periods: Sequence[Period]
    ) -> _Clocks:
        limit = part.commitment.limit
        assert limit is not None  # the measure cannot be written without
        kind = index, limit.business, limit.takes_dates, limit.counts_open_days
        if kind not in self._clocks:
            self._clocks[kind] = _Clocks(bench, part, periods)
        return self._clocks[kind]


class _Clocks:
    """The clocks of one commitment that one version judges, for limits of one kind.

    Raises:
        Problem: There can be no figure.
    """

    def __init__(self, bench: Workbench, part: Slice, periods: Sequence[Period]) -> None:
        self._bench, self._part = bench, part
        # What the words contradict is told before anything is read, as the measurement does.
        frame = starting_leads(bench, part, periods)
        self._time = ClockTime.of(bench, part)
        self._frame = with_end(bench, frame)
        self._by_days: dict[Limit, _Counts] = {}

    def counted(self, part: Slice) -> _Counts:
        """How many leads of each period are in each state by the limit of `part`."""
        limit = part.commitment.limit
        assert limit is not None
        if not limit.counts_open_days:
            return self._by_use(limit)
        if limit not in self._by_days:
            states = stopped_in_time(self._bench, self._time, self._frame, limit)
            grouped = states.group_by("period", "state").len()
            self._by_days[limit] = _Counts(
                {(period, state): count for period, state, count in grouped.iter_rows()}
            )
        return self._by_days[limit]

    def _by_use(self, limit: Limit) -> _Counts:
        excluded, used = self._sorted
        counts = _Counts({(period, EXCLUDED): count for period, count in excluded.items()})
        for (period, stopped), series in used.items():
            inside = int(series.search_sorted(limit.microseconds, side="right"))
            counts[period, KEPT if stopped else OPEN] += inside
            counts[period, MISSED] += len(series) - inside
        return counts

    @cached_property
    def _sorted(self) -> tuple[dict[int, int], dict[tuple[int, bool], pl.Series]]:
        """By period how many are excluded, and by period and whether stopped the sorted use."""
        limit = self._part.commitment.limit
        assert limit is not None
        used = self._time.used(self._frame, "from", UNTIL)
        clocks = self._frame.select(
            "period", stopped=pl.col(STOP).is_not_null(), excluded=left_out(limit), used=used
        )
        left = clocks.filter("excluded").group_by("period").len()
        judged_ = (
            clocks.filter(~pl.col("excluded"))
            .group_by("period", "stopped")
            .agg(pl.col("used").sort())
        )
        kinds = judged_.select("period", "stopped").iter_rows()
        return (
            dict(left.iter_rows()),
            {
                (int(period), bool(stopped)): series
                for (period, stopped), series in zip(kinds, judged_.get_column("used"), strict=True)
            },
        )


def stating(
    request: Request,
    key: str,
    limit: Limit | None,
    target: Target | None,
    period: str = "",
) -> Request:
    """A request whose every version states other words of one commitment.

    Args:
        request: What is asked.
        key: The commitment.
        limit: Its limit, where its measure takes one; that which stands where None.
        target: Its target; that which stands where None.
        period: The label of the one period whose own target is meant; empty: that of all which
            have none of their own.
    """
    versions = []
    for version in request.versions:
        agreement = version.agreement
        standing = agreement.commitments.get(key)
        if standing is not None:
            tried = in_words(standing, limit, target, period)
            clauses = {**agreement.clauses, ("commitment", key): tried}
            agreement = replace(agreement, clauses=clauses)
        versions.append(VersionInForce(agreement, version.since))
    return replace(request, versions=tuple(versions))


def in_words(
    standing: Commitment, limit: Limit | None, target: Target | None, period: str = ""
) -> Commitment:
    """A commitment with another limit and another target; see `stating`."""
    if limit is not None and "limit" in standing.measured_by.takes:
        standing = replace(standing, limit=limit)
    if target is None:
        return standing
    if not period:
        return replace(standing, target=target)
    own = {**dict(standing.targets), period: target}
    return replace(standing, targets=tuple(own.items()))


def _judging(plan: Plan) -> Hashable:
    """What of the words that may be tried the leads, rows and figures of a plan hang on."""
    # A stated figure is read by the unit of its target.
    units = tuple(part.commitment.target.unit_text for part in plan.slices)
    return tuple(part.commitment.limit for part in plan.slices), units


def _held_against(bench: Workbench, plan: Plan, measured: CommitmentResult) -> CommitmentResult:
    """What was measured, held against the targets of a plan."""
    entries = []
    for blank, (_, commitment), entry in zip(
        blank_results(bench, plan), plan.periods, measured.periods, strict=True
    ):
        moved = replace(entry, goal=blank.goal, target=blank.target, parts=None)
        entries.append(judged(moved, commitment) if entry.status != "no_data" else moved)
    return replace(measured, target=plan.printed.target, periods=tuple(entries), pauses=None)
