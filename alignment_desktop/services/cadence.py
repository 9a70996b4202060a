"""When both teams meet and work: the next dates of each meeting, and the days of a calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.clauses import Meeting
from alignment_desktop.domain.different_days import DayKind, DifferentDay, different_days
from alignment_desktop.domain.meeting_days import dropped_days, meeting_days
from alignment_desktop.domain.next_meeting import end_of
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.weekly_hours import minutes_on
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.business_time import BusinessCalendar

_DAY = timedelta(days=1)
MOST_DAYS = 1_100
"""So many days of a period are laid out one by one; of a longer one the first."""


class Clash(StrEnum):
    """Why a meeting's day is marked."""

    NONE = ""
    OUTSIDE = "outside"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """One meeting on one day.

    Attributes:
        key: The clause.
        day: The day.
        start: When it begins, in the agreement's zone; None: no time is agreed.
        clash: Whether some of it lies outside business hours, or it falls out on a closed day.
    """

    key: str
    day: date
    start: time | None
    clash: Clash = Clash.NONE


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting that comes back.

    Attributes:
        key: The clause.
        dates: Every date, in order, those that fall out among them.
        ahead: Those that are not over at the moment that counts and do not fall out.
    """

    key: str
    dates: tuple[MeetingDate, ...]
    ahead: tuple[MeetingDate, ...]


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day of the period under a calendar.

    Attributes:
        day: Which.
        seconds: How long it is open, exactly.
        begins: Whether hours begin on it: only then it counts as an open day, as in limits.
        share: The time, of the longest usual day of its calendar; at most 1.
        kind: How it differs from its week; None: it does not.
        name: The public holiday that it is.
    """

    day: date
    seconds: float
    begins: bool
    share: float
    kind: DayKind | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """A calendar over the days of the agreement.

    Attributes:
        days: Each of them.
        different: Those that differ from their week, as clauses say it.
        problem: Why public holidays are not known; None: they are, or none are kept.
    """

    days: tuple[OpenDay, ...]
    different: tuple[DifferentDay, ...]
    problem: Problem | None = None

    @property
    def open_days(self) -> int:
        """On how many days hours begin."""
        return sum(day.begins for day in self.days)

    @property
    def seconds(self) -> float:
        """How long all of them are open together."""
        return sum(day.seconds for day in self.days)


@dataclass(frozen=True, slots=True)
class Cadence:
    """When both teams meet and work, at one moment.

    Attributes:
        today: The day of that moment in the agreement's zone.
        series: The meetings; those that come next first, those without a date ahead last.
        calendars: The days of the agreement under each calendar, by key.
    """

    today: date
    series: tuple[Series, ...]
    calendars: Mapping[str, OpenPeriod]

    @property
    def ahead(self) -> tuple[MeetingDate, ...]:
        """All dates that are still to come, in order."""
        found = [each for series in self.series for each in series.ahead]
        return tuple(sorted(found, key=_moment))

    @property
    def clashes(self) -> tuple[MeetingDate, ...]:
        """The dates from today on that are marked, in order."""
        found = [
            each
            for series in self.series
            for each in series.dates
            if each.clash and each.day >= self.today
        ]
        return tuple(sorted(found, key=_moment))


def cadence_of(agreement: Agreement, now: datetime, language: str) -> Cadence:
    """When both teams meet and work.

    Args:
        agreement: What they agreed.
        now: The moment from which on meetings count as next.
        language: In whose words public holidays are named.
    """
    here = now.astimezone(ZoneInfo(agreement.timezone))
    stated = cast("Mapping[str, Calendar]", agreement.of_kind("calendar"))
    checked = {key: _with_known_holidays(one, here.year) for key, one in stated.items()}
    calendars = {("calendar", key): one for key, (one, _) in checked.items()}
    agreement = replace(agreement, clauses={**agreement.clauses, **calendars})
    hours = business_hours(agreement.calendar) if agreement.calendar else None
    meetings = cast("Mapping[str, Meeting]", agreement.of_kind("meeting"))
    series = [_series(one, agreement, hours, here) for one in meetings.values()]
    series.sort(key=lambda one: (not one.ahead, _moment(one.ahead[0]) if one.ahead else ()))
    periods = {
        key: open_period(one, agreement, language, problem)
        for key, (one, problem) in checked.items()
    }
    return Cadence(here.date(), tuple(series), periods)


def _with_known_holidays(calendar: Calendar, year: int) -> tuple[Calendar, Problem | None]:
    """A calendar; without public holidays where nobody knows them, and what is wrong then."""
    try:
        if calendar.holidays is not None:
            calendar.holidays.names(year)
    except Problem as problem:
        return replace(calendar, holidays=None), problem
    return calendar, None


def business_hours(calendar: Calendar) -> BusinessCalendar:
    """A calendar that answers questions about moments."""
    # It loads the libraries that measure.
    from alignment_desktop.measurement.business_time import BusinessCalendar

    return BusinessCalendar(calendar)


def open_period(
    calendar: Calendar, agreement: Agreement, language: str, problem: Problem | None = None
) -> OpenPeriod:
    """The days of an agreement under a calendar.

    Args:
        calendar: Which one.
        agreement: Whose days.
        language: In whose words public holidays are named.
        problem: Why its public holidays are not known.
    """
    period = agreement.header.period
    last = min(period.end, period.start + timedelta(days=MOST_DAYS - 1))
    days = [period.start + _DAY * ahead for ahead in range((last - period.start).days + 1)]
    holidays: dict[date, str] = {}
    if calendar.holidays is not None:
        for year in range(period.start.year, last.year + 1):
            holidays |= calendar.holidays.names(year, language)
    different = different_days(calendar, period.start, last, holidays)
    hours = business_hours(calendar)
    seconds, beginning = _seconds(hours, days), _beginning(hours, days)
    kinds = {each.day: each for each in different}
    longest = 60 * max(map(minutes_on, calendar.hours))
    made = []
    for day, length in zip(days, seconds, strict=True):
        other = kinds.get(day)
        made.append(
            OpenDay(
                day,
                length,
                day in beginning,
                min(length / longest, 1.0) if longest else float(length > 0),
                other.kind if other else None,
                other.name if other else "",
            )
        )
    return OpenPeriod(tuple(made), tuple(different), problem)


def _seconds(hours: BusinessCalendar, days: Sequence[date]) -> list[float]:
    """How long each of some days in a row is open."""
    zone = ZoneInfo(hours.calendar.timezone)
    begins = [datetime.combine(day, time(), zone) for day in (*days, days[-1] + _DAY)]
    return [length or 0.0 for length in hours.between(begins[:-1], begins[1:])]


def _beginning(hours: BusinessCalendar, days: Sequence[date]) -> set[date]:
    """The days on which hours begin that are not wholly taken away."""
    zone = ZoneInfo(hours.calendar.timezone)
    shifts = [(day, shift) for day in days for shift in hours.calendar.shifts_on(day)]
    if not shifts:
        return set()
    midnights = [datetime.combine(day, time(), zone) for day, _ in shifts]
    placed = list(zip(midnights, (shift for _, shift in shifts), strict=True))
    starts = [midnight + timedelta(minutes=shift.start) for midnight, shift in placed]
    ends = [midnight + timedelta(minutes=shift.end) for midnight, shift in placed]
    opened = hours.between(starts, ends)
    return {day for (day, _), length in zip(shifts, opened, strict=True) if length}


def _series(
    meeting: Meeting, agreement: Agreement, hours: BusinessCalendar | None, here: datetime
) -> Series:
    zone = ZoneInfo(agreement.timezone)
    start = time.fromisoformat(meeting.time) if meeting.time else None
    dates = [MeetingDate(meeting.key, day, start) for day in meeting_days(meeting, agreement)]
    if hours is not None and start is not None and dates:
        begins = [datetime.combine(each.day, start, zone) for each in dates]
        length = timedelta(minutes=meeting.minutes)
        opened = hours.between(begins, [begin + length for begin in begins])
        dates = [
            MeetingDate(each.key, each.day, start, _clash(inside, meeting.minutes))
            for each, inside in zip(dates, opened, strict=True)
        ]
    fallen = [
        MeetingDate(meeting.key, day, start, Clash.CLOSED)
        for day in dropped_days(meeting, agreement)
    ]
    ahead = [each for each in dates if end_of(meeting, each.day, zone) > here]
    return Series(meeting.key, tuple(sorted([*dates, *fallen], key=_moment)), tuple(ahead))


def _clash(inside: float | None, minutes: int) -> Clash:
    return Clash.OUTSIDE if inside is None or inside < 60 * minutes else Clash.NONE


def _moment(one: MeetingDate) -> tuple[date, time, str]:
    return one.day, one.start or time(), one.key
