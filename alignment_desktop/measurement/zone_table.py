"""A time zone as arrays: wall times to instants and back, many at a time.

Instants are whole microseconds since 1970-01-01T00:00Z, wall times whole microseconds since
1970-01-01T00:00 of the wall. The offsets are those of `zoneinfo`, so every part of the program
that asks it for single moments agrees with this table.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Ticks = npt.NDArray[np.int64]
"""Instants, wall times or durations in whole microseconds."""

SECOND = 1_000_000
DAY = 86_400 * SECOND
FIRST_YEAR, LAST_YEAR = 2, 9998
"""Years whose clock changes are known; before and after them the offset stays as it is there."""

_RULED = 2040
"""From this year on clock changes follow rules, and never come within a week of each other."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class _Change(NamedTuple):
    at: int
    before: int
    after: int


def _offset(zone: ZoneInfo, second: int) -> int:
    moment = (_EPOCH + dt.timedelta(seconds=second)).astimezone(zone)
    return round((moment.utcoffset() or dt.timedelta()).total_seconds())


def _new_year(year: int) -> int:
    return (dt.date(year, 1, 1) - _EPOCH.date()).days * 86_400


@cache
def _changes_of_year(zone: ZoneInfo, year: int) -> tuple[_Change, ...]:
    """The clock changes of one year of UTC, in seconds; found step by step, then by halving."""
    start, end = _new_year(year), _new_year(year + 1)
    step = 86_400 if year < _RULED else 7 * 86_400
    changes = []
    before = _offset(zone, start)
    for low in range(start, end, step):
        high = min(low + step, end)
        after = _offset(zone, high)
        if after != before:
            first, last = low, high
            while last - first > 1:
                middle = (first + last) // 2
                first, last = (middle, last) if _offset(zone, middle) == before else (first, middle)
            changes.append(_Change(last, before, after))
        before = after
    return tuple(changes)


class ZoneTable:
    """Clock changes of one zone, found for the years that are asked for.

    Args:
        name: IANA name of the zone.
    """

    def __init__(self, name: str) -> None:
        self._zone = ZoneInfo(name)
        self._years = range(0)
        self._changes: Ticks = np.empty(0, np.int64)
        self._wall_changes: Ticks = np.empty(0, np.int64)
        self._offsets: Ticks = np.zeros(1, np.int64)

    def to_instants(self, walls: Ticks) -> Ticks:
        """Instants of wall times: one in a gap moves forward by it, of two the first is taken."""
        self._know(walls)
        index = np.searchsorted(self._wall_changes, walls, side="right")
        instants: Ticks = walls - self._offsets[index]
        return instants

    def to_walls(self, instants: Ticks) -> Ticks:
        """Wall times of instants."""
        self._know(instants)
        index = np.searchsorted(self._changes, instants, side="right")
        walls: Ticks = instants + self._offsets[index]
        return walls

    def _know(self, moments: Ticks) -> None:
        if not len(moments):
            return
        first, last = (
            int(np.datetime64(int(tick), "us").astype("datetime64[Y]").astype(int)) + 1970
            for tick in (moments.min(), moments.max())
        )
        # A year more on both sides: a wall time and its instant may lie in different years.
        first = min(max(first - 1, FIRST_YEAR), LAST_YEAR)
        last = max(min(last + 1, LAST_YEAR), FIRST_YEAR)
        if self._years and self._years[0] <= first and last <= self._years[-1]:
            return
        if self._years:
            first, last = min(first, self._years[0]), max(last, self._years[-1])
        changes = [
            change
            for year in range(first, last + 1)
            for change in _changes_of_year(self._zone, year)
        ]
        self._offsets = SECOND * np.array(
            [_offset(self._zone, _new_year(first)), *(change.after for change in changes)], np.int64
        )
        self._changes = SECOND * np.array([change.at for change in changes], np.int64)
        # Until a wall time is past the larger offset, the offset before the change holds.
        self._wall_changes = self._changes + np.maximum(self._offsets[:-1], self._offsets[1:])
        self._years = range(first, last + 1)
