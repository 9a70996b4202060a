"""One lead, whole: every moment, value, activity and campaign with its source, and its clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.frames import (
    DERIVED_LEAD_FIELDS,
    IDENTITY,
    LEAD_KEY,
    OWN,
    Kind,
    day_column,
    field_type,
)
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.closed_hours import Closed, closed_hours
from alignment_desktop.services.evidence import evidence_of
from alignment_desktop.services.lead_counts import LeadCount, counts_of
from alignment_desktop.services.lead_events import (
    LeadEvent,
    activity_events,
    order_of,
    value_events,
    with_parties,
)
from alignment_desktop.services.lead_standing import (
    LeadClock,
    StageCheck,
    alone,
    clocks_of,
    lead_named,
    stage_checks,
)
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.scoring import LeadScore, scores_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.services.workspace import Workspace

_TOLD = (Kind.ACTIVITIES, Kind.CAMPAIGNS)
"""Kinds of file that tell more of a lead than files of leads do."""
_MOST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class OtherLead:
    """Another lead of the same account.

    Attributes:
        lead_id: What it is known by.
        name: Its name, else its address; empty where neither is known.
        stage: The stage that its file names; empty where it names none.
    """

    lead_id: str
    name: str
    stage: str


@dataclass(frozen=True, slots=True)
class LeadHistory:
    """All that is known of a lead.

    Attributes:
        lead_id: What it is known by.
        fields: Field to what holds of it, as text, in the order of the fields.
        events: In the order of time.
        clocks: What became of it in each promise whose clock ran.
        stages: The stages that state conditions, each held against it.
        scores: What the rules make of it.
        sources: Number of an import to its file and sheet.
        as_of: Up to when events are known, in the agreement's zone.
        agreement: Whose promises and stages count.
        missing: The kinds of file, none of which was imported, that would tell more of it.
        others: Other leads of its account, the first of them.
        counts: The figures in which it counts.
        closed: Commitment to the stretches in which its clock of business time stands still.
    """

    lead_id: str
    fields: dict[str, str | float]
    events: tuple[LeadEvent, ...]
    clocks: tuple[LeadClock, ...]
    stages: tuple[StageCheck, ...]
    scores: LeadScore
    sources: dict[int, tuple[str, str]]
    as_of: datetime
    agreement: Agreement
    missing: tuple[Kind, ...] = ()
    others: tuple[OtherLead, ...] = ()
    counts: tuple[LeadCount, ...] = ()
    closed: Mapping[str, Closed] = field(default_factory=dict)

    @property
    def qualified(self) -> tuple[str, ...]:
        """The keys of the rules that gave it points."""
        return tuple(key for key, _ in self.scores.rules)

    @property
    def stages_met(self) -> tuple[str, ...]:
        """The stages whose conditions it meets, as `stage.KEY`."""
        return tuple(f"stage.{each.stage.key}" for each in self.stages if each.met)

    def to_json(self) -> dict[str, object]:
        """What `lead --json` prints."""
        clocks = []
        for clock in self.clocks:
            told = {"paused": 0.0, "parts": [], **clock.row.to_json()}
            del told["lead_id"]
            clocks.append({"commitment": clock.commitment.key, **told})
        return {
            "lead_id": self.lead_id,
            "fields": self.fields,
            "events": [event.to_json() for event in self.events],
            "clocks": clocks,
            "qualified": list(self.qualified),
            "stages": list(self.stages_met),
            "scores": self.scores.to_json(),
            "counts_in": [each.to_json() for each in self.counts],
        }


def lead_history(
    workspace: Workspace, lead: str, *, as_of: str | None, label: str | None, now: datetime
) -> LeadHistory:
    """All that is known of one lead.

    Args:
        workspace: Where the agreement and the evidence are.
        lead: Its key, or another id or address of it.
        as_of: The moment or day up to which events are known; the default one where None.
        label: The agreement whose commitments and stages are meant; the newest where None.
        now: The present moment.

    Raises:
        Problem: `no-such-lead`, `several-leads-named`; or as `request_of`.
    """
    request = request_of(workspace, Question(as_of=as_of, label=label), now)
    bench = Workbench(request)
    known = lead_named(bench.leads, lead)
    identity = known[IDENTITY].item()
    with workspace.store.read() as reader:
        evidence = evidence_of(reader)
        rows = {row.id: row for row in reader.batches()}
    zone = ZoneInfo(bench.zone)
    activities = evidence.of_kind(Kind.ACTIVITIES)
    events = [
        *value_events(evidence.of_kind(Kind.LEADS), identity, known, rows, zone),
        *activity_events(activities, identity, request.evidence.leads.frame, zone),
    ]
    inside = [event for event in events if _is_known(event, request, zone)]
    inside.sort(key=lambda event: order_of(event, zone))
    agreement = request.newest
    its = alone(bench, identity)
    clocks = tuple(clocks_of(its, known[LEAD_KEY].item()))
    return LeadHistory(
        lead_id=known[LEAD_KEY].item(),
        fields=known_fields(known, zone),
        events=tuple(with_parties(inside, agreement)),
        clocks=clocks,
        stages=tuple(stage_checks(bench, known)),
        scores=scores_of(bench, known).leads[0],
        sources={
            event.batch: (rows[event.batch].file, rows[event.batch].sheet) for event in events
        },
        as_of=request.as_of.moment.astimezone(zone),
        agreement=agreement,
        missing=tuple(kind for kind in _TOLD if not evidence.of_kind(kind)),
        others=tuple(_others(bench.leads, known)),
        counts=tuple(counts_of(its, known[LEAD_KEY].item(), clocks)),
        closed=closed_hours(request, clocks),
    )


def _is_known(event: LeadEvent, request: Request, zone: ZoneInfo) -> bool:
    """Whether an event was known at the moment that is asked about."""
    moment, _ = order_of(event, zone)
    end = request.as_of.moment
    return moment < end if request.as_of.day is not None else moment <= end


def known_fields(known: pl.DataFrame, zone: ZoneInfo) -> dict[str, str | float]:
    """What a lead says, by the names of its fields; moments as ISO text in a zone."""
    found: dict[str, str | float] = {}
    row = known.row(0, named=True)
    for name, value in row.items():
        canonical = field_type(Kind.LEADS, name) is not None or name in DERIVED_LEAD_FIELDS
        if value is None or not (canonical or name.startswith(OWN)):
            continue
        if isinstance(value, datetime):
            at = row.get(day_column(name)) or value.astimezone(zone)
            found[name] = at.isoformat()
        else:
            found[name.removeprefix(OWN)] = value
    return found


def _others(leads: pl.DataFrame, known: pl.DataFrame) -> list[OtherLead]:
    """Other leads of the same account, as their files write it."""
    if "account" not in leads.columns or known["account"].item() is None:
        return []
    same = pl.col("account").str.to_lowercase() == known["account"].item().lower()
    there = set(leads.columns)
    names = [pl.col(each) for each in ("name", "email") if each in there]
    stage = pl.col("stage") if "stage" in there else pl.lit("")
    found = (
        leads.filter(same & (pl.col(IDENTITY) != known[IDENTITY].item()))
        .sort(LEAD_KEY)
        .select(LEAD_KEY, pl.coalesce(*names, pl.lit("")).alias("name"), stage.fill_null(""))
    )
    return [OtherLead(*row) for row in found.head(_MOST_OTHERS).iter_rows()]
