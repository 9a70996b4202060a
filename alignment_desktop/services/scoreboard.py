"""The scoreboard: what was kept in the days asked for, and the leads behind each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import Clause, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.periods import days_of_label, split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.domain.scoreboard import (
    JUDGED,
    NO_TARGET,
    Board,
    Headline,
    ScoreLine,
    StageCount,
    View,
)
from alignment_desktop.frames import Kind
from alignment_desktop.measurement import funnel as funnel_of
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.conditions import holds
from alignment_desktop.measurement.known import midnight
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.results import CommitmentResult, PeriodResult
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.measuring import Question, request_of

if TYPE_CHECKING:
    import polars as pl

    from alignment_desktop.domain.agreement import Agreement, ClauseId
    from alignment_desktop.services.workspace import Workspace

Change = Callable[["Agreement", Commitment], Commitment]
HISTORY = 6
"""Periods in a row's line of the past."""
_VOLUMES = ("count", "sum")
_STAGES = "measuring"


@dataclass(frozen=True)
class Sources:
    """What scoreboards are made of, read once for as long as nothing changes.

    Attributes:
        request: The versions in force, the folded evidence, the moment.
        batches: How many imports are not withdrawn.
    """

    request: Request
    batches: int


@dataclass(frozen=True)
class MeasuredBoard:
    """A scoreboard, with what is needed to look behind its figures.

    Attributes:
        board: What is shown.
        request: What was measured for it.
    """

    board: Board
    request: Request

    @cached_property
    def bench(self) -> Workbench:
        """The evidence, made ready once for all lines."""
        return Workbench(self.request)


def sources_of(workspace: Workspace, *, now: datetime, label: str | None = None) -> Sources:
    """The evidence and the versions in force of a workspace, read and folded.

    Raises:
        Problem: Where there is no agreement of that label, or what is stored is damaged.
    """
    with workspace.store.read() as reader:
        batches = sum(not row.withdrawn for row in reader.batches())
    return Sources(request_of(workspace, Question(label=label), now), batches)


def scoreboard(sources: Sources, view: View, monitor: Monitor) -> MeasuredBoard:
    """The scoreboard of a part of an agreement.

    Over the whole agreement, each commitment is measured once over all its days. Its target is that
    of its last period; of volumes the sum of its periods' targets. A stated figure, which no sum
    makes, is that of the last period that has one.

    Args:
        sources: What it is made of.
        view: Which period and segment.
        monitor: Asked to stop between the steps.

    Raises:
        Problem: `no-such-period`, `no-such-segment`.
        Cancelled: Where the monitor asks to stop.
    """
    request = sources.request
    agreement = request.newest
    if view.segment is not None:
        if view.segment not in agreement.segments:
            raise Problem("no-such-segment", segment=view.segment)
        request = _changed(request, lambda each, one: _in_segment(each, one, view.segment or ""))
    start, end = _days(agreement, view.period)
    monitor.report(Progress(0, 3, _STAGES))
    shown, lines = _lines(request, view)
    monitor.report(Progress(1, 3, _STAGES))
    histories = _histories(request, end)
    monitor.report(Progress(2, 3, _STAGES))
    lines = [_finished(line, histories, view, agreement) for line in lines]
    board = Board(
        label=agreement.label,
        organisation=agreement.header.organisation,
        currency=agreement.header.currency,
        period=view.period,
        start=start,
        end=end,
        as_of=request.as_of.text,
        segment=view.segment,
        periods=_labels(agreement),
        segments=tuple((key, display_name(one)) for key, one in agreement.segments.items()),
        batches=sources.batches,
        lines=tuple(lines),
        left_out=_left_out(agreement, lines),
    )
    measured = MeasuredBoard(board, shown)
    leads = _in_view(measured)
    whole = replace(
        board,
        headlines=tuple(_headlines(measured, leads)),
        stages=tuple(_stages(measured, leads)),
    )
    monitor.report(Progress(3, 3, _STAGES))
    return MeasuredBoard(whole, shown)


def _changed(request: Request, change: Change) -> Request:
    """The same request with every commitment of every version put in other words."""
    versions = []
    for version in request.versions:
        old = version.agreement
        clauses: dict[ClauseId, Clause] = {
            name: change(old, clause) if isinstance(clause, Commitment) else clause
            for name, clause in old.clauses.items()
        }
        versions.append(VersionInForce(replace(old, clauses=clauses), version.since))
    return replace(request, versions=tuple(versions))


def _in_segment(agreement: Agreement, one: Commitment, key: str) -> Commitment:
    """The commitment for the leads of one segment; a figure speaks of the row of its segment."""
    if one.measure == "figure" or not one.segment:
        return replace(one, segment=key)
    segment = agreement.segments.get(key)
    return replace(one, where=one.where + segment.where) if segment else one


def _whole(agreement: Agreement, one: Commitment) -> Commitment:
    """The commitment as one period of the whole agreement."""
    if one.measure == "figure" or one.every == "period":
        return one
    header, target = agreement.header, one.target
    periods = split(
        one.every,
        header.period.start,
        header.period.end,
        fiscal_year_start=header.fiscal_year_start,
    )
    goals = [one.target_of(period.label) for period in periods]
    if one.measure in _VOLUMES:
        target = replace(target, amount=sum((goal.amount for goal in goals), start=Decimal(0)))
    elif goals:
        target = goals[-1]
    return replace(one, every="period", target=target, targets=())


def _days(agreement: Agreement, period: str | None) -> tuple[date, date]:
    days = agreement.header.period
    if period is None or period == agreement.label:
        return days.start, days.end
    start, end = days_of_label(period, agreement.header.fiscal_year_start)
    return max(start, days.start), min(end, days.end)


def _labels(agreement: Agreement) -> tuple[str, ...]:
    """The labels of all periods of all commitments, the shorter ones first."""
    header, found = agreement.header, dict[str, None]()
    every = {one.every for one in agreement.commitments.values()}
    for length in ("week", "month", "quarter"):
        if length in every:
            found |= dict.fromkeys(
                period.label
                for period in split(
                    length,
                    header.period.start,
                    header.period.end,
                    fiscal_year_start=header.fiscal_year_start,
                )
            )
    return tuple(found)


def _lines(request: Request, view: View) -> tuple[Request, list[ScoreLine]]:
    """What was measured for the lines, and the lines without their past."""
    if view.period is None:
        request = _changed(request, _whole)
    else:
        request = replace(request, period=view.period)
    lines = []
    for result in measure(request):
        # A period may have no figure yet where a later one does: the newest that has one speaks.
        told = [entry for entry in result.periods if entry.value is not None] or result.periods
        lines.append(_line(request.newest.commitments.get(result.key), result, told[-1]))
    return request, lines


def _line(one: Commitment | None, result: CommitmentResult, entry: PeriodResult) -> ScoreLine:
    return ScoreLine(
        key=result.key,
        name=display_name(one) if one else result.key,
        party=one.party if one else "shared",
        measure=result.measure,
        period=entry.period,
        target=entry.goal,
        unit=entry.goal.unit,
        value=entry.value,
        low=entry.low,
        high=entry.high,
        eligible=entry.eligible,
        kept=entry.kept,
        missed=entry.missed,
        open=entry.open,
        excluded=entry.excluded,
        status=entry.status,
        if_missed=one.if_missed if one else "",
        notes=result.notes,
    )


def _histories(request: Request, end: date) -> dict[str, list[PeriodResult]]:
    """The last periods up to `end` of every commitment that has several, oldest first."""
    # Six quarters are eighteen months; weeks and months among them are cut off below.
    months = end.year * 12 + end.month - 1 - 3 * HISTORY + 1
    first = date(months // 12, months % 12 + 1, 1)
    past = replace(request, first=min(first, request.first), last=end, period=None)
    several = {
        key
        for version in request.versions
        for key, one in version.agreement.commitments.items()
        if one.every != "period"
    }
    found = {}
    for result in measure(past):
        known = [
            entry
            for entry in result.periods
            if request.as_of.has_reached(midnight(entry.start, request.zone))
            and result.key in several
        ]
        found[result.key] = known[-HISTORY:]
    return found


def _finished(
    line: ScoreLine, histories: dict[str, list[PeriodResult]], view: View, agreement: Agreement
) -> ScoreLine:
    entries = histories.get(line.key, [])
    values = [entry.value if entry.eligible else None for entry in entries]
    line = replace(
        line, history=tuple(values), history_labels=tuple(entry.period for entry in entries)
    )
    own = agreement.commitments.get(line.key)
    if view.segment is None or line.measure not in _VOLUMES or (own and own.segment):
        return line
    return replace(line, target=None, status="no_data" if line.value is None else NO_TARGET)


def _left_out(agreement: Agreement, lines: list[ScoreLine]) -> tuple[str, ...]:
    shown = {line.key for line in lines}
    return tuple(
        display_name(one) for key, one in agreement.commitments.items() if key not in shown
    )


def _in_view(measured: MeasuredBoard) -> pl.DataFrame:
    """The known leads, of one segment where one is asked for."""
    leads, key = measured.bench.leads, measured.board.segment
    if key is None:
        return leads
    agreement = measured.request.newest
    fields = measured.bench.fields(Kind.LEADS, agreement)
    try:
        return leads.filter(holds(agreement.segments[key].where, fields))
    except Problem:
        return leads.clear()  # the lines say which field is missing


def _headlines(measured: MeasuredBoard, leads: pl.DataFrame) -> list[Headline]:
    board, zone = measured.board, measured.request.zone
    found = []
    judged = [line for line in board.lines if line.status in JUDGED]
    if board.lines:
        counts = dict(Counter(line.status for line in board.lines))
        kept = counts.get("kept", 0)
        found.append(
            Headline(
                code="kept", value=None, unit=None, part=kept, whole=len(judged), counts=counts
            )
        )
    speed = _speed(measured)
    if speed is not None:
        found.append(speed)
    returned = funnel_of.returned(leads, board.start, board.end, zone)
    if returned is not None and returned.decided:
        blank = returned.without_reason
        found.append(
            Headline(
                code="returned",
                value=returned.returned / returned.decided,
                unit="share",
                part=returned.returned,
                whole=returned.decided,
                counts={} if blank is None else {"without_reason": blank},
            )
        )
    won = funnel_of.won(leads, board.start, board.end, zone)
    if won is not None and won.valued:
        found.append(
            Headline(
                code="won",
                value=won.revenue,
                unit=board.currency or None,
                part=won.valued,
                whole=won.deals,
                counts={},
            )
        )
    return found


def _speed(measured: MeasuredBoard) -> Headline | None:
    """The first commitment on the median time to the first touch."""
    commitments = measured.request.newest.commitments
    for line in measured.board.lines:
        one = commitments.get(line.key)
        if one and one.measure == "median" and one.to == "first_touch_at" and line.eligible:
            return Headline(
                code="speed",
                value=line.value,
                unit="seconds",
                part=line.eligible,
                whole=line.eligible,
                counts={},
                key=line.key,
            )
    return None


def _stages(measured: MeasuredBoard, leads: pl.DataFrame) -> list[StageCount]:
    stages = {
        key: stage
        for key, stage in measured.request.newest.stages.items()
        if stage.kind != "detour"
    }
    board = measured.board
    tallies = funnel_of.funnel(leads, list(stages), board.start, board.end, measured.request.zone)
    return [
        StageCount(
            key=tally.key,
            name=stages[tally.key].abbreviation or display_name(stages[tally.key]),
            party=stages[tally.key].party,
            reached=tally.reached,
            entered=tally.entered,
        )
        for tally in tallies
    ]
