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
    told_at = [(stage, *newest[stage]) for stage in sorted(newest, key=lambda each: ranks[each])]
    walked = sorted((each for each in told_at if each[2] is None), key=lambda each: each[1])
    for one in sorted(
        (each for each in told_at if each[2]), key=lambda each: (each[2], ranks[each[0]])
    ):
        place = len(walked)
        while place and (beside(walked[place - 1], one), ranks[walked[place - 1][0]]) > (
            0,
            ranks[one[0]],
        ):
            place -= 1
        walked.insert(place, one)
    found: list[Move] = []
    for stage, moment, day in walked:
        at = moment
        if day is not None:
            led = [each[3] for each in found if local_day(each) == day]
            at = max([datetime.combine(day, time(), ZONE).astimezone(UTC), *led])
        found.append((stage, moment, day, at))
    return found


def local_day(move: Move) -> date:
    """The day in whose period a move counts."""
    return move[2] or move[1].astimezone(ZONE).date()


def zone_of(day: date, moment: datetime) -> ZoneInfo:
    """The zone of the file whose midnight a date is kept as."""
    zones = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Tokyo"))
    return next(each for each in zones if datetime.combine(day, time(), each) == moment)


def beside(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """Whether a move lies before (-1), with (0) or after (1) another: by date where one is one."""
    (_, began, day), (_, ended, its_day) = one[:3], other[:3]
    if day is None and its_day is None:
        return int(began > ended) - int(began < ended)
    first: date = day or began.astimezone(zone_of(its_day, ended)).date()
    last: date = its_day or ended.astimezone(zone_of(day, began)).date()
    return (first > last) - (first < last)


def seconds(start: Move, stop: Move) -> float:
    if not beside(start, stop):
        return 0.0
    return max(0.0, (stop[1] - start[1]).total_seconds())


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
                # A lead has left once it is there and a later move has come.
                later_moves = [later[3] for later in moves[at + 1 :]]
                if later_moves and begin <= max(move[3], min(later_moves)) < end:
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
