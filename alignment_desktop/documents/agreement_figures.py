"""The plan in three figures, and whether the promises carry it, for the first page."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import DEAL_SIZE, InputNeed, MissingInput, quantities
from alignment_desktop.domain.campaign_plan import campaign_budget
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.plan import Objective
from alignment_desktop.domain.plan_check import Part, PlanCheck, check_plan
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.fields import stage_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import share_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A figure of the plan, with what it is and what it is made of.

    Attributes:
        value: The figure.
        name: What it is.
        note: What it is made of; may be empty.
    """

    value: str
    name: str
    note: str = ""


def plan_figures(agreement: Agreement, words: Language) -> list[PlanFigure]:
    """Revenue, how much of it campaigns must bring, and their budget; what is not stated is not."""
    figures = []
    revenue, share = wanted_revenue(agreement)
    currency = agreement.header.currency
    if revenue is not None:
        note = _customers(revenue, agreement, words)
        value = short_money_text(float(revenue), currency, words)
        figures.append(PlanFigure(value, words.agreement.figure_revenue(), note))
        if share is not None:
            value = short_money_text(float(revenue * share), currency, words)
            note = _sourced(revenue * share, share, agreement, words)
            figures.append(PlanFigure(value, words.agreement.figure_sourced(), note))
    else:
        figures += _objective(agreement, words)
    budget = campaign_budget(agreement)
    if budget is not None:
        value = short_money_text(float(budget), currency, words)
        note = _campaigns(agreement, words)
        figures.append(PlanFigure(value, words.agreement.figure_budget(), note))
    return figures


def wanted_revenue(agreement: Agreement) -> tuple[Decimal | None, Decimal | None]:
    """The revenue target, and the share of it that campaigns must bring; None: not stated."""
    wanted = check_plan(agreement).wanted
    if not wanted:
        return None, None
    return wanted[0].value, wanted[1].value if len(wanted) > 1 else None


def _objective(agreement: Agreement, words: Language) -> list[PlanFigure]:
    """The one thing in money that both want of the period, by its own name."""
    header = agreement.header
    objectives = [cast(Objective, each) for each in agreement.of_kind("objective").values()]
    wanted = [
        PlanFigure(
            target_text(each.target, words), display_name(each), choice_text(each.party, words)
        )
        for each in objectives
        if each.target is not None
        and each.party == "shared"
        and header.currency
        and each.target.unit == header.currency
    ]
    return wanted if len(wanted) == 1 else []


def carrying_text(agreement: Agreement, words: Language) -> str:
    """Whether the promises carry the plan, with the arithmetic; empty of a plan without promises.

    What is missing for it is said instead.
    """
    if not agreement.commitments:
        return ""
    check = check_plan(agreement)
    revenue, target = check.revenue, check.target
    if revenue is None or target is None or not check.expected:
        lacks = dict.fromkeys(_lacking(each, agreement, words) for each in check.lacks)
        return words.agreement.carry_unknown(lacks=words.listed(lacks))
    name = "carry-campaigns" if check.summed else "carry"
    if revenue == target:
        name += "-exactly"
    elif revenue < target:
        name += "-not"
    its = words.agreement
    currency = agreement.header.currency
    sourced = len(check.wanted) > 1
    return words.say(
        f"agreement.{name}",
        sum=_product_text(check, agreement, words),
        revenue=short_money_text(float(revenue), currency, words),
        target=short_money_text(float(target), currency, words),
        difference=money_text(float(abs(revenue - target)), currency, words),
        what=its.wanted_sourced() if sourced else its.wanted_all(),
    )


def _product_text(check: PlanCheck, agreement: Agreement, words: Language) -> str:
    return words.agreement.times().join(
        words.agreement.factor(value=part_text(part, agreement, words), name=part.name)
        for part in check.expected
    )


def part_text(part: Part, agreement: Agreement, words: Language) -> str:
    """A number of the arithmetic in its unit."""
    value = float(part.value)
    if part.unit == "share":
        return share_text(value, words)
    if part.unit == "money":
        return money_text(value, agreement.header.currency, words)
    return words.plain(value)


def _lacking(lack: MissingInput, agreement: Agreement, words: Language) -> str:
    what = lack.what
    if lack.want is InputNeed.RATE:
        stage = agreement.stages.get(lack.what)
        return words.agreement.lacks_rate(stage=stage_text(stage) if stage else what)
    if lack.want in (InputNeed.LEADS, InputNeed.ATTEMPTS, InputNeed.SAME_EVENT):
        return words.say(f"agreement.lacks-{lack.want.replace(' ', '-')}")
    what = words.say(f"agreement.quantity-{lack.what.replace(' ', '-')}")
    return words.say(f"agreement.lacks-{lack.want}", what=what)


def _deal_size(agreement: Agreement) -> Decimal | None:
    deal, _ = quantities(agreement).one(DEAL_SIZE, positive=True)
    return deal.value if deal is not None else None


def _customers(revenue: Decimal, agreement: Agreement, words: Language) -> str:
    deal = _deal_size(agreement)
    if deal is None:
        return ""
    count = math.ceil(Fraction(revenue) / Fraction(deal))
    text = money_text(float(deal), agreement.header.currency, words)
    return words.agreement.figure_customers(count, count=words.number(count), deal=text)


def _sourced(sourced: Decimal, share: Decimal, agreement: Agreement, words: Language) -> str:
    deal, part = _deal_size(agreement), share_text(float(share), words)
    if deal is None:
        return words.agreement.figure_sourced_note(share=part)
    count = math.ceil(Fraction(sourced) / Fraction(deal))
    number = words.number(count)
    return words.agreement.figure_sourced_customers(count, count=number, share=part)


def _campaigns(agreement: Agreement, words: Language) -> str:
    paid = [each for each in agreement.campaigns.values() if each.budget is not None]
    text = words.agreement.figure_campaigns(len(paid), count=words.number(len(paid)))
    priority = sum(each.priority for each in paid)
    if not priority:
        return text
    return words.agreement.figure_priority(campaigns=text, priority=words.number(priority))
