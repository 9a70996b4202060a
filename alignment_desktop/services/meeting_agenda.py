"""What the data say for a meeting: the scoreboard, overdue and returned leads, open actions."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import OVERDUE, Pick, tally
from alignment_desktop.phrasing.agenda import AgendaFacts

if TYPE_CHECKING:
    from alignment_desktop.domain.review_records import ReviewRecords
    from alignment_desktop.services.measured_board import MeasuredBoard


def agenda_facts(
    measured: MeasuredBoard, records: ReviewRecords, agreement: int, today: date
) -> AgendaFacts:
    """What the data say for the meetings of an agreement.

    Args:
        measured: Its scoreboard.
        records: What is written in reviews.
        agreement: Its number in the store.
        today: The day on which actions are due that are not done.
    """
    # Both load the libraries that measure.
    from alignment_desktop.services.due_leads import due_picked
    from alignment_desktop.services.review_evidence import returns

    lines, request = measured.board.lines, measured.request
    waiting = due_picked(measured, Pick(due=OVERDUE))
    first = cast("datetime | None", waiting["due"].min())
    returned = None
    # Nothing that was imported may say which leads were returned.
    with suppress(Problem):
        returned = returns(request, request.newest, measured.board)
    actions = records.open_actions(agreement)
    return AgendaFacts(
        counts=Counter(line.verdict.word for line in lines),
        broken=tuple(line.name for line in tally(lines).broken),
        overdue=waiting.height,
        oldest=(measured.bench.as_of.moment - first).total_seconds() if first else None,
        returned=returned,
        actions=tuple((each.text, each.due is not None and each.due <= today) for each in actions),
    )
