"""Where the misses of a commitment concentrate, what was agreed about it, and what it would change.

Nothing here claims a cause.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.assumptions import quantities
from alignment_desktop.domain.capacity import capacity_of, loads
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.measures import SHARE
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.frames import IDENTITY
from alignment_desktop.measurement.attainment import judged_leads
from alignment_desktop.measurement.date_only import own_day
from alignment_desktop.measurement.lead_groups import CALENDAR, LeadGroups, lead_groups
from alignment_desktop.measurement.lead_states import KEPT, MISSED
from alignment_desktop.measurement.miss_groups import MissGroup
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.commitments import Commitment
    from alignment_desktop.measurement.as_of import AsOf
    from alignment_desktop.services.workspace import Workspace

_REASONS = {"return_reason": "return", "lost_reason": "lost"}
_WEEK = 7


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """A reason that stands on missed leads, with what was agreed to do about it.

    Attributes:
        key: The reason's key; empty where the agreement has none of that name.
        name: The reason.
        missed: On how many missed leads it stands.
        remedy: What the agreement says to do; empty where nothing.
        clause: The clause that it would change, as `kind.key`.
    """

    key: str
    name: str
    missed: int
    remedy: str
    clause: str


@dataclass(frozen=True, slots=True)
class Crowding:
    """Weeks in which more leads arrived than the agreement has time for.

    Attributes:
        weeks: How many.
        of: How many weeks in all.
        room: The leads that there is time for in a week, rounded down.
        most: The leads that arrived in the fullest week.
        missed: How many of the misses started in these weeks.
        clause: The commitment of attempts that the time is for.
    """

    weeks: int
    of: int
    room: int
    most: int
    missed: int
    clause: str


@dataclass(frozen=True)
class Causes:
    """What can be said of where a commitment was missed.

    Attributes:
        commitment: The commitment, as the newest version in force states it.
        as_of: The moment whose knowledge it stands on.
        agreement: The newest version in force.
        groups: Where misses concentrate.
        reasons: Reasons on missed leads, the most frequent first.
        crowding: Weeks above what there is time for; None where there are none, or nobody says.
        notes: Why there is no figure.
    """

    commitment: Commitment
    as_of: AsOf
    agreement: Agreement
    groups: LeadGroups
    reasons: tuple[ReasonGiven, ...]
    crowding: Crowding | None
    notes: tuple[Problem, ...] = ()

    def clause_of(self, group: MissGroup) -> str:
        """The clause that a finding would change, as `kind.key`; the commitment where no other."""
        found = dict(group.fields)
        if "campaign" in found:
            campaign = self.agreement.campaigns_called.get(found["campaign"].lower())
            if campaign is not None:
                return clause_name("campaign", campaign.key)
        if CALENDAR in found:
            return clause_name("calendar", found[CALENDAR])
        return clause_name("commitment", self.commitment.key)

    def to_json(self) -> dict[str, object]:
        """What `why --json` prints."""
        pattern, crowding = self.groups.pattern, self.crowding
        return {
            "commitment": self.commitment.key,
            "as_of": self.as_of.instant,
            "missed": pattern.missed,
            "of": pattern.of,
            "checked": pattern.checked,
            "by": list(pattern.by),
            "groups": [
                {
                    "fields": dict(group.fields),
                    "missed": group.missed,
                    "of": group.of,
                    "explained": group.explained,
                    "p": group.p,
                    "clause": self.clause_of(group),
                }
                for group in pattern.groups
            ],
            "reasons": [
                {name: getattr(reason, name) for name in ReasonGiven.__slots__}
                for reason in self.reasons
            ],
            "crowding": crowding and {name: getattr(crowding, name) for name in Crowding.__slots__},
        }


def causes(workspace: Workspace, question: Question, *, now: datetime) -> Causes:
    """Where the misses of `question.commitment` concentrate.

    Args:
        workspace: Where the agreement and the evidence are.
        question: What is asked; it names a commitment.
        now: The moment that counts where nothing else says one.

    Raises:
        Problem: As `measured`; `no-misses-counted`, where the measure knows no kept and missed.
    """
    return causes_at(Workbench(request_of(workspace, question, now)))


def causes_at(bench: Workbench, monitor: Monitor | None = None) -> Causes:
    """The same for the one commitment that the request of a bench asks for.

    Raises:
        Problem: As `causes`.
        Cancelled: Where the monitor asks to stop.
    """
    plans = bench.request.plans()
    if not plans:
        raise Problem("not-in-these-days", commitment=bench.request.only)
    (plan,) = plans
    commitment = plan.printed
    if not commitment.measured_by.is_share:
        raise Problem("no-misses-counted", commitment=commitment.key, measure=commitment.measure)
    leads, notes = judged_leads(bench, plan)
    found = lead_groups(bench, commitment, leads, monitor)
    missed = leads.filter(pl.col("state") == MISSED)
    return Causes(
        commitment,
        bench.as_of,
        bench.request.newest,
        found,
        _reasons(bench, missed) if commitment.measured_by is SHARE else (),
        _crowding(bench, leads),
        notes,
    )


def _reasons(bench: Workbench, missed: pl.DataFrame) -> tuple[ReasonGiven, ...]:
    """The reasons that stand on missed leads."""
    agreement, known = bench.request.newest, bench.leads
    found = []
    behind = known.join(missed.select(IDENTITY), on=IDENTITY, how="semi")
    for field, about in _REASONS.items():
        if field not in known.columns:
            continue
        called = {
            word.strip().lower(): reason
            for reason in agreement.reasons.values()
            if reason.about == about
            for word in (reason.name, reason.key)
        }
        counts: Counter[tuple[str, str]] = Counter()
        for given in behind.get_column(field).drop_nulls():
            reason = called.get(given.strip().lower())
            counts[(reason.key, reason.name or reason.key) if reason else ("", given.strip())] += 1
        for (key, name), count in counts.items():
            reason = agreement.reasons.get(key)
            remedy, clause = (reason.remedy, reason.clause) if reason else ("", "")
            if name:
                found.append(ReasonGiven(key, name, count, remedy, clause))
    return tuple(sorted(found, key=lambda each: (-each.missed, each.name)))


def _crowding(bench: Workbench, leads: pl.DataFrame) -> Crowding | None:
    """Weeks with more leads than the agreement has time for, of those that get attempts."""
    agreement = bench.request.newest
    capacity, _ = capacity_of(quantities(agreement))
    load = max(loads(agreement), key=lambda each: each.total, default=None)
    counted = leads.filter(pl.col("state").is_in([KEPT, MISSED]))
    if capacity is None or load is None or not load.times or counted.is_empty():
        return None
    bench = bench.asking(replace(bench.request, only=load.attempts, period=None))
    plans = bench.request.plans()
    if not plans:
        return None
    arrivals, _ = judged_leads(bench, plans[0])
    days = agreement.header.period
    attempts = Fraction(capacity.attempts) * _WEEK / ((days.end - days.start).days + 1)
    room = math.floor(attempts / load.times)
    week = own_day(pl.col("from"), pl.col("from_day"), bench.zone).dt.truncate("1w")
    arrived = dict(arrivals.group_by(week.alias("week")).len().iter_rows())
    full = [start for start, count in arrived.items() if count > room]
    if not full:
        return None
    weeks = (days.end - timedelta(days=days.end.weekday())) - (
        days.start - timedelta(days=days.start.weekday())
    )
    inside = counted.filter((pl.col("state") == MISSED) & week.is_in(full))
    return Crowding(
        len(full),
        weeks.days // _WEEK + 1,
        room,
        max(arrived.values()),
        inside.height,
        clause_name("commitment", load.attempts),
    )
