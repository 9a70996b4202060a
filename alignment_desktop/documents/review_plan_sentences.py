"""What a review says of the plan: revenue and customers, the figures on top, the funnel."""

from __future__ import annotations

from alignment_desktop.domain.review_findings import (
    CUSTOMERS,
    PROMISES,
    REVENUE,
    Kpi,
    ReviewFindings,
)
from alignment_desktop.domain.scoreboard import Board
from alignment_desktop.phrasing.days import days_text, period_text
from alignment_desktop.phrasing.figures import (
    change_text,
    figure_beside,
    of_plan_text,
    short_text,
)
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import span_of
from alignment_desktop.words.language import Language

_CUSTOMER = "customer"
"""The key of the stage at which a lead is a customer."""


def plan_sentences(board: Board, findings: ReviewFindings, words: Language) -> list[str]:
    """Revenue and customers against the plan and against the days before."""
    revenue, customers = findings.kpi(REVENUE), findings.kpi(CUSTOMERS)
    told = []
    if revenue is not None:
        told.append(_revenue_text(revenue, board, words, is_over=findings.is_over))
        unknown = revenue.whole - revenue.counted
        if unknown:
            told.append(words.review.revenue_unknown(unknown, count=words.number(unknown)))
    if customers is not None:
        told.append(_customers_text(customers, board, words))
    return told


def _revenue_text(revenue: Kpi, board: Board, words: Language, *, is_over: bool) -> str:
    its, growth = words.review, revenue.growth
    value = short_text(revenue.value, revenue.unit, words)
    text = its.revenue_won(value=value)
    share = "" if growth is None else _growth_text(abs(growth), words)
    if growth and share:
        way = its.revenue_grew if growth > 0 else its.revenue_fell
        text = way(share=share, days=before_text(board, words), value=value)
    if not is_over:
        text = its.so_far(text=text)
    if revenue.plan is None:
        return its.plan_none(revenue=text)
    if not is_over:
        plan = short_text(revenue.plan, revenue.unit, words)
        return its.plan_open(revenue=text, plan=plan)
    missing = revenue.plan - revenue.value
    if not missing:
        return its.plan_met(revenue=text)
    # A gap that rounds to nothing is told to the cent.
    gap = short_text(abs(missing), revenue.unit, words)
    return (its.plan_short if missing > 0 else its.plan_above)(revenue=text, gap=gap)


def _growth_text(share: float, words: Language) -> str:
    """A growth in whole percent, below one in tenths; empty where that reads as none."""
    digits = 0 if share >= 0.01 else 1
    number = words.number(100 * share, digits)
    return words.percent(number) if any(mark in "123456789" for mark in number) else ""


def _customers_text(customers: Kpi, board: Board, words: Language) -> str:
    its = words.review
    won = its.customers_won(customers.value, number=words.number(customers.value))
    change = customers.change
    if change is None:
        return its.customers_alone(won=won)
    days = before_text(board, words)
    if not change:
        return its.customers_as_many(won=won, days=days)
    way = its.customers_more if change > 0 else its.customers_fewer
    return way(won=won, change=words.number(abs(change)), days=days)


def before_text(board: Board, words: Language) -> str:
    """What the days before are called; empty where there are none."""
    past = board.before
    if past is None:
        return ""
    if past.label:
        return period_text(past.label, words, year=True)
    return days_text(past.start, past.end, words)


def kpi_texts(kpi: Kpi, board: Board, words: Language) -> tuple[str, str, str, str]:
    """A figure on top: itself, its name, what was planned of it, and its change; empty: unknown."""
    its = words.review
    value = short_text(kpi.value, kpi.unit, words)
    name = kpi.name or words.say(f"review.kpi-{kpi.code}")
    plan = change = ""
    if kpi.code == PROMISES:
        value = its.kpi_of(kept=words.number(kpi.value), judged=words.number(kpi.whole))
    if kpi.target is not None:
        value = figure_beside(kpi.value, kpi.unit, kpi.target, words)
        plan = its.kpi_promised(target=target_text(kpi.target, words))
    elif kpi.plan is not None and kpi.of_plan is not None:
        planned = short_text(kpi.plan, kpi.unit, words)
        plan = its.kpi_plan(share=of_plan_text(kpi.of_plan, words), plan=planned)
    if kpi.change is not None:
        text = change_text(kpi.change, kpi.unit, words)
        if kpi.code == REVENUE and kpi.growth is not None:
            share = _growth_text(abs(kpi.growth), words)
            sign = "negative" if kpi.growth < 0 else "positive"
            text = words.numbers.unchanged()
            if share:
                text = words.say(f"numbers.{sign}", number=share)
        change = its.kpi_change(change=text, days=before_text(board, words))
    return value, name, plan, change


def funnel_text(board: Board, findings: ReviewFindings, words: Language) -> str:
    """How many of the leads that entered the funnel came to its end; what was won in the days.

    The two are never set against each other: customers won in the days entered before, too.
    """
    first, last = board.stages[0], board.stages[-1]
    span = words.say(f"review.span-{span_of(board.start, board.end)}")
    came = words.review.came_customer()
    if last.key != _CUSTOMER:
        came = words.review.came(stage=last.name)
    text = words.review.funnel(
        reached=words.number(last.reached), first=words.number(first.reached), span=span, came=came
    )
    customers = findings.kpi(CUSTOMERS)
    if customers is None:
        return text
    number = words.number(customers.value)
    return words.review.funnel_won(customers.value, number=number, funnel=text, span=span)
