"""What the plan costs: the budgets of its campaigns, and what of them was spent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.metric_amounts import spend

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.scoreboard import MeasuredBoard


def planned_budget(agreement: Agreement) -> Decimal | None:
    """The budgets of all campaigns together; None where none has one."""
    campaigns = (cast(Campaign, each) for each in agreement.of_kind("campaign").values())
    budgets = [Decimal(str(each.budget)) for each in campaigns if each.budget is not None]
    return sum(budgets, Decimal()) if budgets else None


def spent(measured: MeasuredBoard) -> Decimal | None:
    """What the imported campaigns of a scoreboard's days cost; None where nothing tells of it."""
    board = measured.board
    days = Period(board.period or "", board.start, board.end, board.start, board.end)
    try:
        found = spend(measured.bench, [days])[0]
    except Problem:
        return None
    return None if found.value is None else Decimal(str(found.value))
