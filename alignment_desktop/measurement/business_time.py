"""Business time: how much open time lies between two moments, and when a limit runs out."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any, cast, overload

import numpy as np
import numpy.typing as npt
import polars as pl

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.limits import Limit
from alignment_desktop.measurement.instants import END, NULL, START, Form, Instants
from alignment_desktop.measurement.open_time import Found, OpenTime
from alignment_desktop.measurement.zone_table import DAY, SECOND, Ticks, ZoneTable

_FIRST_DAY, _LAST_DAY = START // DAY - 10, END // DAY + 5
_MARGIN = 200
"""Days that are laid out beyond those asked for, so that a nearby question finds them ready."""
_LONGEST = 1e12
"""Seconds that reach past the last known year from anywhere."""
_MINUTES_OF_WEEK = 7 * 24 * 60


class BusinessCalendar:
    """A calendar that answers for many moments at once.

    Moments are a polars series of date-times, a numpy array of `datetime64`, a sequence of aware
    `datetime.datetime`, or one of these alone; without a time zone series and arrays are in UTC.
    Answers come in the same form. What is null (None, NaT) in stays null in the answer, and so do
    moments before year 2 or after year 9998.

    The open time is laid out once for the span of days that is asked for and kept; a question
    beyond it lays out more.

    Args:
        calendar: The business hours.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._zone = ZoneTable(calendar.timezone)
        self._span = (0, -1)
        self._table: OpenTime | None = None

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> BusinessCalendar:
        """The calendar that a `[[calendar]]` table states.

        Raises:
            Problem: Where the table is wrong, as `Calendar.from_mapping` says.
        """
        return cls(Calendar.from_mapping(mapping))

    @overload
    def between(self, starts: pl.Series, ends: object) -> pl.Series: ...
    @overload
    def between(self, starts: npt.NDArray[Any], ends: object) -> npt.NDArray[np.float64]: ...
    @overload
    def between(self, starts: dt.datetime, ends: dt.datetime) -> float | None: ...
    @overload
    def between(self, starts: Sequence[object], ends: object) -> list[float | None]: ...
    def between(self, starts: Any, ends: object) -> Any:
        """Business seconds from each start to the end beside it; negative where the end is earlier.

        They are real elapsed seconds inside open hours; where shifts overlap they count once. A
        single moment on one side stands beside every moment of the other.

        Returns:
            A `Float64` series, a `float64` array (nan for null) or a list, as `starts` are.

        Raises:
            Problem: `naive-moment` or `not-a-moment`, where something is no instant.
            ValueError: Where starts and ends differ in number.
        """
        first, second = Instants.read(starts), Instants.read(ends)
        form = second if first.form is Form.SINGLE else first
        if len(first.ticks) != len(second.ticks) and Form.SINGLE not in (first.form, second.form):
            raise ValueError(
                f"{len(first.ticks)} starts and {len(second.ticks)} ends cannot be paired"
            )
        begin, end = np.broadcast_arrays(first.ticks, second.ticks)
        seconds = np.full(len(begin), np.nan)
        (known,) = np.nonzero((begin != NULL) & (end != NULL))
        if len(known):
            begin, end = begin[known], end[known]
            table = self._cover(int(min(begin.min(), end.min())), int(max(begin.max(), end.max())))
            seconds[known] = (table.used_before(end) - table.used_before(begin)) / SECOND
        return form.give_seconds(seconds)

    @overload
    def due(self, starts: pl.Series, limit: str | float | Limit) -> pl.Series: ...
    @overload
    def due(
        self, starts: npt.NDArray[Any], limit: str | float | Limit
    ) -> npt.NDArray[np.datetime64]: ...
    @overload
    def due(self, starts: dt.datetime, limit: str | float | Limit) -> dt.datetime | None: ...
    @overload
    def due(
        self, starts: Sequence[object], limit: str | float | Limit
    ) -> list[dt.datetime | None]: ...
    def due(self, starts: Any, limit: str | float | Limit) -> Any:
        """When a limit that begins at each start runs out.

        * Elapsed time (`3 days`): so much later.
        * Business seconds, minutes, hours: the first instant at which so much open time is used
          up, which may be the closing bell; a limit of nothing runs out at its start.
        * Business days: a start outside hours counts from the next opening. The shift that it lies
          in (of several the one that starts latest) gives the start's open day: the local date on
          which that shift starts, also where its start is cut off. On the N-th open day after it (a
          date on which a shift starts that is not wholly taken away), the time of day is sought
          within that date's shifts: first as far past midnight as the start is (02:00 in a night
          shift is 26:00 of its date), then on the other side of midnight. Where neither is open:
          the end of the last interval of that date's shifts before it, else the date's first
          opening. With no days at all: the start, or the next
          opening.

        Args:
            starts: Moments.
            limit: Text such as `4 business hours`, a `Limit`, or a number of business seconds.

        Returns:
            A `Datetime("us", "UTC")` series, a `datetime64[us]` array or a list of date-times in
            UTC; null where the limit never runs out, or not before the end of year 9998.

        Raises:
            Problem: `unreadable-limit`; `naive-moment` or `not-a-moment`, where a start is no
                instant.
        """
        moments = Instants.read(starts)
        limit = _limit(limit)
        due = np.full(len(moments.ticks), NULL)
        (known,) = np.nonzero(moments.ticks != NULL)
        if len(known):
            due[known] = self._run_out(moments.ticks[known], limit)
        return moments.give_instants(due)

    def used_up(self, starts: pl.Series, microseconds: pl.Series) -> pl.Series:
        """When as much open time as stands beside each start is used up.

        Args:
            starts: Moments.
            microseconds: Open time, `Int64`; none runs out at the start itself.

        Returns:
            A `Datetime("us", "UTC")` series; null as in `due`.
        """
        moments = Instants.read(starts)
        due = np.full(len(moments.ticks), NULL)
        (known,) = np.nonzero(moments.ticks != NULL)
        if len(known):
            begin, limit = moments.ticks[known], microseconds.to_numpy()[known]
            least = int(limit.min())
            later = self._search(begin, least, 1.0, lambda table: table.use_up(begin, limit))
            due[known] = np.where(limit == 0, begin, later)
        return cast(pl.Series, moments.give_instants(due))

    def closed(self, start: dt.datetime, end: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
        """The stretches between two moments in which no business time passes, in order, in UTC.

        Raises:
            Problem: `naive-moment`, where one of them has no time zone.
        """
        moments = Instants.read([start, end])
        first, last = moments.ticks.tolist()
        if NULL in (first, last) or last <= first:
            return []
        ticks = self._cover(first, last).closed_between(first, last)
        flat: Any = moments.give_instants(ticks.ravel())
        return list(zip(flat[::2], flat[1::2], strict=True))

    def _run_out(self, starts: Ticks, limit: Limit | float) -> Ticks:
        if isinstance(limit, Limit) and limit.counts_open_days:
            days = min(int(limit.amount), _LAST_DAY)
            weekdays = sum(1 for shifts in self.calendar.hours if shifts)
            return self._search(
                starts, days * DAY, weekdays / 7, lambda table: table.days_on(starts, days)
            )
        seconds = limit.seconds if isinstance(limit, Limit) else limit
        ticks = round(min(seconds, _LONGEST) * SECOND)
        if ticks == 0 or (isinstance(limit, Limit) and not limit.business):
            later = starts + ticks
            return np.where(later < END, later, NULL)
        minutes = sum(shift.end - shift.start for day in self.calendar.hours for shift in day)
        return self._search(
            starts, ticks, minutes / _MINUTES_OF_WEEK, lambda table: table.use_up(starts, ticks)
        )

    def _search(
        self,
        starts: Ticks,
        least: int,
        share: float,
        ask: Callable[[OpenTime], tuple[Ticks, Found]],
    ) -> Ticks:
        """Lay out more and more days until all answers are known, or there are no more days.

        Args:
            starts: Known instants.
            least: Ticks that pass at least until the limit runs out.
            share: The share of a usual week that uses the limit up; the first guess.
            ask: Gives the answers of a table, and which of them it knows.
        """
        first, last = int(starts.min()), int(starts.max())
        # The start's own date passes partly, so that a day less may be enough.
        if first + least - 2 * DAY >= END:
            return np.full_like(starts, NULL)
        ahead = 30 * DAY + round(1.2 * least / max(share, 1e-3))
        while True:
            table = self._cover(first, min(last + ahead, END))
            due, found = ask(table)
            if found.all() or table.exact_to >= END:
                return np.where(found & (due < END), due, NULL)
            ahead *= 2

    def _cover(self, first: int, last: int) -> OpenTime:
        """A table of open time that is exact from instant `first` to instant `last`."""
        table = self._table
        if table is not None and table.exact_from <= first and last <= table.exact_to:
            return table
        begin, end = first // DAY - _MARGIN, last // DAY + _MARGIN
        if table is not None:
            begin, end = min(begin, self._span[0]), max(end, self._span[1])
        if not any(self.calendar.hours):
            begin, end = _FIRST_DAY, _LAST_DAY  # nothing but a few dates: all of them at once
        self._span = max(begin, _FIRST_DAY), min(end, _LAST_DAY)
        self._table = OpenTime(self.calendar, self._zone, *self._span)
        return self._table


def _limit(limit: object) -> Limit | float:
    """A limit that was read, or business seconds."""
    if isinstance(limit, Limit):
        return limit
    if isinstance(limit, Real) and not isinstance(limit, bool):
        seconds = float(limit)
        if 0 <= seconds < math.inf:
            return seconds
    # Text, and all that is no limit at all.
    return Limit.parse(limit)
