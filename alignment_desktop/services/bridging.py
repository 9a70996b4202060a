"""The gap bridge of an agreement: planned to actual revenue, its parts, and who owns each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import Reason, display_name
from alignment_desktop.domain.revenue_plan import (
    SALES,
    SHARED,
    RevenuePlan,
    leader_of,
    revenue_plan,
)
from alignment_desktop.measurement.as_of import midnight
from alignment_desktop.measurement.gap_bridge import (
    CONVERSION,
    DEAL_SIZE,
    FACTORS,
    MIX,
    QUALITY,
    SPEED,
    VOLUME,
    Factor,
    Shares,
    part_gap,
)
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.revenue_factors import RevenueCame, factors, revenue_came
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.review_evidence import lost, returns
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.as_of import AsOf
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BridgePart:
    """One part of what separates plan and actual.

    Attributes:
        key: `volume`, `quality`, `speed`, `conversion`, `deal-size`, `mix` or `unexplained`.
        amount: In the agreement's currency; the parts sum exactly to actual - plan.
        owner: The party that stands for it, or `shared`.
        person: The key of the one who leads that party; None where there is none, or several.
        name: What that person is called; empty where there is none.
        planned: The planned value of the factor; None for `unexplained` and `mix`.
        came: The actual value; likewise.
    """

    key: str
    amount: Fraction
    owner: str
    person: str | None
    name: str
    planned: Fraction | None
    came: Fraction | None


@dataclass(frozen=True, slots=True)
class Lack:
    """A factor that cannot be told apart.

    Attributes:
        key: The factor.
        side: `plan` where the agreement does not say it, `results` where nothing imported does.
    """

    key: str
    side: str


@dataclass(frozen=True)
class Bridge:
    """Planned to actual revenue.

    Attributes:
        as_of: The moment whose knowledge it stands on.
        agreement: The newest version in force.
        is_over: Whether the agreement's period had ended by then.
        plan: Planned revenue; None where nothing says what was planned.
        actual: Revenue won in the period; None where nothing imported says so.
        parts: In the order of the factors; empty where plan or actual is not known.
        lacks: Factors that cannot be told apart.
        planned: The numbers of the plan.
        came: What happened in the period; None where `actual` is.
        segments: Of each segment of the plan its name, and planned and actual share of customers.
        expected: The customers that the planned rates make of the leads that went on in time.
    """

    as_of: AsOf
    agreement: Agreement
    is_over: bool
    plan: Fraction | None
    actual: Fraction | None
    parts: tuple[BridgePart, ...]
    lacks: tuple[Lack, ...]
    planned: RevenuePlan
    came: RevenueCame | None
    segments: tuple[tuple[str, Fraction, Fraction], ...] = ()
    expected: Fraction = Fraction(0)

    @property
    def gap(self) -> Fraction | None:
        """Actual less planned revenue."""
        return None if self.plan is None or self.actual is None else self.actual - self.plan

    @property
    def currency(self) -> str:
        """In which its money is."""
        return self.agreement.header.currency

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the agreement's period."""
        period = self.agreement.header.period
        return period.start, period.end

    def part(self, key: str) -> BridgePart | None:
        """The part of a factor; None where it cannot be told apart."""
        return next((part for part in self.parts if part.key == key), None)

    def to_json(self) -> dict[str, object]:
        """What `bridge --json` prints."""
        return {
            "as_of": self.as_of.instant,
            "currency": self.currency,
            "plan": _number(self.plan),
            "actual": _number(self.actual),
            "parts": [
                {
                    "key": part.key,
                    "amount": _number(part.amount),
                    "owner": part.owner,
                    "person": part.person,
                    "planned": _number(part.planned),
                    "came": _number(part.came),
                }
                for part in self.parts
            ],
            "missing": [{"key": lack.key, "in": lack.side} for lack in self.lacks],
        }


def bridge(
    workspace: Workspace,
    *,
    now: datetime,
    as_of: str | None = None,
    label: str | None = None,
    known_at: int | None = None,
) -> Bridge:
    """The gap bridge of an agreement.

    Args:
        workspace: Where it and the evidence are.
        now: The moment that counts where nothing else says one.
        as_of: The moment or day whose knowledge counts, as written.
        label: Which agreement; the newest where None.
        known_at: An import after which nothing more was known, as `measuring.Question` takes it.

    Raises:
        Problem: Where there is no agreement of that label, or what is stored is damaged.
    """
    asked = Question(label=label, as_of=as_of, known_at=known_at)
    return bridge_at(Workbench(request_of(workspace, asked, now)))


def bridge_at(bench: Workbench) -> Bridge:
    """The same for evidence that lies ready; of what a request asks only its moment counts."""
    agreement = bench.request.newest
    planned = revenue_plan(agreement)
    came = revenue_came(bench, agreement, planned)
    found, shares = factors(planned, came) if came else ({}, None)
    parted = part_gap(planned.target, came.won.revenue, found, shares) if came else None
    parts = []
    for key, amount in parted.parts.items() if parted else ():
        owner = _owner(key, planned)
        person = leader_of(owner, agreement)
        clause = agreement.clauses.get(("person", person or ""))
        name = display_name(clause) if clause else ""
        factor = found.get(key, Factor(None, None))
        parts.append(BridgePart(key, amount, owner, person, name, factor.plan, factor.actual))
    return Bridge(
        as_of=bench.as_of,
        agreement=agreement,
        is_over=_is_over(bench.request),
        plan=parted.plan if parted else planned.target,
        actual=came.won.revenue if came else None,
        parts=tuple(parts),
        lacks=tuple(_lacks(found, shares, planned)) if came else (),
        planned=planned,
        came=came,
        segments=_segments(agreement, planned, shares),
        expected=_expected(found),
    )


def _expected(found: Mapping[str, Factor]) -> Fraction:
    before = (found[key].value(moved=True) for key in (VOLUME, QUALITY, SPEED) if key in found)
    rate = found[CONVERSION].plan if CONVERSION in found else None
    return prod(before, start=rate or Fraction(0))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _is_over(request: Request) -> bool:
    end = request.newest.header.period.end
    return request.as_of.has_reached(midnight(end + timedelta(days=1), request.zone))


def _owner(key: str, plan: RevenuePlan) -> str:
    owners = {
        VOLUME: plan.leads_party,
        QUALITY: plan.accepted_party,
        SPEED: SALES,
        CONVERSION: plan.rate_party,
        DEAL_SIZE: SALES,
    }
    return owners.get(key, SHARED)


def _lacks(found: Mapping[str, Factor], shares: Shares | None, plan: RevenuePlan) -> Iterator[Lack]:
    for key in FACTORS:
        if key == MIX:
            if shares is None:
                yield Lack(key, "results" if plan.segments else "plan")
        elif not found[key].is_known and not (key == DEAL_SIZE and shares is not None):
            yield Lack(key, "plan" if found[key].plan is None else "results")


def _segments(
    agreement: Agreement, plan: RevenuePlan, shares: Shares | None
) -> tuple[tuple[str, Fraction, Fraction], ...]:
    if shares is None:
        return ()
    named = []
    for each, share in zip(plan.segments, shares.shares, strict=True):
        segment = agreement.segments.get(each.segment)
        if segment is not None:
            came = share.value(moved=True)
            named.append((display_name(segment), share.value(moved=False), came))
    return tuple(named)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why leads went no further, and what was agreed to do about it.

    Attributes:
        reason: What it is called.
        leads: How many leads of the period have it.
        remedy: What the agreement says to do; empty where nothing.
        clause: The clause that it would change, as `kind.key`; empty where none.
    """

    reason: str
    leads: int
    remedy: str
    clause: str


def reasons_called(agreement: Agreement, about: str) -> dict[str, Reason]:
    """The reasons of one sort by what files may call them, in lower case."""
    return {
        word.strip().lower(): reason
        for reason in agreement.reasons.values()
        if reason.about == about
        for word in (reason.key, reason.name)
    }


def stopped(measured: MeasuredBoard, key: str) -> tuple[Stopped, ...]:
    """The reasons that stand on leads returned (of quality) or deals lost (of conversion).

    Args:
        measured: The scoreboard of the agreement's period.
        key: The part of the bridge; none but these two have reasons.
    """
    agreement, request = measured.request.newest, measured.request
    if key == QUALITY:
        about, counted = "return", returns(request, agreement, measured.board)
    elif key == CONVERSION:
        about, counted = "lost", lost(request, agreement, measured.board)
    else:
        return ()
    called = reasons_called(agreement, about)
    found = []
    for name, leads in counted:
        reason = called.get(name.strip().lower())
        if name:
            remedy, clause = (reason.remedy, reason.clause) if reason else ("", "")
            found.append(Stopped(display_name(reason) if reason else name, leads, remedy, clause))
    return tuple(found)
