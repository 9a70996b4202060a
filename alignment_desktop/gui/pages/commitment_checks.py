"""The capacity check and the plan check as cards: a figure, its arithmetic, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

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
from alignment_desktop.gui.pages.clause_words import number
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.fields import stage_text
from alignment_desktop.phrasing.figures import figure_text, short_text
from alignment_desktop.phrasing.language import NONE

CAPACITY, PLAN = "capacity", "plan"


def _tr(text: str) -> str:
    return QCoreApplication.translate("CommitmentChecks", text)


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
    return [Stat(_tr("Capacity check"), "…"), Stat(_tr("Plan check"), "…")]


def capacity_stat(checks: Checks) -> Stat:
    """Promised attempts against the time there is for them."""
    title, check = _tr("Capacity check"), checks.capacity
    load, capacity = check.load, check.capacity
    if load is None or capacity is None:
        return _lacking(title, NONE, check.lacks[0], checks.agreement, CAPACITY)
    over = "missed" if load.everyone else "at_risk"
    figure = _tr("{0} %").format(number(check.percent)) if check.percent is not None else NONE
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
    title, check = _tr("Plan check"), checks.plan
    currency = checks.agreement.header.currency or None
    expected, wanted = check.revenue, check.target
    figure = _money(expected, currency)
    if check.lacks or expected is None or wanted is None:
        return _lacking(title, figure, check.lacks[0], checks.agreement, PLAN)
    if expected < wanted:
        note = _tr("Expected revenue stays {0} under the {1} target")
        note = note.format(_money(wanted - expected, currency), _money(wanted, currency))
    else:
        note = _tr("Expected revenue ≥ {0} target").format(_money(wanted, currency))
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
    return _mending(lack, checks.agreement) if lack else Step(name)


def _mending(lack: MissingInput, agreement: Agreement) -> Step:
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
        name = _tr("{0} → Customer").format(_stage(lack.what, agreement))
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
        InputNeed.ASSUMPTION: lambda: _tr("Add an assumption for {0}").format(_quantity(lack.what)),
        InputNeed.VALUE: lambda: _tr("Set the number assumed for {0}").format(_quantity(lack.what)),
        InputNeed.ONE: lambda: _tr("Keep one assumption for {0}").format(_quantity(lack.what)),
        InputNeed.LEADS: lambda: _tr("Add a commitment of Marketing for a number of leads"),
        InputNeed.ATTEMPTS: lambda: _tr("Add a commitment of Sales for attempts"),
        InputNeed.SAME_EVENT: lambda: _tr("Count attempts from the same event as leads"),
        InputNeed.RATE: lambda: _tr("Add an assumption for the rate from {0} to customers").format(
            _stage(lack.what, agreement)
        ),
    }
    return words[lack.want]()


def _quantity(code: str) -> str:
    return {
        REPS: _tr("reps"),
        HOURS: _tr("hours per rep"),
        MINUTES: _tr("minutes per attempt"),
        DEAL_SIZE: _tr("the deal size"),
        REVENUE_TARGET: _tr("the revenue target"),
        SOURCED_SHARE: _tr("the sourced share"),
    }[code]


def _stage(key: str, agreement: Agreement) -> str:
    stage = agreement.stages.get(key)
    if stage is not None:
        return stage_text(stage)
    return {"created_at": _tr("Lead"), "opportunity_at": _tr("Opportunity")}.get(key, key)


def _load_note(load: Load, capacity: Capacity, checks: Checks) -> str:
    check = checks.capacity
    many = _tr("{0} × {1} attempts") if load.times != 1 else _tr("{0} × {1} attempt")
    what = many.format(_leads(load, checks.agreement), number(load.times))
    reps = _tr("{0} reps' hours").format(number(float(capacity.reps.value)))
    if capacity.reps.value == 1:
        reps = _tr("1 rep's hours")
    if check.fits:
        template = _tr("{0} fit into {1}") if load.everyone else _tr("Even all {0} fit into {1}")
    else:
        template = _tr("{0} exceed {1}") if load.everyone else _tr("Up to {0} may exceed {1}")
    return template.format(what, reps)


def _leads(load: Load, agreement: Agreement) -> str:
    """So many leads, called by the stage that they are counted at."""
    event = agreement.commitments[load.promise].from_
    key = event.removeprefix("entered.")
    if event == "handed_over_at":
        key = agreement.header.handover_stage
    stage = agreement.stages.get(key)
    count = number(float(load.leads))
    if stage is not None and stage.abbreviation:
        return f"{count} {stage.abbreviation}s"
    return _tr("{0} leads").format(count)


def _load_arithmetic(load: Load, capacity: Capacity, agreement: Agreement) -> str:
    commitments = agreement.commitments
    wanted = _tr("{0} leads ({1}) × {2} attempts ({3}) = {4} attempts.").format(
        number(float(load.leads)),
        display_name(commitments[load.promise]),
        number(load.times),
        display_name(commitments[load.attempts]),
        number(load.total),
    )
    template = _tr("{0} ({1}) × {2} hours ({3}) × 60 ÷ {4} minutes ({5}) = time for {6} attempts.")
    parts = (capacity.reps, capacity.hours, capacity.minutes)
    said = [each for part in parts for each in (number(float(part.value)), part.name)]
    return f"{wanted}\n{template.format(*said, number(capacity.attempts))}"


def _money(value: Decimal | None, currency: str | None) -> str:
    return short_text(float(value) if value is not None else None, currency, user_language())


def _part(part: Part, currency: str | None) -> str:
    value = float(part.value)
    if part.unit == "share":
        shown = _tr("{0} %").format(number(float(100 * part.value)))
    elif part.unit == "leads":
        shown = _tr("{0} leads").format(number(value))
    else:
        shown = figure_text(value, currency, user_language())
    return f"{shown} ({part.name})"


def _plan_arithmetic(check: PlanCheck, currency: str | None) -> str:
    sign = " + " if check.summed else " × "
    lines = []
    for head, parts, between, whole in (
        (_tr("Expected: {0} = {1}"), check.expected, sign, check.revenue),
        (_tr("Target: {0} = {1}"), check.wanted, " × ", check.target),
    ):
        said = between.join(_part(part, currency) for part in parts)
        result = figure_text(float(whole or 0), currency, user_language())
        lines.append(head.format(said, result))
    return "\n".join(lines)
