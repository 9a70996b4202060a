"""Agreements and evidence in a few words, for tests of what commitments come to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.frames import FieldType, Kind, field_type
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.attainment import leads_behind, measure
from alignment_desktop.measurement.folding import (
    Batch,
    fold_activities,
    fold_campaigns,
    fold_customers,
    fold_figures,
    fold_leads,
)
from alignment_desktop.measurement.request import Evidence, Request
from alignment_desktop.measurement.results import PeriodResult
from alignment_desktop.measurement.versions import VersionInForce

Row = dict[str, Any]
OFFICE = {
    "key": "office",
    "timezone": "Europe/Berlin",
    "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
}
LARGE = {
    "key": "large",
    "name": "Large firms",
    "where": [{"field": "employees", "op": ">=", "value": 1000}],
}
DTYPES: dict[FieldType | None, Any] = {
    FieldType.NUMBER: pl.Float64,
    FieldType.MOMENT: pl.Datetime("us", "UTC"),
    FieldType.DAY: pl.Date,
}


def agreement(*commitments: Row, header: Row | None = None) -> Agreement:
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    tables: list[tuple[str, Row]] = [
        ("agreement", {"period": period, "calendar": "office"} if header is None else header),
        ("calendar", OFFICE),
        ("calendar", {"key": "shut", "timezone": "Europe/Berlin"}),
        ("segment", LARGE),
        ("segment", {"key": "bare"}),
        *(("commitment", {"key": "c", "target": ">= 95 %", **each}) for each in commitments),
    ]
    clauses = {}
    for kind, table in tables:
        clause = read_clause(kind, {"period": period} | table if kind == "agreement" else table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


def batches(kind: Kind, rows: list[Row], key: str | None = None) -> list[Batch]:
    if not rows:
        return []
    names = list(dict.fromkeys(name for row in rows for name in row))
    schema = {
        name: pl.Date if name.endswith(".day") else DTYPES.get(field_type(kind, name), pl.String)
        for name in names
    }
    frame = pl.DataFrame(rows, schema=schema).with_row_index("row", 2).cast({"row": pl.Int64})
    return [Batch(1, kind, frame, key)]


def asked(
    *stated: Row | VersionInForce,
    leads: list[Row] | None = None,
    activities: list[Row] | None = None,
    campaigns: list[Row] | None = None,
    figures: list[Row] | None = None,
    customers: list[Row] | None = None,
    as_of: str = "2027-01-31",
    first: date = date(2026, 10, 1),
    last: date = date(2026, 12, 31),
    **more: Any,
) -> Request:
    versions = [each for each in stated if isinstance(each, VersionInForce)]
    if not versions:
        draft = agreement(*(each for each in stated if isinstance(each, dict)))
        versions = [VersionInForce(draft)]
    numbered = [{"lead_id": f"L{n}", **row} for n, row in enumerate(leads or [])]
    evidence = Evidence(
        fold_leads(batches(Kind.LEADS, numbered, "lead_id")),
        fold_activities(batches(Kind.ACTIVITIES, activities or [])),
        fold_campaigns(batches(Kind.CAMPAIGNS, campaigns or [])),
        fold_figures(batches(Kind.FIGURES, figures or [])),
        fold_customers(batches(Kind.CUSTOMERS, customers or [])),
    )
    moment = AsOf.of(as_of, versions[-1].agreement.timezone)
    return Request(tuple(versions), evidence, moment, first, last, **more)


def only(request: Request) -> PeriodResult:
    """The one period of the one commitment."""
    (result,) = measure(request)
    (entry,) = result.periods
    return entry


def counts(entry: PeriodResult) -> tuple[Any, ...]:
    return entry.kept, entry.missed, entry.open, entry.excluded


def at(month: int, day: int, hour: float = 12) -> datetime:
    whole = int(hour)
    return datetime(2026, month, day, whole, round((hour - whole) * 60), tzinfo=UTC)


def states(request: Request) -> dict[str, str | None]:
    rows, _ = leads_behind(request, "c")
    return {row.lead_id: row.state for row in rows}


TOUCH = {"measure": "within", "from": "created_at", "to": "first_touch_at"}
