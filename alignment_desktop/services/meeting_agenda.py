"""What the data say for a meeting: the scoreboard, overdue and returned leads, open actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import OVERDUE, Pick, Tally, tally
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.review_records import ReviewRecord, ReviewRecords
    from alignment_desktop.services.scoreboard import MeasuredBoard


@dataclass(frozen=True, slots=True)
class Overdue:
    """Leads whose clock ran out and still runs.

    Attributes:
        count: How many clocks.
        oldest: Seconds since the first of them ran out; None where there are none.
    """

    count: int
    oldest: float | None = None


@dataclass(frozen=True, slots=True)
class MeetingData:
    """What the data say.

    Attributes:
        tally: What came of the promises.
        overdue: What waits too long.
        returned: How many leads were returned by reason, the most first; None: not imported.
        actions: What was decided to be done and is not done yet.
        due: Those of them whose day has come.
    """

    tally: Tally
    overdue: Overdue
    returned: tuple[tuple[str, int], ...] | None
    actions: tuple[ReviewRecord, ...]
    due: tuple[ReviewRecord, ...]


def data_for_meetings(
    measured: MeasuredBoard, records: ReviewRecords, agreement: int, today: date
) -> MeetingData:
    """What the data say for the meetings of an agreement.

    Args:
        measured: Its scoreboard.
        records: What is written in reviews.
        agreement: Its number in the store.
        today: The day on which actions are due that are not done.
    """
    actions = records.open_actions(agreement)
    return MeetingData(
        tally(measured.board.lines),
        _overdue(measured),
        _returned(measured),
        actions,
        tuple(each for each in actions if each.due is not None and each.due <= today),
    )


def _overdue(measured: MeasuredBoard) -> Overdue:
    # Both load the libraries that measure.
    from alignment_desktop.services.due_leads import due_picked

    rows = due_picked(measured, Pick(due=OVERDUE))
    first = cast("datetime | None", rows["due"].min())
    if first is None:
        return Overdue(rows.height)
    return Overdue(rows.height, (measured.bench.as_of.moment - first).total_seconds())


def _returned(measured: MeasuredBoard) -> tuple[tuple[str, int], ...] | None:
    from alignment_desktop.services.review_evidence import returns

    request = measured.request
    try:
        return returns(request, request.newest, measured.board)
    except Problem:
        return None
