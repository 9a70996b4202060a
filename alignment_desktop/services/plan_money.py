"""What was spent of the budgets of campaigns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.metric_amounts import spend

if TYPE_CHECKING:
    from datetime import date

    from alignment_desktop.measurement.request import Workbench
    from alignment_desktop.services.measured_board import MeasuredBoard


def spent(measured: MeasuredBoard) -> Decimal | None:
    """What the imported campaigns of a scoreboard's days cost; None where nothing tells of it."""
    board = measured.board
    return spent_in(measured.bench, board.start, board.end)


def spent_in(bench: Workbench, first: date, last: date) -> Decimal | None:
    """What the imported campaigns of some days cost; None where nothing tells of it."""
    try:
        found = spend(bench, [Period("", first, last, first, last)])[0]
    except Problem:
        return None
    return None if found.value is None else Decimal(str(found.value))
