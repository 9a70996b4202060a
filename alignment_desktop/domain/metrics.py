"""The catalogue of metrics: all that a layer may want to know of a figure of the metric library.

A metric is stated here alone. How its figure is computed stands in `measurement.metric_counts`, its
name, definition and formula in `resources/words` under its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import REVENUE_TARGET, quantities
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.plan import Objective
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

EVERY = ("week", "month", "quarter", "period")
"""The lengths of the periods in which metrics are shown."""
_LONGEST_QUARTER = 100
"""In days; an agreement that runs longer is one for a year."""


class Basis(StrEnum):
    """What a figure speaks of; one figure never mixes the two."""

    COHORT = "cohort"
    """What became, by as-of, of the leads whose date lies in the period."""
    SNAPSHOT = "snapshot"
    """What happened in the period, or stood at its end."""


class MetricUnit(StrEnum):
    """In what a figure is told."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    DAYS = "days"
    MONEY = "money"
    """The agreement's currency."""
    TIMES = "times"
    """One amount ÷ another, as coverage is."""


class Made(StrEnum):
    """How the figure comes of what is gone through."""

    COUNTED = "counted"
    """How many there are."""
    SHARED = "shared"
    """The share that meets something, with its 95 % interval."""
    ADDED = "added"
    """The sum of a number."""
    AVERAGED = "averaged"
    """The mean of the known numbers."""
    HALVED = "halved"
    """The median of the known durations."""
    COMBINED = "combined"
    """Worked out of other figures."""


class Part(StrEnum):
    """Of what there is one figure each."""

    STAGE = "stage"
    DEFINED_STAGE = "defined stage"
    """A stage that has conditions."""
    GRADE = "grade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric, or a family of them: one for each stage, or for each grade.

    Attributes:
        code: Its key, without the stage or grade.
        unit: In what it is told.
        basis: What it speaks of.
        made: How its figure comes about.
        date: The field whose date decides the period; `entered.` for the entry to the stage that it
            is of; empty: the period's end, or its days.
        reads: What is read of leads besides; a field of another table with its kind before a colon.
        part: Of what there is one each; None: it is one.
        of: The metrics that it is worked out of.
    """

    code: str
    unit: MetricUnit
    basis: Basis
    made: Made
    date: str = ""
    reads: tuple[str, ...] = ()
    part: Part | None = None
    of: tuple[str, ...] = ()

    @property
    def has_leads(self) -> bool:
        """Whether it is made of leads, one by one, and not of spend, customers or other figures."""
        of_tables = any(":" in each for each in self.reads)
        return self.made is not Made.COMBINED and self.code != BY_CAMPAIGN and not of_tables

    def key(self, part: str = "") -> str:
        """How commands name it: `win-rate`, `conversion.mql`."""
        return f"{self.code}.{part}" if part else self.code

    def fields(self, part: str, handover_stage: str) -> tuple[str, ...]:
        """The fields that it stands on, its date first.

        Args:
            part: The stage or grade that it is of.
            handover_stage: The stage whose entry makes a lead an MQL.
        """
        stage = part if self.part in (Part.STAGE, Part.DEFINED_STAGE) else handover_stage
        date = f"{ENTERED}{stage}" if self.date == ENTERED else self.date
        return tuple(filter(None, (date, *self.reads)))


_COHORT, _SNAPSHOT = Basis.COHORT, Basis.SNAPSHOT
_COUNT, _SHARE, _SECONDS = MetricUnit.COUNT, MetricUnit.SHARE, MetricUnit.SECONDS
_DAYS, _MONEY, _TIMES = MetricUnit.DAYS, MetricUnit.MONEY, MetricUnit.TIMES
_SPEND = ("campaigns:start", "campaigns:spend")
_CUSTOMERS = tuple(f"customers:{name}" for name in ("account", "since", "ended", "revenue", "cost"))


def _counted(code: str, date: str, *reads: str) -> Metric:
    return Metric(
        code=code, unit=_COUNT, basis=_SNAPSHOT, made=Made.COUNTED, date=date, reads=reads
    )


def _shared(code: str, basis: Basis, date: str, *reads: str, part: Part | None = None) -> Metric:
    return Metric(
        code=code, unit=_SHARE, basis=basis, made=Made.SHARED, date=date, reads=reads, part=part
    )


def _added(code: str, date: str, *reads: str) -> Metric:
    return Metric(code=code, unit=_MONEY, basis=_SNAPSHOT, made=Made.ADDED, date=date, reads=reads)


def _cost(code: str, of: str) -> Metric:
    return Metric(
        code=code,
        unit=_MONEY,
        basis=_SNAPSHOT,
        made=Made.COMBINED,
        reads=_SPEND,
        of=("spend", of),
    )


CATALOGUE: tuple[Metric, ...] = (
    _counted("new-leads", "created_at"),
    _counted("new-mqls", ENTERED),
    _counted("new-opportunities", "opportunity_at"),
    _counted("new-customers", "closed_at", "outcome"),
    _shared("lead-to-sale", _COHORT, "created_at", "outcome"),
    _shared("conversion", _COHORT, ENTERED, part=Part.STAGE),
    Metric(
        code="time-in",
        unit=_SECONDS,
        basis=_COHORT,
        made=Made.HALVED,
        date=ENTERED,
        part=Part.STAGE,
    ),
    _shared("win-rate", _SNAPSHOT, "closed_at", "outcome"),
    _shared("return-rate", _SNAPSHOT, "decided_at", "decision"),
    _shared("acceptance-rate", _SNAPSHOT, "decided_at", "decision"),
    Metric(
        code="speed-to-lead",
        unit=_SECONDS,
        basis=_COHORT,
        made=Made.HALVED,
        date="handed_over_at",
        reads=("first_touch_at",),
    ),
    _shared("follow-up", _COHORT, "handed_over_at", "first_touch_at", "grade", part=Part.GRADE),
    _shared("renurture", _COHORT, "recycled_at", "renurtured_at"),
    _shared("recycled-conversion", _COHORT, "recycled_at", "opportunity_at"),
    _counted("unassigned", "", "owner"),
    _counted("stale", ""),
    _shared("defects", _COHORT, ENTERED, part=Part.DEFINED_STAGE),
    _added("pipeline", "opportunity_at", "amount"),
    _added("revenue", "closed_at", "outcome", "revenue"),
    _added("spend", "", *_SPEND),
    Metric(
        code="coverage",
        unit=_TIMES,
        basis=_SNAPSHOT,
        made=Made.COMBINED,
        reads=("opportunity_at", "amount", "closed_at", "outcome", "revenue"),
    ),
    Metric(
        code="deal-size",
        unit=_MONEY,
        basis=_SNAPSHOT,
        made=Made.AVERAGED,
        date="closed_at",
        reads=("outcome", "revenue"),
    ),
    Metric(
        code="cycle-days",
        unit=_DAYS,
        basis=_SNAPSHOT,
        made=Made.HALVED,
        date="closed_at",
        reads=("outcome", "opportunity_at"),
    ),
    Metric(
        code="velocity",
        unit=_MONEY,
        basis=_SNAPSHOT,
        made=Made.COMBINED,
        of=("new-opportunities", "win-rate", "deal-size", "cycle-days"),
    ),
    _cost("cost-per-lead", "new-leads"),
    _cost("cost-per-mql", "new-mqls"),
    _cost("cost-per-opportunity", "new-opportunities"),
    _cost("cost-per-customer", "new-customers"),
    _shared("campaign-conversion", _COHORT, "created_at", "outcome", "campaign"),
    _added("lead-value-delivered", ENTERED, "outcome", "revenue"),
    Metric(
        code="customer-profit",
        unit=_MONEY,
        basis=_SNAPSHOT,
        made=Made.COMBINED,
        reads=_CUSTOMERS,
    ),
    Metric(
        code="lifetime-value",
        unit=_MONEY,
        basis=_SNAPSHOT,
        made=Made.COMBINED,
        reads=_CUSTOMERS,
    ),
)
"""Every metric, in the order in which they are shown."""

METRICS: Mapping[str, Metric] = {each.code: each for each in CATALOGUE}
"""The same by code."""
BY_CAMPAIGN = "campaign-conversion"
"""The metric that is shown by campaign, whatever else is asked for."""


def mql_stage(agreement: Agreement) -> str:
    """The stage whose entry makes a lead an MQL: that of the hand-over.

    Without one, marketing's last SLA or gate stage; empty where there is none either.
    """
    if agreement.header.handover_stage:
        return agreement.header.handover_stage
    own = [
        key
        for key, stage in agreement.stages.items()
        if stage.party == "marketing" and stage.kind in ("sla", "gate")
    ]
    return own[-1] if own else ""


def revenue_target(agreement: Agreement) -> float:
    """What the whole agreement is to bring: the assumption of that name, else the shared objective.

    The objective must be the only one of both parties that is stated in the agreement's currency
    for as long as it runs: a quarter, or a year.

    Raises:
        Problem: `no-revenue-target`, where nothing states it; `several-revenue-targets`.
    """
    assumed = [each.value for each in quantities(agreement).of(REVENUE_TARGET)]
    stated = [each for each in assumed if each is not None] or [
        one.target.value for one in shared_objectives(agreement) if one.target is not None
    ]
    if not stated:
        raise Problem("no-revenue-target")
    if len(stated) > 1:
        raise Problem("several-revenue-targets", count=len(stated))
    return stated[0]


def shared_objectives(agreement: Agreement) -> list[Objective]:
    """The objectives that say what both parties want to bring while the agreement runs.

    They are stated in its currency, for as long as it runs: a quarter, or a year.
    """
    horizon = horizon_of(agreement)
    return [
        one
        for one in agreement.of_kind("objective").values()
        if isinstance(one, Objective)
        and (one.party, one.horizon) == ("shared", horizon)
        and one.target is not None
        and (one.target.op, one.target.unit) == (">=", agreement.header.currency)
    ]


def horizon_of(agreement: Agreement) -> str:
    """For how long an agreement runs: `quarter`, or `year` where it is longer than one."""
    days = agreement.header.period
    return "year" if (days.end - days.start).days > _LONGEST_QUARTER else "quarter"
