"""The metrics worked out a second time, plainly: loops over single leads."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement
from tests.unit.measurement.funnel_walk import ZONE, crowd, seconds, walk

Row = dict[str, Any]
Figure = tuple[float | None, float | None, float | None]
"""Value, numerator, denominator."""

EVENTS = (
    "created_at", "entered.mql", "entered.sal", "handed_over_at", "first_touch_at", "decided_at",
    "recycled_at", "renurtured_at", "opportunity_at", "closed_at",
)  # fmt: skip
MONTHS = ((date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31)))
DETOURS = ("recycled", "lost")


def random_leads(seed: int, zone: str) -> list[Row]:
    """The leads of `crowd`, with all that metrics ask for."""
    its = random.Random(seed)
    leads = crowd(seed, zone)
    for row in leads:
        for event in EVENTS:
            if event in row or (its.random() < 0.4 and event != "created_at"):
                continue
            day = date(2026, 8, 25) + timedelta(days=its.randrange(70))
            if its.random() < 0.3:
                row[f"{event}.day"] = day
                row[event] = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
            else:
                row[event] = datetime.combine(day, time(its.choice((0, 9, 17))), ZONE)
                row[event] = row[event].astimezone(UTC)
        row |= {
            "owner": its.choice(["Ada", " ", None]),
            "grade": its.choice(["A", "a ", "B", None]),
            "decision": its.choice(["accepted", "returned", None]),
            "amount": its.choice([None, 0.1, 0.2, 100.0]),
            "revenue": its.choice([None, 10.0, 0.7]),
            "campaign": its.choice([None, "Ads", "ads", "Fair"]),
        }
    return leads


def random_touches(seed: int, leads: list[Row]) -> list[Row]:
    its = random.Random(seed)
    return [
        {
            "lead_id": row["lead_id"],
            "at": row["created_at"] + timedelta(hours=its.choice((-30, 5, 200, 700))),
            "campaign": its.choice([None, "ads", "Fair", "Mail"]),
        }
        for row in leads
        for _ in range(its.randrange(5))
    ]


def known(row: Row, end: datetime) -> Row:
    """The lead as it was known before a moment."""
    told = dict(row)
    hidden = {
        "closed_at": ("outcome", "revenue"),
        "decided_at": ("decision",),
        "opportunity_at": ("amount",),
    }
    for event in [name for name, value in row.items() if isinstance(value, datetime)]:
        if row[event] >= end:
            told[event] = None
            told.pop(f"{event}.day", None)
            told |= dict.fromkeys(hidden.get(event, ()))
    return told


def day_of(row: Row, event: str) -> date | None:
    if row.get(event) is None:
        return None
    found: date = row.get(f"{event}.day") or row[event].astimezone(ZONE).date()
    return found


def own_midnight(row: Row, event: str) -> datetime:
    """The moment; of a date its midnight in the agreement's zone."""
    day: date | None = row.get(f"{event}.day")
    moment: datetime = row[event]
    return datetime.combine(day, time(), ZONE).astimezone(UTC) if day else moment


def is_dated(row: Row, *events: str) -> bool:
    return any(row.get(f"{event}.day") for event in events)


def share(rows: list[Row], met: Callable[[Row], bool]) -> Figure:
    kept = sum(met(row) for row in rows)
    return (kept / len(rows) if rows else None), kept, len(rows)


def total(numbers: list[float | None]) -> float:
    return float(sum(Fraction(repr(each)) for each in numbers if each is not None))


def days_beside(row: Row, first: str, last: str, zone: ZoneInfo) -> tuple[date, date]:
    """The dates of two moments of which one is only a date, in the zone of the file."""
    dates = [row.get(f"{each}.day") or row[each].astimezone(zone).date() for each in (first, last)]
    return dates[0], dates[1]


def came_later(row: Row, zone: ZoneInfo) -> bool:
    opened, recycled = row.get("opportunity_at"), row["recycled_at"]
    if opened is None:
        return False
    if is_dated(row, "opportunity_at", "recycled_at"):
        first, last = days_beside(row, "recycled_at", "opportunity_at", zone)
        return first < last
    return bool(opened > recycled)


def cycle(row: Row, zone: ZoneInfo) -> float | None:
    if row.get("opportunity_at") is None:
        return None
    opened, closed = days_beside(row, "opportunity_at", "closed_at", zone)
    spent: float = (row["closed_at"] - row["opportunity_at"]).total_seconds() / 86_400
    if is_dated(row, "opportunity_at", "closed_at"):
        return 0.0 if opened == closed else spent if opened < closed else None
    return spent if spent >= 0 else None


def figures(
    leads: list[Row], agreement: Agreement, first: date, last: date, end: datetime, zone: ZoneInfo
) -> dict[str, Figure]:
    """The metrics of one period, `end` being the as-of moment and `zone` that of the file."""
    rows = [known(row, end) for row in leads]

    def on(event: str) -> list[Row]:
        return [row for row in rows if (day := day_of(row, event)) and first <= day <= last]

    found: dict[str, Figure] = {}
    for key, event in (
        ("new-leads", "created_at"),
        ("new-mqls", "entered.mql"),
        ("new-opportunities", "opportunity_at"),
    ):
        found[key] = len(on(event)), len(on(event)), None
    closed = [row for row in on("closed_at") if row["outcome"] in ("won", "lost")]
    won = [row for row in closed if row["outcome"] == "won"]
    decided = [row for row in on("decided_at") if row["decision"]]
    recycled = on("recycled_at")
    found["new-customers"] = len(won), len(won), None
    found["lead-to-sale"] = share(on("created_at"), lambda row: row["outcome"] == "won")
    found["win-rate"] = share(closed, lambda row: row["outcome"] == "won")
    found["return-rate"] = share(decided, lambda row: row["decision"] == "returned")
    found["acceptance-rate"] = share(decided, lambda row: row["decision"] == "accepted")
    graded = [row for row in on("handed_over_at") if (row["grade"] or "").strip().lower() == "a"]
    found["follow-up.a"] = share(graded, lambda row: row.get("first_touch_at") is not None)
    found["renurture"] = share(recycled, lambda row: row.get("renurtured_at") is not None)
    found["recycled-conversion"] = share(recycled, lambda row: came_later(row, zone))
    pipeline = total([row["amount"] for row in on("opportunity_at")])
    found["pipeline"] = pipeline, pipeline, None
    revenues = [row["revenue"] for row in won]
    found["revenue"] = total(revenues), total(revenues), None
    valued = [each for each in revenues if each is not None]
    size = mean(valued) if valued else None
    found["deal-size"] = size, total(revenues), len(valued)
    cycles = [each for row in won if (each := cycle(row, zone)) is not None]
    found["cycle-days"] = median(cycles) if cycles else None, None, len(cycles)
    found |= _stages(rows, agreement, first, last)
    found |= _standing(rows, agreement, last, end)
    return found


def _stages(rows: list[Row], agreement: Agreement, first: date, last: date) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    onward = {"mql": {"sal", "customer"}, "sal": {"opp", "customer"}}
    for stage, ways in onward.items():
        entered = moved = 0
        stays = []
        for row in rows:
            moves = walk(row, agreement)
            keys = [each[0] for each in moves]
            if stage not in keys:
                continue
            at = keys.index(stage)
            if not first <= moves[at][3].astimezone(ZONE).date() <= last:
                continue
            entered += 1
            moved += bool(ways & set(keys[at + 1 :]))
            if at + 1 < len(moves):
                stays.append(seconds(moves[at], moves[at + 1]))
        value = moved / entered if entered else None
        found[f"conversion.{stage}"] = value, moved, entered
        found[f"time-in.{stage}"] = median(stays) if stays else None, None, len(stays)
    return found


def _standing(
    rows: list[Row], agreement: Agreement, last: date, end: datetime
) -> dict[str, Figure]:
    """The leads in play at the end of a period, without an owner, and those that are stale."""
    close = datetime.combine(last + timedelta(days=1), time(), ZONE).astimezone(UTC)
    bare = stale = 0
    for row in rows:
        here = [move for move in walk(row, agreement) if move[3] < close]
        moments = [own for name, value in row.items() if isinstance(value, datetime)
                   and (own := own_midnight(row, name)) < close]  # fmt: skip
        if not here or here[-1][0] in (*DETOURS, "customer"):
            continue
        if row["outcome"] and row.get("closed_at") is None:
            continue
        bare += not (row["owner"] or "").strip()
        stale += max(moments) <= min(close, end) - timedelta(days=30)
    return {"unassigned": (bare, bare, None), "stale": (stale, stale, None)}


def credited(
    leads: list[Row],
    activities: list[Row],
    rule: str,
    first: date,
    last: date,
    end: datetime,
    zone: ZoneInfo,
) -> dict[str, tuple[Fraction, Fraction]]:
    """The credit of each campaign, in lower case: for leads won, and for all."""
    found: dict[str, list[Fraction]] = {}
    for row in (known(each, end) for each in leads):
        created = day_of(row, "created_at")
        if created is None or not first <= created <= last:
            continue
        ends = [each for each in ("opportunity_at", "closed_at") if row.get(each)]
        touches = []
        for each in activities:
            if each["lead_id"] != row["lead_id"] or not each["campaign"] or each["at"] >= end:
                continue
            if ends and is_dated(row, ends[0]):
                stop: date = row[f"{ends[0]}.day"]
                if each["at"].astimezone(zone).date() >= stop:
                    continue
            elif ends and each["at"] >= row[ends[0]]:
                continue
            touches.append((each["at"], each["campaign"].lower()))
        names = [name for _, name in sorted(set(touches))] or [
            each for each in [(row["campaign"] or "").lower()] if each
        ]
        for name, weight in zip(names, _weights(rule, len(names)), strict=True):
            both = found.setdefault(name, [Fraction(0), Fraction(0)])
            both[0] += weight * (row["outcome"] == "won")
            both[1] += weight
    return {name: (both[0], both[1]) for name, both in found.items()}


def _weights(rule: str, count: int) -> list[Fraction]:
    if rule == "first touch":
        return [Fraction(place == 0) for place in range(count)]
    if rule == "last touch":
        return [Fraction(place == count - 1) for place in range(count)]
    if rule == "even" or count < 3:
        return [Fraction(1, count or 1)] * count
    inner = Fraction(20, 100) / (count - 2)
    return [Fraction(40, 100), *[inner] * (count - 2), Fraction(40, 100)]
