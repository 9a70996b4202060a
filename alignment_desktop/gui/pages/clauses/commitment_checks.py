"""The capacity check and the plan check as cards: a figure, its arithmetic, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from decimal import Decimal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import (
    ASSUMPTION,
    DEAL_SIZE,
    HOURS,
    MINUTES,
    REPS,
    REVENUE_TARGET,
    SOURCED_SHARE,
    STAGE_RATE,
    InputNeed,
    MissingInput,
)
from alignment_desktop.domain.capacity import Capacity, CapacityCheck, Load, check_capacity
from alignment_desktop.domain.clauses import COMMITMENT, clause_name, display_name
from alignment_desktop.domain.plan_check import Part, PlanCheck, check_plan
from alignment_desktop.gui.pages.clauses.clause_words import number
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.fields import stage_text
from alignment_desktop.phrasing.figures import figure_text, short_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

CAPACITY, PLAN = "capacity", "plan"


@dataclass(frozen=True, slots=True)
class Checks:
    """Both checks of one agreement."""

    agreement: Agreement
    capacity: CapacityCheck
    plan: PlanCheck


@dataclass(frozen=True, slots=True)
class Step:
    """Where a card leads.

    Attributes:
        name: The clause to show, as `kind.key`; empty where one is to be added.
        kind: The kind to add.
        table: What the new clause says already; empty: the least that its kind needs.
    """

    name: str = ""
    kind: str = COMMITMENT
    table: dict[str, object] = field(default_factory=dict)


def checks_of(agreement: Agreement) -> Checks:
    """Makes both checks."""
    return Checks(agreement, check_capacity(agreement), check_plan(agreement))


def unchecked_stats() -> list[Stat]:
    """Both cards while the checks are being made."""
    return [Stat(wording().checks.capacity_check(), "…"), Stat(wording().checks.plan_check(), "…")]


def capacity_stat(checks: Checks) -> Stat:
    """Promised attempts against the time there is for them."""
    title, check = wording().checks.capacity_check(), checks.capacity
    load, capacity = check.load, check.capacity
    if load is None or capacity is None:
        return _lacking(title, NONE, check.lacks[0], checks.agreement, CAPACITY)
    over = "missed" if load.everyone else "at_risk"
    figure = (
        wording().checks.percent(percent=number(check.percent))
        if check.percent is not None
        else NONE
    )
    return Stat(
        title,
        figure,
        _load_note(load, capacity, checks),
        "kept" if check.fits else over,
        detail=_load_arithmetic(load, capacity, checks.agreement),
        leads_to=CAPACITY,
    )


def plan_stat(checks: Checks) -> Stat:
    """Expected revenue against what is wanted."""
    title, check = wording().checks.plan_check(), checks.plan
    currency = checks.agreement.header.currency or None
    expected, wanted = check.revenue, check.target
    figure = _money(expected, currency)
    if check.lacks or expected is None or wanted is None:
        return _lacking(title, figure, check.lacks[0], checks.agreement, PLAN)
    if expected < wanted:
        note = wording().checks.expected_under_target(
            gap=_money(wanted - expected, currency), target=_money(wanted, currency)
        )
    else:
        note = wording().checks.expected_revenue_target(amount=_money(wanted, currency))
    return Stat(
        title,
        figure,
        note,
        "kept" if check.reaches else "at_risk",
        detail=_plan_arithmetic(check, currency),
        leads_to=PLAN,
    )


def step_of(checks: Checks, card: str) -> Step:
    """What a click on a card does."""
    if card == CAPACITY:
        check = checks.capacity
        lack = check.lacks[0] if check.lacks else None
        name = clause_name(COMMITMENT, check.load.attempts) if check.load else ""
    else:
        plan = checks.plan
        lack = plan.lacks[0] if plan.lacks else None
        name = clause_name(*plan.expected[0].clause_id) if plan.expected else ""
    return mending(lack, checks.agreement) if lack else Step(name)


def mending(lack: MissingInput, agreement: Agreement) -> Step:
    """Where somebody goes who gives what is missing."""
    if lack.key:
        kind = COMMITMENT if lack.want is InputNeed.SAME_EVENT else ASSUMPTION
        return Step(clause_name(kind, lack.key))
    if lack.want is InputNeed.ASSUMPTION:
        words = _quantity(lack.what)
        table: dict[str, object] = {
            "name": words[:1].upper() + words[1:],
            "quantity": lack.what,
        }
        return Step(kind=ASSUMPTION, table=table)
    if lack.want is InputNeed.RATE:
        start = _rate_start(lack.what)
        name = wording().checks.customer(stage=_stage(lack.what, agreement))
        table = {"key": f"{start}-to-customer", "name": name, "quantity": STAGE_RATE}
        return Step(kind=ASSUMPTION, table=table)
    return Step()


def _rate_start(what: str) -> str:
    return {"created_at": "lead", "opportunity_at": "opportunity"}.get(what, what)


def _lacking(title: str, figure: str, lack: MissingInput, agreement: Agreement, card: str) -> Stat:
    return Stat(title, figure, lack_words(lack, agreement), leads_to=card)


def lack_words(lack: MissingInput, agreement: Agreement) -> str:
    """What is to be done, in one short sentence."""
    words: dict[InputNeed, Callable[[], str]] = {
        InputNeed.ASSUMPTION: lambda: wording().checks.add_an_assumption_for(
            what=_quantity(lack.what)
        ),
        InputNeed.VALUE: lambda: wording().checks.set_the_number_assumed(what=_quantity(lack.what)),
        InputNeed.ONE: lambda: wording().checks.keep_one_assumption_for(what=_quantity(lack.what)),
        InputNeed.LEADS: lambda: wording().checks.add_a_commitment_of_marketing(),
        InputNeed.ATTEMPTS: lambda: wording().checks.add_a_commitment_of(),
        InputNeed.SAME_EVENT: lambda: wording().checks.count_attempts_from_the(),
        InputNeed.RATE: lambda: wording().checks.add_an_assumption_for_the(
            stage=_stage(lack.what, agreement)
        ),
    }
    return words[lack.want]()


def _quantity(code: str) -> str:
    return {
        REPS: wording().checks.reps(),
        HOURS: wording().checks.hours_per_rep(),
        MINUTES: wording().checks.minutes_per_attempt(),
        DEAL_SIZE: wording().checks.the_deal_size(),
        REVENUE_TARGET: wording().checks.the_revenue_target(),
        SOURCED_SHARE: wording().checks.the_sourced_share(),
    }[code]


def _stage(key: str, agreement: Agreement) -> str:
    stage = agreement.stages.get(key)
    if stage is not None:
        return stage_text(stage)
    return {
        "created_at": wording().checks.lead(),
        "opportunity_at": wording().checks.opportunity(),
    }.get(key, key)


def _load_note(load: Load, capacity: Capacity, checks: Checks) -> str:
    check = checks.capacity
    its = wording().checks
    what = its.leads_times_attempts(
        load.times, leads=_leads(load, checks.agreement), times=number(load.times)
    )
    reps = wording().checks.reps_hours(value=number(float(capacity.reps.value)))
    if capacity.reps.value == 1:
        reps = wording().checks.rep_s_hours()
    if check.fits:
        said = its.fits if load.everyone else its.fits_even_all
    else:
        said = its.exceeds if load.everyone else its.may_exceed
    return said(work=what, room=reps)


def _leads(load: Load, agreement: Agreement) -> str:
    """So many leads, called by the stage that they are counted at."""
    event = agreement.commitments[load.promise].from_
    key = event.removeprefix("entered.")
    if event == "handed_over_at":
        key = agreement.header.handover_stage
    stage = agreement.stages.get(key)
    count = number(float(load.leads))
    if stage is not None and stage.abbreviation:
        return f"{count} {user_language().conditions.plural(name=stage.abbreviation)}"
    return wording().checks.leads(float(load.leads), count=count)


def _load_arithmetic(load: Load, capacity: Capacity, agreement: Agreement) -> str:
    commitments = agreement.commitments
    wanted = wording().checks.leads_attempts_attempts(
        leads=number(float(load.leads)),
        name=display_name(commitments[load.promise]),
        times=number(load.times),
        name2=display_name(commitments[load.attempts]),
        total=number(load.total),
    )
    there = wording().checks.time_for_attempts(
        reps=number(float(capacity.reps.value)),
        reps_name=capacity.reps.name,
        hours=number(float(capacity.hours.value)),
        hours_name=capacity.hours.name,
        minutes=number(float(capacity.minutes.value)),
        minutes_name=capacity.minutes.name,
        attempts=number(capacity.attempts),
    )
    return f"{wanted}\n{there}"


def _money(value: Decimal | None, currency: str | None) -> str:
    return short_text(float(value) if value is not None else None, currency, user_language())


def _part(part: Part, currency: str | None) -> str:
    value = float(part.value)
    if part.unit == "share":
        shown = wording().checks.value(value=number(float(100 * part.value)))
    elif part.unit == "leads":
        shown = wording().checks.leads_value(value, value=number(value))
    else:
        shown = figure_text(value, currency, user_language())
    return f"{shown} ({part.name})"


def _plan_arithmetic(check: PlanCheck, currency: str | None) -> str:
    sign = " + " if check.summed else " × "
    lines = []
    for head, parts, between, whole in (
        (wording().checks.expected_is, check.expected, sign, check.revenue),
        (wording().checks.target_is, check.wanted, " × ", check.target),
    ):
        said = between.join(_part(part, currency) for part in parts)
        result = figure_text(float(whole or 0), currency, user_language())
        lines.append(head(parts=said, whole=result))
    return "\n".join(lines)
