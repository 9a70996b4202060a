"""Where one lead stands: what became of its clocks, and which conditions of the stages it meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ENTERED, IDENTITY, LEAD_KEY, Kind
from alignment_desktop.measurement.attainment import leads_behind
from alignment_desktop.measurement.conditions import holds
from alignment_desktop.measurement.folding import Folded
from alignment_desktop.measurement.identity import activities_of
from alignment_desktop.measurement.lead_breakdown import SHARE_USED, USED, judged
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.clauses import Stage
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.domain.conditions import Condition
    from alignment_desktop.measurement.fields import Fields
    from alignment_desktop.measurement.results import LeadRow

_KNOWN_BY = (LEAD_KEY, "lead_id", "opportunity_id", "email")


@dataclass(frozen=True, slots=True)
class LeadClock:
    """What became of one lead in one promise.

    Attributes:
        commitment: The promise.
        row: From when to when, and how it ended.
        used: Seconds used, of open time where the promise says so; None where not known.
        allowed: Seconds allowed, likewise.
    """

    commitment: Commitment
    row: LeadRow
    used: float | None = None
    allowed: float | None = None

    @property
    def business(self) -> bool:
        """Whether `used` and `allowed` are open time."""
        limit = self.commitment.limit
        return bool(limit and limit.business) or self.commitment.business


@dataclass(frozen=True, slots=True)
class ConditionCheck:
    """One condition of a stage, held against a lead.

    Attributes:
        condition: The condition.
        met: Whether the lead meets it; None where no file has its field.
    """

    condition: Condition
    met: bool | None


@dataclass(frozen=True, slots=True)
class StageCheck:
    """The conditions of a stage, held against a lead.

    Attributes:
        stage: The stage.
        all_of: The conditions that must all be met.
        one_of: Lists of conditions, one of which must be met whole, where there are any.
    """

    stage: Stage
    all_of: tuple[ConditionCheck, ...]
    one_of: tuple[tuple[ConditionCheck, ...], ...]

    @property
    def met(self) -> bool | None:
        """Whether the lead meets them; None where a field that decides it was never imported."""
        groups = [_all(group) for group in self.one_of]
        either = None if None in groups else False
        return _both(_all(self.all_of), True if True in groups or not groups else either)


def _all(checks: Iterable[ConditionCheck]) -> bool | None:
    met: bool | None = True
    for check in checks:
        met = _both(met, check.met)
    return met


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def lead_named(leads: pl.DataFrame, lead: str) -> pl.DataFrame:
    """The one lead that a key, another id or an address names, one row.

    Raises:
        Problem: `no-such-lead`, `several-leads-named`.
    """
    wanted = lead.strip()
    for name in _KNOWN_BY:
        if name not in leads.columns:
            continue
        value = pl.col(name)
        found = leads.filter(value == wanted)
        if name == "email":
            found = leads.filter(value.str.to_lowercase() == wanted.lower())
        if found.height > 1:
            keys = ", ".join(found[LEAD_KEY].head(10))
            raise Problem("several-leads-named", value=lead, known=keys)
        if found.height == 1:
            return found
    raise Problem("no-such-lead", value=lead)


def alone(bench: Workbench, identity: str) -> Request:
    """The request with the evidence of one lead only, which takes no time to measure.

    Each lead's clocks hang on nothing but itself, its activities, and what is promised.
    """
    evidence = bench.request.evidence
    leads, activities = evidence.leads.frame, evidence.activities.frame
    if "at" in activities.columns:
        activities = activities_of(identity, activities, leads)
    its = Folded(leads.filter(pl.col(IDENTITY) == identity))
    return replace(
        bench.request, evidence=replace(evidence, leads=its, activities=Folded(activities))
    )


def clocks_of(request: Request, key: str) -> Iterator[LeadClock]:
    """What became of a lead in every promise with a clock that ran for it.

    Args:
        request: With the evidence of that lead; see `alone`.
        key: What the lead is known by.
    """
    for plan in request.plans():
        commitment = plan.printed
        name = commitment.key
        if not commitment.measured_by.has_clock:
            continue
        rows = [row for row in leads_behind(request, name)[0] if row.lead_id == key]
        if not rows:
            continue
        asked = replace(request, only=name)
        timed = pl.concat([judged(Workbench(asked), plan) for plan in asked.plans()])
        spans = timed.sort("from").select(USED, SHARE_USED).rows()
        for at, row in enumerate(rows):
            used, share = spans[at] if len(spans) == len(rows) else (None, None)
            yield LeadClock(commitment, row, used, used / share if used and share else None)


def stage_checks(bench: Workbench, known: pl.DataFrame) -> Iterator[StageCheck]:
    """Every stage that states conditions, held against a lead, in the order of the funnel.

    Args:
        bench: Whose newest agreement counts.
        known: The lead as it is known, one row.
    """
    agreement = bench.request.newest
    for key, stage in agreement.stages.items():
        if not stage.where and not stage.any:
            continue
        its, fields = known, bench.fields(Kind.LEADS, agreement)
        entry = f"{ENTERED}{key}"
        asked = [*stage.where, *(each for group in stage.any for each in group)]
        has_entered = entry in known.columns and known[entry].item() is not None
        if has_entered and bench.scores_matter(agreement, asked):
            its, fields = bench.scored_at(known, agreement, entry)

        def checks(
            conditions: Iterable[Condition], fields: Fields = fields, its: pl.DataFrame = its
        ) -> tuple[ConditionCheck, ...]:
            return tuple(ConditionCheck(each, _met(each, fields, its)) for each in conditions)

        yield StageCheck(stage, checks(stage.where), tuple(map(checks, stage.any)))


def _met(condition: Condition, fields: Fields, known: pl.DataFrame) -> bool | None:
    try:
        return bool(known.select(holds([condition], fields)).item())
    except Problem:
        return None  # A field that nobody has imported tells neither for nor against a lead.
