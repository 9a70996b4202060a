"""The plan check: what the promises bring in together, against the revenue wanted of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import mul

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import (
    ASSUMPTION,
    DEAL_SIZE,
    REVENUE_TARGET,
    SOURCED_SHARE,
    STAGE_RATE,
    AssumedValue,
    InputNeed,
    MissingInput,
    Quantities,
    assumed,
    quantities,
)
from alignment_desktop.domain.capacity import labels_of, promised_leads, promises_leads
from alignment_desktop.domain.clauses import COMMITMENT, Stage, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.measures import SHARE, SUM
from alignment_desktop.domain.metrics import shared_objectives
from alignment_desktop.values import dataclass

WON = "won"
"""The end of the funnel, as a place that rates lead to."""
_PLACES = {WON: WON, "customer": WON, "lead": "created_at", "opportunity": "opportunity_at"}
"""What places are called that need no stage."""
_BETWEEN = re.compile(r"\s*(?:→|->|–)\s*|\s+to\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A number of the arithmetic, and the clause that says it.

    Attributes:
        unit: `leads`, `share` or `money`.
        value: The number; of a share from 0 to 1.
        name: What people call the clause.
        clause_id: The clause's kind and key.
    """

    unit: str
    value: Decimal
    name: str
    clause_id: tuple[str, str]


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What is expected against what is wanted, in the agreement's currency and whole period.

    Attributes:
        expected: The numbers whose product is expected, or whose sum is; empty where one is
            missing.
        wanted: The numbers whose product is wanted; likewise.
        summed: Whether what is expected is a sum, over campaigns.
        lacks: What is missing; empty where both are known.
    """

    expected: tuple[Part, ...]
    wanted: tuple[Part, ...]
    summed: bool = False
    lacks: tuple[MissingInput, ...] = ()

    @property
    def revenue(self) -> Decimal | None:
        """The expected revenue."""
        if self.summed:
            return sum((part.value for part in self.expected), Decimal(0))
        return _product(self.expected)

    @property
    def target(self) -> Decimal | None:
        """The revenue that is wanted."""
        return _product(self.wanted)

    @property
    def reaches(self) -> bool | None:
        """Whether the expected revenue reaches the target; None where a number is missing."""
        if self.revenue is None or self.target is None:
            return None
        return self.revenue >= self.target


def check_plan(agreement: Agreement) -> PlanCheck:
    """Forward from the promised leads, through promised and assumed rates, to revenue.

    Expected revenue = leads promised in the period × the rates of the steps up to customers × deal
    size. Where no such chain is complete: the sum of what the campaigns are expected to bring.
    Wanted revenue = revenue target × sourced share, or all of it where no share is assumed; the
    target is the assumed one, else that of the one shared objective in the agreement's currency for
    as long as it runs, else a promised total of `revenue`. Of targets that differ from
    period to period, the rates take the lowest. Nothing is rounded: this is an expectation.
    """
    known = quantities(agreement)
    wanted, no_target = _wanted(agreement, known)
    expected, lacks = _chain(agreement, known)
    summed = False
    if lacks:
        campaigns = _campaigns(agreement)
        if campaigns:
            expected, lacks, summed = campaigns, [], True
    return PlanCheck(tuple(expected), tuple(wanted), summed, (*lacks, *no_target))


def _product(parts: tuple[Part, ...]) -> Decimal | None:
    return reduce(mul, (part.value for part in parts)) if parts else None


def _of_assumption(unit: str, one: AssumedValue) -> Part:
    return Part(unit, one.value, one.name, (ASSUMPTION, one.key))


def _of_commitment(unit: str, value: Decimal, one: Commitment) -> Part:
    return Part(unit, value, display_name(one), (COMMITMENT, one.key))


def _wanted(agreement: Agreement, known: Quantities) -> tuple[list[Part], list[MissingInput]]:
    assumed_target, lacks = known.one(REVENUE_TARGET, positive=True)
    target = _of_assumption("money", assumed_target) if assumed_target else None
    if target is None and not known.of(REVENUE_TARGET):
        target = _stated(agreement)
    if target is None:
        return [], lacks
    if not known.of(SOURCED_SHARE):
        return [target], []
    share, lacks = known.one(SOURCED_SHARE, share=True)
    return ([target, _of_assumption("share", share)], []) if share else ([], lacks)


def _stated(agreement: Agreement) -> Part | None:
    """What the one shared objective states, else what is promised; None of several objectives."""
    found = [
        Part("money", one.target.amount, display_name(one), ("objective", one.key))
        for one in shared_objectives(agreement)
        if one.target is not None and one.target.amount > 0
    ]
    if len(found) > 1:
        return None
    return found[0] if found else promised_revenue(agreement)


def promised_revenue(agreement: Agreement) -> Part | None:
    """The first promise of all revenue, over the agreement's period."""
    for one in agreement.commitments.values():
        own = one.target.unit in (None, agreement.header.currency)
        total = one.measured_by is SUM and (one.field, one.target.op) == ("revenue", ">=")
        if total and own and is_of_all(one):
            return _of_commitment("money", promised_leads(one, agreement), one)
    return None


def is_of_all(one: Commitment) -> bool:
    """Whether a commitment speaks of all leads, whatever they are like."""
    return not (one.where or one.any or one.segment)


def _campaigns(agreement: Agreement) -> list[Part]:
    return [
        Part("money", Decimal(str(one.expected.revenue)), display_name(one), ("campaign", key))
        for key, one in agreement.campaigns.items()
        if one.expected.revenue is not None
    ]


def _chain(agreement: Agreement, known: Quantities) -> tuple[list[Part], list[MissingInput]]:
    """Leads, rates, deal size: of the first promise of leads whose rates are all known."""
    promises = [
        one for one in agreement.commitments.values() if promises_leads(one) and is_of_all(one)
    ]
    if not promises:
        return [], [MissingInput(InputNeed.LEADS)]
    deal_size, lacks = known.one(DEAL_SIZE, positive=True)
    steps = rate_steps(agreement, known)
    for promise in promises:
        rates = rates_to_won(stage_of(promise.from_, agreement), steps)
        if rates is not None:
            leads = _of_commitment("leads", promised_leads(promise, agreement), promise)
            if deal_size is None:
                return [], lacks
            parts = [rate for _, rate in rates]
            return [leads, *parts, _of_assumption("money", deal_size)], []
    return [], [MissingInput(InputNeed.RATE, stage_of(promises[0].from_, agreement)), *lacks]


def stage_of(event: str, agreement: Agreement) -> str:
    """The stage that an event enters; an event that enters none stands for itself."""
    if event == "handed_over_at":
        return agreement.header.handover_stage or event
    return event.removeprefix("entered.")


def rates_to_won(
    start: str, steps: Mapping[str, Sequence[tuple[str, Part]]]
) -> list[tuple[str, Part]] | None:
    """The shortest way from a stage to customers: each next stage, and the rate that leads there.

    Args:
        start: Where it begins.
        steps: As `rate_steps` gives them.

    Returns:
        None where there is no way; the last stage is `WON`.
    """
    ways: list[tuple[str, list[tuple[str, Part]]]] = [(start, [])]
    seen = {start}
    for at, rates in ways:  # grows while it is walked
        if at == WON:
            return rates
        for to, rate in steps.get(at, ()):
            if to not in seen:
                seen.add(to)
                ways.append((to, [*rates, (to, rate)]))
    return None


def rate_steps(agreement: Agreement, known: Quantities) -> dict[str, list[tuple[str, Part]]]:
    """The rates from stage to stage; those assumed for it come before those promised."""
    steps: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    stages = agreement.stages
    rates = [*_assumed_rates(stages, known), *_promised_rates(agreement, stages)]
    last = {key for key, stage in stages.items() if not stage.next and stage.kind != "detour"}
    # A rate that leads out of a stage says that the way goes on, to customers for instance.
    last -= {start for start, _, _ in rates}
    last.add("customer")
    for start, end, rate in rates:
        steps[start].append((WON if end in last else end, rate))
    return steps


def _assumed_rates(
    stages: Mapping[str, Stage], known: Quantities
) -> Iterator[tuple[str, str, Part]]:
    """Assumed stage rates whose key (`mql-to-sal`) or name (“MQL → SAL”) names two stages."""
    words = dict(_PLACES)
    for key, stage in stages.items():
        words |= {word.casefold(): key for word in (key, stage.name, stage.abbreviation) if word}
    for one in known.of(STAGE_RATE):
        if one.value is None or not 0 <= one.value <= 1:
            continue
        for ends in (_BETWEEN.split(one.name.strip().casefold()), one.key.split("-to-")):
            named = [words.get(end, "") for end in ends]
            if len(named) == 2 and all(named):
                yield named[0], named[1], _of_assumption("share", assumed(one))
                break


def _promised_rates(
    agreement: Agreement, stages: Mapping[str, Stage]
) -> Iterator[tuple[str, str, Part]]:
    """Promised shares of all the leads of a stage that come to another one."""
    for one in agreement.commitments.values():
        if one.measured_by is SHARE and one.target.op == ">=" and is_of_all(one):
            labels = labels_of(one, agreement)
            least = min(
                (one.target_of(label).amount for label in labels), default=one.target.amount
            )
            start = stage_of(one.from_, agreement)
            for end in _reached(one.of, start, stages):
                yield start, end, _of_commitment("share", least / 100, one)


def _reached(of: tuple[Condition, ...], start: str, stages: Mapping[str, Stage]) -> list[str]:
    """The stages that leads which meet conditions have come to.

    Leads that sales accepts go on to the stages after theirs, detours left out.
    """
    if len(of) != 1:
        return []
    condition = of[0]
    stated = condition.op, tuple(str(value).casefold() for value in condition.values)
    if condition.field == "outcome" and stated == ("is", ("won",)):
        return [WON]
    if condition.field.startswith("entered.") and condition.op == "is not blank":
        return [condition.field.removeprefix("entered.")]
    if condition.field == "decision" and stated == ("is", ("accepted",)) and start in stages:
        after = stages[start].next
        return [key for key in after if key in stages and stages[key].kind != "detour"]
    return []
