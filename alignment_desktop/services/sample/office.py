"""Business time of the sample in plain wall-clock arithmetic, without a table of instants.

The invented histories never cross a change of the clocks inside office hours, so that naive local
moments are exact here; measuring them is another part's work.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.domain.calendar import Calendar, Shift


class Office:
    """The open hours of a calendar whose shifts all end on the day on which they start.

    Args:
        calendar: The agreement's calendar.
        first: First day needed.
        last: Last day needed; moments past it cannot be asked for.
    """

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self._midnight = datetime.combine(first, datetime.min.time())
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = [0]
        self._hours: dict[int, list[tuple[int, int]]] = {}
        breaks = dict(calendar.breaks)
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            for start, end in _open_minutes(calendar.shifts_on(day), breaks.get(day, ())):
                self._starts.append(number * 1_440 + start)
                self._ends.append(number * 1_440 + end)
                self._before.append(self._before[-1] + end - start)
                self._hours.setdefault(number, []).append((start, end))
        self._days = list(self._hours)

    def open_minutes(self, moment: datetime) -> float:
        """Open minutes from the first day up to `moment`."""
        minute = self._minute(moment)
        place = bisect_right(self._starts, minute)
        if place == 0:
            return 0.0
        inside = min(minute, self._ends[place - 1]) - self._starts[place - 1]
        return self._before[place - 1] + inside

    def after(self, moment: datetime, minutes: float) -> datetime:
        """The minute at which `minutes` of open time have passed since `moment`."""
        wanted = self.open_minutes(moment) + minutes
        place = min(bisect_right(self._before, wanted) - 1, len(self._starts) - 1)
        minute = self._starts[place] + wanted - self._before[place]
        return self._midnight + timedelta(minutes=round(minute))

    def days_after(self, moment: datetime, days: int) -> datetime:
        """The same time of day on the `days`-th open day after that of `moment`.

        A moment outside hours counts from the next opening; a time of day that is closed there
        becomes the end of the hours before it, else that day's opening.
        """
        begin, minute = divmod(self._minute(self.next_open(moment)), 1_440)
        day = self._days[bisect_left(self._days, begin) + days]
        hours = self._hours[day]
        if not any(start <= minute <= end for start, end in hours):
            minute = max((end for _, end in hours if end <= minute), default=hours[0][0])
        return self._midnight + timedelta(days=day, minutes=minute)

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself where it is open, else the next opening."""
        minute = self._minute(moment)
        place = bisect_right(self._starts, minute)
        if place and minute < self._ends[place - 1]:
            return moment
        return self._midnight + timedelta(minutes=self._starts[place])

    def _minute(self, moment: datetime) -> int:
        return int((moment - self._midnight).total_seconds() // 60)


def _open_minutes(shifts: tuple[Shift, ...], breaks: tuple[Shift, ...]) -> list[tuple[int, int]]:
    """What is left of a day's shifts after its breaks, as minutes of the day."""
    left = [(shift.start, shift.end) for shift in shifts]
    for pause in breaks:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, pause.start)), (max(start, pause.end), end))
            if part[0] < part[1]
        ]
    return left
