"""A slow plain reading of a calendar's text, shift by shift: the judge of business time."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import holidays

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Piece = tuple[dt.datetime, dt.datetime]
DAY = dt.timedelta(days=1)


def instant(zone: ZoneInfo, day: dt.date, minutes: int) -> dt.datetime:
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    return wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)


def bounds(zone: ZoneInfo, day: dt.date, text: str) -> Piece:
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return instant(zone, day, start), instant(zone, day, end if end > start else end + 1440)


def without(pieces: list[Piece], cut: Piece) -> list[Piece]:
    left = (
        [part for a, b in pieces for part in ((a, min(b, cut[0])), (max(a, cut[1]), b))]
        if cut[0] < cut[1]
        else pieces
    )
    return [(a, b) for a, b in left if a < b]


class Shift(list[Piece]):
    """What is left of a shift, and the date on which it starts."""

    def __init__(self, day: dt.date, pieces: list[Piece]) -> None:
        super().__init__(pieces)
        self.day = day


class Judge:
    """Shifts of a stretch of days, each a list of pieces."""

    def __init__(self, table: dict[str, Any], first: dt.date, last: dt.date) -> None:
        self.zone = zone = ZoneInfo(table["timezone"])
        days = [first + n * DAY for n in range((last - first).days + 1)]
        closed = set(table["closed"])
        if table["holidays"]:
            known = holidays.country_holidays(
                table["holidays"]["country"], years=range(first.year, last.year + 1)
            )
            closed |= {day for day in days if day in known}
        closed -= set(table["open"])
        clips = [(instant(zone, c, 0), instant(zone, c, 1440)) for c in sorted(closed)]
        breaks = [bounds(zone, d, text) for d, texts in table["breaks"].items() for text in texts]
        self.shifts: list[Shift] = []
        for day in days:
            given_hours = day in table["open"]
            texts = (
                table["open"][day] if given_hours else table["hours"].get(NAMES[day.weekday()], [])
            )
            if day in closed and table["closed_cuts"] == "start":
                texts = []
            for text in texts:
                a, b = bounds(zone, day, text)
                pieces = [(a, b)] if a < b else []
                cuts = breaks if given_hours or table["closed_cuts"] == "start" else clips + breaks
                for cut in cuts:
                    pieces = without(pieces, cut)
                if pieces:
                    self.shifts.append(Shift(day, sorted(pieces)))

    def intervals(self) -> list[Piece]:
        merged: list[Piece] = []
        for a, b in sorted(piece for shift in self.shifts for piece in shift):
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return merged

    def between(self, start: dt.datetime, end: dt.datetime) -> float:
        if end < start:
            return -self.between(end, start)
        seconds = 0.0
        for a, b in self.intervals():
            seconds += max((min(b, end) - max(a, start)).total_seconds(), 0)
        return seconds

    def due(self, start: dt.datetime, seconds: float) -> dt.datetime | None:
        left = dt.timedelta(seconds=seconds)
        if not left:
            return start
        for a, b in self.intervals():
            a = max(a, start)
            if a < b:
                if b - a >= left:
                    return a + left
                left -= b - a
        return None

    def due_days(self, start: dt.datetime, count: int) -> dt.datetime | None:
        inside = [s for s in self.shifts if any(a <= start < b for a, b in s)]
        if not inside:
            later = [a for s in self.shifts for a, _ in s if a > start]
            if not later:
                return None
            start = min(later)
            inside = [s for s in self.shifts if any(a <= start < b for a, b in s)]
        if count == 0:
            return start
        day = max(inside, key=lambda s: s[0][0]).day
        open_days = sorted({s.day for s in self.shifts if s.day > day})
        if len(open_days) < count:
            return None
        target = open_days[count - 1]
        pieces = sorted(p for s in self.shifts if s.day == target for p in s)
        local = start.astimezone(self.zone)
        past = 0 if local.date() <= day else 1
        wanted: list[dt.datetime] = []
        for offset in (past, 1 - past):
            wall = dt.datetime.combine(target + offset * DAY, local.time().replace(fold=0))
            wanted.append(wall.replace(tzinfo=self.zone).astimezone(dt.UTC))
        for moment in wanted:
            if any(a <= moment < b for a, b in pieces):
                return moment
        return max((b for _, b in pieces if b <= wanted[0]), default=pieces[0][0])
