"""When meetings come, how often, and how days of a calendar differ, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from alignment_desktop.domain.calendar import Shift
from alignment_desktop.domain.different_days import DayKind, DifferentDay
from alignment_desktop.domain.weekly_hours import DAY
from alignment_desktop.phrasing.days import day_of_year_text, hours_of_day_text
from alignment_desktop.words.language import NONE, Language

_BARE, _FULL = "MMMEd", "yMMMEd"
_WEEK, _FEW_WEEKS = 7, 14
_SHOWN = 3
"""So many further dates of a meeting are named."""


def weekday_text(day: date, language: Language, *, year: bool = False) -> str:
    """A day with its weekday: `Thu, 5 Nov`, or with the year where that is not clear."""
    return language.day(day, _FULL if year else _BARE)


def away_text(day: date, today: date, language: Language) -> str:
    """How far away a day is: `today`, `tomorrow`, `in 6 days`, `in 4 weeks`."""
    its, days = language.cadence, (day - today).days
    if days < 0:
        return its.ago_days(-days, count=-days)
    if days < 2:
        return its.tomorrow() if days else its.today()
    if days < _FEW_WEEKS:
        return its.in_days(days, count=days)
    weeks = round(days / _WEEK)
    return its.in_weeks(weeks, count=weeks)


def repeats_text(every: str, language: Language) -> str:
    """How often a meeting comes: `every two weeks`."""
    return language.say(f"cadence.every-{every.replace(' ', '-')}")


def shift_text(shift: Shift, language: Language) -> str:
    """Hours of a day, told where they end on the next one: `22:00–06:00 the next day`."""
    text = hours_of_day_text([shift], language)
    if shift.end <= DAY:
        return text
    start, end = (f"{at % DAY // 60:02}:{at % 60:02}" for at in (shift.start, shift.end))
    return language.cadence.next_day(start=start, end=end)


def shifts_text(shifts: Iterable[Shift], language: Language) -> str:
    """Hours of a day, one after the other; a dash where there are none."""
    return ", ".join(shift_text(each, language) for each in shifts) or NONE


def kind_of_day_text(kind: DayKind, language: Language) -> str:
    """How a day differs, in one word."""
    return language.say(f"cadence.{kind}")


def different_day_text(day: DifferentDay, language: Language) -> str:
    """What is to be said of a day that differs: its name, or its hours."""
    its = language.cadence
    if day.hours:
        return _own_hours(day, language)
    if day.name or day.kind in (DayKind.HOLIDAY, DayKind.CLOSED):
        return day.name or its.closed_all_day()
    return _cut_hours(day, language)


def _own_hours(day: DifferentDay, language: Language) -> str:
    hours = hours_of_day_text(day.hours, language)
    return f"{hours}, {day.name}" if day.name else hours


def _cut_hours(day: DifferentDay, language: Language) -> str:
    """A day with a break: when it ends or begins now, where the break is at one of its ends."""
    its = language.cadence
    if len(day.usual) > 0 and len(day.breaks) == 1:
        (cut,), first, last = day.breaks, day.usual[0], day.usual[-1]
        if first.start < cut.start and last.end <= cut.end:
            return its.until_hour(time=_clock(min(cut.start, _end_before(day.usual, cut.start))))
        if cut.start <= first.start and cut.end < last.end:
            return its.from_hour(time=_clock(cut.end))
    return its.without_hours(hours=hours_of_day_text(day.breaks, language))


def _end_before(shifts: Sequence[Shift], minute: int) -> int:
    """When the last hours end that begin before a minute."""
    return max(shift.end for shift in shifts if shift.start < minute)


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


def then_text(days: Sequence[date], dropped: Sequence[date], language: Language) -> str:
    """The dates after the next one: `then 19 Nov, 3 Dec, not 17 Dec`; that there are none.

    Args:
        days: Those dates.
        dropped: The days ahead on which it falls out, of which the first is named.
        language: In whose words.
    """
    its = language.cadence
    named = ", ".join(day_of_year_text(day, language) for day in days[:_SHOWN])
    text = its.then(days=named) if named else its.then_none()
    return its.then_not(then=text, day=day_of_year_text(dropped[0], language)) if dropped else text
