"""The figures of the plan as cards, each with its arithmetic: target, expected, budget."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from alignment_desktop.charts.meter import Meter
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.campaign_plan import CampaignPlan, Wanted
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.clauses import name_at
from alignment_desktop.phrasing.days import day_of_year_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from alignment_desktop.services.campaign_evidence import CampaignEvidence

TARGET, BUDGET = "target", "budget"
"""Where a card leads that lacks something."""


def plan_stats(
    plan: CampaignPlan, agreement: Agreement, evidence: CampaignEvidence | None
) -> list[Stat]:
    """The three cards.

    Args:
        plan: The sums.
        agreement: Whose plan it is.
        evidence: What the imports say; None where nothing is imported, or not read yet.
    """
    words = _Words(agreement)
    return [_target(plan, words), _expected(plan, words), _budget(plan, words, evidence)]


class _Words:
    """Amounts and segments of an agreement in words."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self._currency = agreement.header.currency

    def short(self, amount: Fraction) -> str:
        """As short as a card needs it."""
        return short_money_text(float(amount), self._currency, user_language())

    def full(self, amount: Fraction | float | Decimal) -> str:
        """In full, as one checks a sum."""
        return money_text(float(amount), self._currency, user_language())

    def segment(self, key: str) -> str:
        """What a segment is called; the empty one is all."""
        name = name_at(self.agreement, "segment", key)
        return name or user_language().charts.all_segments()


def _target(plan: CampaignPlan, words: _Words) -> Stat:
    its = wording().plan
    if plan.target is None:
        return Stat(its.target(), NONE, its.no_target(), leads_to=TARGET)
    target = words.full(plan.target)
    if plan.customers is None or plan.deal_size is None:
        return Stat(its.target(), words.short(plan.target), its.no_deal_size())
    count, deal = user_language().number(plan.customers), words.full(plan.deal_size)
    exact = number_text(float(plan.target / plan.deal_size), user_language())
    note = its.customers_of(count=count, deal=deal)
    if any(each.wanted is not None for each in plan.segments):
        note = " · ".join(
            its.segment_target(
                segment=words.segment(each.segment), money=words.short(each.wanted / plan.share)
            )
            for each in plan.segments
            if each.wanted is not None
        )
    return Stat(
        its.target_customers(plan.customers, count=count),
        words.short(plan.target),
        note,
        detail=its.customers_arithmetic(target=target, deal=deal, exact=exact, count=count),
        meter=_shares(plan, plan.target),
    )


def _expected(plan: CampaignPlan, words: _Words) -> Stat:
    its, sums = wording().plan, plan.all
    campaigns = words.agreement.campaigns.values()
    if all(each.expected.revenue is None for each in campaigns):
        return Stat(its.expected(), NONE, its.no_campaign())
    detail = [_wanted_arithmetic(plan, words)] if plan.target is not None else []
    parts = " + ".join(
        f"{display_name(each)} {words.full(each.expected.revenue)}"
        for each in campaigns
        if each.expected.revenue is not None
    )
    detail.append(its.expected_arithmetic(parts=parts, money=words.full(sums.expected)))
    detail += [
        its.segment_arithmetic(
            segment=words.segment(each.segment),
            expected=words.full(each.expected),
            wanted=words.full(each.wanted),
        )
        for each in plan.segments
        if each.wanted is not None
    ]
    if plan.unstated:
        detail.append(its.unstated(plan.unstated, count=user_language().number(plan.unstated)))
    figure, said = words.short(sums.expected), "\n".join(detail)
    if sums.wanted is None:
        return Stat(its.expected(), figure, its.no_campaign_target(), detail=said)
    short = bool(sums.short)
    tone = "at_risk" if short else "kept"
    note = _note(sums, words)
    if plan.short_segments:
        where = user_language().listed(words.segment(each.segment) for each in plan.short_segments)
        say = its.short_where if short else its.but_short
        note, tone = say(note=note, segments=where), "at_risk"
    meter = Meter.of(float(sums.expected), float(sums.wanted), tone)
    figure_tone = "at_risk" if short else ""
    return Stat(its.expected(), figure, note, figure_tone, tone, detail=said, meter=meter)


def _shares(plan: CampaignPlan, target: Fraction) -> Meter:
    """The target by segment, where that is stated."""
    stated = [each.wanted / plan.share for each in plan.segments if each.wanted is not None]
    if not stated or not target:
        return Meter(((1.0, "accent"),))
    return Meter(tuple((float(each / target), "accent") for each in stated))


def _note(sums: Wanted, words: _Words) -> str:
    its = wording().plan
    assert sums.wanted is not None
    target = words.short(sums.wanted)
    if sums.short:
        return its.short_of(money=words.short(sums.short), target=target)
    if sums.expected == sums.wanted:
        return its.just_enough()
    return its.enough(money=words.short(sums.expected - sums.wanted), target=target)


def _wanted_arithmetic(plan: CampaignPlan, words: _Words) -> str:
    its = wording().plan
    assert plan.target is not None
    target = words.full(plan.target)
    if plan.share == 1:
        return its.wanted_whole(target=target)
    share = number_text(float(100 * plan.share), user_language())
    wanted = words.full(plan.target * plan.share)
    return its.wanted_arithmetic(share=share, target=target, wanted=wanted)


def _budget(plan: CampaignPlan, words: _Words, evidence: CampaignEvidence | None) -> Stat:
    its = wording().plan
    detail = [
        its.budget_arithmetic(
            campaigns=words.full(plan.campaigns_cost),
            initiatives=words.full(plan.initiatives_cost),
            planned=words.full(plan.planned),
        )
    ]
    notes, tone, meter = [], "", None
    if plan.budget is not None and plan.free is not None:
        tone = "missed" if plan.free < 0 else ""
        say = its.over if plan.free < 0 else its.free
        budget = words.short(plan.budget)
        meter = Meter.of(float(plan.planned), float(plan.budget), tone or "kept")
        notes.append(say(money=words.short(abs(plan.free)), budget=budget))
        detail.append(
            its.free_arithmetic(
                budget=words.full(plan.budget),
                planned=words.full(plan.planned),
                free=words.full(plan.free),
            )
        )
    else:
        notes.append(its.no_budget())
    if evidence is not None and evidence.spent is not None:
        day = day_of_year_text(evidence.day, user_language())
        notes.append(its.spent(money=words.full(round(evidence.spent)), day=day))
        detail.append(its.spent_arithmetic(money=words.full(evidence.spent), day=day))
    else:
        detail.append(its.not_spent())
    return Stat(
        its.budget_planned(),
        words.short(plan.planned) if plan.planned else NONE,
        " · ".join(notes),
        tone,
        tone or "muted",
        detail="\n".join(detail),
        leads_to=BUDGET if plan.budget is None else "",
        meter=meter,
    )
