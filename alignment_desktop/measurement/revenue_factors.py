"""What revenue came of in the agreement's period, factor by factor, beside what was planned."""

from __future__ import annotations

from fractions import Fraction
from statistics import median

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.plan_check import WON
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.revenue_plan import RevenuePlan
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.as_of import INSTANT
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.gap_bridge import (
    CONVERSION,
    DEAL_SIZE,
    MIX,
    QUALITY,
    SPEED,
    VOLUME,
    Factor,
    Shares,
)
from alignment_desktop.measurement.lead_breakdown import USED
from alignment_desktop.measurement.measures import exact_sum
from alignment_desktop.measurement.metric_rows import MetricRows
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.values import dataclass

_DAY = 86_400
_NEEDS = frozenset({"outcome", "closed_at", "revenue"})
RETURNED = "returned"
"""The leads that came back, which stand beside those of the part quality."""
_PLACES = {"created_at", "opportunity_at", "handed_over_at"}


@dataclass(frozen=True, slots=True)
class Sold:
    """What was won of one segment.

    Attributes:
        customers: How many.
        revenue: What they brought.
    """

    customers: int
    revenue: Fraction


@dataclass(frozen=True, kw_only=True)
class RevenueLeads:
    """The very leads that what happened in the period is counted from.

    Each has `from` and `to`, when it came and was closed, null where that does not matter or is
    not known; those won have in `USED` the seconds from the event that the plan counts from.

    Attributes:
        arrived: Leads with the event of the promise; None where nobody imported it.
        accepted: Leads that entered the stage after; None likewise, or where the plan has none.
        returned: Leads that were decided on and sent back; None likewise.
        won: Leads won.
    """

    arrived: pl.DataFrame | None
    accepted: pl.DataFrame | None
    returned: pl.DataFrame | None
    won: pl.DataFrame

    @property
    def timed(self) -> pl.DataFrame:
        """Leads won of which it is known how long they took."""
        return self.won.filter(pl.col(USED).is_not_null())

    def behind(self, part: str) -> pl.DataFrame | None:
        """The leads behind the actual value of a part; None where it is counted from none."""
        if part == VOLUME:
            return self.arrived
        if part == QUALITY:
            return self.accepted
        if part == RETURNED:
            return self.returned
        if part == SPEED:
            return self.timed
        return self.won if part in (CONVERSION, DEAL_SIZE, MIX) else None


@dataclass(frozen=True, kw_only=True)
class RevenueCame:
    """What happened in the agreement's period, whenever the leads came.

    Attributes:
        leads: Leads with the event of the promise; None where nobody imported it.
        accepted: Leads that entered the stage after; None likewise, or where the plan has none.
        returned: Leads that were decided on and sent back; None likewise.
        won: What was won, in all.
        unvalued: Customers among them whose revenue is not known, counted with none.
        timed: Customers of which it is known how many days they took.
        cycle: Median days from the event that the plan counts them from; None where not known.
        by_segment: What was won of each segment of the plan, in its order.
        days: Days of the period.
    """

    leads: int | None
    accepted: int | None
    returned: int | None
    won: Sold
    unvalued: int
    timed: int
    cycle: Fraction | None
    by_segment: tuple[Sold, ...]
    days: int

    def behind(self, part: str) -> int:
        """How many leads the actual value of a part is counted from."""
        if part in (CONVERSION, DEAL_SIZE, MIX):
            return self.won.customers
        counts = {
            VOLUME: self.leads,
            QUALITY: self.accepted,
            RETURNED: self.returned,
            SPEED: self.timed,
        }
        return counts.get(part) or 0


def revenue_leads(bench: Workbench, agreement: Agreement, plan: RevenuePlan) -> RevenueLeads | None:
    """The leads known at as-of that something happened to in the agreement's period.

    Returns:
        None where outcomes, revenue or the moment of closing have not been imported.
    """
    leads, period = bench.leads, agreement.header.period
    if not set(leads.columns) >= _NEEDS:
        return None
    rows, never = MetricRows(bench, ()), pl.lit(None, INSTANT)

    def inside(event: str) -> pl.DataFrame:
        return leads.filter(rows.day(event).is_between(period.start, period.end))

    def arrived(event: str) -> pl.DataFrame | None:
        if event not in leads.columns:
            return None
        return inside(event).with_columns(pl.col(event).alias("from"), never.alias("to"))

    start, is_timed = plan.cycle_start, plan.cycle_start in leads.columns
    accepted = None
    if plan.accepted is not None and plan.accepted[0] != WON:
        accepted = arrived(_event(plan.accepted[0]))
    returned = arrived("decided_at") if "decision" in leads.columns else None
    if returned is not None:
        returned = returned.filter((rows.field("decision").folded == RETURNED).fill_null(False))
    took = rows.seconds(start, "closed_at") if is_timed else pl.lit(None, pl.Float64)
    won = inside("closed_at").filter(rows.is_outcome("won"))
    return RevenueLeads(
        arrived=arrived(plan.event),
        accepted=accepted,
        returned=returned,
        won=won.with_columns(
            (pl.col(start) if is_timed else never).alias("from"),
            pl.col("closed_at").alias("to"),
            took.alias(USED),
        ),
    )


def revenue_came(bench: Workbench, agreement: Agreement, plan: RevenuePlan) -> RevenueCame | None:
    """What the leads known at as-of brought in the agreement's period.

    Returns:
        None where outcomes, revenue or the moment of closing have not been imported.
    """
    leads, period = revenue_leads(bench, agreement, plan), agreement.header.period
    if leads is None:
        return None
    won, timed = leads.won, leads.timed
    return RevenueCame(
        leads=_height(leads.arrived),
        accepted=_height(leads.accepted),
        returned=_height(leads.returned),
        won=_sold(won),
        unvalued=won.get_column("revenue").null_count(),
        timed=timed.height,
        cycle=_cycle(timed),
        by_segment=_by_segment(bench, agreement, plan, won),
        days=(period.end - period.start).days + 1,
    )


def _height(leads: pl.DataFrame | None) -> int | None:
    return None if leads is None else leads.height


def factors(plan: RevenuePlan, came: RevenueCame) -> tuple[dict[str, Factor], Shares | None]:
    """Planned and actual value of each factor, and the segments where the plan parts them."""
    volume = Factor(plan.leads, None if came.leads is None else Fraction(came.leads))
    quality = Factor(
        plan.accepted[1] if plan.accepted else None,
        None if came.accepted is None else _ratio(Fraction(came.accepted), volume.actual),
    )
    speed = Factor(None if plan.cycle is None else Fraction(1), _speed(plan, came))
    before = (
        volume.value(moved=True) * quality.value(moved=True) * speed.value(moved=True)
        if came.leads is not None
        else None
    )
    customers = Fraction(came.won.customers)
    found = {
        VOLUME: volume,
        QUALITY: quality,
        SPEED: speed,
        CONVERSION: Factor(plan.rate, _ratio(customers, before)),
        DEAL_SIZE: Factor(plan.deal_size, _ratio(came.won.revenue, customers)),
    }
    if not plan.segments or not customers:
        return found, None
    pairs = list(zip(plan.segments, came.by_segment, strict=True))
    return found, Shares(
        tuple(Factor(each.share, sold.customers / customers) for each, sold in pairs),
        tuple(
            Factor(each.deal_size, _ratio(sold.revenue, Fraction(sold.customers)))
            for each, sold in pairs
        ),
    )


def _ratio(of: Fraction, by: Fraction | None) -> Fraction | None:
    return of / by if by else None


def _speed(plan: RevenuePlan, came: RevenueCame) -> Fraction | None:
    """The share of the arrivals that close in time, beside what was planned; None: unknown."""
    if plan.cycle is None or came.cycle is None:
        return None
    share = 1 - (came.cycle - Fraction(plan.cycle.value)) / came.days
    return share if share > 0 else None


def _event(place: str) -> str:
    return place if place in _PLACES else ENTERED + place


def _sold(won: pl.DataFrame) -> Sold:
    return Sold(won.height, Fraction(exact_sum(won.get_column("revenue").drop_nulls())))


def _cycle(timed: pl.DataFrame) -> Fraction | None:
    took = timed.get_column(USED)
    return median(Fraction(each) / _DAY for each in took) if len(took) else None


def _by_segment(
    bench: Workbench, agreement: Agreement, plan: RevenuePlan, won: pl.DataFrame
) -> tuple[Sold, ...]:
    """Customers by segment; who is in several counts in the first, who is in none in the rest.

    A segment whose fields nobody imported has no customers.
    """
    fields = bench.fields(Kind.LEADS, agreement)
    found = []
    for each in plan.segments:
        inside = pl.lit(True)
        if each.segment:
            segment = agreement.segments.get(each.segment)
            try:
                inside = holds_any(segment.where, segment.any, fields) if segment else ~inside
            except Problem:
                inside = ~inside
        found.append(_sold(won.filter(inside)))
        won = won.filter(~inside)
    return tuple(found)
