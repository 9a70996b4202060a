"""A scoreboard with the reasons behind it as a workbook, as the window and the command save it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.documents.behind_values import BridgeLine, MetricLine, MissedGroup
from alignment_desktop.measurement.funnel_balance import Span, balances
from alignment_desktop.measurement.moves import stays
from alignment_desktop.services import cause_words, review_evidence
from alignment_desktop.services.bridge_words import part_name
from alignment_desktop.services.review_behind import all_missed_by_group, whole_bridge
from alignment_desktop.services.review_metrics import compared_metrics
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.domain.funnel import StageBalance
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.words.language import Language


def save_scoreboard(path: Path, measured: MeasuredBoard, monitor: Monitor | None = None) -> None:
    """Writes a scoreboard, with what lies behind its figures.

    Args:
        path: Where to.
        measured: The scoreboard.
        monitor: Asked to stop between what is looked into.

    Raises:
        Problem: As `documents.output_files.replacing`.
        Cancelled: Where the monitor asks to stop.
    """
    # The library of workbooks is slow to load, and a review on paper needs none of it.
    from alignment_desktop.documents.scoreboard_workbook import ScoreboardSheets, write_scoreboard

    board, request = measured.board, measured.request
    agreement = request.newest
    words = language(agreement.header.language or ENGLISH)
    shown = ScoreboardSheets(
        board=board,
        language=words.code,
        timezone=agreement.timezone,
        returns=review_evidence.returns(request, agreement, board),
        lost=review_evidence.lost(request, agreement, board),
        balances=_balances(measured),
        agreement=agreement,
        metrics=tuple(_metrics(measured, monitor)),
        misses=tuple(_misses(measured, words, monitor)),
        bridge=tuple(_bridge(measured, words)),
    )
    write_scoreboard(path, shown)


def _balances(measured: MeasuredBoard) -> dict[str, StageBalance]:
    """The books of every stage in the days of the board, of the leads that it is about."""
    board, agreement, zone = measured.board, measured.request.newest, measured.request.zone
    moves = stays(measured.leads, agreement, measured.bench.zones)
    found = balances(moves, agreement, Span.of(board.start, board.end, zone))
    return {each.stage: each for each in found}


def _metrics(measured: MeasuredBoard, monitor: Monitor | None) -> Iterator[MetricLine]:
    """The metric library; it is of all leads, and so stands in no board of a segment."""
    if measured.board.segment is not None:
        return
    found = compared_metrics(measured, None, monitor)
    for at, result in enumerate(found.now):
        before = found.figure_before(at)
        for entry in result.totals:
            if entry.figure.value is not None or (before and before.value is not None):
                yield MetricLine(
                    metric=result.metric,
                    part=result.part,
                    period=measured.board.period or measured.board.label,
                    figure=entry.figure,
                    before=before,
                )


def _misses(
    measured: MeasuredBoard, words: Language, monitor: Monitor | None
) -> Iterator[MissedGroup]:
    """The groups that stand out, then all other leads; a promise without one has that row alone."""
    for line, causes in all_missed_by_group(measured, monitor):
        pattern = causes.groups.pattern
        for at, group in enumerate(pattern.groups):
            yield MissedGroup(
                party=line.party,
                commitment=line.name,
                name=cause_words.group_name(causes, at, words),
                missed=group.missed,
                of=group.of,
                of_missed=pattern.missed,
                explained=group.explained,
                p=group.p,
            )
        name = cause_words.group_name(causes, -1, words)
        if not pattern.groups:
            said = words.misses.few if pattern.too_few else words.misses.none
            name = said()
        yield MissedGroup(
            party=line.party,
            commitment=line.name,
            name=name,
            missed=causes.groups.missed_elsewhere,
            of=pattern.of - sum(group.of for group in pattern.groups),
            of_missed=pattern.missed,
        )


def _bridge(measured: MeasuredBoard, words: Language) -> Iterator[BridgeLine]:
    found = whole_bridge(measured)
    if found is None or found.plan is None or found.actual is None:
        return
    currency = found.currency
    yield BridgeLine(key="", name=words.bridge.plan(), amount=float(found.plan), currency=currency)
    for part in found.parts:
        yield BridgeLine(
            key=part.key,
            name=part_name(part.key, words),
            amount=float(part.amount),
            currency=currency,
            owner=part.owner,
            person=part.name,
            planned=None if part.planned is None else float(part.planned),
            came=None if part.came is None else float(part.came),
        )
    amount = float(found.actual)
    yield BridgeLine(key="", name=words.bridge.actual(), amount=amount, currency=currency)
