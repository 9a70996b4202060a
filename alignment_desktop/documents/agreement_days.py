"""Days of calendars by date: holidays of a period, and days with hours of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from alignment_desktop.domain.calendar import WEEKDAYS, Calendar, Shift
from alignment_desktop.domain.clauses import Days
from alignment_desktop.phrasing.days import day_of_year_text, day_text, hours_of_day_text
from alignment_desktop.words.language import NONE, Language


def week_text(calendar: Calendar, words: Language) -> str:
    """The hours of a week: “Monday to Thursday 09:00–17:30, Friday 09:00–15:00”."""
    hours = [
        (words.weekday(day), hours_of_day_text(shifts, words))
        for day, shifts in zip(WEEKDAYS, calendar.hours, strict=True)
    ]
    texts = []
    for shifts, group in groupby(hours, key=lambda each: each[1]):
        days = [day for day, _ in group]
        if not shifts:
            continue
        if len(days) > 2:
            its = words.agreement
            texts.append(its.hours_days(first=days[0], last=days[-1], hours=shifts))
        else:
            texts += [words.agreement.hours_day(day=day, hours=shifts) for day in days]
    return ", ".join(texts) or NONE


def holidays_in(calendar: Calendar, period: Days) -> list[date]:
    """The public holidays of a calendar that fall in a period, in order."""
    if calendar.holidays is None:
        return []
    years = range(period.start.year, period.end.year + 1)
    days = {day for year in years for day in calendar.holidays.dates(year)}
    return sorted(day for day in days if period.start <= day <= period.end)


def dates_text(days: Sequence[date], period: Days, words: Language) -> str:
    """Days in a list, those in a row as one: “3 Oct, 24–26 Dec”; with years where they differ."""
    return ", ".join(_run_text(run, period, words) for run in _runs(days))


def dated_hours_text(
    dated: Iterable[tuple[date, tuple[Shift, ...]]], period: Days, words: Language
) -> str:
    """Days with hours of their own: “5 Dec, 10:00–14:00; 6 Dec, 10:00–12:00”."""
    return "; ".join(
        words.agreement.hours_dated(
            day=_one_day(day, period, words), hours=hours_of_day_text(shifts, words)
        )
        for day, shifts in dated
    )


def _runs(days: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run_text(run: Sequence[date], period: Days, words: Language) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return _one_day(first, period, words)
    end = _one_day(last, period, words)
    if first.month == last.month and end.startswith(str(last.day)):
        return words.days.hours(start=first.day, end=end)
    return words.days.days(first=_one_day(first, period, words), last=end)


def _one_day(day: date, period: Days, words: Language) -> str:
    same_year = period.start.year == period.end.year == day.year
    return day_of_year_text(day, words) if same_year else day_text(day, words)
