"""Many leads and the commitments about them, generated on moments where rules have their edges."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.folding import Batch, Folded, fold_activities, fold_leads
from alignment_desktop.measurement.request import Evidence

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 20)  # across a change of clocks, clipping months
Row = dict[str, Any]
Moment = tuple[datetime, date | None]


class Crowd:
    """Many leads from one seed, on a coarse grid of moments so that boundaries are met.

    A seed shrinks less well than single leads do, but it fills every period.
    """

    def __init__(self, seed: int, zone: str) -> None:
        self._random = random.Random(seed)
        self._zone = ZoneInfo(zone)

    def leads(self) -> list[Row]:
        return [self._lead() for _ in range(self._random.choice((5, 40, 150)))]

    def _lead(self) -> Row:
        pick = self._random.choice
        day = self._random.randrange(60)
        created = self._moment(day)
        return {
            "created_at": pick([created] * 9 + [None]),
            "first_touch_at": self._after(created, day),
            "closed_at": self._after(created, day),
            "decided_at": self._after(created, day),
            "grade": pick(["A", "A", "a", "B", "b", "ß", None]),
            "outcome": pick(["won", "lost", None]),
            "revenue": pick([None, 0.1, 0.2, 100.0]),
            "cost": pick([None, 0.0, 0.3, 7.0]),
            "employees": pick([None, 3.0, 3.5, 1000.0]),
            "source": pick(["Web", "WEB", "Fair", None]),
            "calls": [at for _ in range(pick([0, 1, 2, 3])) if (at := self._after(created, day))],
            "talks": [
                (pick(TALKS), at)
                for _ in range(pick([0, 0, 2, 3, 5]))
                if (at := self._after(created, day))
            ],
        }

    def _moment(self, day: int) -> Moment:
        written = date(2026, 9, 28) + timedelta(days=day)
        as_day = self._random.random() < 0.15
        hour = 0 if as_day else self._random.choice((0, 2, 8, 9, 10, 13, 16, 17, 23))
        wall = datetime.combine(written, time(hour), self._zone)
        return wall.astimezone(UTC), written if as_day else None

    def _after(self, created: Moment, day: int) -> Moment | None:
        """Nothing, some moment near the creation, or a round time after it."""
        kind = self._random.randrange(4)
        if kind == 0:
            return None
        if kind == 1:
            later = self._random.choice((0, 1.5, 4, 8, 24, 48, 72, 144))
            return created[0] + timedelta(hours=later), None
        return self._moment(day + self._random.randrange(-1, 6))


TALKS = ("wait", "reply", "hold", "resume")
PAUSES = [["wait", "Reply "], ["HOLD", "resume"]]
BY_SOURCE = {"field": "source", "calendars": {"web": "south"}}

COMMITMENTS: dict[str, Row] = {
    "hours": {"measure": "within", "to": "first_touch_at", "limit": "4 business hours"},
    "days": {"measure": "within", "to": "first_touch_at", "limit": "2 business days"},
    "elapsed": {"measure": "within", "to": "first_touch_at", "limit": "3 days"},
    "minutes": {"measure": "within", "to": "first_touch_at", "limit": "90 minutes"},
    "calls": {"measure": "attempts", "limit": "2 business days", "times": 2, "activity": "call"},
    "tries": {"measure": "attempts", "limit": "30 hours", "times": 2, "pause": PAUSES},
    "paused": {
        "measure": "within",
        "to": "first_touch_at",
        "limit": "4 business hours",
        "pause": PAUSES,
        "parts": ["closed_at"],
    },
    "waited": {
        "measure": "within",
        "to": "first_touch_at",
        "limit": "24 hours",
        "pause": PAUSES,
        "parts": ["closed_at", "decided_at"],
    },
    "regional": {
        "measure": "within",
        "to": "first_touch_at",
        "limit": "6 business hours",
        "pause": PAUSES,
        "calendar_by": BY_SOURCE,
        "parts": ["closed_at"],
    },
    "southern": {
        "measure": "within",
        "to": "first_touch_at",
        "limit": "2 business days",
        "calendar_by": BY_SOURCE,
        "parts": ["decided_at", "closed_at"],
    },
    "divided": {
        "measure": "median",
        "to": "first_touch_at",
        "business": True,
        "target": "<= 9 hours",
        "pause": PAUSES,
        "calendar_by": BY_SOURCE,
        "parts": ["decided_at", "closed_at"],
    },
    "won": {"measure": "share", "of": [{"field": "outcome", "op": "is", "value": "WON"}]},
    "settled": {
        "measure": "share",
        "of": [{"field": "outcome", "op": "is", "value": "won"}],
        "settle": "10 days",
    },
    "known": {"measure": "filled", "field": "employees"},
    "volume": {"measure": "count", "target": ">= 5"},
    "value": {"measure": "sum", "field": "lead_value", "target": ">= 50 EUR"},
    "income": {"measure": "sum", "field": "revenue", "target": ">= 50 EUR"},
    "return": {"measure": "ratio", "field": "revenue", "per": "cost", "target": "<= 2"},
    "median": {"measure": "median", "to": "first_touch_at", "target": "<= 5 days"},
    "slow": {"measure": "p90", "to": "first_touch_at", "business": True, "target": "<= 9 hours"},
}


LATER: dict[str, Row] = {
    "paused": {"pause": PAUSES[:1], "parts": ["decided_at"]},
    "waited": {"pause": [], "parts": []},
    "regional": {"calendar_by": {"field": "source", "calendars": {"FAIR": "south"}}},
}
"""What a second version says otherwise."""


def agreement(zone: str, every: str, grades: list[str], target: str, limit_scale: int) -> Agreement:
    tables: list[tuple[str, Row]] = [
        ("agreement", {"period": {"start": FIRST, "end": LAST}, "calendar": "office"}),
        *(
            ("calendar", {"key": key, "timezone": where, "hours": {day: [hours] for day in days}})
            for key, where, days, hours in (
                ("office", zone, ("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"),
                ("south", "Australia/Sydney", ("tue", "wed", "thu", "fri", "sat"), "10:00-16:00"),
            )
        ),
    ]
    for key, settings_ in COMMITMENTS.items():
        table = {
            "key": key,
            "from": "created_at",
            "every": every,
            "target": target,
            "where": [{"field": "grade", "op": "in", "value": grades}],
            "at_risk": 0.5,
            **settings_,
        }
        if key == "elapsed":
            table["limit"] = f"{3 * limit_scale} days"
        if limit_scale > 1:
            table |= LATER.get(key, {})
        tables.append(("commitment", table))
    clauses = {}
    for kind, table in tables:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Autumn", clauses)


def evidence(rows: list[Row], zone: str) -> Evidence:
    instant = pl.Datetime("us", "UTC")
    columns: dict[str, pl.Series] = {"row": pl.Series(range(len(rows)), dtype=pl.Int64)}
    columns["lead_id"] = pl.Series([row["lead_id"] for row in rows], dtype=pl.String)
    for event in ("created_at", "first_touch_at", "closed_at", "decided_at"):
        columns[event] = pl.Series([row[event] and row[event][0] for row in rows], dtype=instant)
        days = [row[event] and row[event][1] for row in rows]
        columns[f"{event}.day"] = pl.Series(days, dtype=pl.Date)
    for name in ("grade", "outcome", "source"):
        columns[name] = pl.Series([row[name] for row in rows], dtype=pl.String)
    for name in ("revenue", "cost", "employees"):
        columns[name] = pl.Series([row[name] for row in rows], dtype=pl.Float64)
    told = [
        (row["lead_id"], *at, kind)
        for row in rows
        for at in row["calls"]
        for kind in ("Call ", "mail")
    ] + [(row["lead_id"], *at, kind) for row in rows for kind, at in row["talks"]]
    done = pl.DataFrame(
        told,
        schema={"lead_id": pl.String, "at": instant, "at.day": pl.Date, "kind": pl.String},
        orient="row",
    )
    # Two calls of one lead at one moment are two rows only if they differ in something.
    done = done.with_row_index("row").with_columns(pl.col("row").cast(pl.String).alias("detail"))
    empty = Folded(pl.DataFrame())
    return Evidence(
        fold_leads([Batch(1, Kind.LEADS, pl.DataFrame(columns), "lead_id")]),
        fold_activities([Batch(2, Kind.ACTIVITIES, done)]),
        empty,
        empty,
    )
