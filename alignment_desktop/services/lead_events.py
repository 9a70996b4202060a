"""What happened to one lead, and what was learnt of it: each with the file and row that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.clauses import PARTIES, Person
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.frames import (
    IDENTITY,
    OWN,
    ROW,
    FieldType,
    Kind,
    day_column,
    field_type,
    is_companion,
)
from alignment_desktop.measurement.folding import Batch, identified
from alignment_desktop.measurement.identity import activities_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.storage.evidence import BatchRow

SALES, MARKETING = PARTIES
SHARED = "shared"
_BATCH = "…batch"
_DONE_BY = {
    "created_at": MARKETING,
    "handed_over_at": SHARED,
    "assigned_at": SALES,
    "first_touch_at": SALES,
    "decided_at": SALES,
    "recycled_at": SALES,
    "renurtured_at": MARKETING,
    "feedback_at": SALES,
    "opportunity_at": SALES,
    "closed_at": SALES,
}
"""Whose doing each moment of a lead is."""


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
        is_activity: Whether `what` is the kind of an activity, and no field.
        party: Whose doing it is: `sales`, `marketing`, or `shared` where neither's or not known.
    """

    at: datetime | date
    what: str
    value: str
    batch: int
    row: int
    is_activity: bool = False
    party: str = SHARED

    def to_json(self) -> dict[str, object]:
        """The event as `lead --json` prints it."""
        at, value = self.at.isoformat(), self.value or None
        return {"at": at, "what": self.what, "value": value, "batch": self.batch, "row": self.row}


def value_events(
    batches: Sequence[Batch],
    identity: str,
    known: pl.DataFrame,
    rows: dict[int, BatchRow],
    zone: ZoneInfo,
) -> Iterator[LeadEvent]:
    """The moments that hold, each from the import that said it last, and every value once.

    Args:
        batches: Imports of leads, in their order.
        identity: The lead's.
        known: The lead as it is known, one row.
        rows: Number of an import to what is kept of it.
        zone: In which moments are told.
    """
    moments: dict[str, LeadEvent] = {}
    values: dict[str, object] = {}
    for batch, frame in zip(batches, identified(batches).frames, strict=True):
        for row in frame.filter(pl.col(IDENTITY) == identity).iter_rows(named=True):
            for name, value in row.items():
                if value is None or name in (ROW, IDENTITY) or is_companion(name):
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


def activity_events(
    batches: Sequence[Batch], identity: str, leads: pl.DataFrame, zone: ZoneInfo
) -> Iterator[LeadEvent]:
    """Every different activity of the lead once, from the import that said it first.

    Args:
        batches: Imports of activities, in their order.
        identity: The lead's.
        leads: All leads, folded.
        zone: In which moments are told.
    """
    its = [
        activities_of(identity, batch.frame.with_columns(pl.lit(batch.id).alias(_BATCH)), leads)
        for batch in batches
        if "at" in batch.frame.columns
    ]
    if not its:
        return
    found = pl.concat(its, how="diagonal")
    alike = [name for name in found.columns if name not in (ROW, _BATCH)]
    for row in found.unique(alike, keep="first", maintain_order=True).iter_rows(named=True):
        if row["at"] is None:
            continue
        at = row.get(day_column("at")) or row["at"].astimezone(zone)
        told = [row.get(name) for name in ("detail", "campaign", "by")]
        value = ", ".join(each for each in told if each)
        what = row.get("kind") or Kind.ACTIVITIES
        yield LeadEvent(at, what, value, row[_BATCH], row[ROW], True, row.get("by") or "")


def with_parties(events: Sequence[LeadEvent], agreement: Agreement) -> list[LeadEvent]:
    """The events, each with whose doing it is.

    A stage is its clause's party's. An activity is that of the person or party that its file
    names, else that of the promise that counts such activities, else that of Sales where anybody
    is named, as people call and write; what nobody is named for is nobody's.

    Args:
        events: Those of activities still have who did it in place of the party.
        agreement: Whose people, stages and promises count.
    """
    people = {
        cast(Person, each).name.casefold(): cast(Person, each).party
        for each in agreement.of_kind("person").values()
    }
    counted = {
        each.activity.casefold(): each.party
        for each in agreement.commitments.values()
        if each.activity
    }
    found = []
    for event in events:
        if not event.is_activity:
            stage = agreement.stages.get(event.what.removeprefix(ENTERED))
            entered = event.what.startswith(ENTERED) and stage is not None
            party = stage.party if entered and stage else _DONE_BY.get(event.what, SHARED)
        else:
            who = event.party.casefold()
            named = who if who in (SALES, MARKETING) else people.get(who)
            party = named or counted.get(event.what.casefold()) or (SALES if who else SHARED)
        found.append(replace(event, party=party))
    return found


def order_of(event: LeadEvent, zone: ZoneInfo) -> tuple[datetime, str]:
    """By what events are put in the order of time; a day stands where it begins."""
    at = event.at
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, tzinfo=zone)
    return at.astimezone(UTC), event.what


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
