"""The rules of measures read a second time, plainly: loops over single leads."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.measurement.as_of import AsOf
from tests.unit.measurement.generated_leads import COMMITMENTS, FIRST, LAST, LATER, Moment, Row


class Office:
    """An office that is open at the same hours of some days of the week."""

    def __init__(
        self, zone: str, days: tuple[int, ...] = (0, 1, 2, 3, 4), opens: int = 9, closes: int = 17
    ) -> None:
        self.zone, self._days = ZoneInfo(zone), days
        self._opens, self._closes = time(opens), time(closes)

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        if day.weekday() not in self._days:
            return None
        return (
            datetime.combine(day, self._opens, self.zone).astimezone(UTC),
            datetime.combine(day, self._closes, self.zone).astimezone(UTC),
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


class Always:
    """All time counts."""

    def between(self, start: datetime, end: datetime) -> float:
        return (end - start).total_seconds()

    def due_in_seconds(self, start: datetime, seconds: float) -> datetime:
        return start + timedelta(seconds=seconds)


SOUTH = Office("Australia/Sydney", (1, 2, 3, 4, 5), 10, 16)
LIMITS = {"hours": 4, "minutes": 1.5, "tries": 30, "paused": 4, "waited": 24, "regional": 6}
"""Hours."""
IN_HOURS = tuple(LIMITS)
IN_DAYS = ("days", "elapsed", "calls", "southern")
CLOCKS = (*IN_HOURS, *IN_DAYS)
ATTEMPTS = ("calls", "tries")
DURATIONS = ("median", "slow", "divided")


class Clock:
    """What the words of one version say of time, for one lead."""

    def __init__(self, row: Row, key: str, office: Office, as_of: AsOf, scale: int) -> None:
        own = COMMITMENTS[key] | (LATER.get(key, {}) if scale > 1 else {})
        self.parts: list[str] = own.get("parts", [])
        self.has_pauses = bool(own.get("pause"))
        self.now = as_of.moment
        self.zone = office.zone
        self.business = "business" in str(own.get("limit", "")) or bool(own.get("business"))
        names = {name.lower(): SOUTH for name in own.get("calendar_by", {}).get("calendars", {})}
        self.office = names.get((row["source"] or "").lower(), office)
        self.time: Office | Always = self.office if self.business else Always()
        pauses: list[tuple[datetime, datetime]] = []
        for opens, closes in own.get("pause", []):
            pauses += self._pauses(row, opens.strip().lower(), closes.strip().lower())
        self.pauses: list[tuple[datetime, datetime]] = []
        for opened, closed in sorted(pauses):
            if self.pauses and opened <= self.pauses[-1][1]:
                self.pauses[-1] = (self.pauses[-1][0], max(closed, self.pauses[-1][1]))
            else:
                self.pauses.append((opened, closed))

    def _pauses(self, row: Row, opens: str, closes: str) -> list[tuple[datetime, datetime]]:
        found, opened = [], None
        talks = [(at, kind == closes) for kind, (at, day) in row["talks"] if day is None
                 and kind in (opens, closes)]  # fmt: skip
        for at, is_closing in sorted(talks):
            if is_closing and opened is not None:
                found.append((opened, at))
                opened = None
            elif not is_closing and opened is None:
                opened = at
        return found + ([(opened, self.now)] if opened is not None else [])

    def paused(self, start: datetime, end: datetime) -> float:
        return sum(
            self.time.between(max(start, opened), min(end, closed))
            for opened, closed in self.pauses
            if max(start, opened) < min(end, closed)
        )

    def used(self, start: datetime, end: datetime) -> float:
        return self.time.between(start, end) - self.paused(start, end)

    def due(self, start: datetime, until: datetime, seconds: float) -> datetime:
        moved = 0.0
        for opened, closed in self.pauses:
            opened, closed = max(opened, start), min(closed, until)
            if opened < closed and self.used(start, opened) <= seconds:
                moved += self.time.between(opened, closed)
        return self.time.due_in_seconds(start, seconds + moved)

    def stop_of(self, start: Moment, stop: Moment) -> tuple[datetime, bool]:
        """The stop as it counts beside a start, and whether it lies before."""
        if start[1] is None and stop[1] is None:
            return stop[0], stop[0] < start[0]
        days = [day or moment.astimezone(self.zone).date() for moment, day in (start, stop)]
        if days[0] == days[1]:
            return start[0], False
        return stop[0], days[1] < days[0]

    def divided(self, row: Row, key: str) -> list[float | None] | None:
        """The seconds part by part; None where there are none."""
        if not self.parts or row["first_touch_at"] is None:
            return None
        start: Moment = row["created_at"]
        last, backwards = self.stop_of(start, row["first_touch_at"])
        vague = key in IN_HOURS and (start[1] or row["first_touch_at"][1])
        if backwards or vague:
            return None
        parts: list[float | None] = []
        reached = start
        for event in self.parts:
            at = row[event]
            if at is None or (key in IN_HOURS and at[1]):
                parts.append(None)
                continue
            moment, before = self.stop_of(reached, at)
            if before or moment > last:
                parts.append(None)
                continue
            parts.append(self.used(reached[0], moment))
            reached = reached if moment == reached[0] else (moment, at[1])
        return [*parts, self.used(reached[0], last)]


def known(row: Row, as_of: AsOf) -> Row:
    def seen(moment: tuple[datetime, date | None]) -> bool:
        return moment[0] < as_of.moment if as_of.day else moment[0] <= as_of.moment

    told = dict(row)
    if row["closed_at"] and not seen(row["closed_at"]):
        told["outcome"] = told["revenue"] = None
    events = ("created_at", "first_touch_at", "closed_at", "decided_at")
    told["heard"] = not any(row[event] for event in events) or any(
        row[event] and seen(row[event]) for event in events
    )
    for event in events:
        told[event] = row[event] if row[event] and seen(row[event]) else None
    told["calls"] = [call for call in row["calls"] if seen(call)]
    told["talks"] = [(kind, at) for kind, at in row["talks"] if seen(at)]
    return told


def with_values(rows: list[Row]) -> None:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault((row["source"] or "").lower(), []).append(row)
    for group in groups.values():
        heard = [row for row in group if row["heard"]]
        decided = [row for row in heard if row["outcome"] in ("won", "lost")]
        few = len(decided) < 30
        value = _worth([row for row in rows if row["heard"]] if few else heard)
        for row in group:
            row["lead_value"] = value if heard else None


def _worth(rows: list[Row]) -> Fraction | None:
    won = [row for row in rows if row["outcome"] == "won"]
    lost = [row for row in rows if row["outcome"] == "lost"]
    revenues = [Fraction(row["revenue"]) for row in won if row["revenue"] is not None]
    if not won:
        return Fraction(0) if lost else None
    if not revenues:
        return None
    return sum(revenues, Fraction()) / len(revenues) * len(won) / (len(won) + len(lost))


def judge(row: Row, key: str, office: Office, as_of: AsOf, scale: int) -> tuple[str | None, Any]:
    """State and due moment."""
    if key == "known":
        return ("missed" if row["employees"] is None else "kept"), None
    if key in ("won", "settled"):
        due = row["created_at"][0] + timedelta(days=10) if key == "settled" else None
        if row["outcome"] == "won":
            return "kept", due
        return ("open" if due and not due < as_of.moment else "missed"), due
    clock = Clock(row, key, office, as_of, scale)
    stop, backwards = None, False
    if row["first_touch_at"] and key not in ATTEMPTS:
        stop, backwards = clock.stop_of(row["created_at"], row["first_touch_at"])
    over, due, limit = run_out(row, key, clock, stop, scale)
    in_hours = key in IN_HOURS
    if in_hours and row["created_at"][1]:
        return "excluded", None
    if backwards or (in_hours and stop and row["first_touch_at"][1]):
        return "excluded", due
    if key in ATTEMPTS:
        sure, possible = tries(row, key, clock, due, limit)
        if possible >= 2:
            return ("kept" if sure >= 2 else "excluded"), due
    elif stop and not over:
        return "kept", due
    return ("missed" if over else "open"), due


def run_out(
    row: Row, key: str, clock: Clock, stop: datetime | None, scale: int
) -> tuple[bool, datetime, float]:
    """Whether a limit is used up, when it runs out, and how many seconds it is, if in hours."""
    start, until = row["created_at"][0], stop or clock.now
    if key in IN_HOURS:
        limit = LIMITS[key] * 3600.0
        over = clock.used(start, until) > limit
        return over, clock.due(start, until, limit), limit
    elapsed = start + timedelta(days=3 * scale)
    due = elapsed if key == "elapsed" else clock.office.due_in_days(start, 2)
    return until > due, due, 0


def tries(row: Row, key: str, clock: Clock, due: datetime, limit: float) -> tuple[int, int]:
    """How many activities count for sure, and how many could."""
    start = row["created_at"]
    if key == "calls":
        stops = [clock.stop_of(start, call) for call in row["calls"]]
        count = sum(1 for stop, backwards in stops if not backwards and stop <= due)
        return count, count
    # Each call was also a mail, and talks are activities, too.
    activities = [call for call in row["calls"] for _ in ("call", "mail")]
    activities += [at for _, at in row["talks"]]
    sure = possible = 0
    for at, day in activities:
        if day is None:
            count = start[0] <= at and clock.used(start[0], at) <= limit
            sure, possible = sure + count, possible + count
            continue
        end = datetime.combine(day + timedelta(days=1), time(), clock.zone).astimezone(UTC)
        sure += start[0] <= at and clock.used(start[0], end) <= limit
        possible += end > start[0] and clock.used(start[0], at) <= limit
    return sure, possible


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


def parts_of(divided: list[list[float | None]], chain: list[str]) -> list[Row]:
    """The time part by part of some leads."""
    found = []
    for number, (begin, end) in enumerate(pairwise(chain)):
        known = [part for parts in divided if (part := parts[number]) is not None]
        median, slow = (quantile(known, q) if known else None for q in (0.5, 0.9))
        found.append(
            {"from": begin, "to": end, "median": median, "p90": slow, "counted": len(known)}
        )
    return found


def expected(
    rows: list[Row],
    key: str,
    office: Office,
    judged: Callable[[Row], str | None],
    as_of: AsOf,
) -> Row:
    """The figures of one group of leads."""
    result: Row = dict.fromkeys(("kept", "missed", "open", "value", "low", "high"))
    result["excluded"] = 0
    if key in (*CLOCKS, "won", "settled", "known"):
        states = Counter(judged(row) for row in rows)
        kept, missed = states["kept"], states["missed"]
        result |= {name: states[name] for name in ("kept", "missed", "open", "excluded")}
        result["eligible"] = kept + missed + states["open"]
        if kept + missed:
            result["value"] = kept / (kept + missed)
            result["low"], result["high"] = wilson(kept, kept + missed)
        return result
    if key in DURATIONS:
        seconds = []
        for row in rows:
            if row["first_touch_at"] is None:
                continue
            clock = Clock(row, key, office, as_of, 1)
            stop, backwards = clock.stop_of(row["created_at"], row["first_touch_at"])
            result["excluded"] += backwards
            if not backwards:
                seconds.append(clock.used(row["created_at"][0], stop))
        result["eligible"] = len(seconds)
        if seconds:
            result["value"] = quantile(seconds, 0.9 if key == "slow" else 0.5)
        return result
    result["eligible"] = len(rows)
    if key == "volume":
        result["value"] = len(rows)
        return result
    result["value"] = _added(rows, key)
    return result


def _added(rows: list[Row], key: str) -> float | None:
    field = "lead_value" if key == "value" else "revenue"
    total = _total(rows, field)
    if key == "value" and rows and all(row[field] is None for row in rows):
        return None  # nothing tells what any of them is worth
    if key == "return":
        cost = _total(rows, "cost")
        return float(total / cost) if cost else None
    return float(total)


def _total(rows: list[Row], field: str) -> Fraction:
    """The sum of what is written in a field, by its decimal digits: 0.1 is a tenth."""
    values = [row[field] for row in rows if row[field] is not None]
    return sum(
        (Fraction(repr(v)) if isinstance(v, float) else Fraction(v) for v in values), Fraction()
    )


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
