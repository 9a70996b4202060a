"""What a review says of what lies behind its figures: misses, clocks, the bridge, key metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from alignment_desktop.documents.behind_values import BridgeBehind, PromiseBehind
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services import bridge_words, cause_words, clock_words
from alignment_desktop.services.bridging import Bridge, bridge_at
from alignment_desktop.services.scoreboard_leads import clock_holders, where_it_slips

if TYPE_CHECKING:
    from alignment_desktop.charts.group_bars import GroupBar
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.domain.review_findings import ReviewFindings
    from alignment_desktop.domain.scoreboard import ScoreLine
    from alignment_desktop.services.causes import Causes
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.words.language import Language


def promises_behind(
    measured: MeasuredBoard, language: Language, monitor: Monitor | None = None
) -> Mapping[str, PromiseBehind]:
    """What lies behind each promise of which more is known than its figure, by its key.

    Misses are looked into where a promise was not kept; clocks and pauses also where it was, since
    they may be why it was.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    found = {}
    for line in measured.board.lines:
        behind = _behind(measured, line, language, monitor)
        if behind != PromiseBehind():
            found[line.key] = behind
    return found


def _behind(
    measured: MeasuredBoard, line: ScoreLine, language: Language, monitor: Monitor | None
) -> PromiseBehind:
    commitment, splits, pauses = clock_holders(measured, line)
    clocks = clock_words.split_rows(splits, commitment, measured.request.newest, language)
    paused = clock_words.pauses_text(pauses, language)
    causes = missed_by_group(measured, line, monitor)
    if causes is None:
        return PromiseBehind(clocks=tuple(clocks), pauses=paused)
    reasons = causes.reasons[: cause_words.MOST_REASONS]
    return PromiseBehind(
        bars=tuple(cause_words.bars(causes, language)),
        heads=cause_words.heads(causes, language),
        misses=" ".join(cause_words.sentences(causes, language)),
        reasons=tuple(cause_words.reason_text(each, language) for each in reasons),
        clocks=tuple(clocks),
        pauses=paused,
    )


def missed_by_group(
    measured: MeasuredBoard, line: ScoreLine, monitor: Monitor | None = None
) -> Causes | None:
    """Where the misses of a promise concentrate that was not kept; None where there are none.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    if not line.verdict.is_broken or not line.missed:
        return None
    try:
        found = where_it_slips(measured, line.key, monitor)
    except Problem:
        return None  # a measure that knows no misses, or a field that nobody imported
    return found if found.groups.pattern.missed else None


def first_group(
    measured: MeasuredBoard, findings: ReviewFindings, language: Language
) -> dict[str, GroupBar]:
    """Where most misses of a promise are, by its key: of the first promise that has such a group.

    Promises are looked at in the order of `findings.named_first`, so that no more of them are than
    a paragraph speaks of.
    """
    for miss in findings.named_first:
        causes = missed_by_group(measured, miss.line)
        bars = [] if causes is None else cause_words.bars(causes, language)
        if bars:
            return {miss.line.key: bars[0]}
    return {}


def whole_bridge(measured: MeasuredBoard) -> Bridge | None:
    """The gap bridge; None where the board is of a part, or plan or actual is not known."""
    if measured.board.period is not None or measured.board.segment is not None:
        return None
    found = bridge_at(measured.bench)
    return None if found.gap is None else found


def bridge_behind(measured: MeasuredBoard, language: Language) -> BridgeBehind | None:
    """The gap bridge in words; None as `whole_bridge`."""
    found = whole_bridge(measured)
    if found is None:
        return None
    return BridgeBehind(
        finding=bridge_words.finding(found, language),
        balance=bridge_words.balance(found, language),
        steps=tuple(bridge_words.bridge_steps(found, language)),
        parts=tuple(bridge_words.beside(found, part, language) for part in found.parts),
        notes=tuple(bridge_words.notes(found, language)),
        sum=bridge_words.sum_line(found, language),
        currency=found.currency,
    )


def all_missed_by_group(
    measured: MeasuredBoard, monitor: Monitor | None = None
) -> Iterator[tuple[ScoreLine, Causes]]:
    """Each promise that was not kept, with where its misses concentrate.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    for line in measured.board.lines:
        found = missed_by_group(measured, line, monitor)
        if found is not None:
            yield line, found
