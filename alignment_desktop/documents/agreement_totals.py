"""The arithmetic of the plan: totals of campaigns against promises, and from revenue to leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_figures import part_text, wanted_revenue
from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import Heading, Layout, Together
from alignment_desktop.documents.pdf_tables import Cell, grid, named
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import BUDGET, quantities
from alignment_desktop.domain.capacity import promised_leads
from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.measures import COUNT, SUM
from alignment_desktop.domain.periods import split
from alignment_desktop.domain.plan import Campaign, Objective
from alignment_desktop.domain.plan_check import Part, check_plan
from alignment_desktop.domain.reverse_funnel import needed
from alignment_desktop.phrasing.days import day_text, long_day_text
from alignment_desktop.phrasing.money import money_text
from alignment_desktop.phrasing.numbers import number_text
from alignment_desktop.phrasing.promises import leads_noun
from alignment_desktop.words.language import NONE, Language, capital

_CYCLE_DAYS = "cycle days"
_FIGURES: tuple[Callable[[Campaign], float | None], ...] = (
    lambda each: each.budget,
    lambda each: each.expected.leads,
    lambda each: each.expected.mqls,
    lambda each: each.expected.opportunities,
    lambda each: each.expected.pipeline,
    lambda each: each.expected.revenue,
)
"""What the columns of figures in the table of campaigns hold."""


def horizon_end(objective: Objective, agreement: Agreement) -> date:
    """The last day of the quarter or fiscal year in which the agreement's period begins."""
    header = agreement.header
    start, first = header.period.start, header.fiscal_year_start
    if objective.horizon == "quarter":
        (quarter,) = split("quarter", start, start, fiscal_year_start=first)
        return quarter.whole_end
    year = start.year + (start.month >= first)
    return date(year, first, 1) - timedelta(days=1)


def named_day(day: date, note: str, words: Language) -> list[Flowable]:
    """A day with a quiet note below it."""
    return [paragraph(day_text(day, words), "cell"), paragraph(note, "cell-muted")]


def campaign_totals(agreement: Agreement, words: Language) -> list[list[Cell]]:
    """A row of totals, and one of what is promised or needed of the same; no totals of one."""
    campaigns = list(agreement.campaigns.values())
    if len(campaigns) < 2:
        return []
    stated = [[figure(each) for each in campaigns] for figure in _FIGURES]
    totals = [
        sum((Decimal(str(value)) for value in values if value is not None), Decimal(0))
        if any(value is not None for value in values)
        else None
        for values in stated
    ]
    partly = any(
        total is not None and None in values for total, values in zip(totals, stated, strict=True)
    )
    name = words.agreement.total_some() if partly else words.agreement.total()
    rows = [_total_row(name, totals, words)]
    promised = _promised(agreement)
    if any(value is not None for value in promised):
        rows.append(_total_row(words.agreement.promised_or_needed(), promised, words))
    return rows


def _total_row(name: str, values: list[Decimal | None], words: Language) -> list[Cell]:
    figures: list[Cell] = [
        paragraph(number_text(float(value), words), "cell-figure-strong")
        if value is not None
        else NONE
        for value in values
    ]
    return [paragraph(name, "cell-name"), "", "", *figures]


def _promised(agreement: Agreement) -> list[Decimal | None]:
    """What is promised or needed of budget, leads, qualified leads, opportunities, … by column.

    Only what is promised of all leads is held against the total of all campaigns.
    """
    handover = agreement.header.handover_stage
    qualified = {"handed_over_at", f"entered.{handover}"} if handover else set()
    revenue, share = wanted_revenue(agreement)
    budget, _ = quantities(agreement).one(BUDGET)
    return [
        None if budget is None else budget.value,
        _total_of(agreement, COUNT.name, {"created_at"}),
        _total_of(agreement, COUNT.name, qualified),
        _total_of(agreement, COUNT.name, {"opportunity_at"}),
        _total_of(agreement, SUM.name, {"opportunity_at"}),
        revenue if revenue is None or share is None else revenue * share,
    ]


def _total_of(agreement: Agreement, measure: str, events: set[str]) -> Decimal | None:
    found = (each for each in agreement.commitments.values() if _is_of_all(each, measure, events))
    one = next(found, None)
    return None if one is None else promised_leads(one, agreement)


def _is_of_all(it: Commitment, measure: str, events: set[str]) -> bool:
    everybody = not (it.where or it.any or it.segment)
    money = it.measure != SUM.name or it.field == "amount"
    least = (it.measure, it.target.op) == (measure, ">=")
    return least and it.from_ in events and everybody and money


def reverse_funnel(
    agreement: Agreement, words: Language, _: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    """From the wanted revenue back to customers and leads; nothing where a number is missing."""
    check = check_plan(agreement)
    steps = needed(check)
    if not steps or check.target is None:
        return []
    its = words.agreement
    rows: list[list[Cell]] = []
    for at, step in enumerate(steps):
        name = _before(step.by, agreement, words) if at else its.reverse_customers()
        by = f"÷ {part_text(step.by, agreement, words)}"
        rows.append([named(name), named(by, step.by.name), words.number(step.count)])
    leads = check.expected[0]
    more = leads.value - steps[-1].count
    facts = {"name": leads.name, "promised": words.plain(float(leads.value))}
    last = its.reverse_exact(**facts)
    if more > 0:
        last = its.reverse_enough(**facts, more=words.plain(float(more)))
    elif more < 0:
        last = its.reverse_short(**facts, fewer=words.plain(float(-more)))
    target = money_text(float(check.target), agreement.header.currency, words)
    header = [its.reverse_step(), its.reverse_by(), its.reverse_needed()]
    parts = [
        Heading(its.reverse(), "heading", "reverse", 1, layout),
        paragraph(its.reverse_lead(target=target), "prose"),
        grid(header, rows, (0.42, 0.4, 0.18), layout.width, right=(2,)),
        paragraph(" ".join([last, *_lead_time(agreement, words)]), "prose"),
    ]
    return [Together(parts)]


def _before(rate: Part, agreement: Agreement, words: Language) -> str:
    """What a rate is a share of: the leads of a promise, else what its name says."""
    kind, key = rate.clause_id
    if kind == COMMITMENT:
        return capital(leads_noun(agreement.commitments[key], agreement, words))
    return words.agreement.reverse_before(name=rate.name)


def _lead_time(agreement: Agreement, words: Language) -> list[str]:
    """By when leads must come so that they can be won within the period."""
    cycle, _ = quantities(agreement).one(_CYCLE_DAYS)
    if cycle is None or cycle.value != int(cycle.value) or cycle.value > 10_000:
        return []
    end, days = agreement.header.period.end, int(cycle.value)
    return [
        words.agreement.reverse_days(
            days,
            name=f"“{cycle.name}”",
            days=words.number(days),
            end=long_day_text(end, words),
            day=long_day_text(end - timedelta(days=days), words),
        )
    ]
