"""Period labels as spreadsheets write them, read as the days they cover."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from alignment_desktop.domain.periods import days_of_label, fiscal_quarter, whole_months
from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import DateOrder, fitting_orders, month_number, read_date
from alignment_desktop.importing.header_words import readings


class Days(NamedTuple):
    """A period; both days are included."""

    start: date
    end: date


_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:度|分)?")
_MONTH_LAST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_MONTH_NAMED = re.compile(r"([^\W\d]{3,})\.?[\s/.'’-]+(?:de\s+)?(\d{4}|\d{2})")
_QUARTER = re.compile(r"(\d{4})[\s-]*Q([1-4])", re.IGNORECASE)
_QUARTERS_FIRST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[QTK]([1-4])[\s/-]*(\d{4})",
        r"([1-4])[QT][\s/-]*(\d{4})",
        r"([1-4])(?:\.|er|e|o|º|°|ª)?\s*(?:quartal|quarter|trimestre|trim\.?|kwartaal)\s*(?:de\s+)?"
        r"(\d{4})",
    )
)
_FISCAL = re.compile(r"FY\s*(?P<year>\d{4}|\d{2})(?:[\s-]*Q(?P<quarter>[1-4]))?", re.IGNORECASE)
_FISCAL_LAST = re.compile(r"Q(?P<quarter>[1-4])[\s/-]*FY\s*(?P<year>\d{4}|\d{2})", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})[\s-]*(?:W|KW|CW|week)\s*(\d{1,2})", re.IGNORECASE)
_WEEK_FIRST = re.compile(
    r"(?:W|KW|CW|week|woche|semaine|semana|settimana|sem\.?)\s*(\d{1,2})[\s/,-]+(\d{4})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(\d{4})")
_TWIN = re.compile(r" \(\d+\)$")
_FIRST_OF_MONTH = re.compile(r"\d{4}-\d{2}-01(?:[T ]00:00(?::00)?)?")
_QUARTER_ALONE = re.compile(r"Q[1-4]", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ANY = ImportContext(zone="UTC")
"""In any agreement: whether a text is a period does not hang on it, which days it has does."""
_MOST_WORDS = 5
"""Words of a period within a longer name."""
_RANGE = re.compile(r"(.+?)(?:\.\.| - | – | — | to | bis )(.+)")


def read_period(text: str, context: ImportContext) -> Days | None:
    """Read a period label; None where it is none.

    It may be `2026-10`, `10/2026`, `Oct 2026`, `2026-Q4`, `Q4 2026` (calendar quarters),
    `FY27 Q1` and `FY27` (by the month in which the fiscal year begins), `2026-W40` (ISO),
    `2026`, two dates joined by `..` or a dash, or the agreement's own label.
    """
    label = text.strip()
    if context.start and context.end and label.casefold() == context.label.strip().casefold():
        return Days(context.start, context.end)
    try:
        return _read(label, context) or read_range(label)
    except (ValueError, OverflowError, Problem):
        return None  # a month 13, a week 54, a year 0


def period_of_day(day: date, unit: str) -> Days:
    """The period that a column calls by a day of it.

    Args:
        day: The day.
        unit: `day`; `week`, the seven days from it; `month` or `quarter`, in which it lies.
    """
    if unit == "day":
        return Days(day, day)
    if unit == "week":
        return Days(day, day + timedelta(days=6))
    months = 3 if unit == "quarter" else 1
    return _days(day.year, (day.month - 1) // months * months + 1, months)


def unit_of(name: str) -> str | None:
    """The unit of time that a column of days is called by: `day`, `week`, `month`, `quarter`."""
    meanings = {meaning for reading in readings(name) for meaning in reading}
    return next((unit for unit in ("week", "month", "quarter", "day") if unit in meanings), None)


def period_called(header: str, context: ImportContext) -> Days | None:
    """The period by which a column is called, as in a table with the months across.

    What is counted may stand beside it: `Q4 2026 Leads`, `Spend Oct 2026`.
    """
    found = period_and_rest(header, context)
    return found[0] if found else None


def period_and_rest(header: str, context: ImportContext) -> tuple[Days, str] | None:
    """The period by which a column is called, and what it says beside that; None without one.

    Spreadsheets turn a typed `Oct 2026` into the first of that month. A year alone is too often
    no period; where something is counted in it, it is.
    """
    name = _TWIN.sub("", header)
    if not _YEAR.fullmatch(name) and (days := _period_written(name, context)):
        return days, ""
    words = name.split()
    for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        for label, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            if days := _period_written(" ".join(label), context):
                return days, " ".join(rest).strip("-–:()/, ")
    return None


def _period_written(text: str, context: ImportContext) -> Days | None:
    bare = text.strip("-–:()/, ")
    return read_period(bare[:7] if _FIRST_OF_MONTH.fullmatch(bare) else bare, context)


def is_period_label(text: str) -> bool:
    """Whether a text stands for a period, be it one that does not say its year: `Q4`, `Oct`."""
    if is_year(text) or is_part_of_year(text):
        return True
    return not _YEAR.fullmatch(text.strip()) and _period_written(text, _ANY) is not None


def is_year(text: str) -> bool:
    """Whether a text can be nothing but a year."""
    name = text.strip()
    return bool(_YEAR.fullmatch(name)) and _FIRST_YEAR <= int(name) <= _LAST_YEAR


def is_part_of_year(text: str) -> bool:
    """Whether a text is a month or a quarter that does not say its year."""
    name = text.strip().rstrip(".")
    return bool(_QUARTER_ALONE.fullmatch(name)) or month_number(name) is not None


def read_range(text: str) -> Days | None:
    """Read two dates joined by a dash, `to` or `..`; None where they are unclear or reversed."""
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        return None
    sides = (match[1].strip(), match[2].strip())
    orders = set(DateOrder)
    for side in sides:
        orders &= fitting_orders(side) or set(DateOrder)
    order = next(iter(orders)) if len(orders) == 1 else None
    first, last = (read_date(side, order) for side in sides)
    if first is None or last is None or last.moment.date() < first.moment.date():
        return None
    return Days(first.moment.date(), last.moment.date())


def _read(label: str, context: ImportContext) -> Days | None:
    if match := _MONTH.fullmatch(label) or _MONTH_EAST_ASIAN.fullmatch(label):
        return _days(int(match[1]), int(match[2]), 1)
    if match := _MONTH_LAST.fullmatch(label):
        return _days(int(match[2]), int(match[1]), 1)
    if match := _QUARTER.fullmatch(label):
        return _days(int(match[1]), int(match[2]) * 3 - 2, 3)
    for pattern in _QUARTERS_FIRST:
        if match := pattern.fullmatch(label):
            return _days(int(match[2]), int(match[1]) * 3 - 2, 3)
    if match := _FISCAL.fullmatch(label) or _FISCAL_LAST.fullmatch(label):
        return _fiscal(match["year"], match["quarter"], context.fiscal_year_start)
    if match := _WEEK.fullmatch(label):
        return Days(*days_of_label(f"{match[1]}-W{int(match[2]):02}"))
    if match := _WEEK_FIRST.fullmatch(label):
        return Days(*days_of_label(f"{match[2]}-W{int(match[1]):02}"))
    if match := _YEAR.fullmatch(label):
        return _days(int(match[1]), 1, 12)
    return _named_month(label)


def _named_month(label: str) -> Days | None:
    match = _MONTH_NAMED.fullmatch(label)
    month = month_number(match[1]) if match else None
    return _days(_century(match[2]), month, 1) if match and month else None


def _fiscal(written_year: str, quarter: str | None, first_month: int) -> Days:
    """A fiscal quarter, or the whole fiscal year where the label names no quarter."""
    year = _century(written_year)
    first, last = (int(quarter),) * 2 if quarter else (1, 4)
    start, _ = fiscal_quarter(year, first, first_month)
    _, end = fiscal_quarter(year, last, first_month)
    return Days(start, end)


def _century(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _days(year: int, month: int, count: int) -> Days:
    return Days(*whole_months(year, month, count))
