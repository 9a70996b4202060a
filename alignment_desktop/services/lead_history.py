"""One lead, whole: every moment, value, activity and campaign with its source, and its clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import (
    DAY_SUFFIX,
    DERIVED_LEAD_FIELDS,
    OWN,
    ROW,
    FieldType,
    Kind,
    day_column,
    field_type,
)
from alignment_desktop.measurement.attainment import leads_behind
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.folding import Batch, identified
from alignment_desktop.measurement.identity import IDENTITY, LEAD_KEY, with_identity
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.evidence import evidence_of
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.measurement.results import LeadRow
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_KNOWN_BY = (LEAD_KEY, "lead_id", "opportunity_id", "email")
_BATCH = "…batch"


@dataclass(frozen=True, slots=True)
class LeadEvent:
    """What happened to a lead, or was learnt of it.

    Attributes:
        at: When, in the agreement's zone; a day where a day was written.
        what: A field, or the kind of an activity.
        value: The value that was learnt, or what an activity says of itself; empty where the
            moment is all.
        batch: The import that says so.
        row: The row in its sheet.
    """

    at: datetime | date
    what: str
    value: str
    batch: int
    row: int

    def to_json(self) -> dict[str, object]:
        """The event as `lead --json` prints it."""
        at, value = self.at.isoformat(), self.value or None
        return {"at": at, "what": self.what, "value": value, "batch": self.batch, "row": self.row}


@dataclass(frozen=True, slots=True)
class LeadHistory:
    """All that is known of a lead.

    Attributes:
        lead_id: What it is known by.
        fields: Field to what holds of it, as text, in the order of the fields.
        events: In the order of time.
        clocks: Key of a commitment to what became of this lead there.
        qualified: The stages whose conditions it meets, as `stage.KEY`.
        sources: Number of an import to its file and sheet.
    """

    lead_id: str
    fields: dict[str, str | float]
    events: tuple[LeadEvent, ...]
    clocks: tuple[tuple[str, LeadRow], ...]
    qualified: tuple[str, ...]
    sources: dict[int, tuple[str, str]]

    def to_json(self) -> dict[str, object]:
        """What `lead --json` prints."""
        clocks = []
        for key, row in self.clocks:
            told = row.to_json()
            del told["lead_id"]
            clocks.append({"commitment": key, **told, "paused": None, "parts": []})
        return {
            "lead_id": self.lead_id,
            "fields": self.fields,
            "events": [event.to_json() for event in self.events],
            "clocks": clocks,
            "qualified": list(self.qualified),
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
    known = _named(bench.leads, lead)
    identity = known[IDENTITY].item()
    with workspace.store.read() as reader:
        evidence = evidence_of(reader)
        rows = {row.id: row for row in reader.batches()}
    zone = ZoneInfo(bench.zone)
    batches = evidence.of_kind(Kind.LEADS)
    events = [
        *_of_leads(batches, identity, known, rows, zone),
        *_of_activities(evidence.of_kind(Kind.ACTIVITIES), known, zone),
    ]
    key = known[LEAD_KEY].item()
    inside = [event for event in events if _is_known(event, request, zone)]
    return LeadHistory(
        lead_id=key,
        fields=_fields(known, zone),
        events=tuple(sorted(inside, key=lambda event: _order(event, zone))),
        clocks=tuple(_clocks(request, key)),
        qualified=tuple(_qualified(bench, known)),
        sources={
            event.batch: (rows[event.batch].file, rows[event.batch].sheet) for event in events
        },
    )


def _named(leads: pl.DataFrame, lead: str) -> pl.DataFrame:
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


def _of_leads(
    batches: Sequence[Batch],
    identity: str,
    known: pl.DataFrame,
    rows: dict[int, BatchRow],
    zone: ZoneInfo,
) -> Iterator[LeadEvent]:
    """The moments that hold, each from the import that said it last, and every value once."""
    moments: dict[str, LeadEvent] = {}
    values: dict[str, object] = {}
    for batch, frame in zip(batches, identified(batches).frames, strict=True):
        for row in frame.filter(pl.col(IDENTITY) == identity).iter_rows(named=True):
            for name, value in row.items():
                if value is None or name in (ROW, IDENTITY) or name.endswith(DAY_SUFFIX):
                    continue
                if field_type(Kind.LEADS, name) is FieldType.MOMENT:
                    if name in known.columns and known[name].item() == value:
                        at = row.get(day_column(name)) or value.astimezone(zone)
                        moments[name] = LeadEvent(at, name, "", batch.id, row[ROW])
                elif values.get(name) != value:
                    values[name] = value
                    at = rows[batch.id].imported_at.astimezone(zone)
                    what = name.removeprefix(OWN)
                    yield LeadEvent(at, what, _text(value), batch.id, row[ROW])
    yield from moments.values()


def _of_activities(
    batches: Sequence[Batch], known: pl.DataFrame, zone: ZoneInfo
) -> Iterator[LeadEvent]:
    for batch in batches:
        stamped = batch.frame.with_columns(pl.lit(batch.id).alias(_BATCH))
        for row in with_identity(stamped, known).iter_rows(named=True):
            if row["at"] is None:
                continue
            at = row.get(day_column("at")) or row["at"].astimezone(zone)
            told = [row.get(name) for name in ("detail", "campaign", "by")]
            value = ", ".join(each for each in told if each)
            yield LeadEvent(at, row.get("kind") or Kind.ACTIVITIES, value, batch.id, row[ROW])


def _is_known(event: LeadEvent, request: Request, zone: ZoneInfo) -> bool:
    """Whether an event was known at the moment that is asked about."""
    moment, _ = _order(event, zone)
    end = request.as_of.moment
    return moment < end if request.as_of.day is not None else moment <= end


def _order(event: LeadEvent, zone: ZoneInfo) -> tuple[datetime, str]:
    at = event.at
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, tzinfo=zone)
    return at.astimezone(UTC), event.what


def _fields(known: pl.DataFrame, zone: ZoneInfo) -> dict[str, str | float]:
    found: dict[str, str | float] = {}
    row = known.row(0, named=True)
    for name, value in row.items():
        canonical = field_type(Kind.LEADS, name) is not None or name in DERIVED_LEAD_FIELDS
        if value is None or name.endswith(DAY_SUFFIX) or not (canonical or name.startswith(OWN)):
            continue
        if isinstance(value, datetime):
            at = row.get(day_column(name)) or value.astimezone(zone)
            found[name] = at.isoformat()
        else:
            found[name.removeprefix(OWN)] = value
    return found


def _clocks(request: Request, key: str) -> Iterator[tuple[str, LeadRow]]:
    for name, commitment in request.newest.commitments.items():
        if not commitment.measured_by.has_clock:
            continue
        rows, _ = leads_behind(request, name)
        for row in rows:
            if row.lead_id == key:
                yield name, row


def _qualified(bench: Workbench, known: pl.DataFrame) -> Iterator[str]:
    agreement = bench.request.newest
    fields = bench.fields(Kind.LEADS, agreement)
    for key, stage in agreement.stages.items():
        if not (stage.where or stage.any):
            continue
        try:
            meets = holds_any(stage.where, stage.any, fields)
        except Problem:
            continue  # A field that nobody has imported tells neither for nor against a lead.
        if known.select(meets).item():
            yield f"stage.{key}"


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
