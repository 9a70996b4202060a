"""Days as people in front of this window write and read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from alignment_desktop.gui.wording import user_language, user_locale
from alignment_desktop.phrasing.days import day_text

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_LEAST = 3  # letters that name a month
_CENTURY = 2000  # of years written with two digits
_WEEK = timedelta(days=7)


def in_a_week(now: datetime) -> date:
    """The day that is offered first where something is put aside until some day."""
    return now.astimezone().date() + _WEEK


def day_words(day: date) -> str:
    """A day as every list and sentence of the window shows it: `24 Dec 2026`."""
    return day_text(day, user_language())


def read_day(text: str) -> date | None:
    """The day that was typed; None where it is none.

    Understood are `2026-12-24`, `24 Dec 2026`, `December 24, 2026` with months in the window's
    language or the user's own, and numbers alone in the order of the user's locale: `24.12.2026`
    or `12/24/2026`. Years may be written with two digits.
    """
    parts = _PARTS.findall(text)
    if len(parts) != 3 or not parts[2].isdecimal():
        return None
    if len(parts[0]) == 4 and parts[0].isdecimal():
        year, month, day = parts
    elif parts[0].isdecimal() and parts[1].isdecimal():
        day, month, year = parts if _day_comes_first() else (parts[1], parts[0], parts[2])
    else:
        day, month, year = parts if parts[0].isdecimal() else (parts[1], parts[0], parts[2])
    number = int(month) if month.isdecimal() else _month(month)
    if number is None or not day.isdecimal() or len(year) not in (2, 4):
        return None
    try:
        return date(int(year) + (_CENTURY if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def q_date(day: date) -> QDate:
    """A day as Qt's widgets take it."""
    return QDate(day.year, day.month, day.day)


def _day_comes_first() -> bool:
    short = user_locale().dateFormat(QLocale.FormatType.ShortFormat)
    return short.find("d") < short.find("M")


def _month(word: str) -> int | None:
    """The month whose name begins so, in either language; None where none or several do."""
    begun = word.casefold()
    if len(begun) < _LEAST:
        return None
    language, locale = user_language(), user_locale()
    found = {
        number
        for number in range(1, 13)
        for name in (
            language.month(number),
            language.month(number, short=True).rstrip("."),
            locale.monthName(number, QLocale.FormatType.LongFormat),
            locale.standaloneMonthName(number, QLocale.FormatType.LongFormat),
            locale.monthName(number, QLocale.FormatType.ShortFormat).rstrip("."),
        )
        if name.casefold().startswith(begun)
    }
    return found.pop() if len(found) == 1 else None
