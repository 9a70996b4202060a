"""Days, moments and periods in words: `5 Oct 2026`, `4 Jan 2027, 09:00`, `October`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from alignment_desktop.words.language import NONE, Language

_WEEK_LABEL = re.compile(r"(\d{4})-W(\d{2})")
_QUARTER_LABEL = re.compile(r"(\d{4})-Q([1-4])")
_MONTH_LABEL = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_DAY, _BARE_DAY = "yMMMd", "MMMd"
"""Which parts of a day are said, as skeletons of CLDR; likewise below."""
_LONG_DAY, _BARE_LONG_DAY, _MONTH = "yMMMMd", "MMMMd", "yMMMM"
_QUARTER, _DAY_ALONE, _WEEKDAY = "yQQQ", "d", "yMMMEd"


def day_text(day: date | None, language: Language) -> str:
    """A day for tables: `5 Oct 2026`."""
    return NONE if day is None else language.day(day, _DAY)


def long_day_text(day: date | None, language: Language) -> str:
    """A day for sentences and titles: `5 October 2026`."""
    return NONE if day is None else language.day(day, _LONG_DAY)


def day_of_year_text(day: date, language: Language) -> str:
    """A day whose year is clear: `5 Oct`."""
    return language.day(day, _BARE_DAY)


def day_of_week_text(day: date, language: Language) -> str:
    """A day with its weekday: `Tue, 5 Jan 2027`."""
    return language.day(day, _WEEKDAY)


def days_text(start: date | None, end: date | None, language: Language) -> str:
    """Days for tables: `5 Oct – 18 Dec 2026`, with what is known of them; empty: nothing is."""
    if start is not None and end is not None:
        return _span(_BARE_DAY, _DAY, start, end, language)
    if start is not None:
        return language.days.from_(day=day_text(start, language))
    return language.days.until(day=day_text(end, language)) if end else ""


def bare_days_text(start: date, end: date, language: Language) -> str:
    """Days whose year is clear: `9–20 Nov`, `5 Oct – 18 Dec`."""
    return _span(_BARE_DAY, _BARE_DAY, start, end, language)


def long_days_text(start: date, end: date, language: Language) -> str:
    """Days for titles: `1 October – 31 December 2026`, `1–31 October 2026`."""
    return _span(_BARE_LONG_DAY, _LONG_DAY, start, end, language)


def _span(bare: str, full: str, start: date, end: date, language: Language) -> str:
    last = language.day(end, full)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return language.days.in_one_month(first=language.day(start, _DAY_ALONE), last=last)
    first = language.day(start, bare if start.year == end.year else full)
    return language.days.days(first=first, last=last)


def moment_text(moment: datetime, language: Language) -> str:
    """A moment in the zone it is given in, which it names: `4 Jan 2027, 09:00 CET`."""
    text = plain_moment_text(moment, language)
    if moment.tzinfo is None:
        return text
    return language.days.in_zone(moment=text, zone=_zone_text(moment))


def plain_moment_text(moment: datetime, language: Language) -> str:
    """A moment among others of the same zone: `4 Jan 2027, 09:00`."""
    day = day_text(moment.date(), language)
    return language.days.moment(day=day, time=f"{moment:%H:%M}")


def hours_of_day_text(shifts: Iterable[object], language: Language) -> str:
    """Opening hours of a day: `09:00–12:00, 13:00–17:00`."""
    spans = (str(shift).partition("-") for shift in shifts)
    return ", ".join(language.days.hours(start=start, end=end) for start, _, end in spans)


def stated_text(stated: str, language: Language) -> str:
    """A day or moment in ISO form, as people read it; any other text as it stands."""
    try:
        if len(stated) <= len("2026-10-05"):
            return day_text(date.fromisoformat(stated), language)
        return moment_text(datetime.fromisoformat(stated), language)
    except ValueError:
        return stated


def known_at_text(stated: str, zone: str, language: Language) -> str:
    """The moment that figures stand on, with its zone: `4 Jan 2027, 09:00 CET`; a day as a day.

    Args:
        stated: In ISO form; a moment without a distance from UTC is one of the zone.
        zone: In which it is told, such as `Europe/Berlin`.
        language: In whose words.
    """
    if len(stated) <= len("2026-10-05"):
        return stated_text(stated, language)
    moment, there = datetime.fromisoformat(stated), ZoneInfo(zone)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=there)
    return moment_text(moment.astimezone(there), language)


def _zone_text(moment: datetime) -> str:
    """What the zone of a moment is called there and then: `CET`, else its distance: `UTC-03:00`."""
    name = moment.tzname() or ""
    return name if name.isalpha() else f"UTC{moment.isoformat()[-6:]}"


def period_text(label: str, language: Language, *, year: bool = False) -> str:
    """A period as people say it: `October`, `week 41`, `Q4 2026`; else its label.

    Args:
        label: As `2026-10`, `2026-W41`, `2026-Q4` or `FY27 Q1`.
        language: In whose words.
        year: Whether the year of a month is said too, where one does not know it.
    """
    if match := _WEEK_LABEL.fullmatch(label):
        return language.days.week(number=int(match[2]))
    if match := _QUARTER_LABEL.fullmatch(label):
        return language.day(date(int(match[1]), 3 * int(match[2]), 1), _QUARTER)
    if match := _MONTH_LABEL.fullmatch(label):
        month = int(match[2])
        if year:
            return language.day(date(int(match[1]), month, 1), _MONTH)
        return language.month(month)
    return label


def short_period_text(label: str, language: Language) -> str:
    """A period as short as a chart needs it: `Oct`, `W41`; else its label."""
    if match := _WEEK_LABEL.fullmatch(label):
        return language.days.short_week(number=int(match[2]))
    if match := _MONTH_LABEL.fullmatch(label):
        return language.month(int(match[2]), short=True)
    return label
