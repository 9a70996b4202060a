"""The scoreboard: what was kept in the days asked for, and what changed since those before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import Stage, display_name
from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.measures import Pooling
from alignment_desktop.domain.periods import days_before, days_of_label, name_of_days, split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.domain.scoreboard import (
    THEIR_OWN,
    THESE,
    Board,
    Days,
    ScoreLine,
    StageCount,
    View,
)
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.measurement import funnel as funnel_of
from alignment_desktop.measurement.as_of import midnight
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.measured_board import MeasuredBoard, Sources
from alignment_desktop.services.measuring import Question, request_of, versions_before
from alignment_desktop.services.scoreboard_headlines import compared, headlines
from alignment_desktop.services.scoreboard_lines import measured_lines, of_segment, with_past
from alignment_desktop.services.scoreboard_periods import (
    MeasuredPeriods,
    Measuring,
    period_figures,
)

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace

LinesWithPast = dict[str, tuple[ScoreLine, tuple[PeriodFigure, ...]]]
"""Lines of a scoreboard, each with what its last periods came to, by key."""
_STAGES = "measuring"


def sources_of(
    workspace: Workspace,
    *,
    now: datetime,
    label: str | None = None,
    as_of: str | None = None,
    earlier: Sources | None = None,
) -> Sources:
    """The evidence and the versions in force of a workspace, read and folded.

    Args:
        workspace: Where they are.
        now: The moment that counts where nothing else says one.
        label: Which agreement; the newest where None.
        as_of: The moment or day whose knowledge counts, as written; that of the newest leads where
            None.
        earlier: What was read before: evidence that is still the same is not read again, and what
            was measured of commitments that did not change is not measured again.

    Raises:
        Problem: Where there is no agreement of that label, or what is stored is damaged.
    """
    with workspace.store.read() as reader:
        batches = sum(not row.withdrawn for row in reader.batches())
    held = None if earlier is None else earlier.request.evidence
    request = request_of(workspace, Question(label=label, as_of=as_of), now, held)
    before = versions_before(workspace, request.newest)
    return Sources(request, batches, None if earlier is None else earlier.bench, before)


def scoreboard(sources: Sources, view: View, monitor: Monitor) -> MeasuredBoard:
    """The scoreboard of a part of an agreement.

    Each commitment is judged by its periods in these days. Its figure is pooled: over the whole
    agreement it is measured once over all its days, and held against the target of its last period;
    of volumes against the sum of its periods' targets. A stated figure, which no sum makes, is that
    of the last period that has one.

    Args:
        sources: What it is made of.
        view: Which period and segment.
        monitor: Asked to stop between the steps.

    Raises:
        Problem: `no-such-period`, `no-such-segment`.
        Cancelled: Where the monitor asks to stop.
    """
    agreement = sources.request.newest
    bench = of_segment(sources.bench, view.segment)
    days = _days(agreement, view.period)
    days_of_past = _days_before(agreement, view, days)
    monitor.report(Progress(0, 4, _STAGES))
    periods = MeasuredPeriods(bench, days, days_of_past)
    monitor.report(Progress(1, 4, _STAGES))
    shown, lines = measured_lines(agreement, bench, days, periods, view)
    lines = [with_past(line, periods) for line in lines]
    monitor.report(Progress(2, 4, _STAGES))
    board = Board(
        label=agreement.label,
        organisation=agreement.header.organisation,
        currency=agreement.header.currency,
        period=view.period,
        start=days.start,
        end=days.end,
        as_of=bench.as_of.text,
        segment=view.segment,
        periods=_labels(agreement),
        segments=tuple((key, display_name(one)) for key, one in agreement.segments.items()),
        batches=sources.batches,
        lines=tuple(lines),
        left_out=_left_out(agreement, lines),
    )
    measured = MeasuredBoard(board, shown)
    found = headlines(agreement, board, measured.leads, bench.zone)
    before = None
    if days_of_past is not None:
        before = _board_before(agreement, bench, board, periods, days_of_past)
    monitor.report(Progress(3, 4, _STAGES))
    if before is not None and days_of_past is not None:
        is_over = _is_over(bench, days)
        earlier = headlines(agreement, before, measured.leads, bench.zone)
        own = None
        if days_of_past.end < agreement.header.period.start:
            own = _judged_then(sources, view, days_of_past)
        found = compared(found, earlier, board, before, own, is_over=is_over)
        board = replace(
            board,
            before=replace(days_of_past, promises=_promises(agreement, days_of_past, own)),
            lines=tuple(_with_before(line, before, is_over=is_over) for line in board.lines),
        )
    lie = funnel_of.elsewhere(measured.leads, days.start, days.end, bench.zone)
    board = replace(
        board,
        headlines=tuple(found),
        stages=tuple(_stages(measured)),
        elsewhere=Days(*lie) if lie else None,
    )
    monitor.report(Progress(4, 4, _STAGES))
    made = MeasuredBoard(board, shown, bench)
    made.__dict__["leads"] = measured.leads
    return made


def lines_of(sources: Sources, view: View) -> LinesWithPast:
    """The lines of a scoreboard alone, each with what its last periods came to, by key.

    Args:
        sources: What it is made of.
        view: Which period and segment.

    Raises:
        Problem: As `scoreboard`.
    """
    agreement = sources.request.newest
    bench = of_segment(sources.bench, view.segment)
    days = _days(agreement, view.period)
    periods = MeasuredPeriods(bench, days, None)
    _, lines = measured_lines(agreement, bench, days, periods, view)
    return {line.key: (line, period_figures(periods.history(line.key))) for line in lines}


def line_tried(measured: MeasuredBoard, key: str, measuring: Measuring) -> ScoreLine | None:
    """One line of a scoreboard as another way of measuring has it, with its past.

    Args:
        measured: The scoreboard.
        key: The commitment's key.
        measuring: What measures the commitment of a bench, in other words.

    Returns:
        The line; None where the commitment has no period in these days.
    """
    board, bench = measured.board, measured.source
    assert bench is not None  # a scoreboard that is shown was measured from one
    agreement = measured.request.newest
    days = Days(board.start, board.end, board.period or agreement.label)
    bench = bench.asking(replace(bench.request, only=key))
    periods = MeasuredPeriods(bench, days, None, measuring)
    view = View(board.period, board.segment)
    _, lines = measured_lines(agreement, bench, days, periods, view, measuring)
    return next((with_past(line, periods) for line in lines if line.key == key), None)


def _is_over(bench: Workbench, days: Days) -> bool:
    return bench.as_of.has_reached(midnight(days.end + timedelta(days=1), bench.zone))


def _days_before(agreement: Agreement, view: View, days: Days) -> Days | None:
    """The days just before; None where there is no such period."""
    found = days_before(days.start, days.end)
    if found is None:
        return None
    label = name_of_days(*found, agreement.header.fiscal_year_start)
    if view.period is not None and not label:
        return None  # a period that the agreement's own days clip has none of its length
    return Days(*found, label)


def _board_before(
    agreement: Agreement, bench: Workbench, board: Board, periods: MeasuredPeriods, days: Days
) -> Board | None:
    """The lines of the days just before, measured alike; None where there are none."""
    view = View(None if board.period is None else days.label, board.segment)
    asked = bench.asking(replace(bench.request, first=days.start, last=days.end))
    try:
        _, lines = measured_lines(agreement, asked, days, periods, view)
    except Problem:
        return None
    return replace(board, period=days.label, start=days.start, end=days.end, lines=tuple(lines))


def _judged_then(sources: Sources, view: View, days: Days) -> list[ScoreLine] | None:
    """What the agreement before promised for its own days, or for a period of them.

    Returns:
        None where there is no such agreement, or where it does not know the segment; also where the
        days are some of its own that are no period, which would cut its promises.
    """
    if not sources.before:
        return None
    agreement = sources.before[-1].agreement
    own = agreement.header.period
    label: str | None = None
    fits = (days.start, days.end) == (own.start, own.end)
    if view.period is not None:
        label = name_of_days(days.start, days.end, agreement.header.fiscal_year_start)
        fits = bool(label) and own.start <= days.start and days.end <= own.end
    if not fits:
        return None
    asked = replace(
        sources.request, versions=sources.before, first=days.start, last=days.end, period=None
    )
    bench = sources.bench
    bench = bench.asking(asked) if bench.holds_for(asked) else Workbench(asked)
    its_view = View(label, view.segment)
    try:
        bench = of_segment(bench, view.segment)
        periods = MeasuredPeriods(bench, days, None, past=0)
        return measured_lines(agreement, bench, days, periods, its_view)[1]
    except Problem:
        return None


def _promises(agreement: Agreement, days: Days, own: list[ScoreLine] | None) -> str:
    if own is not None:
        return THEIR_OWN
    return THESE if days.end < agreement.header.period.start else ""


def _with_before(line: ScoreLine, before: Board, *, is_over: bool) -> ScoreLine:
    """The line with its figure of the days before; sums of days that still run have none."""
    past = before.line(line.key)
    if past is None or past.value is None or not past.eligible:
        return line
    if line.measured_by.pooling is Pooling.ADDED and not is_over:
        return line
    return replace(line, before=Reading(past.value, past.low, past.high))


def _days(agreement: Agreement, period: str | None) -> Days:
    days = agreement.header.period
    if period is None or period == agreement.label:
        return Days(days.start, days.end, agreement.label)
    start, end = days_of_label(period, agreement.header.fiscal_year_start)
    return Days(max(start, days.start), min(end, days.end), period)


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


def _left_out(agreement: Agreement, lines: list[ScoreLine]) -> tuple[str, ...]:
    shown = {line.key for line in lines}
    return tuple(
        display_name(one) for key, one in agreement.commitments.items() if key not in shown
    )


def stages_of(agreement: Agreement) -> dict[str, Stage]:
    """The stages of the one funnel, in order; detours are none."""
    return {key: stage for key, stage in agreement.stages.items() if stage.kind != "detour"}


def _stages(measured: MeasuredBoard) -> list[StageCount]:
    stages, board = stages_of(measured.request.newest), measured.board
    tallies = funnel_of.funnel(
        measured.leads, list(stages), board.start, board.end, measured.request.zone
    )
    return [
        StageCount(
            key=tally.key,
            name=stages[tally.key].abbreviation or display_name(stages[tally.key]),
            party=stages[tally.key].party,
            reached=tally.reached,
        )
        for tally in tallies
    ]
