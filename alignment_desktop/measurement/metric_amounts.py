"""The metrics that are worked out of amounts: spend, coverage, customers, and shares of credit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import polars as pl

from alignment_desktop.domain.credit import weights
from alignment_desktop.domain.metric_figures import MetricFigure, plain
from alignment_desktop.domain.metrics import revenue_target
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, Kind
from alignment_desktop.measurement.attribution import CAMPAIGN, PLACE, SOURCED, TOUCHES, touches
from alignment_desktop.measurement.measures import exact_sum
from alignment_desktop.measurement.metric_rows import MetricRows
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.status import Interval
from alignment_desktop.values import dataclass

_YEAR = Decimal("365.25")
"""Days of a year, leap days shared out."""


def share_figure(numerator: Fraction, denominator: Fraction, **more: int) -> MetricFigure:
    """A share with its 95 % interval; no value of none."""
    part, whole = plain(numerator), plain(denominator)
    if not denominator:
        return MetricFigure(None, part, whole, **more)
    interval = Interval.wilson(part, whole)
    value = float(numerator / denominator)
    return MetricFigure(value, part, whole, interval.low, interval.high, **more)


def spend(bench: Workbench, periods: Sequence[Period]) -> dict[int, MetricFigure]:
    """What campaigns cost, by the period in which their first day lies.

    Raises:
        Problem: `field-not-imported`.
    """
    fields = bench.fields(Kind.CAMPAIGNS, bench.request.newest)
    fields.require("start")
    amount = fields.resolve("spend").number
    rows = bench.request.evidence.campaigns.frame.select("start", amount=amount)
    return {
        index: MetricFigure.of_sum(
            exact_sum(
                rows.filter(pl.col("start").is_between(period.start, period.end))
                .get_column("amount")
                .drop_nulls()
            )
        )
        for index, period in enumerate(periods)
    }


def coverage(rows: MetricRows) -> tuple[dict[int, MetricFigure], list[Problem]]:
    """Open pipeline at each period's end ÷ what is left to win of the revenue target.

    The opportunities are open that were there by then and neither won nor lost. Left is the target
    less what was won since the agreement's first day.

    Returns:
        By period that has begun, and why one of them has no figure.

    Raises:
        Problem: `field-not-imported`, `no-revenue-target`, `several-revenue-targets`.
    """
    agreement = rows.agreement
    amount, revenue = rows.field("amount").number, rows.field("revenue").number
    opened, closed = rows.day("opportunity_at"), rows.day("closed_at")
    won, outcome = rows.is_outcome("won"), rows.field("outcome")
    target = Decimal(repr(revenue_target(agreement)))
    found: dict[int, MetricFigure] = {}
    notes = []
    for index, period in rows.begun:
        ended = ~outcome.is_blank & (closed.is_null() | (closed <= period.end))
        open_ = rows.leads.filter((opened <= period.end) & ~ended).select(amount.alias("number"))
        since = agreement.header.period.start
        brought = rows.leads.filter(won & closed.is_between(since, period.end)).select(
            revenue.alias("number")
        )
        pipeline, left = _total(open_), target - _total(brought)
        if left > 0:
            found[index] = MetricFigure.of_quotient(pipeline, left)
        else:
            notes.append(Problem("nothing-left-to-win", period=period.label))
            found[index] = MetricFigure(None, float(pipeline), float(left))
    return found, notes


def _total(numbers: pl.DataFrame) -> Decimal:
    return exact_sum(numbers.get_column("number").drop_nulls())


@dataclass(frozen=True, slots=True)
class _Account:
    """A customer, as it stood at the end of a period."""

    since: date
    until: date
    has_ended: bool
    margin: Decimal

    @property
    def days(self) -> int:
        """How long it has been one; the first day counts."""
        return (self.until - self.since).days + 1


def customer_profit(rows: MetricRows, bench: Workbench) -> dict[int, MetricFigure]:
    """Mean revenue − cost of an account, over the accounts that were customers by then.

    Raises:
        Problem: `field-not-imported`.
    """
    found = {}
    for index, accounts in _accounts(rows, bench).items():
        margin = sum((each.margin for each in accounts), Decimal())
        found[index] = MetricFigure.of_quotient(margin, Decimal(len(accounts)))
    return found


def lifetime_value(
    rows: MetricRows, bench: Workbench
) -> tuple[dict[int, MetricFigure], list[Problem]]:
    """Mean yearly margin × mean lifetime in years.

    The yearly margin is that of all accounts ÷ the years for which they have been customers. The
    lifetime is that of the accounts that have ended; where none has, that of all so far, which is
    too short, and said.

    Returns:
        By period that has begun, and what the figure assumes.

    Raises:
        Problem: `field-not-imported`.
    """
    found, notes = {}, {}
    for index, accounts in _accounts(rows, bench).items():
        ended = [each for each in accounts if each.has_ended]
        if accounts and not ended:
            notes["so far"] = Problem("lifetime-so-far")
        margin = sum((each.margin for each in accounts), Decimal())
        days = Decimal(sum(each.days for each in accounts))
        lived = ended or accounts
        lifetime = Decimal(sum(each.days for each in lived)) / (len(lived) or 1) / _YEAR
        yearly = margin / (days / _YEAR) if days else Decimal()
        found[index] = MetricFigure.of_product(yearly, lifetime, len(accounts))
    return found, list(notes.values())


def _accounts(rows: MetricRows, bench: Workbench) -> dict[int, list[_Account]]:
    """The accounts of which revenue and cost are known, by period that has begun."""
    customers = bench.request.evidence.customers.frame
    for name in ("account", "since", "revenue", "cost"):
        if name not in customers.columns:
            raise Problem("field-not-imported", field=name)
    known = customers.drop_nulls(["since", "revenue", "cost"])
    ended = known["ended"] if "ended" in known.columns else [None] * known.height
    told = list(zip(known["since"], ended, known["revenue"], known["cost"], strict=True))
    as_of = bench.as_of.last_day
    found = {}
    for index, period in rows.begun:
        end = min(period.end, as_of)
        found[index] = [
            _Account(
                since,
                until if until is not None and since <= until <= end else end,
                until is not None and since <= until <= end,
                Decimal(repr(revenue)) - Decimal(repr(cost)),
            )
            for since, until, revenue, cost in told
            if since <= end
        ]
    return found


def campaign_conversion(
    rows: MetricRows, bench: Workbench, rule: str
) -> tuple[dict[int, MetricFigure], dict[int, list[tuple[str, MetricFigure]]]]:
    """Of the leads credited to each campaign those won, both in shares of credit.

    Args:
        rows: The leads.
        bench: The evidence, as it was known.
        rule: How credit is shared out, one of `credit.RULES`.

    Returns:
        By period: over all campaigns; and by campaign, in the order of their names without case,
        with how many leads each sourced (its touch was the first, and no later than the lead's
        creation) and influenced (it touched them at all).

    Raises:
        Problem: `field-not-imported`.
    """
    created = rows.at("created_at", met=rows.is_outcome("won"))
    shared = created.select(IDENTITY, "period", (pl.col("state") == "kept").alias("won")).join(
        touches(bench, rows.agreement), on=IDENTITY
    )
    groups = shared.group_by("period", CAMPAIGN, PLACE, TOUCHES).agg(
        pl.len().alias("leads"), pl.col("won").sum()
    )
    credit: dict[tuple[int, str], list[Fraction]] = {}
    for period, campaign, place, among, leads, won in groups.iter_rows():
        weight = weights(rule, among)[place]
        both = credit.setdefault((period, campaign), [Fraction(0), Fraction(0)])
        both[0] += weight * won
        both[1] += weight * leads
    reached = shared.group_by("period", CAMPAIGN).agg(
        pl.col(SOURCED).sum(), pl.col(IDENTITY).n_unique().alias("influenced")
    )
    counted = {(period, name): more for period, name, *more in reached.iter_rows()}
    totals: dict[int, list[Fraction]] = {}
    values: dict[int, list[tuple[str, MetricFigure]]] = {}
    for (period, name), (won, leads) in sorted(credit.items(), key=_by_name):
        whole = totals.setdefault(period, [Fraction(0), Fraction(0)])
        whole[0] += won
        whole[1] += leads
        sourced, influenced = counted[period, name]
        figure = share_figure(won, leads, sourced=sourced, influenced=influenced)
        values.setdefault(period, []).append((name, figure))
    return {period: share_figure(*both) for period, both in totals.items()}, values


def _by_name(item: tuple[tuple[int, str], object]) -> tuple[int, str, str]:
    (period, name), _ = item
    return period, name.lower(), name
