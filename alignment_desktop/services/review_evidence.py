"""What a review shows beside the scoreboard: reasons, campaigns, owners, and what is next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.documents.review_values import NextTarget
from alignment_desktop.domain.campaign_results import RESULTS, CampaignResult, Outcome
from alignment_desktop.domain.clauses import PARTIES, Person, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.credit import FIRST, weights
from alignment_desktop.domain.measures import COUNT
from alignment_desktop.domain.metric_figures import plain
from alignment_desktop.domain.plan import Campaign, Stake
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.frames import ENTERED, IDENTITY
from alignment_desktop.measurement.as_of import midnight
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.attribution import CAMPAIGN, PLACE, TOUCHES, touches
from alignment_desktop.measurement.funnel import in_days
from alignment_desktop.measurement.measures import exact_sum
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.scoreboard import Board
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace

Reasons = tuple[tuple[str, int], ...]
"""How many leads by reason, the most first; an empty reason: none was given."""
_ONE = "…one"
_COUNTED = "counted-by-reason"
_RETURNED = Condition("decision", "is", ("returned",))
_LOST = Condition("outcome", "is", ("lost",))


def returns(request: Request, agreement: Agreement, board: Board) -> Reasons:
    """How many leads were returned in the days of the board, by reason."""
    return _by_reason(request, agreement, board, "decided_at", _RETURNED, "return_reason")


def lost(request: Request, agreement: Agreement, board: Board) -> Reasons:
    """How many deals were lost in the days of the board, by reason."""
    return _by_reason(request, agreement, board, "closed_at", _LOST, "lost_reason")


def _by_reason(
    request: Request,
    agreement: Agreement,
    board: Board,
    event: str,
    condition: Condition,
    reason: str,
) -> Reasons:
    counted = Commitment(
        key=_COUNTED,
        measure=COUNT.name,
        from_=event,
        where=(condition,),
        segment=board.segment or "",
        target=Target.parse(">= 0"),
        every="period",
    )
    clauses = {**agreement.clauses, ("commitment", _COUNTED): counted}
    asked = replace(
        request,
        versions=(VersionInForce(replace(agreement, clauses=clauses)),),
        first=board.start,
        last=board.end,
        period=None,
        only=_COUNTED,
        by=reason,
    )
    (result,) = measure(asked)
    found = [(entry.segment or "", entry.eligible) for entry in result.periods if entry.by]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def owners(agreement: Agreement, words: Language) -> Mapping[str, str]:
    """The leaders of each party by name, and of both for what is shared."""
    people = [one for one in agreement.of_kind("person").values() if isinstance(one, Person)]
    named = {
        party: [display_name(one) for one in people if (one.party, one.role) == (party, "leader")]
        for party in PARTIES
    }
    named["shared"] = [name for party in PARTIES for name in named[party]]
    return {party: words.listed(names) for party, names in named.items()}


def stakes(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """What was put at stake: each stake's name, and what follows from keeping or missing."""
    found = [one for one in agreement.of_kind("stake").values() if isinstance(one, Stake)]
    return tuple((display_name(one), one.text) for one in found if one.text.strip())


def campaigns(measured: MeasuredBoard, agreement: Agreement) -> tuple[CampaignResult, ...]:
    """The campaigns of the agreement, with what their leads came to in its days.

    Leads count by the credit that the agreement's clause of attribution gives a campaign; without
    the clause those that name the campaign. Plans are made for the whole agreement, so that a
    scoreboard of one of its periods has none.
    """
    board = measured.board
    credited = None if board.period is not None else _credited(measured, agreement)
    if credited is None:
        return ()
    rule = agreement.attribution.rule if agreement.attribution else FIRST
    spelt = pl.col(CAMPAIGN).str.to_lowercase()
    found = []
    for key, one in agreement.of_kind("campaign").items():
        if not isinstance(one, Campaign):
            continue
        names = {each.strip().lower() for each in (key, one.name) if each.strip()}
        end = min(one.end or board.end, board.end)
        handover = agreement.header.handover_stage
        leads = credited.filter(spelt.is_in(sorted(names)))
        actual = _came_of(measured, handover, leads, rule)
        outcomes = (Outcome(name, getattr(one.expected, name), actual[name]) for name in RESULTS)
        found.append(
            CampaignResult(
                key=key,
                name=display_name(one),
                outcomes=tuple(outcomes),
                is_over=measured.bench.as_of.has_reached(
                    midnight(end + timedelta(days=1), measured.bench.zone)
                ),
            )
        )
    return tuple(found)


def _credited(measured: MeasuredBoard, agreement: Agreement) -> pl.DataFrame | None:
    """The leads, once for each touch that shares in the credit; None where nothing tells of any."""
    leads = measured.leads
    if agreement.attribution is not None:
        try:
            return leads.join(touches(measured.bench, agreement), on=IDENTITY)
        except Problem:
            return None
    if "campaign" not in leads.columns:
        return None
    own = pl.col("campaign").str.strip_chars().alias(CAMPAIGN)
    return leads.with_columns(own, pl.lit(0).alias(PLACE), pl.lit(1).alias(TOUCHES))


def _came_of(
    measured: MeasuredBoard, handover_stage: str, leads: pl.DataFrame, rule: str
) -> Mapping[str, float | None]:
    """What leads came to in the days of the board; None where nobody imported what says it."""
    leads = leads.with_columns(pl.lit(1.0).alias(_ONE))
    board, columns = measured.board, set(leads.columns)

    def shared(event: str, among: pl.Expr, amount: str) -> float | None:
        if not {amount, event} <= columns:
            return None
        inside = in_days(event, board.start, board.end, measured.bench.zone)
        groups = (
            leads.filter(inside & among)
            .group_by(PLACE, TOUCHES)
            .agg(pl.col(amount).drop_nulls().alias("amounts"))
        )
        return plain(
            sum(
                (
                    weights(rule, number)[place] * Fraction(exact_sum(amounts))
                    for place, number, amounts in groups.iter_rows()
                ),
                Fraction(0),
            )
        )

    every = pl.lit(True)
    won = (pl.col("outcome") == "won").fill_null(False) if "outcome" in columns else pl.lit(False)
    return {
        "leads": shared("created_at", every, _ONE),
        "mqls": shared(ENTERED + handover_stage, every, _ONE),
        "opportunities": shared("opportunity_at", every, _ONE),
        "pipeline": shared("opportunity_at", every, "amount"),
        "customers": shared("closed_at", won, _ONE),
        "revenue": shared("closed_at", won, "revenue"),
    }


def next_targets(workspace: Workspace, agreement: Agreement) -> tuple[NextTarget, ...]:
    """What the agreement that follows promises; nothing where none was begun.

    It is the earliest of those that begin after the last day of this one.
    """
    after = agreement.header.period.end
    labels = [each for each in workspace.labels() if each != agreement.label]
    following = [workspace.draft(label).agreement for label in labels]
    later = [each for each in following if each.header.period.start > after]
    if not later:
        return ()
    newest = min(later, key=lambda each: each.header.period.start)
    return tuple(
        NextTarget(
            party=one.party,
            name=display_name(one),
            now=agreement.commitments[key].target if key in agreement.commitments else None,
            then=one.target,
            business=one.business,
        )
        for key, one in newest.commitments.items()
    )
