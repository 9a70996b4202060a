"""What an agreement plans revenue to come from: leads, rates, days, deal sizes, and their mix."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import (
    ASSUMPTION,
    DEAL_SIZE,
    AssumedValue,
    assumed,
    quantities,
    quantity_of,
)
from alignment_desktop.domain.capacity import promised_leads, promises_leads
from alignment_desktop.domain.clauses import Person
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.metrics import revenue_target
from alignment_desktop.domain.plan import Assumption
from alignment_desktop.domain.plan_check import (
    Part,
    is_of_all,
    promised_revenue,
    rate_steps,
    rates_to_won,
    stage_of,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

CYCLE_DAYS = "cycle days"
SALES, SHARED = "sales", "shared"
_HANDOVER, _OPPORTUNITY = "handed_over_at", "opportunity_at"
_HANDOVER_WORDS = ("hand-over", "handover", "hand over")


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """What is planned of the customers of one segment.

    Attributes:
        segment: Its key; empty for all in none of the others.
        share: Of the promised leads, and so of the planned customers.
        deal_size: Of one customer.
    """

    segment: str
    share: Fraction
    deal_size: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenuePlan:
    """The numbers that a plan of revenue is made of, each None where the agreement lacks it.

    Attributes:
        target: The revenue wanted.
        event: With which the promised leads are counted.
        leads: How many leads are promised over the agreement's period.
        leads_party: Who promises them.
        accepted: The stage after the first of several rates, and that rate.
        accepted_party: Who stands for it.
        rate: The product of the further rates, up to customers; of the only one where it is alone.
        rate_party: Who stands for them; `shared` where several parties do.
        cycle: The days that a deal is assumed to take.
        cycle_start: The event that these days count from; they end with the contract.
        deal_size: The revenue of a customer.
        segments: Which share of customers each segment is to bring at which deal size; empty where
            the agreement does not part them.
    """

    target: Fraction | None
    event: str
    leads: Fraction | None
    leads_party: str = "marketing"
    accepted: tuple[str, Fraction] | None = None
    accepted_party: str = "marketing"
    rate: Fraction | None = None
    rate_party: str = SALES
    cycle: AssumedValue | None = None
    cycle_start: str = _OPPORTUNITY
    deal_size: Fraction | None = None
    segments: tuple[SegmentPlan, ...] = ()


def revenue_plan(agreement: Agreement) -> RevenuePlan:
    """The plan of an agreement, from its assumptions and its promises.

    The way to revenue begins at the first promise of leads that are not of one segment alone whose
    rates lead to customers, else at the first such promise, else at the hand-over. Of targets that
    differ from period to period rates take the lowest, and leads add up.
    """
    known = quantities(agreement)
    promises = [
        one for one in agreement.commitments.values() if promises_leads(one) and is_of_all(one)
    ]
    steps = rate_steps(agreement, known)
    ways = [(one, rates_to_won(stage_of(one.from_, agreement), steps)) for one in promises]
    promise, rates = next(
        (pair for pair in ways if pair[1] is not None), ways[0] if ways else (None, None)
    )
    event = promise.from_ if promise else _HANDOVER
    if promise is None:
        rates = rates_to_won(stage_of(event, agreement), steps)
    later = list(rates or ())
    # Straight to customers, there is no quality apart from conversion.
    first = later.pop(0) if len(later) > 1 else None
    deal, _ = known.one(DEAL_SIZE, positive=True)
    cycle, _ = known.one(CYCLE_DAYS)
    leads = Fraction(promised_leads(promise, agreement)) if promise else None
    deal_size = Fraction(deal.value) if deal else None
    rate = None
    for _, each in later:
        rate = (rate or 1) * Fraction(each.value)
    return RevenuePlan(
        target=_target(agreement),
        event=event,
        leads=leads,
        leads_party=promise.party if promise else "marketing",
        accepted=(first[0], Fraction(first[1].value)) if first else None,
        accepted_party=_party(first[1], stage_of(event, agreement), agreement) if first else SHARED,
        rate=rate,
        rate_party=_party_of_all(later, first[0] if first else "", agreement),
        cycle=cycle,
        cycle_start=_cycle_start(cycle, agreement),
        deal_size=deal_size,
        segments=_segments(agreement, event, leads, deal_size),
    )


def leader_of(party: str, agreement: Agreement) -> str | None:
    """The key of the one person who leads a party; None where none or several do."""
    people = (cast(Person, one) for one in agreement.of_kind("person").values())
    keys = [one.key for one in people if (one.party, one.role) == (party, "leader")]
    return keys[0] if len(keys) == 1 else None


def _target(agreement: Agreement) -> Fraction | None:
    """The revenue target as the metrics take it, else revenue that is promised; None of several."""
    try:
        return Fraction(Decimal(repr(revenue_target(agreement))))
    except Problem as problem:
        promised = promised_revenue(agreement)
        if promised is None or problem.code != "no-revenue-target":
            return None
        return Fraction(promised.value)


def _party(rate: Part, start: str, agreement: Agreement) -> str:
    """Who stands for a rate: who promises it, else who owns the stage that it leads out of."""
    promised = agreement.commitments.get(rate.clause_id[1])
    if rate.clause_id[0] == "commitment" and promised is not None:
        return promised.party
    stage = agreement.stages.get(start)
    return stage.party if stage is not None else SHARED


def _party_of_all(rates: list[tuple[str, Part]], start: str, agreement: Agreement) -> str:
    parties = set()
    for end, rate in rates:
        parties.add(_party(rate, start, agreement))
        start = end
    return parties.pop() if len(parties) == 1 else SHARED if parties else SALES


def _cycle_start(cycle: AssumedValue | None, agreement: Agreement) -> str:
    """From which event the assumed days count: the hand-over, where their name says so.

    Else from the opportunity, as the metric of that name does.
    """
    name = cycle.name.casefold() if cycle else ""
    if any(word in name for word in _HANDOVER_WORDS):
        return _HANDOVER
    stage = agreement.stages.get(agreement.header.handover_stage)
    called = [stage.name, stage.abbreviation] if stage else []
    if any(word and word.casefold() in name.split() for word in called):
        return ENTERED + agreement.header.handover_stage
    return _OPPORTUNITY


def _segments(
    agreement: Agreement, event: str, leads: Fraction | None, deal_size: Fraction | None
) -> tuple[SegmentPlan, ...]:
    """Shares of promised leads with a deal size of their own, and what is left of the others.

    The deal size of the others is what makes the mean of all that which is assumed for all.
    """
    if leads is None or deal_size is None or not leads:
        return ()
    promised = _promised_by_segment(agreement, event)
    sizes: dict[str, Decimal] = {}
    for clause in agreement.of_kind(ASSUMPTION).values():
        one = cast(Assumption, clause)
        if one.segment and quantity_of(one) == DEAL_SIZE and one.value is not None:
            sizes.setdefault(one.segment, assumed(one).value)
    found = [
        SegmentPlan(key, Fraction(promised[key]) / leads, Fraction(size))
        for key, size in sizes.items()
        if key in promised
    ]
    others = 1 - sum((each.share for each in found), Fraction(0))
    rest = deal_size - sum((each.share * each.deal_size for each in found), Fraction(0))
    if not found or others <= 0 or rest <= 0:
        return ()
    return (*found, SegmentPlan("", others, rest / others))


def _promised_by_segment(agreement: Agreement, event: str) -> Mapping[str, Decimal]:
    """How many leads of each segment are promised, counted with the same event."""
    found: dict[str, Decimal] = {}
    for one in agreement.commitments.values():
        if promises_leads(one) and one.segment and one.from_ == event and _plain(one):
            found.setdefault(one.segment, promised_leads(one, agreement))
    return found


def _plain(one: Commitment) -> bool:
    return not (one.where or one.any)
