"""What the funnel's picture says: stages, needs, months and gains in the words of the window."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from alignment_desktop.charts.gain_bars import GainBar
from alignment_desktop.charts.month_bars import MonthPair
from alignment_desktop.charts.reverse_funnel import ReverseColumn
from alignment_desktop.documents.stage_marks import map_stages
from alignment_desktop.domain.clauses import clause_name, display_name
from alignment_desktop.domain.funnel_arithmetic import POINT
from alignment_desktop.domain.funnel_way import ITSELF, stage_troubles
from alignment_desktop.domain.month_plan import qualifying_stage
from alignment_desktop.domain.plan_check import WON
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import period_text, short_period_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import measured_share_text, share_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from alignment_desktop.charts.map_stages import MapStage
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.funnel import ImportedQuarter, StageFigures
    from alignment_desktop.domain.funnel_outlook import FunnelOutlook
    from alignment_desktop.domain.funnel_way import WayStep
    from alignment_desktop.domain.month_plan import MonthRevenue


@dataclass(frozen=True, slots=True)
class ProposedWays:
    """What is proposed of the ways from a stage.

    Attributes:
        added: The keys of the stages that it is to lead to as well.
        removed: Those that it is no longer to lead to.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


_THOUSAND, _MILLION = 1_000, 1_000_000


def drawn_stages(
    agreement: Agreement,
    quarter: ImportedQuarter,
    outlook: FunnelOutlook | None,
    proposed: Mapping[str, ProposedWays],
) -> list[MapStage]:
    """The stages as the map shows them, with what the imported quarter says of each.

    Args:
        agreement: Whose stages these are.
        quarter: What was imported of them.
        outlook: What the funnel comes to; None while that is being worked out.
        proposed: By stage: where it is to lead to as well, and where no longer, as is proposed.
    """
    marks, its = user_language(), wording().funnel_page
    troubles = {
        key: its.itself() if code == ITSELF else its.circle()
        for key, code in stage_troubles(agreement).items()
    }
    shown = []
    for stage in map_stages(agreement, marks):
        figures = quarter.stages.get(stage.key)
        step = None if outlook is None else outlook.way.next.get(stage.key)
        told = [] if figures is None else _told(figures)
        if step is not None and step.said_by is not None:
            told.append(its.go_on_agreed(rate=_rate(step)))
        if outlook is not None and stage.key in outlook.worth:
            worth = money_words(outlook.worth[stage.key], agreement)
            told.append(its.worth(money=worth))
        ways = proposed.get(stage.key, ProposedWays())
        for keys, words in (
            (ways.added, its.ways_proposed),
            (ways.removed, its.ways_removed),
        ):
            if keys:
                names = marks.listed(place_name(key, agreement) for key in keys)
                told.append(words(names=names))
        shown.append(
            replace(
                stage,
                count="" if figures is None else marks.number(figures.entered),
                rate="" if step is None else _short_rate(step.rate),
                days="" if figures is None else _days(figures.days),
                went=tuple((key, marks.number(count)) for key, count in figures.went.items())
                if figures is not None
                else (),
                trouble=troubles.get(stage.key, ""),
                told=tuple(told),
                proposed=ways.added,
                removed=ways.removed,
            )
        )
    return shown


def trouble_lines(agreement: Agreement) -> str:
    """What is wrong with where stages lead, a sentence for each; empty where nothing is."""
    its = wording().funnel_page
    return "\n".join(
        (its.itself_told if code == ITSELF else its.circle_told)(
            name=display_name(agreement.stages[key])
        )
        for key, code in stage_troubles(agreement).items()
    )


def _told(figures: StageFigures) -> list[str]:
    its, marks = wording().funnel_page, user_language()
    told = [its.came(figures.entered, count=marks.number(figures.entered))]
    if figures.rate is not None:
        told.append(its.go_on(rate=measured_share_text(float(figures.rate), marks)))
    if figures.days is not None:
        told.append(its.stay(days=marks.number(float(figures.days), 1)))
    return told


def _short_rate(rate: Fraction) -> str:
    """A share as short as an arrow needs it, and no share that is more than none as none."""
    marks, percent = user_language(), float(100 * rate)
    digits = 0 if percent >= 10 or percent == round(percent) else 1
    return marks.percent(marks.number(percent, digits))


def _rate(step: WayStep) -> str:
    marks = user_language()
    say = measured_share_text if step.said_by is None else share_text
    return say(float(step.rate), marks)


def _days(days: Fraction | None) -> str:
    if days is None:
        return ""
    marks = user_language()
    digits = 0 if days >= 1 or not days else 1
    return wording().funnel_page.days(days=marks.number(float(days), digits))


def place_name(key: str, agreement: Agreement) -> str:
    """What a place of the way is called, short."""
    stage = agreement.stages.get(key)
    if stage is None:
        return wording().funnel_page.customers() if key == WON else key
    return stage.abbreviation or display_name(stage)


def sum_text(outlook: FunnelOutlook, agreement: Agreement, link: Mapping[str, str]) -> str:
    """Revenue ÷ deal size = customers, each number with the link to its clause; empty: lacking.

    Args:
        outlook: What the funnel comes to.
        agreement: Its currency.
        link: The opening and closing mark of a link, with its place for what it leads to.
    """
    its, marks = wording().funnel_page, user_language()
    if outlook.customers is None or outlook.deal is None or not outlook.wanted:
        return ""

    def linked(text: str, name: str) -> str:
        return f"{link['open'].format(name=escape(name))}{escape(text)}{link['close']}"

    target = outlook.wanted[0]
    deal = money_text(float(outlook.deal.value), agreement.header.currency, marks)
    facts = {
        "target": linked(
            money_words(Fraction(target.value), agreement), clause_name(*target.clause_id)
        ),
        "deal": linked(deal, clause_name("assumption", outlook.deal.key)),
        "customers": marks.number(outlook.customers),
    }
    if len(outlook.wanted) == 1:
        return its.sum(**facts)
    share = outlook.wanted[1]
    said = linked(share_text(float(share.value), marks), clause_name(*share.clause_id))
    return its.sum_share(**facts, share=said)


def reverse_columns(outlook: FunnelOutlook, agreement: Agreement) -> list[ReverseColumn]:
    """The stages of the way with what is needed and expected of each."""
    return [_column(key, outlook, agreement) for key in outlook.way.stages]


def _column(key: str, outlook: FunnelOutlook, agreement: Agreement) -> ReverseColumn:
    its, marks = wording().funnel_page, user_language()
    needed, expected = outlook.needed.get(key), outlook.expected.get(key)
    step = outlook.way.steps.get(key)
    told = []
    if needed is not None:
        told.append(its.needed_told(count=marks.number(needed)))
        if step is not None and step.end in outlook.needed:
            told = [
                its.needed_by(
                    count=marks.number(needed),
                    next=marks.number(outlook.needed[step.end]),
                    rate=_rate(step),
                    stage=place_name(step.end, agreement),
                    source=its.measured() if step.said_by is None else its.agreed(),
                )
            ]
    share, difference = None, ""
    if needed and expected is not None:
        share = float(expected / needed)
        difference = signed_count(math.floor(expected) - needed)
        told.append(
            its.expected_told(count=marks.number(math.floor(expected)), difference=difference)
        )
    near = outlook.way.next.get(key)
    name = place_name(key, agreement)
    return ReverseColumn(
        key,
        name,
        NONE if needed is None else marks.number(needed),
        ("" if not outlook.sources else NONE)
        if expected is None
        else marks.number(math.floor(expected)),
        share,
        difference,
        "" if near is None else _short_rate(near.rate),
        f"{name}: {'; '.join(told)}" if told else name,
    )


def signed_count(count: int) -> str:
    """A difference with its sign."""
    its, marks = wording().funnel_page, user_language()
    if not count:
        return its.zero()
    number = marks.number(abs(count))
    return its.minus(number=number) if count < 0 else its.plus(money=number)


def overrated_lines(outlook: FunnelOutlook, agreement: Agreement) -> str:
    """The rates that we agreed on above what they came to, a sentence for each."""
    its, marks = wording().funnel_page, user_language()
    return "\n".join(
        its.overrated(
            start=place_name(step.start, agreement),
            end=place_name(step.end, agreement),
            agreed=share_text(float(step.rate), marks),
            measured=measured_share_text(float(outlook.measured[step.start]), marks),
        )
        for step in outlook.overrated
    )


def time_line(outlook: FunnelOutlook, agreement: Agreement) -> tuple[str, bool]:
    """How many leads sales has time for, and whether that is fewer than are needed."""
    its, marks, time = wording().funnel_page, user_language(), outlook.time
    if time is None:
        return "", False
    stage = marks.conditions.plural(name=place_name(time.stage, agreement))
    said = its.time_for(time.times, leads=marks.number(time.leads), stage=stage, times=time.times)
    return said, time.leads < outlook.needed.get(time.stage, 0)


def month_pairs(outlook: FunnelOutlook, agreement: Agreement) -> list[MonthPair]:
    """The months with what is needed and expected in each."""
    its, marks = wording().funnel_page, user_language()
    pairs = []
    short = len(outlook.months) > 4
    stage = place_name(qualifying_stage(agreement, outlook.way), agreement)
    qualified = marks.conditions.plural(name=stage)
    for month in outlook.months:
        name = month_name(month)
        difference = _signed_money(month.gap, agreement)
        told = its.month_told(
            month=name,
            needed=money_words(month.needed, agreement),
            expected=money_words(month.expected, agreement),
            difference=difference,
        )
        customers = its.month_customers(month.customers, count=marks.number(month.customers))
        more = "" if month.leads is None else f"{marks.number(month.leads)} {qualified}"
        needs = customers if month.leads is None else its.month_leads(what=customers, leads=more)
        pairs.append(
            MonthPair(
                short_period_text(month.label, marks) if short else name,
                float(month.needed),
                float(month.expected),
                _thousands(month.needed),
                _thousands(month.expected),
                difference,
                f"{told}; {needs}",
                month.label,
                more,
            )
        )
    return pairs


def month_name(month: MonthRevenue) -> str:
    """What a month is called."""
    return period_text(month.label, user_language())


def gain_bars_of(outlook: FunnelOutlook, agreement: Agreement, most: int) -> list[GainBar]:
    """What one point more of each rate brings, the most first."""
    its, marks = wording().funnel_page, user_language()
    bars = []
    for gain in outlook.gains[:most]:
        money = outlook.money(gain)
        if money is None:
            break
        step = gain.step
        name = its.step(
            start=place_name(step.start, agreement), end=place_name(step.end, agreement)
        )
        amount = money_words(money, agreement)
        more = min(step.rate + POINT, Fraction(1))
        told = its.gain_told(
            step=name,
            rate=_rate(step),
            more=measured_share_text(float(more), marks),
            money=amount,
        )
        bars.append(GainBar(name, float(money), its.plus(money=amount), told, step.start))
    return bars


def money_words(value: Fraction, agreement: Agreement) -> str:
    """Money in whole units, as what is planned is: in millions where it is so much."""
    return short_money_text(float(round(value)), agreement.header.currency, user_language())


def _signed_money(value: Fraction, agreement: Agreement) -> str:
    its = wording().funnel_page
    amount = money_words(abs(value), agreement)
    if not round(value):
        return its.zero()
    return its.minus(number=amount) if value < 0 else its.plus(money=amount)


def _thousands(value: Fraction) -> str:
    """Money above a bar: in thousands or millions, without its currency, which the rest says."""
    marks = user_language()
    its, amount = wording().funnel_page, float(value)
    if abs(amount) < 10 * _THOUSAND:
        return marks.number(round(amount))
    if abs(amount) < _MILLION:
        return its.thousand(number=marks.number(amount / _THOUSAND))
    return its.million(number=marks.number(amount / _MILLION, 2))
