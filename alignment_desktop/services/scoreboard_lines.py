"""The lines of a scoreboard: each commitment over its days, of all leads or those of a segment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import Clause, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.measures import Pooling
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import Days, ScoreLine, View
from alignment_desktop.domain.verdicts import NO_TARGET, PeriodFigure
from alignment_desktop.measurement.attainment import measure_at
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.results import CommitmentResult, PeriodResult
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.measuring import stated_in, values_of
from alignment_desktop.services.scoreboard_periods import (
    Figures,
    MeasuredPeriods,
    Measuring,
    period_figures,
)

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement, ClauseId

_Change = Callable[["Agreement", Commitment], Commitment]


def of_segment(bench: Workbench, segment: str | None) -> Workbench:
    """The same evidence, for the leads of one segment; None: for all.

    Raises:
        Problem: `no-such-segment`.
    """
    if segment is None:
        return bench
    if segment not in bench.request.newest.segments:
        raise Problem("no-such-segment", segment=segment)
    return _changed(bench, lambda each, one: _in_segment(each, one, segment))


def measured_lines(
    agreement: Agreement,
    bench: Workbench,
    days: Days,
    periods: MeasuredPeriods,
    view: View,
    measuring: Measuring = measure_at,
) -> tuple[Workbench, list[ScoreLine]]:
    """What the pooled figures were measured by, and the lines without their past.

    Args:
        agreement: The version whose commitments are shown.
        bench: The evidence, of the segment that is asked for.
        days: Which days count.
        periods: What came of each commitment in its periods.
        view: Which period and segment are asked for.
        measuring: What measures the commitments.
    """
    versions = bench.request.versions
    judged: Figures = {}
    if view.period is None:
        judged = periods.judged(days)
        bench = bench.asking(replace(bench.request, pooled=True))
    else:
        bench = bench.asking(replace(bench.request, period=view.period))
    lines = []
    for result in measuring(bench):
        # A period may have no figure yet where a later one does: the newest that has one speaks.
        told = [entry for entry in result.periods if entry.value is not None] or result.periods
        its_periods = judged.get(result.key, period_figures(result.periods))
        line = _line(stated_in(versions, result.key), result, told[-1], its_periods)
        promised = agreement.commitments.get(result.key)
        speaks_of_all = not (promised and promised.segment)
        adds_up = line.measured_by.pooling is Pooling.ADDED
        if view.segment is not None and adds_up and speaks_of_all:
            line = _without_target(line)
        lines.append(line)
    return bench, lines


def with_past(line: ScoreLine, periods: MeasuredPeriods) -> ScoreLine:
    """The line with the figures of its last periods."""
    entries = periods.history(line.key)
    return replace(
        line,
        history=tuple(entry.value if entry.eligible else None for entry in entries),
        history_labels=tuple(entry.period for entry in entries),
    )


def _without_target(line: ScoreLine) -> ScoreLine:
    periods = tuple(
        each if each.value is None else replace(each, status=NO_TARGET) for each in line.periods
    )
    return replace(line, target=None, periods=periods)


def _line(
    one: Commitment | None,
    result: CommitmentResult,
    entry: PeriodResult,
    periods: tuple[PeriodFigure, ...],
) -> ScoreLine:
    return ScoreLine(
        key=result.key,
        name=display_name(one) if one else result.key,
        party=one.party if one else "shared",
        measure=result.measure,
        every=one.every if one else "period",
        periods=periods,
        target=entry.goal,
        unit=entry.goal.unit,
        if_missed=one.if_missed if one else "",
        notes=result.notes,
        **values_of(entry),
    )


def _changed(bench: Workbench, change: _Change) -> Workbench:
    """The same with every commitment of every version put in other words."""
    versions = []
    for version in bench.request.versions:
        old = version.agreement
        clauses: dict[ClauseId, Clause] = {
            name: change(old, clause) if isinstance(clause, Commitment) else clause
            for name, clause in old.clauses.items()
        }
        versions.append(VersionInForce(replace(old, clauses=clauses), version.since))
    return bench.asking(replace(bench.request, versions=tuple(versions)))


def _in_segment(agreement: Agreement, one: Commitment, key: str) -> Commitment:
    """The commitment for the leads of one segment; a figure speaks of the row of its segment."""
    if not (one.measured_by.takes_conditions and one.segment):
        return replace(one, segment=key)
    segment = agreement.segments.get(key)
    if segment is None:
        return one
    # One of these and one of those: one of all pairs of them.
    pairs = product(one.any or [()], segment.any or [()])
    either = tuple(mine + its for mine, its in pairs) if one.any or segment.any else ()
    return replace(one, where=one.where + segment.where, any=either)
