"""The days of a period on which a calendar is not what its week says: by date, kind and name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from alignment_desktop.domain.calendar import Calendar, Shift
from alignment_desktop.domain.weekly_hours import minutes_on
from alignment_desktop.values import dataclass


class DayKind(StrEnum):
    """How a day differs from what the week says of it."""

    HOLIDAY = "holiday"
    CLOSED = "closed"
    OPEN = "open"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class DifferentDay:
    """A day that differs.

    Attributes:
        day: Which one.
        kind: How.
        name: What the public holiday on it is called; empty: it is none.
        hours: Its own hours, where it has some.
        usual: The hours that its weekday has.
        breaks: What is cut out of it.
        closed_too: Whether the calendar also says that it is closed, which its hours override.
    """

    day: date
    kind: DayKind
    name: str = ""
    hours: tuple[Shift, ...] = ()
    usual: tuple[Shift, ...] = ()
    breaks: tuple[Shift, ...] = ()
    closed_too: bool = False


def different_days(
    calendar: Calendar, first: date, last: date, holidays: Mapping[date, str]
) -> list[DifferentDay]:
    """The days from `first` to `last`, both included, that differ, in order.

    Args:
        calendar: The calendar.
        first: The first day.
        last: The last day.
        holidays: The public holidays that the calendar keeps, by date; others are passed over.
    """
    opened, breaks, closed = dict(calendar.open), dict(calendar.breaks), set(calendar.closed)
    days = {*opened, *breaks, *closed, *holidays}
    found = []
    for day in sorted(each for each in days if first <= each <= last):
        usual, own, cut = calendar.hours[day.weekday()], opened.get(day), breaks.get(day, ())
        found.append(
            DifferentDay(
                day,
                _kind(usual, own, shut=day in closed, holiday=day in holidays),
                holidays.get(day, ""),
                own or (),
                usual,
                cut,
                closed_too=bool(own) and day in closed,
            )
        )
    return found


def in_runs(days: Iterable[DifferentDay]) -> list[tuple[DifferentDay, ...]]:
    """The days in order, closed ones that follow each other and have no name as one run."""
    runs: list[list[DifferentDay]] = []
    for each in days:
        if runs and _goes_on(runs[-1][-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [tuple(run) for run in runs]


def _goes_on(before: DifferentDay, after: DifferentDay) -> bool:
    alike = before.kind is after.kind is DayKind.CLOSED and not before.name and not after.name
    return alike and after.day - before.day == timedelta(days=1)


def _kind(
    usual: tuple[Shift, ...], own: tuple[Shift, ...] | None, *, shut: bool, holiday: bool
) -> DayKind:
    if own:
        return DayKind.SHORTER if minutes_on(own) < minutes_on(usual) else DayKind.OPEN
    if own is not None or shut:
        return DayKind.HOLIDAY if holiday else DayKind.CLOSED
    return DayKind.HOLIDAY if holiday else DayKind.SHORTER
