"""The open hours of a calendar over a span of days, as sorted arrays of instants.

Three kinds of intervals, all half-open:

* a *shift* is one interval as the calendar writes it, made of instants;
* a *piece* is what is left of a shift between two cuts. The pieces of a shift belong to one date:
  the local date on which the shift starts, also where that start is cut off;
* a *segment* is a stretch of open time without a bound inside it. Where shifts overlap, it belongs
  to the date of the shift that starts latest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from alignment_desktop.domain.calendar import Calendar, ClosedCuts, DatedShifts, Shift
from alignment_desktop.measurement.zone_table import DAY, SECOND, Ticks, ZoneTable
from alignment_desktop.values import dataclass

_MINUTE = 60 * SECOND
_EPOCH_ORDINAL = dt.date(1970, 1, 1).toordinal()
_LANE = 16
"""Days of room that each open day gets where the pieces of all days stand in one line."""

Found = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Intervals:
    start: Ticks
    end: Ticks


@dataclass(frozen=True, slots=True)
class _Pieces:
    start: Ticks
    end: Ticks
    shift: Places


@dataclass(frozen=True, slots=True)
class _DatedPieces:
    """Pieces of shifts numbered from 0, each with the date of its shift."""

    pieces: _Pieces
    day: Ticks


class OpenTime:
    """The open time of a calendar, exact between two instants.

    Args:
        calendar: The business hours.
        zone: The calendar's zone.
        first: First day whose shifts are laid out, as days since 1970-01-01.
        last: Last day whose shifts are laid out.

    Attributes:
        exact_from: From this instant on what is said of open time is true (a shift of the day
            before `first` could still be open until then).
        exact_to: The instant up to which it is true.
    """

    def __init__(self, calendar: Calendar, zone: ZoneTable, first: int, last: int) -> None:
        self._zone = zone
        self._last = last
        self.exact_from = (first + 4) * DAY
        self.exact_to = (last - 1) * DAY
        dated = _pieces(calendar, zone, first, last)
        pieces, day = dated.pieces, dated.day
        shift_start = np.full(len(pieces.shift), np.iinfo(np.int64).max)
        np.minimum.at(shift_start, pieces.shift, pieces.start)
        starts = shift_start[pieces.shift]
        self._lay_segments(pieces, starts, day)
        self._lay_days(pieces, day)

    def _lay_segments(self, pieces: _Pieces, shift_start: Ticks, day: Ticks) -> None:
        """Cut the line at every bound, and give each open stretch to its latest shift."""
        bounds = np.sort(np.concatenate([pieces.start, pieces.end]))
        bounds = bounds[np.diff(bounds, prepend=0) != 0]
        order = np.argsort(shift_start, kind="stable")
        low = np.searchsorted(bounds, pieces.start[order])
        count = np.searchsorted(bounds, pieces.end[order]) - low
        owner = np.full(len(bounds), -1)
        np.maximum.at(
            owner, np.repeat(low, count) + _counting(count), np.repeat(np.arange(len(low)), count)
        )
        (opened,) = np.nonzero(owner >= 0)
        self._open = bounds[opened]
        self._close = bounds[opened + 1] if len(opened) else bounds
        self._segment_day = day[order][owner[opened]]
        self._used = np.cumsum(self._close - self._open)

    def _lay_days(self, pieces: _Pieces, day: Ticks) -> None:
        """Put the pieces of each open day into a lane of its own, so that one search finds them."""
        self._days, place = np.unique(day, return_inverse=True)
        start = self._in_lane(place, pieces.start)
        order = np.argsort(start, kind="stable")
        self._lane_start = start[order]
        # Where pieces of a day overlap, what counts is the furthest end so far.
        self._lane_end = np.maximum.accumulate(self._in_lane(place, pieces.end)[order])
        self._first_piece = np.searchsorted(place[order], np.arange(len(self._days)))

    def _in_lane(self, place: Places, instants: Ticks) -> Ticks:
        since_day = instants - self._days[place] * DAY
        lanes: Ticks = (place * _LANE + _LANE // 4) * DAY + since_day
        return lanes

    def used_before(self, instants: Ticks) -> Ticks:
        """Open time before each instant, counted from the beginning of this table."""
        if not len(self._open):
            return np.zeros_like(instants)
        index = np.searchsorted(self._open, instants, side="right") - 1
        inside = np.minimum(instants, self._close[index]) - self._close[index]
        return np.where(index >= 0, self._used[index] + inside, 0)

    def closed_between(self, first: int, last: int) -> Ticks:
        """The stretches between two instants in which nothing is open, each a start and an end."""
        inside = (self._open < last) & (self._close > first)
        starts = np.concatenate([[first], self._close[inside]])
        ends = np.concatenate([self._open[inside], [last]])
        longer = ends > starts
        return np.stack([starts[longer], ends[longer]], axis=1)

    def use_up(self, starts: Ticks, limit: int | Ticks) -> tuple[Ticks, Found]:
        """First instants at which `limit` microseconds of open time are used up, more than none.

        Returns:
            The instants, and which of them this table knows; the others mean nothing.
        """
        wanted = self.used_before(starts) + limit
        index = np.searchsorted(self._used, wanted, side="left")
        found = index < len(self._used)
        index = index[found]
        due = np.zeros_like(starts)
        due[found] = self._close[index] - (self._used[index] - wanted[found])
        return due, found & (due <= self.exact_to)

    def days_on(self, starts: Ticks, days: int) -> tuple[Ticks, Found]:
        """The same time of day so many open days on; the rule stands at `BusinessCalendar.due`.

        Returns:
            The instants, and which of them this table knows; the others mean nothing.
        """
        segment = np.searchsorted(self._close, starts, side="right")
        due = np.zeros_like(starts)
        found = segment < len(self._close)
        (known,) = np.nonzero(found)
        segment = segment[known]
        starts = np.maximum(starts[known], self._open[segment])
        if days == 0:
            due[known] = starts
            return due, found & (due <= self.exact_to)
        start_day = self._segment_day[segment]
        place = np.searchsorted(self._days, start_day) + days
        # The shifts of the last few days may still be cut by days that are not laid out.
        reached = place < np.searchsorted(self._days, self._last - 4, side="right")
        found[known] = reached
        due[found] = self._same_time(starts[reached], start_day[reached], place[reached])
        return due, found

    def _same_time(self, starts: Ticks, start_day: Ticks, place: Places) -> Ticks:
        walls = self._zone.to_walls(starts)
        time_of_day = walls % DAY
        past_midnight = np.clip(walls // DAY - start_day, 0, 1)
        same = self._zone.to_instants((self._days[place] + past_midnight) * DAY + time_of_day)
        other = self._zone.to_instants((self._days[place] + 1 - past_midnight) * DAY + time_of_day)
        is_open, before = self._look(place, same)
        other_open, _ = self._look(place, other)
        return np.where(is_open, same, np.where(other_open, other, before))

    def _look(self, place: Places, instants: Ticks) -> tuple[Found, Ticks]:
        """Whether instants are open in the pieces of a day, and the last end before them.

        Where no piece of the day ends before, the day's first opening stands for it.
        """
        lanes = self._in_lane(place, instants)
        index = np.searchsorted(self._lane_start, lanes, side="right") - 1
        first = self._first_piece[place]
        of_day = index >= first
        end = self._lane_end[index]
        before = np.where(of_day, end, self._lane_start[first])
        return of_day & (lanes < end), instants - (lanes - before)


def _pieces(calendar: Calendar, zone: ZoneTable, first: int, last: int) -> _DatedPieces:
    """What remains of the shifts that start from day `first` to day `last`, after all cuts."""
    openings = _of_span(calendar.open, first, last)
    opened = np.array([day for day, _ in openings], np.int64)
    days = closed = np.empty(0, np.int64)
    if any(calendar.hours):
        days = np.arange(first, last + 1)
        closed = _closed_days(calendar, first, last)
        dropped = closed if calendar.closed_cuts is ClosedCuts.START else closed[:0]
        days = days[~np.isin(days, np.concatenate([dropped, opened]))]
    weekly_walls = _weekly(calendar, days)
    weekly = _as_instants(zone, weekly_walls)
    if calendar.closed_cuts is ClosedCuts.CLIP:
        weekly = _cut(weekly, _as_instants(zone, _Intervals(closed * DAY, (closed + 1) * DAY)))
    given_walls = _dated(openings)
    given = _as_instants(zone, given_walls)
    shifts = _Pieces(
        np.concatenate([weekly.start, given.start]),
        np.concatenate([weekly.end, given.end]),
        np.concatenate([weekly.shift, given.shift + len(weekly_walls.start)]),
    )
    breaks = _as_instants(zone, _dated(_of_span(calendar.breaks, first - 4, last)))
    pieces = _cut(shifts, breaks)
    day = np.concatenate([weekly_walls.start, given_walls.start]) // DAY
    _, shift = np.unique(pieces.shift, return_inverse=True)
    return _DatedPieces(_Pieces(pieces.start, pieces.end, shift), day[pieces.shift])


def _closed_days(calendar: Calendar, first: int, last: int) -> Ticks:
    closed = calendar.closed_dates(
        dt.date.fromordinal(first + _EPOCH_ORDINAL), dt.date.fromordinal(last + _EPOCH_ORDINAL)
    )
    return np.array(sorted(day.toordinal() - _EPOCH_ORDINAL for day in closed), np.int64)


def _weekly(calendar: Calendar, days: Ticks) -> _Intervals:
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    starts, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for number, shifts in enumerate(calendar.hours):
        midnights = days[weekday == number] * DAY
        starts += [midnights + shift.start * _MINUTE for shift in shifts]
        ends += [midnights + shift.end * _MINUTE for shift in shifts]
    return _Intervals(np.concatenate(starts), np.concatenate(ends))


def _of_span(dated: DatedShifts, first: int, last: int) -> list[tuple[int, tuple[Shift, ...]]]:
    numbered = ((day.toordinal() - _EPOCH_ORDINAL, shifts) for day, shifts in dated)
    return [(day, shifts) for day, shifts in numbered if first <= day <= last]


def _dated(openings: Iterable[tuple[int, tuple[Shift, ...]]]) -> _Intervals:
    bounds = np.array(
        [
            (day * DAY + shift.start * _MINUTE, day * DAY + shift.end * _MINUTE)
            for day, shifts in openings
            for shift in shifts
        ],
        np.int64,
    ).reshape(-1, 2)
    return _Intervals(bounds[:, 0], bounds[:, 1])


def _as_instants(zone: ZoneTable, walls: _Intervals) -> _Pieces:
    """Wall bounds as instants; what a clock change makes empty or turns around is dropped."""
    start, end = zone.to_instants(walls.start), zone.to_instants(walls.end)
    (kept,) = np.nonzero(start < end)
    return _Pieces(start[kept], end[kept], kept)


def _cut(pieces: _Pieces, cuts: _Pieces) -> _Pieces:
    """What `cuts` leave of whole shifts."""
    order = np.argsort(cuts.start, kind="stable")
    cut_start = cuts.start[order]
    cut_end = np.maximum.accumulate(cuts.end[order])
    # Between two cuts, and before the first and after the last one, something may remain.
    limits = np.iinfo(np.int64)
    from_end = np.concatenate([[limits.min], cut_end])
    to_start = np.concatenate([cut_start, [limits.max]])
    low = np.searchsorted(cut_end, pieces.start, side="right")
    count = np.searchsorted(cut_start, pieces.end, side="left") - low + 1
    place = np.repeat(low, count) + _counting(count)
    start = np.maximum(np.repeat(pieces.start, count), from_end[place])
    end = np.minimum(np.repeat(pieces.end, count), to_start[place])
    kept = start < end
    return _Pieces(start[kept], end[kept], np.repeat(pieces.shift, count)[kept])


def _counting(counts: Places) -> Places:
    """`0, 1, … n - 1` for each n of `counts`, one after the other."""
    places: Places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return places
