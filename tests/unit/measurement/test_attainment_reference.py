"""Measured commitments against a second, plain reading of the rules: loops over single leads."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.attainment import leads_behind, measure
from alignment_desktop.measurement.folding import Batch, Folded, fold_activities, fold_leads
from alignment_desktop.measurement.known import AsOf
from alignment_desktop.measurement.request import Evidence, Request
from alignment_desktop.measurement.results import to_json
from alignment_desktop.measurement.versions import VersionInForce

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 20)  # across a change of clocks, clipping months
CHANGE = date(2026, 10, 20)  # when a second version takes effect
ZONES = ("Europe/Berlin", "America/New_York", "UTC")
Row = dict[str, Any]


# --- what is generated ---------------------------------------------------------------------------


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
            "grade": pick(["A", "A", "a", "B", "b", "ß", None]),
            "outcome": pick(["won", "lost", None]),
            "revenue": pick([None, 0.1, 0.2, 100.0]),
            "cost": pick([None, 0.0, 0.3, 7.0]),
            "employees": pick([None, 3.0, 3.5, 1000.0]),
            "source": pick(["Web", "WEB", "Fair", None]),
            "calls": [at for _ in range(pick([0, 1, 2, 3])) if (at := self._after(created, day))],
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


COMMITMENTS: dict[str, Row] = {
    "hours": {"measure": "within", "to": "first_touch_at", "limit": "4 business hours"},
    "days": {"measure": "within", "to": "first_touch_at", "limit": "2 business days"},
    "elapsed": {"measure": "within", "to": "first_touch_at", "limit": "3 days"},
    "minutes": {"measure": "within", "to": "first_touch_at", "limit": "90 minutes"},
    "calls": {"measure": "attempts", "limit": "2 business days", "times": 2, "activity": "call"},
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


def agreement(zone: str, every: str, grades: list[str], target: str, limit_scale: int) -> Agreement:
    tables: list[tuple[str, Row]] = [
        ("agreement", {"period": {"start": FIRST, "end": LAST}, "calendar": "office"}),
        (
            "calendar",
            {
                "key": "office",
                "timezone": zone,
                "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
            },
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
        tables.append(("commitment", table))
    clauses = {}
    for kind, table in tables:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Autumn", clauses)


# --- the second reading --------------------------------------------------------------------------


class Office:
    """Monday to Friday, nine to five."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        if day.weekday() > 4:
            return None
        return (
            datetime.combine(day, time(9), self.zone).astimezone(UTC),
            datetime.combine(day, time(17), self.zone).astimezone(UTC),
        )

    def between(self, start: datetime, end: datetime) -> float:
        if end < start:
            return -self.between(end, start)
        day, total = start.astimezone(self.zone).date(), 0.0
        while day <= end.astimezone(self.zone).date():
            if shift := self.hours(day):
                total += max(0.0, (min(end, shift[1]) - max(start, shift[0])).total_seconds())
            day += timedelta(days=1)
        return total

    def due_in_seconds(self, start: datetime, seconds: float) -> datetime:
        day = start.astimezone(self.zone).date()
        while True:
            if shift := self.hours(day):
                begin = max(start, shift[0])
                left = (shift[1] - begin).total_seconds()
                if left >= seconds and left > 0:
                    return begin + timedelta(seconds=seconds)
                seconds -= max(0.0, left)
            day += timedelta(days=1)

    def due_in_days(self, start: datetime, days: int) -> datetime:
        day = start.astimezone(self.zone).date()
        shift = self.hours(day)
        while shift is None or start >= shift[1]:
            day += timedelta(days=1)
            shift = self.hours(day)
        clock = max(start, shift[0]).astimezone(self.zone).time()
        while days:
            day += timedelta(days=1)
            days -= 1 if self.hours(day) else 0
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def known(row: Row, as_of: AsOf) -> Row:
    def seen(moment: tuple[datetime, date | None]) -> bool:
        return moment[0] < as_of.moment if as_of.day else moment[0] <= as_of.moment

    told = dict(row)
    if row["closed_at"] and not seen(row["closed_at"]):
        told["outcome"] = told["revenue"] = None
    events = ("created_at", "first_touch_at", "closed_at")
    told["heard"] = not any(row[event] for event in events) or any(
        row[event] and seen(row[event]) for event in events
    )
    for event in events:
        told[event] = row[event] if row[event] and seen(row[event]) else None
    told["calls"] = [call for call in row["calls"] if seen(call)]
    return told


def with_values(rows: list[Row]) -> None:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault((row["source"] or "").lower(), []).append(row)
    for group in groups.values():
        heard = [row for row in group if row["heard"]]
        won = [row for row in heard if row["outcome"] == "won"]
        revenues = [row["revenue"] for row in won if row["revenue"] is not None]
        value: float | None = None
        if heard and not won:
            value = 0.0
        elif revenues:
            value = sum(revenues) / len(revenues) * len(won) / len(heard)
        for row in group:
            row["lead_value"] = value


def due_of(start: datetime, key: str, office: Office, scale: int) -> Any:
    if key == "hours":
        return office.due_in_seconds(start, 4 * 3600)
    if key in ("days", "calls"):
        return office.due_in_days(start, 2)
    if key in ("minutes", "elapsed", "settled"):
        return start + timedelta(days={"minutes": 0.0625, "elapsed": 3 * scale, "settled": 10}[key])
    return None


def judge(row: Row, key: str, office: Office, as_of: AsOf, scale: int) -> tuple[str | None, Any]:
    """State and due moment."""
    start, start_day = row["created_at"]
    stop, stop_day = row["first_touch_at"] or (None, None)
    now = as_of.moment
    dated = start_day or stop_day
    if key in ("hours", "minutes") and start_day:
        return "excluded", None
    due = due_of(start, key, office, scale)
    if key in ("hours", "minutes", "days", "elapsed"):
        if (stop and stop < start) or (key in ("hours", "minutes") and dated):
            return "excluded", due
        if stop is None:
            return ("missed" if due < now else "open"), due
        in_time = office.between(start, stop) <= 4 * 3600 if key == "hours" else stop <= due
        return ("kept" if in_time else "missed"), due
    if key == "calls":
        times = sum(1 for at, _ in row["calls"] if start <= at <= due)
        return ("kept" if times >= 2 else "missed" if due < now else "open"), due
    if key in ("won", "settled"):
        if row["outcome"] == "won":
            return "kept", due
        return ("open" if due and not due < now else "missed"), due
    return ("missed" if row["employees"] is None else "kept"), None


def wilson(kept: int, n: int) -> tuple[float, float]:
    z, p = 1.959963984540054, kept / n
    middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)


def quantile(values: list[float], q: float) -> float:
    values = sorted(values)
    place = (len(values) - 1) * q
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def expected(rows: list[Row], key: str, office: Office, judged: Callable[[Row], str | None]) -> Row:
    """The figures of one group of leads."""
    result: Row = dict.fromkeys(("kept", "missed", "open", "value", "low", "high"))
    result["excluded"] = 0
    if key in ("hours", "minutes", "days", "elapsed", "calls", "won", "settled", "known"):
        states = Counter(judged(row) for row in rows)
        kept, missed = states["kept"], states["missed"]
        result |= {name: states[name] for name in ("kept", "missed", "open", "excluded")}
        result["eligible"] = kept + missed + states["open"]
        if kept + missed:
            result["value"] = kept / (kept + missed)
            result["low"], result["high"] = wilson(kept, kept + missed)
        return result
    if key in ("median", "slow"):
        pairs = [(r["created_at"][0], r["first_touch_at"][0]) for r in rows if r["first_touch_at"]]
        ahead = [(a, b) for a, b in pairs if b >= a]
        result |= {"eligible": len(ahead), "excluded": len(pairs) - len(ahead)}
        seconds = [
            office.between(a, b) if key == "slow" else (b - a).total_seconds() for a, b in ahead
        ]
        if seconds:
            result["value"] = quantile(seconds, 0.5 if key == "median" else 0.9)
        return result
    result["eligible"] = len(rows)
    if key == "volume":
        result["value"] = len(rows)
        return result
    field = "lead_value" if key == "value" else "revenue"
    total = math.fsum(row[field] for row in rows if row[field] is not None)
    result["value"] = total
    if key == "return":
        cost = math.fsum(row["cost"] for row in rows if row["cost"] is not None)
        result["value"] = total / cost if cost else None
    return result


def status(entry: Row, target: Row, *, waits: bool) -> str:
    value, goal = entry["value"], target["value"]
    if value is None:
        return "no_data"
    least = target["op"] == ">="
    if value >= goal if least else value <= goal:
        return "kept"
    if waits:
        return "open"
    few = entry["low"] is not None and entry["kept"] + entry["missed"] < 30
    if few and entry["low"] <= goal <= entry["high"]:
        return "too_few"
    near = value >= 0.5 * goal if least else value <= goal / 0.5
    return "at_risk" if near else "missed"


def periods(every: str) -> list[tuple[str, date, date]]:
    if every == "period":
        return [("Autumn", FIRST, LAST)]
    if every == "month":
        return [("2026-10", FIRST, date(2026, 10, 31)), ("2026-11", date(2026, 11, 1), LAST)]
    found, day = [], FIRST
    while day <= LAST:
        year, week, _ = day.isocalendar()
        found.append((f"{year}-W{week:02}", day, min(day + timedelta(days=6), LAST)))
        day += timedelta(days=7)
    return found


# --- both beside each other ----------------------------------------------------------------------


def evidence(rows: list[Row], zone: str) -> Evidence:
    instant = pl.Datetime("us", "UTC")
    columns: dict[str, pl.Series] = {"row": pl.Series(range(len(rows)), dtype=pl.Int64)}
    columns["lead_id"] = pl.Series([row["lead_id"] for row in rows], dtype=pl.String)
    for event in ("created_at", "first_touch_at", "closed_at"):
        columns[event] = pl.Series([row[event] and row[event][0] for row in rows], dtype=instant)
        days = [row[event] and row[event][1] for row in rows]
        columns[f"{event}.day"] = pl.Series(days, dtype=pl.Date)
    for name in ("grade", "outcome", "source"):
        columns[name] = pl.Series([row[name] for row in rows], dtype=pl.String)
    for name in ("revenue", "cost", "employees"):
        columns[name] = pl.Series([row[name] for row in rows], dtype=pl.Float64)
    calls = [(row["lead_id"], at, kind) for row in rows for at, _ in row["calls"]
             for kind in ("Call ", "mail")]  # fmt: skip
    done = pl.DataFrame(
        calls, schema={"lead_id": pl.String, "at": instant, "kind": pl.String}, orient="row"
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


class Case:
    """One generated workspace, and both readings of it."""

    def __init__(
        self,
        zone: str,
        rows: list[Row],
        as_of: AsOf,
        every: str,
        by: str | None,
        *,
        two_versions: bool,
        period: str | None = None,
    ) -> None:
        for number, row in enumerate(rows):
            row["lead_id"] = f"L{number:03}"
        self.zone, self.as_of, self.every, self.by = zone, as_of, every, by
        self.office = Office(zone)
        self.rules = [(["A"], ">= 50 %", 1), (["a", "B", "SS", "ß"], ">= 80 %", 2)]
        if not two_versions:
            self.rules = self.rules[:1]
        dates = [None, CHANGE]
        versions = tuple(
            VersionInForce(agreement(zone, every, *rule), dates[index])
            for index, rule in enumerate(self.rules)
        )
        folded = evidence(rows, zone)
        self.request = Request(versions, folded, as_of, FIRST, LAST, by=by, period=period)
        self.known = [known(row, as_of) for row in rows]
        with_values(self.known)

    def version(self, day_or_moment: datetime | date) -> int:
        if isinstance(day_or_moment, datetime):
            day_or_moment = day_or_moment.astimezone(self.office.zone).date()
        return len(self.rules) - 1 if day_or_moment >= CHANGE else 0

    def behind(self, key: str, start: date, end: date) -> list[Row]:
        """The leads that count in a period, excluded ones too."""
        found = []
        for row in self.known:
            if row["created_at"] is None:
                continue
            moment = row["created_at"][0]
            if not start <= moment.astimezone(self.office.zone).date() <= end:
                continue
            clock = key in ("hours", "days", "elapsed", "minutes", "calls")
            grades = self.rules[self.version(moment if clock else end)][0]
            if (row["grade"] or "").lower() in [grade.lower() for grade in grades]:
                found.append(row)
        return found

    def state(self, key: str) -> Callable[[Row], str | None]:
        def judged(row: Row) -> str | None:
            scale = self.rules[self.version(row["created_at"][0])][2]
            return judge(row, key, self.office, self.as_of, scale)[0]

        return judged

    def entries(self, key: str, printed: Row) -> list[Row]:
        found = []
        for label, start, end in periods(self.every):
            share = int(self.rules[self.version(end)][1].split()[1]) / 100
            target = printed if printed["unit"] != "share" else {**printed, "value": share}
            end_moment = datetime.combine(end + timedelta(days=1), time(), self.office.zone)
            waits = (
                key in ("volume", "value", "income", "return") and self.as_of.moment < end_moment
            )
            rows = self.behind(key, start, end)
            base: Row = {"period": label, "start": start.isoformat(), "end": end.isoformat()}
            if target != printed:
                base["target"] = target
            groups: list[tuple[Row, list[Row]]] = [({}, rows)]
            if self.by:
                groups += self.groups(rows, key)
            for extra, part in groups:
                entry = expected(part, key, self.office, self.state(key))
                entry["status"] = status(entry, target, waits=waits)
                found.append(base | extra | entry)
        return found

    def groups(self, rows: list[Row], key: str) -> list[tuple[Row, list[Row]]]:
        assert self.by is not None
        if key in ("median", "slow"):
            rows = [row for row in rows if row["first_touch_at"]]
        parts: dict[str, list[Row]] = {}
        for row in rows:
            parts.setdefault(self.text(row).lower(), []).append(row)
        found = []
        for value in sorted(parts):
            spellings = Counter(self.text(row) for row in parts[value])
            shown = min(spellings, key=lambda each: (-spellings[each], each))
            found.append(({"by": self.by, "segment": shown}, parts[value]))
        return found

    def text(self, row: Row) -> str:
        value = row[self.by or ""]
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else str(value)
        return value or ""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone = draw(st.sampled_from(ZONES))
    rows = Crowd(draw(st.integers(0, 1_000_000)), zone).leads()
    day = date(2026, 9, 28) + timedelta(days=draw(st.integers(0, 60)))
    hour = draw(st.sampled_from([None, 0, 9, 12, 17]))
    given_as: date | datetime = day if hour is None else datetime.combine(day, time(hour))
    return Case(
        zone,
        rows,
        AsOf.of(given_as, zone),
        draw(st.sampled_from(["week", "month", "period"])),
        draw(st.sampled_from([None, "grade", "source", "employees"])),
        two_versions=draw(st.booleans()),
    )


@given(cases())
@settings(max_examples=30)
def test_every_figure_is_what_counting_lead_by_lead_gives(case: Case) -> None:
    shown: Any = to_json(case.as_of, measure(case.request))
    assert [each["key"] for each in shown["commitments"]] == list(COMMITMENTS)
    for commitment in shown["commitments"]:
        wanted = case.entries(commitment["key"], commitment["target"])
        assert [approximately(entry) for entry in wanted] == commitment["periods"]


def approximately(entry: Row) -> Row:
    numbers = {
        name: pytest.approx(entry[name], rel=1e-12, abs=1e-12)
        for name in ("value", "low", "high")
        if entry[name] is not None
    }
    return entry | numbers


@given(cases(), st.sampled_from(list(COMMITMENTS)))
@settings(max_examples=30)
def test_the_leads_behind_a_figure_are_those_that_were_counted(case: Case, key: str) -> None:
    rows, notes = leads_behind(case.request, key)
    wanted = []
    for _, start, end in periods(case.every):
        for row in case.behind(key, start, end):
            wanted += [line] if (line := shown_line(case, key, row)) else []
    wanted.sort(key=lambda line: (line[0], line[1]["lead_id"]))
    assert not notes
    assert [row.to_json() for row in rows] == [line for _, line in wanted]


def shown_line(case: Case, key: str, row: Row) -> tuple[datetime, Row] | None:
    start, start_day = row["created_at"]
    stop, stop_day = row["first_touch_at"] or (None, None)

    def local(moment: datetime | None, day: date | None = None) -> str | None:
        if moment is None:
            return None
        return (day or moment.astimezone(case.office.zone)).isoformat()

    line = {"lead_id": row["lead_id"], "state": None, "from": local(start, start_day), "to": None,
            "due": None}  # fmt: skip
    if key in ("hours", "days", "elapsed", "minutes", "median", "slow"):
        line["to"] = local(stop, stop_day)
    if key in ("median", "slow"):
        if stop is None:
            return None
        line["state"] = "excluded" if stop < start else None
    elif key in ("hours", "days", "elapsed", "minutes", "calls", "won", "settled", "known"):
        scale = case.rules[case.version(start)][2]
        line["state"], due = judge(row, key, case.office, case.as_of, scale)
        line["due"] = local(due)
    return start, line
