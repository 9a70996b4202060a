"""The figures on top of the scoreboard, and what of them changed since the days before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from alignment_desktop.domain.assumptions import DEAL_SIZE, REVENUE_TARGET, quantity_of
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.measures import MEDIAN, SUM
from alignment_desktop.domain.metrics import shared_objectives
from alignment_desktop.domain.plan import Assumption
from alignment_desktop.domain.scoreboard import Board, Headline, ScoreLine, tally
from alignment_desktop.measurement import funnel as funnel_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from alignment_desktop.domain.agreement import Agreement

_GROW = ("kept", "won")
"""Figures that grow until the period is over, and say little of it before."""
_WON = Condition("outcome", "is", ("won",))


def headlines(agreement: Agreement, board: Board, leads: pl.DataFrame, zone: str) -> list[Headline]:
    """The figures that there are.

    Args:
        agreement: The version in force last.
        board: The lines; its days and segment.
        leads: The leads of that segment, as they were known.
        zone: In which days begin.
    """
    found = [_kept(board.lines), _speed(agreement, board), _returned(board, leads, zone)]
    found.append(_won(agreement, board, leads, zone))
    return [each for each in found if each is not None]


def compared(
    now: Sequence[Headline],
    before: Sequence[Headline],
    board: Board,
    past: Board,
    own: Sequence[ScoreLine] | None = None,
    *,
    is_over: bool,
) -> list[Headline]:
    """The figures with what changed since the days before.

    Numbers that grow with the days are compared only once the days are over, and the number of
    promises kept only where the same promises could be judged. Where the agreement before judged
    its own days, what it promised is told beside, and not compared.

    Args:
        now: The figures shown.
        before: Those of the days before.
        board: What is shown.
        past: The lines of the days before.
        own: What the agreement of the days before promised for them; None where there was none.
        is_over: Whether the days shown are over.
    """
    same = own is None and _judged(board) == _judged(past)
    if own is not None:
        theirs = _kept(own)
        before = [each for each in before if each.code != "kept"] + ([theirs] if theirs else [])
    earlier = {(each.code, each.key): each for each in before if each.whole}
    found = []
    for headline in now:
        its = earlier.get((headline.code, headline.key))
        fair = (is_over or headline.code not in _GROW) and (same or headline.code != "kept")
        change = _amount(headline) - _amount(its) if its is not None and fair else None
        found.append(replace(headline, before=its, change=change))
    return found


def _amount(headline: Headline) -> float:
    return headline.part if headline.value is None else headline.value


def _judged(board: Board) -> set[str]:
    return {line.key for line in board.lines if line.verdict.is_judged}


def _kept(lines: Sequence[ScoreLine]) -> Headline | None:
    if not lines:
        return None
    found = tally(lines)
    return Headline(
        code="kept",
        value=None,
        unit=None,
        part=len(found.kept),
        whole=found.judged,
        counts=dict(Counter(line.verdict.word for line in lines)),
    )


def _speed(agreement: Agreement, board: Board) -> Headline | None:
    """The first commitment on the median time to the first touch."""
    for line in board.lines:
        one = agreement.commitments.get(line.key)
        if one and one.measured_by is MEDIAN and one.to == "first_touch_at" and line.eligible:
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


def _returned(board: Board, leads: pl.DataFrame, zone: str) -> Headline | None:
    returned = funnel_of.returned(leads, board.start, board.end, zone)
    if returned is None or not returned.decided:
        return None
    blank = returned.without_reason
    return Headline(
        code="returned",
        value=returned.returned / returned.decided,
        unit="share",
        part=returned.returned,
        whole=returned.decided,
        counts={} if blank is None else {"without_reason": blank},
    )


def _won(agreement: Agreement, board: Board, leads: pl.DataFrame, zone: str) -> Headline | None:
    won = funnel_of.won(leads, board.start, board.end, zone)
    if won is None or not won.valued:
        return None
    return Headline(
        code="won",
        value=won.revenue,
        unit=board.currency or None,
        part=won.valued,
        whole=won.deals,
        counts=_planned_customers(agreement, board),
        plan=_planned_revenue(agreement, board),
    )


def _planned_revenue(agreement: Agreement, board: Board) -> float | None:
    """The target of the commitment on won revenue; else of the plan's revenue target.

    The plan states it for the whole agreement, so that it says nothing of a single period.
    """
    for line in board.lines:
        one = agreement.commitments.get(line.key)
        if one is not None and line.target is not None and _is_won_revenue(one):
            return line.target.value
    if board.period is not None and board.period != agreement.label:
        return None
    assumed = _assumed(REVENUE_TARGET, agreement, board)
    return _objective(agreement, board) if assumed is None else assumed


def _objective(agreement: Agreement, board: Board) -> float | None:
    """The one shared objective in the agreement's currency for as long as it runs."""
    if board.segment is not None:
        return None
    targets = [each.target for each in shared_objectives(agreement) if each.target is not None]
    return targets[0].value if len(targets) == 1 else None


def _planned_customers(agreement: Agreement, board: Board) -> dict[str, int]:
    """How many customers the planned revenue takes, at the deal size that the plan assumes."""
    revenue = _planned_revenue(agreement, board)
    deal = _assumed(DEAL_SIZE, agreement, board)
    if not revenue or not deal:
        return {}
    return {"planned_customers": ceil(Decimal(str(revenue)) / Decimal(str(deal)))}


def _assumed(quantity: str, agreement: Agreement, board: Board) -> float | None:
    """What the plan assumes of a quantity, for the leads shown; None where it says nothing."""
    return next(
        (
            one.value
            for one in agreement.of_kind("assumption").values()
            if isinstance(one, Assumption)
            and quantity_of(one) == quantity
            and one.segment == (board.segment or "")
        ),
        None,
    )


def _is_won_revenue(one: Commitment) -> bool:
    return (
        one.measured_by is SUM
        and (one.from_, one.field) == ("closed_at", "revenue")
        and one.where in ((), (_WON,))
        and not one.any
        and not one.segment
        and one.target.op == ">="
    )
