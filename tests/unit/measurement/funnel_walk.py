"""The funnel walked a second time, plainly: loops over single leads and their stages."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause

Row = dict[str, Any]
Move = tuple[str, datetime, date | None, datetime]
"""Stage; the moment as imported; the day, where only that is known; when it counts."""

ZONE = ZoneInfo("Europe/Berlin")
STAGES: dict[str, Row] = {
    "mql": {"next": ["sal", "recycled"]},
    "sal": {"next": ["opp", "recycled", "gone"]},
    "recycled": {"kind": "detour", "next": ["mql"]},
    "opp": {"next": ["customer", "lost"]},
    "customer": {},
}
DAY = timedelta(days=1)


def agreement(*, customer: bool = True) -> Agreement:
    tables: list[tuple[str, Row]] = [
        ("agreement", {"period": {"start": date(2026, 10, 1), "end": date(2026, 10, 31)},
                       "calendar": "office"}),
        ("calendar", {"key": "office", "timezone": "Europe/Berlin"}),
        *(("stage", {"key": key, **table}) for key, table in STAGES.items()
          if customer or key != "customer"),
    ]  # fmt: skip
    clauses = {}
    for kind, table in tables:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("Q4", clauses)


FIELDS = (
    "created_at", "first_touch_at", "entered.mql", "entered.sal", "entered.opp", "entered.demo",
    "entered.recycled", "recycled_at", "closed_at",
)  # fmt: skip


def crowd(seed: int, zone: str) -> list[Row]:
    """Leads on a coarse grid of moments; dates without a time are those of a file in `zone`."""
    its, found = random.Random(seed), []
    for number in range(its.choice((1, 8, 40))):
        row: Row = {
            "lead_id": f"L{number}",
            "region": its.choice(["North", " north", "South", None]),
        }
        for field in FIELDS:
            if its.random() < 0.45:
                continue
            day = date(2026, 9, 29) + timedelta(days=its.randrange(36))
            if its.random() < 0.3:
                row[f"{field}.day"] = day
                row[field] = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
            else:
                hour = its.choice((0, 0, 9, 9, 17, 23))
                row[field] = datetime.combine(day, time(hour), ZONE).astimezone(UTC)
        row["outcome"] = its.choice(["won", "lost", None])
        found.append(row)
    return found


def order(its: Agreement) -> list[str]:
    won = "customer" if "customer" in its.stages else "won"
    return ["", *its.stages, "demo", *(end for end in ("recycled", won, "lost")
                                       if end not in its.stages)]  # fmt: skip


def walk(row: Row, its: Agreement) -> list[Move]:
    """The moves of one lead, in order."""
    moments = {field: value for field, value in row.items() if isinstance(value, datetime)}
    if not moments:
        return []
    first = min(moments, key=lambda field: (moments[field], f"{field}.day" not in row))
    sources = {"": "created_at" if "created_at" in moments else first}
    newest: dict[str, tuple[datetime, date | None]] = {}
    won = "customer" if "customer" in its.stages else "won"
    told = list(sources.items())
    told += [(field.removeprefix("entered."), field) for field in moments if "entered." in field]
    told += [("recycled", "recycled_at")] if "recycled_at" in moments else []
    if "closed_at" in moments and row["outcome"]:
        told.append((won if row["outcome"] == "won" else "lost", "closed_at"))
    for stage, field in told:
        if stage not in newest or moments[field] > newest[stage][0]:
            newest[stage] = moments[field], row.get(f"{field}.day")
    ranks = {stage: rank for rank, stage in enumerate(order(its))}
    placed: list[Move] = []
    for stage in sorted(newest, key=lambda stage: ranks[stage]):
        moment, day = newest[stage]
        at = moment
        if day is not None:
            begun = datetime.combine(day, time(), ZONE).astimezone(UTC)
            led = [each[1] for each in placed
                   if each[2] is None and each[1].astimezone(ZONE).date() == day]  # fmt: skip
            at = max([begun, *led]) if led else begun
        placed.append((stage, moment, day, at))
    return sorted(placed, key=lambda move: move[3])


def seconds(start: Move, stop: Move) -> float:
    (_, began, day, _), (_, ended, its_day, _) = start, stop
    if day and its_day:
        return 0.0 if day == its_day else max(0.0, (ended - began).total_seconds())
    if day or its_day:
        dated, moment, timed = (day, began, ended) if day else (its_day, ended, began)
        assert dated is not None
        berlin = datetime.combine(dated, time(), ZONE).astimezone(UTC)
        if moment == berlin:
            same = timed.astimezone(ZONE).date() == dated
        else:
            same = moment <= timed < moment + DAY
        if same:
            return 0.0
    return max(0.0, (ended - began).total_seconds())


def standing(moves: list[Move], moment: datetime) -> str | None:
    """Where a lead is just before a moment; None: nowhere yet."""
    found = None
    for stage, _, _, at in moves:
        if at < moment:
            found = stage
    return found


def balances(rows: list[Row], its: Agreement, first: date, last: date) -> dict[str, Row]:
    """What became of every stage from the first day to the last."""
    begin = datetime.combine(first, time(), ZONE).astimezone(UTC)
    end = datetime.combine(last + DAY, time(), ZONE).astimezone(UTC)
    walks = [walk(row, its) for row in rows]
    found: dict[str, Row] = {}
    won = "customer" if "customer" in its.stages else "won"
    for stage in order(its):
        came, left, spans, gone = 0, Counter[str](), [], 0
        ways: set[str] = set()
        if stage not in ("", won):
            stated = STAGES[stage].get("next", []) if stage in STAGES else []
            ways = {won, *stated} - {"recycled", "lost"}
        for moves in walks:
            for at, move in enumerate(moves):
                if move[0] != stage:
                    continue
                if begin <= move[3] < end:
                    came += 1
                    gone += any(later[0] in ways for later in moves[at + 1 :])
                if at + 1 < len(moves) and begin <= moves[at + 1][3] < end:
                    left[moves[at + 1][0]] += 1
                    spans.append(seconds(move, moves[at + 1]))
        found[stage] = {
            "start": sum(standing(moves, begin) == stage for moves in walks),
            "in": came,
            "out": dict(left),
            "end": sum(standing(moves, end) == stage for moves in walks),
            "conversion": gone / came if came and ways else None,
            "median_seconds": median(spans) if spans else None,
            "mean_seconds": mean(spans) if spans else None,
        }
    return found
