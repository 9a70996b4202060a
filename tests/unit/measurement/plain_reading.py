"""The rules of measures read a second time, plainly: loops over single leads."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.measurement.as_of import AsOf
from tests.unit.measurement.generated_leads import FIRST, LAST, Row


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
    total = _total(rows, field)
    result["value"] = float(total)
    if key == "return":
        cost = _total(rows, "cost")
        result["value"] = float(total / cost) if cost else None
    return result


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
